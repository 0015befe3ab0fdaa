"""Every table goes into a backup and comes back the same."""

from django.apps import apps
from django.db import models

from tenken.ledger import dump
from tenken.ledger.models import MachineStanding, Sheet, WayRow

LEFT_OUT = {MachineStanding, Sheet, WayRow}
"""Made again from the rest."""


def test_every_table_of_the_ledger_is_dumped() -> None:
    tables: set[type[models.Model]] = set(apps.get_app_config("ledger").get_models())
    assert tables - LEFT_OUT <= set(dump.TABLES)


def test_tables_come_after_those_that_they_refer_to() -> None:
    order = {table: index for index, table in enumerate(dump.TABLES)}
    refers = [
        (table, field.related_model)
        for table in dump.TABLES
        for field in table._meta.concrete_fields
        if field.related_model
    ]
    assert [(a, b) for a, b in refers if b in order and a is not b and order[b] > order[a]] == []
