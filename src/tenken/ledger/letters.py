"""Letters to vendors, as values."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from tenken.facts.model import MachineClass, SubjectId, SubjectKind
from tenken.facts.vendors import vendor_key
from tenken.ledger.models import Entry, LetterRow
from tenken.ledger.page import Page, within
from tenken.pack.letters import Letter


@dataclass(frozen=True, slots=True)
class Filed:
    """A letter with its number, to whom it goes, and whether it went out."""

    number: int
    vendor: SubjectId
    lineages: tuple[str, ...]
    letter: Letter
    sent_on: date | None
    by: str
    at: datetime


def letters(number: int = 1) -> Page[Filed]:
    """The newest first, a page at a time."""
    found = LetterRow.objects.order_by("-pk")
    total = found.count()
    number, lines = within(number, total)
    return Page([_filed(row) for row in found[lines]], total, number)


def letter(number: int) -> Filed | None:
    row = LetterRow.objects.filter(pk=number).first()
    return _filed(row) if row else None


def sent_letters(vendor: SubjectId) -> tuple[Filed, ...]:
    """What went out to a vendor, the newest first."""
    rows = LetterRow.objects.filter(vendor=vendor, sent_on__isnull=False).order_by("-sent_on", "-pk")[:10]
    return tuple(_filed(row) for row in rows)


def devices_of(vendor: str) -> tuple[str, ...]:
    """Network devices that the ledger gives to a vendor of this name, as a letter names them."""
    present = Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None, retired=False)
    rows = present.filter(machine_class=MachineClass.NETWORK).exclude(vendor="").order_by("title")
    named = rows.values_list("vendor", "title", "maker", "model")
    return tuple(
        _device(title, maker, model) for of, title, maker, model in named if vendor_key(of) == vendor_key(vendor)
    )


def _device(title: str, maker: str, model: str) -> str:
    kind = " ".join(part for part in (maker, model) if part)
    return f"{title}（{kind}）" if kind else title


def file_letter(vendor: SubjectId, lineages: tuple[str, ...], words: Letter, by: str, at: datetime) -> int:
    row = LetterRow.objects.create(vendor=vendor, lineages=list(lineages), by=by[:200], at=at, **asdict(words))
    return int(row.pk)


def rewrite(number: int, words: Letter, by: str, at: datetime) -> None:
    LetterRow.objects.filter(pk=number, sent_on=None).update(by=by[:200], at=at, **asdict(words))


def mark_sent(number: int, on: date) -> None:
    LetterRow.objects.filter(pk=number, sent_on=None).update(sent_on=on)


def drop(number: int) -> None:
    LetterRow.objects.filter(pk=number, sent_on=None).delete()


def _filed(row: LetterRow) -> Filed:
    words = Letter(row.to, row.sender, row.title, row.opening, row.questions, row.closing, row.written_on, row.reply_by)
    return Filed(row.pk, SubjectId(row.vendor), tuple(row.lineages), words, row.sent_on, row.by, row.at)
