"""Who uses the installation, beside what Django keeps of an account."""

from django.conf import settings
from django.db import models


class Membership(models.Model):
    """``role`` is a Role; ``reading`` the furigana of the name; ``vendor`` the slug of whom a 事業者 answers for.

    ``leaves_on`` is the last day of somebody who leaves the facility.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="membership")
    role = models.CharField(max_length=16)
    reading = models.CharField(max_length=200, default="")
    vendor = models.CharField(max_length=200, default="")
    leaves_on = models.DateField(null=True)

    class Meta:
        db_table = "membership"


class Invitation(models.Model):
    """招待. Only the hash of its link is kept; who has the link makes an account, once, until ``expires_at``."""

    token_sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=150)
    reading = models.CharField(max_length=200)
    role = models.CharField(max_length=16)
    vendor = models.CharField(max_length=200, default="")
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    account = models.CharField(max_length=150, default="")

    class Meta:
        db_table = "invitation"
