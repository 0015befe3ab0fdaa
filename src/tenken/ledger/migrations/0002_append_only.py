"""Observations, facts, marks, answers and seals are only added to: the database itself refuses anything else."""

from typing import Any

from django.db import migrations

TABLES = ("observation", "statement", "fact_key", "fact", "mark", "answer", "seal")


def guard(apps: Any, schema_editor: Any) -> None:
    for table in TABLES:
        for statement in _sqlite(table) if schema_editor.connection.vendor == "sqlite" else _postgresql(table):
            schema_editor.execute(statement)


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _postgresql(table: str) -> list[str]:
    function = (
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is only added to'; END $$"
    )
    rows = f"CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE ON {table} "
    whole = f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
    return [
        function,
        f"{rows} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        f"{whole} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
    ]


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_ledger")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
