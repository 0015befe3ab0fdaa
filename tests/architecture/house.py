"""What is measured of the program's source: imports, lengths, names. Each check takes sources and names its faults."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import tenken

ROOT = Path(tenken.__file__).parent
FLOORS = (
    *(("text",), ("dates",), ("config",)),
    ("standard", "facts"),
    ("forms", "logs", "feeds"),
    ("collectors", "rules"),
    *(("verdicts",), ("answers",), ("pack",), ("ledger",), ("actions",)),
    ("web", "cli"),
    ("demo",),
)
"""Lowest first. The ground floor is three files that stand on one another; the demo stands on the roof."""

WITH_DJANGO = frozenset({"ledger", "actions", "web", "cli", "demo"})
"""The demo makes its house by the actions, as a door does."""

ASK_THE_CLOCK = frozenset({"actions", "cli", "demo", "web.frame"})
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
_NO_NAMES = re.compile(r"utils?|helpers?|common|misc|tools?")
_CLOCKS = frozenset({"now", "today", "utcnow", "localtime"})
_CATCH_ALL = frozenset({"Exception", "BaseException"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """A module of the program by its name below ``tenken``, as ``rules.patch``."""

    name: str
    text: str

    @property
    def package(self) -> str:
        return self.name.partition(".")[0]

    @property
    def nodes(self) -> Iterator[ast.AST]:
        return ast.walk(ast.parse(self.text))


def sources() -> tuple[Source, ...]:
    """All that was written by hand; migrations are written by Django."""
    paths = (path for path in sorted(ROOT.rglob("*.py")) if "migrations" not in path.parts)
    return tuple(Source(_name(path), path.read_text(encoding="utf-8")) for path in paths)


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(source: Source) -> Iterator[tuple[int, str]]:
    """(line, module) of every import, wherever it stands. What is taken from ``tenken`` itself is a module of it."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "tenken":
            yield from ((node.lineno, f"tenken.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def climbing(given: Iterable[Source]) -> list[str]:
    """Imports that lead up, or to a neighbour on the same floor."""
    floor = {package: number for number, packages in enumerate(FLOORS) for package in packages}
    return [
        f"{source.name}:{line} imports {module}"
        for source in given
        for line, module in imported(source)
        if (target := _package(module)) in floor and target != source.package
        if source.package in floor and floor[target] >= floor[source.package]
    ]


def _package(module: str) -> str:
    """The package of ours that a module belongs to; empty for one that is not ours."""
    parts = module.split(".")
    return parts[1] if parts[0] == "tenken" and len(parts) > 1 else ""


def with_django(given: Iterable[Source]) -> list[str]:
    return [
        f"{source.name}:{line} imports {module}"
        for source in given
        if source.package not in WITH_DJANGO
        for line, module in imported(source)
        if module.split(".")[0] == "django"
    ]


def relative_imports(given: Iterable[Source]) -> list[str]:
    return [f"{s.name}:{line} imports {module}" for s in given for line, module in imported(s) if module[0] == "."]


def hidden_imports(given: Iterable[Source]) -> list[str]:
    """Imports inside a function."""
    return [
        f"{source.name}:{inner.lineno} in {function.name}"
        for source in given
        for function in _functions(source)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


def catch_alls(given: Iterable[Source]) -> list[str]:
    """``except:``, ``except Exception`` and ``suppress(Exception)``, alone or among others."""
    return [f"{s.name}:{line}" for s in given for line, caught in _caught(s) if not caught or _CATCH_ALL & caught]


def _caught(source: Source) -> Iterator[tuple[int, set[str]]]:
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler):
            yield node.lineno, _names([node.type] if node.type else [])
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            yield node.lineno, _names(node.args)


def _names(nodes: Iterable[ast.AST]) -> set[str]:
    inner = [one for node in nodes for one in ast.walk(node)]
    return {one.id for one in inner if isinstance(one, ast.Name)} | {
        one.attr for one in inner if isinstance(one, ast.Attribute)
    }


def clocks_asked(given: Iterable[Source]) -> list[str]:
    """Calls that tell the time, where only an argument may."""
    return [
        f"{source.name}:{node.lineno} calls {ast.unparse(node.func)}"
        for source in given
        if not ASK_THE_CLOCK & {source.package, source.name}
        for node in source.nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in _CLOCKS or ast.unparse(node.func) == "time.time"
    ]


def long_files(given: Iterable[Source]) -> list[str]:
    lengths = ((source.name, len(source.text.splitlines())) for source in given)
    return [f"{name}: {lines} lines" for name, lines in lengths if lines > LONGEST_FILE]


def long_functions(given: Iterable[Source]) -> list[str]:
    lengths = ((s.name, function.name, _length(function)) for s in given for function in _functions(s))
    return [f"{name}.{function}: {lines} lines" for name, function, lines in lengths if lines > LONGEST_FUNCTION]


def _functions(source: Source) -> Iterator[Function]:
    return (node for node in source.nodes if isinstance(node, Function))


def _length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def nameless_files(given: Iterable[Source]) -> list[str]:
    """Files and packages whose name says nothing of what is in them."""
    return [source.name for source in given if any(map(_NO_NAMES.fullmatch, source.name.split(".")))]
