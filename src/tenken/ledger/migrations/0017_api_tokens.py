"""鍵札: tokens by which collectors elsewhere come to the door."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0016_inspections")]
    operations = [
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("hint", models.CharField(max_length=16)),
                ("scopes", models.CharField(max_length=200)),
                ("key", models.CharField(default="", max_length=64)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=200)),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(default="", max_length=200)),
            ],
            options={"db_table": "api_token"},
        ),
    ]
