"""まとめての変更: what one person's act wrote into the ledger at once; shown and undone as a whole."""

from django.db import models


class ChangeSet(models.Model):
    """The entries that ``observation`` wrote, and why. An undo is one too: ``undoes`` is what it takes back."""

    observation = models.OneToOneField("ObservationRow", on_delete=models.PROTECT, related_name="change_set")
    kind = models.CharField(max_length=16)
    title = models.CharField(max_length=300, default="")
    reason = models.TextField(default="")
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="undone_by")

    class Meta:
        db_table = "change_set"
