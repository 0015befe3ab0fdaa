"""列の推測: what a heading of an export probably means. A person looks at it before it counts."""

from collections.abc import Mapping, Sequence

WORDS: Mapping[str, tuple[str, ...]] = {
    "at": ("操作日時", "発生日時", "アクセス日時", "日時", "timestamp", "datetime"),
    "date": ("操作日", "日付", "年月日", "date"),
    "time": ("操作時刻", "時刻", "時間", "time"),
    "user_id": ("利用者id", "ユーザid", "ユーザーid", "職員番号", "職員コード", "利用者番号", "利用者コード", "利用者",
                "ユーザ", "操作者", "職員", "user"),
    "user_name": ("利用者名", "ユーザ名", "ユーザー名", "職員名", "操作者名", "利用者氏名", "職員氏名"),
    "role": ("職種", "所属", "権限", "role"),
    "patient_id": ("患者番号", "患者id", "カルテ番号", "患者コード", "patientid", "patient"),
    "function": ("操作内容", "操作名", "処理内容", "機能", "操作", "処理", "イベント", "action", "event"),
    "terminal": ("端末名", "端末", "コンピュータ", "ホスト", "terminal", "host"),
    "address": ("ipアドレス", "アドレス", "address"),
    "outcome": ("結果", "成否", "ステータス", "result", "status"),
    "object_id": ("文書番号", "オーダ番号", "対象"),
}  # fmt: skip
"""By field, in the order in which they are offered. The first word counts most."""
FAILURES = ("失敗", "エラー", "拒否", "NG", "fail", "error", "denied")


def guessed(headings: Sequence[str]) -> dict[str, str]:
    """Field → heading; each heading once. A name of a patient is never taken for anything."""
    free = {"".join(one.split()).casefold(): one for one in headings if one and not _names_a_patient(one)}
    found: dict[str, str] = {}
    for fits in (str.__eq__, str.__contains__):
        for field, words in WORDS.items():
            known = next((key for word in words for key in free if fits(key, word)), None)
            if known is not None and field not in found:
                found[field] = free.pop(known)
    return _one_time(found)


def _one_time(found: dict[str, str]) -> dict[str, str]:
    """Date and time count where both stand there, or no column has both."""
    drop = ("at",) if {"date", "time"} <= found.keys() and "at" not in found else ("date", "time")
    return {field: heading for field, heading in found.items() if field not in drop}


def _names_a_patient(heading: str) -> bool:
    return "患者" in heading and any(word in heading for word in ("名", "カナ", "かな"))
