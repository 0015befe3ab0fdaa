"""Tenken（点検）: answer the ministry's cybersecurity checklist from evidence."""

__version__ = "0.1.0"
