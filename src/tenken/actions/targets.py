"""観測する相手: where a source looks, added, set, asked now and removed by persons. No secret comes this way.

A secret stands in a file of one folder, filled by whoever has Tenken's own account: a page must not be able to send any
file of this machine to an address of its own choice.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tenken.actions.due import wake
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.model import Target
from tenken.collectors.sightings import address_of
from tenken.collectors.spreadsheet.cells import narrow
from tenken.facts.dicom import is_ae_title
from tenken.ledger import logbook
from tenken.ledger.models import TargetRow
from tenken.ledger.writing import writing
from tenken.text import Complaint, _

SECRETS = "secrets"
PORTS = {"linux": 22, "windows": 5986, "snmp": 161, "dicom": 104}
NEEDS_KEY = ("windows", "snmp")
EVERY = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=12), timedelta(days=1), timedelta(days=7))


class TargetError(Complaint):
    """What was typed names no target, or one that is not there."""


@dataclass(frozen=True)
class Wanted:
    """As it was typed. ``user`` is the AE title where the source is DICOM; ``key`` a file of the folder of secrets."""

    source: str
    address: str = ""
    user: str = ""
    port: str = ""
    key: str = ""
    host_key: str = ""


def key_files(site: Site) -> tuple[str, ...]:
    """Names of the files that may be chosen."""
    folder = site.config.data / SECRETS
    return tuple(sorted(path.name for path in folder.glob("[!.]*") if path.is_file())) if folder.is_dir() else ()


def add_target(site: Site, wanted: Wanted, by: str, now: datetime) -> str:
    """Its name; it is looked at as soon as may be. Raises TargetError."""
    target = _target(site, wanted)
    with writing(now) as moment:
        if TargetRow.objects.filter(collector=wanted.source, name=target.name).exists():
            raise TargetError(_("{target} is looked at already"), target=target.name)
        TargetRow.objects.create(
            collector=wanted.source, name=target.name, address=target.address, user=target.user, port=target.port,
            key_file=target.key_file, host_key=target.host_key, asked_at=moment, asked_by=by,
        )  # fmt: skip
        logbook.note(moment, by, "add target", f"{wanted.source}:{target.name}")
    wake()
    return target.name


def ask_now(number: int, by: str, now: datetime) -> str:
    """Have it looked at as soon as may be; its name. Raises TargetError."""
    with writing(now) as moment:
        row = _row(number)
        TargetRow.objects.filter(pk=number).update(asked_at=row.asked_at or moment, asked_by=row.asked_by or by)
        logbook.note(moment, by, "ask target", f"{row.collector}:{row.name}")
    wake()
    return row.name


def set_target(
    site: Site, number: int, every: timedelta, *, paused: bool, key: str, host_key: str, by: str, now: datetime
) -> str:
    """Say how often, with which key file, and which host key is the right one. Raises TargetError.

    ``key`` empty leaves the file as it is; ``host_key`` empty forgets the pinned one: the next contact pins anew.
    """
    if every not in EVERY:
        raise TargetError(_("choose how often it is looked at"))
    with writing(now) as moment:
        row = _row(number)
        row.every_hours, row.paused = int(every / timedelta(hours=1)), paused
        row.key_file, row.host_key = _key(site, key) or row.key_file, host_key.strip()
        row.save(update_fields=["every_hours", "paused", "key_file", "host_key"])
        logbook.note(moment, by, "set target", f"{row.collector}:{row.name}", f"{row.every_hours} h {paused:d}")
    return row.name


def remove_target(number: int, by: str, now: datetime) -> str:
    """It is looked at no more; what it said stays. Raises TargetError."""
    with writing(now) as moment:
        row = _row(number)
        row.delete()
        logbook.note(moment, by, "remove target", f"{row.collector}:{row.name}")
    return row.name


def _row(number: int) -> TargetRow:
    row = TargetRow.objects.filter(pk=number).first()
    if row is None:
        raise TargetError(_("there is no such target any more"))
    return row


def _target(site: Site, wanted: Wanted) -> Target:
    collector = COLLECTORS.get(wanted.source)
    if collector is None or collector.fetch is None:
        raise TargetError(_("choose what is looked at: Linux, Windows, SNMP or DICOM"))
    address, user = narrow(wanted.address), wanted.user.strip()
    if wanted.source == "linux" and not address:
        return Target()
    target = Target(address, user, _port(wanted), _key(site, wanted.key), wanted.host_key.strip())
    _check(wanted.source, target)
    return replace(target, user="") if wanted.source == "snmp" else target


def _check(source: str, target: Target) -> None:
    if source in NEEDS_KEY and not address_of(target.address):
        raise TargetError(_("“{text}” is no IP address; write the machine's address"), text=target.address)
    if not target.address or len(target.address) > 255 or len(target.address.split()) != 1:
        raise TargetError(_("write the machine's address or its name"))
    if source == "dicom" and not is_ae_title(target.user):
        raise TargetError(_("“{text}” is no AE title"), text=target.user)
    if source in ("linux", "windows") and not target.user:
        raise TargetError(_("write the account with which Tenken looks"))
    if source in NEEDS_KEY and not target.key_file:
        raise TargetError(_("choose the file with the secret; the page says where it has to lie"))


def _port(wanted: Wanted) -> int:
    text = narrow(wanted.port)
    if not text:
        return PORTS[wanted.source]
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:6]) <= 65535):
        raise TargetError(_("the port is a number from 1 to 65535"))
    return int(text)


def _key(site: Site, name: str) -> str:
    if not name:
        return ""
    if name not in key_files(site):
        raise TargetError(_("{file} is not in the folder of secrets"), file=name)
    return str((site.config.data / SECRETS / name).absolute())
