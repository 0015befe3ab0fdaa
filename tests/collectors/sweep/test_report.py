"""The kept account of a sweep claims what its scans claim, and nothing where it did not run to its end.

``samples/`` were made in the lab, by nmap 7.93 of Debian 12 on Linux namespaces.
"""

from dataclasses import replace

import msgspec
import pytest

from tenken.collectors.model import Unreadable
from tenken.collectors.nmap.read import read as read_scan
from tenken.collectors.sweep.profile import PORTS
from tenken.collectors.sweep.report import Report, Run, read, who_answered, written
from tenken.facts.sightings import OpenPorts, SeenOnNetwork
from tenken.facts.sweeps import Swept
from tenken.text import Message
from tests.collectors.recorded import SAMPLES

RAW = SAMPLES["sweep"]["nmap-7.93-debian-12.json"]
REPORT = msgspec.json.decode(RAW, type=Report)
CLAIMS = tuple(read(RAW))


def test_an_account_comes_back_as_it_was_written() -> None:
    assert written(REPORT) == RAW


def test_open_ports_are_claimed_as_of_an_imported_scan() -> None:
    of_the_file = [claim for claim in read_scan(REPORT.runs[1].xml.encode()) if isinstance(claim.says, OpenPorts)]
    assert [claim for claim in CLAIMS if isinstance(claim.says, OpenPorts)] == of_the_file
    assert len(of_the_file) == 7


def test_each_machine_that_answered_is_seen_once_in_the_subnet() -> None:
    seen = [claim.says for claim in CLAIMS if isinstance(claim.says, SeenOnNetwork)]
    assert sorted(says.address for says in seen) == sorted(one.address for one in who_answered(_first().encode()))
    assert {says.where for says in seen} == {"10.77.0.0/28"}


def test_it_says_how_many_answered_and_to_whom_nothing_was_sent() -> None:
    swept = [claim.says for claim in CLAIMS if isinstance(claim.says, Swept)]
    assert swept == [Swept("10.77.0.0/28", tuple(f"tcp/{port}" for port in PORTS), 7, ("10.77.0.10",))]


def test_a_machine_whose_ports_were_not_asked_is_still_seen() -> None:
    seen = [
        claim.says
        for claim in read(written(replace(REPORT, runs=REPORT.runs[:1])))
        if isinstance(claim.says, SeenOnNetwork)
    ]
    assert len(seen) == 7


def test_a_sweep_that_was_stopped_says_nothing() -> None:
    with pytest.raises(Unreadable, match="did not run to its end"):
        tuple(read(written(replace(REPORT, end=Message("佐藤 stopped it")))))


def test_a_scan_that_was_broken_off_says_nothing() -> None:
    broken = replace(REPORT, runs=(Run((), _first().partition("<runstats>")[0]), *REPORT.runs[1:]))
    with pytest.raises(Unreadable, match="has no end"):
        tuple(read(written(broken)))


def _first() -> str:
    return REPORT.runs[0].xml
