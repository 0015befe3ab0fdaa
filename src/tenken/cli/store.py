"""Get the ledger ready before a verb that needs it: settings, schema, and refusal of what we cannot read."""

import os
from pathlib import Path

import django
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from tenken.text import Complaint, _


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
    try:
        executor = MigrationExecutor(connection)
        unknown = sorted(set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations))
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise StoreError(_("the database in {data} cannot be opened: {why}"), data=str(data), why=str(error)) from error
    if unknown:
        app, name = unknown[-1]
        words = _("the database in {data} was written by a newer Tenken (it knows {step}); install that one")
        raise StoreError(words, data=str(data), step=f"{app}.{name}")
    if behind:
        call_command("migrate", verbosity=0, interactive=False)
