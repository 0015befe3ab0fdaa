"""A furnished data directory whose pages a process of its own serves: `python -m tests.web.furnished DIR`."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tenken.cli.store import configure, make_ready
from tenken.config import FILE_NAME

NAME, PASSWORD = "sato", "kirin-no-kubi-2026"
"""Who may sign in there."""


def furnished(data: Path) -> dict[str, object]:
    """Furnish this directory in a process of its own. The numbers of the observations by name."""
    data.mkdir(exist_ok=True)
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TENKEN_", "DJANGO_"))}
    command, root = [sys.executable, "-m", "tests.web.furnished", str(data)], Path(__file__).parents[2]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=root, env=clean)
    return dict(json.loads(done.stdout))


def main(data: Path) -> None:
    configure(data)
    make_ready(data)
    from django.contrib.auth.models import User  # noqa: PLC0415 (the ledger loads once Django is set up)

    from tenken.actions.site import open_site  # noqa: PLC0415
    from tenken.ledger.people import Role, give_role  # noqa: PLC0415
    from tests.web.installed import SETTINGS, furnish  # noqa: PLC0415

    with (data / FILE_NAME).open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    give_role(User.objects.create_user(NAME, password=PASSWORD), Role.ADMINISTRATOR)
    print(json.dumps(furnish(open_site(data))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
