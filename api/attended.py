"""``python -m api.attended COMMAND …``: a ``because`` command that ends with the process that began it.

That one holds the other end of this one's standard input, and however it ends, the kernel closes it.
"""

from __future__ import annotations

import os
import sys
import threading


def main() -> None:
    """Run the command, attended from its first moment: loading it takes a second already."""
    threading.Thread(target=_end_with_input, name="attended", daemon=True).start()
    from api.cli import main as command

    command()


def _end_with_input() -> None:
    """At once, as if killed: nothing that is under way may come to pass behind the back of who asked for it."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
