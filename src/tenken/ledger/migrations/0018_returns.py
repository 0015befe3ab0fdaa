"""事業者の下書きと提出."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0017_api_tokens")]
    operations = [
        migrations.CreateModel(
            name="DraftRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("vendor", models.CharField(max_length=200)),
                ("edition", models.CharField(max_length=16)),
                ("row", models.CharField(max_length=32)),
                ("answer", models.CharField(default="", max_length=8)),
                ("note", models.CharField(default="", max_length=500)),
                ("confirmed_on", models.DateField(null=True)),
                ("target", models.DateField(null=True)),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "draft"},
        ),
        migrations.AddConstraint(
            model_name="draftrow",
            constraint=models.UniqueConstraint(fields=("vendor", "edition", "row"), name="a_draft_once"),
        ),
        migrations.CreateModel(
            name="ReturnRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("vendor", models.CharField(max_length=200)),
                ("edition", models.CharField(max_length=16)),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("observation", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.JSONField()),
                ("reopened_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "vendor_return"},
        ),
        migrations.AddConstraint(
            model_name="returnrow",
            constraint=models.UniqueConstraint(
                condition=models.Q(reopened_at=None), fields=("vendor", "edition"), name="one_return_stands"
            ),
        ),
    ]
