"""Fill a new data directory with the house's two years, and judge the form of this year."""

import sys
from datetime import datetime, timedelta
from pathlib import Path

from tenken.actions.assess import assess_and_keep
from tenken.actions.past import remember_day
from tenken.actions.site import open_site
from tenken.dates import local_day
from tenken.demo.history import replay


def fill(data: Path, now: datetime) -> None:
    """Every step up to now, with a line for the person who waits."""
    site = open_site(data)
    for number, step in enumerate(replay(site, now), 1):
        if number % 250 == 0:
            print(f"{step.when:%Y年%m月}まで作りました（{number} 件）", file=sys.stderr, flush=True)
    form = (site.config.checklist.edition, site.config.checklist.form)
    for weeks in range(12, 0, -1):
        remember_day(site, *form, local_day(now) - timedelta(weeks=weeks))
    assess_and_keep(site, *form, now)
