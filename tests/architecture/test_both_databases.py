"""Tests that touch the ledger lie in folders of which `make test` asks PostgreSQL too."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
LED_TO = {"site: Site", "db: None", "transactional_db: None", "data: Path", "tenken: Tenken"}
"""Fixtures by which a test comes to a ledger."""


def folders_for_postgresql() -> set[str]:
    makefile = (TESTS.parent / "Makefile").read_text(encoding="utf-8")
    found = re.search(r"^ON_POSTGRESQL := (.+)$", makefile, re.MULTILINE)
    return {path.split("/")[1] for path in found[1].split()} if found else set()


def asks_a_database(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    fixtures = (f for f in functions if f.name.startswith("test_") or f.decorator_list)
    asked = {ast.unparse(argument) for function in fixtures for argument in function.args.args}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return bool(asked & LED_TO or names & {"run_tenken", "data_folder"})


def test_no_other_folder_has_a_test_that_asks_a_database() -> None:
    files = [path for path in TESTS.rglob("test_*.py") if asks_a_database(path)]
    assert {path.relative_to(TESTS).parts[0] for path in files} <= folders_for_postgresql()


def test_such_a_test_would_be_found() -> None:
    assert asks_a_database(TESTS / "ledger" / "test_recall.py")
