"""import vendor_form: a vendor's returned 事業者確認用 becomes facts that stand beside our own answers."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from tenken.actions.collect import ingest
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.model import Unreadable
from tenken.collectors.vendor_form.read import Returned, read, recognise
from tenken.facts.model import SubjectId, SubjectKind
from tenken.facts.vendors import VendorAnswer
from tenken.forms.workbook import Problem
from tenken.ledger import logbook
from tenken.ledger.entries import slug_of
from tenken.ledger.models import Entry
from tenken.ledger.recall import facts_about
from tenken.ledger.record import Attempt
from tenken.ledger.writing import LedgerError
from tenken.text import _


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do. ``proposals`` are choices left to a person; here there are none."""

    vendor: SubjectId
    edition: str
    read: int
    added: int
    changed: int
    unchanged: int
    problems: tuple[Problem, ...]


def import_vendor_form(
    site: Site, raw: bytes, now: datetime, vendor: SubjectId | None = None, by: str = "", *, dry_run: bool = False
) -> Imported:
    """Read a returned form. Raises Unreadable or LedgerError; then nothing was taken."""
    reader = partial(read, imported=site.config.imported_editions)
    returned = recognise(raw, site.config.imported_editions)
    if not returned.filled.entries:
        raise Unreadable(_("the form has no answer on it"))
    about = _vendor(returned, vendor)
    before = {f.says.row: f.says for f in facts_about(about, now) if isinstance(f.says, VendorAnswer)
              and f.says.edition == returned.edition}  # fmt: skip
    said = {claim.says.row: claim.says for claim in reader(raw) if isinstance(claim.says, VendorAnswer)}
    added = [row for row in said if row not in before]
    unchanged = [row for row, answer in said.items() if before.get(row) == answer]
    imported = Imported(
        about,
        returned.edition,
        read=len(said),
        added=len(added),
        changed=len(said) - len(added) - len(unchanged),
        unchanged=len(unchanged),
        problems=returned.filled.problems,
    )
    if dry_run:
        return imported
    attempt = Attempt(
        stream=f"vendor_form:{returned.edition}:{about}",
        collector=COLLECTORS["vendor_form"].reader,
        target=about,
        seen_at=now,
        by=by,
        hint=about,
    )
    outcome = ingest(site, replace(COLLECTORS["vendor_form"], read=reader), raw, attempt, now)
    if outcome.failure:
        raise Unreadable(outcome.failure)
    logbook.note(now, by, "import vendor_form", about, returned.edition)
    return imported


def _vendor(returned: Returned, chosen: SubjectId | None) -> SubjectId:
    """Whose form it is: as its head says, which must not be somebody else than who was chosen."""
    entries = Entry.objects.filter(subject__kind=SubjectKind.VENDOR, valid_to=None).select_related("subject")
    if chosen:
        entries = entries.filter(subject__slug=slug_of(chosen))
    elif returned.vendor:
        entries = entries.filter(title=returned.vendor)
    else:
        raise LedgerError(_("the form does not say whose it is; name the vendor with --vendor"))
    entry = entries.first()
    if entry is None:
        raise LedgerError(_("the ledger knows no vendor “{name}”; register the contract first"),
                          name=chosen or returned.vendor)  # fmt: skip
    if chosen and returned.vendor and returned.vendor != entry.title:
        words = _("the form is by “{name}”, not by “{chosen}”; nothing was taken")
        raise LedgerError(words, name=returned.vendor, chosen=entry.title)
    return SubjectId(entry.subject.slug)
