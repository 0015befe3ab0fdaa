"""はじめの12分: how far somebody came, and what they put off."""

from django.db import models


class StartStep(models.Model):
    """One step of the first run. What was stated in it stands in the ledger; here is only that it was gone through."""

    step = models.CharField(max_length=16, unique=True)
    state = models.CharField(max_length=8)
    note = models.CharField(max_length=200, default="")
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "start_step"
