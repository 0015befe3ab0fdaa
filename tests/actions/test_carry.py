"""Across an air gap: what was collected there is known here, once, by whoever carried it."""

from datetime import timedelta
from pathlib import Path

import pytest

from tenken.actions.carry import import_bundle, make_bundle
from tenken.actions.site import Site
from tenken.config import Config
from tenken.ledger.archive import Archive
from tenken.ledger.keys import Keys
from tenken.ledger.models import ObservationRow
from tenken.ledger.recall import case_at
from tenken.ledger.writing import LedgerError
from tenken.pack.bundle import Answer, BundleError
from tenken.pack.seal import key_of
from tests import samples
from tests.build import NOW

HOUR = timedelta(hours=1)
DIGEST = "a3f1" * 16
SECRET = samples.section(samples.machine("ward-pc", 3), "password-marks", f"sato {DIGEST}")


@pytest.fixture
def ward(tmp_path: Path) -> Site:
    """An installation elsewhere, with keys of its own."""
    return Site(Config(tmp_path / "ward"), Archive(tmp_path / "ward"), Keys(tmp_path / "ward"))


def carried(ward: Site, *contents: bytes, hours: int = 0, source: str = "linux") -> bytes:
    when = NOW + hours * HOUR
    answers = [Answer(source, f"machine {n}", when, content) for n, content in enumerate(contents, 1)]
    return make_bundle(ward, answers, when, "佐藤")


def taken(site: Site, raw: bytes, hours: int = 1, key: str = "") -> object:
    return import_bundle(site, raw, NOW + hours * HOUR, by="鈴木", medium="USB-3", key=key)


def test_every_machine_is_in_the_ledger_as_it_was_seen_there(site: Site, ward: Site) -> None:
    done = import_bundle(site, carried(ward, samples.machine("a", 1), samples.machine("b", 2)), NOW + HOUR, by="鈴木",
                         medium="USB-3", key="")  # fmt: skip
    assert (done.machines, done.failures, done.new_key) == (("machine:a", "machine:b"), (), True)
    assert {row.seen_at for row in ObservationRow.objects.all()} == {NOW}


def test_who_carried_it_on_what_and_when_is_kept(site: Site, ward: Site) -> None:
    taken(site, carried(ward, samples.machine("a", 1)))
    carrier = ObservationRow.objects.get(collector="bundle/1")
    assert (carrier.by, "USB-3" in carrier.target, carrier.recorded_at) == ("鈴木", True, NOW + HOUR)


def test_an_answer_that_cannot_be_read_is_told_and_the_others_are_taken(site: Site, ward: Site) -> None:
    done = import_bundle(site, carried(ward, b"cut off", samples.machine("b", 2)), NOW, by="", medium="", key="")
    assert (done.machines, [target for target, _why in done.failures]) == (("machine:b",), ["machine 1"])
    assert not ObservationRow.objects.get(target="machine 1").complete


@pytest.mark.parametrize("source", ["person", "vendor_form", "feed", "crystal-ball"])
def test_what_persons_say_or_nobody_knows_is_not_taken_from_a_bundle(site: Site, ward: Site, source: str) -> None:
    done = import_bundle(site, carried(ward, b"x", source=source), NOW, by="", medium="", key="")
    assert (done.machines, len(done.failures)) == ((), 1)


def test_a_bundle_is_taken_once(site: Site, ward: Site) -> None:
    raw = carried(ward, samples.machine("a", 1))
    taken(site, raw)
    before = ObservationRow.objects.count()
    with pytest.raises(LedgerError, match="was taken in before"):
        taken(site, raw, 2)
    assert ObservationRow.objects.count() == before


def test_an_older_bundle_does_not_follow_a_newer_one(site: Site, ward: Site) -> None:
    older, newer = carried(ward, samples.machine("a", 1)), carried(ward, samples.machine("a", 1), hours=1)
    taken(site, newer, 2)
    with pytest.raises(LedgerError, match="newer one"):
        taken(site, older, 3)


def test_a_bundle_of_days_to_come_is_refused(site: Site, ward: Site) -> None:
    with pytest.raises(LedgerError, match="still to come"):
        taken(site, carried(ward, samples.machine("a", 1), hours=48), 1)


def test_the_first_key_is_pinned_and_another_must_be_given(site: Site, ward: Site, tmp_path: Path) -> None:
    other = Site(Config(tmp_path / "other"), Archive(tmp_path / "other"), Keys(tmp_path / "other"))
    taken(site, carried(ward, samples.machine("a", 1)))
    raw = carried(other, samples.machine("b", 2))
    with pytest.raises(LedgerError, match="not known yet"):
        taken(site, raw)
    taken(site, raw, key=key_of(other.keys.signing()))
    assert "machine:b" in case_at(NOW + HOUR).names


def test_a_key_that_was_not_expected_is_refused(site: Site, ward: Site) -> None:
    with pytest.raises(LedgerError, match="not with the expected one"):
        taken(site, carried(ward, samples.machine("a", 1)), key="0000")


def test_secrets_in_an_answer_are_kept_as_fingerprints_only(site: Site, ward: Site) -> None:
    taken(site, carried(ward, SECRET))
    kept = [site.archive.fetch(row.raw_sha256) for row in ObservationRow.objects.all()]
    assert not any(DIGEST.encode() in content for content in kept)


def test_a_bundle_that_is_not_whole_leaves_nothing_behind(site: Site, ward: Site) -> None:
    with pytest.raises(BundleError):
        taken(site, carried(ward, samples.machine("a", 1))[:-1])
    assert ObservationRow.objects.count() == 0
