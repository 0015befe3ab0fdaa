"""backup and restore: the whole facility in one file, whatever database it lives in."""

import hashlib
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

import msgspec
from django.db import models, transaction

from tenken import __version__
from tenken.actions.site import Site
from tenken.config import FILE_NAME, read_config
from tenken.ledger import dump
from tenken.ledger.writing import writing
from tenken.text import Complaint, _

FORMAT = "tenken-backup/1"
MANIFEST = "backup.json"
_FOLDERS = ("archive", "editions", "keys", "logs", "profiles")
_MADE_ANEW = Path("logs", "search")
_MAX_MEMBERS = 5_000_000


class BackupError(Complaint):
    """A backup cannot be made or brought back; the message says what was found."""


class Dumped(msgspec.Struct, frozen=True):
    """A table in a backup."""

    rows: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup says of itself."""

    format: str
    tenken: str
    made: str
    tables: dict[str, Dumped]


@dataclass(frozen=True)
class Restored:
    """``made`` is when the backup was made; ``config_kept_aside`` that its tenken.toml names another database."""

    made: str
    rows: int
    config_kept_aside: bool


def backup(site: Site, out: Path, now: datetime) -> int:
    """Write the file; its size comes back. While it runs nobody else writes."""
    part = out.with_name(f".{out.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=out.absolute().parent) as scratch:
            with writing(now):
                tables = {table._meta.db_table: _dumped(table, Path(scratch)) for table in dump.TABLES}
            manifest = Manifest(FORMAT, __version__, now.isoformat(), tables)
            Path(scratch, MANIFEST).write_bytes(msgspec.json.encode(manifest))
            with tarfile.open(part, "w:gz", compresslevel=6) as tar:
                _add_all(tar, site, Path(scratch))
        part.chmod(0o600)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return out.stat().st_size


def restore(site: Site, file: Path) -> Restored:
    """Bring a backup back. Raises BackupError where something is there already; then nothing was changed."""
    data = site.config.data
    if not dump.is_empty() or _holds_originals(data):
        raise BackupError(_("{data} holds a ledger already; restore into an empty directory"), data=str(data))
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=data) as scratch:
        folder = Path(scratch)
        _unpack(file, folder)
        manifest = _manifest(folder)
        with transaction.atomic():
            rows = sum(_loaded(table, folder, manifest.tables) for table in dump.TABLES)
            dump.continue_numbering()
            _move_in(folder, data)
        aside = _config(folder, data)
    return Restored(manifest.made, rows, aside)


def _holds_originals(data: Path) -> bool:
    """Whether something is kept here beside the ledger that a restoration would wipe out."""
    kept = ("archive", "editions", "logs", "profiles")
    return any(path.is_file() for name in kept for path in (data / name).rglob("*"))


def _dumped(table: type[models.Model], scratch: Path) -> Dumped:
    digest, count = hashlib.sha256(), 0
    path = scratch / f"{table._meta.db_table}.jsonl"
    with path.open("wb") as file:
        for line in dump.lines(table):
            digest.update(line)
            count += 1
            file.write(line)
    return Dumped(count, digest.hexdigest())


def _add_all(tar: tarfile.TarFile, site: Site, scratch: Path) -> None:
    tar.add(scratch / MANIFEST, MANIFEST)
    for path in sorted(scratch.glob("*.jsonl")):
        tar.add(path, f"tables/{path.name}")
    for name in _FOLDERS:
        for path in sorted((site.config.data / name).rglob("*")):
            inside = path.relative_to(site.config.data)
            if path.is_file() and not path.name.endswith(".part") and not inside.is_relative_to(_MADE_ANEW):
                tar.add(path, inside.as_posix())
    config = site.config.data / FILE_NAME
    if config.exists():
        tar.add(config, FILE_NAME)


def _unpack(file: Path, folder: Path) -> None:
    """Plain files under known names only; anything else in the archive is refused."""
    try:
        with tarfile.open(file, "r:gz") as tar:
            for member in _members(tar):
                target = folder / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                source = tar.extractfile(member)
                if source is None:
                    raise BackupError(_("{name} cannot be read"), name=member.name)
                with source, target.open("wb") as out:
                    shutil.copyfileobj(source, out)
    except (tarfile.TarError, EOFError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise BackupError(_("this is no backup of Tenken, or it was cut off: {why}"), why=str(error)) from error


def _members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    for count, member in enumerate(tar):
        path = PurePosixPath(member.name)
        known = path.parts[0] in (*_FOLDERS, "tables", MANIFEST, FILE_NAME) if path.parts else False
        if not member.isfile() or not known or ".." in path.parts or path.is_absolute() or count > _MAX_MEMBERS:
            raise BackupError(_("this is no backup of Tenken: it holds {name}"), name=member.name[:100])
        yield member


def _manifest(folder: Path) -> Manifest:
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise BackupError(_("this is no backup of Tenken, or it was cut off: {why}"), why=str(error)) from error
    if manifest.format != FORMAT:
        words = _("this backup has the form {found}; this Tenken reads {wanted}")
        raise BackupError(words, found=manifest.format, wanted=FORMAT)
    return manifest


def _loaded(table: type[models.Model], folder: Path, tables: dict[str, Dumped]) -> int:
    name = table._meta.db_table
    path = folder / "tables" / f"{name}.jsonl"
    if not path.exists() or name not in tables:
        raise BackupError(_("the backup lacks the table {name}"), name=name)
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != tables[name].sha256:
            raise BackupError(_("the table {name} was changed or damaged since the backup was made"), name=name)
        file.seek(0)
        return dump.load(table, file)


def _move_in(folder: Path, data: Path) -> None:
    for name in _FOLDERS:
        if (folder / name).exists():
            shutil.rmtree(data / name, ignore_errors=True)
            shutil.move(folder / name, data / name)
    for key in (data / "keys").glob("*"):
        key.chmod(0o600)
        key.parent.chmod(0o700)


def _config(folder: Path, data: Path) -> bool:
    """The configuration comes back too, unless it would lead to another database than the one just filled."""
    source, here = folder / FILE_NAME, data / FILE_NAME
    if not source.exists() or here.exists():
        return source.exists()
    aside = bool(read_config(data, source.read_text(encoding="utf-8")).database.postgresql)
    shutil.copyfile(source, here.with_suffix(".toml.from-backup") if aside else here)
    return aside
