"""tenken logs: files become evidence, questions are answered and logged, proofs are shown, tampering is found."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.steps import done, json_of
from tests.conftest import data_folder, run_tenken
from tests.logs.exports import LINES, MAP, export


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two events of an export and one that cannot be read."""
    folder = tmp_path_factory.mktemp("logs")
    (folder / "map.toml").write_text(MAP, encoding="utf-8")
    with data_folder(folder / "data") as data:
        yield _filled(data, folder)


def _filled(data: Path, folder: Path) -> Path:
    file, columns = str(export(folder, *LINES)), str(folder / "map.toml")
    call = ("logs", "import", "--source", "電子カルテ", "--format", "csv", file, "--map", columns, "--json")
    assert json_of(data, *call) == {"events": 3, "unparsed": 1, "already": 0, "segments": [0]}
    assert json_of(data, *call) == {"events": 0, "unparsed": 0, "already": 3, "segments": []}
    return data


def test_a_file_is_looked_at_before_it_is_taken_in(house: Path, tmp_path: Path) -> None:
    columns, file = str(house.parent / "map.toml"), str(export(tmp_path, *LINES))
    call = ("logs", "import", "--source", "検査", "--format", "csv", file, "--map", columns, "--preview")
    seen = json_of(house, *call, "--json")
    assert (seen["read"], seen["no_event"], seen["unread"], seen["whole"]) == (2, 1, 1, True)
    assert (seen["first"][0]["events"][0]["user_id"], seen["refused"][0]["line"]) == ("sato", 4)
    shown = done(house, *call).stdout
    assert (LINES[0] in shown, "2026-04-02 00:10:00 JST  ← 日付、時刻" in shown, "いつか" in shown) == (True,) * 3
    assert [one["source"] for one in json_of(house, "logs", "sources", "--json")] == ["電子カルテ"]


def test_a_patient_is_asked_for_by_number_or_by_cx(house: Path) -> None:
    found = json_of(
        house, "logs", "ask", "--patient", "P00042^^^HOSP", "--since", "2026-04-01", "--until", "2026-04-01", "--json"
    )
    assert [(row["user_id"], row["segment"], row["index"]) for row in found["rows"]] == [("sato", 0, 1)]


def test_a_question_is_answered_in_lines_too(house: Path) -> None:
    run = done(house, "logs", "ask", "--text", "印刷")
    assert ("2026-04-02 00:10:00" in run.stdout, "0/2" in run.stdout) == (True, True)


def test_a_proof_holds_the_event_as_it_came(house: Path) -> None:
    proof = json_of(house, "logs", "prove", "0", "1", "--json")
    assert (proof["count"], len(proof["path"]), proof["checkpoint"].count("\n")) == (4, 2, 10)
    assert LINES[0] in done(house, "logs", "prove", "0", "1").stdout or "base64" not in proof


def test_a_store_that_was_let_alone_verifies(house: Path) -> None:
    found = json_of(house, "logs", "verify", "--json")
    assert (found["whole"], found["clock"]["steps"]) == (True, [])
    assert sum(found["clock"][word] for word in ("synchronised", "unsynchronised", "unknown")) == found["segments"] == 1
    assert "checkpoints by the state of the clock: " in done(house, "logs", "verify").stdout


def test_tampering_ends_with_1_and_says_where(house: Path, tmp_path: Path) -> None:
    (segment,) = (house / "logs/evidence/segments").rglob("*.zst")
    kept = segment.read_bytes()
    segment.write_bytes(kept[:-1] + b"\0")
    run = run_tenken(house, "logs", "verify", "--json")
    segment.write_bytes(kept)
    assert (run.returncode, json.loads(run.stdout)["faults"][0]["segment"]) == (1, 0)


def test_how_a_source_is_doing_is_told(house: Path) -> None:
    (one,) = json_of(house, "logs", "sources", "--json")
    assert (one["source"], one["events"], one["unparsed"], one["about"]) == ("電子カルテ", 3, 1, "facility")
    assert "電子カルテ" in done(house, "logs", "sources").stdout


