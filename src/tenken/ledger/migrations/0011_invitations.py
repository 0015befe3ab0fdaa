"""招待, and the last day of those who leave."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0010_tasks")]
    operations = [
        migrations.AddField("membership", "leaves_on", models.DateField(null=True)),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=150)),
                ("reading", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=16)),
                ("vendor", models.CharField(default="", max_length=200)),
                ("made_by", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("account", models.CharField(default="", max_length=150)),
            ],
            options={"db_table": "invitation"},
        ),
    ]
