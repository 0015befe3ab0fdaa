"""Who uses the installation, beside what Django keeps of an account."""

from django.conf import settings
from django.db import models


class Membership(models.Model):
    """``role`` is a Role; ``reading`` the furigana of the name; ``vendor`` the slug of whom a 事業者 answers for."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="membership")
    role = models.CharField(max_length=16)
    reading = models.CharField(max_length=200, default="")
    vendor = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "membership"
