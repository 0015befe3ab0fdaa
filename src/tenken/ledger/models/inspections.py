"""立入検査: what an inspector was shown, as of which moment and until when; and what they remarked."""

from django.conf import settings
from django.db import models


class InspectionRow(models.Model):
    """``code_sha256`` is of the code that lets in once; empty where none is out. The report's texts are a draft."""

    as_of = models.DateTimeField()
    edition = models.CharField(max_length=16)
    form = models.CharField(max_length=32)
    inspector = models.CharField(max_length=150)
    office = models.CharField(max_length=200, default="")
    opened_by = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    code_sha256 = models.CharField(max_length=64, default="")
    report_to = models.CharField(max_length=200, default="")
    report_opening = models.TextField(default="")
    report_closing = models.TextField(default="")

    class Meta:
        db_table = "inspection"


class RemarkRow(models.Model):
    """指摘. ``row`` is of the inspection's form, or empty; ``task`` is the number of what it became."""

    inspection = models.ForeignKey(InspectionRow, on_delete=models.PROTECT, related_name="remarks")
    row = models.CharField(max_length=32, default="")
    text = models.TextField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    task = models.PositiveBigIntegerField()

    class Meta:
        db_table = "remark"
