"""tenken.toml: every key has a default, and a wrong one is refused with its name."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from tenken.config import FILE_NAME, KINDS, Config, ConfigError, Facility, Server, load_config, read_config

DATA = Path("/var/lib/tenken")

FULL = """\
[facility]
name = "みなと病院"
kind = "clinic"

[server]
host = "0.0.0.0"
port = 8443
tls = "own"
certificate = "server.pem"
key = "server.key"
names = ["tenken.minato.example", "tenken"]

[database]
postgresql = "service=tenken"

[checklist]
edition = "r8"
form = "pharmacy"
inspection = "2026-12-15"

[display]
language = "en"
"""


def written(folder: Path, text: str | bytes) -> Path:
    (folder / FILE_NAME).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    assert load_config(tmp_path) == Config(tmp_path)


def test_an_empty_file_leaves_everything_at_its_default() -> None:
    assert read_config(DATA, "") == Config(DATA)


def test_the_pages_are_served_to_this_machine_only_unless_told() -> None:
    assert Server().host == "127.0.0.1"


def test_every_key_is_read() -> None:
    config = read_config(DATA, FULL)
    assert (config.facility, config.database.postgresql, config.checklist.form, config.language) == (
        Facility("みなと病院", "clinic"),
        "service=tenken",
        "pharmacy",
        "en",
    )


def test_a_list_of_names_is_kept_in_its_order() -> None:
    assert read_config(DATA, FULL).server.names == ("tenken.minato.example", "tenken")


@pytest.mark.parametrize("table", ["facility", "server", "database", "checklist"])
def test_the_sample_of_this_test_sets_every_key_of_a_table(table: str) -> None:
    ours, default = getattr(read_config(DATA, FULL), table), getattr(Config(DATA), table)
    assert [f.name for f in fields(ours) if getattr(ours, f.name) == getattr(default, f.name)] == []


def test_a_table_that_says_nothing_of_a_key_leaves_its_default() -> None:
    assert read_config(DATA, "[server]\nport = 80").server == Server(port=80)


@pytest.mark.parametrize("kind", KINDS)
def test_a_facility_is_a_hospital_a_clinic_or_a_pharmacy(kind: str) -> None:
    assert read_config(DATA, f'[facility]\nkind = "{kind}"').facility.kind == kind


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[sever]\nport = 80", "unknown key sever"),
        ("port = 80", "port should be a table, [port]"),
        ('facility = "みなと病院"', "facility should be a table, [facility]"),
        ('display = "ja"', "display should be a table, [display]"),
        ("[[server]]\nport = 80", "server should be a table, [server]"),
        ("[server]\nprot = 80", "unknown key server.prot; known are host, port, tls, certificate, key, names"),
        ('[server]\nport = "80"', "server.port should be a number, not '80'"),
        ("[server]\nport = true", "server.port should be a number, not True"),
        ('[server]\nnames = "tenken"', "server.names should be a list of texts, not 'tenken'"),
        ("[server]\nnames = [1]", "server.names should be a list of texts, not [1]"),
        ("[checklist]\ninspection = 2026-12-15", "checklist.inspection should be a text"),
        ('[facility]\nkind = "school"', "facility.kind is one of hospital, clinic, pharmacy, not 'school'"),
        ('[display]\nlanguage = "fr"', "display.language is one of ja, en, not 'fr'"),
        ('[server]\ntls = "on"', "server.tls is one of auto, own, off, not 'on'"),
        ('[server]\ntls = "off"\ncertificate = "a"\nkey = "b"', "server.certificate and server.tls = off contradict"),
        ('[sign_in]\nsecond_factor = "yes"', "sign_in.second_factor is one of optional, required, not 'yes'"),
        ("[display]\nlang = 1", "unknown key display.lang"),
    ],
)
def test_a_wrong_key_or_value_is_refused_with_the_file_and_the_key(text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(f"tenken.toml: {message}")):
        read_config(DATA, text)


@pytest.mark.parametrize("broken", ["[facility", b"[facility]\nname = '\xff'"])
def test_a_broken_file_is_refused_with_its_path(tmp_path: Path, broken: str | bytes) -> None:
    with pytest.raises(ConfigError, match=re.escape(str(tmp_path / FILE_NAME))):
        load_config(written(tmp_path, broken))


def test_a_file_saved_by_notepad_with_its_mark_is_read(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, b"\xef\xbb\xbf" + FULL.encode()))
    assert config.facility.name == "みなと病院"


def test_imported_editions_lie_in_the_data_directory() -> None:
    assert Config(DATA).imported_editions == DATA / "editions"
