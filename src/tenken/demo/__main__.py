"""Make the fictional hospital: `python -m tenken.demo DIR`."""

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from django.db import connections

from tenken.cli.store import configure, make_ready
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
    configure(unfinished)
    make_ready(unfinished)
    _fill(unfinished)
    connections.close_all()
    unfinished.rename(data)
    return 0


def _fill(data: Path) -> None:
    from tenken.actions.assess import assess_and_keep  # noqa: PLC0415 (the ledger loads once Django is set up)
    from tenken.actions.site import open_site  # noqa: PLC0415
    from tenken.demo.history import replay  # noqa: PLC0415

    site, now = open_site(data), datetime.now(UTC)
    for number, step in enumerate(replay(site, now), 1):
        if number % 250 == 0:
            print(f"{step.when:%Y年%m月}まで作りました（{number} 件）", file=sys.stderr, flush=True)
    assess_and_keep(site, site.config.checklist.edition, site.config.checklist.form, now)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
