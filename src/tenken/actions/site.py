"""The facility's own installation: its configuration, its archive, its keys."""

import logging
from dataclasses import dataclass
from pathlib import Path

from tenken.config import FILE_NAME, Config, ConfigError, load_config
from tenken.ledger.archive import Archive
from tenken.ledger.keys import Keys
from tenken.standard.load import load
from tenken.standard.model import Edition

_log = logging.getLogger("tenken.site")


@dataclass(frozen=True)
class Site:
    config: Config
    archive: Archive
    keys: Keys

    def edition(self, name: str) -> Edition:
        """A shipped or imported edition. Raises EditionError."""
        return load(name, self.config.imported_editions)


def open_site(data: Path) -> Site:
    config = load_config(data)
    return Site(config, Archive(data), Keys(data))


_Stamp = tuple[int, ...]
_opened: dict[Path, tuple[_Stamp, Site]] = {}


def site_now(data: Path) -> Site:
    """The installation as its tenken.toml stands now, whoever wrote it; read anew only where the file is another.

    While the file is broken the installation stays as it was. Raises ConfigError where it never was whole.
    """
    stamp, (known, site) = _stamp(data / FILE_NAME), _opened.get(data, (None, None))
    if site is None or stamp != known:
        site = _opened_anew(data, site)
        _opened[data] = stamp, site
    return site


def _opened_anew(data: Path, before: Site | None) -> Site:
    try:
        return open_site(data)
    except ConfigError as error:
        if before is None:
            raise
        _log.warning("left as it was: %s", error)
        return before


def _stamp(path: Path) -> _Stamp:
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino
