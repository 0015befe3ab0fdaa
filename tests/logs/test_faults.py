"""What the check of a store finds is said in the language of whoever reads it, not in the words of the check."""

import ast
import re
from pathlib import Path

import pytest

from tenken.logs import verify as module
from tenken.logs.evidence.checkpoints import notes
from tenken.logs.faults import as_message
from tenken.logs.verify import Fault, verify
from tenken.text import in_words
from tests.logs.evidence.stores import three_days
from tests.logs.tampering import WAYS, Tampering

JAPANESE = re.compile(r"[ぁ-ん]")


def test_every_way_of_tampering_is_told_in_japanese(tmp_path: Path) -> None:
    three_days(tmp_path / "store")
    anchor = list(notes(tmp_path / "store"))[-1]
    told = set[str]()
    for name, way in WAYS.items():
        tampering = Tampering(tmp_path / "store", tmp_path / "copy", name)
        way(tampering)
        told |= {str(fault) for fault in verify(tampering.folder, (anchor,)).faults}
    assert told
    assert [one for one in told if not JAPANESE.search(in_words(as_message(one), "ja").partition("：")[2])] == []


@pytest.mark.parametrize(
    ("fault", "ja"),
    [
        (Fault("segments/2026-04-01/000000007.zst", 7, "the file is gone"),
         "segments/2026-04-01/000000007.zst（区画7）：ファイルがなくなっています"),
        (Fault("checkpoints.txt", 3, "it is of size 4, not 5"),
         "checkpoints.txt（区画3）：区画の数が 4 です。5 のはずです"),
        (Fault("checkpoints.txt", None, "what {nobody} knows"), "checkpoints.txt：what {nobody} knows"),
    ],
)  # fmt: skip
def test_a_fault_says_where_and_what(fault: Fault, ja: str) -> None:
    assert (in_words(as_message(str(fault)), "ja"), in_words(as_message("?"), "ja")) == (ja, "?")


def test_every_sentence_of_the_check_is_known() -> None:
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    faults = [call.args[2] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Fault"]
    said = [what.value for what in faults if isinstance(what, ast.Constant) and isinstance(what.value, str)]
    assert said
    assert [one for one in said if one in in_words(as_message(f"x: {one}"), "ja")] == []
