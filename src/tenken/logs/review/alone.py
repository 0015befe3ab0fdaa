"""A program of its own: `python -m tenken.logs.review.alone LOGS MONTH NOW` looks through a month and keeps the run.

The pages start it, so that the engine and all that it takes of memory is not where they are.
"""

import sys
from datetime import datetime
from pathlib import Path

from tenken.logs.evidence.checkpoints import notes, read_note
from tenken.logs.review.keep import keep_run
from tenken.logs.review.model import Month, ReviewError, Run
from tenken.logs.review.run import Evidence, review
from tenken.logs.review.tables import read_lists
from tenken.logs.search import following
from tenken.logs.search.engine import Engine, in_process
from tenken.text import _


def look_through(engine: Engine, logs: Path, month: Month, now: datetime) -> Run:
    """In place of the run of this month that was there. Raises ReviewError where there is nothing to look through."""
    if now < month.since:
        raise ReviewError(_("the month {month} has not begun yet"), month=str(month))
    run = review(engine, logs / "search", month, read_lists(logs / "lists"), _evidence(logs / "evidence"), now)
    keep_run(logs / "reviews", run)
    return run


def _evidence(store: Path) -> Evidence:
    newest = None
    for note in notes(store):
        newest = note
    if newest is None:
        raise ReviewError(_("there are no access logs yet"))
    checkpoint, _signature = read_note(newest)
    return Evidence(checkpoint.size, checkpoint.root.hex())


def main(logs: Path, month: str, now: datetime) -> int:
    following.main(logs)
    with in_process() as engine:
        look_through(engine, logs, Month.read(month), now)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], datetime.fromisoformat(sys.argv[3])))
