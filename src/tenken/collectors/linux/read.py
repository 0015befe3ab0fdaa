"""All that one answer of collect.sh says of its machine."""

from collections.abc import Callable, Iterator, Mapping

from tenken.collectors.linux import accounts, keeping, passwords, services, system, updates
from tenken.collectors.linux.answer import Answer, parse_answer
from tenken.collectors.model import Claim, Unreadable, Withheld
from tenken.facts.accounts import Administrators, LocalAccounts
from tenken.facts.logs import LogKeeping, TimeSync
from tenken.facts.machines import Hardware, InstalledSoftware, NetworkPlace, OperatingSystem
from tenken.facts.media import RemovableMedia
from tenken.facts.model import Statement
from tenken.facts.passwords import PasswordMarks, PasswordSetting
from tenken.facts.patches import PatchLevel, RunningKernel
from tenken.facts.services import ListeningSockets, Services
from tenken.text import _

READERS: Mapping[type[Statement], Callable[[Answer], Statement | Withheld]] = {
    OperatingSystem: system.operating_system,
    Hardware: system.hardware,
    NetworkPlace: system.network,
    InstalledSoftware: system.software,
    PatchLevel: updates.patch_level,
    RunningKernel: updates.running_kernel,
    Services: services.services,
    ListeningSockets: services.listening,
    LocalAccounts: accounts.local_accounts,
    Administrators: accounts.administrators,
    PasswordSetting: passwords.password_setting,
    PasswordMarks: passwords.password_marks,
    TimeSync: keeping.time_sync,
    LogKeeping: keeping.log_keeping,
    RemovableMedia: keeping.removable_media,
}


def read(raw: bytes) -> Iterator[Claim]:
    """A claim for every kind in READERS, or why it was withheld. Raises Unreadable."""
    answer = parse_answer(raw)
    try:
        about = system.marks(answer)
        if not about:
            raise Unreadable(_("the answer does not say which machine it comes from"))
        for reader in READERS.values():
            yield Claim(about, reader(answer))
    except (KeyError, ValueError, IndexError, OverflowError) as error:
        raise Unreadable(_("the answer cannot be understood: {what}"), what=repr(error)[:120]) from error
