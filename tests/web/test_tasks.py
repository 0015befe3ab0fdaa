"""やること on the pages: opened from anywhere, found by whose and when, settled by a person."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenken.actions.site import Site
from tenken.actions.tasks import Wanted, open_task, remind
from tenken.dates import local_day
from tenken.facts.model import SubjectId
from tenken.ledger.tasks import Source, State, task
from tenken.web.frame import now
from tests.ledger.steps import seen, stated
from tests.web.pages import get, post


def opened(title: str = "更新を当てる", owner: str = "", days: int = -1, about: str = "") -> int:
    wanted = Wanted(title, owner=owner, due=local_day(now()) + timedelta(days=days), about=SubjectId(about))
    return open_task(wanted, Source.OWN, "佐藤", now()).number


def test_the_form_is_filled_in_by_the_address(site: Site, english: Client) -> None:
    seen(site, now=now())
    page = get(english, "/tasks/new", title="当てる", row="2-6", about="machine:ehr-srv01", back="/ledger/")
    assert [page.value(name) for name in ("title", "about", "back")] == ["当てる", "machine:ehr-srv01", "/ledger/"]
    assert "ehr-srv01" in page.one("//option[@value='machine:ehr-srv01']")


def test_a_new_task_leads_back_to_where_it_was_opened(english: Client) -> None:
    page = post(english, "/tasks/new", title="当てる", owner="佐藤", back="/ledger/")
    assert (page.one("//h1"), page.one("//*[@role='status']")) == ("asset ledger", "noted as task 1")


def test_it_leads_to_no_page_of_others(english: Client) -> None:
    assert post(english, "/tasks/new", title="当てる", back="//evil.example/").one("//h1") == "tasks"


def test_what_was_typed_stands_there_when_it_is_refused(english: Client) -> None:
    page = post(english, "/tasks/new", title="当てる", due="いつか", note="夜に")
    assert (page.status, page.value("title"), page.value("note")) == (409, "当てる", "夜に")
    assert "“いつか” is no date" in page.words


def test_full_width_digits_are_a_day(english: Client) -> None:
    post(english, "/tasks/new", title="当てる", due="２０２６年１２月１日")
    found = task(1)
    assert found is not None
    assert str(found.due) == "2026-12-01"


def test_a_list_is_narrowed_by_its_address(site: Site, english: Client) -> None:
    opened("私の", owner="suzuki")
    opened("ほかの", owner="佐藤", days=20)
    assert ("私の" in get(english, "/tasks/?owner=me").words, "ほかの" in get(english, "/tasks/?owner=me").words) == (
        True,
        False,
    )
    assert "1 days late" in get(english, "/tasks/?when=overdue").line("私の")


def test_a_task_is_settled_with_a_word(site: Site, english: Client) -> None:
    number = opened()
    page = post(english, f"/tasks/{number}/settle", state="done", word="夜に当てた", after="1")
    assert "夜に当てた" in page.words
    found = task(number)
    assert found is not None
    assert (found.state, found.by) == (State.DONE, "suzuki")


def test_there_is_no_page_of_a_task_that_there_is_not(english: Client) -> None:
    assert get(english, "/tasks/99/").status == 404


def test_the_menu_and_the_home_page_remind(site: Site, english: Client) -> None:
    opened("忘れたこと")
    remind(now())
    page = get(english, "/")
    assert "忘れたこと" in page.words
    assert page.one("//nav//a[@href='/tasks/']") == "tasks 1 reminders"


def test_a_reminder_that_was_seen_is_gone(site: Site, english: Client) -> None:
    number = opened("忘れたこと")
    remind(now())
    assert "忘れたこと" not in post(english, "/tasks/seen", task=str(number), back="/").one("//main").split("lately")[0]


def test_the_calendar_is_a_file(site: Site, english: Client) -> None:
    opened()
    came = get(english, "/tasks/calendar.ics")
    assert came.headers["Content-Type"].startswith("text/calendar")
    assert 'filename="tenken.ics"' in came.headers["Content-Disposition"]


def test_the_printed_list_has_a_sheet_for_each_person(site: Site, english: Client) -> None:
    opened(owner="佐藤")
    opened(owner="鈴木")
    opened(owner="")
    assert get(english, "/tasks/print/").all("//main//h2") == ["佐藤", "鈴木", "nobody yet"]


def test_a_duty_is_made_a_task_with_one_button(site: Site, english: Client) -> None:
    page = post(english, "/tasks/duty", duty="log-review")
    assert ("every month" in page.words, "look through the access logs" in get(english, "/tasks/").words) == (
        True,
        False,
    )


def test_a_duty_says_the_interval_that_the_facility_set(site: Site, english: Client) -> None:
    stated(site, "policy-setting", field="access-log.every", value="92", reason="院内の規程")
    assert "every 92 days" in get(english, "/tasks/").line("look through the access logs")
    assert "every 92 days" in post(english, "/tasks/duty", duty="log-review").words


def test_a_task_leads_to_whom_it_is_about(site: Site, english: Client) -> None:
    opened(about="vendor:北斗システム")
    assert get(english, "/tasks/").all("//tbody//span[@class='sub']/a/@href")[0].startswith("/vendors/")


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        get(client, "/tasks/")
    return len(asked)


def test_a_longer_list_asks_the_ledger_no_more(site: Site, english: Client) -> None:
    queries(english)
    opened(about="vendor:北斗システム")
    first = queries(english)
    for number in range(20):
        opened(f"更新 {number}", about="vendor:北斗システム")
    assert (queries(english), first <= 12) == (first, True)
