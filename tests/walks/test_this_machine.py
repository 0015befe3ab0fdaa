"""This very machine, from the look at it to the sealed pack, as whoever runs the tests; nothing is stood in for."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tenken.forms.workbook import Entry, Mark, read
from tenken.standard.load import load
from tests.cli.steps import HOSPITAL, Run, done, json_of
from tests.conftest import data_folder, run_tenken
from tests.forms.workbooks import members, shipped
from tests.pack.contents import pdf_text

ON = date(2025, 11, 20)
SAID = ("--by", "佐藤 花子", "--on", ON.isoformat())
OFFICER = ("officer-appointment", *SAID, "--set", "person=佐藤 花子", "--set", "post=情報管理室", "--set",
           "appointed_on=2025-04-01", "--set", "next_review=2099-12-31")  # fmt: skip
PLAN = ("document", *SAID, "--set", "type=bcp", "--set", "title=BCP", "--set", "effective=2025-04-01", "--set",
        "approved_by=院長", "--set", "covers=normal, detection, first-response, recovery, afterwards", "--set",
        "next_review=2099-12-31")  # fmt: skip
ENTRY = ("--set", "machine_class=server", "--set", "place=サーバ室", "--set", "owner=佐藤", "--set", "fit_for_use=yes")
ORIGINAL = b"%PDF-1.7 our plan"
MACHINE_ROWS = {"asset-ledger", "access-rights", "account-cleanup", "patch", "password-rule", "removable-media",
                "access-log", "unneeded-services"}  # fmt: skip


@dataclass(frozen=True)
class Walked:
    """What each step of the walk gave. ``seen`` is what the collector reported, ``report`` what assess did."""

    seen: Any
    port: int
    report: Any
    refused: Run
    pack: Path
    verified: Run
    told: Run

    @property
    def about(self) -> str:
        return str(self.seen["machines"][0])

    def row(self, lineage: str) -> Any:
        return next(row for row in self.report["rows"] if row["lineage"] == lineage)

    def findings(self) -> dict[str, Any]:
        """Lineage → the first that it says of this machine."""
        found = [(row["lineage"], f) for row in self.report["rows"] for f in row["findings"]]
        return {lineage: finding for lineage, finding in reversed(found) if finding["about"] == self.about}

    @property
    def files(self) -> dict[str, bytes]:
        """What lies in the pack."""
        return members(self.pack.read_bytes())


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    """A door stands open while the machine is looked at; the facility's own policy forbids it."""
    folder = tmp_path_factory.mktemp("here")
    with data_folder(folder / "data") as data, socket.create_server(("", 0)) as door:
        port = door.getsockname()[1]
        seen = json_of(data, "collect", "linux")
        _file_papers(data, folder, seen["machines"][0], port)
        report = json_of(data, "assess", *HOSPITAL)
        refused = run_tenken(data, "answer", *HOSPITAL, "2-12:server", "yes", *SAID)
        done(data, "answer", *HOSPITAL, "2-12:server", "yes", *SAID, "--reason", "保守の間だけ開けている")
        done(data, "answer", *HOSPITAL, "1-1", "yes", *SAID)
        done(data, "answer", *HOSPITAL, "2-6", "no", *SAID, "--target", "2026-03-31")
        done(data, "pack", *HOSPITAL, "--out", str(folder / "pack.zip"))
        verified = run_tenken(folder / "nowhere", "verify", str(folder / "pack.zip"))
        told = run_tenken(data, "collect", "linux", lang="ja")
        yield Walked(seen, port, report, refused, folder / "pack.zip", verified, told)


def _file_papers(data: Path, folder: Path, machine: str, port: int) -> None:
    """The machine's line in the ledger, the officer, the plan with its original, and a policy of our own."""
    (folder / "BCP.pdf").write_bytes(ORIGINAL)
    forbidden = ("--set", "field=unneeded-services.forbidden", "--set", f"value=tcp/{port}", "--set", "reason=試験")
    done(data, "attest", "ledger-entry", "--about", machine, *SAID, "--set", "title=この機器", *ENTRY)
    done(data, "attest", *OFFICER)
    done(data, "attest", *PLAN, "--file", str(folder / "BCP.pdf"))
    done(data, "attest", "policy-setting", *SAID, *forbidden)


