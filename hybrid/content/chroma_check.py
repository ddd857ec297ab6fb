"""``python -m hybrid.content.chroma_check FOLDER``: exit 0 if every collection there answers queries.

A program of its own because a broken index may segfault, which must not take the server down.
"""

from __future__ import annotations

import sys
from pathlib import Path

from hybrid.content.chroma import probe


def main(arguments: list[str]) -> int:
    """0 sound, 1 broken, 2 wrong use; a crash has the signal's own status."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m hybrid.content.chroma_check FOLDER\n")
        return 2
    try:
        probe(Path(arguments[0]))
    except Exception as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
