"""The site map: every page, and who may open it. Of the accounts pages only those that a closed house can use."""

from allauth.account import views as account
from django.urls import path
from django.urls.resolvers import URLPattern

from tenken.web import language
from tenken.web.access import ANYONE, EVERYBODY, READERS, STAFF, only
from tenken.web.pages import (
    attest,
    checklist,
    classes,
    documents,
    evidence,
    feeds,
    health,
    home,
    ledger,
    machine,
    pack,
    pairs,
    remote,
    row,
    selfcheck,
    services,
    sources,
    sweep,
    tasks,
)

urlpatterns: list[URLPattern] = [
    *only(
        ANYONE,
        path("language/", language.choose, name="language"),
        path("healthz", health.healthz, name="healthz"),
        path("accounts/login/", account.login, name="account_login"),
        path("selfcheck/", selfcheck.selfcheck, name="selfcheck"),
        path("selfcheck/paper", selfcheck.paper, name="selfcheck-paper"),
    ),
    *only(
        EVERYBODY,
        path("accounts/logout/", account.logout, name="account_logout"),
        path("accounts/password/change/", account.password_change, name="account_change_password"),
    ),
    *only(
        READERS,
        path("", home.home, name="home"),
        path("checklist/", checklist.checklist, name="checklist"),
        path("checklist/choose", checklist.choose, name="choose-checklist"),
        path("checklist/<slug:edition>/<slug:form>/<str:row_id>/", row.row, name="row"),
        path("ledger/", ledger.ledger, name="ledger"),
        path("ledger/<path:about>/", machine.machine, name="machine"),
        path("remote/", remote.remote, name="remote"),
        path("documents/", documents.documents, name="documents"),
        path("evidence/<int:number>/", evidence.observed, name="evidence"),
        path("evidence/<int:number>/original", evidence.original, name="original"),
        path("kept/<str:digest>/", evidence.kept_file, name="kept-file"),
        path("sources/", sources.sources, name="sources"),
        path("feeds/", feeds.feeds, name="feeds"),
        path("tasks/", tasks.tasks, name="tasks"),
        path("tasks/print/", tasks.printed, name="print-tasks"),
        path("tasks/calendar.ics", tasks.as_calendar, name="calendar"),
        path("tasks/<int:number>/", tasks.task, name="task"),
    ),
    *only(
        STAFF,
        path("checklist/<slug:edition>/<slug:form>/<str:row_id>/answer", row.give_answer, name="answer"),
        path("pairs/", pairs.pairs, name="pairs"),
        path("pairs/decide", pairs.decide, name="decide-pair"),
        path("sweep/", sweep.sweep, name="sweep"),
        path("sweep/start", sweep.start_sweep, name="start-sweep"),
        path("sweep/stop", sweep.stop_sweep, name="stop-sweep"),
        path("services/", services.services, name="services"),
        path("services/<slug:machine_class>/", services.of_group, name="services-of"),
        path("classes/", classes.classes, name="classes"),
        path("attest/<slug:kind>/", attest.attest_form, name="attest"),
        path("withdraw/", attest.take_back, name="withdraw"),
        path("pack/", pack.pack, name="pack"),
        path("feeds/import", feeds.take_in, name="import-feed"),
        path("tasks/new", tasks.new_task, name="new-task"),
        path("tasks/seen", tasks.seen, name="reminders-seen"),
        path("tasks/<int:number>/change", tasks.change, name="change-task"),
        path("tasks/<int:number>/settle", tasks.settle_task, name="settle-task"),
        path("sources/windows-script", sources.windows_script, name="windows-script"),
    ),
]
