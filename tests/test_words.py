"""The Japanese catalogue is whole: every word in use, none open or doubtful, and the terms of DESIGN §8 kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from babel.messages import Catalog
from tools.messages import PO, compiled, load_catalogue, wanted

from tenken.rules.model import STANDING_NAMES, Standing
from tenken.text import translate

BLANKS = re.compile(r"\{\w*\}|%\(\w+\)[sd]|%[sd]")
CATALOGUE = load_catalogue()


@dataclass(frozen=True)
class Term:
    """A term of DESIGN §8: as our English says it, and what every Japanese sentence with it must hold."""

    english: str
    japanese: str


TERMS = (
    Term(r"(?:an|no|the facility's) answer(?! within)|answers? (?:read|to)", "回答"),
    Term(r"verdicts?", "判定"),
    Term(r"met", "適合"),
    Term(r"not met", "不適合"),
    Term(r"cannot tell", "判定不能"),
    Term(r"out of scope", "対象外"),
    Term(r"findings?", "所見"),
    Term(r"ledger", "台帳"),
    Term(r"day of confirmation|confirmed on", "確認日"),
    Term(r"target dates?", "目標日"),
    Term(r"vendors?(?!:)", "事業者"),
)
NAMED = {
    Standing.MET: "適合",
    Standing.NOT_MET: "不適合",
    Standing.UNKNOWN: "判定不能",
    Standing.OUT_OF_SCOPE: "対象外",
}


def planted(english: str, japanese: str, *flags: str) -> Catalog:
    catalogue = Catalog(locale="ja")
    catalogue.add(english, string=japanese, flags=flags)
    return catalogue


def words(catalogue: Catalog) -> dict[str, str]:
    """English to Japanese."""
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def untranslated(sides: Mapping[str, str]) -> list[str]:
    return [english for english, japanese in sides.items() if not japanese.strip()]


def doubtful(catalogue: Catalog) -> list[str]:
    return [str(message.id) for message in catalogue if message.id and message.fuzzy]


def with_other_blanks(sides: Mapping[str, str]) -> list[str]:
    """Sentences whose two sides do not have the same blanks."""
    return [english for english, other in sides.items() if set(BLANKS.findall(english)) != set(BLANKS.findall(other))]


def in_other_words(sides: Mapping[str, str], term: Term) -> list[str]:
    """Sentences that speak of a term and do not call it by its Japanese name."""
    speaks = re.compile(rf"\b(?:{term.english})\b", re.IGNORECASE)
    return [one for one, other in sides.items() if speaks.search(BLANKS.sub("", one)) and term.japanese not in other]


def test_it_holds_exactly_the_words_in_use() -> None:
    assert set(words(CATALOGUE)) ^ set(wanted()) == set()


def test_every_word_has_its_japanese() -> None:
    assert untranslated(words(CATALOGUE)) == []


def test_nothing_is_doubtful() -> None:
    assert doubtful(CATALOGUE) == []


def test_both_sides_have_the_same_blanks() -> None:
    assert with_other_blanks(words(CATALOGUE)) == []


def test_what_is_compiled_is_what_is_written() -> None:
    assert PO.with_suffix(".mo").read_bytes() == compiled(CATALOGUE)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.japanese)
def test_a_term_is_called_by_its_one_japanese_name(term: Term) -> None:
    assert in_other_words(words(CATALOGUE), term) == []


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.japanese)
def test_a_term_is_used(term: Term) -> None:
    assert any(term.japanese in japanese for japanese in words(CATALOGUE).values())


@pytest.mark.parametrize(("standing", "name"), NAMED.items())
def test_a_standing_bears_its_name(standing: Standing, name: str) -> None:
    assert translate(STANDING_NAMES[standing], "ja") == name


@pytest.mark.parametrize("other", ["ベンダ", "レジャー", "アンサー", "スコープ外"])
def test_no_term_has_a_second_name(other: str) -> None:
    assert [english for english, japanese in words(CATALOGUE).items() if other in japanese] == []


def test_an_open_word_would_be_found() -> None:
    assert untranslated({"verdict": " "}) == ["verdict"]


def test_a_doubtful_word_would_be_found() -> None:
    assert doubtful(planted("verdict", "判定", "fuzzy")) == ["verdict"]


@pytest.mark.parametrize(
    "sides", [("{n} rows", "行"), ("{n} rows", "{m}行"), ("rows", "{n}行"), ("%(n)s rows", "{n}行"), ("%s row", "行")]
)
def test_a_blank_that_is_not_on_both_sides_would_be_found(sides: tuple[str, str]) -> None:
    assert with_other_blanks(dict([sides])) == [sides[0]]


def test_a_term_by_another_name_would_be_found() -> None:
    assert in_other_words({"2 verdicts": "2件の結論"}, Term("verdicts?", "判定")) == ["2 verdicts"]


def test_a_compiled_form_of_other_words_would_be_found() -> None:
    assert compiled(planted("verdict", "結論")) != compiled(planted("verdict", "判定"))


def test_the_words_of_a_template_and_of_code_are_both_taken_in() -> None:
    suffixes = {place.rpartition(".")[2] for places in wanted().values() for place in places}
    assert suffixes == {"html", "py"}
