"""What the generator does to a ledger: the same actions that the program itself calls."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from tenken.actions.attest import Stated, attest
from tenken.actions.collect import ingest
from tenken.actions.site import open_site
from tenken.collectors import COLLECTORS
from tenken.collectors.model import Target
from tenken.dates import local_day
from tenken.facts.model import FACILITY, SubjectId
from tenken.ledger.record import Attempt

SITE = open_site(Path(settings.DATA))
LINUX = COLLECTORS["linux"]


def answered(raw: bytes, name: str, now: datetime) -> None:
    target = Target(name, "tenken")
    attempt = Attempt(f"linux:{target.name}", LINUX.reader, target.name, now, stands_for=name)
    ingest(SITE, LINUX, raw, attempt, now, target)


def entered(name: str, now: datetime) -> None:
    columns = {"title": name, "machine_class": "network", "place": "サーバ室", "owner": "佐藤", "fit_for_use": "yes"}
    _stated("ledger-entry", f"machine:{name}", now, columns)
    _stated("declared-inbound", f"machine:{name}", now, {"channels": "保守VPN | 203.0.113.10"})


def papers(now: datetime) -> None:
    """Some papers of the facility, so that not every row is empty."""
    _stated("system-in-use", "system:電子カルテ", now, {"purpose": "電子カルテ"})
    _stated("administrator-register", FACILITY, now, {"holders": "root | 情報管理室"})
    for by_what, which in (("address", "10.20.1.0/24"), ("card", "00:60:2b")):
        _stated("no-touch", FACILITY, now, {"by_what": by_what, "which": which, "reason": "事業者の指示"})
    _stated("needed-services", FACILITY, now, {"machine_class": "server", "needed": "tcp/22 | 保守"})


def _stated(kind: str, about: str, now: datetime, values: dict[str, str]) -> None:
    said = Stated(kind, SubjectId(about), values, "佐藤", local_day(now), None, about != FACILITY)
    attest(SITE, said, now)
