"""絞り込み: how people like to look at the ledger's list."""

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """A filter under a name, as the query of its address; the nameless one holds its owner's columns."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100, default="")
    shared = models.BooleanField(default=False)
    query = models.TextField(default="")

    class Meta:
        db_table = "saved_view"
        constraints = (models.UniqueConstraint(fields=["owner", "name"], name="a_view_once"),)
