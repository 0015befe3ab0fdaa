"""The standing of a row is the worst of what was found on the subjects it concerns."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken.facts.accounts import Account, AccountHolder, AdministratorRegister, Administrators, LocalAccounts
from tenken.facts.documents import Confirmation, DocumentType, OutOfScope, PolicySetting, Waiver
from tenken.facts.media import RemovableMedia
from tenken.facts.model import FACILITY, Fact, MachineClass, SubjectId
from tenken.facts.passwords import PasswordMark, PasswordMarks, PasswordSetting
from tenken.facts.patches import MissingUpdate, PatchLevel
from tenken.facts.systems import BackupRecord, SystemInUse
from tenken.rules.model import Finding, Standing
from tenken.standard.load import load
from tenken.standard.model import Row, Scope
from tenken.text import Message
from tenken.verdicts.assess import Verdict, assess, assess_row, assess_subject, policy_for
from tenken.verdicts.case import Case
from tests.build import (
    OTHER_SERVER,
    ROUTER,
    SERVER,
    SYSTEM,
    VENDOR,
    case,
    days_ago,
    declared,
    document,
    entry,
    fact,
    form,
    row,
    rule,
)

R7 = load("r7").form("hospital")
USB = row("removable-media", Scope.SERVER)
BOTH = {SERVER: MachineClass.SERVER, OTHER_SERVER: MachineClass.SERVER}


def judge(asked: Row, seen: Case) -> Verdict:
    return assess_row("r7", form(asked), asked, seen)


def usb(about: SubjectId, *, restricted: bool = True) -> Fact[RemovableMedia]:
    return fact(RemovableMedia(restricted, "usbguard"), about)


def none_here(topic: str) -> Fact[OutOfScope]:
    return fact(OutOfScope(topic=topic, reason="保有なし", **declared()))


def a_finding(standing: Standing, about: SubjectId = SERVER) -> Finding:
    return Finding(about, standing, Message("seen"))


def servers(n: int) -> tuple[SubjectId, ...]:
    return tuple(SubjectId(f"machine:srv{number:02}") for number in range(n))


@pytest.mark.parametrize(
    ("standings", "joint"),
    [
        ((Standing.MET, Standing.MET), Standing.MET),
        ((Standing.MET, Standing.UNKNOWN), Standing.UNKNOWN),
        ((Standing.UNKNOWN, Standing.NOT_MET), Standing.NOT_MET),
        ((Standing.OUT_OF_SCOPE, Standing.MET), Standing.MET),
        ((Standing.OUT_OF_SCOPE,), Standing.OUT_OF_SCOPE),
        ((), Standing.UNKNOWN),
    ],
)
def test_not_met_outweighs_unknown_and_unknown_outweighs_met(standings: tuple[Standing, ...], joint: Standing) -> None:
    assert Verdict(USB, tuple(map(a_finding, standings))).standing is joint


FINDINGS = st.builds(a_finding, st.sampled_from(Standing), st.sampled_from((SERVER, OTHER_SERVER, FACILITY)))


@given(st.lists(FINDINGS, min_size=1, max_size=6), FINDINGS)
def test_a_further_finding_never_betters_a_row(findings: list[Finding], further: Finding) -> None:
    assert Verdict(USB, (*findings, further)).standing >= Verdict(USB, tuple(findings)).standing


@given(FINDINGS)
def test_a_first_finding_that_is_met_or_better_is_all_that_frees_a_row_from_unknown(only: Finding) -> None:
    assert Verdict(USB, (only,)).standing is only.standing


@given(st.lists(FINDINGS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_findings_is_of_no_account(findings: list[Finding], random: Any) -> None:
    shuffled = random.sample(findings, len(findings))
    one, other = Verdict(USB, tuple(findings)), Verdict(USB, tuple(shuffled))
    assert (one.standing, one.met, one.total) == (other.standing, other.met, other.total)


def test_the_row_counts_the_subjects_that_meet_it() -> None:
    seen = case(*map(usb, servers(41)), usb(SERVER, restricted=False))
    verdict = judge(USB, seen)
    assert (verdict.met, verdict.total, verdict.standing) == (41, 42, Standing.NOT_MET)


def test_a_subject_of_two_rules_counts_once_and_by_its_worst() -> None:
    verdict = Verdict(USB, (a_finding(Standing.MET), a_finding(Standing.NOT_MET), a_finding(Standing.MET)))
    assert (verdict.met, verdict.total, verdict.by_subject) == (0, 1, {SERVER: Standing.NOT_MET})


def test_a_subject_out_of_scope_is_not_counted() -> None:
    verdict = Verdict(USB, (a_finding(Standing.MET), a_finding(Standing.OUT_OF_SCOPE, OTHER_SERVER)))
    assert (verdict.met, verdict.total) == (1, 1)


def test_a_row_on_servers_asks_every_server_and_no_router() -> None:
    seen = case(machines={**BOTH, ROUTER: MachineClass.NETWORK})
    assert set(judge(USB, seen).by_subject) == {SERVER, OTHER_SERVER}


def test_a_row_on_everything_asks_each_class() -> None:
    general = row("removable-media", Scope.SERVER, Scope.CLIENT_PC, Scope.NETWORK)
    found = judge(general, case(machines={SERVER: MachineClass.SERVER, ROUTER: MachineClass.NETWORK})).findings
    assert [one.about for one in found] == [SERVER, FACILITY, ROUTER]


def test_a_machine_of_a_class_that_no_row_asks_for_changes_nothing() -> None:
    verdict = judge(USB, case(machines={ROUTER: MachineClass.MEDICAL}))
    assert set(verdict.by_subject) == {FACILITY}


def test_a_machine_that_nobody_classed_is_asked_for_by_every_row_and_is_none_of_its_class() -> None:
    seen = case(usb(ROUTER, restricted=False), machines={ROUTER: MachineClass.UNKNOWN})
    found = {one.about: one.standing for one in judge(USB, seen).findings}
    assert found == {FACILITY: Standing.UNKNOWN, ROUTER: Standing.NOT_MET}


def test_unknown_when_the_ledger_lists_no_machine_of_the_class() -> None:
    (found,) = judge(USB, case()).findings
    assert (found.standing, str(found.because)) == (Standing.UNKNOWN, "the ledger lists no servers")


def test_that_there_is_none_is_said_once_whatever_the_number_of_rules() -> None:
    assert len(judge(row("patch", Scope.SERVER), case()).findings) == 1


def test_out_of_scope_when_a_person_declared_that_there_is_none() -> None:
    stated = none_here("server")
    (found,) = judge(USB, case(stated)).findings
    assert (found.standing, found.cites) == (Standing.OUT_OF_SCOPE, (stated,))


def test_a_declared_none_is_of_no_account_once_there_is_one() -> None:
    verdict = judge(USB, case(none_here("server"), usb(SERVER, restricted=False)))
    assert verdict.by_subject == {SERVER: Standing.NOT_MET}


@pytest.mark.parametrize(
    ("lineage", "topic", "because"),
    [
        ("mds-sds", "vendor", "no vendor contract is registered"),
        ("two-factor", "system", "no medical information system is registered yet"),
    ],
)
def test_no_vendor_and_no_system_are_unknown_until_declared(lineage: str, topic: str, because: str) -> None:
    before, after = judge(row(lineage), case()), judge(row(lineage), case(none_here(topic)))
    assert (str(before.findings[0].because), after.standing) == (because, Standing.OUT_OF_SCOPE)


def test_a_row_on_systems_asks_every_system() -> None:
    seen = case(fact(SystemInUse(purpose="電子カルテ", **declared()), SYSTEM))
    assert set(judge(row("two-factor"), seen).by_subject) == {SYSTEM}


def test_a_row_on_vendors_asks_every_vendor_under_contract() -> None:
    seen = case(fact(RemovableMedia(restricted=True, how=""), VENDOR))
    assert set(judge(row("mds-sds"), seen).by_subject) == {VENDOR}


def test_every_row_gets_a_verdict_in_the_order_of_the_form() -> None:
    assert [verdict.row for verdict in assess("r7", R7, case())] == list(R7.rows)


def test_nothing_is_met_where_nothing_was_seen() -> None:
    assert {verdict.standing for verdict in assess("r7", R7, case())} == {Standing.UNKNOWN}


def test_a_rule_is_not_put_where_the_row_does_not_ask_for_it() -> None:
    seen = case(fact(document(DocumentType.ACCESS_MATRIX)), machines=BOTH)
    assert {one.rule for one in judge(row("access-rights", Scope.SERVER), seen).findings} == {
        "access-rights.the-matrix-is-in-effect"
    }


def test_a_rule_is_put_where_the_row_asks_for_it() -> None:
    asked = row("access-rights", Scope.SERVER, asks={"administrators": True})
    assert len(judge(asked, case(machines=BOTH)).findings) == 3


def setting(field: str, value: str) -> Fact[PolicySetting]:
    return fact(PolicySetting(field=field, value=value, reason="規程", **declared()))


def test_the_facilitys_setting_is_in_force() -> None:
    policy: Any = policy_for(rule("patch.no-update-is-overdue"), row("patch"), case(setting("patch.grace", "14")))
    assert policy.grace == timedelta(days=14)


def test_what_the_row_asks_goes_before_the_facilitys_setting() -> None:
    asked = row("password-rule", asks={"rotation": True})
    seen = case(setting("password-rule.rotation", "no"))
    policy: Any = policy_for(rule("password-rule.passwords-follow-the-rule"), asked, seen)
    assert policy.rotation is True


def test_a_setting_is_only_for_the_rules_that_have_its_field() -> None:
    seen = case(setting("access-log.keep", "30"))
    review = rule("access-log.the-logs-are-reviewed")
    assert policy_for(review, row("access-log"), seen) == review.policy


POOL: tuple[Fact[Any], ...] = (
    usb(SERVER),
    fact(entry(title="EHR-SRV01"), SERVER),
    fact(Administrators(("root",)), SERVER),
    fact(PasswordSetting(8, True, False, (("root", None),)), SERVER),
    fact(PasswordMarks((PasswordMark("root", "a1"),)), SERVER),
    fact(Waiver(lineage="patch", reason="", compensating="", until=days_ago(0), **declared()), SERVER),
)
OTHERS: tuple[Fact[Any], ...] = (
    usb(OTHER_SERVER, restricted=False),
    fact(entry(title="EHR-SRV02", entered=False), OTHER_SERVER),
    fact(Administrators(("maint",)), OTHER_SERVER),
    fact(LocalAccounts((Account("maint", 1001, True, "set"),), True), OTHER_SERVER),
    fact(PasswordMarks((PasswordMark("maint", "a1"),)), OTHER_SERVER),
    fact(PatchLevel("apt", "", days_ago(0), True, (MissingUpdate("a", "1", "2", days_ago(90)),)), OTHER_SERVER),
    fact(Confirmation(topic="patch", holds=False, how="", **declared()), OTHER_SERVER),
    fact(OutOfScope(topic="access-log", reason="", **declared()), OTHER_SERVER),
)
FACILITYS: tuple[Fact[Any], ...] = (
    fact(AdministratorRegister(holders=(AccountHolder("root", "佐藤"),), **declared())),
    fact(document(DocumentType.PASSWORD_RULES)),
    fact(Confirmation(topic="patch", holds=True, how="", machine_class=MachineClass.SERVER, **declared())),
    fact(SystemInUse(purpose="電子カルテ", **declared()), SYSTEM),
    fact(
        BackupRecord(methods=("a", "b"), generations=3, last_success=days_ago(11), detached=True, **declared()), SYSTEM
    ),
)


def of_machine(about: SubjectId, seen: Case) -> list[Finding]:
    return [one for verdict in assess("r7", R7, seen) for one in verdict.findings if one.about == about]


@settings(max_examples=25)
@given(st.sets(st.sampled_from(OTHERS), min_size=1))
def test_facts_about_one_machine_change_no_finding_about_another(others: set[Fact[Any]]) -> None:
    alone, among = case(*POOL, *FACILITYS, machines=BOTH), case(*POOL, *FACILITYS, *others, machines=BOTH)
    assert of_machine(SERVER, among) == of_machine(SERVER, alone)


@settings(max_examples=25)
@given(st.permutations(POOL + OTHERS + FACILITYS))
def test_the_order_of_facts_is_of_no_account(facts: list[Fact[Any]]) -> None:
    told = [(one.about, one.rule, one.standing, str(one.because)) for one in everything(case(*facts))]
    assert told == [
        (one.about, one.rule, one.standing, str(one.because)) for one in everything(case(*POOL, *OTHERS, *FACILITYS))
    ]


def everything(seen: Case) -> list[Finding]:
    return [one for verdict in assess("r7", R7, seen) for one in verdict.findings]


@pytest.mark.parametrize("about", [SERVER, OTHER_SERVER])
def test_what_is_said_of_one_machine_is_what_the_whole_form_says_of_it(about: SubjectId) -> None:
    seen = case(*POOL, *OTHERS, *FACILITYS)
    assert [found for _row, found in assess_subject(R7, about, seen)] == of_machine(about, seen)


@pytest.mark.parametrize("machine_class", [MachineClass.MEDICAL, MachineClass.OTHER])
def test_no_row_has_anything_to_say_of_a_machine_of_another_class(machine_class: MachineClass) -> None:
    assert assess_subject(R7, SERVER, case(machines={SERVER: machine_class})) == ()


def test_no_row_has_anything_to_say_of_a_machine_that_is_not_in_use() -> None:
    assert assess_subject(R7, SERVER, case()) == ()
