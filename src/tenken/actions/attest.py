"""attest: a named person states something, with a date and, where there is one, a file."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from tenken.actions.collect import Outcome, ingest
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.person.checks import check
from tenken.collectors.person.entry import EntryError, enter
from tenken.collectors.person.read import stated
from tenken.dates import local_day
from tenken.facts.documents import Declared, KeptFile, PolicySetting
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import Statement, SubjectId
from tenken.ledger import entries, logbook
from tenken.ledger.recall import facts_about
from tenken.ledger.record import Attempt
from tenken.ledger.writing import LedgerError
from tenken.rules.policy import PolicyError
from tenken.text import Message, _
from tenken.verdicts.settings import check_setting

MAX_FILE_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True)
class Upload:
    name: str
    content: bytes


@dataclass(frozen=True)
class Stated:
    """What a person states: of which kind, about whom, with which fields as typed."""

    kind: str
    about: SubjectId
    values: Mapping[str, str]
    by: str
    on: date
    file: Upload | None = None
    add: bool = False


def attest(site: Site, said: Stated, now: datetime) -> Outcome:
    """Keep a statement. Raises EntryError with every field that is wrong; nothing is kept then."""
    statement = enter(said.kind, _completed(said), said.by, said.on, None)
    if said.file and isinstance(statement, Declared):
        statement = replace(statement, file=KeptFile("", said.file.name, len(said.file.content)))
    problems = check(statement, said.about, local_day(now)) | _policy_problem(statement) | _file_problem(said)
    if problems:
        raise EntryError(problems)
    if not said.add:
        entries.subject_of(said.about)
    if said.file:
        kept = site.archive.keep(said.file.content)
        statement = replace(statement, file=KeptFile(kept, said.file.name, len(said.file.content)))  # type: ignore[call-arg]
    return _keep(site, said, statement, now)


def withdraw(site: Site, about: SubjectId, kind: str, item: str, by: str, now: datetime) -> Outcome:
    """Take back what was stated. What it said before stays readable as of then. Raises LedgerError for nothing."""
    if not any(_is_stated(fact.says, kind, item) for fact in facts_about(entries.slug_of(about), now)):
        raise LedgerError(_("nothing of this kind is on file that could be taken back"))
    raw = stated(about, None, kind, item)
    attempt = _attempt(about, kind, item, by, now, may_add=False)
    outcome = ingest(site, COLLECTORS["person"], raw, replace(attempt, hint=about), now)
    logbook.note(now, by, "withdraw", about, f"{kind} {item}")
    return outcome


def _is_stated(says: Statement, kind: str, item: str) -> bool:
    return isinstance(says, Declared) and says.kind == kind and says.item == item


def _keep(site: Site, said: Stated, statement: Statement, now: datetime) -> Outcome:
    raw = stated(said.about, statement, said.kind, statement.item)
    attempt = _attempt(said.about, said.kind, statement.item, said.by, now, may_add=said.add)
    outcome = ingest(site, COLLECTORS["person"], raw, attempt, now)
    logbook.note(now, said.by, "attest", said.about, f"{said.kind} {statement.item}".strip())
    return outcome


def _attempt(about: SubjectId, kind: str, item: str, by: str, now: datetime, *, may_add: bool) -> Attempt:
    stream = f"person:{entries.slug_of(about)}:{kind}:{item}"
    return Attempt(stream, COLLECTORS["person"].reader, by, now, by=by, may_add=may_add)


def _completed(said: Stated) -> Mapping[str, str]:
    """A ledger entry keeps the columns that were not given."""
    if said.kind != LedgerEntry.kind or said.add:
        return said.values
    present = entries.present_entry(entries.subject_of(said.about))
    if present is None:
        return said.values
    old = entries.entry_value(present)
    kept = {f.name: _as_typed(getattr(old, f.name)) for f in fields(old) if f.name != "entered"}
    return {**kept, **said.values}


def _as_typed(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _file_problem(said: Stated) -> dict[str, Message]:
    if said.file is None:
        return {}
    if said.kind == LedgerEntry.kind:
        return {"file": Message(_("there is no such field"))}
    if len(said.file.content) > MAX_FILE_BYTES:
        return {"file": Message(_("the file is larger than {n} MB"), {"n": MAX_FILE_BYTES // 1024 // 1024})}
    return {} if said.file.content else {"file": Message(_("the file is empty"))}


def _policy_problem(statement: Statement) -> dict[str, Message]:
    if not isinstance(statement, PolicySetting):
        return {}
    try:
        check_setting(statement.field, statement.value)
    except PolicyError as error:
        return {"value": Message(_("cannot be taken: {why}"), {"why": error.reason})}
    return {}
