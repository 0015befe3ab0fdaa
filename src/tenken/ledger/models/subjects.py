"""Whom the ledger knows: machines, vendors, systems; what it says of them and since when; their marks."""

from django.db import models

from tenken.facts.model import MachineClass, SubjectKind


class Subject(models.Model):
    """``slug`` is the SubjectId. It is given at birth and never changes."""

    slug = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in SubjectKind])

    class Meta:
        db_table = "subject"


class Entry(models.Model):
    """台帳の行, valid from one moment to another. The one without an end is the present one."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="entries")
    observation = models.ForeignKey("ObservationRow", on_delete=models.PROTECT)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    title = models.CharField(max_length=200)
    machine_class = models.CharField(max_length=16, default="", choices=[(c.value, c.value) for c in MachineClass])
    place = models.CharField(max_length=200, default="")
    owner = models.CharField(max_length=200, default="")
    vendor = models.CharField(max_length=200, default="")
    maker = models.CharField(max_length=200, default="")
    model = models.CharField(max_length=200, default="")
    serial = models.CharField(max_length=200, default="")
    fit_for_use = models.BooleanField(null=True)
    entered = models.BooleanField(default=True)
    retired = models.BooleanField(default=False)
    note = models.TextField(default="")
    role = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "entry"
        constraints = (
            models.UniqueConstraint(fields=["subject"], condition=models.Q(valid_to=None), name="one_present_entry"),
        )
        indexes = (
            models.Index(fields=["machine_class", "title"], condition=models.Q(valid_to=None), name="present_by_class"),
            models.Index(fields=["valid_from"], name="entry_by_time"),
        )


class MarkRow(models.Model):
    """By what a source named a machine. Added when first seen, never changed."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=16)
    value = models.CharField(max_length=1000)
    observation = models.ForeignKey("ObservationRow", on_delete=models.PROTECT)

    class Meta:
        db_table = "mark"
        constraints = (models.UniqueConstraint(fields=["kind", "value", "subject"], name="a_mark_once"),)


class TargetRow(models.Model):
    """Where to look again: address, user, the file of the key, the pinned host key, and whom it led to.

    ``asked_at`` is when a person wanted it looked at now; it is empty again once that was done.
    """

    collector = models.CharField(max_length=32)
    name = models.CharField(max_length=300)
    address = models.CharField(max_length=255, default="")
    user = models.CharField(max_length=100, default="")
    port = models.PositiveIntegerField(default=22)
    key_file = models.CharField(max_length=1000, default="")
    host_key = models.TextField(default="")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True)
    every_hours = models.PositiveIntegerField(default=24)
    paused = models.BooleanField(default=False)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "target"
        constraints = (models.UniqueConstraint(fields=["collector", "name"], name="a_target_once"),)
