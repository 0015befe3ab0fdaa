"""A second person at a second program: answers each row whose id comes in, and says what came of it.

Called as ``python -m tests.actions.answerer DATA NAME``. Every answer is given as by somebody who saw no answer yet.
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from tenken.cli.store import configure

DATA, NAME = Path(sys.argv[1]), sys.argv[2]
configure(DATA)

from tenken.actions.answer import answer  # noqa: E402
from tenken.actions.site import open_site  # noqa: E402
from tenken.answers.model import Proposed  # noqa: E402
from tenken.text import Complaint  # noqa: E402

PROPOSED = Proposed(yes=True, by=NAME, on=date(2025, 11, 20), reason="確認済み", after=0)


def outcome(row: str) -> str:
    try:
        answer(open_site(DATA), "r7", "hospital", row, PROPOSED, datetime.now(UTC))
    except Complaint as refusal:
        return f"refused: {refusal}"
    return "kept"


if __name__ == "__main__":
    print("ready", flush=True)
    for line in sys.stdin:
        print(outcome(line.strip()), flush=True)
