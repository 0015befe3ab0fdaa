"""Roles. Who could sign in before could do everything, and goes on so: the accounts of before are administrators."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def keep_rights(apps: Any, _schema_editor: Any) -> None:
    membership = apps.get_model("ledger", "Membership")
    users = apps.get_model("auth", "User").objects.values_list("pk", flat=True)
    membership.objects.bulk_create(membership(user_id=pk, role="administrator") for pk in users)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_ways_in"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=16)),
                ("reading", models.CharField(default="", max_length=200)),
                ("vendor", models.CharField(default="", max_length=200)),
                ("user", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="membership", to=settings.AUTH_USER_MODEL)),
            ],
            options={"db_table": "membership"},
        ),
        migrations.RunPython(keep_rights, migrations.RunPython.noop),
    ]
