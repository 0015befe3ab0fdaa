"""A rule is put only when all it needs was seen lately; else the engine says what was not seen, and why."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tenken.facts.documents import Confirmation, DocumentType, OutOfScope, Waiver
from tenken.facts.machines import LedgerEntry
from tenken.facts.media import RemovableMedia
from tenken.facts.model import FACILITY, Fact, MachineClass, Observation, ObservationId, SubjectId, SubjectKind
from tenken.facts.vendors import VendorAnswer
from tenken.rules.model import Exhibits, Finding, Measured, Need, Of, Policy, Rule, Standing, may, met, need
from tenken.text import Message
from tenken.verdicts.examine import examine
from tests.build import NOW, OTHER_SERVER, SERVER, VENDOR, case, days_ago, declared, document, entry, fact, finding

USB = "removable-media.usb-storage-is-restricted"
BCP = "bcp.the-plan-is-in-effect"
WEEK = timedelta(days=7)


def usb(*, restricted: bool = True, seen: timedelta = timedelta(0), about: SubjectId = SERVER) -> Fact[RemovableMedia]:
    return fact(RemovableMedia(restricted, "usbguard"), about, seen)


def attempt(failure: str, at: datetime = NOW) -> Observation:
    return Observation(ObservationId(1), "linux", "10.0.0.5", at, at, "", complete=False, failure=Message(failure))


def confirmation(topic: str = "removable-media", *, holds: bool = True, **more: Any) -> Confirmation:
    return Confirmation(topic=topic, holds=holds, how="封印シールを目視", **{**declared(), **more})


def judge(*facts: Fact[Any], **more: Any) -> Finding:
    return finding(USB, SERVER, *facts, **more)


def said(found: Finding) -> tuple[Standing, str]:
    return found.standing, str(found.because)


def test_unknown_when_it_was_never_seen() -> None:
    assert said(judge()) == (Standing.UNKNOWN, "removable media control: never seen")


def test_put_while_it_was_seen_seven_days_ago() -> None:
    assert judge(usb(seen=WEEK)).standing is Standing.MET


def test_unknown_one_second_later_and_it_says_when_it_was_last_seen() -> None:
    found = judge(usb(seen=WEEK + timedelta(seconds=1)))
    assert said(found) == (Standing.UNKNOWN, "removable media control: last seen on 2025-11-13")


def test_what_was_seen_too_long_ago_is_cited() -> None:
    old = usb(seen=timedelta(days=30))
    assert judge(old).cites == (old,)


def test_how_long_it_is_relied_on_is_the_facilitys_own_rule() -> None:
    assert judge(usb(seen=timedelta(days=20)), policy=Measured(fresh_for=timedelta(days=28))).standing is Standing.MET


def test_unknown_with_the_failure_of_the_last_attempt() -> None:
    found = judge(failures={SERVER: attempt("the account was refused")})
    assert said(found) == (
        Standing.UNKNOWN,
        "removable media control: not seen; on 2025-11-20 the account was refused",
    )


def test_the_day_of_a_failure_is_the_day_in_japan() -> None:
    late = datetime.fromisoformat("2025-11-19T15:00:00+00:00")
    assert "on 2025-11-20 " in str(judge(failures={SERVER: attempt("no answer", late)}).because)


def test_a_failure_is_named_before_the_day_it_was_last_seen() -> None:
    old = usb(seen=timedelta(days=30))
    found = judge(old, failures={SERVER: attempt("no answer")})
    assert ("no answer" in str(found.because), found.cites) == (True, (old,))


def test_a_failure_takes_nothing_from_what_was_seen_lately() -> None:
    assert judge(usb(seen=WEEK), failures={SERVER: attempt("no answer")}).standing is Standing.MET


def test_a_failure_at_another_machine_says_nothing() -> None:
    assert "never seen" in str(judge(failures={OTHER_SERVER: attempt("no answer")}).because)


def test_unknown_with_the_reason_why_the_source_could_not_say_it() -> None:
    reason = Message("the account may not read the driver settings")
    found = judge(withheld={(SERVER, "removable-media"): reason})
    assert said(found) == (
        Standing.UNKNOWN,
        "removable media control: not seen; the account may not read the driver settings",
    )


def test_what_was_withheld_of_another_kind_says_nothing() -> None:
    found = judge(withheld={(SERVER, "patch-level"): Message("no index")})
    assert "never seen" in str(found.because)


def test_unknown_when_a_paper_is_not_on_file_and_it_is_named() -> None:
    assert said(finding(BCP, FACILITY)) == (Standing.UNKNOWN, "business continuity plan: none is on file")


def test_a_paper_holds_on_its_review_date() -> None:
    plan = fact(document(DocumentType.BCP, next_review=days_ago(0)), seen=timedelta(days=300))
    assert finding(BCP, FACILITY, plan).standing is Standing.MET


def test_unknown_from_the_day_after_and_the_day_is_named() -> None:
    plan = fact(document(DocumentType.BCP, next_review=days_ago(1)))
    assert said(finding(BCP, FACILITY, plan)) == (
        Standing.UNKNOWN,
        "business continuity plan: its review was due on 2025-11-19",
    )


def test_a_paper_without_a_review_date_holds_for_a_year() -> None:
    old = fact(document(DocumentType.BCP, confirmed_on=days_ago(366)))
    assert finding(BCP, FACILITY, old).standing is Standing.MET


def test_a_failed_attempt_says_nothing_of_a_paper() -> None:
    found = finding(BCP, FACILITY, failures={FACILITY: attempt("no answer")})
    assert "none is on file" in str(found.because)


def test_a_confirmation_fills_what_was_not_seen() -> None:
    assert said(judge(fact(confirmation(), SERVER))) == (
        Standing.MET,
        "佐藤 confirmed it on 2025-11-10: 封印シールを目視",
    )


def test_a_confirmation_may_say_that_it_is_not_so() -> None:
    found = judge(fact(confirmation(holds=False), SERVER))
    assert (found.standing, "not so" in str(found.because)) == (Standing.NOT_MET, True)


def test_a_confirmation_is_what_the_finding_cites() -> None:
    word = fact(confirmation(), SERVER)
    assert (judge(word).cites, judge(word).rule) == ((word,), USB)


def test_a_confirmation_never_turns_not_met() -> None:
    assert judge(usb(restricted=False), fact(confirmation(), SERVER)).standing is Standing.NOT_MET


def test_a_confirmation_never_turns_met() -> None:
    assert judge(usb(), fact(confirmation(holds=False), SERVER)).standing is Standing.MET


def test_a_confirmation_fills_until_its_last_day() -> None:
    assert judge(fact(confirmation(next_review=days_ago(0)), SERVER)).standing is Standing.MET


def test_a_confirmation_older_than_a_year_fills_nothing() -> None:
    assert judge(fact(confirmation(confirmed_on=days_ago(367)), SERVER)).standing is Standing.UNKNOWN


def test_a_confirmation_of_another_topic_fills_nothing() -> None:
    assert judge(fact(confirmation("patch"), SERVER)).standing is Standing.UNKNOWN


def test_a_confirmation_of_another_machine_fills_nothing() -> None:
    assert judge(fact(confirmation(), OTHER_SERVER)).standing is Standing.UNKNOWN


def test_a_confirmation_of_the_whole_class_fills_each_machine_of_it() -> None:
    word = fact(confirmation(machine_class=MachineClass.SERVER))
    assert judge(word, machines={SERVER: MachineClass.SERVER}).standing is Standing.MET


def test_a_confirmation_of_another_class_fills_nothing() -> None:
    word = fact(confirmation(machine_class=MachineClass.CLIENT_PC))
    assert judge(word, machines={SERVER: MachineClass.SERVER}).standing is Standing.UNKNOWN


def test_the_machines_own_confirmation_comes_before_that_of_its_class() -> None:
    own, class_wide = confirmation(holds=False), confirmation(machine_class=MachineClass.SERVER)
    assert judge(fact(own, SERVER), fact(class_wide)).standing is Standing.NOT_MET


def test_that_of_its_class_counts_when_its_own_is_out_of_date() -> None:
    own = confirmation(holds=False, confirmed_on=days_ago(367))
    assert judge(fact(own, SERVER), fact(confirmation(machine_class=MachineClass.SERVER))).standing is Standing.MET


def test_a_confirmation_of_the_facility_fills_no_machine() -> None:
    assert judge(fact(confirmation()), machines={SERVER: MachineClass.SERVER}).standing is Standing.UNKNOWN


def test_a_confirmation_of_the_facility_fills_a_row_on_the_facility() -> None:
    assert finding(BCP, FACILITY, fact(confirmation("bcp"))).standing is Standing.MET


def test_out_of_scope_when_a_person_declares_it_and_the_reason_is_named() -> None:
    stated = OutOfScope(topic="removable-media", reason="USB端子がない", **declared())
    assert said(judge(fact(stated, SERVER))) == (
        Standing.OUT_OF_SCOPE,
        "declared out of scope by 佐藤: USB端子がない",
    )


def test_out_of_scope_stands_before_whatever_was_seen() -> None:
    stated = OutOfScope(topic="removable-media", reason="USB端子がない", **declared())
    assert judge(usb(restricted=False), fact(stated, SERVER)).standing is Standing.OUT_OF_SCOPE


@pytest.mark.parametrize("more", [{"topic": "patch"}, {"confirmed_on": days_ago(367)}])
def test_a_declaration_out_of_date_or_on_another_topic_changes_nothing(more: dict[str, Any]) -> None:
    stated = OutOfScope(**{"topic": "removable-media", "reason": "USB端子がない", **declared(), **more})
    assert judge(usb(restricted=False), fact(stated, SERVER)).standing is Standing.NOT_MET


def waiver(lineage: str = "removable-media", until: date = days_ago(0)) -> Waiver:
    return Waiver(lineage=lineage, reason="撮影装置の都合", compensating="施錠", until=until, **declared())


def test_a_waiver_stands_beside_not_met_and_changes_nothing() -> None:
    exception = fact(waiver(), SERVER)
    found = judge(usb(restricted=False), exception)
    assert (found.standing, found.waiver) == (Standing.NOT_MET, exception)


def test_a_waiver_stands_beside_unknown_and_changes_nothing() -> None:
    exception = fact(waiver(), SERVER)
    assert (judge(exception).standing, judge(exception).waiver) == (Standing.UNKNOWN, exception)


@pytest.mark.parametrize("gone", [waiver(until=days_ago(1)), waiver("patch")])
def test_a_waiver_that_has_ended_or_is_for_another_lineage_does_not_stand_there(gone: Waiver) -> None:
    assert judge(usb(restricted=False), fact(gone, SERVER)).waiver is None


def shown(*facts: Fact[Any], needs: tuple[Need, ...], about: SubjectId = SERVER, refutes: bool = False) -> Any:
    """The facts that a rule with these needs gets to see; None where it is not put at all."""

    def tell(about: SubjectId, seen: Exhibits, policy: Policy, today: date) -> Finding:
        return met(about, Message("seen"), *(one for wanted in needs for one in seen.every(wanted.kind)))

    sample = Rule("patch.sample", SubjectKind.MACHINE, needs, Policy(), tell, refutes_only=refutes)
    found = examine(sample, sample.policy, about, case(*facts))
    return found.cites if found else None


def test_a_rule_is_shown_facts_of_its_own_subject() -> None:
    mine, other = usb(), usb(about=OTHER_SERVER)
    assert shown(mine, other, needs=(need(RemovableMedia),)) == (mine,)


def test_a_rule_may_ask_for_the_facts_of_everybody() -> None:
    mine, other = usb(), usb(about=OTHER_SERVER)
    assert shown(mine, other, needs=(may(RemovableMedia, Of.EVERYBODY),)) == (mine, other)


def test_a_rule_may_ask_for_the_facts_of_the_facility() -> None:
    words = fact(confirmation())
    assert shown(words, needs=(may(Confirmation, Of.FACILITY),)) == (words,)


def test_a_rule_may_ask_for_every_item_of_a_kind() -> None:
    answers = tuple(fact(VendorAnswer("r7", row, "patch", True, days_ago(5)), VENDOR) for row in ("2-2", "2-3"))
    assert shown(*answers, needs=(may(VendorAnswer),), about=VENDOR) == answers


def test_a_rule_that_asks_for_one_item_is_shown_no_other() -> None:
    answer = fact(VendorAnswer("r7", "2-2", "patch", True, days_ago(5)), VENDOR)
    assert shown(answer, needs=(Need(VendorAnswer, "r7/2-3", required=False),), about=VENDOR) == ()


def test_a_rule_is_not_shown_what_has_gone_stale() -> None:
    line = fact(entry(), SERVER)
    old = usb(seen=timedelta(days=8))
    assert shown(line, old, needs=(need(LedgerEntry), may(RemovableMedia))) == (line,)


def test_a_rule_that_can_but_refute_is_not_put_with_nothing_to_look_at() -> None:
    assert shown(needs=(may(RemovableMedia),), refutes=True) is None


def test_a_rule_that_can_but_refute_is_put_when_there_is_something() -> None:
    seen = usb()
    assert shown(seen, needs=(may(RemovableMedia),), refutes=True) == (seen,)
