"""Three real sshd hosts, from collection to the filled cell; one of them refuses and ends as 判定不能, in words."""

import json
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tenken.forms.workbook import load_workbook, read
from tenken.ledger.keys import Keys
from tenken.standard.load import edition_folder
from tests.conftest import data_folder, run_tenken
from tests.kept import in_backup, in_files
from tests.walks.lab import Host, Lab, lab

pytestmark = pytest.mark.root


@dataclass(frozen=True)
class Walked:
    """The lab after Tenken looked at each of its hosts once."""

    lab: Lab
    data: Path
    runs: tuple["subprocess.CompletedProcess[str]", ...]

    def row(self, lineage: str) -> Any:
        report = json.loads(self.lab.run(self.data, "assess", "r7", "--form", "hospital", "--json").stdout)
        return next(row for row in report["rows"] if row["lineage"] == lineage)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    folder = tmp_path_factory.mktemp("lab")
    with lab(folder) as hosts, data_folder(folder / "data") as data:
        yield Walked(hosts, data, tuple(_collect(hosts, data, host) for host in hosts.hosts))


@pytest.fixture
def store(walked: Walked, tmp_path: Path) -> bytes:
    """All that is kept, in plain bytes."""
    run_tenken(walked.data, "backup", str(tmp_path / "all.backup"))
    return in_files(walked.data) + in_backup(tmp_path / "all.backup")


def _collect(hosts: Lab, data: Path, host: Host, *more: str) -> "subprocess.CompletedProcess[str]":
    return hosts.run(
        data, "collect", "linux", "--host", f"root@{host.address}", "--key", str(hosts.key), "--json", *more
    )


def test_two_answer_and_one_refuses(walked: Walked) -> None:
    assert [run.returncode for run in walked.runs] == [0, 0, 1]
    assert [json.loads(run.stdout)["machines"] for run in walked.runs] == [
        ["machine:ehr-srv01"],
        ["machine:pacs-srv01"],
        ["machine:10.77.0.12"],
    ]


def test_hosts_that_share_a_machine_id_are_not_taken_for_one(walked: Walked) -> None:
    findings = walked.row("password-rule")["findings"]
    assert len({f["about"] for f in findings if f["about"].startswith("machine:")}) == 3


def test_the_one_that_refused_is_unknown_with_the_reason_in_words(walked: Walked) -> None:
    refused = next(f for f in walked.row("patch")["findings"] if f["about"] == "machine:10.77.0.12")
    assert refused["standing"] == "unknown"
    assert "拒否" in refused["because"]


def test_the_host_key_is_pinned_at_first_contact_and_another_one_is_refused(walked: Walked) -> None:
    other = (walked.lab.folder / "pacs-srv01" / "host_key.pub").read_text().rsplit(" ", 1)[0]
    run = _collect(walked.lab, walked.data, walked.lab.hosts[0], "--host-key", other)
    assert json.loads(walked.runs[0].stdout)["new_host_key"].startswith("ssh-ed25519 ")
    assert (run.returncode, "ホスト鍵" in json.loads(run.stdout)["failure"]) == (1, True)


def test_no_secret_of_a_target_is_anywhere_in_the_store(walked: Walked, store: bytes) -> None:
    passwords = [host.stored_password.encode() for host in walked.lab.hosts]
    digests = [_digest(host) for host in walked.lab.hosts]
    keys = [walked.lab.key.read_bytes().splitlines()[1]]
    keys += [(walked.lab.folder / host.name / "host_key").read_bytes().splitlines()[1] for host in walked.lab.hosts]
    assert [secret for secret in (*passwords, *digests, *keys) if secret in store] == []


def test_what_is_no_secret_is_found_there(walked: Walked, store: bytes) -> None:
    host, other, _refusing = walked.lab.hosts
    fingerprints = [Keys(walked.data).fingerprint(_digest(one)).encode() for one in (host, other)]
    assert [one in store for one in (b"\n== password-marks\n root fp:", *fingerprints)] == [True] * 3


def _digest(host: Host) -> bytes:
    return sha256(host.stored_password.encode()).hexdigest().encode()


def test_from_collection_to_the_filled_cell(walked: Walked, tmp_path: Path) -> None:
    said = ("--by", "佐藤 花子", "--on", "2025-11-20", "--reason", "更新は保守の日に適用する")
    assert walked.lab.run(walked.data, "answer", "r7", "--form", "hospital", "2-6", "yes", *said).returncode == 0
    out = tmp_path / "pack.zip"
    assert walked.lab.run(walked.data, "pack", "r7", "--form", "hospital", "--out", str(out)).returncode == 0
    form = zipfile.ZipFile(BytesIO(out.read_bytes())).read("01_様式/医療機関確認用.xlsx")
    first = read(load_workbook(edition_folder("r7"), "hospital"), form).entries["2-6"].first
    assert (first.yes, str(first.on)) == (True, "2025-11-20") if first else False
    assert walked.lab.run(walked.data, "verify", str(out)).returncode == 0
