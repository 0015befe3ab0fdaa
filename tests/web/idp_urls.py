"""What the provider of tests/web/idp.py serves, and what it tells of people."""

from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.urls import include, path

from tests.web.idp import GROUPS

urlpatterns = [path("", include("allauth.idp.urls")), path("accounts/", include("allauth.account.urls"))]


class WithGroups(DefaultOIDCAdapter):  # type: ignore[misc]
    def get_claims(self, purpose: Any, user: Any, client: Any, scopes: Any, **more: Any) -> dict[str, Any]:
        return {**super().get_claims(purpose, user, client, scopes, **more), "groups": GROUPS[user.username]}
