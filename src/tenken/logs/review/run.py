"""Run all rules over a month: whatever comes of it is a value that can be kept, shown and signed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from tenken.dates import local_day
from tenken.logs.model import LOGIN
from tenken.logs.review.lists import day_number
from tenken.logs.review.material import Material, found_of, gather
from tenken.logs.review.model import EXPLAINED_BY, Counted, Flag, Kind, Month, Ran, Rule, Run, key_of
from tenken.logs.review.rules import RULES
from tenken.logs.review.tables import Lists
from tenken.logs.search.engine import Engine

MOST_BAD, MOST_RANKED = 5_000, 50
"""So many of a rule are listed, the highest first; how many there are is told. What is known to be bad and is not
listed counts as undecided."""


class Evidence:
    """Which evidence was there: how many segments, and the root over them (hex)."""

    def __init__(self, segments: int, root: str) -> None:
        self.segments, self.root = segments, root


def review(engine: Engine, search: Path, month: Month, lists: Lists, evidence: Evidence, now: datetime) -> Run:
    """All rules, in their order."""
    given = gather(engine, search, month, lists)
    ran: list[Ran] = []
    flags: list[Flag] = []
    for rule in RULES:
        lacks = lists.lacks(rule.needs)
        found = [] if lacks else list(_flags(rule, month, found_of(engine, _sorted(given, rule))))
        new = _told_first(rule, found, flags)
        most = MOST_BAD if rule.kind is Kind.BAD else MOST_RANKED
        ran.append(Ran(rule=rule.id, version=rule.version, kind=rule.kind, title=rule.title, why=rule.why,
                       hits=len(new), shown=min(len(new), most), lacks=lacks))  # fmt: skip
        flags += new[:most]
    named = tuple(_named(flags, lists))
    counted, sources = _counted(engine, given)
    origins = {name: asdict(one) for name, one in lists.provenances.items()}
    return Run(month=str(month), at=now.astimezone(UTC).isoformat(), segments=evidence.segments, root=evidence.root,
               rules=tuple(ran), flags=named, counted=counted, sources=sources, lists=origins)  # fmt: skip


def _sorted(given: Material, rule: Rule) -> Any:
    found = rule.ask(given)
    return found.order_by([found.score.desc(), found.user, found.patient, found["at"], found.what, found.ref])


def _flags(rule: Rule, month: Month, found: pa.Table) -> Iterator[Flag]:
    """The first of those that are the same flag counts."""
    known: set[str] = set()
    for row in found.to_pylist():
        at, until = (row[name].replace(tzinfo=UTC) for name in ("at", "until"))
        key = key_of(str(month), rule, {**row, "day": day_number(local_day(at))})
        if key not in known:
            known.add(key)
            yield Flag(
                key=key, rule=rule.id, user=row["user"], patient=row["patient"], at=at.isoformat(),
                until=until.isoformat(), n=row["n"], what=row["what"], other=row["other"], score=round(row["score"], 3),
                segment=row["ref"] >> 32, index=row["ref"] & 0xFFFFFFFF,
            )  # fmt: skip


def _told_first(rule: Rule, found: list[Flag], before: Iterable[Flag]) -> list[Flag]:
    """Without the users and patients that another rule of pairs told of already."""
    if not rule.of_pairs:
        return found
    pairs = {other.id for other in RULES if other.of_pairs}
    known = {(flag.user, flag.patient) for flag in before if flag.rule in pairs}
    return [flag for flag in found if (flag.user, flag.patient) not in known]


def _named(flags: Iterable[Flag], lists: Lists) -> Iterator[Flag]:
    staff = {row["user"]: row for row in lists.tables["staff"].to_pylist()}
    for flag in flags:
        row: Mapping[str, Any] = staff.get(flag.user, {})
        yield _with(flag, row.get("name", ""), row.get("department", ""))


def _with(flag: Flag, name: str, department: str) -> Flag:
    values = {field: getattr(flag, field) for field in flag.__struct_fields__}
    return Flag(**{**values, "name": name, "department": department})


def _counted(engine: Engine, given: Material) -> tuple[Counted, dict[str, int]]:
    events, accesses = given.events, given.accesses
    by_source = events.group_by("source").agg(n=events.count(), unread=events.unparsed.cast("int64").sum(),
                                               logins=(events.event == LOGIN).cast("int64").sum(),
                                               told=(events.function != "").cast("int64").sum())  # fmt: skip
    sources = found_of(engine, by_source.order_by("source")).to_pylist()
    seen = found_of(engine, accesses.group_by("explained").agg(n=accesses.count())).to_pylist()
    whom = found_of(
        engine, accesses.agg(users=accesses.user.nunique(), patients=accesses.patient.nunique())
    ).to_pylist()[0]
    by = {row["explained"]: row["n"] for row in seen}
    counted = Counted(
        events=sum(row["n"] for row in sources), unparsed=sum(row["unread"] for row in sources),
        logins=sum(row["logins"] for row in sources), told=sum(row["told"] for row in sources),
        users=whom["users"], patients=whom["patients"], accesses=sum(by.values()),
        explained={name: by.get(name, 0) for name in EXPLAINED_BY},
    )  # fmt: skip
    return counted, {row["source"]: row["n"] for row in sources}
