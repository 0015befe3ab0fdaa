"""遠隔操作ソフトの一覧, kept for the pages as the sheets are."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_roles")]
    operations = [
        migrations.CreateModel(
            name="WayRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("program", models.CharField(max_length=100)),
                ("version", models.CharField(default="", max_length=200)),
                ("seen_as", models.CharField(default="", max_length=200)),
                ("seen_at", models.DateTimeField()),
                ("explained", models.CharField(default="", max_length=40)),
                ("why", models.TextField(default="")),
                ("observation", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="ledger.observationrow")),
                ("subject", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="ways", to="ledger.subject")),
            ],
            options={"db_table": "way_in"},
        ),
        migrations.AddConstraint(
            model_name="wayrow",
            constraint=models.UniqueConstraint(fields=("subject", "program"), name="a_way_once"),
        ),
    ]
