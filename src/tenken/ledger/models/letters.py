"""事業者への問い合わせ文: the draft that is worked on, and when it was sent."""

from django.db import models


class LetterRow(models.Model):
    """A letter to one vendor. Once ``sent_on`` is set, its words are those that went out, and stay."""

    vendor = models.CharField(max_length=200)
    lineages = models.JSONField(default=list)
    to = models.TextField()
    sender = models.TextField()
    title = models.CharField(max_length=200)
    opening = models.TextField()
    questions = models.TextField()
    closing = models.TextField()
    written_on = models.DateField()
    reply_by = models.DateField()
    sent_on = models.DateField(null=True, default=None)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "letter"
