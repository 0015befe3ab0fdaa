"""import windows: an answer is as old as it is, and verdicts rest on what it shows and on nothing that it lacks."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tenken.actions.assess import assess_form
from tenken.actions.carry import import_bundle, make_bundle
from tenken.actions.import_feed import Brought, import_feed
from tenken.actions.import_sightings import Taken, import_sightings
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.model import Unreadable
from tenken.facts.model import FACILITY
from tenken.facts.windows import WindowsBuild
from tenken.ledger.models import ObservationRow
from tenken.ledger.recall import case_at
from tenken.pack.bundle import Answer
from tenken.rules.model import Finding, Standing
from tests.build import NOW
from tests.collectors.windows.answers import PC, RECEPTION, SERVER, changed, whole
from tests.feeds.test_msrc import MONTH

MADE = datetime(2025, 11, 19, 23, 52, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def taken(site: Site, raw: bytes, later: timedelta = timedelta(0)) -> Taken:
    return import_sightings(site, COLLECTORS["windows"], raw, NOW + later)


def at(raw: bytes, moment: str) -> bytes:
    return whole(raw, collected_at=moment)


def finding(site: Site, rule: str, later: timedelta = timedelta(0)) -> Finding:
    """What this rule says of the only machine there is, in whichever row."""
    verdicts = assess_form(site, "r7", "hospital", NOW + later).verdicts
    return next(one for v in verdicts for one in v.findings if one.rule == rule and one.about != FACILITY)


def test_a_machine_was_seen_when_the_script_ran_and_not_when_its_file_came(site: Site) -> None:
    taken(site, PC, 20 * DAY)
    assert {row.seen_at for row in ObservationRow.objects.all()} == {MADE}


def test_a_clock_that_is_ahead_of_ours_counts_as_now(site: Site) -> None:
    taken(site, at(PC, "2030-01-01T00:00:00Z"))
    assert {row.seen_at for row in ObservationRow.objects.all()} == {NOW}


def test_an_old_answer_does_not_take_the_place_of_a_newer_one(site: Site) -> None:
    taken(site, PC)
    with pytest.raises(Unreadable, match="is of 2025-11-02; the ledger has one of 2025-11-20 of the same machine"):
        taken(site, at(changed(PC, system={"UBR": 1}), "2025-11-01T23:00:00Z"))
    assert [fact.says.ubr for fact in case_at(NOW).everybody(WindowsBuild)] == [6199]


def test_the_same_answer_again_changes_nothing(site: Site) -> None:
    taken(site, PC)
    again = taken(site, PC, DAY)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)


@pytest.mark.parametrize(("ubr", "standing"), [(6199, Standing.MET), (6100, Standing.NOT_MET)])
def test_its_build_is_judged_by_microsofts_list(site: Site, ubr: int, standing: Standing) -> None:
    later = 25 * DAY
    import_feed(site, Brought(MONTH), NOW + later)
    taken(site, at(changed(PC, system={"UBR": ubr}), "2025-12-14T22:00:00Z"), later)
    assert finding(site, "patch.no-newer-build-is-overdue", later).standing is standing


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("account-cleanup.no-unused-account-can-log-in", "as administrator"),
        ("password-rule.passwords-follow-the-rule", "as administrator"),
    ],
)
def test_what_a_plain_user_could_not_see_cannot_be_told(site: Site, rule: str, why: str) -> None:
    taken(site, RECEPTION)
    found = finding(site, rule)
    assert (found.standing, why in str(found.because)) == (Standing.UNKNOWN, True)


@pytest.mark.parametrize(
    ("raw", "rule", "standing"),
    [
        (PC, "account-cleanup.no-unused-account-can-log-in", Standing.UNKNOWN),
        (SERVER, "account-cleanup.no-unused-account-can-log-in", Standing.MET),
        (SERVER, "password-rule.passwords-follow-the-rule", Standing.MET),
        (PC, "password-rule.passwords-follow-the-rule", Standing.UNKNOWN),
        (changed(PC, password_policy={"MinimumPasswordLength": 7}), "password-rule.passwords-follow-the-rule",
         Standing.NOT_MET),
        (changed(PC, password_policy={"MinimumPasswordLength": 14}), "password-rule.passwords-follow-the-rule",
         Standing.UNKNOWN),
        (SERVER, "removable-media.usb-storage-is-restricted", Standing.MET),
        (RECEPTION, "removable-media.usb-storage-is-restricted", Standing.NOT_MET),
        (PC, "removable-media.usb-storage-is-restricted", Standing.UNKNOWN),
        (SERVER, "access-log.log-ins-are-kept", Standing.UNKNOWN),
        (SERVER, "unneeded-services.every-open-service-is-needed", Standing.UNKNOWN),
        (SERVER, "unneeded-services.no-forbidden-way-leads-into-windows", Standing.MET),
        (RECEPTION, "unneeded-services.no-forbidden-way-leads-into-windows", Standing.NOT_MET),
    ],
)  # fmt: skip
def test_verdicts_on_the_three_machines(site: Site, raw: bytes, rule: str, standing: Standing) -> None:
    taken(site, raw)
    assert finding(site, rule).standing is standing


def test_junk_of_the_maker_makes_no_two_machines_one(site: Site) -> None:
    other = {"name": "EMPFANG-03", "dns_name": "Empfang-03", "machine_guid": "1f2d9a60-41bc-4e7e-8b1f-6a1d3c5e7f91"}
    card = [{"name": "Ethernet", "mac": "70:85:C2:4B:19:E7", "physical": True, "bus": "PCI", "addresses": []}]
    taken(site, RECEPTION)
    taken(site, changed(RECEPTION, identity=other, adapters=card))
    assert {"machine:empfang-02", "machine:empfang-03"} <= set(case_at(NOW).names)


def test_a_folder_of_answers_comes_in_one_bundle_each_with_its_own_time(site: Site) -> None:
    done = import_bundle(site, bundle(site, 2, NOW, PC, SERVER, PC[:-9]), NOW, by="鈴木", medium="USB-3", key="")
    assert (sorted(done.machines), len(done.failures)) == (["machine:ns3f-pc07", "machine:pacs-srv02"], 1)
    assert MADE in {row.seen_at for row in ObservationRow.objects.filter(complete=True)}


def test_answers_that_lie_in_the_folder_still_are_passed_over(site: Site) -> None:
    taken(site, PC)
    before = ObservationRow.objects.count()
    older = at(changed(PC, system={"UBR": 1}), "2025-11-01T23:00:00Z")
    done = import_bundle(site, bundle(site, 1, NOW, older), NOW, by="", medium="", key="")
    assert (done.machines, done.failures, ObservationRow.objects.count()) == ((), (), before + 1)


def test_of_two_answers_of_a_machine_in_one_bundle_the_newer_stands(site: Site) -> None:
    older = at(changed(PC, system={"UBR": 1}), "2025-11-01T23:00:00Z")
    import_bundle(site, bundle(site, 1, NOW, PC, older), NOW, by="", medium="", key="")
    assert [fact.says.ubr for fact in case_at(NOW).everybody(WindowsBuild)] == [6199]


def bundle(site: Site, hours: int, when: datetime, *contents: bytes) -> bytes:
    answers = [Answer("windows", f"{n}.json", when, content) for n, content in enumerate(contents)]
    return make_bundle(site, answers, when, "佐藤")


def ward(number: int) -> bytes:
    """Another PC of the same kind."""
    name = f"WARD-{number:03}"
    guid, uuid = f"{number:08x}-0000-4000-8000-000000000000", f"4c4c4544-0000-4000-8000-{number:012x}"
    own = {"name": name, "dns_name": name, "serial": f"PF{number:06}", "machine_guid": guid, "uuid": uuid}
    mac = f"6C:24:08:00:{number >> 8:02X}:{number & 255:02X}"
    card = [{"name": "LAN", "mac": mac, "physical": True, "bus": "PCI"}]
    return changed(PC, identity=own, adapters=card)


def test_the_answers_of_a_ward_come_in_one_bundle(site: Site) -> None:
    raw = bundle(site, 0, NOW, *(ward(number) for number in range(40)))
    done = import_bundle(site, raw, NOW, by="鈴木", medium="USB-3", key="")
    assert (done.answers, len(done.machines), done.failures) == (40, 40, ())


def test_an_unchanged_machine_adds_no_statement_a_day_later(site: Site) -> None:
    taken(site, PC)
    moved = json.loads(at(PC, "2025-11-20T23:52:10Z"))
    for row in moved["sections"]["services"]["data"]:
        row["name"] = row["name"].replace("_5f3a1", "_77b02")
    again = taken(site, json.dumps(moved).encode(), DAY)
    assert (again.changed, again.unchanged) == (0, 1)
