"""The whole facility in one file and back: the same verdicts, answers and files afterwards; else nothing at all."""

import hashlib
import io
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db import transaction

from tenken.actions.answer import answer
from tenken.actions.assess import Assessment, assess_form
from tenken.actions.backup import MANIFEST, BackupError, Dumped, Manifest, backup, restore
from tenken.actions.examine_house import examine_house
from tenken.actions.import_edition import Wanted, as_edition, keep_edition, look
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.config import Config
from tenken.ledger.archive import Archive
from tenken.ledger.dump import DumpError
from tenken.ledger.keys import Keys
from tests.actions.layouts import LAYOUTS
from tests.actions.steps import contract, files, rows
from tests.build import NOW, TODAY
from tests.ledger.steps import bcp, seen

LATER = NOW + timedelta(hours=1)
Members = dict[str, bytes]


@dataclass(frozen=True)
class Before:
    """A backup, and what was known and kept when it was made."""

    file: bytes
    assessment: Assessment
    rows: dict[str, int]
    files: list[str]


@pytest.fixture(scope="module")
def before(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Before:
    folder = tmp_path_factory.mktemp("before")
    site = Site(Config(folder), Archive(folder), Keys(folder))
    with django_db_blocker.unblock(), transaction.atomic():
        made = _made(site)
        transaction.set_rollback(True)
    return made


def _made(site: Site) -> Before:
    seen(site)
    bcp(site)
    contract(site)
    answer(site, "r7", "hospital", "3-3", Proposed(True, "佐藤", TODAY), LATER)
    answer(site, "r7", "hospital", "2-6", Proposed(True, "佐藤", TODAY, reason="=1+1"), LATER)
    proposal = look(site, LAYOUTS["other words"])
    keep_edition(site, LAYOUTS["other words"], proposal, as_edition(proposal, Wanted("r9"), "r9.xlsx"))
    site.keys.signing()
    (site.config.data / "tenken.toml").write_text('[facility]\nname = "みどり野総合病院"\n', encoding="utf-8")
    out = site.config.data.with_suffix(".tenken-backup")
    backup(site, out, LATER)
    assessment = assess_form(site, "r7", "hospital", LATER)
    return Before(out.read_bytes(), assessment, rows(), files(site.config.data))


@pytest.fixture
def file(before: Before, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backup") / "tenken.backup"
    path.write_bytes(before.file)
    return path


def unpacked(file: Path) -> Members:
    with tarfile.open(file, "r:gz") as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]


def packed(file: Path, members: Members) -> Path:
    with tarfile.open(file, "w:gz") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return file


def changed(file: Path, name: str, edit: Callable[[bytes], bytes]) -> Path:
    """The backup with one of its members edited."""
    members = unpacked(file)
    return packed(file, {**members, name: edit(members[name])})


def refused(site: Site, file: Path, error: type[Exception] = BackupError) -> str:
    """Why a backup is not brought back; the target is as empty as before."""
    before, present = rows(), files(site.config.data)
    with pytest.raises(error) as refusal:
        restore(site, file)
    assert (rows(), files(site.config.data)) == (before, present)
    return str(refusal.value)


def test_every_row_comes_back(site: Site, before: Before, file: Path) -> None:
    restored = restore(site, file)
    assert (rows(), restored.rows) == (before.rows, sum(before.rows.values()))


def test_verdicts_and_answers_are_the_same_afterwards(site: Site, before: Before, file: Path) -> None:
    restore(site, file)
    after = assess_form(site, "r7", "hospital", LATER)
    assert (after.verdicts, after.answers) == (before.assessment.verdicts, before.assessment.answers)


def test_originals_keys_editions_and_settings_come_back(site: Site, before: Before, file: Path) -> None:
    restore(site, file)
    assert files(site.config.data) == before.files


def test_the_house_is_sound_afterwards(site: Site, file: Path) -> None:
    restore(site, file)
    assert {check.name: check.sound for check in examine_house(site, LATER) if check.name != "disk"} == dict.fromkeys(
        ["database", "clock", "seal", "rows", "archive", "editions", "keys", "connection"], True
    )


def test_work_goes_on_afterwards(site: Site, before: Before, file: Path) -> None:
    restore(site, file)
    answer(site, "r7", "hospital", "3-3", Proposed(True, "山田", TODAY), LATER + timedelta(days=1))
    assert rows()["answer"] == before.rows["answer"] + 1


def test_the_backup_of_the_restored_is_the_same_but_for_the_manifest(site: Site, file: Path) -> None:
    restore(site, file)
    again = file.with_name("again.backup")
    backup(site, again, LATER)
    assert {**unpacked(again), MANIFEST: b""} == {**unpacked(file), MANIFEST: b""}


def test_it_says_when_it_was_made(site: Site, file: Path) -> None:
    assert restore(site, file).made == LATER.isoformat()


def test_settings_that_lead_to_another_database_are_laid_aside(site: Site, file: Path) -> None:
    elsewhere = b'[database]\npostgresql = "dbname=elsewhere"\n'
    assert restore(site, changed(file, "tenken.toml", lambda _old: elsewhere)).config_kept_aside
    assert "tenken.toml.from-backup" in files(site.config.data)


def test_only_its_owner_may_read_a_backup_and_restored_keys(site: Site, file: Path) -> None:
    restore(site, file)
    again = file.with_name("again.backup")
    backup(site, again, LATER)
    secret = [again, *(site.config.data / "keys").iterdir()]
    assert {path.stat().st_mode & 0o077 for path in secret} == {0}


def test_a_backup_leaves_nothing_else_beside_it(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("out")
    backup(site, folder / "tenken.backup", NOW)
    assert files(folder) == ["tenken.backup"]


@pytest.mark.parametrize("part", [0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_backup_cut_anywhere_is_refused(site: Site, before: Before, file: Path, part: float) -> None:
    file.write_bytes(before.file[: int(len(before.file) * part)])
    assert "or it was cut off" in refused(site, file)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", bytes(5000)])
def test_another_file_is_no_backup(site: Site, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert "this is no backup of Tenken" in refused(site, file)


def test_a_changed_table_is_refused(site: Site, file: Path) -> None:
    edit = changed(file, "tables/answer.jsonl", lambda table: table.replace("佐藤".encode(), "山田".encode()))
    assert "the table answer was changed or damaged" in refused(site, edit)


def test_a_missing_table_is_refused(site: Site, file: Path) -> None:
    members = unpacked(file)
    del members["tables/answer.jsonl"]
    assert "lacks the table answer" in refused(site, packed(file, members))


def test_a_backup_of_a_newer_form_is_refused_with_both_named(site: Site, file: Path) -> None:
    newer = changed(file, MANIFEST, lambda old: old.replace(b"tenken-backup/1", b"tenken-backup/2"))
    assert refused(site, newer) == "this backup has the form tenken-backup/2; this Tenken reads tenken-backup/1"


def test_a_table_with_a_column_that_nobody_knows_is_refused_with_its_line(site: Site, file: Path) -> None:
    members = unpacked(file)
    table = b'{"id": 1, "colour": "red"}\n'
    old = msgspec.json.decode(members[MANIFEST], type=Manifest)
    dumped = {**old.tables, "answer": Dumped(1, hashlib.sha256(table).hexdigest())}
    manifest = msgspec.json.encode(msgspec.structs.replace(old, tables=dumped))
    newer = packed(file, {**members, MANIFEST: manifest, "tables/answer.jsonl": table})
    assert "answer, line 1" in refused(site, newer, DumpError)


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "archive/../../evil", "evil", "tables/../../x"])
def test_a_member_that_leads_elsewhere_is_refused(site: Site, file: Path, name: str) -> None:
    assert "this is no backup of Tenken: it holds" in refused(site, packed(file, {name: b"x", **unpacked(file)}))


def test_a_member_that_is_a_link_is_refused(site: Site, file: Path) -> None:
    with tarfile.open(file, "w:gz") as tar:
        link = tarfile.TarInfo("archive/ab")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    assert "it holds archive/ab" in refused(site, file)


def test_a_ledger_that_is_there_already_stays(site: Site, file: Path) -> None:
    seen(site)
    assert "holds a ledger already; restore into an empty directory" in refused(site, file)


@pytest.mark.parametrize("folder", ["archive", "editions"])
def test_originals_that_are_there_already_stay(site: Site, file: Path, folder: str) -> None:
    present = site.config.data / folder / "ab"
    present.parent.mkdir()
    present.write_bytes(b"of a ledger that was lost")
    assert "holds a ledger already" in refused(site, file)
