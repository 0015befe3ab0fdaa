"""Decisions on what the review of access logs flagged; they are only added."""

from importlib import import_module
from typing import Any

from django.db import migrations, models

append_only = import_module("tenken.ledger.migrations.0002_append_only")


def guard(apps: Any, schema_editor: Any) -> None:
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in append_only._sqlite("log_decision") if sqlite else append_only._postgresql("log_decision"):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0023_classes")]
    operations = [
        migrations.CreateModel(
            name="LogDecisionRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("flag", models.CharField(max_length=40)),
                ("month", models.CharField(max_length=7)),
                ("rule", models.CharField(max_length=40)),
                ("user", models.CharField(max_length=200)),
                ("patient", models.CharField(default="", max_length=64)),
                ("verdict", models.CharField(max_length=16)),
                ("reason", models.CharField(max_length=1000)),
                ("until", models.DateField(null=True)),
                ("task", models.PositiveBigIntegerField(null=True)),
                ("took_back", models.PositiveBigIntegerField(null=True)),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "log_decision",
                "indexes": [
                    models.Index(fields=["month"], name="log_decisions_of_month"),
                    models.Index(fields=["user", "patient"], name="log_decisions_of_pair"),
                ],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
