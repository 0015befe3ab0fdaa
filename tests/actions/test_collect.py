"""Ask a source, keep what it answered; a refusal is kept as well and becomes 判定不能, never 適合."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tenken.actions.collect import collect, reread
from tenken.actions.site import Site
from tenken.collectors.model import Claim, CollectError, Refused, Target, Unreachable
from tenken.facts.model import SubjectId
from tenken.facts.patches import PatchLevel
from tenken.ledger.models import ObservationRow, TargetRow
from tenken.ledger.recall import case_at, observation
from tenken.rules.model import Standing
from tests import samples
from tests.actions.steps import SERVER, found, kept, rows
from tests.build import NOW
from tests.ledger.steps import LINUX, seen

WHERE = Target("10.20.0.1", "tenken")
LATER = NOW + timedelta(hours=1)


def answering(raw: bytes) -> Callable[[Target], bytes]:
    return lambda _target: raw


def failing(error: Exception) -> Callable[[Target], bytes]:
    def fetch(_target: Target) -> bytes:
        raise error

    return fetch


def test_the_bytes_are_kept_as_they_came_but_for_secrets(site: Site) -> None:
    raw = samples.linux()
    digest = ObservationRow.objects.get(pk=seen(site, raw).recorded.observation).raw_sha256
    assert site.archive.fetch(digest) == LINUX.mask(raw, site.keys.fingerprint)


def test_no_stored_password_is_kept(site: Site) -> None:
    secret = "$6$Zr8qFq0e$u7hbX9"
    seen(site, samples.section(samples.linux(), "password-marks", f"sato {secret}"))
    assert secret.encode() not in site.archive.fetch(kept(site)[0])


def test_the_same_answer_again_adds_a_sighting_and_nothing_else(site: Site) -> None:
    seen(site)
    before, files = rows(), kept(site)
    seen(site, now=LATER)
    added = {table: count - before[table] for table, count in rows().items() if count != before[table]}
    assert (added, kept(site)) == ({"observation": 1, "seal": 1}, files)


def test_what_was_fetched_is_what_is_read(site: Site) -> None:
    fetching = replace(LINUX, fetch=answering(samples.machine("ehr-srv01", 1)))
    assert collect(site, fetching, WHERE, NOW).recorded.subjects == (SERVER,)


@pytest.mark.parametrize(
    "error",
    [
        Refused("{where} refused the account or its key", where="tenken@10.20.0.1"),
        Unreachable("no answer within {n} seconds", n=180),
    ],
    ids=["refused", "timed out"],
)
def test_a_failure_is_kept_as_an_observation_with_its_words(site: Site, error: CollectError) -> None:
    outcome = collect(site, replace(LINUX, fetch=failing(error)), WHERE, NOW)
    failed = observation(outcome.recorded.observation)
    assert failed is not None
    assert (failed.complete, failed.failure, outcome.failure) == (False, error.reason, error.reason)


def test_a_machine_that_refused_is_unknown_and_its_words_say_why(site: Site) -> None:
    seen(site)
    refused = Refused("{where} refused the account or its key", where="tenken@10.20.0.1")
    late = NOW + timedelta(days=60)
    collect(site, replace(LINUX, fetch=failing(refused)), WHERE, late)
    finding = found(site, "2-6", SERVER, late)
    assert finding.standing is Standing.UNKNOWN
    assert "tenken@10.20.0.1 refused the account or its key" in str(finding.because)


def test_a_machine_that_never_answered_is_unknown_under_its_address(site: Site) -> None:
    collect(site, replace(LINUX, fetch=failing(Unreachable("no answer within {n} seconds", n=180))), WHERE, NOW)
    finding = found(site, "2-6", SubjectId("machine:10.20.0.1"))
    assert finding.standing is Standing.UNKNOWN
    assert "no answer within 180 seconds" in str(finding.because)


def test_a_truncated_answer_says_after_how_many_parts_it_broke_off(site: Site) -> None:
    whole = samples.machine("ehr-srv01", 1)
    outcome = seen(site, whole[: whole.index(b"== sockets")])
    assert "the answer was cut off after" in str(outcome.failure)


def test_a_truncated_answer_is_kept_and_says_nothing(site: Site) -> None:
    whole = samples.machine("ehr-srv01", 1)
    seen(site, whole[: len(whole) // 2])
    assert (rows()["fact"], len(kept(site))) == (0, 1)


def test_an_answer_that_is_silent_about_what_was_promised_is_no_answer(site: Site) -> None:
    def silent(raw: bytes) -> list[Claim]:
        return [claim for claim in LINUX.read(raw) if not isinstance(claim.says, PatchLevel)]

    fetching = replace(LINUX, fetch=answering(samples.linux()), read=silent)
    assert str(collect(site, fetching, WHERE, NOW).failure) == "the answer is silent about: missing security updates"


def test_a_bug_surfaces_and_leaves_nothing(site: Site) -> None:
    with pytest.raises(ZeroDivisionError):
        collect(site, replace(LINUX, fetch=failing(ZeroDivisionError())), WHERE, NOW)
    assert set(rows().values()) == {0}


def test_a_source_that_does_not_fetch_asks_for_a_file(site: Site) -> None:
    assert "give it a file" in str(collect(site, replace(LINUX, fetch=None), WHERE, NOW).failure)


def test_the_host_key_of_first_contact_is_pinned(site: Site) -> None:
    contact = b"== contact\n ssh-ed25519 AAAAC3Nz\n-- 0\n"
    fetching = replace(LINUX, fetch=answering(contact + samples.machine("ehr-srv01", 1)))
    outcome = collect(site, fetching, WHERE, NOW)
    pinned = TargetRow.objects.get(name="tenken@10.20.0.1").host_key
    assert outcome.new_host_key == pinned == "ssh-ed25519 AAAAC3Nz"


def test_a_pinned_key_goes_along_to_the_next_attempt(site: Site) -> None:
    asked: list[str] = []

    def fetch(target: Target) -> bytes:
        asked.append(target.host_key)
        return b"== contact\n ssh-ed25519 AAAAC3Nz\n-- 0\n" + samples.machine("ehr-srv01", 1)

    collect(site, replace(LINUX, fetch=fetch), WHERE, NOW)
    again = collect(site, replace(LINUX, fetch=fetch), WHERE, LATER)
    assert (asked, again.new_host_key) == (["", "ssh-ed25519 AAAAC3Nz"], "")


def test_kept_bytes_are_read_anew_by_a_newer_reader(site: Site) -> None:
    seen(site)
    outcomes = list(reread(site, replace(LINUX, version=LINUX.version + 1), LATER))
    again = observation(outcomes[0].recorded.observation)
    assert again is not None
    assert (again.collector, again.seen_at) == (f"linux/{LINUX.version + 1}", NOW)


def test_reading_anew_keeps_no_bytes_twice(site: Site) -> None:
    seen(site, samples.section(samples.linux(), "password-marks", "sato $6$Zr8qFq0e$u7hbX9"))
    before = kept(site)
    list(reread(site, replace(LINUX, version=LINUX.version + 1), LATER))
    assert kept(site) == before


def test_what_the_older_reader_said_stays_as_it_was_then(site: Site) -> None:
    seen(site)
    before = case_at(NOW).facts
    list(reread(site, replace(LINUX, version=LINUX.version + 1, gives=(), read=lambda _raw: ()), LATER))
    assert (case_at(NOW).facts, case_at(LATER).about(SERVER, PatchLevel)) == (before, ())


def test_nothing_is_read_anew_that_the_newest_reader_read(site: Site) -> None:
    newer = replace(LINUX, version=LINUX.version + 1)
    seen(site)
    list(reread(site, newer, LATER))
    assert list(reread(site, newer, LATER)) == []
