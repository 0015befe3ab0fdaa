"""What a machine does, in its entry. An entry of the ledger is ended, once; its role changes as little as the rest of it."""

from typing import Any

from django.db import migrations, models

ADD = "ALTER TABLE entry ADD COLUMN role varchar(200) NOT NULL DEFAULT ''"
"""As Django adds a column on SQLite, the table is made anew, and the guards of 0002 are lost with the old one."""


def guard(apps: Any, schema_editor: Any) -> None:
    refuse = (
        "BEGIN SELECT RAISE(ABORT, 'entry is only added to'); END"
        if schema_editor.connection.vendor == "sqlite"
        else "FOR EACH ROW EXECUTE FUNCTION entry_refuse()"
    )
    schema_editor.execute(f"CREATE TRIGGER entry_no_other_role BEFORE UPDATE OF role ON entry {refuse}")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_links")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(ADD, migrations.RunSQL.noop)],
            state_operations=[
                migrations.AddField("entry", "role", models.CharField(default="", max_length=200)),
            ],
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
