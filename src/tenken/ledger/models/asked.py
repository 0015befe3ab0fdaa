"""Questions that an officer puts to a named person."""

from django.conf import settings
from django.db import models


class AskedRow(models.Model):
    """割り当てた質問: one row of a form, put to one person. ``answer`` is the number of the answer that closed it."""

    edition = models.CharField(max_length=16)
    form = models.CharField(max_length=32)
    row = models.CharField(max_length=32)
    asked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(null=True)
    note = models.CharField(max_length=500, default="")
    put_by = models.CharField(max_length=200)
    put_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    answer = models.PositiveIntegerField(null=True)

    class Meta:
        db_table = "asked"
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "form", "row", "asked"], condition=models.Q(closed_at=None), name="asked_once"
            ),
        )
