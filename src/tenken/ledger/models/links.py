"""Which entries of the ledger are one machine, and which never are. Decisions are only added."""

from django.db import models


class LinkRow(models.Model):
    """One decision about two subjects, in the words of record linkage; the newest about a pair counts.

    ``link``: the first stands for the second from now on. ``non-link``: they are two machines, whatever their marks
    say later. ``possible-link``: their marks speak for one machine and for two; a person is to say. ``by`` is empty
    where the marks alone decided; ``rested_on`` are these marks as JSON.
    """

    first = models.ForeignKey("Subject", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("Subject", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=16)
    by = models.CharField(max_length=200, default="")
    rested_on = models.TextField(default="")
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "link"
        indexes = (
            models.Index(fields=["first", "second", "-id"], name="link_by_pair"),
            models.Index(fields=["second"], name="link_by_second"),
        )
