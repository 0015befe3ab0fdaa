"""What an inventory of GLPI, GLPI-agent or FusionInventory says of its machine, and of those that it met.

A partial inventory speaks for itself: it comes with a sighting of its own way, by which the ledger keeps it apart from
whole ones, and it gives no lists, for what a list leaves out would look absent.
"""

from collections.abc import Iterator

from tenken.collectors.glpi import computer, equipment
from tenken.collectors.glpi.inventory import COMPUTER, Inventory, inventories
from tenken.collectors.model import Claim, Unreadable, Withheld
from tenken.collectors.records import part_of, records
from tenken.collectors.sightings import told
from tenken.facts.accounts import LocalAccounts
from tenken.facts.model import Mark, Statement
from tenken.facts.sightings import SeenOnNetwork
from tenken.text import Message, _

_BY_AGENT = "inventory"
_BY_PARTIAL = "partial-inventory"
_NO_LAST_USE = _("an inventory of GLPI lists accounts, but not when each was last used")


def read(raw: bytes) -> Iterator[Claim]:
    """Raises Unreadable."""
    for inventory in inventories(raw):
        yield from _of_equipment(inventory) if part_of(inventory.content, "network_device") else _of_computer(inventory)


def _of_computer(inventory: Inventory) -> Iterator[Claim]:
    content = inventory.content
    about = _named(computer.computer_marks(inventory))
    system = computer.operating_system(content)
    says = (
        system,
        computer.hardware(inventory),
        computer.build(content),
        computer.network(inventory),
        computer.software(inventory),
        computer.administrators(inventory),
        _accounts(inventory),
        _sighting(inventory, told_by_system=system is not None),
    )
    yield from _claims(about, *says)


def _of_equipment(inventory: Inventory) -> Iterator[Claim]:
    content = inventory.content
    about = _named(equipment.equipment_marks(content))
    says = (equipment.hardware(inventory), equipment.firmware(content), equipment.place(content))
    yield from _claims(about, *says, equipment.seen(content))
    yield from told(equipment.neighbours(content))


def _named(about: tuple[Mark, ...]) -> tuple[Mark, ...]:
    if not about:
        raise Unreadable(_("the inventory does not say which machine it is of: no serial number, UUID, card or name"))
    return about


def _claims(about: tuple[Mark, ...], *says: Statement | Withheld | None) -> Iterator[Claim]:
    return (Claim(about, one) for one in says if one is not None)


def _sighting(inventory: Inventory, *, told_by_system: bool) -> SeenOnNetwork | None:
    """A whole inventory shows by its operating system that the machine is there."""
    if inventory.partial:
        return SeenOnNetwork(_BY_PARTIAL, "")
    return None if told_by_system or inventory.itemtype != COMPUTER else SeenOnNetwork(_BY_AGENT, "")


def _accounts(inventory: Inventory) -> Withheld | None:
    users = records(inventory.content, "local_users", "users")
    return Withheld(LocalAccounts, Message(_NO_LAST_USE)) if users else None
