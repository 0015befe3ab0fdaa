"""What a heading means is guessed from words that systems use; a patient's name is never taken for anything."""

import pytest

from tenken.logs.guessed import guessed
from tests.logs.exports import HEADINGS

OF_THE_SAMPLE = {
    "date": "日付", "time": "時刻", "user_id": "利用者ID", "patient_id": "患者番号", "function": "操作内容",
    "outcome": "結果",
}  # fmt: skip


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (HEADINGS.split(","), OF_THE_SAMPLE),
        (["操作日時", "職員番号", "職員名"], {"at": "操作日時", "user_id": "職員番号", "user_name": "職員名"}),
        (["患者氏名", "患者カナ", "日時"], {"at": "日時"}),
        (["日時", "日付", "利用者"], {"at": "日時", "user_id": "利用者"}),
        (["備考", ""], {}),
    ],
)
def test_headings_are_guessed_each_once(headings: list[str], found: dict[str, str]) -> None:
    assert guessed(headings) == found
