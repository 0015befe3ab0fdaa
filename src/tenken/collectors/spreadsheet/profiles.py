"""対応表: which column of a kind of list is which field of ours. Shipped ones, and those that a facility made."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tenken.collectors.spreadsheet.text import SEPARATORS
from tenken.collectors.spreadsheet.words import CLASS_WORDS, fold, without_brackets
from tenken.facts.model import MachineClass
from tenken.text import Blank, Complaint, _

FIELDS = (
    "subject", "entered", "title", "machine_class", "role", "place", "unit", "owner", "vendor", "maker", "model",
    "serial", "asset_tag", "mac", "uuid", "fqdn", "hostname", "address", "system", "purchased_on", "retired_on",
    "retired", "status", "fit_for_use", "note", "noted",
)  # fmt: skip
"""What a column can be. ``unit`` is the 部署 before the owner's name; ``status`` a word that may say 廃棄.

``noted`` is a column that we have no field for: the note keeps it, with the words above it.
"""

_SHIPPED_FOLDER = Path(__file__).parent / "profiles"
_SHIPPED_NAMES = ("own", "systemwalker", "ism", "generic-ja")
_KEYS = {
    "name", "title", "recognised_by", "least_columns", "separator", "encodings", "sheet", "based_on", "closed_by",
    "escaped", "columns", "classes",
}  # fmt: skip
_MAX_BYTES = 200_000
_LEAST_COLUMNS = 3
"""By which a profile is recognised that names no heads for it."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class ProfileError(Complaint):
    """A mapping profile does not hold together; the message names its file and key."""


@dataclass(frozen=True)
class Profile:
    """``columns`` leads from a head, folded, to (field, place among its equals): the lowest that is filled counts.

    ``recognised_by`` are heads that must all be there. ``closed_by`` begins the last line of a file that is whole;
    ``escaped`` says that cells were made harmless with an apostrophe.
    """

    name: str
    title: str
    columns: Mapping[str, tuple[str, int]]
    recognised_by: tuple[str, ...] = ()
    least_columns: int = 1
    separator: str = ""
    encodings: tuple[str, ...] = ()
    sheet: str = ""
    closed_by: str = ""
    escaped: bool = False
    classes: Mapping[str, MachineClass] = field(default_factory=lambda: CLASS_WORDS)

    def field_of(self, head: str) -> tuple[str, int] | None:
        """The field of a column with these words above it, also where brackets explain them."""
        return self.columns.get(fold(head)) or self.columns.get(fold(without_brackets(head)))

    def fits(self, heads: Iterable[str], separator: str, encoding: str) -> bool:
        """Whether a sheet with these heads is of this kind. Separator and encoding are known of text files only."""
        words = [word for head in heads for word in (fold(head), fold(without_brackets(head)))]
        if any(fold(needed) not in words for needed in self.recognised_by):
            return False
        if separator and (
            (self.separator or separator) != separator or encoding not in (self.encodings or (encoding,))
        ):
            return False
        return len({self.columns[word][0] for word in words if word in self.columns}) >= self.least_columns


def load_profile(path: Path, known: Mapping[str, Profile] | None = None) -> Profile:
    """A profile from its file. ``known`` are those that it may be based on. Raises ProfileError."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ProfileError(_("{file}: larger than {n} bytes; no profile is"), file=path.name, n=_MAX_BYTES)
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(_("{file}: {why}"), file=path.name, why=str(error)) from error
    return _profile(values, path.name, SHIPPED if known is None else known)


def profiles_in(folder: Path | None) -> tuple[Profile, ...]:
    """The facility's own, the one that asks for most heads first; then the shipped ones. Raises ProfileError."""
    own = [load_profile(path) for path in sorted(folder.glob("[!.]*.toml"))] if folder and folder.is_dir() else []
    own.sort(key=lambda one: -len(one.recognised_by))
    return (*own, *(profile for name, profile in SHIPPED.items() if name not in {one.name for one in own}))


def profile_named(name: str, among: Iterable[Profile]) -> Profile:
    """Raises ProfileError."""
    profiles = tuple(among)
    found = next((profile for profile in profiles if profile.name == name), None)
    if found is None:
        names = tuple(profile.name for profile in profiles)
        raise ProfileError(_("there is no profile “{name}”; known are {known}"), name=name, known=names)
    return found


