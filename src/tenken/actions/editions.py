"""版: which are here, how far each was compared with the official form, and one that is not needed goes again."""

from dataclasses import dataclass
from datetime import datetime

from tenken.actions.assess import find_form
from tenken.actions.import_edition import Wanted, as_edition, keep_edition
from tenken.actions.site import Site
from tenken.forms.recognise import Proposal
from tenken.ledger import logbook
from tenken.ledger.answers import is_answered
from tenken.ledger.inspections import of_edition
from tenken.ledger.writing import writing
from tenken.standard.load import EDITIONS, EditionError, edition_folder, edition_names
from tenken.standard.model import Edition, Form
from tenken.text import Complaint, _


class EditionInUse(Complaint):
    """The edition cannot be removed: something stands on it."""

    kind = "refused"


@dataclass(frozen=True)
class Compared:
    """A form, and how many of its rows were compared with the official one."""

    form: Form
    verified: int


@dataclass(frozen=True)
class Held:
    """``imported`` stands in the data directory; ``over`` a shipped one of the same name. ``notes`` are NOTES.md."""

    edition: Edition
    forms: tuple[Compared, ...]
    imported: bool
    over: bool
    current: bool
    notes: str

    @property
    def provisional(self) -> str:
        """The id of the edition whose rows stand in, where they do."""
        return next((one.form.provisional for one in self.forms if one.form.provisional), "")


def held(site: Site) -> tuple[Held, ...]:
    """The newest year first."""
    names = edition_names(site.config.imported_editions)
    found = [_held(site, name) for name in names]
    return tuple(sorted(found, key=lambda one: -one.edition.fiscal_year))


def take_in(
    site: Site, content: bytes, proposal: Proposal, wanted: Wanted, name: str, by: str, now: datetime
) -> Edition:
    """Write the edition, keep the workbook as it came. Raises ImportRefused, EditionError, WorkbookError."""
    edition = as_edition(proposal, wanted, name)
    with writing(now):
        keep_edition(site, content, proposal, edition)
        digest = site.archive.keep(content)
        logbook.note(now, by, "edition import", edition.id, f"{wanted.form or proposal.form} {name} {digest}")
    return edition


def remove(site: Site, name: str, by: str, now: datetime) -> None:
    """An imported edition that nobody answered in; its folder is set aside. Raises EditionInUse, EditionError."""
    folder = edition_folder(name, site.config.imported_editions)
    if folder.parent != site.config.imported_editions:
        raise EditionInUse(_("{edition} was shipped with Tenken and cannot be removed"), edition=name.upper())
    with writing(now):
        if is_answered(name):
            raise EditionInUse(_("{edition} has answers, and stays for as long as they do"), edition=name.upper())
        if of_edition(name):
            raise EditionInUse(_("an inspection was held by {edition}; it stays"), edition=name.upper())
        if name == site.config.checklist.edition and name not in EDITIONS:
            raise EditionInUse(_("pages open with {edition}; choose another first"), edition=name.upper())
        aside = folder.with_name(f".{name}.removed-{now:%Y%m%d%H%M%S}")
        folder.rename(aside)
        logbook.note(now, by, "edition removed", name, aside.name)


def chosen(site: Site, edition: str) -> dict[str, object]:
    """The settings with which pages open with this edition: the form at hand where it has that, else its first.

    Raises EditionError.
    """
    known = site.edition(edition)
    try:
        form = find_form(site, edition, site.config.checklist.form)[1]
    except EditionError:
        form = known.forms[0]
    return {"edition": known.id, "form": form.id}


def _held(site: Site, name: str) -> Held:
    edition = site.edition(name)
    folder = edition_folder(name, site.config.imported_editions)
    imported = folder.parent == site.config.imported_editions
    notes = folder / "NOTES.md"
    forms = tuple(
        Compared(form, sum(row.verified and row.number_verified for row in form.rows)) for form in edition.forms
    )
    return Held(
        edition=edition,
        forms=forms,
        imported=imported,
        over=imported and name in EDITIONS,
        current=name == site.config.checklist.edition,
        notes=notes.read_text(encoding="utf-8") if notes.is_file() else "",
    )
