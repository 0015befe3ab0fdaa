"""A program of its own: `python -m tenken.logs.search.following LOGS [SOURCE]…` brings the search store up to the
evidence. Of the sources named it keeps a second copy by user.

It loads the engine, reads what was sealed since, and ends. Where another does so already, it leaves it to that one.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from tenken.logs.evidence.locks import lock
from tenken.logs.search.by_user import order_by_user
from tenken.logs.search.how_far import LOCK
from tenken.logs.search.store import follow
from tenken.logs.sources import sources


def main(logs: Path, by_user: Sequence[str] | None = None) -> int:
    """``by_user`` None leaves the second copies as they are."""
    search = logs / "search"
    with (logs / LOCK).open("a+b") as file:
        try:
            lock(file.fileno(), wait=False)
        except BlockingIOError:
            return 0
        follow(logs / "evidence", search, sources(logs))
        if by_user is not None:
            order_by_user(search, by_user)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
