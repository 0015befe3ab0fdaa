"""The classes that a machine can have, as the model names them now; nothing changes in the table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0022_logbook_found")]
    operations = [
        migrations.AlterField(
            model_name="entry",
            name="machine_class",
            field=models.CharField(
                choices=[(name, name) for name in ("server", "client_pc", "network", "medical", "other", "unknown")],
                default="",
                max_length=16,
            ),
        ),
    ]