def test_this_machine_is_looked_at_and_stands_in_the_ledger(walked: Walked) -> None:
    assert (walked.seen["failure"], walked.seen["machines"]) == (None, [walked.about])
    assert walked.findings()["asset-ledger"]["standing"] == "met"


def test_it_is_called_so_in_the_readers_language(walked: Walked) -> None:
    assert walked.told.stdout.startswith(f"○ この機器 → {walked.about}：")


def test_every_row_on_machines_has_something_to_say_of_it(walked: Walked) -> None:
    assert set(walked.findings()) == MACHINE_ROWS


def test_a_row_is_judged_by_what_was_seen_on_it_and_cites_that_look(walked: Walked) -> None:
    found = walked.findings()["unneeded-services"]
    assert (found["standing"], f"tcp/{walked.port}" in found["because"]) == ("not_met", True)
    assert {(c["kind"], c["observation"]) for c in found["cites"]} >= {
        ("listening-sockets", walked.seen["observation"])
    }


def test_what_cannot_be_judged_cites_what_was_seen_or_says_why_nothing_was(walked: Walked) -> None:
    unknown = [finding for finding in walked.findings().values() if finding["standing"] == "unknown"]
    why = ("not seen; ", "none is on file")
    assert [f for f in unknown if not f["cites"] and not any(words in f["because"] for words in why)] == []


def test_nothing_is_judged_without_a_citation(walked: Walked) -> None:
    assert [f for f in walked.findings().values() if f["standing"] in ("met", "not_met") and not f["cites"]] == []


@pytest.mark.parametrize("lineage", ["responsible-officer", "bcp"])
def test_a_paper_row_is_judged_by_its_paper(walked: Walked, lineage: str) -> None:
    assert (walked.row(lineage)["standing"], len(walked.row(lineage)["findings"][0]["cites"])) == ("met", 1)


def test_every_row_of_the_form_has_a_verdict_with_a_reason(walked: Walked) -> None:
    assert [row["id"] for row in walked.report["rows"]] == [row.id for row in load("r7").form("hospital").rows]
    assert [row["id"] for row in walked.report["rows"] if not all(f["because"] for f in row["findings"])] == []


def test_yes_against_the_evidence_is_refused_without_a_reason(walked: Walked) -> None:
    assert (walked.refused.returncode, "needs a written reason" in walked.refused.stderr) == (1, True)


def test_the_answers_stand_in_the_workbook_of_the_pack(walked: Walked) -> None:
    form = read(shipped(), walked.files["01_様式/医療機関確認用.xlsx"])
    assert form.entries == {
        "1-1": Entry(Mark(True, ON)),
        "2-6": Entry(Mark(False, ON), date(2026, 3, 31)),
        "2-12:server": Entry(Mark(True, ON)),
    }


def test_the_pack_holds_the_original_of_the_paper_and_what_the_machine_answered(walked: Walked) -> None:
    kept = [content for name, content in walked.files.items() if name.startswith("03_証跡/E")]
    assert ORIGINAL in kept
    assert any(b"\n== os-release\n" in content for content in kept)


def test_the_list_of_originals_says_in_japanese_whence_they_came(walked: Walked) -> None:
    assert "linux/1 この機器" in walked.files["03_証跡/証跡一覧.csv"].decode("utf-8-sig")


def test_the_reason_for_the_answer_against_the_evidence_is_printed(walked: Walked) -> None:
    assert "保守の間だけ開けている" in pdf_text(walked.files["02_判定と理由/判定と理由.pdf"])


def test_the_pack_is_whole_where_there_is_no_data_directory(walked: Walked) -> None:
    assert walked.verified.returncode == 0
    assert not (walked.pack.parent / "nowhere").exists()
