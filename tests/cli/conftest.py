"""A data directory that somebody works with, for tests that only look."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.steps import CONTRACT, PLAN, done
from tests.conftest import data_folder


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """This machine was looked at, a plan is on file, a vendor is known, one row is answered."""
    folder = tmp_path_factory.mktemp("house")
    plan = folder / "BCP 第4版.pdf"
    plan.write_bytes(b"%PDF-1.7 plan")
    with data_folder(folder / "data") as data:
        done(data, "collect", "linux")
        done(data, "attest", *PLAN, "--file", str(plan))
        done(data, "attest", *CONTRACT)
        done(data, "answer", "r7", "--form", "hospital", "3-3", "yes", "--by", "佐藤", "--on", "2025-11-20")
        yield data
