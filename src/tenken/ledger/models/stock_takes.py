"""棚卸し: a walk through the house with the ledger in hand, and every machine that was met on it."""

from django.db import models

from tenken.ledger.models.subjects import Subject


class StockTake(models.Model):
    """``place`` and ``machine_class`` narrow what is looked for; ``observation`` is the sealed record once closed,
    ``result`` what it came to, as JSON.
    """

    title = models.CharField(max_length=190)
    place = models.CharField(max_length=190, default="")
    machine_class = models.CharField(max_length=16, default="")
    by = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    observation = models.ForeignKey("ObservationRow", on_delete=models.PROTECT, null=True)
    result = models.TextField(default="")

    class Meta:
        db_table = "stock_take"


class Meeting(models.Model):
    """A code that was read, and whose it was; null while the ledger knows no such machine."""

    stock_take = models.ForeignKey(StockTake, on_delete=models.CASCADE, related_name="meetings")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=190)
    place = models.CharField(max_length=190, default="")
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "stock_take_meeting"
        constraints = (models.UniqueConstraint(fields=["stock_take", "code"], name="a_code_once_a_stock_take"),)
