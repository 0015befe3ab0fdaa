"""やること in versions, which are only added to and ended once; and reminders of them."""

from typing import Any

from django.db import migrations, models

COLUMNS = (
    "number, version, valid_from, by, title, note, about, lineage, owner, due, state, word, source, every, origin"
)


def guard(apps: Any, schema_editor: Any) -> None:
    for statement in _sqlite() if schema_editor.connection.vendor == "sqlite" else _postgresql():
        schema_editor.execute(statement)


def _sqlite() -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'task is only added to'); END"
    columns = COLUMNS.replace(" by,", ' "by",')
    return [
        f"CREATE TRIGGER task_no_update BEFORE UPDATE OF {columns} ON task {refuse}",
        f"CREATE TRIGGER task_no_second_end BEFORE UPDATE ON task WHEN OLD.valid_to IS NOT NULL {refuse}",
        f"CREATE TRIGGER task_no_delete BEFORE DELETE ON task {refuse}",
    ]


def _postgresql() -> list[str]:
    refuse = "EXECUTE FUNCTION task_refuse()"
    return [
        "CREATE FUNCTION task_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'task is only added to'; END $$",
        f"CREATE TRIGGER task_no_update BEFORE DELETE OR UPDATE OF {COLUMNS} ON task FOR EACH ROW {refuse}",
        "CREATE TRIGGER task_no_second_end BEFORE UPDATE ON task "
        f"FOR EACH ROW WHEN (OLD.valid_to IS NOT NULL) {refuse}",
        f"CREATE TRIGGER task_not_emptied BEFORE TRUNCATE ON task FOR EACH STATEMENT {refuse}",
    ]


class Migration(migrations.Migration):
    dependencies = [("ledger", "0009_days_of_verdicts")]
    operations = [
        migrations.CreateModel(
            name="ReminderRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("task", models.PositiveBigIntegerField()),
                ("kind", models.CharField(max_length=16)),
                ("due", models.DateField()),
                ("written_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                ("seen_by", models.CharField(default="", max_length=200)),
            ],
            options={
                "db_table": "reminder",
                "indexes": [models.Index(condition=models.Q(("seen_at", None)), fields=["task"], name="reminder_unseen")],
                "constraints": [models.UniqueConstraint(fields=("task", "kind", "due"), name="a_reminder_once")],
            },
        ),
        migrations.CreateModel(
            name="TaskRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField()),
                ("version", models.PositiveIntegerField()),
                ("valid_from", models.DateTimeField()),
                ("valid_to", models.DateTimeField(null=True)),
                ("by", models.CharField(max_length=200)),
                ("title", models.CharField(max_length=200)),
                ("note", models.TextField(default="")),
                ("about", models.CharField(default="", max_length=200)),
                ("lineage", models.CharField(default="", max_length=32)),
                ("owner", models.CharField(default="", max_length=200)),
                ("due", models.DateField(null=True)),
                ("state", models.CharField(max_length=16)),
                ("word", models.CharField(default="", max_length=1000)),
                ("source", models.CharField(max_length=16)),
                ("every", models.PositiveSmallIntegerField(default=0)),
                ("origin", models.CharField(default="", max_length=100)),
            ],
            options={
                "db_table": "task",
                "indexes": [models.Index(condition=models.Q(("valid_to", None)), fields=["state", "due"], name="present_by_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("number", "version"), name="a_version_once"),
                    models.UniqueConstraint(condition=models.Q(("valid_to", None)), fields=("number",), name="one_present_task"),
                ],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
