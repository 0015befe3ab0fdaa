"""時計の状態: the word on the clock that a checkpoint signs, and steps of the clock that were seen meanwhile.

A step is found by a clock that nobody can set. On Linux that is the one since the boot, which also counts while the
machine sleeps; NTP that slows or hastens the clock does so with both, so that only a step sets them apart.
"""

import ctypes
import re
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

SYNCHRONISED, UNSYNCHRONISED, UNKNOWN = "synchronised", "unsynchronised", "unknown"
_STEPPED = re.compile(r"stepped([+-]\d+)s")
_LEAST_S = 2.0
"""A difference up to this is no step: a leap second is one second."""
_AT_ONCE_S = 0.5
"""Both clocks were read within this; else the process was held up between, and they are read again."""
_NOT_KEPT_US = 16_000_000
"""The error at which the kernel holds that nobody keeps its clock (NTP_PHASE_LIMIT, 16 s)."""
_MOST = 100
"""Steps that wait to be told in words; the newest of more."""


if sys.platform == "linux":

    class _Timex(ctypes.Structure):
        """The beginning of ``struct timex``, the same in every libc; the rest is only room."""

        _fields_ = (
            ("modes", ctypes.c_uint), ("offset", ctypes.c_long), ("freq", ctypes.c_long), ("maxerror", ctypes.c_long),
            ("rest", ctypes.c_char * 512),
        )  # fmt: skip

    def state_of_system() -> str:
        """What the kernel says (adjtimex(2)), whichever program keeps its clock; it asks and sets nothing.

        By the error and not by STA_UNSYNC, as systemd does: chrony without ``rtcsync`` leaves that flag set to keep
        the kernel from the hardware clock. Where nobody keeps the clock, the error grows to 16 s in nine hours.
        """
        asked = _Timex(modes=0)
        try:
            answer = ctypes.CDLL(None).adjtimex(ctypes.byref(asked))
        except (OSError, AttributeError):  # a libc without it
            return UNKNOWN
        return state_by(answer, asked.maxerror)

    def seconds_passed() -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME)

else:

    def state_of_system() -> str:
        """Windows keeps its clock by a service that tells of it in words only; it was not tried there."""
        return UNKNOWN

    def seconds_passed() -> float:
        return time.monotonic()


def state_by(answer: int, max_error_us: int) -> str:
    """Of what adjtimex(2) returned, below zero where it may not be asked, as in some containers."""
    if answer < 0:
        return UNKNOWN
    return SYNCHRONISED if max_error_us < _NOT_KEPT_US else UNSYNCHRONISED


@dataclass(frozen=True)
class Seen:
    """``word`` is for a checkpoint and tells of so many ``steps``."""

    word: str
    steps: int


class Clock:
    """Watched from now on. ``now`` is the clock that can be set, ``passed`` gives seconds that only go on, ``state``
    one of the three words that are no step. Several threads may ask."""

    def __init__(
        self,
        now: Callable[[], datetime],
        passed: Callable[[], float] = seconds_passed,
        state: Callable[[], str] = state_of_system,
    ) -> None:
        self._now, self._passed, self._state = now, passed, state
        self._lock = Lock()
        self._ahead = self._read()
        self._unsigned: list[float] = []
        self._untold: deque[float] = deque(maxlen=_MOST)

    def seen(self) -> Seen:
        """The largest step that no checkpoint tells of yet; without one, whether the clock is synchronised."""
        with self._lock:
            self._look()
            steps = list(self._unsigned)
        return Seen(f"stepped{max(steps, key=abs):+.0f}s" if steps else self._state(), len(steps))

    def signed(self, seen: Seen) -> None:
        """A checkpoint tells of it now."""
        with self._lock:
            del self._unsigned[: seen.steps]

    def untold(self) -> tuple[float, ...]:
        """Seconds of each step, forwards or (below zero) back, that was not told here before."""
        with self._lock:
            self._look()
            steps = tuple(self._untold)
            self._untold.clear()
        return steps

    def _look(self) -> None:
        ahead = self._read()
        if abs(ahead - self._ahead) > _LEAST_S:
            self._unsigned.append(ahead - self._ahead)
            self._untold.append(ahead - self._ahead)
        self._ahead = ahead

    def _read(self) -> float:
        """By how much the clock that can be set is ahead of the other one."""
        while True:
            before = self._passed()
            now = self._now().timestamp()
            if self._passed() - before < _AT_ONCE_S:
                return now - before


def step_in(word: str) -> int | None:
    """Seconds of the step that a checkpoint tells of; None where it tells of none."""
    found = _STEPPED.fullmatch(word)
    return int(found[1]) if found else None
