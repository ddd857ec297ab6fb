"""``because demo`` as a process: loads, trains and serves the shipped sample; the second time it only serves."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.api.test_process import environment


@contextmanager
def demo(folder: Path) -> Iterator[tuple[str, str]]:
    """What it said until it stood, and its address."""
    command = [sys.executable, "-m", "api.cli", "demo", "--port", "0", "--llm", "off"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder, env=environment(folder / "data")
    ) as process:
        said = ""
        assert process.stdout is not None
        for line in process.stdout:
            said += line
            if "Ctrl-C" in line:
                break
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        try:
            assert address is not None, process.communicate(timeout=60)
            yield said, address[0]
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
            assert process.returncode == 0
        finally:
            process.kill()


def test_the_demo_is_set_up_once_and_explains_its_films(tmp_path: Path):
    with demo(tmp_path) as (said, address):
        assert "2,245 items taken in" in said
        assert "Trained" in said
        told = httpx.get(f"{address}/v1/users/1/recommendations?limit=10", timeout=30).json()
        assert len(told["items"]) == 10
        assert sum(item["reason"]["because"] is not None for item in told["items"]) >= 6
        assert f"curl -s '{address}/v1/users/15/recommendations?limit=10'" in said
    with demo(tmp_path) as (said, address):
        assert "taken in" not in said
        assert "Trained" not in said
        assert httpx.get(f"{address}/v1/version").json()["model"]
