"""The security notices of Red Hat and its kin: updateinfo.xml of a repository.

It tells the day of each notice and what it closes. A repository is one part of a distribution: BaseOS says nothing of
what comes from AppStream. Packages of modules are mended in several streams side by side.
"""

import re
from collections import Counter
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO

from lxml import etree

from tenken.facts.indexes import Fix, Fixes, SecurityIndex, grouped, pack
from tenken.feeds import rpm
from tenken.feeds.model import FeedError, day_of, unpacked, unreadable
from tenken.text import _

_SYSTEMS = {
    "ALAS": ("amzn", "Amazon"),
    "ALSA": ("almalinux", "AlmaLinux"),
    "ELSA": ("ol", "Oracle"),
    "FEDORA": ("fedora", "Fedora"),
    "RHSA": ("rhel", "Red Hat"),
    "RLSA": ("rocky", "Rocky Linux"),
}
"""How a publisher begins the names of its security notices → ID of os-release, and the publisher."""
_PARTS = re.compile(r"baseos|appstream|crb|powertools|extras|highavailability|resilientstorage|nfv|\brt\b")
_SIGNS = {
    "baseos": {"glibc", "kernel", "systemd", "openssl"},
    "appstream": {"firefox", "httpd", "nginx", "bind", "samba"},
}
"""Packages that tell a part, where the repository has no name that does."""
WHOLE = "all"
"""The part of a distribution that has only one repository of updates."""
_ONE_REPOSITORY = ("fedora", "amzn")
_RELEASE = re.compile(r"\.(?:el|fc|amzn)(\d+)")
_CVE = re.compile(r"CVE-\d{4}-\d{4,19}")
_MOST = 2_000_000


class _Notices:
    """What was gathered from all notices."""

    def __init__(self) -> None:
        self.fixes: list[tuple[str, Fix]] = []
        self.days: list[date] = []
        self.names: Counter[str] = Counter()
        self.collections: set[str] = set()
        self.releases: Counter[str] = Counter()
        self.architectures: Counter[str] = Counter()


def is_notices(raw: bytes) -> bool:
    head = raw[:4096].lstrip()
    return head.startswith((b"<?xml", b"<updates")) and b"<updates" in head


def read(file: bytes, repomd: bytes = b"") -> SecurityIndex:
    """The index. ``repomd`` is the repository's own repomd.xml, which must name the file. Raises FeedError."""
    if repomd and sha256(file).hexdigest().encode() not in repomd:
        raise FeedError(
            _("the repomd.xml does not name this list; fetch the two at the same time, and carry both over")
        )
    notices = _gathered(unpacked(file))
    if not notices.fixes:
        raise FeedError(_("the list has no security notices"))
    system, publisher = _system(notices)
    fixes = grouped(notices.fixes)
    parts = (WHOLE,) if system in _ONE_REPOSITORY else _parts(notices, fixes)
    release, architecture = notices.releases.most_common(1)[0][0], _architecture(notices)
    issue = " ".join(filter(None, (f"{system}-{release}", "+".join(parts), architecture)))
    return SecurityIndex(
        publisher, issue, max(notices.days), "rpm", system, release, parts, architecture, True, pack(fixes)
    )


def _gathered(content: bytes) -> _Notices:
    notices = _Notices()
    if b"<!" in content.partition(b"<updates")[0]:
        raise FeedError(_("the list declares a document type, which no distribution writes; it is not read"))
    try:
        walk = etree.iterparse(BytesIO(content), events=("end",), tag="update", resolve_entities=False, no_network=True)
        for _event, update in walk:
            _take(update, notices)
            update.clear()
            if len(notices.fixes) > _MOST:
                raise FeedError(_("the list has more than {most} packages; it is not read"), most=_MOST)
    except (etree.XMLSyntaxError, ValueError, OverflowError, OSError) as error:
        raise unreadable(error) from error
    return notices


def _take(update: etree._Element, notices: _Notices) -> None:
    """Other notices than those of security count for the age of the list and for nothing else."""
    issued = day_of(_date(update, "issued"))
    notices.days.append(max(issued, day_of(_date(update, "updated") or issued)))
    if update.get("type") != "security":
        return
    notices.names[re.split(r"[-:\d]", update.findtext("id") or "")[0]] += 1
    cves = tuple(sorted({found for ref in update.iterfind("references/reference") for found in _cves(ref)}))
    for collection in update.iterfind("pkglist/collection"):
        notices.collections.add(f"{collection.get('short', '')} {collection.findtext('name') or ''}".lower()[:200])
        module = collection.find("module") is not None
        for package in collection.iterfind("package"):
            _take_package(package, Fix("", issued, issued, cves, module), notices)


def _take_package(package: etree._Element, fix: Fix, notices: _Notices) -> None:
    name, release, architecture = package.get("name", ""), package.get("release", ""), package.get("arch", "")
    if architecture == "src" or not name or not package.get("version") or "\t" in name:
        return
    version = f"{package.get('epoch') or '0'}:{package.get('version')}-{release}"
    rpm.key(version)
    match = _RELEASE.search(release)
    if match:
        notices.releases[match[1]] += 1
    notices.architectures[architecture] += 1
    notices.fixes.append((name, Fix(version, fix.released_by, fix.released_after, fix.cves, fix.module)))


def _date(update: etree._Element, what: str) -> str:
    """Some write moments, some days, some seconds."""
    found = update.find(what)
    text = (found.get("date") or "") if found is not None else ""
    return datetime.fromtimestamp(int(text), UTC).isoformat() if text.isdigit() and len(text) > 8 else text


def _cves(reference: etree._Element) -> list[str]:
    return _CVE.findall(f"{reference.get('id', '')} {reference.get('title', '')}")


def _system(notices: _Notices) -> tuple[str, str]:
    name = next((name for name, _count in notices.names.most_common() if name in _SYSTEMS), "")
    if not name or not notices.releases:
        raise FeedError(_("the list does not tell which distribution it is of"))
    return _SYSTEMS[name]


def _parts(notices: _Notices, fixes: Fixes) -> tuple[str, ...]:
    told = {part for text in notices.collections for part in _PARTS.findall(text)}
    return tuple(sorted(told or {part for part, signs in _SIGNS.items() if signs & fixes.keys()}))


def _architecture(notices: _Notices) -> str:
    """The one that the repository is for. Beside it are packages without one, and those of its smaller sibling."""
    own = [name for name, _count in notices.architectures.most_common() if name not in ("noarch", "i686", "")]
    return own[0] if len(own) == 1 else ""
