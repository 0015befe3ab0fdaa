"""Everything that Tenken keeps, in plain bytes: files, what the archive packed, every row of every table."""

import gzip
import tarfile
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from tenken.ledger import dump


def in_files(folder: Path) -> bytes:
    """The contents of all files below a folder; what is packed is unpacked as well."""
    return b"\n".join(part for path in sorted(folder.rglob("*")) if path.is_file() for part in _plain(path))


def in_tables() -> bytes:
    """Every row of every table of the test's database, also of those that no backup takes along."""
    return b"\n".join(line for table in apps.get_models() for line in dump.lines(table))


def in_backup(file: Path) -> bytes:
    """Every row of every table of a backup, whichever database it was made from."""
    with tarfile.open(file, "r:gz") as tar:
        opened = (tar.extractfile(member) for member in tar if member.name.startswith("tables/"))
        return b"\n".join(table.read() for table in opened if table)


def _plain(path: Path) -> Iterator[bytes]:
    content = path.read_bytes()
    yield content
    if path.suffix == ".gz":
        yield gzip.decompress(content)
