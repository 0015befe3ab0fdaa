"""Answers and verdicts for tests: of R7's form for hospitals, its row on patches unless told."""

from datetime import date
from typing import Any

from tenken.answers.model import Answer
from tenken.facts.model import SubjectId
from tenken.rules.model import Finding, Standing
from tenken.standard.load import load
from tenken.standard.model import Row
from tenken.text import Message
from tenken.verdicts.assess import Verdict
from tests.build import NOW, days_ago

R7 = load("r7")
HOSPITAL = R7.form("hospital")
PATCH = HOSPITAL.row("2-6")
GATE = HOSPITAL.row("0")
TARGET = date(2026, 3, 31)


def verdict(*standings: Standing, row: Row = PATCH) -> Verdict:
    """A finding for each of these, about one machine each."""
    seen = Message("it was seen so")
    return Verdict(row, tuple(Finding(SubjectId(f"machine:srv{n}"), s, seen) for n, s in enumerate(standings, 1)))


def answer(*, yes: bool = True, row: str = "2-6", on: date = days_ago(5), **more: Any) -> Answer:
    """An answer as kept."""
    usual = {"edition": "r7", "form": "hospital", "number": 1, "round": 1, "by": "佐藤", "reason": ""}
    stood = {"standing": Standing.MET, "met": 1, "total": 1, "recorded_at": NOW}
    target = None if yes else TARGET
    return Answer(**{"row": row, "yes": yes, "on": on, "target": target, **usual, **stood, **more})
