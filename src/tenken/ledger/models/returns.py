"""What vendors write into their form here, and what they handed in."""

from django.db import models


class DraftRow(models.Model):
    """下書き: one row of a vendor's form as it was last typed. It is nobody's word until it is handed in."""

    vendor = models.CharField(max_length=200)
    edition = models.CharField(max_length=16)
    row = models.CharField(max_length=32)
    answer = models.CharField(max_length=8, default="")
    note = models.CharField(max_length=500, default="")
    confirmed_on = models.DateField(null=True)
    target = models.DateField(null=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "draft"
        constraints = (models.UniqueConstraint(fields=["vendor", "edition", "row"], name="a_draft_once"),)


class ReturnRow(models.Model):
    """提出: what a vendor handed in, as its receipt shows it. ``observation`` keeps the workbook itself."""

    vendor = models.CharField(max_length=200)
    edition = models.CharField(max_length=16)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    observation = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField()
    reopened_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "vendor_return"
        constraints = (
            models.UniqueConstraint(
                fields=["vendor", "edition"], condition=models.Q(reopened_at=None), name="one_return_stands"
            ),
        )
