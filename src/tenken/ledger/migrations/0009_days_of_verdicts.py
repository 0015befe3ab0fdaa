"""判定の推移, and the newest evidence of a row for its chips."""

from django.db import migrations, models


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
    ]
