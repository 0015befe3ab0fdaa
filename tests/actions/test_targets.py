"""観測する相手: added, set, asked now and removed by persons; no secret and no path comes from a page."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tenken.actions.collect import collect
from tenken.actions.due import do_due
from tenken.actions.site import Site
from tenken.actions.targets import TargetError, Wanted, add_target, ask_now, key_files, remove_target, set_target
from tenken.collectors.model import Target
from tenken.ledger.models import LogbookEntry, ObservationRow, TargetRow
from tenken.ledger.targets import watched
from tests.build import NOW
from tests.ledger.steps import LINUX

SILENT = Wanted("linux", "127.0.0.1", "nobody", "1")
HOUR = timedelta(hours=1)


def added(site: Site, wanted: Wanted = SILENT) -> TargetRow:
    add_target(site, wanted, "高橋", NOW)
    return TargetRow.objects.get()


def secret(site: Site, name: str = "ward.key") -> str:
    folder = site.config.data / "secrets"
    folder.mkdir()
    (folder / name).write_text("x")
    return name


def test_what_is_added_is_looked_at_at_once_in_the_name_of_who_added_it(site: Site) -> None:
    added(site)
    do_due(site, NOW)
    assert list(ObservationRow.objects.values_list("target", "by")) == [("nobody@127.0.0.1:1", "高橋")]


def test_full_width_digits_are_understood(site: Site) -> None:
    row = added(site, replace(SILENT, address="１２７．０．０．１", port="２２２２"))
    assert (row.address, row.port) == ("127.0.0.1", 2222)


def test_without_an_address_it_is_the_machine_of_tenken_itself(site: Site) -> None:
    assert added(site, Wanted("linux")).name == "this machine"


@pytest.mark.parametrize(
    "wrong",
    [
        Wanted("linux", "10.0.0.1"),
        Wanted("linux", "10.0.0.1 -o x", "u"),
        Wanted("linux", "10.0.0.1", "u", "0"),
        Wanted("linux", "10.0.0.1", "u", "99999999999"),
        Wanted("linux", "10.0.0.1", "u", "", "/etc/passwd"),
        Wanted("linux", "10.0.0.1", "u", "", "../keys/django.key"),
        Wanted("windows", "server", "u"),
        Wanted("windows", "10.0.0.1", "u"),
        Wanted("snmp", "printer"),
        Wanted("dicom", "10.0.0.1", "漢字"),
        Wanted("person", "10.0.0.1", "u"),
        Wanted("nothing", "10.0.0.1", "u"),
    ],
)
def test_what_is_no_target_is_refused_and_not_kept(site: Site, wrong: Wanted) -> None:
    with pytest.raises(TargetError):
        add_target(site, wrong, "高橋", NOW)
    assert not TargetRow.objects.exists()


def test_the_same_target_is_not_added_twice(site: Site) -> None:
    added(site)
    with pytest.raises(TargetError, match="is looked at already"):
        add_target(site, SILENT, "高橋", NOW)


def test_only_files_of_the_folder_of_secrets_can_be_chosen(site: Site) -> None:
    name = secret(site)
    row = added(site, Wanted("snmp", "10.0.0.1", key=name))
    assert (key_files(site), row.key_file.endswith(name)) == ((name,), True)


def test_a_target_is_looked_at_as_often_as_was_said(site: Site) -> None:
    collect(site, LINUX, Target("127.0.0.1", "nobody", port=1), NOW)
    number = TargetRow.objects.get().pk
    set_target(site, number, HOUR, paused=False, key="", host_key="", by="高橋", now=NOW)
    do_due(site, NOW + timedelta(minutes=59))
    before = ObservationRow.objects.count()
    do_due(site, NOW + HOUR)
    assert (before, ObservationRow.objects.count()) == (1, 2)


def test_a_paused_target_is_left_alone_until_a_person_asks(site: Site) -> None:
    collect(site, LINUX, Target("127.0.0.1", "nobody", port=1), NOW)
    number = TargetRow.objects.get().pk
    set_target(site, number, HOUR, paused=True, key="", host_key="", by="高橋", now=NOW)
    do_due(site, NOW + timedelta(days=9))
    before = ObservationRow.objects.count()
    ask_now(number, "佐藤", NOW)
    do_due(site, NOW)
    assert (before, ObservationRow.objects.count(), watched(["linux"])[0].asked_at) == (1, 2, None)


def test_another_interval_than_those_offered_is_refused(site: Site) -> None:
    with pytest.raises(TargetError):
        set_target(site, added(site).pk, timedelta(0), paused=False, key="", host_key="", by="高橋", now=NOW)


def test_a_removed_target_is_looked_at_no_more_and_what_it_said_stays(site: Site) -> None:
    collect(site, LINUX, Target("127.0.0.1", "nobody", port=1), NOW)
    remove_target(TargetRow.objects.get().pk, "高橋", NOW)
    do_due(site, NOW + timedelta(days=9))
    assert (TargetRow.objects.count(), ObservationRow.objects.count()) == (0, 1)


@pytest.mark.parametrize("deed", [ask_now, remove_target])
def test_a_target_that_is_not_there_is_told(site: Site, deed: object) -> None:
    with pytest.raises(TargetError, match="no such target"):
        deed(99, "高橋", NOW)  # type: ignore[operator]


def test_who_did_what_stands_in_the_logbook(site: Site) -> None:
    number = added(site).pk
    ask_now(number, "佐藤", NOW)
    remove_target(number, "高橋", NOW)
    assert list(LogbookEntry.objects.order_by("pk").values_list("verb", "by")) == [
        ("add target", "高橋"), ("ask target", "佐藤"), ("remove target", "高橋")]  # fmt: skip
