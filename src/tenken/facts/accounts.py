"""Who can log in, who has administrator rights, and who is meant to."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tenken.facts.documents import Declared
from tenken.facts.model import Statement
from tenken.text import _


@dataclass(frozen=True)
class Account:
    """``password`` is set, locked, empty or unseen. ``last_used`` None means never, as far as logs go back."""

    name: str
    uid: int
    login_shell: bool
    password: str
    expires: date | None = None
    password_changed: date | None = None
    max_days: int | None = None
    last_used: date | None = None
    keys: bool = False

    def can_log_in(self, today: date) -> bool:
        usable = self.password in ("set", "empty", "unseen") or self.keys
        return self.login_shell and usable and (self.expires is None or self.expires > today)


@dataclass(frozen=True)
class LocalAccounts(Statement):
    """``seen_by_log`` says whether log-ins without a terminal (sftp, scripts) could be seen as well.

    ``directories`` are services through which other accounts log in too, that the machine does not keep itself.
    """

    kind: ClassVar[str] = "local-accounts"
    name: ClassVar[str] = _("local accounts")
    accounts: tuple[Account, ...]
    seen_by_log: bool
    directories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Administrators(Statement):
    """管理者権限を持つ者 on a machine. ``unresolved`` are rights given to groups we cannot look into."""

    kind: ClassVar[str] = "administrators"
    name: ClassVar[str] = _("administrator rights")
    accounts: tuple[str, ...]
    unresolved: tuple[str, ...] = ()


@dataclass(frozen=True)
class AccountHolder:
    """``account`` belongs to ``person``, or serves a purpose; ``machine`` is empty where every one is meant."""

    account: str
    person: str
    machine: str = ""


@dataclass(frozen=True)
class AdministratorRegister(Declared):
    """管理者権限対象者の一覧."""

    kind: ClassVar[str] = "administrator-register"
    name: ClassVar[str] = _("register of administrators")
    holders: tuple[AccountHolder, ...]


@dataclass(frozen=True)
class NeededAccounts(Declared):
    """棚卸しで必要と認めたアカウント: accounts that seldom log in and are needed all the same."""

    kind: ClassVar[str] = "needed-accounts"
    name: ClassVar[str] = _("list of accounts found needed")
    holders: tuple[AccountHolder, ...]
