"""The program changes tenken.toml as a careful person would: one value, and nothing around it."""

import os
from pathlib import Path

import pytest

from tenken.actions.configure import Changed, ConfigNotWritten, configure
from tenken.actions.site import Site, site_now
from tenken.config import FILE_NAME, TEMPLATE, ConfigError, load_config
from tenken.dates import DateError
from tenken.ledger.logbook import lately
from tenken.standard.load import EditionError
from tests.build import NOW

WRITTEN = """\
# 総務課が管理しています。
[checklist]           # 版
edition = "r7"        # 令和7年度
form = "hospital"

[facility]
name = "みどり野病院" # 旧称
kind = "hospital"

[database]
# postgresql = "service=tenken"
"""


def put(site: Site, text: str) -> Path:
    path = site.config.data / FILE_NAME
    path.write_bytes(text.encode())
    return path


def changed(site: Site, **changes: str) -> tuple[Changed, ...]:
    return configure(site.config.data, changes, "佐藤 花子", NOW)


def test_a_value_changes_and_nothing_around_it(site: Site) -> None:
    path = put(site, WRITTEN)
    changed(site, name="みどり野総合病院", edition="r8")
    assert path.read_text(encoding="utf-8") == WRITTEN.replace('"みどり野病院"', '"みどり野総合病院"').replace(
        "r7", "r8"
    )


def test_a_key_that_was_not_there_is_added_to_its_table(site: Site) -> None:
    put(site, WRITTEN)
    changed(site, inspection="2026-12-15", language="en")
    config = load_config(site.config.data)
    assert (config.checklist.inspection, config.language) == ("2026-12-15", "en")


def test_line_ends_of_windows_stay(site: Site) -> None:
    path = put(site, WRITTEN.replace("\n", "\r\n"))
    changed(site, kind="clinic")
    assert path.read_bytes().count(b"\r\n") == WRITTEN.count("\n")


def test_a_house_without_a_file_gets_the_one_of_a_first_start(site: Site) -> None:
    changed(site, name="みなと診療所")
    text = (site.config.data / FILE_NAME).read_text(encoding="utf-8")
    assert text == TEMPLATE.replace('name = "" ', 'name = "みなと診療所" ')


def test_dates_are_taken_in_any_spelling_and_written_in_one(site: Site) -> None:
    assert changed(site, inspection="令和８年１２月１５日") == (Changed("inspection", "", "2026-12-15"),)


def test_the_day_of_the_inspection_can_be_taken_back(site: Site) -> None:
    changed(site, inspection="2026-12-15")
    changed(site, inspection="")
    assert load_config(site.config.data).checklist.inspection == ""


def test_the_logbook_says_who_changed_what_from_what(site: Site) -> None:
    put(site, WRITTEN)
    changed(site, kind="clinic")
    done = lately()[0]
    assert (done.by, done.verb, done.about, done.detail) == ("佐藤 花子", "configure", "kind", "hospital → clinic")


def test_what_stands_there_already_is_no_change(site: Site) -> None:
    put(site, WRITTEN)
    assert (changed(site, kind="hospital"), lately()) == ((), ())


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"kind": "zoo"}, ConfigError),
        ({"port": "80"}, ConfigError),
        ({"inspection": "2026-02-30"}, DateError),
        ({"edition": "r99"}, EditionError),
        ({"form": "pharmacies"}, EditionError),
        ({"name": "み" * 201}, ConfigError),
        ({"name": "み\x1b[2J"}, ConfigError),
    ],
)
def test_what_does_not_hold_together_is_refused_and_nothing_is_written(
    site: Site, changes: dict[str, str], refused: type[Exception]
) -> None:
    path = put(site, WRITTEN)
    with pytest.raises(refused):
        changed(site, **{"name": "ほかの病院", **changes})
    assert (path.read_text(encoding="utf-8"), lately()) == (WRITTEN, ())


def test_a_file_that_is_broken_is_left_as_it_is(site: Site) -> None:
    path = put(site, WRITTEN + "[facility")
    with pytest.raises(ConfigError, match=FILE_NAME):
        changed(site, kind="clinic")
    assert path.read_text(encoding="utf-8") == WRITTEN + "[facility"


def test_who_could_not_read_the_file_still_cannot(site: Site) -> None:
    path = put(site, WRITTEN)
    path.chmod(0o600)
    changed(site, kind="clinic")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_written_leaves_no_entry_behind(site: Site) -> None:
    path = put(site, WRITTEN)
    (path.parent / f".{FILE_NAME}.{os.getpid()}.part").mkdir()
    with pytest.raises(ConfigNotWritten, match="nothing was changed"):
        changed(site, kind="clinic")


def test_whoever_holds_the_site_sees_a_change_without_a_restart(site: Site) -> None:
    before = site_now(site.config.data)
    changed(site, kind="clinic")
    after = site_now(site.config.data)
    assert (before.config.facility.kind, after.config.facility.kind) == ("hospital", "clinic")


def test_a_file_broken_by_hand_leaves_the_site_as_it_was(site: Site) -> None:
    put(site, WRITTEN)
    whole = site_now(site.config.data)
    put(site, "[facility")
    assert site_now(site.config.data) == whole
