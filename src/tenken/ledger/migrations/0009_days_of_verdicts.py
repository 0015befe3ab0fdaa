"""判定の推移, and the newest evidence of a row for its chips."""

from typing import Any

from django.db import migrations, models


def judge_anew(apps: Any, _schema_editor: Any) -> None:
    """Sheets that were kept without their evidence would look as if there were none."""
    apps.get_model("ledger", "Sheet").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_change_sets")]
    operations = [
        migrations.AddField(model_name="sheet", name="proofs", field=models.JSONField(default=list)),
        migrations.AddField(model_name="sheet", name="proofs_in_all", field=models.PositiveIntegerField(default=0)),
        migrations.CreateModel(
            name="VerdictDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.CharField(max_length=16)),
                ("form", models.CharField(max_length=32)),
                ("row", models.CharField(max_length=32)),
                ("day", models.DateField()),
                ("as_of", models.DateTimeField()),
                ("standing", models.PositiveSmallIntegerField()),
                ("met", models.PositiveIntegerField()),
                ("total", models.PositiveIntegerField()),
            ],
            options={"db_table": "verdict_day"},
        ),
        migrations.AddConstraint(
            model_name="verdictday",
            constraint=models.UniqueConstraint(fields=("edition", "form", "row", "day"), name="a_verdict_a_day"),
        ),
        migrations.RunPython(judge_anew, migrations.RunPython.noop),
    ]
