"""doctor: is the installation sound, is the ledger whole, is anything kept no longer what it was?"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from tenken.actions.certify import present_certificate
from tenken.actions.log_clock import clock_now
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.facts.codec import from_json
from tenken.facts.documents import Declared
from tenken.facts.passwords import PasswordMarks
from tenken.forms.cells import CellsError
from tenken.forms.sheets import WorkbookError
from tenken.forms.workbook import load_workbook
from tenken.ledger import seal
from tenken.ledger.archive import ArchiveError
from tenken.ledger.certificates import CertificateUnusable, authority_file
from tenken.ledger.hosts import is_loopback, makes_own, speaks_tls
from tenken.ledger.keys import FINGERPRINT, SIGNING
from tenken.ledger.models import LogbookEntry, ObservationRow, StatementRow
from tenken.ledger.recall import newest, observation
from tenken.standard.load import EditionError, edition_folder, edition_names, load
from tenken.text import Blanks, Message, _

ENOUGH_DISK = 500 * 1024 * 1024
SOON = timedelta(days=30)
"""Before its certificate ends a facility needs time to get another."""


@dataclass(frozen=True, slots=True)
class Check:
    """One examination. ``sound`` False says that something must be done, None that it cannot be told."""

    name: str
    sound: bool | None
    words: Message


def examine_house(site: Site, now: datetime) -> Iterator[Check]:
    yield _database()
    yield _clock(now)
    yield from (Check("log-clock", told.kept, told.words) for told in clock_now(site, now))
    yield _chain()
    yield _rows()
    yield _archive(site)
    yield _editions(site)
    yield _disk(site)
    yield _keys(site)
    yield _connection(site, now)


def _database() -> Check:
    if connection.vendor != "sqlite":
        return Check("database", True, Message(_("PostgreSQL answers")))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        found = str(cursor.fetchone()[0])
    return Check("database", found == "ok", Message(_("the database file: {found}"), {"found": found}))


def _clock(now: datetime) -> Check:
    last = observation(newest())
    behind = last is not None and now < last.recorded_at - timedelta(minutes=2)
    words = _("the clock is behind the newest record; set it") if behind else _("the clock goes forward")
    return Check("clock", not behind, Message(words))


def _chain() -> Check:
    faults = list(seal.check_chain())
    number, _digest = seal.head()
    if faults:
        first = faults[0]
        blanks: dict[str, str | int] = {"n": len(faults), "number": first.number, "what": first.what, "row": first.row}
        words = _("{n} links of the chain do not hold; the first is number {number} ({what} {row})")
        return Check("seal", False, Message(words, dict(blanks)))
    return Check("seal", True, Message(_("all {n} links of the chain hold"), {"n": number}))


def _rows() -> Check:
    """What the chain seals by its digest only, and what is written to a row after it was sealed."""
    wrong = {_("statement"): list(seal.changed_statements()), _("ledger entry"): list(seal.broken_entries())}
    for what, numbers in wrong.items():
        if numbers:
            words = _("{n} rows are no longer what was written; the first is {what} number {number}")
            blanks: Blanks = {"n": len(numbers), "what": Message(what), "number": numbers[0]}
            return Check("rows", False, Message(words, blanks))
    return Check("rows", True, Message(_("statements and ledger entries are as they were written")))


def _archive(site: Site) -> Check:
    wanted = set(ObservationRow.objects.exclude(raw_sha256="").values_list("raw_sha256", flat=True).distinct())
    wanted |= set(_papers())
    bad = []
    for digest in sorted(wanted):
        try:
            site.archive.fetch(digest)
        except ArchiveError as error:
            bad.append(error.reason)
    if bad:
        return Check("archive", False, Message(_("{n} kept originals are missing or damaged: {first}"),
                                               {"n": len(bad), "first": bad[0]}))  # fmt: skip
    return Check("archive", True, Message(_("all {n} kept originals are as they were"), {"n": len(wanted)}))


def _papers() -> Iterator[str]:
    """Digests of the files that persons handed in."""
    for kind, body in StatementRow.objects.filter(body__contains='"sha256"').values_list("kind", "body"):
        says = from_json(kind, body)
        if isinstance(says, Declared) and says.file:
            yield says.file.sha256


def _editions(site: Site) -> Check:
    imported = site.config.imported_editions
    try:
        for name in edition_names(imported):
            for form in load(name, imported).forms:
                load_workbook(edition_folder(name, imported), form.id)
    except (EditionError, WorkbookError, CellsError) as error:
        return Check("editions", False, Message(_("edition {name}: {why}"), {"name": name, "why": error.reason}))
    return Check("editions", True, Message(_("{n} editions can be used"), {"n": len(edition_names(imported))}))


def _disk(site: Site) -> Check:
    free = shutil.disk_usage(site.config.data).free
    words = _("{n} MB are free on the disk")
    return Check("disk", free > ENOUGH_DISK, Message(words, {"n": free // 1024 // 1024}))


def _keys(site: Site) -> Check:
    lost = [name for name in _used() if not (site.keys.folder / name).exists()]
    if lost:
        words = _("keys that were used before are gone: {names}; bring them back from a backup")
        return Check("keys", False, Message(words, {"names": tuple(lost)}))
    open_ = [path.name for path in site.keys.folder.glob("*") if path.stat().st_mode & 0o077]
    if open_:
        return Check("keys", False, Message(_("others may read the keys: {names}; chmod 600"), {"names": tuple(open_)}))
    return Check("keys", True, Message(_("the keys are readable by their owner only")))


def _connection(site: Site, now: datetime) -> Check:
    server, host = site.config.server, site.config.server.host
    if not speaks_tls(server, host):
        return _in_the_clear(is_loopback(host))
    if makes_own(server, host) and not authority_file(site.keys.folder).exists():
        return Check("connection", True, Message(_("a certificate is made when the pages are served next")))
    try:
        certificate = present_certificate(site, host)
    except CertificateUnusable as error:
        return Check("connection", False, error.reason)
    return _ends(certificate.ends if certificate else now, now)


def _in_the_clear(alone: bool) -> Check:
    to_all = _("the pages go over the network in the clear; take tls = off out of tenken.toml")
    return Check("connection", alone, Message(_("the pages are for this machine only") if alone else to_all))


def _ends(ends: datetime, now: datetime) -> Check:
    """Tenken's own is renewed at a start; the facility's by whoever gave it."""
    blanks: Blanks = {"day": local_day(ends).isoformat()}
    if ends - now < SOON:
        words = _("the certificate ends on {day}: restart Tenken where it is its own, else bring a new one")
        return Check("connection", False, Message(words, blanks))
    return Check("connection", True, Message(_("the certificate holds until {day}"), blanks))


def _used() -> Iterator[str]:
    """Keys that left their trace: a new one in their place would match nothing of before."""
    if LogbookEntry.objects.filter(verb="pack").exists():
        yield SIGNING
    if StatementRow.objects.filter(kind=PasswordMarks.kind, body__contains='"fp:').exists():
        yield FINGERPRINT
