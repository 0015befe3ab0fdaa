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
    proofs = models.JSONField(default=list)
    proofs_in_all = models.PositiveIntegerField(default=0)
    spots = models.BinaryField(default=b"")

    class Meta:
        db_table = "sheet"
        constraints = (models.UniqueConstraint(fields=["edition", "form", "row"], name="a_sheet_once"),)


class VerdictDay(models.Model):
    """判定の推移: the last verdict of a row on a day. Days on which nothing was judged are not in it."""

    edition = models.CharField(max_length=16)
    form = models.CharField(max_length=32)
    row = models.CharField(max_length=32)
    day = models.DateField()
    as_of = models.DateTimeField()
    standing = models.PositiveSmallIntegerField()
    met = models.PositiveIntegerField()
    total = models.PositiveIntegerField()

    class Meta:
        db_table = "verdict_day"
        constraints = (models.UniqueConstraint(fields=["edition", "form", "row", "day"], name="a_verdict_a_day"),)


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


class WayRow(models.Model):
    """A remote-control program on a machine, as it was seen last. ``explained`` is the kind of what explains it."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="ways")
    observation = models.ForeignKey("ObservationRow", on_delete=models.CASCADE)
    program = models.CharField(max_length=100)
    version = models.CharField(max_length=200, default="")
    seen_as = models.CharField(max_length=200, default="")
    seen_at = models.DateTimeField()
    explained = models.CharField(max_length=40, default="")
    why = models.TextField(default="")

    class Meta:
        db_table = "way_in"
        constraints = (models.UniqueConstraint(fields=["subject", "program"], name="a_way_once"),)
