"""取り込む: whole or not at all; what was broken off says so, and whether it was written."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tenken.actions.import_spreadsheet import import_spreadsheet
from tenken.actions.preview import columns_of, plan_of
from tenken.actions.site import Site
from tenken.actions.take_in import look_after, take_in
from tenken.actions.waiting import NotWaiting, Room, Waiting
from tenken.collectors.spreadsheet.columns import chosen_profile
from tenken.ledger.inventory import all_machines
from tests.build import NOW

LIST = "管理番号,機器名,設置場所\r\nA-1,受付PC,1階\r\nA-2,会計PC,2階\r\n".encode()


def waiting(site: Site, raw: bytes = LIST, kind: str = "spreadsheet") -> Waiting:
    return Room(site.config.data).take(raw, "sato", "佐藤 花子", "list.csv", kind, NOW)


def under_way(site: Site) -> Waiting:
    """As a process left it that was ended in the middle."""
    room = Room(site.config.data)
    return room.say(replace(room.begin(waiting(site), NOW), step="write"))


def test_a_list_is_taken_in_as_its_plan_said(site: Site) -> None:
    one = waiting(site)
    plan, done = plan_of(site, one, NOW), take_in(site, one, NOW)
    assert done.result is not None
    assert (len(plan.added), len(plan.changed), plan.unchanged) == (
        done.result.added, done.result.changed, done.result.unchanged)  # fmt: skip


def test_a_plan_names_the_doubles_that_the_import_asks_about(site: Site) -> None:
    twice = "管理番号,ホスト名,MACアドレス\r\nB-1,pc-1,00-16-3e-00-00-01\r\n"
    import_spreadsheet(site, twice.encode(), NOW)
    one = waiting(site, twice.replace("B-1", "B-2").encode())
    plan, done = plan_of(site, one, NOW), take_in(site, one, NOW)
    assert done.result is not None
    assert [len(plan.doubtful), done.result.asked] == [1, 1]


def test_what_was_ended_before_its_transaction_wrote_nothing_and_says_so(site: Site) -> None:
    done = look_after(site, under_way(site))
    assert (done.step, str(done.why).partition(";")[0], all_machines()) == (
        "failed", "Tenken was stopped meanwhile", ())  # fmt: skip


def test_what_was_ended_just_after_is_known_to_be_written(site: Site) -> None:
    begun = under_way(site)
    number = import_spreadsheet(site, LIST, NOW).number
    done = look_after(site, begun)
    assert (done.step, done.result and done.result.number) == ("done", number)


def test_after_that_it_can_be_taken_in_again(site: Site) -> None:
    done = take_in(site, look_after(site, under_way(site)), NOW)
    assert (done.step, len(all_machines())) == ("done", 2)


def test_while_it_is_taken_in_nobody_begins_again(site: Site) -> None:
    begun = under_way(site)
    with pytest.raises(NotWaiting, match="being taken in already"):
        take_in(site, begun, NOW)


def test_what_cannot_be_read_is_told_and_nothing_is_written(site: Site) -> None:
    done = take_in(site, waiting(site, b"\x00\x01"), NOW)
    assert (done.step, str(done.why), all_machines()) == (
        "failed", "this is no text file; save the list as .xlsx or as CSV", ())  # fmt: skip


def test_a_file_that_waited_a_day_is_removed(site: Site) -> None:
    one, room = waiting(site), Room(site.config.data)
    room.clean(NOW + timedelta(hours=25))
    with pytest.raises(NotWaiting):
        room.of(one.token, "sato")


def test_the_content_of_other_files_goes_once_it_was_taken_in(site: Site) -> None:
    one = take_in(site, waiting(site), NOW)
    with pytest.raises(NotWaiting, match="was removed"):
        Room(site.config.data).content(one)


@pytest.mark.parametrize("token", ["", "..", "0" * 32, "a/b", "\0"])
def test_a_token_that_is_none_finds_nothing(site: Site, token: str) -> None:
    with pytest.raises(NotWaiting):
        Room(site.config.data).of(token, "sato")


def test_a_choice_of_columns_survives_being_written_down(site: Site) -> None:
    one, room = waiting(site), Room(site.config.data)
    profile = chosen_profile(columns_of(site, one), ("asset_tag", "title", "noted"), "x", "総務の台帳")
    assert room.profile(room.map(one, profile)) == profile
