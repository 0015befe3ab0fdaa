"""All that one answer of collect.ps1 says of its machine."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from tenken.collectors.model import Claim, Unreadable, Withheld
from tenken.collectors.windows import accounts, exposure, keeping, passwords, running, system
from tenken.collectors.windows.answer import Answer, parse_answer
from tenken.facts.accounts import Administrators, LocalAccounts
from tenken.facts.logs import LogKeeping, TimeSync
from tenken.facts.machines import Hardware, InstalledSoftware, NetworkPlace, OperatingSystem
from tenken.facts.media import RemovableMedia
from tenken.facts.model import Statement
from tenken.facts.passwords import PasswordSetting
from tenken.facts.services import ListeningSockets, Services
from tenken.facts.windows import WindowsBuild, WindowsExposure
from tenken.text import _

READERS: Mapping[type[Statement], Callable[[Answer], Statement | Withheld]] = {
    OperatingSystem: system.operating_system,
    WindowsBuild: system.build,
    Hardware: system.hardware,
    NetworkPlace: system.network,
    InstalledSoftware: system.software,
    Services: running.services,
    ListeningSockets: running.listening,
    LocalAccounts: accounts.local_accounts,
    Administrators: accounts.administrators,
    PasswordSetting: passwords.password_setting,
    TimeSync: keeping.time_sync,
    LogKeeping: keeping.log_keeping,
    RemovableMedia: keeping.removable_media,
    WindowsExposure: exposure.exposure,
}


def read(raw: bytes) -> Iterator[Claim]:
    """A claim for every kind in READERS, or why it was withheld. Raises Unreadable."""
    answer = parse_answer(raw)
    about = system.machine_marks(answer)
    if not about:
        raise Unreadable(_("the answer does not say which machine it comes from"))
    for reader in READERS.values():
        yield Claim(about, reader(answer))


def collected_at(raw: bytes) -> datetime:
    """When the script ran, as its machine's clock had it. Raises Unreadable."""
    return parse_answer(raw).collected_at
