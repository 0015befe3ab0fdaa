"""The project's papers point at what is there: links, paths, make targets, decisions, dependencies."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "tenken"
PAPERS = [*ROOT.glob("*.md"), *(path for folder in ("docs", "src", "bench") for path in (ROOT / folder).rglob("*.md"))]
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
FOLDERS = [path for path in SOURCE.rglob("*") if path.is_dir()]
ADRS = sorted((ROOT / "docs" / "adr").glob("0*.md"))
WHERE = (ROOT / "docs" / "where.md").read_text(encoding="utf-8")
NOTICES = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8").lower()
EVERY_PAPER = pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))


def said(paper: Path) -> str:
    return paper.read_text(encoding="utf-8")


def required(name: str) -> list[str]:
    lines = (line.partition("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    return [re.split(r"[\[<>=~! ;]", line)[0].lower() for line in lines if line and not line.startswith("-")]


REQUIRED = sorted({name for kind in ("", "-dev", "-spark") for name in required(f"requirements{kind}.in")})


@EVERY_PAPER
def test_every_link_to_a_file_leads_to_one(paper: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", said(paper))
    assert [link for link in links if not (paper.parent / link).exists()] == []


@EVERY_PAPER
def test_every_make_target_that_is_named_is_there(paper: Path) -> None:
    assert set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", said(paper), re.MULTILINE)) <= {
        pair for target in TARGETS for pair in ((target, ""), ("", target))
    }


def test_every_path_in_where_is_there() -> None:
    named = set(re.findall(r"`((?:[\w.<>*-]+/)*[\w.<>*-]+\.(?:py|md|toml|sh|typ|po|css|in)|(?:[\w.-]+/)+)`", WHERE))
    plain = [path for path in named if "/" in path and not re.search(r"[<*]", path)]
    assert [path for path in plain if not any((base / path).exists() for base in (ROOT, SOURCE))] == []


def test_every_package_is_told_of_in_where() -> None:
    packages = {path.parent.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py")} - {"."}
    silent = {"ledger/migrations", "web/templatetags", "ledger/models", "web/pages"}
    assert [name for name in sorted(packages - silent) if f"{name}/" not in WHERE] == []


def test_every_decision_is_listed() -> None:
    index = said(ROOT / "docs" / "adr" / "README.md")
    assert [adr.name for adr in ADRS if f"({adr.name})" not in index] == []


@pytest.mark.parametrize("name", REQUIRED)
def test_every_dependency_has_a_decision(name: str) -> None:
    told = "\n".join(said(adr) for adr in ADRS).lower()
    assert name in told or name.replace("-", " ") in told


@pytest.mark.parametrize("name", REQUIRED)
def test_every_dependency_is_named_with_its_licence(name: str) -> None:
    assert name in NOTICES


@pytest.mark.parametrize("paper", [*ROOT.glob("*.md"), *ADRS], ids=lambda path: str(path.name))
def test_every_file_of_ours_that_is_named_with_its_folder_is_there(paper: Path) -> None:
    named = set(re.findall(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|md|toml|sh|typ|css|html|txt|in))`", said(paper)))
    assert [path for path in named if not any((base / path).exists() for base in (ROOT, SOURCE, *FOLDERS))] == []
