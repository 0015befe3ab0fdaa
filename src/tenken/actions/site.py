"""The facility's own installation: its configuration, its archive, its keys."""

from dataclasses import dataclass
from pathlib import Path

from tenken.config import Config, load_config
from tenken.ledger.archive import Archive
from tenken.ledger.keys import Keys
from tenken.standard.load import load
from tenken.standard.model import Edition


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
