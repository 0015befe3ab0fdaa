"""証跡にしたログの検索: those of the last year that belong to a form, for a binder: no verdict rests on them."""

from dataclasses import dataclass, replace
from datetime import datetime

from tenken.dates import local_day
from tenken.facts.logs import LogSearch
from tenken.facts.model import A_YEAR, FACILITY, Fact
from tenken.ledger.archive import Archive
from tenken.ledger.exhibits import observations_in, paper_exhibit, raw_exhibit
from tenken.ledger.recall import facts_of
from tenken.pack.model import MOST_OF_SEARCHES_BYTES, Exhibit, Masking
from tenken.standard.model import Form
from tenken.text import Message, _, in_words


@dataclass(frozen=True)
class Bound:
    """``left_out`` are titles of those whose files would have made the pack too large; they are listed all the same."""

    exhibits: tuple[Exhibit, ...] = ()
    left_out: tuple[str, ...] = ()


def kept_searches(form: Form, as_of: datetime, archive: Archive, language: str, masking: Masking, after: int) -> Bound:
    """Of each what was stated and its file, the newest first, numbered on from ``after``.

    Accounts of logs stand in no list of words to hide, so both count as papers: a masked pack only lists them.
    """
    made: list[Exhibit] = []
    left: list[str] = []
    room = MOST_OF_SEARCHES_BYTES
    found = _of_form(form, as_of)
    known = observations_in([fact.seen_in for fact in found])
    for fact in found:
        row, rows = known[fact.seen_in], tuple(row.id for row in form.rows if row.lineage == fact.says.topic)
        title, file = _title(fact.says, language, masking), fact.says.file
        stated = raw_exhibit(after + len(made) + 1, row, title, row.by, rows, archive)
        made.append(replace(stated, paper=True))
        if file is None:
            continue
        kept = paper_exhibit(after + len(made) + 1, row, f"{title}：{file.name}", rows, archive, file)
        fits = file.size_bytes <= room
        room -= file.size_bytes if fits else 0
        made.append(kept if fits else replace(kept, content=None))
        left += [] if fits else [title]
    return Bound(tuple(made), tuple(left))


def _of_form(form: Form, as_of: datetime) -> list[Fact[LogSearch]]:
    """Those on file whose topic the form asks, kept within a year before this moment, the newest first."""
    asked, first = {row.lineage for row in form.rows}, local_day(as_of) - A_YEAR
    known = (fact for fact in facts_of(LogSearch, as_of, FACILITY) if fact.says.topic in asked)
    return sorted((fact for fact in known if fact.says.confirmed_on > first), key=lambda fact: -fact.seen_in)


def _title(says: LogSearch, language: str, masking: Masking) -> str:
    """Where accounts are masked, without the name that a person gave it: that may be one."""
    words = _("search of the access logs “{title}” ({from} to {to}, {n} events)")
    if masking >= Masking.ACCOUNTS:
        words = _("search of the access logs ({from} to {to}, {n} events)")
    blanks = {"title": says.title, "from": says.period_from.isoformat(), "to": says.period_to.isoformat()}
    return in_words(Message(words, {**blanks, "n": says.events}), language)
