"""The kept account of a sweep: who agreed, what must not be touched, what was asked of whom, and what nmap wrote."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from tenken.collectors.model import Claim, Unreadable
from tenken.collectors.nmap.read import read as read_scan
from tenken.collectors.sweep.plan import Answered, LeftOut
from tenken.collectors.sweep.profile import PORTS
from tenken.facts.model import FACILITY, Mark, MarkKind
from tenken.facts.sightings import SeenOnNetwork
from tenken.facts.sweeps import NoTouch, SweepConsent, Swept
from tenken.text import Message, _


@dataclass(frozen=True, slots=True)
class Run:
    """One call of nmap: how it was called, and what it wrote."""

    command: tuple[str, ...]
    xml: str


@dataclass(frozen=True)
class Report:
    """What is kept of a sweep, also of one that was refused or stopped; ``end`` says why then, and is None else.

    ``medical`` says that the rule for subnets with medical devices was followed; ``unplaced`` names what is on the
    list and could not be told by any address or card.
    """

    subnet: str
    by: str
    consent: SweepConsent | None = None
    medical: bool = False
    no_touch: tuple[NoTouch, ...] = ()
    unplaced: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    runs: tuple[Run, ...] = ()
    end: Message | None = None


def written(report: Report) -> bytes:
    return json.dumps(msgspec.to_builtins(report), ensure_ascii=False, sort_keys=True, indent=1).encode()


def who_answered(xml: bytes) -> tuple[Answered, ...]:
    """Raises Unreadable for a scan that did not end by itself."""
    seen = [claim.says for claim in read_scan(xml) if isinstance(claim.says, SeenOnNetwork)]
    return tuple(Answered(says.address, says.mac) for says in seen if says.address)


def read(raw: bytes) -> Iterator[Claim]:
    """What its scans claim, as the reader of nmap's files reads them; and that the subnet was swept."""
    report = _report(raw)
    if report.end or not report.runs:
        raise Unreadable(_("the sweep did not run to its end, so it says nothing"))
    scans = [tuple(_placed(claim, report.subnet) for claim in read_scan(run.xml.encode())) for run in report.runs]
    yield Claim((Mark(MarkKind.SUBJECT, FACILITY),), _swept(report, scans[0]))
    # Of a machine that both questions reached, the second scan says all that the first does.
    later = {claim.about for scan in scans[1:] for claim in scan}
    yield from (claim for claim in scans[0] if claim.about not in later)
    yield from (claim for scan in scans[1:] for claim in scan)


def _report(raw: bytes) -> Report:
    try:
        return msgspec.json.decode(raw, type=Report)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(_("the account of the sweep cannot be understood: {what}"), what=str(error)[:120]) from error


def _placed(claim: Claim, subnet: str) -> Claim:
    """The subnet says where better than a list of targets that changes from sweep to sweep."""
    says: Any = claim.says
    return replace(claim, says=replace(says, where=subnet)) if isinstance(says, SeenOnNetwork) else claim


def _swept(report: Report, answered: tuple[Claim, ...]) -> Swept:
    n = len({claim.about for claim in answered})
    left_out = tuple(dict.fromkeys(one.address for one in report.left_out))
    return Swept(report.subnet, tuple(f"tcp/{port}" for port in PORTS), n, left_out)
