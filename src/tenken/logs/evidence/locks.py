"""One writer at a time: a lock on an open file, which the system gives back when its holder is no more."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDEADLOCK
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def lock(file: int, *, wait: bool) -> None:
        """Raises BlockingIOError where somebody else holds it and it is not waited for."""
        while True:
            try:
                msvcrt.locking(file, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError as error:
                if wait and error.errno == EDEADLOCK:  # Windows gives up after ten seconds
                    continue
                raise BlockingIOError(*error.args) from error
            return
else:
    import fcntl

    def lock(file: int, *, wait: bool) -> None:
        """Raises BlockingIOError where somebody else holds it and it is not waited for."""
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


@contextmanager
def alone(path: Path) -> Iterator[BinaryIO]:
    """Hold the lock of this file until the end."""
    with path.open("a+b") as file:
        lock(file.fileno(), wait=True)
        yield file
