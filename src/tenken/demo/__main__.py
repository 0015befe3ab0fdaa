"""Make the fictional hospital: `python -m tenken.demo DIR`."""

import shutil
import sys
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from django.db import connections

from tenken.cli.store import configure, make_ready
from tenken.dates import local_day
from tenken.demo.exports import PROFILE, PROFILE_NAME
from tenken.demo.house import FACILITY_NAME

_CONFIG = f"""\
# 架空の病院の見本です。
[facility]
name = "{FACILITY_NAME}（見本）"

[checklist]
edition = "r8"
form = "hospital"
inspection = "%s"
"""


def main(arguments: list[str]) -> int:
    """Make the data directory, whole or not at all; one that is there already is left as it is."""
    if len(arguments) != 1:
        print("usage: python -m tenken.demo DIR", file=sys.stderr)
        return 2
    data = Path(arguments[0]).absolute()
    if data.exists():
        print(f"{data} はすでにあります。見本を作り直すときは、このフォルダを消してください。")
        return 0
    unfinished = data.with_name(f"{data.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700, parents=True)
    now = datetime.now(UTC)
    (unfinished / "tenken.toml").write_text(_CONFIG % _inspected(local_day(now)), encoding="utf-8")
    (unfinished / "profiles").mkdir()
    (unfinished / "profiles" / f"{PROFILE_NAME}.toml").write_text(PROFILE, encoding="utf-8")
    configure(unfinished)
    make_ready(unfinished)
    # As the verbs of the command line are: loaded once the settings know the data directory.
    filling: Any = import_module("tenken.demo.fill")
    filling.fill(unfinished, now)
    connections.close_all()
    unfinished.rename(data)
    return 0


def _inspected(today: date) -> date:
    """In twelve weeks, when nobody has the day off."""
    day = today + timedelta(weeks=12)
    return day - timedelta(days=max(0, day.weekday() - 4))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
