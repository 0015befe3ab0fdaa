"""nmap runs as a program, says how far it is, and ends within a moment when it must."""

import time
from collections.abc import Callable

import pytest

from tenken.collectors.model import Refused
from tenken.collectors.sweep.nmap import Stopped, ask
from tenken.collectors.sweep.profile import WHO_ANSWERS
from tenken.collectors.sweep.report import who_answered

pytestmark = pytest.mark.root
LOOPBACK = ("127.0.0.1",)
FOR_MINUTES = ("-n", "-sT", "-T2", "-p", "1-2000")


def go_on(_percent: int) -> None:
    return


def until(moment: float) -> Callable[[int], None]:
    def watch(_percent: int) -> None:
        if time.monotonic() > moment:
            raise Stopped("it is enough")

    return watch


def test_a_scan_that_ran_to_its_end_can_be_read() -> None:
    assert who_answered(ask(WHO_ANSWERS, LOOPBACK, go_on)) == ()  # the scanner itself is no sighting


def test_it_ends_when_it_is_told_to() -> None:
    began = time.monotonic()
    with pytest.raises(Stopped, match="it is enough"):
        ask(FOR_MINUTES, LOOPBACK, until(began + 1))
    assert time.monotonic() - began < 4


def test_what_nmap_complains_of_is_said() -> None:
    with pytest.raises(Refused, match=r"nmap could not do it: .*no-such-option"):
        ask(("--no-such-option",), LOOPBACK, go_on)
