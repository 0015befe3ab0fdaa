"""What makers publish: Microsoft's lists of updates, in its form but made up, and when support ends.

Builds and numbers of updates only look like Microsoft's: what the house's year brings is not known beforehand. The ends
of support are those that the makers had announced.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Edition:
    """``first`` is the revision of April 2025, to which each month adds ``step``."""

    title: str
    product: str
    id: str
    installation: str
    version: str
    build: int
    first: int
    step: int
    still_fixed: bool = True

    def revision(self, month: int) -> int:
        return self.first + month * self.step


EDITIONS = {
    "Windows 11": Edition("Windows 11 Version 24H2 for x64-based Systems", "Windows 10 Enterprise", "Enterprise",
                          "Client", "24H2", 26100, 3775, 211),
    "Windows 10": Edition("Windows 10 Version 22H2 for x64-based Systems", "Windows 10 Pro", "Professional",
                          "Client", "22H2", 19045, 5737, 58, still_fixed=False),
    "Windows Server 2022": Edition("Windows Server 2022", "Windows Server 2022 Standard", "ServerStandard",
                                   "Server", "21H2", 20348, 3453, 74),
}  # fmt: skip
_FIRST_MONTH = date(2025, 4, 1)
_SUPPORT = {
    "windows": (("11-24h2-e", "2027-10-12", "10.0.26100"), ("10-22h2", "2025-10-14", "10.0.19045")),
    "windows-server": (("2022", "2031-10-14", "10.0.20348"),),
    "debian": (("12", "2028-06-30", "12.12"),),
}
"""Product → its branches, each with its last day and newest version, in the names of endoflife.date."""


def months_until(day: date) -> int:
    """How many second Tuesdays have passed since April 2025."""
    months = (day.year - _FIRST_MONTH.year) * 12 + day.month - _FIRST_MONTH.month
    return months if day >= patch_day(day.year, day.month) else months - 1


def patch_day(year: int, month: int) -> date:
    """The second Tuesday."""
    first = date(year, month, 1)
    return first + timedelta(days=(1 - first.weekday()) % 7 + 7)


def updates(year: int, month: int) -> bytes:
    """Microsoft's document of a month, in its form."""
    day = patch_day(year, month)
    at, index = f"{day}T08:00:00", months_until(day)
    fixed = [edition for edition in EDITIONS.values() if edition.still_fixed]
    products = [{"ProductID": str(n), "Value": edition.title} for n, edition in enumerate(fixed)]
    fixes = [{"Type": 2, "Description": {"Value": f"59{year % 100}{month:02}{n}"}, "ProductID": [str(n)],
              "FixedBuild": f"10.0.{edition.build}.{edition.revision(index)}"}
             for n, edition in enumerate(fixed)]  # fmt: skip
    tracking = {"Identification": {"ID": {"Value": f"{day:%Y-%b}"}}, "InitialReleaseDate": at, "CurrentReleaseDate": at}
    document = {"DocumentTracking": tracking, "ProductTree": {"FullProductName": products},
                "Vulnerability": [{"Remediations": fixes}]}  # fmt: skip
    return json.dumps(document).encode()


def ends_of_support(day: date) -> bytes:
    """A list of all products, as endoflife.date gives it out; the house needs but a few."""
    products = [{"name": product, "releases": [_release(*branch) for branch in branches]}
                for product, branches in _SUPPORT.items()]  # fmt: skip
    return json.dumps({"schema_version": "1.2.0", "generated_at": f"{day}T00:00:00Z", "result": products}).encode()


def _release(name: str, ends: str, newest: str) -> dict[str, object]:
    return {"name": name, "isEol": False, "eolFrom": ends, "latest": {"name": newest, "date": None}}
