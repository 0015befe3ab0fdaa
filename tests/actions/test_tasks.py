"""やること: nothing of a task is lost, a settled one comes again where it should, and reminders come once."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tenken.actions.assess import assess_and_keep
from tenken.actions.mended import FINDING, mended, stands_open
from tenken.actions.site import Site
from tenken.actions.tasks import TaskError, Wanted, change_task, months_later, open_task, remind, see_reminders, settle
from tenken.facts.model import FACILITY
from tenken.ledger import tasks as kept
from tenken.ledger.logbook import lately
from tenken.ledger.reminders import Kind, count_unseen, unseen
from tenken.ledger.tasks import Counts, Filter, Source, State, Task
from tenken.ledger.writing import LedgerError
from tests.build import NOW, TODAY, days_ago, in_days
from tests.ledger.steps import bcp

WANTED = Wanted("VPN装置の更新を当てる", owner="佐藤 花子", due=in_days(10))


def opened(title: str = WANTED.title, due: date | None = WANTED.due, owner: str = WANTED.owner, every: int = 0) -> Task:
    return open_task(Wanted(title, owner=owner, due=due, every=every), Source.OWN, "佐藤 花子", NOW)


def titles(**wanted: object) -> list[str]:
    return [one.title for one in kept.tasks(Filter(**wanted), TODAY).lines]  # type: ignore[arg-type]


def test_a_task_is_found_as_it_was_opened(site: Site) -> None:
    new = opened()
    assert kept.task(new.number) == new


def test_a_task_needs_words(site: Site) -> None:
    with pytest.raises(TaskError, match="what is to be done"):
        opened("　 ")


def test_what_comes_again_needs_a_day(site: Site) -> None:
    with pytest.raises(TaskError, match="needs a day"):
        opened(due=None, every=1)


def test_every_version_stays(site: Site) -> None:
    new = opened()
    change_task(new.number, 1, Wanted("VPN装置を取り替える", owner="鈴木"), "鈴木", NOW)
    assert [(v.title, v.by) for v in kept.history(new.number)] == [
        ("VPN装置の更新を当てる", "佐藤 花子"),
        ("VPN装置を取り替える", "鈴木"),
    ]


def test_a_version_cannot_be_changed_behind_the_programs_back(site: Site) -> None:
    opened()
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE task SET title = 'another'")


def test_saying_the_same_again_makes_no_version(site: Site) -> None:
    new = opened()
    assert change_task(new.number, 1, WANTED, "鈴木", NOW).version == 1


def test_who_looked_at_an_older_version_is_refused(site: Site) -> None:
    new = opened()
    settle(new.number, 1, State.DONE, "", "鈴木", NOW)
    with pytest.raises(LedgerError, match="鈴木 changed this task"):
        settle(new.number, 1, State.DROPPED, "不要", "佐藤 花子", NOW)


def test_dropping_a_task_needs_a_word(site: Site) -> None:
    with pytest.raises(TaskError, match="why it need not be done"):
        settle(opened().number, 1, State.DROPPED, " ", "佐藤 花子", NOW)


def test_a_settled_task_can_be_opened_again(site: Site) -> None:
    new = opened()
    settle(new.number, 1, State.DONE, "当てた", "佐藤 花子", NOW)
    settle(new.number, 2, State.OPEN, "", "佐藤 花子", NOW)
    assert titles() == [new.title]


def test_the_logbook_says_who_settled_what(site: Site) -> None:
    settle(opened().number, 1, State.DONE, "当てた", "佐藤 花子", NOW)
    assert [(done.by, done.verb, done.detail) for done in lately(1)] == [
        ("佐藤 花子", "task done", "VPN装置の更新を当てる 当てた")
    ]


def test_what_comes_again_opens_its_next(site: Site) -> None:
    new = opened("ログを確かめる", due=days_ago(5), every=1)
    again = settle(new.number, 1, State.DONE, "", "佐藤 花子", NOW)
    assert again is not None
    assert (again.title, again.due, again.every) == ("ログを確かめる", months_later(days_ago(5), 1), 1)


def test_a_time_that_was_missed_is_not_asked_for_again(site: Site) -> None:
    new = opened("ログを確かめる", due=days_ago(100), every=1)
    again = settle(new.number, 1, State.DONE, "", "佐藤 花子", NOW)
    assert again is not None
    assert TODAY < (again.due or TODAY) <= months_later(TODAY, 1)


def test_the_last_day_of_a_month_stays_its_last() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)


def test_the_list_is_in_the_order_of_days_and_those_without_come_last(site: Site) -> None:
    for title, due in (("c", None), ("b", in_days(3)), ("a", days_ago(1))):
        opened(title, due)
    assert titles() == ["a", "b", "c"]


def test_the_list_is_narrowed(site: Site) -> None:
    opened("昨日まで", days_ago(1), "佐藤 花子")
    opened("一週間の内", in_days(7), "鈴木")
    opened("そのあと", in_days(8), "鈴木")
    assert [titles(when="overdue"), titles(when="week", owners=("鈴木",)), titles(words="その")] == [
        ["昨日まで"],
        ["一週間の内"],
        ["そのあと"],
    ]
    assert kept.counts(("鈴木",), TODAY) == Counts(open=3, mine=2, overdue=1, week=1)


def test_a_reminder_is_written_once_before_the_day_and_once_after_it(site: Site) -> None:
    opened(due=in_days(7))
    assert [remind(NOW), remind(NOW), remind(NOW + timedelta(days=8)), count_unseen()] == [1, 0, 1, 1]
    assert [one.kind for one in unseen()] == [Kind.OVERDUE]


def test_a_reminder_goes_when_somebody_has_seen_it(site: Site) -> None:
    new = opened(due=in_days(1))
    remind(NOW)
    see_reminders([new.number], "佐藤 花子", NOW)
    assert (count_unseen(), remind(NOW)) == (0, 0)


def test_a_reminder_goes_with_its_task(site: Site) -> None:
    new = opened(due=in_days(1))
    remind(NOW)
    settle(new.number, 1, State.DONE, "", "佐藤 花子", NOW)
    assert count_unseen() == 0


def test_a_task_looks_done_once_its_finding_is_mended(site: Site) -> None:
    edition = site.edition("r7")
    form = edition.form("hospital")
    assess_and_keep(site, "r7", "hospital", NOW)
    assert stands_open(edition, form, "bcp", FACILITY)
    new = open_task(Wanted("BCPを作る", lineage="bcp"), Source.BLOCKER, "佐藤 花子", NOW, FINDING)
    assert mended(edition, form, [new]) == frozenset()
    bcp(site)
    assess_and_keep(site, "r7", "hospital", NOW)
    assert mended(edition, form, [new]) == {new.number}
