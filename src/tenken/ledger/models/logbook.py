"""操作の記録: who did what, when."""

from django.db import models


class LogbookEntry(models.Model):
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    verb = models.CharField(max_length=40)
    about = models.CharField(max_length=300, default="")
    detail = models.TextField(default="")

    class Meta:
        db_table = "logbook"
        indexes = (
            models.Index(fields=["-at"], name="logbook_by_time"),
            models.Index(fields=["by"], name="logbook_by_person"),
            models.Index(fields=["verb"], name="logbook_by_verb"),
        )
