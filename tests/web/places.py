"""Every page there is: its address, and how it is reached."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tenken.actions.first_steps import Step
from tenken.collectors.person.entry import ENTERABLE
from tenken.standard.load import load
from tests.web.furnished import PASSWORD
from tests.web.pages import Page, get, post
from tests.web.staffed import visited

EXAMPLES: Mapping[str, Any] = {
    "edition": "r7",
    "form": "hospital",
    "row_id": "2-6",
    "about": "machine:ehr-srv01",
    "vendor": "vendor:北斗システム",
    "document": "bcp",
    "machine_class": "server",
    "kind": "document",
    "number": 1,
    "month": "2026-11",
    "segment": 0,
    "index": 0,
    "digest": "0" * 64,
    "field": "patch.grace",
    "step": "kind",
    "account": "sato",
    "provider_id": "house",
    "pk": 1,
    "token": "0" * 32,
    "name": "linux",
    "source": "電子カルテ",
}
"""A value for every blank of the site map."""


def site_map() -> dict[str, str]:
    """Name → address of every page in the URLconf, with its blanks filled."""
    return dict(_addresses(get_resolver().url_patterns))


def _addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns)
        else:
            name = str(pattern.name)
            yield name, reverse(name, kwargs={blank: EXAMPLES[blank] for blank in pattern.pattern.converters})


EMPTY = {
    "home, nothing known": "/",
    "checklist, nothing known": "/checklist/",
    "one question, nothing known": "/checklist/one/2-6/",
    "ledger, nothing known": "/ledger/",
    "documents, nothing known": "/documents/",
    "sweeps, nothing known": "/sweep/",
    "pack, nothing known": "/pack/",
    "inspections, nothing known": "/inspection/",
    "sources, nothing known": "/sources/",
    "log sources, nothing known": "/logs/sources/",
    "keeping of logs, nothing known": "/logs/keeping/",
    "take in a file, nothing known": "/import/",
    "lists of publishers, nothing known": "/feeds/",
    "needed services, nothing known": "/services/",
    "classes and roles, nothing known": "/classes/",
    "changes made together, nothing known": "/changes/",
    "stock-takes, nothing known": "/stocktake/",
    "remote-control programs, nothing known": "/remote/",
    "tasks, nothing known": "/tasks/",
    "vendors, nothing known": "/vendors/",
    "contact chart, nothing known": "/contacts/",
    "systems, nothing known": "/systems/",
    "network, nothing known": "/networks/",
    "places, nothing known": "/places/",
    "x-ray, nothing known": "/xray/",
    "letters, nothing known": "/letters/",
    "first run, nothing known": "/start/",
    "first run, vendors of no system": "/start/vendors/",
    "first run, result of nothing": "/start/result/",
}
"""Pages of a ledger that holds nothing yet."""

PLAIN = {
    "home": "/",
    "home, a cell opened": "/?row=2-6&of=server",
    "home, as of a day": "/?as_of=2026-01-31",
    "home, back in the present": "/?as_of=",
    "row, what changed since a day": "/checklist/r7/hospital/2-6/?since=2026-01-31",
    "checklist": "/checklist/",
    "checklist, narrowed to what is open": "/checklist/?show=open",
    "one question": "/checklist/one/2-7/",
    "differences between editions": "/checklist/diff/?from=r6&to=r7",
    "one question, nothing left": "/checklist/one/finished/",
    "ledger": "/ledger/",
    "ledger, narrowed": "/ledger/?q=ehr&class=server&entered=no&sort=seen",
    "ledger, nothing found": "/ledger/?q=どこにもない",
    "ledger, narrowed further": "/ledger/?place=1階&owner=佐藤&unseen=30&touch=no&cols=serial,system,standing",
    "changes made together": "/changes/",
    "a change made together": "/changes/{listed}/",
    "stock-takes": "/stocktake/",
    "readings of names": "/readings/",
    "readings of names that lack one": "/readings/?show=lacking",
    "labels of machines": "/labels/?class=client_pc",
    "stock-take, what is missing": "/stocktake/{stock_take}/",
    "stock-take, what is unknown": "/stocktake/{stock_take}/?show=unknown",
    "stock-take, what stands elsewhere": "/stocktake/{stock_take}/?show=elsewhere",
    "machine": "/ledger/machine:ehr-srv01/",
    "machine that never answered": "/ledger/machine:127.0.0.1/",
    "machine, as of a day": "/ledger/machine:ehr-srv01/?as_of={today}",
    "pairs": "/pairs/",
    "sweeps": "/sweep/",
    "needed services": "/services/",
    "needed services of a class": "/services/server/",
    "needed services of a role": "/services/client_pc/?role=電子カルテ端末",
    "classes and roles": "/classes/",
    "remote-control programs": "/remote/",
    "remote-control programs, narrowed": "/remote/?explained=no&q=AnyDesk",
    "x-ray": "/xray/",
    "x-ray, one kind": "/xray/?kind=unentered",
    "x-ray, nothing of a kind": "/xray/?kind=overdue",
    "systems": "/systems/",
    "systems, nothing found": "/systems/?q=どこにもない",
    "network": "/networks/",
    "network, one range": "/networks/?subnet=10.20.1.0/24",
    "places": "/places/",
    "places, nothing found": "/places/?q=どこにもない",
    "contact chart": "/contacts/",
    "vendors": "/vendors/",
    "vendors, nothing found": "/vendors/?q=どこにもない&open=yes",
    "vendor": "/vendors/vendor:北斗システム/",
    "documents": "/documents/",
    "documents, one state": "/documents/?state=missing",
    "document": "/documents/bcp/",
    "document that is missing": "/documents/contact-chart/",
    "settings": "/settings/",
    "settings, narrowed": "/settings/?q=31",
    "settings, nothing found": "/settings/?q=どこにもない",
    "setting of a policy": "/settings/patch.grace/",
    "setting that is yes or no": "/settings/backup-recovery.detached/",
    "editions": "/editions/",
    "inspections": "/inspection/",
    "inspection": "/inspection/{inspection}/",
    "inspection, code": "/inspection/enter/?code=ABCD",
    "tasks": "/tasks/",
    "tasks, narrowed": "/tasks/?owner=佐藤 花子&when=overdue",
    "tasks, nothing found": "/tasks/?q=どこにもない",
    "tasks to print": "/tasks/print/",
    "task": "/tasks/1/",
    "task that comes again": "/tasks/2/",
    "new task": "/tasks/new?title=更新を当てる&row=2-6&about=machine:ehr-srv01&back=/checklist/",
    "pack": "/pack/",
    "sources": "/sources/",
    "work diary": "/logs/diary/",
    "log to take in": "/logs/import/",
    "columns of a log": "/logs/import/{log_columns}/",
    "preview of a log": "/logs/import/{log_preview}/",
    "log sources": "/logs/sources/",
    "log source": "/logs/sources/電子カルテ/",
    "keeping of logs": "/logs/keeping/",
    "line of the checkpoint": "/logs/keeping/line/",
    "take in a file": "/import/",
    "tokens": "/api-tokens/",
    "source that is asked": "/sources/of/linux/",
    "source that is brought": "/sources/of/leases/",
    "bundles": "/sources/bundles/",
    "columns of a file": "/import/{unmapped}/columns",
    "preview of a list": "/import/{mapped}/",
    "preview of a list, errors": "/import/{mapped}/?show=problems",
    "preview of a scan": "/import/{scan}/",
    "lists of publishers": "/feeds/",
    "evidence of a machine": "/evidence/{machine}/",
    "evidence of a failure": "/evidence/{failed}/",
    "evidence of a paper": "/evidence/{paper}/",
    "evidence of a setting": "/evidence/{setting}/",
    "password": "/accounts/password/change/",
    "own sessions": "/accounts/sessions/",
    "questions to me": "/mine/",
    "question to me": "/mine/{question}/",
    "questions to people": "/asking/?row=2-6",
    "people": "/people/",
    "person": "/people/{person}/",
    "invite": "/people/invite/",
    "invitation": "/join/{token}/",
    "invitation that opens nothing": "/join/nothing/",
    "record": "/log/",
    "record, narrowed": "/log/?what=changes&q=2-6&since=2025-04-01",
    "record, nothing found": "/log/?q=どこにもない&since=2026-04-01",
    "access logs": "/logs/",
    "access logs, a patient": "/logs/?patient=P00042&since=R8.4.1&until=2026-04-02&open=0-1",
    "access logs, nothing found": "/logs/?user=nobody",
    "timeline": "/logs/timeline/",
    "timeline of a machine": "/logs/timeline/?machine=ehr-srv01&user=sato&since=2026-04-01&until={today}",
    "timeline of nothing": "/logs/timeline/?machine=どこにもない",
    "access logs, no such day": "/logs/?since=昨日",
    "event of an access log": "/logs/event/1/1/",
    "event of an access log that there is not": "/logs/event/7/0/",
    "sign-out": "/accounts/logout/",
    "letters": "/letters/",
    "letters, about one row": "/letters/?lineage=patch&vendor=vendor:北斗システム",
    "letter": "/letters/{letter}/",
    "letter that was sent": "/letters/{sent}/",
    "first run": "/start/",
    **{f"first run, {step}": f"/start/{step}/" for step in Step},
    "first run, result": "/start/result/",
    "self-check": "/selfcheck/",
    "self-check, a question": "/selfcheck/?a=ynuyn",
    "self-check, result": "/selfcheck/?a=ynuynuynuynuynu",
    "protection of the connection": "/connection/",
    "my sign-in": "/accounts/mine/",
    "is it you": "/accounts/again/?next=/accounts/code/",
    "second factor of somebody else": "/people/sato/second-factor/",
    "no such page": "/nothing/",
    "not understood": "/ledger/?page=two",
    "wrong way to ask": "/withdraw/",
    "row of the vendors": "/checklist/r7/vendor/2-6/",
    "row of a pharmacy": "/checklist/r7/pharmacy/2-4/",
    "row of an old edition": "/checklist/r5/hospital/2-1/",
    "row of a provisional edition": "/checklist/r8/hospital/2-1/",
    **{f"row {row.id}": f"/checklist/r7/hospital/{row.id}/" for row in load("r7").form("hospital").rows},
    **{f"form for {kind}": f"/attest/{kind}/" for kind in ENTERABLE},
    "form for a document that is on file": "/attest/document/?about=facility&item=bcp&type=bcp",
    "form for a machine that is known": "/attest/ledger-entry/?about=machine:ehr-srv01",
}
"""Pages of a furnished ledger that an address alone leads to."""


def _wrong_password(_officer: Client, stranger: Client) -> Page:
    return post(stranger, "/accounts/login/", login="sato", password="false")


def _locked(_officer: Client, stranger: Client) -> Page:
    return [post(stranger, "/accounts/login/", login="suzuki", password="false") for _attempt in range(5)][-1]


def _from_elsewhere(officer: Client, _stranger: Client) -> Page:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = officer.cookies
    return post(strict, "/withdraw/")


ANSWER = {"answer": "yes", "on": "2025-11-20", "by": "佐藤 花子", "reason": "台帳で確かめた", "after": "0"}
ENTRY = {
    "about": "facility",
    "by": "佐藤 花子",
    "confirmed_on": "2026-04-01",
    "period_from": "2026-01-01",
    "period_to": "2026-03-31",
    "found": "なし",
}

LIST = {"asked": "1", "service-0": "sshd (tcp/22)", "as-0": "needed", "reason-0": "", "by": "佐藤 花子",
        "confirmed_on": "2026-04-01"}  # fmt: skip

EDIT = {"which": "all", "query": "class=client_pc", "step": "fields", "change": ["place"], "value-place": "新館",
        "by": "佐藤 花子", "reason": "移設のため"}  # fmt: skip


def _scanned(officer: Client, code: str) -> Page:
    (address,) = get(officer, "/stocktake/").all("//tbody//th/a/@href")
    return post(officer, f"{address}scan", code=code)


def _previewed(officer: Client) -> Page:
    key = get(officer, "/classes/").all("//input[@name='key']/@value")[0]
    return post(officer, "/classes/", key=key, by="佐藤 花子", role="受付PC", **{"class": "client_pc"})


def _list_brought(officer: Client) -> str:
    """Where a list is mapped."""
    raw = SimpleUploadedFile("機器一覧.csv", "ホスト名,資産番号,設置場所\nehr-pc09,A-9,3階\n".encode())
    return str(officer.post("/import/upload", {"file": raw, "by": "佐藤 花子"})["Location"])


def _stamp_asked(officer: Client) -> Page:
    officer.post("/logs/keeping/request")
    return get(officer, "/logs/keeping/")


def _token_made(officer: Client) -> Page:
    until = get(officer, "/api-tokens/").value("until")
    return post(officer, "/api-tokens/", name="分院", scope=["bundles", "status"], until=until)


def _list_taken_in(officer: Client) -> Page:
    columns = _list_brought(officer)
    post(officer, columns, **{"column-0": "hostname", "column-1": "asset_tag", "column-2": "place"})
    get(officer, columns.replace("columns", ""))
    return post(officer, columns.replace("columns", "apply"))


def _answered_what_was_asked(officer: Client) -> Page:
    address = get(officer, "/mine/").all("//ol//a/@href")[0]
    return post(officer, address, answer="yes", on="2025-11-20", reason="台帳で確かめた", after="0")


def _let_in(officer: Client, stranger: Client, row: str) -> Page:
    """The stranger has become the inspector."""
    address = get(officer, "/inspection/").all("//tbody//a/@href")[0]
    code = post(officer, f"{address}code").all("//dd/b")[0]
    post(stranger, "/inspection/enter/", code=code)
    return get(stranger, f"/inspection/look/{row}")


REACHED: Mapping[str, Callable[[Client, Client], Page]] = {
    "sign-in": lambda _officer, stranger: get(stranger, "/accounts/login/"),
    "sign-in, refused": _wrong_password,
    "sign-in, locked": _locked,
    "form from elsewhere": _from_elsewhere,
    "answer, refused": lambda officer, _s: post(officer, "/checklist/r7/hospital/2-2/answer", answer="no", after="0"),
    "answer in the list, refused": lambda officer, _s: post(
        officer, "/checklist/r7/hospital/2-4/answer", answer="yes", on="2025-11-20", after="0", place="list"
    ),
    "one question, refused": lambda officer, _s: post(
        officer, "/checklist/r7/hospital/2-4/answer", answer="no", after="0", place="one"
    ),
    "answer, kept": lambda officer, _s: post(officer, "/checklist/r7/hospital/2-3/answer", **ANSWER),
    "letter, refused": lambda officer, _s: post(officer, "/letters/new"),
    "first run, refused": lambda officer, _s: post(officer, "/start/systems/", by="佐藤 花子", do="keep"),
    "entry, refused": lambda officer, _s: post(officer, "/attest/document/", about="facility", effective="昨日"),
    "entry, kept": lambda officer, _s: post(officer, "/attest/log-review/", **ENTRY),
    "list of needed services, refused": lambda officer, _s: post(officer, "/services/server/", **LIST),
    "edit of machines": lambda officer, _s: post(officer, "/ledger/edit", which="all", query="class=client_pc"),
    "edit of machines, refused": lambda officer, _s: post(officer, "/ledger/edit", **{**EDIT, "reason": ""}),
    "edit of machines, preview": lambda officer, _s: post(officer, "/ledger/edit", **EDIT),
    "no machine to edit": lambda officer, _s: post(officer, "/ledger/edit", which="ticked"),
    "filter, kept": lambda officer, _s: post(officer, "/ledger/filters/keep", name="受付", query="class=client_pc"),
    "no filter to drop": lambda officer, _s: post(officer, "/ledger/filters/drop", number="0"),
    "columns, chosen": lambda officer, _s: post(officer, "/ledger/columns", column=["owner", "system"]),
    "stock-take, a label read": lambda officer, _s: _scanned(officer, "ehr-srv01"),
    "stock-take, nothing read": lambda officer, _s: _scanned(officer, ""),
    "stock-take, refused": lambda officer, _s: post(officer, "/stocktake/"),
    "readings, refused": lambda officer, _s: post(officer, "/readings/", name="佐藤", reading="佐藤"),
    "nothing to undo": lambda officer, _s: post(officer, "/changes/1/undo", by="佐藤 花子", reason="誤り"),
    "classes and roles, preview": lambda officer, _s: _previewed(officer),
    "taken back": lambda officer, _s: post(officer, "/withdraw/", about="facility", kind="log-review"),
    "nothing to take back": lambda officer, _s: post(officer, "/withdraw/", about="facility", kind="waiver"),
    "sweep, refused": lambda officer, _s: post(officer, "/sweep/start", subnet="10.20.9.0/24", by="佐藤 花子"),
    "no sweep to stop": lambda officer, _s: post(officer, "/sweep/stop"),
    "setting, previewed": lambda officer, _s: post(officer, "/settings/patch.grace/", do="preview", value="60"),
    "setting, refused": lambda officer, _s: post(officer, "/settings/patch.grace/", do="preview", value="すぐ"),
    "facility, refused": lambda officer, _s: post(officer, "/settings/facility", name="", kind="zoo"),
    "inspection, refused": lambda officer, _s: post(officer, "/inspection/", inspector="", day="2026-01-01"),
    "inspection, wrong code": lambda _officer, stranger: post(stranger, "/inspection/enter/", code="AAAA"),
    "what the inspector sees": lambda officer, stranger: _let_in(officer, stranger, "2-6/"),
    "what the inspector sees of a paper": lambda officer, stranger: _let_in(officer, stranger, "3-3/"),
    "task, refused": lambda officer, _s: post(officer, "/tasks/new", title="", owner="佐藤 花子"),
    "task, not settled": lambda officer, _s: post(officer, "/tasks/1/settle", state="dropped", after="1"),
    "contact chart, refused": lambda officer, _s: post(officer, "/contacts/approve", effective="昨日"),
    "vendor's form, refused": lambda officer, _s: post(officer, "/vendors/vendor:北斗システム/form"),
    "target, refused": lambda officer, _s: post(officer, "/sources/of/windows/add", host="pc-1", user="x"),
    "token, made": lambda officer, _s: _token_made(officer),
    "file, refused": lambda officer, _s: post(officer, "/import/upload", by="佐藤 花子"),
    "removal of logs, refused": lambda officer, _s: post(officer, "/logs/keeping/agree", shown="x"),
    "token of an authority, refused": lambda officer, _s: post(officer, "/logs/keeping/token"),
    "time stamp, asked for": lambda officer, _s: _stamp_asked(officer),
    "columns, refused": lambda officer, _s: post(officer, _list_brought(officer), title="空"),
    "list, taken in": lambda officer, _s: _list_taken_in(officer),
    "pack, refused": lambda officer, _s: post(officer, "/pack/", day="9999-12-31"),
    "second factor, set up": lambda officer, _s: post(
        officer, "/accounts/again/?next=/accounts/code/", password=PASSWORD
    ),
    "second factor, refused": lambda officer, _s: post(officer, "/accounts/code/", code="1"),
    "nothing asked": lambda _o, stranger: visited("hayashi", stranger, "/mine/"),
    "not for this role": lambda _o, stranger: visited("hayashi", stranger, "/ledger/"),
    "own form": lambda _o, stranger: visited("ishida", stranger, "/own-form/"),
    "own form, refused": lambda _o, stranger: visited("ishida", stranger, "/own-form/write", do="hand-in"),
    "questions, refused": lambda officer, _s: post(officer, "/asking/", row="2-6", note="急ぎ"),
    "question to me, answered": lambda officer, _s: _answered_what_was_asked(officer),
    "password, refused": lambda officer, _s: post(officer, "/accounts/password/change/", oldpassword="false"),
}
"""Pages that only an entry leads to, reached by an officer or by somebody who has not signed in."""

NAMES = (*EMPTY, *PLAIN, *REACHED)
