"""The last assessment, kept so that pages need not judge anew. It can be made again from the ledger at any time."""

from django.db import models

from tenken.ledger.models.subjects import Subject


class Sheet(models.Model):
    """One row's verdict. ``findings`` is compressed JSON, ``first`` their first; ``head`` the newest observation."""

    edition = models.CharField(max_length=16)
    form = models.CharField(max_length=32)
    row = models.CharField(max_length=32)
    as_of = models.DateTimeField()
    head = models.BigIntegerField()
    standing = models.PositiveSmallIntegerField()
    met = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    by_class = models.JSONField()
    first = models.TextField(default="")
    findings = models.BinaryField()

    class Meta:
        db_table = "sheet"
        constraints = (models.UniqueConstraint(fields=["edition", "form", "row"], name="a_sheet_once"),)


class MachineStanding(models.Model):
    """How many rows a machine fails, for the ledger's list."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE)
    edition = models.CharField(max_length=16)
    form = models.CharField(max_length=32)
    standing = models.PositiveSmallIntegerField()
    not_met = models.PositiveSmallIntegerField()
    unknown = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "machine_standing"
        constraints = (models.UniqueConstraint(fields=["edition", "form", "subject"], name="a_standing_once"),)
