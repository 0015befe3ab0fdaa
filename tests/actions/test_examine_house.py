"""Is the installation sound, is the ledger whole, is anything kept no longer what it was?"""

from datetime import timedelta

import pytest

from tenken.actions.examine_house import Check, examine_house
from tenken.actions.hand_over import hand_over
from tenken.actions.import_edition import Wanted, as_edition, keep_edition, look
from tenken.actions.log_evidence import evidence_of
from tenken.actions.site import Site
from tenken.logs.evidence.clock import SYNCHRONISED, UNKNOWN, UNSYNCHRONISED
from tenken.logs.evidence.store import Store
from tests import samples
from tests.actions.layouts import LAYOUTS
from tests.build import NOW, TODAY
from tests.ledger.steps import bcp, seen
from tests.ledger.test_seal import tampered
from tests.logs.evidence.stores import Watched, sealed

LATER = NOW + timedelta(hours=1)
NAMES = ("database", "clock", "seal", "rows", "archive", "editions", "disk", "keys", "connection")


def filled(site: Site) -> None:
    seen(site, samples.section(samples.linux(), "password-marks", "sato $6$Zr8qFq0e$u7hbX9"))
    bcp(site)
    hand_over(site, "r7", "hospital", TODAY, LATER)


def check(site: Site, name: str) -> Check:
    return next(check for check in examine_house(site, LATER) if check.name == name)


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_house_is_sound(site: Site, name: str) -> None:
    filled(site)
    assert check(site, name).sound


def test_an_empty_house_is_sound(site: Site) -> None:
    assert {one.name: one.sound for one in examine_house(site, NOW)} == dict.fromkeys(NAMES, True)


def test_a_clock_behind_the_newest_record_is_found(site: Site) -> None:
    filled(site)
    clock = next(one for one in examine_house(site, NOW - timedelta(hours=1)) if one.name == "clock")
    assert (clock.sound, str(clock.words)) == (False, "the clock is behind the newest record; set it")


@pytest.mark.parametrize(("word", "sound"), [(SYNCHRONISED, True), (UNKNOWN, None), (UNSYNCHRONISED, False)])
def test_what_checkpoints_of_the_logs_say_of_the_clock_is_told(site: Site, word: str, sound: bool | None) -> None:
    watched = Watched(LATER)
    watched.state = word
    sealed(Store(evidence_of(site), watched, watched.clock), watched, [b"x"])
    assert check(site, "log-clock").sound is sound


def test_a_row_that_was_tampered_with_is_found(site: Site) -> None:
    filled(site)
    tampered("UPDATE observation SET target = 'elsewhere' WHERE id = (SELECT MIN(id) FROM observation)")
    seal = check(site, "seal")
    assert not seal.sound
    assert "1 links of the chain do not hold; the first is number" in str(seal.words)


def test_originals_with_other_bytes_are_found(site: Site) -> None:
    filled(site)
    good, other, *_rest = sorted((site.config.data / "archive").rglob("*.gz"))
    good.write_bytes(other.read_bytes())
    archive = check(site, "archive")
    assert (archive.sound, "the kept bytes were changed" in str(archive.words)) == (False, True)


def test_a_paper_that_is_gone_is_found(site: Site) -> None:
    bcp(site)
    for path in (site.config.data / "archive").rglob("*.gz"):
        path.unlink()
    assert "2 kept originals are missing or damaged" in str(check(site, "archive").words)


@pytest.mark.parametrize("key", ["signing.key", "fingerprint.key"])
def test_a_key_that_was_used_and_is_gone_is_found(site: Site, key: str) -> None:
    filled(site)
    (site.keys.folder / key).unlink()
    keys = check(site, "keys")
    assert (keys.sound, key in str(keys.words)) == (False, True)


def test_keys_that_nobody_needed_yet_are_not_missed(site: Site) -> None:
    bcp(site)
    assert check(site, "keys").sound


def test_a_key_that_others_may_read_is_found(site: Site) -> None:
    filled(site)
    (site.keys.folder / "signing.key").chmod(0o644)
    assert "others may read the keys: signing.key" in str(check(site, "keys").words)


def test_an_edition_that_was_changed_by_hand_is_found(site: Site) -> None:
    data = LAYOUTS["other words"]
    proposal = look(site, data)
    folder = keep_edition(site, data, proposal, as_edition(proposal, Wanted("r9"), "r9.xlsx"))
    (folder / "hospital.xlsx").write_bytes(b"another workbook")
    editions = check(site, "editions")
    assert (editions.sound, "hospital.xlsx is not the workbook" in str(editions.words)) == (False, True)
