"""A system's CSV export and its map of columns, made by hand after the ministry's sample table."""

from pathlib import Path

MAP = """
[columns]
date = "日付"
time = "時刻"
user_id = "利用者ID"
patient_id = "患者番号"
function = "操作内容"
outcome = "結果"
[outcome]
"失敗" = "4"
"""
HEADINGS = "日付,時刻,利用者ID,患者番号,操作内容,結果"
LINES = (
    "令和8年4月1日,08:30,sato,P00042^^^HOSP,カルテ参照,成功",
    "2026/04/01,２４：１０,suzuki,P00007,印刷,失敗",
    "いつか,,suzuki,P00007,印刷,",
)
"""Two events, and one whose time cannot be read."""


def export(folder: Path, *lines: str, encoding: str = "cp932", name: str = "export.csv") -> Path:
    path = folder / name
    path.write_bytes("".join(f"{line}\r\n" for line in (HEADINGS, *lines)).encode(encoding))
    return path
