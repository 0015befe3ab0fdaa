"""The first administrator: made once, when there is nobody yet."""

import secrets
import string
from pathlib import Path

from django.contrib.auth.models import User

from tenken.ledger.people import Role, give_role

FIRST = "admin"
INITIAL_PASSWORD = "initial-password.txt"  # noqa: S105 (the name of a file)
_SIGNS = string.ascii_letters + string.digits


def first_administrator(note: Path) -> str | None:
    """Make the administrator and write the password into ``note``; None where somebody is there already."""
    if User.objects.exists():
        return None
    password = "-".join("".join(secrets.choice(_SIGNS) for _sign in range(5)) for _group in range(4))
    # The note first: an administrator whose password nobody can read would lock everybody out.
    note.touch(mode=0o600)
    note.write_text(f"{FIRST}\n{password}\n", encoding="ascii")
    give_role(User.objects.create_superuser(FIRST, password=password), Role.ADMINISTRATOR)
    return password
