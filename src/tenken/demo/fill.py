"""Fill a new data directory with the house's two years, and judge the form of this year."""

import sys
from datetime import datetime
from pathlib import Path

from tenken.actions.assess import assess_and_keep
from tenken.actions.site import open_site
from tenken.demo.history import replay


def fill(data: Path, now: datetime) -> None:
    """Every step up to now, with a line for the person who waits."""
    site = open_site(data)
    for number, step in enumerate(replay(site, now), 1):
        if number % 250 == 0:
            print(f"{step.when:%Y年%m月}まで作りました（{number} 件）", file=sys.stderr, flush=True)
    assess_and_keep(site, site.config.checklist.edition, site.config.checklist.form, now)
