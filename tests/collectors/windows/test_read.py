"""An answer of a Windows machine says what it saw, in every language the same, and names what it could not see."""

import codecs

import pytest

from tenken.collectors.model import Unreadable, Withheld
from tenken.collectors.records import decoded
from tenken.collectors.windows.read import READERS, collected_at, read
from tenken.facts.machines import Hardware, InstalledSoftware, NetworkPlace, OperatingSystem
from tenken.facts.model import MachineClass, MarkKind
from tenken.facts.windows import WindowsBuild
from tests.collectors.windows.answers import DENIED, PC, RECEPTION, SERVER, changed, marks, says, whole, why_not


def test_the_build_is_told_with_its_revision_and_the_last_update_of_windows_itself() -> None:
    build = says(WindowsBuild, PC)
    assert (build.build, build.ubr, build.edition_id, build.server) == (22631, 6199, "Professional", False)
    assert str(build.last_update) == "2025-11-13"


def test_a_client_of_build_22000_or_later_is_windows_11_whatever_its_registry_calls_it() -> None:
    assert says(OperatingSystem, PC).title == "Windows 11 Pro"


def test_a_server_keeps_its_name() -> None:
    assert says(OperatingSystem, SERVER).title == "Windows Server 2022 Standard"


@pytest.mark.parametrize("sign", [{"enrolled": True}, {"table": 4096}, {"allowed": 1}])
def test_updates_without_restart_are_told_by_any_of_their_signs(sign: dict[str, object]) -> None:
    assert says(WindowsBuild, changed(hotpatch=sign)).hotpatched


def test_a_build_without_its_revision_is_withheld() -> None:
    assert "revision" in why_not(WindowsBuild, changed(system={"UBR": None}))


def test_a_build_is_withheld_where_hotpatching_could_not_be_seen() -> None:
    assert "as administrator" in why_not(WindowsBuild, changed(hotpatch=DENIED))


def test_a_machine_in_a_domain_is_named_by_all_it_has() -> None:
    assert marks(PC) == [
        (MarkKind.MACHINE_ID, "5b1c2f0e-7a43-4a1d-9a56-2f6f0c7d1e21"),
        (MarkKind.SERIAL, "PF4K7X2Q"),
        (MarkKind.UUID, "4c4c4544-0034-4b10-8037-b7c04f583251"),
        (MarkKind.MAC, "f0:57:a6:11:8c:3d"),
        (MarkKind.MAC, "6c:24:08:3a:51:07"),
        (MarkKind.FQDN, "ns3f-pc07.hosp.midorino.example"),
        (MarkKind.HOSTNAME, "ns3f-pc07"),
    ]


def test_a_machine_in_a_workgroup_has_no_full_name() -> None:
    assert MarkKind.FQDN not in dict(marks(SERVER))


def test_cards_that_software_makes_are_no_marks() -> None:
    cards = {card.name: card.physical for card in says(NetworkPlace, PC).interfaces}
    assert cards == {"VPN - 保守": False, "Wi-Fi": True, "イーサネット": True}


def test_what_it_looks_like_follows_the_kind_of_installation() -> None:
    found = [says(Hardware, raw).suggests for raw in (PC, SERVER, RECEPTION)]
    assert found == [MachineClass.CLIENT_PC, MachineClass.SERVER, MachineClass.CLIENT_PC]


def test_a_virtual_machine_is_told_by_its_model() -> None:
    assert (says(Hardware, SERVER).virtual, says(Hardware, PC).virtual) == ("vmware", "")


def test_software_of_the_registry_and_apps_stand_in_one_list() -> None:
    found = says(InstalledSoftware, PC)
    assert ("AnyDesk", "ad 8.0.14") in found.packages
    assert ("Microsoft.WindowsNotepad", "11.2409.9.0") in found.packages


def test_a_list_of_software_that_may_lack_some_says_so() -> None:
    assert [says(InstalledSoftware, raw).whole for raw in (PC, SERVER, RECEPTION)] == [True, False, False]


@pytest.mark.parametrize("raw", [PC, SERVER, RECEPTION])
def test_every_kind_is_told_or_withheld(raw: bytes) -> None:
    found = [claim.says.kind if isinstance(claim.says, Withheld) else type(claim.says) for claim in read(raw)]
    assert found == list(READERS)


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_a_mark_of_byte_order_changes_nothing(mark: bytes) -> None:
    assert list(read(mark + SERVER)) == list(read(SERVER))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_an_answer_in_utf_16_says_the_same(encoding: str) -> None:
    bom = codecs.BOM_UTF16_LE if encoding.endswith("le") else codecs.BOM_UTF16_BE
    assert list(read(bom + decoded(PC).encode(encoding))) == list(read(PC))


def test_the_answer_says_when_it_was_collected() -> None:
    assert collected_at(PC).isoformat() == "2025-11-19T23:52:10+00:00"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"{}", "not what the Windows script writes"),
        (whole(version=2), "another version"),
        (whole(end=3), "cut off after 29 parts"),
        (whole(collected_at="令和7年11月20日"), "when it was collected"),
        (changed(identity=DENIED, adapters=DENIED), "which machine"),
    ],
)
def test_what_is_no_whole_answer_is_unreadable(raw: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        list(read(raw))


@pytest.mark.parametrize(
    ("section", "why"),
    [
        (DENIED, "as administrator"),
        ({"status": "late", "error": ""}, "no time left"),
        ({"status": "failed", "error": "Ungültiger Namespace"}, "Windows answered with an error: Ungültiger Namespace"),
    ],
)
def test_a_section_that_was_not_read_is_told_with_its_reason_and_not_as_empty(section: object, why: str) -> None:
    assert why in why_not(InstalledSoftware, changed(software=section))
