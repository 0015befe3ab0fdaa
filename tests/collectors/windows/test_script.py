"""The script that runs on hospital PCs is whole PowerShell, calls what is listed here, and writes its one file only.

It is parsed by a grammar. No PowerShell runs here, so what it prints on a real Windows is not shown by this.
"""

import re
from collections.abc import Iterator

import pytest
import tree_sitter_powershell
from tree_sitter import Language, Node, Parser

from tenken.collectors.windows.answer import SCRIPT, VERSION, parse_answer
from tests.collectors.windows.answers import PC

RAW = SCRIPT.read_bytes()
TEXT = RAW.decode("ascii")
OWN = set(re.findall(r"^function ([\w-]+)", TEXT, re.MULTILINE))
CALLED = {
    "ConvertTo-Json", "ForEach-Object", "Get-AppxPackage", "Get-CimInstance", "Get-LocalUser", "Get-NetTCPConnection",
    "Get-NetUDPEndpoint", "Get-Process", "Get-SmbServerConfiguration", "Get-ScheduledTask", "New-Object", "Write-Host",
    "$Read", '"$System32\\auditpol.exe"', '"$System32\\secedit.exe"',
}  # fmt: skip
MADE = {
    "-ComObject Microsoft.Update.Session", "-ComObject Microsoft.Update.AutoUpdate",
    "DirectoryServices.DirectoryEntry", "Security.Principal.SecurityIdentifier", "Text.UTF8Encoding",
    "Diagnostics.Eventing.Reader.EventLogConfiguration",
}  # fmt: skip
TYPES = {
    "ADSI", "Diagnostics.FileVersionInfo", "Diagnostics.Stopwatch", "Environment", "Globalization.CultureInfo",
    "IO.Directory", "IO.File", "IO.Path", "Math", "Microsoft.Win32.RegistryKey", "Security.Principal.NTAccount",
    "Security.Principal.SecurityIdentifier", "Security.Principal.WindowsBuiltInRole",
    "Security.Principal.WindowsIdentity", "Security.Principal.WindowsPrincipal", "Security.SecurityException",
    "UnauthorizedAccessException", "bool", "datetime", "guid", "int", "object", "ordered", "scriptblock", "string",
    "switch",
}  # fmt: skip
WRITING = re.compile(r"\[IO\.\w+\]::(?!Combine|Exists|IsPathRooted|GetTempPath|GetFileName|ReadAllLines)\w+")


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from nodes(child)


def parsed(raw: bytes) -> list[Node]:
    return list(nodes(Parser(Language(tree_sitter_powershell.language())).parse(raw).root_node))


NODES = parsed(RAW)


def text(node: Node | None) -> str:
    return node.text.decode() if node and node.text else ""


def commands() -> list[str]:
    return [text(node.child_by_field_name("command_name")) for node in NODES if node.type == "command"]


def test_it_parses_without_an_error() -> None:
    assert [text(node)[:60] for node in NODES if node.is_error or node.is_missing] == []


def test_a_script_that_is_cut_off_does_not_parse() -> None:
    assert any(node.is_error or node.is_missing for node in parsed(RAW[: RAW.index(b"Read-Section 'services'") + 60]))


def test_it_calls_no_other_commands_than_these() -> None:
    assert set(commands()) - OWN == CALLED


def test_it_names_no_other_types_than_these() -> None:
    assert {text(node).strip("[]") for node in NODES if node.type == "type_literal"} == TYPES


@pytest.mark.parametrize("sign", ["??", "?.", "?[", "&&", "||", "-Parallel", "-AsUTC"])
def test_it_uses_nothing_that_came_after_5_1(sign: str) -> None:
    assert sign not in TEXT


def test_it_makes_no_other_objects_than_these() -> None:
    made = re.findall(r"New-Object ((?:-ComObject )?[\w.]+)", TEXT)
    assert (set(made), len(made)) == (MADE, commands().count("New-Object"))


def test_it_writes_its_file_and_its_own_folder_and_nothing_else() -> None:
    found = [match[0] for match in WRITING.finditer(TEXT)]
    assert sorted(found) == [
        "[IO.Directory]::CreateDirectory", "[IO.Directory]::Delete", "[IO.Directory]::Delete", "[IO.File]::Move",
        "[IO.File]::WriteAllBytes", "[IO.File]::WriteAllBytes",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "word", ["SetValue", "DeleteValue", "CreateSubKey", "Net.Web", "Net.Sockets", "Start-", "Set-"]
)
def test_it_changes_no_registry_and_talks_to_nobody(word: str) -> None:
    assert word not in TEXT


@pytest.mark.parametrize("word", ["$_.Arguments", "CommandLine", "GetValue('DefaultPassword')", "::Search("])
def test_it_does_not_read(word: str) -> None:
    assert word not in TEXT


def test_it_is_plain_ascii_so_that_no_code_page_changes_it() -> None:
    assert RAW.isascii()


def test_it_writes_the_version_that_is_read_here() -> None:
    assert f"\n$Version = {VERSION}\n" in TEXT


def test_it_reads_the_sections_of_the_samples_in_their_order() -> None:
    assert re.findall(r"^Read-Section '(\w+)'", TEXT, re.MULTILINE) == list(parse_answer(PC).sections)
