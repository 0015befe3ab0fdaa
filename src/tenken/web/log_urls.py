"""The part of the site map that is about access logs, and who may open it."""

from django.urls import path
from django.urls.resolvers import URLPattern

from tenken.actions.ask import ANSWERING
from tenken.web.access import AUDITORS, READERS, STAFF, only
from tenken.web.pages import log_anchors, log_diary, log_import, log_keeping, log_reviews, log_sources, logs, timeline

LOG_PAGES: list[URLPattern] = [
    *only(ANSWERING, path("logs/diary/", log_diary.diary, name="log-diary")),
    *only(
        STAFF,
        path("logs/import/", log_import.start, name="log-import"),
        path("logs/import/<str:token>/", log_import.file, name="log-import-file"),
        path("logs/keeping/request", log_anchors.stamp_request, name="log-stamp-request"),
        path("logs/keeping/token", log_anchors.token, name="log-token"),
        path("logs/keeping/line/", log_anchors.line, name="log-line"),
    ),
    *only(
        READERS,
        path("logs/keeping/", log_keeping.log_keeping, name="log-keeping"),
        path("logs/sources/", log_sources.log_sources, name="log-sources"),
        path("logs/sources/<path:source>/", log_sources.log_source, name="log-source"),
    ),
    *only(
        AUDITORS,
        path("logs/keeping/agree", log_keeping.agree_removal, name="agree-log-removal"),
        path("logs/", logs.logs, name="logs"),
        path("logs/timeline/", timeline.page, name="log-timeline"),
        path("logs/timeline/out", timeline.out, name="log-timeline-out"),
        path("logs/keep", logs.keep, name="keep-search"),
        path("logs/event/<int:segment>/<int:index>/", logs.event, name="log-event"),
        path("logs/event/<int:segment>/<int:index>/proof.json", logs.proof, name="log-proof"),
        path("logs/review/", log_reviews.reviews, name="log-reviews"),
        path("logs/review/list", log_reviews.take_list, name="log-list"),
        path("logs/review/<str:month>/", log_reviews.review, name="log-review"),
        path("logs/review/<str:month>/run", log_reviews.run, name="run-log-review"),
        path("logs/review/<str:month>/decide", log_reviews.decide_flags, name="decide-log-flags"),
        path("logs/review/<str:month>/take-back", log_reviews.take_decision_back, name="take-back-log-decision"),
        path("logs/review/<str:month>/sign", log_reviews.sign_month, name="sign-log-review"),
        path("logs/review/<str:month>/review.pdf", log_reviews.paper, name="log-review-paper"),
        path("logs/review/<str:month>/review.json", log_reviews.data, name="log-review-data"),
    ),
]
