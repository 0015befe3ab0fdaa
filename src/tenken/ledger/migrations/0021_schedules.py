"""How often a target is looked at, and who wants it looked at now."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0020_stock_takes")]
    operations = [
        migrations.AddField("targetrow", "every_hours", models.PositiveIntegerField(default=24)),
        migrations.AddField("targetrow", "paused", models.BooleanField(default=False)),
        migrations.AddField("targetrow", "asked_at", models.DateTimeField(null=True)),
        migrations.AddField("targetrow", "asked_by", models.CharField(default="", max_length=200)),
    ]
