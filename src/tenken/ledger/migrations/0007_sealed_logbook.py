"""操作の記録 is only added to, as all that is remembered. Entries from now on are sealed by the chain."""

from importlib import import_module
from typing import Any

from django.db import migrations

append_only = import_module("tenken.ledger.migrations.0002_append_only")


def guard(apps: Any, schema_editor: Any) -> None:
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in append_only._sqlite("logbook") if sqlite else append_only._postgresql("logbook"):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_memberships")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
