"""An installation for the pages to stand on, and a hospital with something of everything in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from django.test import override_settings

from tenken.actions import stock_take
from tenken.actions.answer import answer
from tenken.actions.collect import collect
from tenken.actions.import_feed import Brought, import_feed
from tenken.actions.import_spreadsheet import import_spreadsheet
from tenken.actions.inspection import Wished, open_inspection, remark
from tenken.actions.letters import Form, send_letter, write_letter
from tenken.actions.log_evidence import logs_of
from tenken.actions.log_waiting import bring, choose_columns, headings
from tenken.actions.preview import columns_of
from tenken.actions.site import Site
from tenken.actions.tasks import Wanted, open_task, remind
from tenken.actions.waiting import Room
from tenken.answers.model import Proposed
from tenken.collectors.model import Target
from tenken.collectors.spreadsheet.columns import chosen_profile
from tenken.config import FILE_NAME
from tenken.dates import local_day
from tenken.facts.model import FACILITY, SubjectId
from tenken.ledger.tasks import Source
from tenken.logs.guessed import guessed
from tenken.logs.health import Looked, keep_health
from tenken.logs.holdings import keep_holdings
from tenken.logs.sources import LogSource
from tenken.web import frame
from tests import samples
from tests.collectors.recorded import SAMPLES
from tests.ledger.steps import LINUX, bcp, seen, stated
from tests.logs.exports import HEADINGS, LINES
from tests.logs.filled import filled
from tests.logs.healths import health, holdings
from tests.web.staffed import staffed

FACILITY_NAME = "みどり野総合病院"
SETTINGS = f'[facility]\nname = "{FACILITY_NAME}"\n'


@contextmanager
def installed(folder: Path, settings: str = SETTINGS) -> Iterator[Site]:
    """The site that every page sees until the end, in this data directory."""
    (folder / FILE_NAME).write_text(settings, encoding="utf-8")
    with override_settings(DATA=folder):
        yield frame.site()


def furnish(site: Site) -> dict[str, int | str]:
    """Machines that answered and one that did not, papers, words of persons, answers. What addresses want, by name."""
    now = frame.now()
    filled(logs_of(site))
    machine = seen(site, now=now)
    failed = collect(site, LINUX, Target("127.0.0.1", "nobody", port=1), now)
    paper = bcp(site, now)
    stated(site, "vendor-contract", "vendor:北斗システム", now, systems="電子カルテ", starts="2025-04-01")
    stated(site, "system-in-use", "system:電子カルテ", now, purpose="診療の記録", vendor="北斗システム")
    until = (local_day(now) + timedelta(days=90)).isoformat()
    about = {"add": "no", "until": until, "reason": "部品を待っている", "compensating": "網を分けた"}
    stated(site, "waiver", "machine:ehr-srv01", now, lineage="patch", **about)
    setting = stated(site, "policy-setting", FACILITY, now, field="patch.grace", value="14", reason="院内の規程")
    stated(site, "confirmation", "machine:ehr-srv01", now, add="no", topic="two-factor", holds="yes", how="画面で見た")
    agreed = {"subnet": "10.20.1.0/24", "hours": "22:00-05:00", "weekdays": "土, 日", "until": until, "reason": "突合"}
    stated(site, "sweep-consent", FACILITY, now, **agreed, medical="yes")
    stated(site, "no-touch", FACILITY, now, by_what="address", which="10.20.1.200", reason="CT、事業者の指示")
    stated(site, "log-source", "machine:ehr-srv01", now, add="no", source="電子カルテ", silent_hours="48")
    keep_health(site.config.data / "logs", Looked(now, (health(now, "電子カルテ"),)))
    keep_holdings(logs_of(site), holdings(now, "電子カルテ"))
    listed = _like_each_other(site, now)
    _to_do(now)
    import_feed(site, Brought(SAMPLES["feed"]["handmade-kev.json"]), now, "佐藤 花子")
    yes = Proposed(True, "佐藤 花子", date(2025, 11, 20), reason="保守の日に当てる")
    answer(site, "r7", "hospital", "2-6", yes, now)
    answer(site, "r7", "hospital", "2-1", Proposed(False, "佐藤 花子", date(2025, 11, 20), date(2026, 3, 1)), now)
    found = {"machine": machine, "failed": failed, "paper": paper, "setting": setting}
    observations = {name: outcome.recorded.observation for name, outcome in found.items()}
    more = {"listed": listed, "stock_take": _counting(now), "inspection": _inspected(site, now), **_letters(site, now)}
    return {**staffed(site, now), **observations, **more, **_waiting(site, now)}


def _letters(site: Site, now: datetime) -> dict[str, int]:
    """A draft to the vendor, and a letter that went out."""
    about, at = SubjectId("vendor:北斗システム"), Form("r7", "hospital")
    draft, sent = (write_letter(site, about, ("patch", "two-factor", "bcp"), at, "佐藤 花子", now) for _one in range(2))
    send_letter(site, sent, local_day(now), "佐藤 花子", now)
    return {"letter": draft, "sent": sent}


def _waiting(site: Site, now: datetime) -> dict[str, str]:
    """Files that 佐藤 brought and has not taken in yet."""
    room = Room(site.config.data)
    raw = (
        "ホスト名,資産番号,区分,設置場所,購入日\r\nehr-pc01,A-101,端末PC,3階,R5.4\r\nehr-pc08,A-108,何か,,\r\n".encode()
    )
    mapped = room.take(raw, "sato", "佐藤 花子", "機器一覧.csv", "spreadsheet", now)
    room.map(mapped, chosen_profile(columns_of(site, mapped), columns_of(site, mapped).fields, "x", "3階の一覧"))
    unmapped = room.take(raw, "sato", "佐藤 花子", "資産管理.csv", "spreadsheet", now)
    scan = room.take(SAMPLES["nmap"]["nmap-7.93-sn.xml"], "sato", "佐藤 花子", "scan.xml", "nmap", now)
    listed = {"mapped": mapped.token, "unmapped": unmapped.token, "scan": scan.token}
    return {**listed, **_logs_waiting(site, now)}


def _logs_waiting(site: Site, now: datetime) -> dict[str, str]:
    """Logs that 佐藤 brought: one whose columns are to be chosen, one that can be looked at."""
    raw = "".join(f"{line}\r\n" for line in (HEADINGS, *LINES)).encode("cp932")
    unmapped, mapped = (
        bring(site, raw, "操作ログ.csv", LogSource(name, "csv"), ("sato", "佐藤 花子"), now)
        for name in ("検査", "放射線")
    )
    choose_columns(site, mapped, guessed(headings(site, mapped)), ["失敗"], "")
    return {"log_columns": unmapped.token, "log_preview": mapped.token}


def _inspected(site: Site, now: datetime) -> int:
    """An inspection that is open, with a remark."""
    found, _code = open_inspection(site, "r7", "hospital", Wished(local_day(now), "保健所 田中"), "佐藤", now)
    remark(site, found.number, "2-6", "期限を過ぎた更新がある", "保健所 田中", now)
    return found.number


def _counting(now: datetime) -> int:
    """A stock-take in which one machine was met elsewhere and one label is unknown."""
    number = stock_take.open_stock_take("令和7年度 棚卸し", "", None, "佐藤 花子", now)
    stock_take.scan(number, "ehr-pc01", "2階", "佐藤 花子", now)
    stock_take.scan(number, "A-999", "2階", "佐藤 花子", now)
    return number


def _to_do(now: datetime) -> None:
    """One task that is late, and one that comes again; the first is reminded of."""
    late = Wanted("ehr-srv01 の更新を当てる", "夜間に止めて行う", SubjectId("machine:ehr-srv01"), "patch", "佐藤 花子",
                  local_day(now) - timedelta(days=3))  # fmt: skip
    open_task(late, Source.BLOCKER, "佐藤 花子", now)
    due = local_day(now) + timedelta(days=30)
    open_task(Wanted("ログを確かめる", lineage="access-log", due=due, every=1), Source.DUTY, "佐藤 花子", now)
    remind(now)


def _like_each_other(site: Site, now: datetime) -> int:
    """Four terminals with a role, two of them with a remote-control program, and one machine that nobody classed.

    The number of the list that brought the last one.
    """
    terminal = {"machine_class": "client_pc", "place": "1階", "owner": "佐藤", "role": "電子カルテ端末",
                "vendor": "北斗システム", "maker": "NEC", "model": "Mate"}  # fmt: skip
    for number in range(1, 5):
        name = f"ehr-pc{number:02}"
        program = "anydesk 7.0.2" if number < 3 else "adduser 3.134"
        answer_of = samples.running(samples.machine(name, 100 + number), "22 sshd, 5900 x11vnc", program)
        seen(site, answer_of, now, address=f"10.20.9.{number}")
        stated(site, "ledger-entry", f"machine:{name}", now, add="no", title=name, **terminal)
    officer = {"whom": "佐藤 花子", "lane": "decision", "phone": "内線 2201", "reading": "さとう はなこ", "turn": "1"}
    stated(site, "contact", FACILITY, now, **officer)
    called = {"whom": "森 一郎", "lane": "vendor", "phone": "03-0000-0001", "duty": "保守窓口"}
    stated(site, "contact", "vendor:北斗システム", now, add="no", **called)
    reply = {"uses_remote": "yes", "answered_on": local_day(now).isoformat(), "ways": "TeamViewer"}
    stated(site, "remote-maintenance-reply", "vendor:北斗システム", now, add="no", **reply)
    needed = {"machine_class": "client_pc", "needed": "sshd | 保守と観測", "forbidden": "x11vnc"}
    stated(site, "needed-services", FACILITY, now, **needed)
    unclassed = "\r\n".join(("ホスト名,資産番号,メーカー,型番,設置場所", "ehr-pc05,A-105,NEC,Mate,2階", ""))
    return import_spreadsheet(site, unclassed.encode(), now, "佐藤").number
