"""Whom the house calls when something happens. All numbers are invented."""

from collections.abc import Iterator
from datetime import date

from tenken.demo.house import VENDORS
from tenken.demo.paper import Paper
from tenken.facts.contacts import Lane
from tenken.facts.model import FACILITY

_HOUSE = (
    (Lane.FOUND, "佐藤 美咲", "さとう みさき", "000-0000-0101", "情報管理室、医療情報システム安全管理責任者"),
    (Lane.FOUND, "田中 修", "たなか おさむ", "000-0000-0102", "医事課、夜間と休日の受付"),
    (Lane.DECISION, "中村 健一", "なかむら けんいち", "000-0000-0201", "病院長、診療を止めるかどうかを決める"),
    (Lane.DECISION, "高田 由美", "たかだ ゆみ", "000-0000-0202", "事務長、病院長が不在のとき"),
    (Lane.OUTSIDE, "所轄警察署（見本）", "", "000-0000-0901", "被害の相談"),
    (Lane.OUTSIDE, "都道府県の担当課（見本）", "", "000-0000-0902", "診療への影響の報告"),
)
"""(lane, whom, furigana, number, duty), in the order of calls."""


def all_contacts(day: date) -> Iterator[Paper]:
    """The house's own in their order, then a desk of each vendor."""
    for turn, (lane, whom, reading, phone, duty) in enumerate(_HOUSE, 1):
        values = {"whom": whom, "lane": lane, "reading": reading, "phone": phone, "duty": duty, "turn": str(turn)}
        yield Paper(day, "contact", FACILITY, values)
    for turn, vendor in enumerate(VENDORS, 1):
        values = {"whom": vendor.contact, "lane": Lane.VENDOR, "phone": f"000-0000-05{turn:02}", "turn": str(turn)}
        yield Paper(day, "contact", vendor.subject, values)
