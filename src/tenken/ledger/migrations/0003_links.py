"""Decisions on which entries are one machine; like all that is decided, they are only added."""

from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

append_only = import_module("tenken.ledger.migrations.0002_append_only")


def guard(apps: Any, schema_editor: Any) -> None:
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in append_only._sqlite("link") if sqlite else append_only._postgresql("link"):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="LinkRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("status", models.CharField(max_length=16)),
                ("by", models.CharField(default="", max_length=200)),
                ("rested_on", models.TextField(default="")),
                ("recorded_at", models.DateTimeField()),
                ("first", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.subject")),
                ("second", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.subject")),
            ],
            options={
                "db_table": "link",
                "indexes": [
                    models.Index(fields=["first", "second", "-id"], name="link_by_pair"),
                    models.Index(fields=["second"], name="link_by_second"),
                ],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
