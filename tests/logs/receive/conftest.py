"""Receivers begin in a moment: the process that they are forked of is one for all tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.logs.receive.bare import Bare, Warm, running, warm_up


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    with warm_up(tmp_path_factory.mktemp("warm")) as process:
        yield process


@pytest.fixture
def house(warm: Warm, tmp_path: Path) -> Iterator[Bare]:
    """A receiver that is ready, on an empty store."""
    with running(warm, tmp_path / "evidence") as receiver:
        yield receiver
