"""Get the ledger ready before a verb that needs it: settings, schema, and refusal of what we cannot read."""

import os
import shutil
from pathlib import Path

import django
from django.core.files import locks
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from tenken.text import Complaint, _

DISK_FULL = _("the disk is full; nothing was half-written. Free some space, then try again")
_LEAST_ROOM_BYTES = 256 * 1024


class StoreError(Complaint):
    """The store cannot be used as it is; the message says why and what to do."""

    kind = "cannot"


def configure(data: Path) -> None:
    """Tell Django where the facility's data is. Nothing is made or opened yet."""
    os.environ["TENKEN_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenken.web.settings")
    django.setup()


def make_ready(data: Path) -> None:
    """Make the data directory and bring the schema up to date. Raises StoreError for a newer one."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Two programs that make one database at once would trip over each other.
    with (data / "schema.lock").open("w") as alone:
        locks.lock(alone, locks.LOCK_EX)
        _bring_up_to_date(data)


def _bring_up_to_date(data: Path) -> None:
    try:
        executor = MigrationExecutor(connection)
        unknown = sorted(set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations))
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        if is_full(data):
            raise StoreError(DISK_FULL) from error
        words = _("the database in {data} cannot be opened ({why}); mend that, or restore a backup in a new directory")
        raise StoreError(words, data=str(data), why=str(error).strip()) from error
    if unknown:
        app, name = unknown[-1]
        words = _("the database in {data} was written by a newer Tenken (it knows {step}); install that one")
        raise StoreError(words, data=str(data), step=f"{app}.{name}")
    if behind:
        call_command("migrate", verbosity=0, interactive=False)


def is_full(data: Path) -> bool:
    """SQLite says no more than “disk I/O error” where there is no room for its files beside the database."""
    return data.exists() and shutil.disk_usage(data).free < _LEAST_ROOM_BYTES
