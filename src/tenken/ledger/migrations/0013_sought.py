"""見出し: by what machines are found and sorted, made here for those that are in the ledger already."""

import json
import re
import unicodedata
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
SEARCHED = ("title", "role", "place", "owner", "vendor", "maker", "model", "serial", "note")


def fill(apps: Any, schema_editor: Any) -> None:
    entry, sought = apps.get_model("ledger", "Entry"), apps.get_model("ledger", "Sought")
    systems = _systems(apps)
    rows = entry.objects.filter(valid_to=None, subject__kind="machine")
    sought.objects.bulk_create(
        (
            sought(
                subject_id=row.subject_id,
                words="\n".join(_folded(getattr(row, name)) for name in SEARCHED),
                title_key=_in_order(row.title),
                system=systems.get(row.subject_id, ""),
            )
            for row in rows.iterator(2000)
        ),
        batch_size=300,
    )


def _systems(apps: Any) -> dict[int, str]:
    rows = apps.get_model("ledger", "FactRow").objects.exclude(statement=None).order_by("observation_id")
    found: dict[int, str] = {}
    for kind in ("firmware", "operating-system"):
        of_kind = rows.filter(key__kind=kind).values_list("key__subject_id", "statement__body")
        for subject, body in of_kind.iterator(2000):
            says = json.loads(body)
            told = (says.get("family") or says.get("maker"), says.get("version"))
            found[subject] = (says.get("title") or " ".join(part for part in told if part))[:300]
    return found


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(HIRAGANA).split())


def _in_order(text: str) -> str:
    return re.sub(r"\d+", lambda number: number[0].lstrip("0").rjust(8, "0"), _folded(text))[:400]


class Migration(migrations.Migration):
    dependencies = [("ledger", "0012_weak_spots")]
    operations = [
        migrations.CreateModel(
            name="Sought",
            fields=[
                ("subject", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="sought", serialize=False, to="ledger.subject")),
                ("words", models.TextField()),
                ("title_key", models.CharField(db_index=True, max_length=400)),
                ("system", models.CharField(default="", max_length=300)),
            ],
            options={"db_table": "sought"},
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, unique=True)),
                ("reading", models.CharField(max_length=200)),
            ],
            options={"db_table": "reading"},
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="auth.user")),
                ("name", models.CharField(default="", max_length=100)),
                ("shared", models.BooleanField(default=False)),
                ("query", models.TextField(default="")),
            ],
            options={"db_table": "saved_view"},
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(fields=("owner", "name"), name="a_view_once"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
