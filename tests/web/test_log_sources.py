"""アクセスログの出どころ: each with its machine, how it is doing, and what to do; nothing of patients."""

from django.test import Client

from tenken.actions.log_evidence import evidence_of
from tenken.actions.site import Site
from tenken.logs.evidence.store import Store
from tenken.logs.health import Looked, keep_health
from tenken.web.frame import now
from tests.ledger.steps import seen, stated
from tests.logs.evidence.stores import Watched, sealed
from tests.logs.healths import health
from tests.web.pages import get


def furnished(site: Site) -> None:
    seen(site, now=now())
    stated(site, "log-source", "machine:ehr-srv01", now(), add="no", source="電子カルテ")
    (site.config.data / "logs").mkdir(exist_ok=True)
    keep_health(site.config.data / "logs", Looked(now(), (health(now(), "電子カルテ"),)))


def test_the_list_says_what_to_do(site: Site, english: Client) -> None:
    furnished(site)
    line = get(english, "/logs/sources/").line("電子カルテ")
    assert ("ehr-srv01" in line, "3 of its numbers never came" in line) == (True, True)


def test_a_clock_that_was_set_is_told(site: Site, english: Client) -> None:
    furnished(site)
    watched = Watched(now())
    store = Store(evidence_of(site), watched, watched.clock)
    watched.is_set(seconds=-60)
    sealed(store, watched, [b"x"])
    notes = get(english, "/logs/sources/").all("//p[contains(@class, 'note--warn')]")
    (told,) = [note for note in notes if "clock" in note]
    assert "the clock of this machine was set 60 seconds back" in told


def test_a_source_tells_its_gaps_and_its_days(site: Site, english: Client) -> None:
    furnished(site)
    page = get(english, "/logs/sources/電子カルテ/")
    assert page.line("17–19")
    assert len(page.all("//section[@aria-labelledby='h-days']//tbody/tr")) == 31


def test_a_machine_names_its_sources_and_they_name_it(site: Site, english: Client) -> None:
    furnished(site)
    assert (
        get(english, "/ledger/machine:ehr-srv01/").all("//section[@aria-labelledby='h-logs']//li/a")[0] == "電子カルテ"
    )
    assert "ehr-srv01" in get(english, "/logs/sources/電子カルテ/").all("//main//a")


def test_a_source_that_there_is_not_is_not_found(site: Site, english: Client) -> None:
    assert english.get("/logs/sources/none/").status_code == 404
