"""The part of the site map that is about access logs, and who may open it."""

from django.urls import path
from django.urls.resolvers import URLPattern

from tenken.web.access import AUDITORS, READERS, only
from tenken.web.pages import log_sources, logs, timeline

LOG_PAGES: list[URLPattern] = [
    *only(
        READERS,
        path("logs/sources/", log_sources.log_sources, name="log-sources"),
        path("logs/sources/<path:source>/", log_sources.log_source, name="log-source"),
    ),
    *only(
        AUDITORS,
        path("logs/", logs.logs, name="logs"),
        path("logs/timeline/", timeline.page, name="log-timeline"),
        path("logs/timeline/out", timeline.out, name="log-timeline-out"),
        path("logs/keep", logs.keep, name="keep-search"),
        path("logs/event/<int:segment>/<int:index>/", logs.event, name="log-event"),
        path("logs/event/<int:segment>/<int:index>/proof.json", logs.proof, name="log-proof"),
    ),
]
