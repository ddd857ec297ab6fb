"""``because`` as a process: one-line errors, and a server that starts, says where, and stops in good order."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BECAUSE_")}
    return {**kept, "PYTHONPATH": str(ROOT), "BECAUSE_DATA_DIR": str(folder), "COLUMNS": "200", **more}


def because(*arguments: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "api.cli", *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=folder,
        env=environment(folder / "data", **more),
    )


@contextmanager
def served(folder: Path, **more: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The process and what it said up to the line that names who may call."""
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env=environment(folder / "data", **more),
    ) as process:
        said = []
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            if "open to" in line:
                break
        try:
            yield process, said
        finally:
            process.kill()


def test_errors_are_one_line_with_a_remedy(tmp_path: Path):
    told = because("doctor", folder=tmp_path, BECAUSE_PROT="1")
    assert told.returncode == 1
    assert told.stderr.strip() == (
        "because: BECAUSE_PROT is set in the environment but is no setting. Did you mean BECAUSE_PORT?"
    )


def test_the_version_is_told(tmp_path: Path):
    assert re.fullmatch(r"because \S+", because("--version", folder=tmp_path).stdout.strip())


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_server_says_where_it_is_and_stops_in_good_order(tmp_path: Path, sign: signal.Signals):
    with served(tmp_path, BECAUSE_API_KEYS="a-good-long-key") as (process, said):
        text = "".join(said)
        address = re.search(r"http://127\.0\.0\.1:\d+", text)
        assert address is not None
        assert "model   none" in text
        assert "holders of one of 1 keys" in text
        assert httpx.get(f"{address[0]}/readyz").status_code == 200
        assert httpx.get(f"{address[0]}/v1/version").status_code == 401
        info = json.loads((tmp_path / "data" / "owner.json").read_text())
        assert info["pid"] == process.pid
        second = because("serve", folder=tmp_path, BECAUSE_API_KEYS="a-good-long-key")
        assert second.returncode == 1
        assert f"process {process.pid} at 127.0.0.1:{info['port']}" in second.stderr
        process.send_signal(sign)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0
        assert "Traceback" not in errors
    assert not (tmp_path / "data" / "owner.json").exists()


def test_what_commands_write_is_for_its_owner_only(tmp_path: Path):
    data = tmp_path / "data"
    data.mkdir()
    data.chmod(0o755)
    (tmp_path / "items.csv").write_text("id,title\n1,One\n")
    told = because("ingest", "items", "items.csv", folder=tmp_path)
    assert told.returncode == 0
    assert "was open to others" in told.stderr
    assert [str(path) for path in (data, *data.rglob("*")) if path.stat().st_mode & 0o077] == []


def test_a_taken_port_is_named(tmp_path: Path):
    with served(tmp_path) as (_, said):
        port = re.findall(r":(\d+)", "".join(said))[0]
        other = tmp_path / "other"
        other.mkdir()
        told = because("serve", "--port", port, folder=other)
        assert told.returncode == 1
        assert f"Port {port} is taken" in told.stderr
        assert "Traceback" not in told.stderr
