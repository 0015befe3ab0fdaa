"""The security index of Debian and Ubuntu: a list of packages (Packages), vouched for by Release or InRelease.

A list alone tells neither its day nor its suite, and not whether it is whole: Release lists its digest and bears both.
What apt itself compares with is this list and no other.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from email.utils import parsedate_to_datetime
from hashlib import sha256

from tenken.facts.indexes import Fix, SecurityIndex, grouped, pack
from tenken.feeds import dpkg
from tenken.feeds.model import FeedError, unpacked, unreadable
from tenken.text import Blanks, _

_SIGNED = b"-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = b"-----BEGIN PGP SIGNATURE-----"
_SHA256 = re.compile(r"^ ([0-9a-f]{64}) +(\d+) (\S+)$", re.MULTILINE)
_PLACE = re.compile(r"(?:\S+/)?([a-z][a-z0-9-]*)/binary-([a-z0-9-]+)/Packages(?:\.\w+)?")
_STANZA = re.compile(r"^Package: (\S+)$(?:\n(?!Package: ).+)*?\nVersion: (\S+)$", re.MULTILINE)
_RELEASE = re.compile(r"[\w.]{1,20}")
_SYSTEMS = ("debian", "ubuntu")


def is_packages(raw: bytes) -> bool:
    """Whether this is a list of packages: stanzas of which the first names a package."""
    return raw[:4096].lstrip().startswith(b"Package: ") and b"\nVersion: " in raw[:65536]


def vouches(release: bytes, file: bytes) -> bool:
    """Whether a Release, or another list of digests, names this file, packed or unpacked."""
    return any(digest.encode() in release for digest in _digests(file))


def _digests(file: bytes) -> tuple[str, str]:
    """Raises FeedError."""
    return sha256(file).hexdigest(), sha256(unpacked(file)).hexdigest()


def read(file: bytes, release: bytes) -> SecurityIndex:
    """The index. Raises FeedError, also where Release does not vouch for the list or is that of another archive."""
    text = signed_text(release).decode("utf-8", "replace")
    said = dict(_head(text))
    component, architecture = _place(file, text)
    system = said.get("Origin", "").lower()
    suite, number = said.get("Codename", "") or said.get("Suite", ""), said.get("Version", "")
    if system not in _SYSTEMS or not _RELEASE.fullmatch(number) or not _is_security(said):
        words = _(
            "{suite} of {origin} is no security index of Debian or Ubuntu; fetch that of a suite ending in -security"
        )
        raise FeedError(words, suite=suite[:60], origin=said.get("Origin", "")[:60])
    dated = _day(said.get("Date", ""))
    issue = f"{_suite(said)} {component} {architecture}"
    fixes = pack(grouped(_fixes(unpacked(file), dated)))
    return SecurityIndex(said["Origin"], issue, dated, "dpkg", system, number, (component,), architecture, False, fixes)


def signed_text(release: bytes) -> bytes:
    """What is signed of an InRelease, or all of a Release. Raises FeedError where something stands around it."""
    if _SIGNED not in release:
        return release
    head, _mark, rest = release.partition(_SIGNED)
    body, mark, signature = rest.partition(b"\n" + _SIGNATURE)
    if head.strip() or not mark or _SIGNED in rest or not signature.rstrip().endswith(b"-----END PGP SIGNATURE-----"):
        raise FeedError(_("the InRelease is damaged, cut off, or has words outside of what is signed"))
    _hashes, _gap, text = body.replace(b"\r\n", b"\n").partition(b"\n\n")
    return re.sub(rb"(?m)^- ", b"", text)


def origin_of(release: bytes) -> str:
    """Whose Release this is, in small letters."""
    return dict(_head(signed_text(release).decode("utf-8", "replace"))).get("Origin", "").lower()


def _head(text: str) -> Iterator[tuple[str, str]]:
    for line in text.partition("\nSHA256:")[0].splitlines():
        key, colon, value = line.partition(": ")
        if colon and not line.startswith(" "):
            yield key, value.strip()


def _suite(said: Mapping[str, str]) -> str:
    """By codename, which stays: what is stable today will be oldstable."""
    name = said.get("Codename", "")
    return name if name.endswith("-security") else said.get("Suite", "")


def _is_security(said: Mapping[str, str]) -> bool:
    return _suite(said).endswith("-security")


def _place(file: bytes, text: str) -> tuple[str, str]:
    """(component, architecture) of the list whose digest Release names."""
    digests = _digests(file)
    places = [path for found, _size, path in _SHA256.findall(text) if found in digests]
    match = next(filter(None, map(_PLACE.fullmatch, places)), None)
    if match is None:
        raise FeedError(_("the Release does not name this list; fetch the two at the same time, and carry both over"))
    return match[1], match[2]


def _day(text: str) -> date:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError) as error:
        raise unreadable(error) from error


def _fixes(content: bytes, dated: date) -> Iterator[tuple[str, Fix]]:
    """The newest version of each package; an index may list others beside it."""
    newest: dict[str, str] = {}
    for name, version in _packages(content):
        known = newest.get(name)
        if known is None or dpkg.compare(known, version) < 0:
            newest[name] = version
    for name, version in newest.items():
        yield name, Fix(version, dated, None)


def _packages(content: bytes) -> Iterator[tuple[str, str]]:
    try:
        found = _STANZA.findall(content.decode("utf-8"))
        for _name, version in found:
            dpkg.key(version)
    except ValueError as error:
        raise unreadable(error) from error
    stanzas = content.count(b"\nPackage: ") + content.startswith(b"Package: ")
    if len(found) != stanzas:
        blanks: Blanks = {"n": stanzas, "found": len(found)}
        raise FeedError(_("the list has {n} packages, and versions of {found}"), **blanks)
    yield from found
