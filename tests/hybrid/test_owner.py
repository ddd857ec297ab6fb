from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hybrid.errors import FolderOwned
from hybrid.owner import Owner, alone, find_owner

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys
from pathlib import Path
from hybrid.owner import Owner
owner = Owner.acquire(Path(sys.argv[1]))
print(owner.announce("127.0.0.1", 8123), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that owns the folder; its token."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "data")], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
        process.kill()


def test_a_second_owner_is_refused_and_told_who_is_first(holder, tmp_path):
    process, _ = holder
    with pytest.raises(FolderOwned, match=f"process {process.pid} at 127.0.0.1:8123") as caught:
        Owner.acquire(tmp_path / "data")
    assert "BECAUSE_DATA_DIR" in caught.value.remedy


def test_helpers_find_the_owner_and_its_token(holder, tmp_path):
    process, token = holder
    info = find_owner(tmp_path / "data")
    assert info is not None
    assert (info.pid, info.host, info.port, info.token) == (process.pid, "127.0.0.1", 8123, token)
    assert token not in repr(info)
    assert token not in str(info)
    assert len(token) >= 32


def test_a_killed_owner_locks_nobody_out(holder, tmp_path):
    process, _ = holder
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (tmp_path / "data" / "owner.json").exists()
    assert find_owner(tmp_path / "data") is None
    with Owner.acquire(tmp_path / "data"):
        info = find_owner(tmp_path / "data")
        assert info is not None
        assert (info.pid, info.port, info.token) == (os.getpid(), None, None), "what the dead one wrote is gone"


def test_the_same_process_cannot_own_twice_and_can_own_again(tmp_path):
    folder = tmp_path / "deep" / "data"
    owner = Owner.acquire(folder)
    with pytest.raises(FolderOwned, match=rf"process {os.getpid()} \(not listening yet\)"):
        Owner.acquire(folder)
    owner.announce("::1", 1)
    owner.release()
    owner.release()
    assert find_owner(folder) is None
    assert not (folder / "owner.json").exists()
    Owner.acquire(folder).release()


def test_all_is_ours_alone(tmp_path):
    folder = tmp_path / "data"
    with Owner.acquire(folder) as owner:
        first = owner.announce("127.0.0.1", 8000)
        second = owner.announce("127.0.0.1", 8001)
        assert first != second
        assert json.loads((folder / "owner.json").read_text())["port"] == 8001
        rights = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert rights == {"owner.lock": 0o600, "owner.json": 0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(("before", "after"), [(0o755, 0o700), (0o700, 0o700), (0o1777, 0o1777)])
def test_a_folder_open_to_others_is_closed_unless_it_is_shared(tmp_path, caplog, before, after):
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(before)
    Owner.acquire(folder).release()
    assert stat.S_IMODE(folder.stat().st_mode) == after
    assert ("open to others" in caplog.text) == (before != after)


def test_who_works_alone_is_named_to_the_second_and_locks_nobody_out_afterwards(tmp_path):
    path = tmp_path / "models" / ".training"
    for _ in range(2):
        first, second = alone(path, "training"), alone(path, "training")
        with first, pytest.raises(FolderOwned, match=f"Process {os.getpid()} is training"), second:
            raise AssertionError
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_nobody_owns_what_does_not_exist(tmp_path):
    assert find_owner(tmp_path / "none") is None
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b"\xff", b'{"pid": "x", "port": [], "token": 5}'])
def test_a_damaged_file_is_no_reason_to_fail(tmp_path, damage):
    owner = Owner.acquire(tmp_path)
    (tmp_path / "owner.json").write_bytes(damage)
    info = find_owner(tmp_path)
    assert info is not None
    assert (info.pid, info.host, info.port, info.token) == (None, None, None, None)
    with pytest.raises(FolderOwned, match="a process"):
        Owner.acquire(tmp_path)
    owner.release()


def test_of_many_at_once_exactly_one_becomes_the_owner(tmp_path):
    def attempt(_: int) -> Owner | None:
        try:
            return Owner.acquire(tmp_path)
        except FolderOwned:
            return None

    with ThreadPoolExecutor(8) as pool:
        owners = [owner for owner in pool.map(attempt, range(8)) if owner]
    assert len(owners) == 1
    owners[0].release()


def test_looking_does_not_keep_an_owner_out(tmp_path):
    Owner.acquire(tmp_path).release()
    with ThreadPoolExecutor(4) as pool:
        looks = [pool.submit(find_owner, tmp_path) for _ in range(400)]
        for _ in range(30):
            Owner.acquire(tmp_path).release()
        assert all(look.exception() is None for look in looks)
