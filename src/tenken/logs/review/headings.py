"""What the columns of lists are called. The first name of each is the one that messages and templates use."""

from collections.abc import Mapping

_PATIENT = ("患者番号", "患者id", "患者no", "カルテ番号", "patient_id")
_DEPARTMENT = ("所属", "部署", "診療科", "病棟", "department")
_SINCE = ("開始日", "入職日", "採用日", "受診日", "入院日", "予約日", "開始", "開始日時", "since")
_UNTIL = ("終了日", "退職日", "退院日", "終了", "終了日時", "until")
HEADINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "staff": {
        "user": ("利用者id", "利用者番号", "ログインid", "職員番号", "アカウント", "user_id"),
        "name": ("氏名", "名前", "name"),
        "family": ("姓", "family_name"),
        "department": _DEPARTMENT,
        "role": ("職種", "役割", "role"),
        "kind": ("区分", "種別", "kind"),
        "address": ("住所", "address"),
        "patient": _PATIENT,
        "since": ("入職日", *_SINCE),
        "until": ("退職日", *_UNTIL),
    },
    "patients": {
        "patient": _PATIENT,
        "name": ("氏名", "患者氏名", "患者名", "name"),
        "family": ("姓", "family_name"),
        "address": ("住所", "address"),
    },
    "vips": {"patient": _PATIENT},
    "treated": {
        "patient": _PATIENT,
        "department": ("診療科", *_DEPARTMENT),
        "since": ("受診日", *_SINCE),
        "until": ("退院日", *_UNTIL),
    },
    "plans": {
        "user": ("利用者id", "ログインid", "アカウント", "user_id"),
        "since": ("開始日時", *_SINCE),
        "until": ("終了日時", *_UNTIL),
        "what": ("作業内容", "内容", "what"),
    },
}
"""List → field → names of its column, as they are compared: in one width, without capitals."""
KINDS_OF_ACCOUNT: Mapping[str, str] = {
    "職員": "person", "person": "person",
    "事業者": "vendor", "保守": "vendor", "vendor": "vendor",
    "システム": "system", "system": "system",
}  # fmt: skip
"""区分 of an account: of a person of the house, of a vendor's, or of a program."""
