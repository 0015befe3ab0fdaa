"""棚卸し: open a stock-take, read codes into it, set places right, and close it as the record of the ledger review."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tenken.actions.attest import Stated, Upload, attest
from tenken.actions.changes import Act, write_together
from tenken.actions.site import Site
from tenken.collectors.spreadsheet.tables import tables_of
from tenken.collectors.spreadsheet.words import clean
from tenken.collectors.spreadsheet.write import table_as_csv
from tenken.dates import local_day
from tenken.facts.documents import DocumentOnFile, DocumentType
from tenken.facts.model import FACILITY, LONGEST_NAME, MachineClass, SubjectId
from tenken.ledger import logbook, stock_takes
from tenken.ledger.change_sets import Change, ChangeKind
from tenken.ledger.codes import machines_named, tidy
from tenken.ledger.entries import entry_value, present_entries, subjects_of
from tenken.ledger.models import Entry, Meeting, StockTake
from tenken.ledger.stock_takes import OUTCOME_NAMES, Campaign, Counted
from tenken.ledger.writing import LedgerError, writing
from tenken.text import _, translate

HEAD = ("結果", "機器名", "読み取ったもの", "台帳の設置場所", "見つけた場所", "責任者", "見つけた人", "見つけた日時")
MOST_CODES = 20_000


class Read(StrEnum):
    """What came of a code."""

    FOUND = "found"
    AGAIN = "again"
    UNKNOWN = "unknown"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Scanned:
    """``stands`` is where the ledger says the machine is."""

    read: Read
    name: str
    stands: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """What an uploaded list came to; ``head`` is its first line where that was taken for one."""

    met: int
    unknown: int
    head: str = ""


def open_stock_take(title: str, place: str, machine_class: MachineClass | None, by: str, now: datetime) -> int:
    """Its number. Raises LedgerError."""
    title, place, by = (" ".join(text.split()) for text in (title, place, by))
    if not by or not title:
        raise LedgerError(_("give the stock-take a name, and say who carries it out"))
    if max(map(len, (title, place, by))) > LONGEST_NAME:
        raise LedgerError(_("is longer than {n} characters"), n=LONGEST_NAME)
    with writing(now):
        row = StockTake.objects.create(
            title=title, place=place, machine_class=machine_class or "", by=by, opened_at=now
        )
        logbook.note(now, by, "open stock-take", f"#{row.pk}", title)
    return row.pk


def scan(number: int, code: str, place: str, by: str, now: datetime) -> Scanned:
    """Read one code, met at this place. Raises LedgerError where the stock-take is closed or nothing was read."""
    code, place = tidy(code), tidy(place)
    if not code:
        raise LedgerError(_("nothing was read; scan the label or type its number"))
    with writing(now):
        _open(number)
        whose = machines_named([code])[code]
        if len(whose) > 1:
            return Scanned(Read.SEVERAL, code)
        again = Meeting.objects.filter(stock_take=number, code=code).exists()
        _meet([Meeting(stock_take_id=number, code=code, subject_id=_only(whose), place=place, by=by, at=now)])
    entry = Entry.objects.filter(subject__in=whose, valid_to=None).first()
    if entry is None:
        return Scanned(Read.UNKNOWN, code)
    return Scanned(Read.AGAIN if again else Read.FOUND, entry.title, entry.place)


def scan_list(number: int, raw: bytes, place: str, by: str, now: datetime) -> Listed:
    """Read a list of codes, a machine a line: the first cell that names one. Raises Unreadable or LedgerError."""
    lines = [
        [tidy(clean(cell)) for cell in line.cells if clean(cell)] for table in tables_of(raw) for line in table.lines
    ]
    lines = [line for line in lines if line]
    if not lines or len(lines) > MOST_CODES:
        raise LedgerError(_("the list has {n} lines; it may have 1 to {most}"), n=len(lines), most=MOST_CODES)
    named = machines_named(cell for line in lines for cell in line)
    codes = [_code_in(line, named) for line in lines[1:]]
    first = _code_in(lines[0], named)
    head = "" if len(named[first]) == 1 or any(sign.isdigit() for sign in first) else " ".join(lines[0])
    read = dict.fromkeys((*([] if head else [first]), *codes))
    where = {"stock_take_id": number, "place": tidy(place), "by": by, "at": now}
    with writing(now):
        _open(number)
        _meet([Meeting(code=code, subject_id=_only(named[code]), **where) for code in read])
    met = sum(len(named[code]) == 1 for code in read)
    return Listed(met, len(read) - met, head)


def forget(number: int, code: str, now: datetime) -> None:
    """Take out a code that was read by mistake. Raises LedgerError."""
    with writing(now):
        _open(number)
        Meeting.objects.filter(stock_take=number, code=code).delete()


def set_places(site: Site, number: int, machines: Sequence[SubjectId], by: str, now: datetime) -> int:
    """Let the entries of these machines say where they were met; the number of the change set. Raises LedgerError."""
    with writing(now) as moment:
        of = _open(number)
        met = {one.about: one.place for one in stock_takes.result(of) if one.about and one.place}
        subjects = subjects_of([about for about in machines if about in met])
        present = present_entries(subject.pk for subject in subjects.values())
        entries = {
            about: entry_value(present[subject.pk]) for about, subject in subjects.items() if subject.pk in present
        }
        changes = [Change(about, entry.title, entry, replace(entry, place=met[about]))
                   for about, entry in entries.items() if entry.place != met[about]]  # fmt: skip
        if not changes or not by.strip():
            raise LedgerError(_("tick the machines whose place is to change, and say who decides it"))
        act = Act(ChangeKind.STOCK_TAKE, of.title, by.strip(), of.title, {"stock-take": number})
        return write_together(site, changes, act, now, moment)


@dataclass(frozen=True)
class Closing:
    """Who states the review, to whom it was reported, and which points of it were really done."""

    by: str
    approved_by: str
    covers: tuple[str, ...]
    remark: str = ""


def close(site: Site, number: int, closing: Closing, now: datetime) -> int:
    """Seal the result as the record of the ledger review; its number. Raises LedgerError or EntryError."""
    with writing(now):
        of = _open(number)
        counted, today = stock_takes.result(of), local_day(now)
        values = {
            "type": DocumentType.LEDGER_REVIEW.value, "title": of.title, "effective": today.isoformat(),
            "approved_by": closing.approved_by, "covers": ", ".join(closing.covers), "remark": closing.remark,
        }  # fmt: skip
        file = Upload(f"棚卸し_{today.isoformat()}_{number}.csv", record_of(counted))
        said = Stated(DocumentOnFile.kind, FACILITY, values, closing.by, today, file)
        observation = attest(site, said, now).recorded.observation
        stock_takes.close(of, counted, observation, now)
        logbook.note(now, closing.by, "close stock-take", f"#{number}", of.title)
    return observation


def record_of(counted: Sequence[Counted]) -> bytes:
    """The result as the file that is kept."""
    return table_as_csv((HEAD, *_cells(counted)))


def _cells(counted: Sequence[Counted]) -> Iterator[tuple[str, ...]]:
    for one in counted:
        at = one.at.isoformat(timespec="minutes") if one.at else ""
        said = translate(OUTCOME_NAMES[one.outcome], "ja")
        yield said, one.name, one.code, one.stands, one.place, one.owner, one.by, at


def _code_in(line: Sequence[str], named: Mapping[str, frozenset[int]]) -> str:
    """The first cell that names a machine; the first of all where none does."""
    return next((cell for cell in line if len(named[cell]) == 1), line[0])


def _only(numbers: frozenset[int]) -> int | None:
    return next(iter(numbers)) if len(numbers) == 1 else None


def _meet(rows: Sequence[Meeting]) -> None:
    """A code that was read before counts as read now."""
    Meeting.objects.bulk_create(
        rows, batch_size=300, update_conflicts=True, unique_fields=["stock_take", "code"],
        update_fields=["subject", "place", "by", "at"],
    )  # fmt: skip


def _open(number: int) -> Campaign:
    found = stock_takes.campaign(number)
    if found is None or found.closed_at:
        raise LedgerError(_("stock-take {n} is closed; open a new one"), n=number)
    return found
