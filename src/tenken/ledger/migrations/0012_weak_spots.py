"""Weak spots stand beside each kept verdict. Verdicts that were kept without are thrown away and made again."""

from typing import Any

from django.db import migrations, models


def throw_away(apps: Any, schema_editor: Any) -> None:
    apps.get_model("ledger", "Sheet").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("ledger", "0011_invitations")]
    operations = [
        migrations.AddField(model_name="sheet", name="spots", field=models.BinaryField(default=b"")),
        migrations.RunPython(throw_away, migrations.RunPython.noop),
    ]
