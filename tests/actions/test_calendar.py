"""Tasks for calendars, as RFC 5545 wants them."""

from dataclasses import replace

from tenken.actions.calendar import calendar
from tenken.actions.site import Site
from tenken.facts.model import SubjectId
from tenken.ledger.tasks import Source, State, Task
from tests.build import NOW, in_days

TASK = Task(7, 2, NOW, "佐藤", "更新; 再起動, 確認", "一行目\n二行目", SubjectId(""), "patch", "佐藤", in_days(11),
            State.OPEN, "", Source.OWN, 0, "")  # fmt: skip


def unfolded(site: Site, *tasks: Task) -> list[str]:
    return calendar(site, tasks).decode().replace("\r\n ", "").split("\r\n")


def test_a_task_is_a_whole_day(site: Site) -> None:
    lines = unfolded(site, TASK)
    assert ("DTSTART;VALUE=DATE:20251201" in lines, "DTEND;VALUE=DATE:20251202" in lines) == (True, True)


def test_signs_of_the_format_are_escaped(site: Site) -> None:
    lines = unfolded(site, TASK)
    assert "SUMMARY:更新\\; 再起動\\, 確認（佐藤）" in lines
    assert "DESCRIPTION:一行目\\n二行目" in lines


def test_no_line_is_longer_than_75_octets_and_none_cuts_a_character(site: Site) -> None:
    long = replace(TASK, title="長" * 150)
    lines = calendar(site, [long]).split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert "長" * 150 in "".join(line.decode() for line in lines).replace(" ", "")


def test_a_task_without_a_day_is_left_out(site: Site) -> None:
    assert "BEGIN:VEVENT" not in unfolded(site, replace(TASK, due=None))


def test_a_changed_task_keeps_its_name_and_counts_up(site: Site) -> None:
    first, second = (
        [line for line in unfolded(site, task) if line.startswith(("UID", "SEQUENCE"))]
        for task in (replace(TASK, version=1), TASK)
    )
    assert (first[0] == second[0], first[1], second[1]) == (True, "SEQUENCE:0", "SEQUENCE:1")
