"""判定の推移: a row shows how its verdict went, in a sentence, a picture and a table, and what changed since a day."""

from datetime import date, timedelta

from django.test import Client

from tenken.actions.past import remember_day
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.ledger.days import Day
from tenken.rules.model import Standing
from tenken.web.frame import now
from tenken.web.history import MOST, history
from tests.build import NOW, days_ago
from tests.ledger.steps import bcp
from tests.web.pages import get

ROW = "/checklist/r7/hospital/3-3/"
DAY = timedelta(days=1)


def day(ago: int, met: int = 1, standing: Standing = Standing.MET) -> Day:
    return Day("3-3", days_ago(ago), NOW, standing, met, 2)


def mended(site: Site) -> date:
    """It could not be told ten days ago, and is met since yesterday. The first of these days."""
    bcp(site, now() - DAY)
    first = local_day(now()) - 10 * DAY
    remember_day(site, "r7", "hospital", first)
    return first


def test_a_sentence_says_since_when_it_is_so_and_what_it_was_first() -> None:
    course = history([day(9, 0, Standing.NOT_MET), day(5, 2), day(1, 2)], ())
    assert course is not None
    assert str(course.sentence) == "“met” since 2025-11-15. Met on 2025-11-11: 0 of 2; now: 2 of 2."


def test_only_days_on_which_something_changed_are_points_and_the_last() -> None:
    course = history([day(9), day(8), day(7, 2), day(6, 2), day(5, 2)], ())
    assert course is not None
    assert [point.day.day for point in course.points] == [days_ago(9), days_ago(7), days_ago(5)]


def test_of_very_many_changes_the_newest_are_listed() -> None:
    course = history([day(ago, ago % 2) for ago in range(200, 0, -1)], ())
    assert course is not None
    assert (len(course.points), len(course.listed), course.listed[0].day.day) == (200, MOST, days_ago(1))


def test_one_day_alone_is_no_course() -> None:
    assert history([day(1)], ()) is None


def test_the_page_of_a_row_tells_it_and_every_day_can_be_looked_back_to(site: Site, english: Client) -> None:
    first = mended(site)
    page = get(english, ROW)
    assert "0 of 1; now: 1 of 1." in page.one("//section[@aria-labelledby='h-history']")
    assert f"?as_of={first.isoformat()}" in page.all("//a/@href")


def test_what_changed_since_a_day_is_listed_with_then_and_now(site: Site, english: Client) -> None:
    first = mended(site)
    page = get(english, ROW, since=first.isoformat())
    assert "whole facility then cannot tell now met" in page.one("//section[@aria-labelledby='h-since']//tbody/tr")


def test_the_home_page_names_the_rows_that_changed(site: Site, english: Client) -> None:
    mended(site)
    assert "got better 3-③ business continuity plan" in get(english, "/").one("//section[@aria-labelledby='h-changed']")


def test_a_day_to_compare_with_that_there_is_not_is_refused(english: Client) -> None:
    assert get(english, ROW, since="yesterday").status == 400
