"""import spreadsheet: the facility's own list, taken in as a whole, counted before, and taken back."""

from datetime import timedelta

import pytest

from tenken.actions.import_sightings import Taken
from tenken.actions.import_spreadsheet import Existing, import_spreadsheet, take_back
from tenken.actions.site import Site
from tenken.collectors.model import Unreadable
from tenken.collectors.spreadsheet.profiles import ProfileError
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import MachineClass
from tenken.ledger import seal
from tenken.ledger.inventory import all_machines
from tenken.ledger.models import ObservationRow
from tenken.ledger.recall import case_at
from tenken.ledger.writing import LedgerError
from tests import samples
from tests.build import NOW
from tests.ledger.steps import seen, stated

HOUR = timedelta(hours=1)
HEAD = "管理番号,機器名,区分,設置場所,担当者,製造番号,ホスト名"
PC = "A-001,受付PC,端末PC,1階受付,鈴木,JPH1,uketsuke1"
SERVER = "A-002,電子カルテ,サーバ,サーバ室,佐藤,JPH2,ehr-srv01"
BROKEN = "A-003,?,何か,,,,"


def taken(
    site: Site, *lines: str, hours: int = 0, existing: Existing = Existing.UPDATE, dry_run: bool = False
) -> Taken:
    raw = "\r\n".join([HEAD, *lines, ""]).encode("cp932")
    return import_spreadsheet(site, raw, NOW + hours * HOUR, "佐藤", existing=existing, dry_run=dry_run)


def counts(done: Taken) -> tuple[int, int, int, int]:
    return done.read, done.added, done.changed, done.unchanged


def entries() -> dict[str, LedgerEntry]:
    return {machine.entry.title: machine.entry for machine in all_machines()}


def test_every_row_is_an_entry_of_the_ledger(site: Site) -> None:
    assert counts(taken(site, PC, SERVER)) == (2, 2, 0, 0)
    assert entries()["受付PC"] == LedgerEntry(
        "受付PC", MachineClass.CLIENT_PC, place="1階受付", owner="鈴木", serial="JPH1"
    )


def test_the_same_list_again_changes_nothing(site: Site) -> None:
    taken(site, PC, SERVER)
    assert counts(taken(site, PC, SERVER, hours=1)) == (2, 0, 0, 2)


def test_a_list_that_knows_its_machines_by_their_own_numbers_only_doubles_none(site: Site) -> None:
    numbered = "A-009,超音波装置,医療機器,検査室,林,,"
    taken(site, numbered)
    assert counts(taken(site, numbered, hours=1)) == (1, 0, 0, 1)


def test_what_a_row_leaves_open_stays_as_it_was(site: Site) -> None:
    taken(site, PC)
    stated(site, "ledger-entry", "machine:uketsuke1", NOW + HOUR, add="no", fit_for_use="yes")
    assert counts(taken(site, PC.replace("1階受付", "2階受付"), hours=2)) == (1, 0, 1, 0)
    assert (entries()["受付PC"].place, entries()["受付PC"].fit_for_use) == ("2階受付", True)


def test_a_machine_that_was_seen_is_entered_and_not_doubled(site: Site) -> None:
    seen(site, samples.machine("ehr-srv01", 1))
    assert counts(taken(site, SERVER, hours=1)) == (1, 0, 1, 0)
    assert [machine.entry.entered for machine in all_machines()] == [True]


def test_rows_that_cannot_be_read_are_told_and_the_others_taken(site: Site) -> None:
    done = taken(site, PC, BROKEN)
    assert (done.read, {(one.row, one.column) for one in done.errors}) == (1, {("3", "区分")})


def test_a_dry_run_counts_and_writes_nothing(site: Site) -> None:
    assert counts(taken(site, PC, SERVER, dry_run=True)) == (2, 2, 0, 0)
    assert (entries(), ObservationRow.objects.count(), list(site.config.data.glob("archive/*/*"))) == ({}, 0, [])


def test_known_machines_can_be_left_alone(site: Site) -> None:
    taken(site, PC)
    done = taken(site, PC.replace("1階受付", "2階受付"), SERVER, hours=1, existing=Existing.SKIP)
    assert (counts(done), entries()["受付PC"].place) == ((2, 1, 0, 1), "1階受付")


def test_known_machines_can_stop_the_import(site: Site) -> None:
    taken(site, PC)
    with pytest.raises(LedgerError, match="the first in line 3; nothing was taken"):
        taken(site, SERVER, PC, hours=1, existing=Existing.STOP)
    assert len(entries()) == 1


def test_an_import_taken_back_says_again_what_was_said_before(site: Site) -> None:
    taken(site, PC)
    changed = taken(site, PC.replace("1階受付", "2階受付"), SERVER, hours=1)
    assert take_back(site, changed.number, "佐藤", NOW + 2 * HOUR) == 2
    assert {title: entry.place for title, entry in entries().items()} == {"受付PC": "1階受付"}


def test_what_was_known_between_is_still_known_as_of_then(site: Site) -> None:
    done = taken(site, PC)
    take_back(site, done.number, "佐藤", NOW + 2 * HOUR)
    assert (list(case_at(NOW + HOUR).names.values()), case_at(NOW + 2 * HOUR).names) == (["受付PC"], {})


def test_what_others_wrote_since_stays_when_an_import_is_taken_back(site: Site) -> None:
    done = taken(site, PC)
    stated(site, "ledger-entry", "machine:uketsuke1", NOW + HOUR, add="no", place="倉庫")
    with pytest.raises(LedgerError, match="nothing is left to undo"):
        take_back(site, done.number, "佐藤", NOW + 2 * HOUR)
    assert entries()["受付PC"].place == "倉庫"


def test_imports_and_their_undoing_are_sealed(site: Site) -> None:
    done = taken(site, PC)
    take_back(site, done.number, "佐藤", NOW + HOUR)
    assert (list(seal.check_chain()), list(seal.broken_entries())) == ([], [])


@pytest.mark.parametrize("number", [0, 1, 99])
def test_what_is_no_import_is_not_taken_back(site: Site, number: int) -> None:
    seen(site)
    with pytest.raises(LedgerError, match="is no import of a list"):
        take_back(site, number, "佐藤", NOW + HOUR)


@pytest.mark.parametrize("raw", [b"", b"\x00\x01", b"a,b\r\n1,2\r\n", b"PK\x03\x04"])
def test_what_is_no_list_leaves_nothing_behind(site: Site, raw: bytes) -> None:
    with pytest.raises(Unreadable):
        import_spreadsheet(site, raw, NOW)
    assert (ObservationRow.objects.count(), list(site.config.data.glob("archive/*/*"))) == (0, [])


def test_a_profile_that_there_is_not_is_refused(site: Site) -> None:
    with pytest.raises(ProfileError, match="no profile “skysea”"):
        import_spreadsheet(site, HEAD.encode(), NOW, profile="skysea")


def test_the_facilitys_own_profile_maps_its_own_heads(site: Site) -> None:
    own = 'name = "skysea"\n[columns]\ntitle = ["端末名"]\nserial = ["機体番号"]\nmachine_class = ["種別"]\n'
    folder = site.config.data / "profiles"
    folder.mkdir()
    (folder / "skysea.toml").write_text(own, encoding="utf-8")
    raw = "端末名,機体番号,種別\n受付PC,JPH1,端末PC\n".encode()
    assert counts(import_spreadsheet(site, raw, NOW, profile="skysea")) == (1, 1, 0, 0)
