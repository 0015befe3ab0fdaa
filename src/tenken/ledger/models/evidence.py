"""Observations, what they said, and the chain that shows that nothing was changed since. All of it is only added to."""

from django.db import models


class Stream(models.Model):
    """What one source says of one thing, again and again: a later observation takes the place of the earlier."""

    key = models.CharField(max_length=500, unique=True)

    class Meta:
        db_table = "stream"


class ObservationRow(models.Model):
    """One attempt. ``failure`` and ``withheld`` hold messages as JSON; ``about`` is whom the attempt was at."""

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT)
    collector = models.CharField(max_length=32)
    target = models.CharField(max_length=300)
    about = models.ForeignKey("Subject", on_delete=models.PROTECT, null=True)
    seen_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=200, default="")
    raw_sha256 = models.CharField(max_length=64, default="")
    complete = models.BooleanField(default=True)
    failure = models.TextField(default="")
    withheld = models.TextField(default="")

    class Meta:
        db_table = "observation"
        indexes = (
            models.Index(fields=["stream", "-id"], name="observation_by_stream"),
            models.Index(fields=["recorded_at"], name="observation_by_time"),
        )


class StatementRow(models.Model):
    """What was said, once, however many machines and days say the same."""

    kind = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    body = models.TextField()

    class Meta:
        db_table = "statement"
        constraints = (models.UniqueConstraint(fields=["digest", "kind"], name="a_statement_once"),)


class FactKey(models.Model):
    """Of what a stream speaks: one subject, one kind, one item."""

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT)
    subject = models.ForeignKey("Subject", on_delete=models.PROTECT)
    kind = models.CharField(max_length=40)
    item = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "fact_key"
        constraints = (models.UniqueConstraint(fields=["stream", "subject", "kind", "item"], name="a_fact_key_once"),)
        indexes = (models.Index(fields=["kind", "subject"], name="fact_key_by_kind"),)


class FactRow(models.Model):
    """A change: from this observation on the key's statement is this one, or none where it is null."""

    key = models.ForeignKey(FactKey, on_delete=models.PROTECT)
    statement = models.ForeignKey(StatementRow, on_delete=models.PROTECT, null=True, db_index=False)
    observation = models.ForeignKey(ObservationRow, on_delete=models.PROTECT)

    class Meta:
        db_table = "fact"
        constraints = (models.UniqueConstraint(fields=["key", "observation"], name="a_fact_once"),)


class Seal(models.Model):
    """One link of the chain: SHA-256 over the link before and the row that it seals."""

    what = models.CharField(max_length=16)
    row = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "seal"
        constraints = (models.UniqueConstraint(fields=["what", "row"], name="a_row_sealed_once"),)
