"""操作の記録 is narrowed by person and by verb, however long it has grown."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0021_schedules")]
    operations = [
        migrations.AddIndex("logbookentry", models.Index(fields=["by"], name="logbook_by_person")),
        migrations.AddIndex("logbookentry", models.Index(fields=["verb"], name="logbook_by_verb")),
    ]
