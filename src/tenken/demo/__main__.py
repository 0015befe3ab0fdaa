"""Make the fictional hospital: `python -m tenken.demo DIR`."""

import shutil
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from django.db import connections

from tenken.cli.store import configure, make_ready
from tenken.demo.exports import PROFILE, PROFILE_NAME
from tenken.demo.house import FACILITY_NAME

_CONFIG = f"""\
# 架空の病院の見本です。
[facility]
name = "{FACILITY_NAME}（見本）"

[checklist]
edition = "r8"
form = "hospital"
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
    (unfinished / "tenken.toml").write_text(_CONFIG, encoding="utf-8")
    (unfinished / "profiles").mkdir()
    (unfinished / "profiles" / f"{PROFILE_NAME}.toml").write_text(PROFILE, encoding="utf-8")
    configure(unfinished)
    make_ready(unfinished)
    # As the verbs of the command line are: loaded once the settings know the data directory.
    filling: Any = import_module("tenken.demo.fill")
    filling.fill(unfinished, datetime.now(UTC))
    connections.close_all()
    unfinished.rename(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
