"""割り当てた質問: rows of the form put to named persons."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0014_start_steps"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="AskedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.CharField(max_length=16)),
                ("form", models.CharField(max_length=32)),
                ("row", models.CharField(max_length=32)),
                ("due", models.DateField(null=True)),
                ("note", models.CharField(default="", max_length=500)),
                ("put_by", models.CharField(max_length=200)),
                ("put_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("answer", models.PositiveIntegerField(null=True)),
                ("asked", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"db_table": "asked"},
        ),
        migrations.AddConstraint(
            model_name="askedrow",
            constraint=models.UniqueConstraint(
                condition=models.Q(closed_at=None), fields=("edition", "form", "row", "asked"), name="asked_once"
            ),
        ),
    ]
