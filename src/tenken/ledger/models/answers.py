"""What the facility said, in order, nothing replaced."""

from django.db import models


class AnswerRow(models.Model):
    """回答. ``number`` counts the answers to one row of one form, so that two people cannot give the same one."""

    edition = models.CharField(max_length=16)
    form = models.CharField(max_length=32)
    row = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    round = models.PositiveSmallIntegerField()
    yes = models.BooleanField()
    by = models.CharField(max_length=200)
    confirmed_on = models.DateField()
    target = models.DateField(null=True)
    reason = models.TextField(default="")
    standing = models.CharField(max_length=16)
    met = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "answer"
        constraints = (models.UniqueConstraint(fields=["edition", "form", "row", "number"], name="an_answer_once"),)
