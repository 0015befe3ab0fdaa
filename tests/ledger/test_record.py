"""A fact that says the same is not stored twice; its new sighting is."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenken.actions.site import Site
from tenken.collectors.model import Claim
from tenken.facts.model import Mark, MarkKind, SubjectId
from tenken.facts.patches import PatchLevel
from tenken.facts.sightings import OpenPort, OpenPorts, SeenOnNetwork
from tenken.ledger.models import FactRow, MarkRow, ObservationRow, StatementRow
from tenken.ledger.recall import case_at, facts_about, history_of
from tenken.ledger.record import Attempt, record_each
from tenken.ledger.writing import writing
from tests import samples
from tests.build import NOW
from tests.ledger.steps import bcp, seen

MACHINE = SubjectId("machine:ehr-srv01")
DAY = timedelta(days=1)
SEEN = SeenOnNetwork("scan", "10.20.0.31")


def test_a_second_sighting_adds_an_observation_and_no_fact(site: Site) -> None:
    first = seen(site)
    again = seen(site, now=NOW + DAY)
    assert (again.recorded.changed, again.recorded.unchanged) == (0, first.recorded.changed)
    assert FactRow.objects.filter(observation=again.recorded.observation).count() == 0


def test_a_second_sighting_makes_every_fact_fresh_again(site: Site) -> None:
    seen(site)
    seen(site, now=NOW + DAY)
    found = case_at(NOW + DAY).about(MACHINE, PatchLevel)
    assert [fact.seen_at for fact in found] == [NOW + DAY]


def test_one_thing_that_changed_is_the_only_thing_written(site: Site) -> None:
    seen(site)
    changed = samples.section(samples.machine("ehr-srv01", 1), "sockets", 'tcp 0.0.0.0:22 users:(("sshd"))')
    assert seen(site, changed, NOW + DAY).recorded.changed == 1


def test_what_a_source_no_longer_says_is_taken_back(site: Site) -> None:
    seen(site)
    refused = samples.section(samples.machine("ehr-srv01", 1), "sudoers", "", status=77)
    seen(site, refused, NOW + DAY)
    assert "administrators" not in {fact.says.kind for fact in facts_about(MACHINE, NOW + DAY)}


def test_what_was_taken_back_is_still_known_as_of_before(site: Site) -> None:
    seen(site)
    seen(site, samples.section(samples.machine("ehr-srv01", 1), "sudoers", "", status=77), NOW + DAY)
    assert "administrators" in {fact.says.kind for fact in facts_about(MACHINE, NOW)}


def test_one_statement_serves_every_machine_that_says_the_same(site: Site) -> None:
    seen(site, samples.machine("a", 1), address="10.20.0.1")
    seen(site, samples.machine("b", 2), address="10.20.0.2")
    assert StatementRow.objects.filter(kind="password-setting").count() == 1


def test_the_history_of_a_kind_is_kept_newest_first(site: Site) -> None:
    bcp(site, title="第3版")
    bcp(site, NOW + DAY, title="第4版")
    titles = [fact.says.title for fact in history_of(SubjectId("facility"), "document")]
    assert titles == ["第4版", "第3版"]


def test_a_day_without_change_grows_the_ledger_by_a_few_hundred_bytes(site: Site) -> None:
    """Measured as what the rows hold, on either database: one observation, one seal, nothing else."""
    seen(site)
    before = {model: model.objects.count() for model in (FactRow, StatementRow, MarkRow, ObservationRow)}
    seen(site, now=NOW + DAY)
    after = {model: model.objects.count() - before[model] for model in before}
    assert after == {FactRow: 0, StatementRow: 0, MarkRow: 0, ObservationRow: 1}
    assert _bytes_of_last("observation") + _bytes_of_last("seal") < 500


def _bytes_of_last(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id DESC LIMIT 1")
        return sum(len(str(value)) for value in cursor.fetchone())


def test_many_machines_are_written_with_as_few_questions_as_one(site: Site) -> None:
    claims = tuple(
        Claim((Mark(MarkKind.SERIAL, f"JPH{number:04}"), Mark(MarkKind.HOSTNAME, f"pc{number}")), SEEN)
        for number in range(200)
    )
    with CaptureQueriesContext(connection) as queries, writing(NOW) as moment:
        recorded = record_each(Attempt("", "scan/1", "", NOW, claims=claims), moment)
    assert (len(recorded), len(queries) < 40) == (200, True)


def test_a_scan_without_ports_ends_nothing_and_leads_to_the_same_machine(site: Site) -> None:
    only_an_address = (Mark(MarkKind.ADDRESS, "10.20.0.31"),)
    ports = OpenPorts(("tcp/23",), (OpenPort("tcp", 23),))
    for days, told in enumerate(((SEEN, ports), (SEEN,))):
        now = NOW + days * DAY
        claims = tuple(Claim(only_an_address, statement) for statement in told)
        with writing(now) as moment:
            (recorded,) = record_each(Attempt("", "scan/1", "", now, claims=claims), moment)
    known = facts_about(recorded.subjects[0], now)
    assert [fact.seen_at for fact in known if fact.says == ports] == [NOW]
    assert max(fact.seen_at for fact in known if fact.says == SEEN) == now


def met(days: int, *marks: tuple[MarkKind, str]) -> tuple[SubjectId, ...]:
    """Who was seen at 10.20.0.31 by a table of the network."""
    about = tuple(Mark(kind, value) for kind, value in (*marks, (MarkKind.ADDRESS, "10.20.0.31")))
    with writing(NOW + days * DAY) as moment:
        (recorded,) = record_each(Attempt("", "leases/1", "", moment, claims=(Claim(about, SEEN),)), moment)
    return recorded.subjects


ONE_CARD, OTHER_CARD = (MarkKind.MAC, "00:16:3e:00:00:1f"), (MarkKind.MAC, "00:16:3e:00:00:2f")
NAME = (MarkKind.HOSTNAME, "pc31")


def test_another_card_at_an_address_that_was_given_out_anew_is_another_machine(site: Site) -> None:
    assert met(0, ONE_CARD) != met(1, OTHER_CARD)
    assert met(2, ONE_CARD) == met(3, ONE_CARD)


def test_another_card_under_the_same_name_at_the_same_address_is_the_same_machine(site: Site) -> None:
    assert met(0, ONE_CARD, NAME) == met(1, OTHER_CARD, NAME)


def test_a_machine_that_a_table_names_by_its_address_alone_is_the_one_that_was_there(site: Site) -> None:
    assert met(0, ONE_CARD) == met(1) == met(2, ONE_CARD)
