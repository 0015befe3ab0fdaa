"""The newest run of each month, as a file in the log store: the pages read it and need no engine."""

from pathlib import Path

import msgspec

from tenken.logs.evidence.store import write_safely
from tenken.logs.review.model import Month, Run
from tenken.logs.search.how_far import months_held


def keep_run(folder: Path, run: Run) -> None:
    write_safely(folder / f"{run.month}.json", msgspec.json.encode(run))


def read_run(folder: Path, month: Month) -> Run | None:
    """None where the month was not looked at yet, or by a Tenken that wrote it another way: it is looked at anew."""
    try:
        return msgspec.json.decode((folder / f"{month}.json").read_bytes(), type=Run)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def months_of_events(search: Path) -> tuple[Month, ...]:
    """Those of which the search store has events, the newest first."""
    return tuple(map(Month.read, months_held(search)))
