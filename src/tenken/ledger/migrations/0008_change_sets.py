"""まとめての変更, only added to."""

from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

append_only = import_module("tenken.ledger.migrations.0002_append_only")


def guard(apps: Any, schema_editor: Any) -> None:
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in append_only._sqlite("change_set") if sqlite else append_only._postgresql("change_set"):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_sealed_logbook")]
    operations = [
        migrations.CreateModel(
            name="ChangeSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("title", models.CharField(default="", max_length=300)),
                ("reason", models.TextField(default="")),
                ("observation", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="change_set", to="ledger.observationrow")),
                ("undoes", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="undone_by", to="ledger.changeset")),
            ],
            options={"db_table": "change_set"},
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
