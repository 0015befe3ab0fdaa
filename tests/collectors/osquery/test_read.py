"""Answers of osquery say what was asked of their machine, in whichever shape they come; a part never stands for all."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.collectors.model import Unreadable, Withheld
from tenken.collectors.osquery.read import read
from tenken.collectors.osquery.tables import KNOWN
from tenken.facts.accounts import Administrators, LocalAccounts
from tenken.facts.machines import Hardware, InstalledSoftware, NetworkPlace, OperatingSystem
from tenken.facts.model import MachineClass, MarkKind
from tenken.facts.services import ListeningSockets, Services, Socket
from tenken.facts.sightings import SeenOnNetwork
from tenken.facts.windows import WindowsBuild
from tests.collectors.osquery.answers import (
    EVERYWHERE,
    SOCKET,
    SYSTEM,
    all_of,
    bundle,
    change,
    log,
    sample,
    snapshot,
    the,
)

LINUX, WINDOWS = sample("bundle-linux"), sample("bundle-windows-utf16")
CELLS = st.text(max_size=12) | st.integers() | st.none() | st.lists(st.text(max_size=3), max_size=2)
ROWS = st.lists(st.dictionaries(st.sampled_from([*SYSTEM, *SOCKET, "name", "version", "build"]), CELLS), max_size=3)


def withheld(raw: bytes) -> set[type]:
    return {claim.says.kind for claim in read(raw) if isinstance(claim.says, Withheld)}


def marks(raw: bytes) -> list[tuple[MarkKind, str]]:
    return [(mark.kind, mark.value) for mark in next(read(raw)).about]


def test_a_bundle_names_its_machine_and_system() -> None:
    assert marks(LINUX)[0] == (MarkKind.SERIAL, "JPH4R01")
    assert the(OperatingSystem, LINUX) == OperatingSystem(
        "linux", "debian", "12", "Debian GNU/Linux 12 (bookworm)", "6.1.0-28-amd64", "x86_64"
    )


def test_cards_that_a_machine_made_up_are_no_marks() -> None:
    assert [value for kind, value in marks(LINUX) if kind is MarkKind.MAC] == ["b0:7b:25:00:45:01"]


def test_windows_is_told_with_its_build_and_revision() -> None:
    said = the(WindowsBuild, WINDOWS)
    assert (said.build, said.ubr, said.hotfixes) == (22631, 4317, ("KB5042099", "KB5044285"))


def test_a_build_without_its_revision_is_withheld() -> None:
    row = {"name": "Microsoft Windows 10 Pro", "platform": "windows", "build": "19045", "version": "10.0.19045"}
    assert WindowsBuild in withheld(bundle(os_version=[row]))


def test_a_notebook_is_a_client_pc() -> None:
    assert the(Hardware, WINDOWS).suggests is MachineClass.CLIENT_PC


def test_cards_of_windows_are_called_by_their_names() -> None:
    assert [(i.name, i.physical) for i in the(NetworkPlace, WINDOWS).interfaces] == [
        ("VirtualBox Host-Only Network", False),
        ("イーサネット", True),
    ]


def test_packages_that_were_removed_are_not_installed() -> None:
    assert [name for name, _version in the(InstalledSoftware, LINUX).packages] == ["dcmtk", "openssl"]


@pytest.mark.parametrize(
    ("epoch", "version"), [("1", "1:3.0.7-27.el9"), ("", "0:3.0.7-27.el9"), ("²", "0:3.0.7-27.el9")]
)
def test_versions_of_rpm_bear_their_epoch(epoch: str, version: str) -> None:
    row = {"name": "openssl", "version": "3.0.7", "release": "27.el9", "epoch": epoch}
    assert the(InstalledSoftware, bundle(rpm_packages=[row])).packages == (("openssl", version),)


def test_sockets_bear_the_names_of_their_processes() -> None:
    assert Socket("tcp", EVERYWHERE, 104, "storescp") in the(ListeningSockets, LINUX).sockets


def test_files_that_look_like_sockets_are_none() -> None:
    row = {**SOCKET, "port": "0", "protocol": "0", "family": "1"}
    assert len(the(ListeningSockets, bundle(listening_ports=[SOCKET, row])).sockets) == 1


def test_lists_of_software_never_pass_for_all_that_is_installed() -> None:
    assert the(InstalledSoftware, LINUX).whole is False


@pytest.mark.parametrize("kept", [tuple(SOCKET), ("protocol", "port", "address")])
def test_sockets_never_pass_for_all_that_there_are(kept: tuple[str, ...]) -> None:
    row = {name: value for name, value in SOCKET.items() if name in kept}
    assert the(ListeningSockets, bundle(listening_ports=[row])).whole is False


def test_an_empty_table_does_not_prove_that_nothing_listens_or_runs() -> None:
    assert {ListeningSockets, Services} <= withheld(bundle(listening_ports=[], services=[]))


def test_services_are_those_that_run_or_start_by_themselves() -> None:
    assert [one.name for one in the(Services, WINDOWS).services] == ["Spooler", "TeamViewer"]


def test_accounts_and_rights_are_withheld() -> None:
    assert {LocalAccounts, Administrators} <= withheld(LINUX)


def test_bundles_of_several_machines_may_come_in_one_list() -> None:
    both = json.dumps([json.loads(LINUX), json.loads(bundle())]).encode()
    assert len({claim.about for claim in read(both)}) == 2


def test_a_bundle_has_no_sighting_and_a_log_has_one_of_its_own_way() -> None:
    assert all_of(SeenOnNetwork, LINUX) == []
    assert the(SeenOnNetwork, sample("snapshots")).way == "osquery-log"


def test_the_newest_snapshot_stands() -> None:
    assert dict(the(InstalledSoftware, sample("snapshots")).packages)["openssl"] == "3.0.15-1~deb12u1"


def test_a_snapshot_that_comes_late_does_not_take_the_place_of_a_newer_one() -> None:
    new, old = ({"name": "openssl", "version": version} for version in ("2", "1"))
    raw = log(snapshot("deb_packages", new, at=2000), snapshot("deb_packages", old, at=1000))
    assert the(InstalledSoftware, raw).packages == (("openssl", "2"),)


def test_rows_of_one_snapshot_may_stand_on_lines_of_their_own() -> None:
    lines = ({"name": "deb_packages", "action": "snapshot", "columns": {"name": n}, "unixTime": 5} for n in "ab")
    assert len(the(InstalledSoftware, log(*lines)).packages) == 2


def test_sockets_in_a_snapshot_are_the_whole_table() -> None:
    assert the(ListeningSockets, sample("snapshots")).sockets == (Socket("tcp", EVERYWHERE, 22, "sshd"),)


def test_changes_are_put_together_from_the_first_answer_on() -> None:
    assert [name for name, _version in the(InstalledSoftware, sample("results")).packages] == [
        "富士フイルム SYNAPSE 端末"
    ]


def test_changes_whose_first_answer_is_not_there_are_withheld() -> None:
    raw = log(
        change("programs", "added", {"name": "a"}, counter=7), change("programs", "added", {"name": "b"}, counter=8)
    )
    assert InstalledSoftware in withheld(raw)


def test_sockets_that_were_put_together_from_changes_are_withheld() -> None:
    assert ListeningSockets in withheld(sample("results"))


def test_changes_may_come_in_batches() -> None:
    batch = {"name": "programs", "counter": 0, "diffResults": {"added": [{"name": "a"}, {"name": "b"}], "removed": ""}}
    later = {"name": "programs", "counter": 1, "diffResults": [{"added": "", "removed": [{"name": "a"}]}]}
    assert the(InstalledSoftware, log(batch, later)).packages == (("b", ""),)


@pytest.mark.parametrize(
    "name", ["pack/a/deb_packages", "pack_a_deb_packages", "deb_packages", "deb_packages_snapshot"]
)
def test_the_table_is_known_by_the_end_of_the_questions_name(name: str) -> None:
    assert the(InstalledSoftware, log(snapshot(name, {"name": "a"}), snapshot("uptime"))).packages == (("a", ""),)


def test_a_machine_in_a_log_is_known_by_what_the_log_calls_it_where_it_says_nothing_of_itself() -> None:
    uuid = "4c4c4544-0052-3510-8056-b4c04f4a3031"
    line = {**snapshot("users", {"username": "a"}), "hostIdentifier": uuid.upper()}
    assert marks(log(line, line)) == [(MarkKind.UUID, uuid)]


def test_machines_that_were_not_heard_for_long_are_left_out() -> None:
    now = {**snapshot("users", {"username": "a"}, at=8 * 86_400), "hostIdentifier": "new"}
    raw = log(snapshot("users", {"username": "a"}, at=1), now)
    assert {claim.about[0].value for claim in read(raw)} == {"new"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_the_encoding_of_the_file_does_not_matter(encoding: str) -> None:
    raw = json.dumps(json.loads(WINDOWS.decode("utf-16")), ensure_ascii=False).encode(encoding)
    assert list(read(raw)) == list(read(WINDOWS))


def test_words_that_are_broken_in_utf_8_do_not_hide_the_rest() -> None:
    raw = sample("results").replace("富士".encode(), b"\xe5\x8f")
    assert the(OperatingSystem, raw) == the(OperatingSystem, sample("results"))


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"[]", b"{}", b"[{}]", b'[{"username": "root"}]', b'{"users": []}', b'{"users": [{"username": "root"}]}',
        b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b"\x00" * 40, b'{"system_info": [{"hostname": NaN}]}',
        log(snapshot("users"), {"name": "x"}), log(snapshot("users"), snapshot("users"))[:-20],
        bundle()[:-1] + b', "x": ' + b"9" * 5_000 + b"}",
    ],
)  # fmt: skip
def test_what_is_no_answer_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        list(read(raw))


@given(st.dictionaries(st.sampled_from(KNOWN), ROWS | CELLS, min_size=1))
def test_whatever_stands_in_the_tables_is_read_or_unreadable(tables: dict[str, object]) -> None:
    with suppress(Unreadable):
        list(read(json.dumps(tables).encode()))


@given(st.lists(st.dictionaries(st.sampled_from(["name", "action", "snapshot", "columns", "counter"]), ROWS | CELLS)))
def test_whatever_stands_on_the_lines_of_a_log_is_read_or_unreadable(lines: list[dict[str, object]]) -> None:
    with suppress(Unreadable):
        list(read(log(*lines)))
