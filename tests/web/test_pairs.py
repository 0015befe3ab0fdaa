"""名寄せ: doubtful pairs are put to a person, what was linked can be taken apart, and who decided is kept."""

import pytest
from django.test import Client

from tenken.actions.site import Site
from tenken.ledger.links import Status, decisions
from tenken.web.frame import now
from tests import samples
from tests.ledger.steps import seen
from tests.web.pages import Page, get, post

CLONE = {"first": "machine:ehr-srv01", "second": "machine:ehr-srv01-2", "by": "佐藤 花子"}


@pytest.fixture
def doubtful(site: Site) -> Site:
    """A machine and its clone: the same number of the installation, other cards."""
    seen(site, now=now())
    identity = f"hostname ehr-srv01\nmachine-id {1:032x}\nvirt kvm"
    seen(site, samples.section(samples.machine("x", 2), "identity", identity), now(), address="10.20.0.2")
    return site


def decided(client: Client, said: str, **typed: str) -> Page:
    return post(client, "/pairs/decide", **{**CLONE, "said": said, **typed})


def test_without_any_pair_it_says_so(english: Client) -> None:
    words = get(english, "/pairs/").words
    assert ("No pair waits for a decision." in words, "Nothing is linked yet." in words) == (True, True)


def test_a_doubtful_pair_stands_there_with_what_both_bear(doubtful: Site, english: Client) -> None:
    line = get(english, "/pairs/").line("ehr-srv01")
    assert ("number of the installation" in line, "0" * 31 + "1" in line) == (True, True)


def test_the_ledger_tells_how_many_wait(doubtful: Site, english: Client) -> None:
    assert "one machine or two?（1）" in get(english, "/ledger/").words


def test_one_machine_is_one_entry_from_then_on(doubtful: Site, english: Client) -> None:
    page = decided(english, "same")
    assert page.one("//*[@role='status']") == "kept; it can be decided otherwise at any time"
    assert get(english, "/ledger/").words.count("1 machines") == 1
    assert "佐藤 花子" in page.line("ehr-srv01")


def test_what_was_linked_can_be_taken_apart(doubtful: Site, english: Client) -> None:
    decided(english, "same")
    decided(english, "different")
    assert (decisions(Status.LINK), "2 machines" in get(english, "/ledger/").words) == ((), True)


@pytest.mark.parametrize("typed", [{"by": " "}, {"said": "perhaps"}, {"first": "machine:nobody"}])
def test_what_is_not_said_clearly_is_not_kept(doubtful: Site, english: Client, typed: dict[str, str]) -> None:
    before = decisions(*Status)
    page = decided(english, **{"said": "same", **typed})
    assert (len(page.all("//p[contains(@class, 'note--error')]")), decisions(*Status)) == (1, before)
