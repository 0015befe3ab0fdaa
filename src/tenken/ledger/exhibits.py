"""The originals that verdicts rest on, numbered for a binder."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tenken.facts.documents import Declared, KeptFile
from tenken.facts.model import CLASS_NAMES, SubjectKind, kind_of
from tenken.ledger.archive import Archive, ArchiveError
from tenken.ledger.models import MarkRow, ObservationRow
from tenken.pack.model import Exhibit
from tenken.text import translate
from tenken.verdicts.assess import Verdict
from tenken.verdicts.case import AnyFact, Case

_CHUNK = 500


def exhibits(verdicts: Sequence[Verdict], case: Case, archive: Archive, language: str) -> list[Exhibit]:
    """Every observation that a finding cites, and every file that was handed in with one, in the form's order."""
    rows, facts = _cited(verdicts)
    known = observations_in(rows)
    made: list[Exhibit] = []
    for number in rows:
        row, fact = known.get(number), facts[number]
        if row is None or not row.raw_sha256:
            continue
        title = _title(fact, case, language)
        source = row.by or f"{row.collector} {translate(row.target, language)}"
        made.append(raw_exhibit(len(made) + 1, row, title, source, tuple(rows[number]), archive))
        file = fact.says.file if isinstance(fact.says, Declared) else None
        if file:
            made.append(paper_exhibit(len(made) + 1, row, f"{title}：{file.name}", tuple(rows[number]), archive, file))
    return made


def _cited(verdicts: Iterable[Verdict]) -> tuple[dict[int, dict[str, None]], dict[int, AnyFact]]:
    """Observation → rows that rest on it; and one fact that was seen in it."""
    rows = defaultdict[int, dict[str, None]](dict)
    facts: dict[int, AnyFact] = {}
    for verdict in verdicts:
        for finding in verdict.findings:
            for fact in (*finding.cites, *([finding.waiver] if finding.waiver else ())):
                rows[fact.seen_in][verdict.row.id] = None
                facts.setdefault(fact.seen_in, fact)
    return rows, facts


def observations_in(numbers: Iterable[int]) -> dict[int, ObservationRow]:
    wanted = list(numbers)
    found: dict[int, ObservationRow] = {}
    for start in range(0, len(wanted), _CHUNK):
        found |= ObservationRow.objects.in_bulk(wanted[start : start + _CHUNK])
    return found


def _title(fact: AnyFact, case: Case, language: str) -> str:
    name = case.names.get(fact.about, "")
    if kind_of(fact.about) is SubjectKind.MACHINE and not isinstance(fact.says, Declared):
        machine_class = case.class_of.get(fact.about)
        return f"{name}（{translate(CLASS_NAMES[machine_class], language)}）" if machine_class else name
    what = translate(fact.says.name, language)
    return f"{name}：{what}" if name else what


def raw_exhibit(
    number: int, row: ObservationRow, title: str, source: str, rows: tuple[str, ...], archive: Archive
) -> Exhibit:
    """What an observation kept, as its source gave it."""
    content = _fetched(archive, row.raw_sha256)
    return Exhibit(
        number=number,
        title=title,
        source=source,
        seen_at=row.seen_at,
        name=f"{title}{_ending(row, content)}",
        sha256=row.raw_sha256,
        content=content,
        paper=row.collector.startswith("vendor_form/"),
        rows=rows,
        observations=(row.pk,),
    )


def paper_exhibit(
    number: int, row: ObservationRow, title: str, rows: tuple[str, ...], archive: Archive, file: KeptFile
) -> Exhibit:
    """A file that was handed in with an observation."""
    content = _fetched(archive, file.sha256)
    return Exhibit(number, title, row.by, row.seen_at, file.name, file.sha256, content, paper=True, rows=rows)


def _fetched(archive: Archive, digest: str) -> bytes | None:
    try:
        return archive.fetch(digest)
    except ArchiveError:
        return None


def _ending(row: ObservationRow, content: bytes | None) -> str:
    if row.collector.startswith("vendor_form/"):
        return ".xlsx"
    return ".json" if content and content[:1] == b"{" and _is_json(content) else ".txt"


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


def host_names(case: Case) -> Iterator[str]:
    """All names by which machines are called, in the ledger and by themselves."""
    for machines in case.machines.values():
        yield from (case.names[about] for about in machines)
    yield from MarkRow.objects.filter(kind__in=("hostname", "fqdn")).values_list("value", flat=True)
