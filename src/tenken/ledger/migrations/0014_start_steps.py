"""はじめの12分: how far somebody came."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0013_sought")]
    operations = [
        migrations.CreateModel(
            name="StartStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.CharField(max_length=16, unique=True)),
                ("state", models.CharField(max_length=8)),
                ("note", models.CharField(default="", max_length=200)),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "start_step"},
        ),
    ]
