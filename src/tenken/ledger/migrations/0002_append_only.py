"""Observations, facts, marks, answers and seals are only added to: the database itself refuses anything else.

An entry of the ledger may be ended, once; nothing else of it changes.
"""

from typing import Any

from django.db import migrations

TABLES = ("observation", "statement", "fact_key", "fact", "mark", "answer", "seal")
ENTRY_COLUMNS = (
    "subject_id, observation_id, valid_from, title, machine_class, place, owner, vendor, maker, model, serial, "
    "fit_for_use, entered, retired, note"
)


def guard(apps: Any, schema_editor: Any) -> None:
    for table in TABLES:
        for statement in _sqlite(table) if schema_editor.connection.vendor == "sqlite" else _postgresql(table):
            schema_editor.execute(statement)
    for statement in _sqlite_entry() if schema_editor.connection.vendor == "sqlite" else _postgresql_entry():
        schema_editor.execute(statement)


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _sqlite_entry() -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'entry is only added to'); END"
    return [
        f"CREATE TRIGGER entry_no_update BEFORE UPDATE OF {ENTRY_COLUMNS} ON entry {refuse}",
        f"CREATE TRIGGER entry_no_second_end BEFORE UPDATE ON entry WHEN OLD.valid_to IS NOT NULL {refuse}",
        f"CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry {refuse}",
    ]


def _postgresql_entry() -> list[str]:
    refuse = "EXECUTE FUNCTION entry_refuse()"
    return [
        "CREATE FUNCTION entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'entry is only added to'; END $$",
        f"CREATE TRIGGER entry_no_update BEFORE DELETE OR UPDATE OF {ENTRY_COLUMNS} ON entry FOR EACH ROW {refuse}",
        "CREATE TRIGGER entry_no_second_end BEFORE UPDATE ON entry "
        f"FOR EACH ROW WHEN (OLD.valid_to IS NOT NULL) {refuse}",
        f"CREATE TRIGGER entry_not_emptied BEFORE TRUNCATE ON entry FOR EACH STATEMENT {refuse}",
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
