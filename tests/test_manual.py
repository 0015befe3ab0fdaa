"""The manual of commands is whole: every verb and option, every kind and field, every policy, every setting."""

import re
from argparse import ArgumentParser
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

from tenken.cli.__main__ import VERBS
from tenken.collectors.person.entry import ENTERABLE, fields_of
from tenken.config import FILE_NAME, TEMPLATE, Config, load_config
from tenken.standard.model import LINEAGE_NAMES
from tenken.verdicts.settings import all_fields

MANUAL = (Path(__file__).parents[1] / "docs" / "manual" / "commands.ja.md").read_text(encoding="utf-8")
VERB, KIND = re.compile(r"^## ([a-z]+)　", re.MULTILINE), re.compile(r"^#### `([a-z-]+)`", re.MULTILINE)
TABLES = ("facility", "server", "sign_in", "database", "checklist")
KEYS = [(table, field.name) for table in TABLES for field in fields(getattr(Config(Path()), table))]
KEYS += [("display", "language")]


def parts(heading: re.Pattern[str], of: str = MANUAL) -> dict[str, str]:
    """Name → what stands beneath its heading, up to the next heading of that kind."""
    pieces = heading.split(of)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def options(verb: str) -> list[str]:
    """The long options that a verb takes, as its own parser knows them."""
    parser = ArgumentParser(add_help=False)
    import_module(f"tenken.cli.{VERBS[verb].module}").arguments(parser, "ja")
    return [name for action in parser._actions for name in action.option_strings if name.startswith("--")]


OF_VERBS = parts(VERB)
OF_ALL_KINDS, _heading, KINDS = OF_VERBS["attest"].partition("### 種類と欄")
OF_KINDS = parts(KIND, KINDS)
OPTIONS = [(verb, option) for verb in VERBS for option in options(verb)]
FIELDS = [(kind, field.name) for kind in ENTERABLE for field in fields_of(kind)]


def test_every_verb_has_its_part_and_no_part_is_of_a_verb_that_is_gone() -> None:
    assert list(OF_VERBS) == list(VERBS)


@pytest.mark.parametrize(("verb", "option"), OPTIONS)
def test_every_option_of_a_verb_is_told_in_its_part(verb: str, option: str) -> None:
    assert re.search(rf"`{option}\b", OF_VERBS.get(verb, ""))


def test_every_kind_that_a_person_can_state_has_its_part() -> None:
    assert sorted(OF_KINDS) == sorted(ENTERABLE)


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_every_field_of_a_kind_is_told_in_its_part_or_among_those_of_all(kind: str, field: str) -> None:
    assert f"`{field}`" in OF_KINDS[kind] + OF_ALL_KINDS


@pytest.mark.parametrize("name", [name for name, _field in all_fields()])
def test_every_policy_is_listed(name: str) -> None:
    assert f"| `{name}` |" in MANUAL


@pytest.mark.parametrize("lineage", LINEAGE_NAMES)
def test_every_topic_is_listed(lineage: str) -> None:
    assert f"| `{lineage}` |" in MANUAL


@pytest.mark.parametrize(("table", "key"), KEYS)
def test_every_setting_is_told(table: str, key: str) -> None:
    assert re.search(rf"^\| `\[{table}\] (?:{key}`|.*`{key}`).* \|$", MANUAL, re.MULTILINE)


@pytest.mark.parametrize(("table", "key"), KEYS)
def test_every_setting_stands_in_the_template(table: str, key: str) -> None:
    of_table = parts(re.compile(r"^(?:# )?\[([a-z_]+)\]$", re.MULTILINE), TEMPLATE)[table]
    assert re.search(rf"^(?:# )?{key} = ", of_table, re.MULTILINE)


def test_the_template_says_what_holds_without_it(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(TEMPLATE, encoding="utf-8")
    assert load_config(tmp_path) == Config(tmp_path)
