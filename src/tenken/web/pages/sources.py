"""情報源: every source with what it tells and how it is doing; and the script for Windows machines, to be carried."""

from dataclasses import dataclass
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.collectors.windows.answer import SCRIPT, VERSION
from tenken.ledger.people import Role, role_of
from tenken.ledger.sources import Doing, doings
from tenken.web.access import STAFF
from tenken.web.downloads import download
from tenken.web.frame import now
from tenken.web.plain import COLLECTOR_NAMES
from tenken.web.sources import SOURCES, Source

SCRIPT_NAME = "tenken-collect.ps1"


@dataclass(frozen=True)
class Line:
    key: str
    name: str
    source: Source
    doing: Doing

    @property
    def target(self) -> str:
        """At whom the last failure was, unless its reason says so itself."""
        failed = self.doing.failed
        told = failed.why.blanks.values() if failed and failed.why else ()
        return failed.target if failed and failed.target not in told else ""


def sources(request: HttpRequest) -> HttpResponse:
    known, script = doings(now()), SCRIPT.read_bytes()
    context = {
        "lines": [Line(key, COLLECTOR_NAMES[key], one, known.get(key, Doing())) for key, one in SOURCES.items()],
        "administers": role_of(request.user) is Role.ADMINISTRATOR,
        "works": role_of(request.user) in STAFF,
        "script": {
            "name": SCRIPT_NAME,
            "version": VERSION,
            "digest": sha256(script).hexdigest(),
            "kilobytes": -(-len(script) // 1024),
        },
    }
    return render(request, "sources/page.html", context)


def windows_script(request: HttpRequest) -> HttpResponse:
    """The script as a download that no browser runs."""
    del request
    return download(SCRIPT.read_bytes(), SCRIPT_NAME)
