"""What a file is that somebody brought: told by what stands in it, never by its name."""

from collections.abc import Callable

from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.model import CollectError
from tenken.collectors.spreadsheet.tables import XLS, XLSX
from tenken.collectors.vendor_form.read import recognise as read_form
from tenken.feeds.model import FeedError
from tenken.feeds.recognise import NeedsRelease, Source, read_source
from tenken.forms.zips import ZipError, open_zip
from tenken.pack.seal import MANIFEST

LIST, BUNDLE, FORM, FEED = "spreadsheet", "bundle", "vendor_form", "feed"
SIGHTINGS = ("windows", "nmap", "glpi", "osquery", "cyclonedx", "snmp", "leases")
"""Sources whose files tell of machines that they saw, in the order in which they are tried."""
KINDS = (LIST, *SIGHTINGS, FORM, FEED, BUNDLE)
_MAX_UNPACKED = 4 * 1024**3


def kind_of_file(site: Site, raw: bytes) -> str:
    """One of ``KINDS``; a list of machines where it is nothing else."""
    if raw.startswith(XLSX):
        kinds = (FORM,) if _is_form(site, raw) else (BUNDLE,) if _is_sealed(raw) else (LIST,)
        return kinds[0]
    if raw.startswith(XLS):
        return LIST
    return next((kind for kind in SIGHTINGS if _speaks(kind, raw)), FEED if _is_feed(raw) else LIST)


def _is_form(site: Site, raw: bytes) -> bool:
    return _understood(lambda: read_form(raw, site.config.imported_editions))


def _is_sealed(raw: bytes) -> bool:
    try:
        return MANIFEST in open_zip(raw, max_bytes=len(raw), max_unpacked=_MAX_UNPACKED).namelist()
    except ZipError:
        return False


def _speaks(source: str, raw: bytes) -> bool:
    return _understood(lambda: next(iter(COLLECTORS[source].read(raw))))


def _understood(read: Callable[[], object]) -> bool:
    try:
        read()
    except (CollectError, StopIteration):
        return False
    return True


def _is_feed(raw: bytes) -> bool:
    try:
        return bool(read_source(Source(raw)))
    except NeedsRelease:
        return True
    except FeedError:
        return False
