"""医療情報システム: which are in use, how one logs in to them, how they are backed up."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tenken.facts.documents import Declared
from tenken.facts.model import SubjectKind
from tenken.text import _


@dataclass(frozen=True)
class SystemInUse(Declared):
    """A system that handles medical information: 電子カルテ, レセコン, オーダリング, also one built in the house."""

    kind: ClassVar[str] = "system-in-use"
    name: ClassVar[str] = _("medical information system")
    speaks_of: ClassVar[tuple[SubjectKind, ...]] = (SubjectKind.SYSTEM,)
    purpose: str
    vendor: str = ""
    cloud: bool = False
    replaced_on: date | None = None


@dataclass(frozen=True)
class TwoFactor(Declared):
    """二要素認証 of one system: implemented, or planned for a day."""

    kind: ClassVar[str] = "two-factor"
    name: ClassVar[str] = _("state of two-factor authentication")
    speaks_of: ClassVar[tuple[SubjectKind, ...]] = (SubjectKind.SYSTEM,)
    implemented: bool
    method: str = ""
    planned_by: date | None = None
    plan: str = ""


@dataclass(frozen=True)
class BackupRecord(Declared):
    """バックアップと復旧 of one system, as job reports and the record of the last restoration show.

    ``generations`` counts distinct days. ``detached`` says that one copy is out of reach of the network
    (offline medium, WORM, a network of its own). ``restored_well`` is the outcome of the last restoration test.
    """

    kind: ClassVar[str] = "backup-record"
    name: ClassVar[str] = _("backup record")
    speaks_of: ClassVar[tuple[SubjectKind, ...]] = (SubjectKind.SYSTEM,)
    methods: tuple[str, ...]
    generations: int
    last_success: date
    detached: bool
    last_restore: date | None = None
    restored_well: bool = False
    procedure_checked_on: date | None = None
