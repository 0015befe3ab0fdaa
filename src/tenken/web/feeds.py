"""公表された一覧: what rests on each kind of list, and where somebody gets it."""

from collections.abc import Mapping
from dataclasses import dataclass

from tenken.facts.catalogues import FirmwareCatalogue
from tenken.facts.feeds import Feed, KnownExploited, SupportDates, WindowsReleases
from tenken.facts.indexes import SecurityIndex
from tenken.text import _


@dataclass(frozen=True, slots=True)
class Kind:
    """``rests`` is what is judged by such a list, ``without`` what becomes of that when there is none, ``fetch`` how
    to come by it."""

    rests: str
    without: str
    fetch: str


KINDS: Mapping[type[Feed], Kind] = {
    WindowsReleases: Kind(
        _("whether Windows machines lack an update"),
        _("Without it no Windows machine can be judged."),
        _("From Microsoft's Security Update Guide, once a month: the document of the month (CVRF) as JSON."),
    ),
    SecurityIndex: Kind(
        _("whether Linux machines lack an update, by their lists of packages"),
        _("Without it only machines that tell of their own updates are judged."),
        _(
            "Debian and Ubuntu: from the archive, Packages.xz of the suite ending in -security, with its InRelease. "
            "Red Hat and its kin: from the repodata of BaseOS and of AppStream, updateinfo.xml.gz. Every two weeks."
        ),
    ),
    FirmwareCatalogue: Kind(
        _("whether network devices run the newest firmware of their branch"),
        _("Without it no network device can be judged by itself."),
        _("Ask the vendor that maintains the devices to write it, or write it from the makers' notes: TOML or CSV."),
    ),
    SupportDates: Kind(
        _("whether the maker still mends what a machine runs"),
        _("Without it ends of support are not judged."),
        _("From endoflife.date, twice a year: the API's page of all products (products/full), or of one."),
    ),
    KnownExploited: Kind(
        _("which missing updates come first; it changes no verdict"),
        _("Without it nothing is ranked."),
        _("From the American agency CISA, once a month: Known Exploited Vulnerabilities as JSON."),
    ),
}
"""Every kind of list, in the order in which they matter to most hospitals."""
