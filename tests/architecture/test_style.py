"""What STYLE says and a machine can measure: size, names, imports in the open, narrow errors, one clock."""

import pytest

from tests.architecture.house import (
    Source,
    catch_alls,
    clocks_asked,
    hidden_imports,
    long_files,
    long_functions,
    nameless_files,
    sources,
)

SOURCES = sources()


def planted(text: str, name: str = "rules.planted") -> list[Source]:
    return [Source(name, text)]


def lines(n: int) -> str:
    return "    pass\n" * n


def test_no_file_has_more_than_300_lines() -> None:
    assert long_files(SOURCES) == []


def test_no_function_has_more_than_40_lines() -> None:
    assert long_functions(SOURCES) == []


def test_no_import_hides_in_a_function() -> None:
    assert hidden_imports(SOURCES) == []


def test_nothing_catches_every_error() -> None:
    assert catch_alls(SOURCES) == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert nameless_files(SOURCES) == []


def test_the_clock_is_asked_at_the_doors_only() -> None:
    assert clocks_asked(SOURCES) == []


def test_a_file_of_301_lines_would_be_found() -> None:
    assert (len(long_files(planted("x = 1\n" * 301))), long_files(planted("x = 1\n" * 300))) == (1, [])


def test_a_function_of_41_lines_would_be_found() -> None:
    assert (
        len(long_functions(planted(f"def f():\n{lines(40)}"))),
        long_functions(planted(f"def f():\n{lines(39)}")),
    ) == (
        1,
        [],
    )


def test_a_method_of_41_lines_would_be_found() -> None:
    method = "".join(f"    {line}\n" for line in f"async def f(self):\n{lines(40)}".splitlines())
    assert len(long_functions(planted(f"class A:\n{method}"))) == 1


@pytest.mark.parametrize("line", ["import os", "from tenken.text import Message"])
def test_an_import_in_a_function_would_be_found(line: str) -> None:
    assert len(hidden_imports(planted(f"def f():\n    if True:\n        {line}\n"))) == 1


def test_an_import_in_the_open_is_none_of_these() -> None:
    assert hidden_imports(planted("import os\nif TYPE_CHECKING:\n    import re\n")) == []


@pytest.mark.parametrize("caught", ["", " Exception", " BaseException as error", " (KeyError, Exception)"])
def test_a_handler_of_every_error_would_be_found(caught: str) -> None:
    assert len(catch_alls(planted(f"try:\n    pass\nexcept{caught}:\n    pass\n"))) == 1


@pytest.mark.parametrize("call", ["suppress(Exception)", "contextlib.suppress(OSError, Exception)"])
def test_silence_about_every_error_would_be_found(call: str) -> None:
    assert len(catch_alls(planted(f"with {call}:\n    pass\n"))) == 1


@pytest.mark.parametrize("caught", ["KeyError", "(OSError, EOFError)", "paramiko.SSHException"])
def test_a_narrow_handler_is_none_of_these(caught: str) -> None:
    assert catch_alls(planted(f"try:\n    pass\nexcept {caught}:\n    pass\n")) == []


@pytest.mark.parametrize("name", ["web.utils", "helpers.dates", "common", "ledger.misc", "web.helper"])
def test_a_name_that_says_nothing_would_be_found(name: str) -> None:
    assert nameless_files(planted("", name)) == [name]


@pytest.mark.parametrize("call", ["datetime.now(UTC)", "date.today()", "timezone.now()", "time.time()"])
def test_a_clock_asked_below_the_doors_would_be_found(call: str) -> None:
    assert (len(clocks_asked(planted(f"x = {call}"))), clocks_asked(planted(f"x = {call}", "actions.planted"))) == (
        1,
        [],
    )
