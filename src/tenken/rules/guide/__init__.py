"""What the facility reads of each lineage: one text, shown on its page and printed where it is needed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HEADINGS = (
    "何を聞かれているか",
    "何で示せるか",
    "Tenken の判定",
    "どうすればよいか",
    "事業者に聞くこと",
    "出典",
)
"""Every guide has these, in this order."""

_BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Block:
    """``kind`` is p (one item), ul or ol; each item is a line of spans."""

    kind: str
    items: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    title: str
    lead: tuple[Block, ...]
    parts: tuple[Part, ...]

    def part(self, heading: str) -> Part:
        return next(part for part in self.parts if part.heading == heading)


@cache
def guide(lineage: str) -> Guide:
    """The Japanese guide page of a lineage."""
    return read_guide((Path(__file__).parent / f"{lineage}.ja.md").read_text(encoding="utf-8"))


def read_guide(text: str) -> Guide:
    """Headings, paragraphs, lists and bold words: all the Markdown that a guide uses."""
    head, *rest = re.split(r"^## +", text, flags=re.MULTILINE)
    title, _newline, lead = head.removeprefix("# ").partition("\n")
    parts = (section.partition("\n") for section in rest)
    return Guide(title.strip(), tuple(_blocks(lead)), tuple(Part(h.strip(), tuple(_blocks(b))) for h, _n, b in parts))


def _blocks(text: str) -> Iterator[Block]:
    for chunk in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        if not lines:
            continue
        if all(line.startswith("- ") for line in lines):
            yield Block("ul", tuple(_spans(line[2:]) for line in lines))
        elif all(re.match(r"\d+\. ", line) for line in lines):
            yield Block("ol", tuple(_spans(line.partition(". ")[2]) for line in lines))
        else:
            yield Block("p", (_spans("".join(lines)),))


def _spans(text: str) -> tuple[Span, ...]:
    parts = _BOLD.split(text)
    return tuple(Span(part, bold=index % 2 == 1) for index, part in enumerate(parts) if part)
