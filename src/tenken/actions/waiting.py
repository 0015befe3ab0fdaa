"""取り込みの途中: a file between its arrival and the moment when it is taken in, in the data directory, for a day.

Nothing is masked in it yet: only Tenken's own account may read it, only whoever brought it goes on with it, and it is
removed once it was taken in.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec

from tenken.actions.import_spreadsheet import Existing
from tenken.collectors.spreadsheet.profiles import Profile, load_profile, written
from tenken.text import Complaint, Message, _

KEPT_FOR = timedelta(days=1)
MAX_BYTES = 64 * 1024 * 1024
PLAN = "plan.json"
_FOLDER, _ABOUT, _CONTENT, _PROFILE, _BUSY = "imports", "about.json", "content", "profile.toml", "busy"


class NotWaiting(Complaint):
    """There is no such file, or it is somebody else's."""


@dataclass(frozen=True)
class Result:
    """``number`` is that of an import that can be undone; ``asked`` counts pairs that a person is to decide,
    ``refused`` what of a list was not taken in."""

    read: int
    added: int
    changed: int
    unchanged: int
    asked: int = 0
    number: int = 0
    told: Message | None = None
    refused: int = 0


@dataclass(frozen=True)
class Waiting:
    """``kind`` is one of ``recognise.KINDS``; ``mapped`` says that a person looked at the columns.

    ``step`` is empty until something goes on: read, match, write; then done or failed. ``looks`` says that what goes on
    is the preview only.
    """

    token: str
    owner: str
    by: str
    name: str
    kind: str
    size: int
    sha256: str
    came_at: datetime
    encoding: str = ""
    sheet: str = ""
    title: str = ""
    mapped: bool = False
    existing: Existing = Existing.UPDATE
    vendor: str = ""
    key: str = ""
    step: str = ""
    looks: bool = False
    count: int = 0
    of: int = 0
    begun_at: datetime | None = None
    said_at: datetime | None = None
    result: Result | None = None
    why: Message | None = None

    @property
    def is_under_way(self) -> bool:
        return self.step in ("read", "match", "write")


_read, _write = msgspec.json.Decoder(Waiting), msgspec.json.Encoder()


class Room:
    """All files that wait, each in a folder of its own."""

    def __init__(self, data: Path, name: str = _FOLDER) -> None:
        self.folder = data / name

    def take(self, content: bytes, owner: str, by: str, name: str, kind: str, now: datetime) -> Waiting:
        self.clean(now)
        token = secrets.token_hex(16)
        digest = sha256(content).hexdigest()
        waiting = Waiting(token, owner, by, Path(name).name[:200], kind, len(content), digest, now)
        folder = self.folder / token
        folder.mkdir(mode=0o700, parents=True)
        (folder / _CONTENT).write_bytes(content)
        return self.say(waiting)

    def of(self, token: str, owner: str) -> Waiting:
        """Raises NotWaiting, alike for what never was and for what is another's."""
        found = self._found(token)
        if found is None or found.owner != owner:
            raise NotWaiting(_("this import is no longer here: it was finished, given up, or is older than a day"))
        return found

    def all_of(self, owner: str) -> list[Waiting]:
        """Those of one person, the latest first."""
        mine = (one for one in self._all() if one.owner == owner)
        return sorted(mine, key=lambda one: one.came_at, reverse=True)

    def under_way(self) -> list[Waiting]:
        """Of anybody, the earliest first."""
        return sorted((one for one in self._all() if one.is_under_way), key=lambda one: one.came_at)

    def path(self, waiting: Waiting) -> Path:
        return self.folder / waiting.token / _CONTENT

    def say(self, waiting: Waiting) -> Waiting:
        """Write down how it stands, whole or not at all."""
        path = self.folder / waiting.token / _ABOUT
        part = path.with_suffix(f".{secrets.token_hex(4)}.part")
        part.write_bytes(_write.encode(waiting))
        part.replace(path)
        return waiting

    def content(self, waiting: Waiting) -> bytes:
        try:
            return (self.folder / waiting.token / _CONTENT).read_bytes()
        except OSError as error:
            raise NotWaiting(_("the file was removed when it had been taken in")) from error

    def profile(self, waiting: Waiting) -> Profile | str:
        """The one that a person made for this file; empty where one is to be recognised."""
        path = self.folder / waiting.token / _PROFILE
        return load_profile(path) if path.exists() else ""

    def map(self, waiting: Waiting, profile: Profile) -> Waiting:
        (self.folder / waiting.token / PLAN).unlink(missing_ok=True)
        (self.folder / waiting.token / _PROFILE).write_text(written(profile), encoding="utf-8")
        return self.say(replace(waiting, mapped=True, title=profile.title))

    def put(self, waiting: Waiting, name: str, content: bytes) -> None:
        """Keep something beside it that can be made again."""
        (self.folder / waiting.token / name).write_bytes(content)

    def put_before(self, waiting: Waiting, name: str) -> bytes:
        """Empty where nothing was put."""
        path = self.folder / waiting.token / name
        return path.read_bytes() if path.exists() else b""

    def begin(self, waiting: Waiting, now: datetime, *, looks: bool = False) -> Waiting:
        """Hold it for one import. Raises NotWaiting where another has begun."""
        try:
            os.close(os.open(self.folder / waiting.token / _BUSY, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError as error:
            raise NotWaiting(_("this file is being taken in already")) from error
        return self.say(replace(waiting, step="read", looks=looks, count=0, of=0, begun_at=now, said_at=now, why=None))

    def end(self, waiting: Waiting) -> Waiting:
        """It was taken in, or was not; of what was, only the account stays."""
        (self.folder / waiting.token / _BUSY).unlink(missing_ok=True)
        if waiting.step == "done" and not waiting.mapped:
            (self.folder / waiting.token / _CONTENT).unlink(missing_ok=True)
        return self.say(waiting)

    def of_kind(self, waiting: Waiting, kind: str) -> Waiting:
        """It is another kind of file than was guessed."""
        (self.folder / waiting.token / _PROFILE).unlink(missing_ok=True)
        return self.say(replace(waiting, kind=kind, mapped=False))

    def drop(self, waiting: Waiting) -> None:
        shutil.rmtree(self.folder / waiting.token, ignore_errors=True)

    def clean(self, now: datetime) -> None:
        """Remove what is older than a day, and what was broken off while it arrived."""
        for folder in self._folders():
            found = self._found(folder.name)
            came = found.came_at if found else datetime.fromtimestamp(folder.stat().st_mtime, now.tzinfo)
            if now - came > KEPT_FOR:
                shutil.rmtree(folder, ignore_errors=True)

    def _all(self) -> Iterator[Waiting]:
        for folder in self._folders():
            found = self._found(folder.name)
            if found:
                yield found

    def _folders(self) -> list[Path]:
        return [path for path in self.folder.glob("*") if path.is_dir()]

    def _found(self, token: str) -> Waiting | None:
        with suppress(OSError, msgspec.DecodeError):
            return _read.decode((self.folder / token / _ABOUT).read_bytes()) if token.isalnum() else None
        return None
