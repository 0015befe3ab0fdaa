"""What was known at a moment comes back exactly as it was then."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenken.actions.collect import collect
from tenken.actions.site import Site
from tenken.collectors.model import Claim, Target
from tenken.facts.documents import DocumentOnFile
from tenken.facts.machines import InstalledSoftware, LedgerEntry
from tenken.facts.model import FACILITY, MachineClass, Mark, MarkKind, SubjectId
from tenken.facts.patches import PatchLevel
from tenken.facts.sightings import SeenOnNetwork
from tenken.ledger.recall import case_at, facts_about, facts_in, newest, observation, observations_of, statement
from tenken.ledger.record import Attempt, record
from tenken.ledger.writing import writing
from tests import samples
from tests.build import NOW
from tests.ledger.steps import LINUX, bcp, seen, stated

MACHINE = SubjectId("machine:ehr-srv01")
DAY = timedelta(days=1)


def test_a_fact_recorded_later_is_not_known_before(site: Site) -> None:
    bcp(site, NOW + DAY)
    assert case_at(NOW).about(FACILITY, DocumentOnFile) == ()


def test_the_older_statement_is_the_one_known_then(site: Site) -> None:
    bcp(site, title="第3版")
    bcp(site, NOW + 10 * DAY, title="第4版")
    assert [f.says.title for f in case_at(NOW + DAY).about(FACILITY, DocumentOnFile)] == ["第3版"]


def test_a_machine_is_in_the_class_that_it_was_in_then(site: Site) -> None:
    seen(site)
    stated(site, "ledger-entry", MACHINE, NOW + DAY, add="no", machine_class="client_pc")
    assert case_at(NOW).class_of[MACHINE] is MachineClass.SERVER
    assert case_at(NOW + DAY).class_of[MACHINE] is MachineClass.CLIENT_PC


def test_a_retired_machine_is_no_longer_judged_but_was_before(site: Site) -> None:
    seen(site)
    stated(site, "ledger-entry", MACHINE, NOW + DAY, add="no", retired="yes", note="廃棄した")
    assert MACHINE not in case_at(NOW + DAY).names
    assert MACHINE in case_at(NOW).names


def test_a_retired_machine_that_still_answers_is_judged_again_as_one_that_nobody_entered(site: Site) -> None:
    seen(site)
    stated(site, "ledger-entry", MACHINE, NOW + DAY, add="no", retired="yes", place="倉庫", note="廃棄した")
    seen(site, now=NOW + 2 * DAY)
    entry = case_at(NOW + 2 * DAY).about(MACHINE, LedgerEntry)[0].says
    assert (entry.entered, entry.retired, entry.place) == (False, False, "倉庫")


def test_the_entry_is_a_fact_with_the_observation_that_wrote_it(site: Site) -> None:
    outcome = seen(site)
    entry = case_at(NOW).about(MACHINE, LedgerEntry)[0]
    assert entry.seen_in == outcome.recorded.observation


def test_the_last_failed_attempt_is_known_with_its_words(site: Site) -> None:
    collect(site, LINUX, Target("127.0.0.1", "nobody", port=1), NOW)
    failure = case_at(NOW).failures[SubjectId("machine:127.0.0.1")].failure
    assert failure is not None
    assert "does not answer" in str(failure)


def test_a_failure_is_forgotten_once_the_machine_answers(site: Site) -> None:
    seen(site, b"cut off")
    seen(site, now=NOW + DAY)
    assert case_at(NOW + DAY).failures == {}


def test_facts_of_before_a_failure_stay_known(site: Site) -> None:
    seen(site)
    seen(site, b"cut off", NOW + DAY)
    assert [f.seen_at for f in case_at(NOW + DAY).about(MACHINE, PatchLevel)] == [NOW]


def test_why_a_kind_was_withheld_is_known(site: Site) -> None:
    seen(site, samples.section(samples.machine("ehr-srv01", 1), "sudoers", "", status=77))
    assert "must run as root" in str(case_at(NOW).withheld[MACHINE, "administrators"])


def test_an_observation_and_what_it_said_anew_can_be_read(site: Site) -> None:
    outcome = bcp(site)
    assert [fact.says.kind for fact in facts_in(outcome.recorded.observation)] == ["document"]


def test_an_observation_that_is_not_there_is_none(site: Site) -> None:
    assert observation(newest() + 1) is None


def test_attempts_come_newest_first(site: Site) -> None:
    seen(site)
    seen(site, now=NOW + DAY)
    assert [o.seen_at for o in observations_of(MACHINE)] == [NOW + DAY, NOW]


@pytest.mark.parametrize("machines", [1, 4])
def test_a_case_takes_a_fixed_number_of_queries(site: Site, machines: int) -> None:
    for number in range(1, machines + 1):
        seen(site, samples.machine(f"srv{number}", number), address=f"10.20.0.{number}")
    with CaptureQueriesContext(connection) as queries:
        case_at(NOW)
    assert len(queries) <= 8


NAMES = (Mark(MarkKind.HOSTNAME, "ehr-srv01"),)


def told(source: str, when: datetime, *packages: str) -> None:
    """A source lists what is installed on the machine."""
    claim = Claim(NAMES, InstalledSoftware("dpkg", tuple((name, "1.0") for name in packages)))
    with writing(when) as moment:
        record(Attempt(f"{source}:{MACHINE}", f"{source}/1", "", when, claims=(claim,)), moment)


def believed(when: datetime) -> list[str]:
    (fact,) = (fact for fact in facts_about(MACHINE, when) if isinstance(fact.says, InstalledSoftware))
    return [name for name, _version in fact.says.packages]


@pytest.mark.parametrize(("later", "known"), [(DAY, ["nginx", "openssl"]), (8 * DAY, ["openssl"])])
def test_the_nearer_source_is_believed_until_it_is_much_older(site: Site, later: timedelta, known: list[str]) -> None:
    told("glpi", NOW, "nginx", "openssl")
    told("cyclonedx", NOW + later, "openssl")
    assert believed(NOW + later) == known


def test_of_sightings_the_newer_is_believed_however_far_its_source(site: Site) -> None:
    for source, when in (("snmp", NOW), ("leases", NOW + DAY)):
        claim = Claim(NAMES, SeenOnNetwork("arp", f"10.20.0.{when.day}"))
        with writing(when) as moment:
            record(Attempt(f"{source}:{MACHINE}", f"{source}/1", "", when, claims=(claim,)), moment)
    (fact,) = (fact for fact in facts_about(MACHINE, NOW + DAY) if isinstance(fact.says, SeenOnNetwork))
    assert fact.seen_at == NOW + DAY


def test_of_equally_near_sources_the_newer_is_believed(site: Site) -> None:
    told("glpi", NOW, "nginx")
    told("osquery", NOW + DAY, "openssl")
    assert believed(NOW + DAY) == ["openssl"]


def test_the_same_package_of_many_machines_is_held_once() -> None:
    one, other = (statement("installed-software", f'{{"manager":"{m}","packages":[["vim","1"]]}}') for m in ("a", "b"))
    assert one.packages[0] is other.packages[0]
