"""定期確認の判断: what persons decided of what the review of access logs flagged."""

from django.db import models


class LogDecisionRow(models.Model):
    """Only added to; of one flag the newest counts. ``patient`` is a keyed hash: the ledger keeps no patient's number.

    Until the day ``until`` it speaks for later flags of the same user and patient too. ``took_back`` is the number of
    the decision that this one takes back.
    """

    flag = models.CharField(max_length=40)
    month = models.CharField(max_length=7)
    rule = models.CharField(max_length=40)
    user = models.CharField(max_length=200)
    patient = models.CharField(max_length=64, default="")
    verdict = models.CharField(max_length=16)
    reason = models.CharField(max_length=1000)
    until = models.DateField(null=True)
    task = models.PositiveBigIntegerField(null=True)
    took_back = models.PositiveBigIntegerField(null=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "log_decision"
        indexes = (
            models.Index(fields=["month"], name="log_decisions_of_month"),
            models.Index(fields=["user", "patient"], name="log_decisions_of_pair"),
        )
