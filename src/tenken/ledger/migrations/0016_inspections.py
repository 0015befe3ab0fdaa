"""立入検査, and what the inspector remarked; a remark is only added."""

from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

append_only = import_module("tenken.ledger.migrations.0002_append_only")


def guard(apps: Any, schema_editor: Any) -> None:
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in append_only._sqlite("remark") if sqlite else append_only._postgresql("remark"):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0015_asked"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="InspectionRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_of", models.DateTimeField()),
                ("edition", models.CharField(max_length=16)),
                ("form", models.CharField(max_length=32)),
                ("inspector", models.CharField(max_length=150)),
                ("office", models.CharField(default="", max_length=200)),
                ("opened_by", models.CharField(max_length=200)),
                ("opened_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("code_sha256", models.CharField(default="", max_length=64)),
                ("report_to", models.CharField(default="", max_length=200)),
                ("report_opening", models.TextField(default="")),
                ("report_closing", models.TextField(default="")),
                ("account", models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
            options={"db_table": "inspection"},
        ),
        migrations.CreateModel(
            name="RemarkRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.CharField(default="", max_length=32)),
                ("text", models.TextField()),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("task", models.PositiveBigIntegerField()),
                ("inspection", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="ledger.inspectionrow")),
            ],
            options={"db_table": "remark"},
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