def _profile(values: Mapping[str, Any], file: str, known: Mapping[str, Profile]) -> Profile:
    _check(values, file)
    base = known.get(values.get("based_on", ""))
    if "based_on" in values and base is None:
        raise _wrong(file, "based_on", _("there is no such profile"))
    own_classes = {fold(w): MachineClass(name) for name, words in values.get("classes", {}).items() for w in words}
    own_columns = {fold(w): (name, n) for name, words in values["columns"].items() for n, w in enumerate(words)}
    return Profile(
        name=values["name"],
        title=values.get("title", values["name"]),
        columns=_laid_over(base.columns if base else {}, own_columns),
        recognised_by=tuple(values.get("recognised_by", ())),
        least_columns=values.get("least_columns", 1 if values.get("recognised_by") else _LEAST_COLUMNS),
        separator=values.get("separator", ""),
        encodings=tuple(values.get("encodings", ())),
        sheet=values.get("sheet", ""),
        closed_by=values.get("closed_by", ""),
        escaped=values.get("escaped", False),
        classes={**CLASS_WORDS, **own_classes},
    )


def _laid_over(base: Mapping[str, tuple[str, int]], own: Mapping[str, tuple[str, int]]) -> dict[str, tuple[str, int]]:
    """The profile's own columns stand before those that it takes over."""
    return {**{word: (name, n + len(own)) for word, (name, n) in base.items()}, **own}


_SHAPES: Mapping[str, type] = {
    "name": str, "title": str, "separator": str, "sheet": str, "based_on": str, "closed_by": str,
    "least_columns": int, "escaped": bool, "recognised_by": list, "encodings": list, "columns": dict, "classes": dict,
}  # fmt: skip


def _check(values: Mapping[str, Any], file: str) -> None:
    for key, value in values.items():
        if key not in _KEYS:
            raise _wrong(file, key, _("there is no such key"))
        if not isinstance(value, _SHAPES[key]) or (isinstance(value, list) and not _are_words(value)):
            raise _wrong(file, key, _("has the wrong shape"))
    if not _NAME.fullmatch(values.get("name", "")):
        raise _wrong(file, "name", _("must be small letters, digits, - and _"))
    if values.get("separator", "") not in ("", *SEPARATORS):
        raise _wrong(file, "separator", _("is none of {choices}"), choices=tuple(SEPARATORS))
    _check_lists(values.get("columns", {}), file, "columns", FIELDS)
    _check_lists(values.get("classes", {}), file, "classes", tuple(MachineClass))
    if not values.get("columns"):
        raise _wrong(file, "columns", _("must be filled in"))


def _check_lists(lists: Mapping[str, Any], file: str, key: str, names: tuple[str, ...]) -> None:
    for name, words in lists.items():
        if name not in names:
            raise _wrong(file, f"{key}.{name}", _("is none of {choices}"), choices=names)
        if not isinstance(words, list) or not _are_words(words):
            raise _wrong(file, f"{key}.{name}", _("must be a list of words"))


def _are_words(value: list[Any]) -> bool:
    return all(isinstance(word, str) and word.strip() for word in value)


def _wrong(file: str, key: str, why: str, **blanks: Blank) -> ProfileError:
    return ProfileError(_("{file}, {key}: {why}"), file=file, key=key, why=Complaint(why, **blanks).reason)


def written(profile: Profile) -> str:
    """The profile as a file that ``load_profile`` reads, for a person to correct."""
    lines = [f"name = {_quoted(profile.name)}", f"title = {_quoted(profile.title)}"]
    lines += [f"recognised_by = [{', '.join(map(_quoted, profile.recognised_by))}]"]
    lines += [f"sheet = {_quoted(profile.sheet)}"] if profile.sheet else []
    lines += [f"least_columns = {profile.least_columns}", "", "[columns]"]
    for name in FIELDS:
        words = sorted((n, word) for word, (of, n) in profile.columns.items() if of == name)
        lines += [f"{name} = [{', '.join(_quoted(word) for _n, word in words)}]"] if words else []
    own = {word: of for word, of in profile.classes.items() if CLASS_WORDS.get(word) is not of}
    lines += ["", "[classes]"] if own else []
    for of in dict.fromkeys(own.values()):
        lines += [f"{of.value} = [{', '.join(_quoted(word) for word, other in own.items() if other is of)}]"]
    return "\n".join(lines) + "\n"


def _quoted(word: str) -> str:
    return json.dumps(word.replace("\x7f", ""), ensure_ascii=False)


def _shipped() -> dict[str, Profile]:
    """In the order in which they are tried; the general one is read first, as others are based on it."""
    found: dict[str, Profile] = {}
    for name in reversed(_SHIPPED_NAMES):
        found[name] = load_profile(_SHIPPED_FOLDER / f"{name}.toml", found)
    return dict(reversed(found.items()))


SHIPPED: Mapping[str, Profile] = _shipped()
