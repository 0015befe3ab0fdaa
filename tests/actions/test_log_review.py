"""Decisions are kept, speak for later flags as long as they say, and can be taken back; the month is signed."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography.exceptions import InvalidSignature

from tenken.actions.log_clock import clock_told, in_one_line
from tenken.actions.log_decide import DecisionError, Judged, decide, take_back
from tenken.actions.log_evidence import evidence_of
from tenken.actions.log_paper import SignError
from tenken.actions.log_review import note_run, reviewed, runs_of
from tenken.actions.log_sign import recount_after_look, sign, signed_months
from tenken.actions.logs import import_log
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.facts.logs import LogReview
from tenken.facts.model import FACILITY
from tenken.ledger import logbook
from tenken.ledger.log_decisions import Verdict
from tenken.ledger.recall import case_at, facts_about
from tenken.ledger.tasks import open_from
from tenken.logs.columns import read_columns
from tenken.logs.evidence.clock import SYNCHRONISED
from tenken.logs.evidence.store import Store
from tenken.logs.review.keep import keep_run
from tenken.logs.review.model import Counted, Flag, Month, Ran, Run
from tenken.logs.sources import LogSource
from tenken.pack.log_review import holds
from tenken.rules.model import Standing
from tenken.text import in_words
from tenken.verdicts.examine import examine
from tests.build import rule
from tests.logs.evidence.stores import Watched, sealed
from tests.logs.exports import HEADINGS, MAP

OCTOBER, NOVEMBER = Month.read("2026-10"), Month.read("2026-11")
NOW = datetime(2026, 12, 4, 3, tzinfo=UTC)
LINES = (
    "2026/10/07,10:00,kato,P00009,会計,成功",
    "2026/11/04,09:00,sato,P00042,カルテ参照,成功",
    "2026/11/05,09:00,gone,,ログイン,成功",
    "2026/11/06,09:00,suzuki,P00042,カルテ参照,成功",
    "2026/11/09,10:00,kato,P00009,会計,成功",
)


@pytest.fixture
def house(site: Site, tmp_path: Path) -> Site:
    file = tmp_path / "ehr.csv"
    file.write_text("".join(f"{line}\n" for line in (HEADINGS, *LINES)), encoding="utf-8")
    source = LogSource("電子カルテ", "csv", columns=read_columns(MAP).fitted(HEADINGS.encode()))
    import_log(site, source, file, NOW)
    _run(site, NOVEMBER)
    return site


def _run(site: Site, month: Month, now: datetime = NOW) -> None:
    """As the rules give it of these events; what they find is tried where they are."""
    pair = Ran(rule="no-explanation", version=1, kind="ranked", title="nothing explains the access", hits=1, shown=1,
               why="{user} opened patient {patient}")  # fmt: skip
    left = Ran(rule="left-user", version=1, kind="bad", title="account of somebody who left", hits=1, shown=1,
               why="{user} was used {n} times after its holder had left")  # fmt: skip
    at = f"{month}-09T01:00:00+00:00"
    flags = [Flag(key=f"pair {month}", rule=pair.rule, user="kato", patient="P00009", at=at, until=at, n=1,
                  segment=0, index=5)]  # fmt: skip
    if month == NOVEMBER:
        flags.append(Flag(key="left", rule=left.rule, user="gone", at=at, until=at, n=1, segment=0, index=3))
    counted = Counted(
        events=4, unparsed=0, logins=1, told=4, users=3, patients=2, accesses=3, explained={"department": 2}
    )
    run = Run(month=str(month), at=now.isoformat(), segments=1, root="00", rules=(pair, left), flags=tuple(flags),
              counted=counted, sources={"電子カルテ": 4}, lists={})  # fmt: skip
    keep_run(runs_of(site), run)


def _open(site: Site, month: Month = NOVEMBER) -> dict[str, str]:
    known = reviewed(site, month)
    return {one.flag.rule: one.flag.key for one in known.open} if known else {}


def _decide(site: Site, rule: str, verdict: Verdict, reason: str = "会計の締め", days: int = 0) -> None:
    until = local_day(NOW) + timedelta(days=days) if days else None
    decide(site, NOVEMBER, [_open(site)[rule]], Judged(verdict, reason, until), "佐藤", NOW)


def test_a_decision_is_kept_and_outlives_a_new_run(house: Site) -> None:
    assert set(_open(house)) == {"left-user", "no-explanation"}
    _decide(house, "no-explanation", Verdict.FINE)
    _run(house, NOVEMBER)
    assert set(_open(house)) == {"left-user"}


def test_a_reason_that_lasts_explains_the_same_user_and_patient_elsewhere_until_it_is_taken_back(house: Site) -> None:
    _run(house, OCTOBER)
    assert set(_open(house, OCTOBER)) == {"no-explanation"}
    _decide(house, "no-explanation", Verdict.FINE, days=90)
    known = reviewed(house, OCTOBER)
    assert known
    (one,) = known.looked
    assert one.decided
    assert (one.earlier, one.decided.reason, one.is_open) == (True, "会計の締め", False)
    take_back(house, one.decided.number, "佐藤", NOW)
    assert (set(_open(house, OCTOBER)), set(_open(house))) == ({"no-explanation"}, {"left-user", "no-explanation"})


def test_what_is_followed_up_is_a_task_that_names_no_patient(house: Site) -> None:
    _decide(house, "no-explanation", Verdict.FOLLOW, "本人に聞く")
    (task,) = open_from(["log-review:2026-11"]).values()
    assert ("P00009" in task.title, task.note, task.lineage) == (False, "本人に聞く", "access-log")


@pytest.mark.parametrize(
    "judged",
    [
        Judged(Verdict.FINE, " "),
        Judged(Verdict.FOLLOW, "x", local_day(NOW)),
        Judged(Verdict.FINE, "x", local_day(NOW) + timedelta(days=400)),
        Judged(Verdict.TAKEN_BACK, "x"),
    ],
)
def test_a_decision_without_a_reason_or_without_an_end_is_refused(house: Site, judged: Judged) -> None:
    with pytest.raises(DecisionError):
        decide(house, NOVEMBER, list(_open(house).values()), judged, "佐藤", NOW)
    assert len(_open(house)) == 2


def test_what_is_undecided_is_not_signed_or_named_as_open(house: Site) -> None:
    with pytest.raises(SignError):
        sign(house, NOVEMBER, "佐藤 花", "異常なし", NOW)
    signed = sign(house, NOVEMBER, "佐藤 花", "2件は調査中", NOW, leave_open=True)
    review = json.loads(house.archive.fetch(signed.sealed))["review"]
    assert (signed.open, [flag["open"] for flag in review["flags"]]) == (2, [True, True])


def test_a_month_that_was_not_over_when_it_was_looked_through_is_not_signed(house: Site) -> None:
    _run(house, NOVEMBER, datetime(2026, 11, 20, tzinfo=UTC))
    with pytest.raises(SignError):
        sign(house, NOVEMBER, "佐藤 花", "異常なし", NOW, leave_open=True)


def test_the_signed_review_is_the_evidence_of_the_row_and_proves_itself(house: Site) -> None:
    _decide(house, "left-user", Verdict.MISUSE, "退職後に使用")
    _decide(house, "no-explanation", Verdict.FINE)
    signed = sign(house, NOVEMBER, "佐藤 花", "退職者のアカウントを停止した", NOW)
    (fact,) = [fact for fact in facts_about(FACILITY, NOW) if isinstance(fact.says, LogReview)]
    assert fact.says.file
    assert (fact.says.by, str(fact.says.period_to), fact.says.file.sha256) == ("佐藤 花", "2026-11-30", signed.pdf)
    assert fact.says.records_access_time
    assert house.archive.fetch(signed.pdf).startswith(b"%PDF-")
    sealed = house.archive.fetch(signed.sealed)
    assert holds(sealed)
    with pytest.raises(InvalidSignature):
        holds(sealed.replace("停止した".encode(), "停止せず".encode()))
    assert signed_months()["2026-11"] == signed


def test_the_paper_says_of_the_clock_what_the_checkpoints_of_the_month_know(house: Site) -> None:
    watched = Watched(NOVEMBER.since)
    watched.state = SYNCHRONISED
    sealed(Store(evidence_of(house), watched, watched.clock), watched, [b"x"])
    signed = sign(house, NOVEMBER, "佐藤 花", "異常なし", NOW, leave_open=True)
    state = dict(json.loads(house.archive.fetch(signed.sealed))["review"]["state"])
    line = in_words(in_one_line(clock_told(house, NOVEMBER.since, NOVEMBER.until)), "ja")
    assert (state["ログを受け取る機器の、この月の時計"], "時刻合わせあり 1" in line) == (line, True)


def _standing(now: datetime = NOW) -> tuple[Standing, str]:
    """What the row's rule says of the facility, out of the ledger."""
    about = rule("access-log.the-logs-are-reviewed")
    found = examine(about, about.policy, FACILITY, case_at(now))
    return (found.standing, in_words(found.because, "ja")) if found else (Standing.OUT_OF_SCOPE, "")


