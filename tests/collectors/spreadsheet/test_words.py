"""Words are compared without width, case, long vowels and marks; what a word does not say is not guessed."""

import pytest

from tenken.collectors.spreadsheet.words import (
    CLASS_WORDS,
    class_in,
    clean,
    fold,
    is_footer,
    is_nothing,
    one_line,
    says_retired,
    without_brackets,
    yes_or_no,
)
from tenken.facts.model import MachineClass


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("サーバー", "サーバ"),
        ("ＭＡＣアドレス", "mac アドレス"),
        ("S/N", "ＳＮ"),
        ("機器 名", "機器名"),
        ("ﾒｰｶｰ", "メーカ"),
    ],
)
def test_words_that_people_write_in_two_ways_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "text", ["", "-", "ー", "―", "なし", "無し", "不明", "N/A", "ｎ／ａ", "未定", "...", "To Be Filled By O.E.M."]
)
def test_these_say_nothing(text: str) -> None:
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["0", "PC-1", "無線AP", "不明な機器", "a", "なしの木医院"])
def test_these_say_something(text: str) -> None:
    assert not is_nothing(text)


@pytest.mark.parametrize(
    ("text", "machine_class"),
    [
        ("サーバ", "server"), ("サーバー", "server"), ("電子カルテサーバ", "server"), ("NAS", "server"),
        ("端末", "client_pc"), ("PC", "client_pc"), ("ＰＣ", "client_pc"), ("ノートPC", "client_pc"),
        ("業務用ノートＰＣ", "client_pc"), ("デスクトップ", "client_pc"), ("端末PC", "client_pc"),
        ("ネットワーク機器", "network"), ("ルーター", "network"), ("L2スイッチ", "network"), ("無線ＡＰ", "network"),
        ("FW", "network"), ("ファイアウォール", "network"), ("UTM", "network"), ("VPN装置", "network"),
        ("医療機器", "medical"), ("生体情報モニタ", "medical"), ("CT", "medical"),
        ("プリンター", "other"), ("その他", "other"), ("モニタ", "other"),
    ],
)  # fmt: skip
def test_a_word_names_its_class(text: str, machine_class: str) -> None:
    assert class_in(text, CLASS_WORDS) is MachineClass(machine_class)


@pytest.mark.parametrize("text", ["リース", "map", "laptop stand", "ap1", "購入", "甲"])
def test_a_word_that_names_no_class_is_not_guessed(text: str) -> None:
    assert class_in(text, CLASS_WORDS) is None


@pytest.mark.parametrize("text", ["廃棄", "廃棄済み", "返却", "除却済", "売却"])
def test_these_say_that_it_left(text: str) -> None:
    assert says_retired(text)


@pytest.mark.parametrize("text", ["使用中", "廃棄予定", "予備", "保管", "返却予定"])
def test_what_is_only_planned_has_not_left(text: str) -> None:
    assert not says_retired(text)


@pytest.mark.parametrize(
    ("text", "holds"), [("はい", True), ("○", True), ("済", True), ("いいえ", False), ("×", False), ("多分", None)]
)
def test_yes_and_no_are_read_and_nothing_else(text: str, holds: bool | None) -> None:
    assert yes_or_no(text) is holds


def test_what_explains_a_head_stands_in_brackets() -> None:
    assert without_brackets("購入日（西暦）※") == "購入日※"


def test_signs_that_control_are_taken_out() -> None:
    assert clean("\x00 a\x1bb\ufffe \n") == "ab"


def test_a_name_over_several_lines_is_put_on_one() -> None:
    assert one_line("本館\n  1階　受付") == "本館 1階　受付"


@pytest.mark.parametrize("text", ["※ 現在", "合計 12台", "以上"])
def test_notes_and_sums_are_known_by_how_they_begin(text: str) -> None:
    assert is_footer(text)
