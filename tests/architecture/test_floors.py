"""Imports run downwards only; neighbours on a floor never import each other; Django enters the upper floors only."""

from typing import Any

import pytest
from django.apps import apps

from tests.architecture.house import FLOORS, ROOT, Source, climbing, relative_imports, sources, with_django

SOURCES = sources()


def of(package: str, line: str) -> list[Source]:
    return [Source(f"{package}.planted", line)]


def test_no_package_imports_from_above_or_from_its_neighbour() -> None:
    assert climbing(SOURCES) == []


def test_django_stays_out_of_the_floors_below_the_ledger() -> None:
    assert with_django(SOURCES) == []


def test_every_import_names_the_whole_way() -> None:
    assert relative_imports(SOURCES) == []


def test_every_package_of_the_program_has_its_floor() -> None:
    data = {"locale"}
    packages = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name != "__pycache__"} - data
    files = {path.stem for path in ROOT.glob("*.py")} - {"__init__"}
    assert packages | files <= {name for floor in FLOORS for name in floor}


def test_only_the_ledger_has_tables() -> None:
    models: list[Any] = [*apps.get_models()]
    modules = {model.__module__ for model in models}
    ours = {module for module in modules if module.startswith("tenken.")}
    assert {module.rpartition(".")[0] for module in ours} == {"tenken.ledger.models"}


@pytest.mark.parametrize(
    ("package", "line"),
    [
        ("rules", "from tenken.ledger.recall import case_at"),
        ("rules", "from tenken import ledger"),
        ("rules", "import tenken.verdicts.case"),
        ("facts", "def read():\n    from tenken.forms.workbook import fill"),
        ("answers", "if TYPE_CHECKING:\n    from tenken.pack.model import Contents"),
        ("cli", "from tenken.demo.house import OFFICER"),
    ],
)
def test_a_way_up_would_be_found(package: str, line: str) -> None:
    assert len(climbing(of(package, line))) == 1


@pytest.mark.parametrize(
    ("package", "neighbour"), [("standard", "facts"), ("rules", "collectors"), ("web", "cli"), ("forms", "logs")]
)
def test_a_door_to_the_neighbour_would_be_found(package: str, neighbour: str) -> None:
    assert len(climbing(of(package, f"from tenken.{neighbour} import model"))) == 1


@pytest.mark.parametrize("line", ["from tenken.rules.model import Rule", "from tenken import __version__", "import re"])
def test_a_way_down_within_or_out_is_free(line: str) -> None:
    assert climbing(of("rules", line)) == []


@pytest.mark.parametrize("line", ["from django.db import models", "import django", "import django.conf as settings"])
def test_django_below_the_ledger_would_be_found(line: str) -> None:
    assert len(with_django(of("pack", line))) == 1


@pytest.mark.parametrize("line", ["from . import model", "from ..facts import model", "from .model import Fact"])
def test_an_import_that_does_not_name_the_whole_way_would_be_found(line: str) -> None:
    assert len(relative_imports(of("facts", line))) == 1
