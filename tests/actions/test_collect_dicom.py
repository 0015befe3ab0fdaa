"""collect dicom: a C-ECHO is sent only where a named person stated that the vendor allows it; a refusal is kept."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tenken.actions.attest import withdraw
from tenken.actions.collect import Outcome, collect
from tenken.actions.due import do_due
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.facts.model import FACILITY, SubjectId
from tenken.facts.sightings import SeenOnNetwork
from tenken.ledger.models import ObservationRow, Subject
from tenken.ledger.recall import case_at, observation
from tests.build import NOW
from tests.collectors.dicom.storescp import TITLE, Server, storescp
from tests.ledger.steps import stated

DICOM = COLLECTORS["dicom"]
DAY = timedelta(days=1)
CT = SubjectId("machine:CT1号機")
UNTIL = NOW + 30 * DAY


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with storescp(tmp_path_factory.mktemp("storescp")) as running:
        yield running


def allowed(site: Site, server: Server, about: str = CT, **other: str) -> Outcome:
    usual = {"ae_title": TITLE, "reached_at": f"127.0.0.1:{server.port}", "vendor": "北斗メディカル"}
    usual |= {"paper": "回答書", "until": UNTIL.date().isoformat()}
    return stated(site, "echo-consent", about, NOW, b"", **{**usual, **other})


def associations(server: Server) -> int:
    return server.log.count("BEGIN A-ASSOCIATE-RQ")


def test_without_a_consent_nothing_is_sent_and_the_refusal_is_kept(site: Site, server: Server) -> None:
    before = associations(server)
    done = collect(site, DICOM, server.target, NOW)
    kept = observation(done.recorded.observation)
    assert "nobody stated that the vendor allows C-ECHO" in str(done.failure)
    assert (kept and kept.complete, kept and kept.failure) == (False, done.failure)
    assert (associations(server), Subject.objects.filter(kind="machine").count()) == (before, 0)


def test_with_a_consent_the_machine_is_seen_under_its_own_entry(site: Site, server: Server) -> None:
    allowed(site, server)
    done = collect(site, DICOM, server.target, NOW)
    assert (done.failure, done.recorded.subjects) == (None, (CT,))
    seen = case_at(NOW).about(CT, SeenOnNetwork)
    assert [(fact.says.way, fact.says.called) for fact in seen] == [("dicom", TITLE)]
    assert list(Subject.objects.filter(kind="machine").values_list("slug", flat=True)) == [CT]


@pytest.mark.parametrize(
    "other", [{"ae_title": "CT_ROOM2"}, {"reached_at": "127.0.0.1:11112"}, {"reached_at": "127.0.0.2:104"}]
)
def test_a_consent_for_another_title_or_place_is_none(site: Site, server: Server, other: dict[str, str]) -> None:
    allowed(site, server, **other)
    assert "nobody stated" in str(collect(site, DICOM, server.target, NOW).failure)


def test_a_consent_ends_with_its_last_day(site: Site, server: Server) -> None:
    allowed(site, server)
    before = associations(server)
    assert collect(site, DICOM, server.target, UNTIL).failure is None
    told = str(collect(site, DICOM, server.target, UNTIL + DAY).failure)
    assert (f"held until {UNTIL.date()}" in told, associations(server)) == (True, before + 1)


def test_a_refusal_after_the_first_look_is_one_about_the_machine(site: Site, server: Server) -> None:
    allowed(site, server)
    collect(site, DICOM, server.target, NOW)
    assert collect(site, DICOM, server.target, UNTIL + DAY).recorded.subjects == (CT,)


def test_a_consent_that_was_taken_back_is_none(site: Site, server: Server) -> None:
    allowed(site, server)
    withdraw(site, CT, "echo-consent", f"{TITLE}@127.0.0.1:{server.port}", "佐藤", NOW)
    assert "nobody stated" in str(collect(site, DICOM, server.target, NOW).failure)


def test_consents_that_name_two_machines_name_none(site: Site, server: Server) -> None:
    allowed(site, server)
    allowed(site, server, "machine:CT2号機")
    assert "name several machines" in str(collect(site, DICOM, server.target, NOW).failure)


@pytest.mark.parametrize(("by_what", "which"), [("ae-title", TITLE), ("machine", CT)])
def test_a_device_that_the_no_touch_list_names_is_not_asked(
    site: Site, server: Server, by_what: str, which: str
) -> None:
    allowed(site, server)
    stated(site, "no-touch", FACILITY, NOW, b"", by_what=by_what, which=which, reason="治療中")
    assert "is on the no-touch list: 治療中" in str(collect(site, DICOM, server.target, NOW).failure)


def test_a_consent_goes_before_an_entry_for_the_whole_subnet(site: Site, server: Server) -> None:
    allowed(site, server)
    stated(site, "no-touch", FACILITY, NOW, b"", by_what="address", which="127.0.0.0/24", reason="CT室")
    assert collect(site, DICOM, server.target, NOW).failure is None


def test_nobody_is_asked_again_by_itself(site: Site, server: Server) -> None:
    allowed(site, server)
    collect(site, DICOM, server.target, NOW)
    before = associations(server)
    do_due(site, NOW + 2 * DAY)
    assert associations(server) == before
    assert ObservationRow.objects.filter(collector=DICOM.reader).count() == 1
