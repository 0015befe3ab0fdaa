"""Addresses that several pages lead to: the form of a statement, and the form of a new task."""

from urllib.parse import urlencode

from django.urls import reverse


def attest_link(kind: str, about: str = "", **preset: str) -> str:
    """The form for a statement of this kind, filled in with what is known; empty values are left out."""
    query = urlencode({name: value for name, value in {"about": about, **preset}.items() if value})
    return reverse("attest", args=[kind]) + (f"?{query}" if query else "")


def task_link(title: str, **preset: str) -> str:
    """The form of a new task, filled in."""
    return reverse("new-task") + "?" + urlencode({name: v for name, v in {"title": title[:180], **preset}.items() if v})
