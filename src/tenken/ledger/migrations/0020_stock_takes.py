"""棚卸し."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0019_letters")]
    operations = [
        migrations.CreateModel(
            name="StockTake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=190)),
                ("place", models.CharField(default="", max_length=190)),
                ("machine_class", models.CharField(default="", max_length=16)),
                ("by", models.CharField(max_length=200)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("observation", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.observationrow")),
                ("result", models.TextField(default="")),
            ],
            options={"db_table": "stock_take"},
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=190)),
                ("place", models.CharField(default="", max_length=190)),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("stock_take", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="meetings", to="ledger.stocktake")),
                ("subject", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.subject")),
            ],
            options={"db_table": "stock_take_meeting"},
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(fields=("stock_take", "code"), name="a_code_once_a_stock_take"),
        ),
    ]
