"""立入検査: open it as of a moment, let the inspector in, take their remarks as tasks, hand over the same pack."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User

from tenken.actions.assess import assess_form, find_form
from tenken.actions.hand_over import pack_contents
from tenken.actions.site import Site
from tenken.actions.tasks import Wanted, opened
from tenken.answers.model import number_of
from tenken.dates import end_of, local_day
from tenken.ledger import inspections as kept
from tenken.ledger import logbook
from tenken.ledger.inspections import Inspection, Remark, Report
from tenken.ledger.people import Role, give_role
from tenken.ledger.tasks import Source
from tenken.ledger.writing import writing
from tenken.pack.bind import bind
from tenken.pack.model import Masking
from tenken.text import Complaint, _

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Of codes: none that is taken for another when it is read aloud."""
LENGTH = 12
LONGEST = timedelta(days=7)
MOST = 2000


class InspectionError(Complaint):
    """The inspection cannot be opened, entered or added to as asked."""


@dataclass(frozen=True)
class Wished:
    """What an officer says of an inspection that is to be opened."""

    day: date
    inspector: str
    office: str = ""
    hours: int = 8


def open_inspection(
    site: Site, edition: str, form: str, asked_for: Wished, by: str, now: datetime
) -> tuple[Inspection, str]:
    """With the code that lets the inspector in once. A past day is frozen at its end, today at this minute."""
    known, asked = find_form(site, edition, form)
    _check(asked_for, local_day(now))
    inspector, office, hours = asked_for.inspector, asked_for.office, asked_for.hours
    as_of = now if asked_for.day == local_day(now) else end_of(asked_for.day)
    wanted = Inspection(
        0, as_of, known.id, asked.id, inspector, office, by, now, now + timedelta(hours=hours), None, None,
        code_is_out=True, report=Report(),
    )  # fmt: skip
    code = _code()
    with writing(now):
        made = kept.add(wanted, _digest(code))
        logbook.note(now, by, "inspection open", f"inspection:#{made.number}", f"{inspector} {known.id} {asked.id}")
    return made, code


def _check(asked: Wished, today: date) -> None:
    if not asked.inspector:
        raise InspectionError(_("say who inspects"))
    if len(asked.inspector) > 150 or len(asked.office) > 200:
        raise InspectionError(_("the name is too long"))
    if asked.day > today:
        raise InspectionError(_("nothing is known yet of a day that is still to come"))
    if not 1 <= asked.hours <= LONGEST // timedelta(hours=1):
        raise InspectionError(_("an inspection is open for 1 hour to {n} hours"), n=LONGEST // timedelta(hours=1))


def new_code(number: int, by: str, now: datetime) -> str:
    """Another code; the one before it lets nobody in any more. Raises InspectionError."""
    _open(number, now)
    code = _code()
    with writing(now):
        kept.set_code(number, _digest(code))
        logbook.note(now, by, "inspection code", f"inspection:#{number}")
    return code


def enter_by_code(code: str, now: datetime) -> tuple[Inspection, User]:
    """What the code lets into, and the account to look with. The code is used up. Raises InspectionError."""
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    with writing(now):
        found = kept.by_code(_digest(typed), now)
        if found is None:
            raise InspectionError(_("this code lets nobody in: it was mistyped, used already, or has run out"))
        kept.set_code(found.number, "")
        return found, _account(found, now)


def enter_here(number: int, now: datetime) -> tuple[Inspection, User]:
    """The same from the screen of whoever opened it. Raises InspectionError."""
    found = _open(number, now)
    with writing(now):
        return found, _account(found, now)


def close(number: int, by: str, now: datetime) -> None:
    """Whoever still looks is out at the next page."""
    with writing(now):
        found = kept.inspection(number)
        if found is None or found.closed_at:
            return
        kept.set_closed(number, now)
        if found.account:
            User.objects.filter(pk=found.account).update(is_active=False)
        logbook.note(now, by, "inspection closed", f"inspection:#{number}", found.inspector)


def close_run_out(now: datetime) -> None:
    """What ran out is closed, and the account of its inspector with it."""
    for number in kept.run_out(now):
        close(number, "", now)


def remark(site: Site, number: int, row: str, text: str, by: str, now: datetime) -> Remark:
    """Keep what the inspector remarked, and make it a task. Raises InspectionError."""
    found = kept.inspection(number)
    text = text.strip()
    if found is None or not text:
        raise InspectionError(_("write what was remarked"))
    if len(text) > MOST:
        raise InspectionError(_("the remark has {n} characters; {most} at most"), n=len(text), most=MOST)
    edition, form = find_form(site, found.edition, found.form)
    asked = next((one for one in form.rows if one.id == row), None)
    title = f"{number_of(edition, asked)} {text}" if asked else text
    wanted = Wanted(title[:100], text, lineage=asked.lineage if asked else "")
    with writing(now):
        task = opened(wanted, Source.INSPECTION, by, now, f"inspection:{number}")
        return kept.add_remark(number, asked.id if asked else "", text, by, now, task.number)


def keep_report(number: int, report: Report, by: str, now: datetime) -> None:
    with writing(now):
        kept.set_report(number, Report(report.to.strip()[:200], report.opening.strip(), report.closing.strip()))
        logbook.note(now, by, "improvement report", f"inspection:#{number}")


def pack_of(site: Site, found: Inspection, by: str, now: datetime) -> bytes:
    """The pack of the frozen moment: what the screen shows, sealed."""
    assessment = assess_form(site, found.edition, found.form, found.as_of)
    contents = pack_contents(site, assessment, local_day(found.as_of), Masking.NOTHING)
    pack = bind(contents, site.keys.signing())
    logbook.note(now, by, "pack", f"{found.edition} {found.form}", f"{local_day(found.as_of).isoformat()} inspection")
    return pack


def _open(number: int, now: datetime) -> Inspection:
    found = kept.inspection(number)
    if found is None or not found.is_open(now):
        raise InspectionError(_("this inspection is closed; open another"))
    return found


def _account(found: Inspection, now: datetime) -> User:
    """Made at the first time somebody enters; it has no password, and nobody signs in with it."""
    user = User.objects.filter(pk=found.account).first() if found.account else None
    if user is None:
        user = User.objects.create_user(f"inspector-{found.number}", first_name=found.inspector)
        give_role(user, Role.INSPECTOR)
        kept.set_account(found.number, user.pk)
    logbook.note(now, found.inspector, "inspection entered", f"inspection:#{found.number}")
    return user


def _code() -> str:
    return "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
