"""対応表を残す: which column of a list is what, kept under a name and offered when such a list comes again."""

import re
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from tenken.actions.site import Site
from tenken.collectors.spreadsheet.profiles import SHIPPED, Profile, load_profile, profiles_in, written
from tenken.ledger import logbook
from tenken.ledger.writing import writing
from tenken.text import Complaint, _

FOLDER = "profiles"
_LONGEST_TITLE = 100


class NoSuchMapping(Complaint):
    """There is no mapping of this name that the facility made."""


def mappings(site: Site) -> tuple[Profile, ...]:
    """Those that the facility made. Raises ProfileError."""
    return tuple(one for one in profiles_in(_folder(site)) if one.name not in SHIPPED)


def keep_mapping(site: Site, profile: Profile, title: str, by: str, now: datetime) -> Profile:
    """Keep it under this title; one of the same title is replaced."""
    named = replace(profile, name=_name(site, title), title=title[:_LONGEST_TITLE])
    folder = _folder(site)
    folder.mkdir(exist_ok=True)
    part = folder / f".{named.name}.part"
    part.write_text(written(named), encoding="utf-8")
    load_profile(part)
    part.replace(_file(site, named.name) or folder / f"{named.name}.toml")
    with writing(now) as moment:
        logbook.note(moment, by, "keep mapping", named.title)
    return named


def remove_mapping(site: Site, name: str, by: str, now: datetime) -> str:
    """Its title. Raises NoSuchMapping."""
    path = _file(site, name)
    if path is None:
        raise NoSuchMapping(_("there is no such mapping any more"))
    title = load_profile(path).title
    path.unlink()
    with writing(now) as moment:
        logbook.note(moment, by, "remove mapping", title)
    return title


def _name(site: Site, title: str) -> str:
    known = next((one.name for one in mappings(site) if one.title == title), "")
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:24]
    return known or f"list-{plain or 'x'}-{sha256(title.encode()).hexdigest()[:6]}"


def _folder(site: Site) -> Path:
    return site.config.data / FOLDER


def _file(site: Site, name: str) -> Path | None:
    files = sorted(_folder(site).glob("[!.]*.toml")) if _folder(site).is_dir() else []
    return next((path for path in files if load_profile(path).name == name), None)
