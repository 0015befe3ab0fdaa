"""Pages that no address alone leads to, and the steps to each."""

from collections.abc import Callable, Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.furnished import PASSWORD
from tests.web.pages import Page, get, post
from tests.web.staffed import visited


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