def test_a_month_signed_while_what_is_known_to_be_bad_is_undecided_cannot_be_told_until_it_is_signed_again(
    house: Site,
) -> None:
    sign(house, NOVEMBER, "佐藤 花", "調査中", NOW, leave_open=True)
    standing, because = _standing()
    assert (standing, "2026-11" in because, "1 件" in because, "「定期確認」で判断" in because) == (
        Standing.UNKNOWN, True, True, True,
    )  # fmt: skip
    _decide(house, "left-user", Verdict.MISUSE, "退職後に使用")
    assert _standing()[0] is Standing.UNKNOWN
    sign(house, NOVEMBER, "佐藤 花", "停止した", NOW + timedelta(minutes=1), leave_open=True)
    assert _standing(NOW + timedelta(minutes=2))[0] is Standing.MET


def test_what_is_known_to_be_bad_and_was_not_listed_is_undecided_whatever_was_decided(house: Site) -> None:
    """The rule found three, of which the run lists one."""
    for name in ("left-user", "no-explanation"):
        _decide(house, name, Verdict.FINE)
    known = reviewed(house, NOVEMBER)
    assert known
    rules = tuple(msgspec.structs.replace(ran, hits=3) if ran.kind == "bad" else ran for ran in known.run.rules)
    keep_run(runs_of(house), msgspec.structs.replace(known.run, rules=rules))
    with pytest.raises(SignError, match="2 flags are undecided"):
        sign(house, NOVEMBER, "佐藤 花", "異常なし", NOW)
    signed = sign(house, NOVEMBER, "佐藤 花", "名簿を直す", NOW, leave_open=True)
    standing, because = _standing()
    assert (signed.open, standing, "2 件" in because) == (2, Standing.UNKNOWN, True)
    review = json.loads(house.archive.fetch(signed.sealed))["review"]
    assert {told["rule"]: told["open"] for told in review["rules"]} == {"no-explanation": 0, "left-user": 2}


