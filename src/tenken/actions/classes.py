"""classes: a person gives a class and a role to machines that are alike, all at once, and may take it back."""

from collections.abc import Sequence
from datetime import datetime

from tenken.actions.import_sightings import Taken
from tenken.actions.import_spreadsheet import Told, import_spreadsheet
from tenken.actions.site import Site
from tenken.collectors.spreadsheet.model import LedgerRow
from tenken.collectors.spreadsheet.write import as_csv
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import LONGEST_NAME, MachineClass, SubjectId
from tenken.ledger.change_sets import ChangeKind
from tenken.ledger.classing import OFFERED
from tenken.ledger.writing import LedgerError
from tenken.text import _


def give(
    site: Site,
    machines: Sequence[tuple[SubjectId, str]],
    machine_class: MachineClass,
    role: str,
    by: str,
    now: datetime,
    *,
    dry_run: bool = False,
) -> Taken:
    """Written as the facility's own list would, it is kept, shown and taken back as one. Raises LedgerError."""
    if machine_class not in OFFERED:
        raise LedgerError(_("this class takes a reason for each machine; change the entries one by one"))
    if not by.strip():
        raise LedgerError(_("say who decides it"))
    if len(role) > LONGEST_NAME:
        raise LedgerError(_("the role is longer than {n} characters"), n=LONGEST_NAME)
    numbered = enumerate(machines, 2)
    rows = [_row(number, about, title, machine_class, role.strip()) for number, (about, title) in numbered]
    told = Told(ChangeKind.CLASSES, role.strip())
    taken = import_spreadsheet(site, as_csv(rows), now, by.strip(), "own", told=told, dry_run=dry_run)
    if taken.errors:
        raise LedgerError(taken.errors[0].why)
    return taken


def _row(number: int, about: SubjectId, title: str, machine_class: MachineClass, role: str) -> LedgerRow:
    """``entered`` stays as it is: to say of what class a machine is does not yet enter it."""
    entry = LedgerEntry(title=title, machine_class=machine_class, role=role, entered=False)
    return LedgerRow(number, (), entry, subject=about)
