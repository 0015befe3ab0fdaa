"""操作の記録 in words: of every doing what it was about, and no code, digest or key that only the program reads."""

from datetime import UTC, datetime

import pytest

from tenken.actions.site import Site
from tenken.ledger.logbook import Done
from tenken.text import Message, in_words
from tenken.web.lately import told_of

ROOT = "9f" * 32
CHECKPOINT = f"tenken-logs/fcff\n44\n{ROOT}\nat 2025-12-31T22:00:00Z\n\n— tenken-logs/fcff VaSb9Jiv=\n"
TOLD = [
    ("look logs", "110101", "1 patient=883f3ba8 user=w-ns3", "1件｜患者（照合値 883f3ba8）｜アカウント w-ns3"),
    ("look logs", "110101", "0 terminal=PC 1 event=110112", "0件｜端末 PC 1｜記録の種類：患者の検索"),
    ("look logs", "110101", "7 unparsed", "7件｜読み取れない記録だけ"),
    ("look logs", "110101", "2 timeline=AD-SV01,10.20.0.11", "2件｜AD-SV01,10.20.0.11 の時系列"),
    ("look log event", "110101", "43/557", "43-557"),
    ("look log timeline", "110101", f"2 {ROOT}", "2件"),
    ("logs import", "電子カルテ", "4421 2025-12.csv", "電子カルテ｜4421件｜2025-12.csv"),
    ("logs list", "plans", "3 6c5b839b627eff54", "保守の作業計画｜3行"),
    ("logs decision", "2026-06 42037c010f5b57fc4f8b", "fine 毎月の業務", "2026-06｜理由がある（問題なし）｜毎月の業務"),
    ("logs decision", "2026-06 42037c010f5b57fc4f8b", "taken_back 7", "2026-06｜判断を取り消した"),
    ("logs review signed", "2026-06", f"{ROOT} {ROOT} 0", "2026-06｜未判断 0 件"),
    ("logs anchor", "", CHECKPOINT, "44区画"),
    ("logs retain", ROOT, "120 期間を過ぎたため", "120件｜期間を過ぎたため"),
    ("logs diary sealed", "8f2c", "3", "3件"),
    ("import spreadsheet", "8479", "list-list-a33039", "#8479"),
    ("import vendor_form", "vendor:北斗システム", "r7", "北斗システム｜R7"),
    ("bulk-edit", "#8480", "30", "#8480｜30台"),
    ("undo", "#8480", "role, place", "#8480｜役割、設置場所"),
    ("undo", "#8479", "3階の一覧", "#8479｜3階の一覧"),
    ("look evidence", "evidence:34", "", "#34"),
    ("inspection open", "inspection:#1", "保健所 田中 r7 hospital", "#1｜保健所 田中｜R7 医療機関確認用"),
]


@pytest.mark.parametrize(("verb", "about", "detail", "words"), TOLD)
def test_a_doing_is_told_in_words(site: Site, verb: str, about: str, detail: str, words: str) -> None:
    done = Done(datetime(2026, 11, 27, tzinfo=UTC), "佐藤", verb, about, detail)
    parts = [in_words(part, "ja") if isinstance(part, Message) else part for part in told_of(site, done)]
    assert "｜".join(map(str, parts[1:])) == words
