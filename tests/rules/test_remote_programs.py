"""遠隔操作ソフトの一覧: it knows what it names, and takes nothing else for it."""

from collections import Counter
from pathlib import Path

import pytest

from tenken.facts.machines import InstalledSoftware
from tenken.facts.services import ListeningSockets, Service, Services, Socket
from tenken.rules.remote_programs import (
    COLUMNS,
    LISTED,
    RESTS_ON,
    Found,
    bare,
    programs,
    programs_in,
    programs_listening,
    programs_serving,
)

NAMES = Path(__file__).parent / "names"
ORDINARY = [line for file in sorted(NAMES.iterdir()) for line in file.read_text(encoding="utf-8").splitlines()]
ASKED_FOR = (
    "RemoteCall", "Brynhildr", "SecureDesktop", "MagicConnect", "ISL Online", "SKYSEA Client View",
    "LANSCOPE エンドポイントマネージャー", "TeamViewer", "AnyDesk", "RustDesk", "Chrome Remote Desktop", "Splashtop",
    "RemoteView", "DWService", "ScreenConnect", "NetSupport", "Radmin", "UltraVNC", "TightVNC", "RealVNC", "LogMeIn",
)  # fmt: skip


def lines() -> list[str]:
    return [line for line in LISTED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def found_among(*names: str) -> list[str]:
    return [one.program for one in programs_in(InstalledSoftware("windows", tuple((name, "1.0") for name in names)))]


def test_every_line_has_every_column() -> None:
    head, *rest = (tuple(line.split("|")) for line in lines())
    assert (head, {len(cells) for cells in rest}) == (COLUMNS, {len(COLUMNS)})


def test_it_stands_in_order_and_names_nothing_twice() -> None:
    names = [line.partition("|")[0] for line in lines()[1:]]
    assert names == sorted(set(names))


@pytest.mark.parametrize("column", ["software", "processes", "services"])
def test_no_name_leads_to_two_programs(column: str) -> None:
    often = Counter(bare(name) for program in programs().values() for name in set(getattr(program, column)))
    assert [name for name, times in often.items() if times > 1] == []


def test_every_line_says_what_it_rests_on_and_can_match_something() -> None:
    assert {program.rests_on for program in programs().values()} == set(RESTS_ON)
    assert [p.name for p in programs().values() if not (p.software or p.processes or p.services)] == []


def test_no_name_is_so_short_that_it_could_stand_for_anything() -> None:
    everything = {bare(name) for p in programs().values() for name in (*p.software, *p.processes, *p.services)}
    assert [name for name in everything if len(name) < 3] == []


@pytest.mark.parametrize("name", ASKED_FOR)
def test_the_programs_of_hospitals_are_in_it(name: str) -> None:
    assert name in programs()


def test_every_program_is_found_by_each_of_its_own_names() -> None:
    for program in programs().values():
        assert set(found_among(*program.software)) <= {program.name}
        assert len(found_among(*program.software)) == len(program.software)


def test_no_ordinary_name_is_taken_for_one() -> None:
    assert len(ORDINARY) > 4000
    assert found_among(*ORDINARY) == []


def test_no_ordinary_name_of_a_process_or_a_service_is_taken_for_one() -> None:
    sockets = ListeningSockets(tuple(Socket("tcp", "*", 80, name) for name in ORDINARY))
    services = Services(tuple(Service(f"{name}.service", running=True, enabled=True) for name in ORDINARY))
    assert (list(programs_listening(sockets)), list(programs_serving(services))) == ([], [])


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("TeamViewer 15 Host", "TeamViewer"),
        ("TightVNC 2.8.81 (64-bit)", "TightVNC"),
        ("VNC Server 6.7.2", "RealVNC"),
        ("ScreenConnect Client (0123456789abcdef)", "ScreenConnect"),
        ("ＳＫＹＳＥＡ Client View", "SKYSEA Client View"),
        ("UltraVNC 1.4.3.6 (x64)", "UltraVNC"),
        ("ANYDESK", "AnyDesk"),
    ],
)
def test_version_architecture_width_and_case_make_no_difference(name: str, program: str) -> None:
    assert found_among(name) == [program]


def test_it_tells_the_version_and_the_name_as_they_stand() -> None:
    software = InstalledSoftware("windows", (("SKYSEA Client View Ver.18.1", "18.100.05b"),))
    assert list(programs_in(software)) == [
        Found("SKYSEA Client View", "18.100.05b", "SKYSEA Client View Ver.18.1"),
    ]


@pytest.mark.parametrize("process", ["TeamViewer_Service.exe", "teamviewer_service", "teamviewerd"])
def test_a_process_is_known_by_its_whole_name(process: str) -> None:
    (found,) = programs_listening(ListeningSockets((Socket("tcp", "127.0.0.1", 5939, process),)))
    assert found.program == "TeamViewer"


def test_linux_cuts_names_of_processes_to_fifteen_characters() -> None:
    (found,) = programs_listening(ListeningSockets((Socket("tcp", "*", 3389, "gnome-remote-de"),)))
    assert found.program == "gnome-remote-desktop"


def test_a_port_alone_proves_nothing() -> None:
    assert list(programs_listening(ListeningSockets((Socket("tcp", "*", 5900, ""),)))) == []


@pytest.mark.parametrize(("running", "enabled", "n"), [(True, False, 1), (False, True, 1), (False, False, 0)])
def test_a_service_counts_that_runs_or_would_at_the_next_start(running: bool, enabled: bool, n: int) -> None:
    services = Services((Service("RManService", running=running, enabled=enabled),))
    assert len(list(programs_serving(services))) == n
