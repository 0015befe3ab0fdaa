"""やること: who does what by when, in versions; the one without an end is the present one."""

from django.db import models


class TaskRow(models.Model):
    """``about`` is a SubjectId, ``lineage`` a question of the checklist; either may be empty. ``every`` is in months.

    ``origin`` names what the task was made from: a duty, a remark of an inspection.
    """

    number = models.PositiveBigIntegerField()
    version = models.PositiveIntegerField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    by = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    note = models.TextField(default="")
    about = models.CharField(max_length=200, default="")
    lineage = models.CharField(max_length=32, default="")
    owner = models.CharField(max_length=200, default="")
    due = models.DateField(null=True)
    state = models.CharField(max_length=16)
    word = models.CharField(max_length=1000, default="")
    source = models.CharField(max_length=16)
    every = models.PositiveSmallIntegerField(default=0)
    origin = models.CharField(max_length=100, default="")

    class Meta:
        db_table = "task"
        constraints = (
            models.UniqueConstraint(fields=["number", "version"], name="a_version_once"),
            models.UniqueConstraint(fields=["number"], condition=models.Q(valid_to=None), name="one_present_task"),
        )
        indexes = (models.Index(fields=["state", "due"], condition=models.Q(valid_to=None), name="present_by_due"),)


class ReminderRow(models.Model):
    """That a task falls due on a day, or has fallen due; written once, and seen by whoever looks after it."""

    task = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=16)
    due = models.DateField()
    written_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "reminder"
        constraints = (models.UniqueConstraint(fields=["task", "kind", "due"], name="a_reminder_once"),)
        indexes = (models.Index(fields=["task"], condition=models.Q(seen_at=None), name="reminder_unseen"),)
