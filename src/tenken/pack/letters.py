"""事業者への問い合わせ文: a first draft out of what cannot be answered, and the letter as a document."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tenken.dates import in_wareki
from tenken.forms.document import Align, Block, Document, Heading, Items, Paragraph, Table
from tenken.rules.guide import guide

SOURCE = Path(__file__).with_name("letters.toml")
_FEW = 2
"""Of so few topics the letter asks all that their guides suggest; of more one question each, so that it stays short."""


@dataclass(frozen=True, slots=True)
class Letter:
    """As a person edits it: texts of one or more lines; one question on each line of ``questions``."""

    to: str
    sender: str
    title: str
    opening: str
    questions: str
    closing: str
    written_on: date
    reply_by: date

    @property
    def asked(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.questions.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks whom about what. ``sender`` are lines: the facility, then the person."""

    vendor: str
    systems: Sequence[str]
    lineages: Sequence[str]
    edition: str
    sender: Sequence[str]
    today: date
    reply_by: date


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


def draft(asking: Asking) -> Letter:
    """A letter that could be sent as it is."""
    texts = _texts()
    systems = "、".join(asking.systems) or texts["systems"]
    blanks = {"edition": asking.edition, "systems": systems, "reply_by": in_wareki(asking.reply_by)}
    return Letter(
        to=f"{asking.vendor}　{texts['honorific']}",
        sender="\n".join(line for line in asking.sender if line),
        title=texts["title"],
        opening=texts["opening"].format_map(blanks),
        questions="\n".join(questions(asking.lineages)),
        closing=texts["closing"],
        written_on=asking.today,
        reply_by=asking.reply_by,
    )


def questions(lineages: Sequence[str]) -> tuple[str, ...]:
    """What to ask about these topics; of many topics shorter than of few. The vendor's form and guideline end it."""
    texts = _texts()
    if len(lineages) <= _FEW:
        return tuple(question for lineage in lineages for question in _suggested(lineage))
    return (*(texts["questions"][lineage] for lineage in lineages), *texts["always"].values())


def _suggested(lineage: str) -> list[str]:
    """「事業者に聞くこと」 of the guide."""
    blocks = guide(lineage).part("事業者に聞くこと").blocks
    return ["".join(span.text for span in item) for block in blocks if block.kind == "ul" for item in block.items]


def letter_document(letter: Letter) -> Document:
    """The letter as Japanese offices write it: date, addressee, sender, subject, text, 敬具, 記, questions, 以上."""
    rows = tuple((str(number), question, "") for number, question in enumerate(letter.asked, 1))
    blocks: tuple[Block, ...] = (
        Paragraph(in_wareki(letter.written_on), Align.RIGHT),
        Paragraph(letter.to),
        Paragraph(letter.sender, Align.RIGHT),
        Heading(letter.title, 1),
        *(Paragraph(part) for part in letter.opening.split("\n") if part.strip()),
        Paragraph(_texts()["ending"], Align.RIGHT),
        Paragraph("記", Align.CENTER),
        Table(("番号", "お尋ねする事項", "ご回答"), rows, (2, 15, 13), tall=True),
        Paragraph(f"ご回答の期限　{in_wareki(letter.reply_by)}"),
        Items(tuple(line.strip().lstrip("・") for line in letter.closing.splitlines() if line.strip())),
        Paragraph("ご回答日　　　　年　　月　　日　　ご回答者（部署・お名前）　　　　　　　　　　　　　　"),
        Paragraph("以上", Align.RIGHT),
    )
    author = letter.sender.partition("\n")[0]
    return Document(letter.title, author, tuple(block for block in blocks if not _is_empty(block)))


def _is_empty(block: Block) -> bool:
    return (isinstance(block, Table) and not block.rows) or (isinstance(block, Items) and not block.texts)