def test_a_timeline_is_shown_and_written_sealed(house: Path, tmp_path: Path) -> None:
    out = tmp_path / "timeline.zip"
    call = ("logs", "timeline", "--user", "sato", "--since", "2026-04-01", "--until", "2026-04-01", "--out", str(out))
    found = json_of(house, *call, "--json")
    assert [(line["source"], line["segment"], line["index"]) for line in found["lines"]] == [("電子カルテ", 0, 1)]
    assert "whole" in done(house, "verify", str(out), "--json").stdout


def test_what_is_past_its_time_is_shown_before_it_is_removed(house: Path) -> None:
    assert json_of(house, "logs", "retain", "--json") == {"removed": False, "segments": 0, "events": {}, "octets": 0}


def test_the_line_of_the_newest_checkpoint_is_an_anchor(house: Path, tmp_path: Path) -> None:
    line, request = tmp_path / "line.txt", tmp_path / "ask.tsq"
    line.write_text(done(house, "logs", "anchor").stdout)
    assert json_of(house, "logs", "verify", "--anchor", str(line), "--json")["whole"] is True
    asked = json_of(house, "logs", "anchor", "--request", str(request), "--json")
    assert (asked["line"], bytes.fromhex(asked["sha256"]) in request.read_bytes()) == (line.read_text().strip(), True)


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("import", "none.log", "--source", "x", "--format", "authlog"), "none.log"),
        (("import", "none.log", "--source", "x"), "--format"),
        (("prove", "7", "0"), "7"),
        (("prove", "one", "0"), "one"),
        (("prove", "0"), "prove"),
        (("ask", "--since", "soon"), "soon"),
        (("retain", "--apply"), "--reason"),
        (("anchor", "--token", "t.tsr"), "--ca"),
        (("import", ".", "--source", "x", "--format", "authlog"), "is a folder"),
        (("import", __file__, "--source", "x", "--format", "evtx"), "Windows"),
        (("ask", "--since", "2026-04-02", "--until", "2026-04-01"), "--until"),
        (("ask", "--since", "0001-01-01"), "--since"),
        (("timeline", "--user", "sato", "--out", "none/x.zip"), "none"),
        (("anchor", "--request", "."), "is a folder"),
        (("ask", "--limit", "-1"), "--limit"),
        (("ask", "--source", "電子カルチ"), "電子カルテ"),
        (("verify", "--anchor", "none.txt"), "none.txt"),
        (("verify", "--first-key", "zz"), "--first-key"),
        (("review", "--month", "0001-01"), "0001-01"),
    ],
)
def test_a_wrong_call_is_refused_in_words(house: Path, args: tuple[str, ...], word: str) -> None:
    run = run_tenken(house, "logs", *args)
    assert (run.returncode, word in run.stderr, "Traceback" in run.stderr) == (2, True, False)


def test_what_an_event_says_does_nothing_to_the_terminal(house: Path, tmp_path: Path) -> None:
    export(tmp_path, '2031/04/01,08:30,mallory,,"\x1b[2Ja\n\u202eb",', encoding="utf-8", name="escapes.csv")
    with data_folder(tmp_path / "data") as data:
        columns = str(house.parent / "map.toml")
        call = ("--source", "x", "--format", "csv", "--map", columns)
        done(data, "logs", "import", str(tmp_path / "escapes.csv"), *call)
        (told,) = done(data, "logs", "ask", "--user", "mallory", "--until", "2032-01-01").stdout.splitlines()
    assert "␛[2Ja␊⟨U+202E⟩b" in told


def test_an_empty_file_is_no_source(house: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.log").touch()
    call = ("logs", "import", "--source", "空", "--format", "authlog", str(tmp_path / "empty.log"), "--json")
    assert json_of(house, *call) == {"events": 0, "unparsed": 0, "already": 0, "segments": []}
    assert [one["source"] for one in json_of(house, "logs", "sources", "--json")] == ["電子カルテ"]


def test_made_anew_it_answers_the_same(house: Path) -> None:
    asked = ("logs", "ask", "--user", "suzuki", "--json")
    before = json_of(house, *asked)
    assert json_of(house, "logs", "rebuild", "--json") == {"segments": 1}
    assert json_of(house, *asked) == before


def test_what_is_no_address_of_an_engine_is_said(house: Path) -> None:
    run = run_tenken(house, "logs", "--engine", "10.20.0.8:7077", "ask", "--user", "sato")
    assert (run.returncode, "spark://" in run.stderr) == (2, True)