def test_a_decision_that_is_taken_back_after_the_signature_leaves_the_month_untold_again(house: Site) -> None:
    for name in ("left-user", "no-explanation"):
        _decide(house, name, Verdict.FINE)
    sign(house, NOVEMBER, "佐藤 花", "異常なし", NOW)
    known = reviewed(house, NOVEMBER)
    assert known
    ranked, bad = (one.decided.number for one in known.looked if one.decided)
    take_back(house, ranked, "佐藤", NOW + timedelta(minutes=1))
    assert _standing(NOW + timedelta(minutes=2))[0] is Standing.MET
    take_back(house, bad, "佐藤", NOW + timedelta(minutes=3))
    assert _standing(NOW + timedelta(minutes=4))[0] is Standing.UNKNOWN


def test_a_later_look_that_finds_more_in_the_signed_month_leaves_it_untold_again(house: Site) -> None:
    known = reviewed(house, NOVEMBER)
    assert known
    keep_run(runs_of(house), msgspec.structs.replace(known.run, flags=known.run.flags[:1]))
    _decide(house, "no-explanation", Verdict.FINE)
    sign(house, NOVEMBER, "佐藤 花", "異常なし", NOW)
    note_run(NOVEMBER, "鈴木", NOW)
    recount_after_look(house, NOW + timedelta(minutes=1))
    assert _standing(NOW + timedelta(minutes=2))[0] is Standing.MET
    _run(house, NOVEMBER, NOW + timedelta(minutes=3))
    recount_after_look(house, NOW + timedelta(minutes=4))
    assert _standing(NOW + timedelta(minutes=5))[0] is Standing.UNKNOWN
    assert logbook.lately()[0].by == "鈴木"


def test_neither_the_ledger_nor_the_paper_knows_a_patients_number(house: Site) -> None:
    _decide(house, "no-explanation", Verdict.FINE)
    signed = sign(house, NOVEMBER, "佐藤 花", "調査中", NOW, leave_open=True)
    assert b"P00009" not in house.archive.fetch(signed.sealed)
