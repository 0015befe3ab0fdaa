"""見出し: by what a machine is found and put in order. Made again from its entry whenever that is written."""

from django.db import models

from tenken.ledger.models.subjects import Subject


class Sought(models.Model):
    """``words`` are all that is searched, folded; ``title_key`` the title as it is sorted, ``system`` what runs."""

    subject = models.OneToOneField(Subject, on_delete=models.CASCADE, primary_key=True, related_name="sought")
    words = models.TextField()
    title_key = models.CharField(max_length=400, db_index=True)
    system = models.CharField(max_length=300, default="")

    class Meta:
        db_table = "sought"


class Reading(models.Model):
    """ふりがな of a person or place, by which the ledger is sorted."""

    name = models.CharField(max_length=200, unique=True)
    reading = models.CharField(max_length=200)

    class Meta:
        db_table = "reading"
