"""docs/glossary.md: one word for one meaning, the same as on the pages, and each name leads into the code."""

import re
from collections import Counter
from enum import Enum
from pathlib import Path
from pkgutil import resolve_name

import pytest

from tenken.facts import STATEMENTS
from tenken.facts.model import CLASS_NAMES, MARK_NAMES
from tenken.rules.model import STANDING_NAMES
from tenken.standard.model import LINEAGE_NAMES
from tenken.text import translate

GLOSSARY = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
LINE = re.compile(r"^\| (.+?) \| (.+?) \| (?:`([\w.]+)`|－) \| (.+?) \| (.+?) \|$", re.MULTILINE)
PARTS = {part.partition("\n")[0]: LINE.findall(part) for part in GLOSSARY.split("\n## ")[1:]}
OF_LINEAGES = PARTS["系譜の一覧"]
TERMS = [line for title, lines in PARTS.items() if title != "系譜の一覧" for line in lines]
NAMES = sorted({code for _term, _english, code, *_rest in [*TERMS, *OF_LINEAGES] if code})
NAMED = [*STANDING_NAMES.items(), *MARK_NAMES.items(), *CLASS_NAMES.items()]


def place(member: Enum) -> str:
    return f"{type(member).__module__.removeprefix('tenken.')}.{type(member).__name__}.{member.name}"


def is_there(name: str) -> bool:
    owner, _dot, last = name.rpartition(".")
    fields = getattr(resolve_name(f"tenken.{owner}".rstrip(".")), "__dataclass_fields__", {})
    return last in fields or resolve_name(f"tenken.{name}") is not None


def called(code: str) -> list[str]:
    return [term for term, _english, name, *_rest in [*TERMS, *OF_LINEAGES] if name == code]


def twice(words: list[str]) -> list[str]:
    return [word for word, times in Counter(words).items() if times > 1]


def test_every_line_of_its_tables_has_all_its_parts() -> None:
    lines = [line for line in GLOSSARY.splitlines() if line.startswith("| ") and line.count("|") == 6]
    assert len(lines) == len(TERMS) + len(OF_LINEAGES) + len(PARTS)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_leads_into_the_code(name: str) -> None:
    assert is_there(name)


def test_no_term_stands_twice() -> None:
    assert twice([term for term, *_rest in TERMS]) == []


def test_no_english_word_stands_for_two_terms() -> None:
    assert twice([word for _term, english, *_rest in TERMS for word in english.split(", ")]) == []


@pytest.mark.parametrize("lineage", LINEAGE_NAMES)
def test_every_lineage_has_the_name_that_the_pages_give_it(lineage: str) -> None:
    assert called(f"rules.{lineage.replace('-', '_')}") == [translate(LINEAGE_NAMES[lineage], "ja")]


@pytest.mark.parametrize("kind", STATEMENTS)
def test_every_kind_of_statement_has_the_name_that_the_pages_give_it(kind: str) -> None:
    statement = STATEMENTS[kind]
    code = f"{statement.__module__.removeprefix('tenken.')}.{statement.__name__}"
    assert translate(statement.name, "ja") in called(code)


@pytest.mark.parametrize(("member", "name"), NAMED)
def test_every_standing_mark_and_class_has_the_name_that_the_pages_give_it(member: Enum, name: str) -> None:
    assert translate(name, "ja") in called(place(member))
