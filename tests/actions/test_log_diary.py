"""The work diary: kept at once where nothing can be changed, sealed by a writer; a correction changes nothing."""

from datetime import timedelta

import msgspec
import pytest

from tenken.actions.log_diary import DiaryError, Written, entries, seal_diary, wants_seal, write
from tenken.actions.log_evidence import evidence_of, verify_logs
from tenken.actions.log_upkeep import due
from tenken.actions.site import Site
from tenken.logs.evidence.read import events_of
from tenken.logs.evidence.records import records
from tenken.logs.formats.diary import Entry
from tests.build import NOW

ENTRY = Entry(typed=NOW, by="sato", operator="山田", begin=NOW - timedelta(hours=1), end=NOW, done="更新")


def kept(site: Site) -> list[str]:
    folder = evidence_of(site)
    return [event.raw.decode() for record in records(folder) for event in events_of(folder, record)]


def test_what_is_typed_is_listed_and_sealed_once(site: Site) -> None:
    write(ENTRY)
    assert (wants_seal(), list(due(site, NOW))[:1], kept(site)) == (True, ["diary"], [])
    assert (seal_diary(site, NOW).events, seal_diary(site, NOW).events) == (1, 0)
    assert (kept(site), wants_seal(), verify_logs(site).faults) == ([ENTRY.text() + "\n"], False, ())


def test_a_correction_is_a_new_entry_that_names_the_old(site: Site) -> None:
    first = write(ENTRY)
    seal_diary(site, NOW)
    second = msgspec.structs.replace(ENTRY, typed=NOW + timedelta(minutes=1), done="更新と再起動", corrects=first)
    write(second)
    assert (seal_diary(site, NOW).already, kept(site)) == (1, [ENTRY.text() + "\n", second.text() + "\n"])
    assert entries().lines == [Written(second), Written(ENTRY, second.id)]


def test_an_account_sees_what_it_typed(site: Site) -> None:
    write(ENTRY)
    write(msgspec.structs.replace(ENTRY, by="abe"))
    assert [one.entry.by for one in entries(by="abe").lines] == ["abe"]


@pytest.mark.parametrize(
    "wrong",
    [{"operator": ""}, {"done": ""}, {"end": NOW - timedelta(hours=2)}, {"begin": NOW + timedelta(hours=1)},
     {"done": "あ" * 801}, {"done": '"' * 800, "purpose": '"' * 100, "system": '"' * 100}, {"corrects": "0" * 16}],
)  # fmt: skip
def test_what_is_no_entry_is_refused(site: Site, wrong: dict[str, object]) -> None:
    with pytest.raises(DiaryError):
        write(msgspec.structs.replace(ENTRY, **{"end": NOW + timedelta(hours=9), **wrong}))
    assert entries().total == 0
