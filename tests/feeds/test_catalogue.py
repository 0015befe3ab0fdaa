"""Lists of firmware as a vendor or the facility writes them; versions and days are made up."""

from datetime import date

import pytest

from tenken.facts.catalogues import FirmwareCatalogue, FirmwareRelease
from tenken.feeds.model import FeedError
from tests.collectors.recorded import SAMPLES
from tests.feeds.reading import read_as

TOML = SAMPLES["feed"]["handmade-firmware.toml"]
CVES = ("CVE-2025-90003",)
NEWEST = FirmwareRelease("yamaha-rt", "15.02", "15.02.32", date(2025, 11, 5), date(2028, 3, 31), "", CVES)
CSV = """公表元,日付,件数,系列,系統,版,公開日,サポート終了日,出典,弱点
北斗システム,2025/11/10,1,yamaha-rt,15.02,Rev.15.02.32,R7.11.5,2028-03-31,報告書,CVE-2025-90003 なし
,,,,,,,,,
"""


def read(raw: bytes, dated: date | None = None) -> FirmwareCatalogue:
    return read_as(FirmwareCatalogue, raw, dated)


def test_it_is_known_by_who_wrote_it_and_of_which_day_it_is() -> None:
    found = read(TOML)
    assert (found.publisher, found.item, found.dated) == ("北斗システム", "北斗システム firmware", date(2025, 11, 10))


def test_a_row_is_a_version_of_a_branch_with_its_days_and_what_it_closes() -> None:
    assert read(TOML).releases[1] == NEWEST
    assert read(TOML).releases[2].released == date(2025, 10, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_csv_says_the_same_in_the_encodings_that_excel_writes(encoding: str) -> None:
    release = read(CSV.encode(encoding)).releases[0]
    assert (release.version, release.released, release.ends, release.cves) == (
        "Rev.15.02.32", date(2025, 11, 5), date(2028, 3, 31), ("CVE-2025-90003",),
    )  # fmt: skip


def changed(old: str, new: str) -> bytes:
    return TOML.decode().replace(old, new).encode()


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (changed("rows = 3", "rows = 4"), "says that it has 4"),
        (changed("rows = 3", ""), "cut off, or a row was forgotten"),
        (CSV.replace(",1,yamaha", ",2,yamaha").encode(), "says that it has 2"),
        (TOML[:-60], "lacks released|says that it has 3|cannot be read"),
        (changed('publisher = "北斗システム"', ""), "who wrote it"),
        (changed("dated = 2025-11-10", ""), "of which day"),
        (changed('version = "15.02.31"', ""), "row 1 of the list of firmware lacks version"),
        (changed('version = "15.02.31"', 'version = "15.04.1"'), "15.04.1 is no version of the branch 15.02"),
        (changed('family = "alliedware-plus"', 'family = "Allied Ware"'), "row 3"),
        (changed("令和7年10月1日", "soon"), "“soon” is no day"),
        (b"[[firmware]]\nbranch = ", "cannot be read"),
    ],
)
def test_what_cannot_be_relied_on_is_refused_with_its_row(raw: bytes, why: str) -> None:
    with pytest.raises(FeedError, match=why):
        read(raw)


def test_what_earlier_issues_told_of_older_versions_is_remembered() -> None:
    old = FirmwareRelease("yamaha-rt", "15.02", "15.02.30", date(2025, 1, 1))
    gone = FirmwareRelease("yamaha-rt", "14.01", "14.01.40", date(2025, 1, 1))
    wrong = FirmwareRelease("yamaha-rt", "15.02", "15.02.99", date(2025, 12, 1))
    earlier = FirmwareCatalogue("北斗システム", "firmware", date(2025, 12, 2), (old, gone, wrong))
    found = FirmwareCatalogue("北斗システム", "firmware", date(2025, 12, 3), (NEWEST,)).following(earlier)
    assert found.releases == (old, NEWEST)
