"""事業者への問い合わせ文."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0018_returns")]
    operations = [
        migrations.CreateModel(
            name="LetterRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("vendor", models.CharField(max_length=200)),
                ("lineages", models.JSONField(default=list)),
                ("to", models.TextField()),
                ("sender", models.TextField()),
                ("title", models.CharField(max_length=200)),
                ("opening", models.TextField()),
                ("questions", models.TextField()),
                ("closing", models.TextField()),
                ("written_on", models.DateField()),
                ("reply_by", models.DateField()),
                ("sent_on", models.DateField(default=None, null=True)),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "letter"},
        ),
    ]
