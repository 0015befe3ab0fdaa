"""The collectors' door: who else may bring answers."""

from django.db import models


class ApiToken(models.Model):
    """鍵札. Only the digest of the token is kept; ``scopes`` are words with blanks between; ``key`` who has to sign."""

    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=16)
    scopes = models.CharField(max_length=200)
    key = models.CharField(max_length=64, default="")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "api_token"
