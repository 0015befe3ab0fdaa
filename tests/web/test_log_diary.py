"""作業日誌: whoever may answer types what was done; who only answers sees what he typed himself."""

from django.contrib.auth.models import User
from django.test import Client

from tenken.actions.site import Site
from tenken.ledger.people import Role, give_role
from tests.web.pages import get, post

TYPED = {"operator": "山田", "begin": "2026-04-01T08:30", "end": "2026-04-01T09:30", "system": "検査システム",
         "done": "更新", "purpose": "作業計画 12"}  # fmt: skip


def test_what_is_typed_is_listed(site: Site, english: Client) -> None:
    post(english, "/logs/diary/", **TYPED)
    line = get(english, "/logs/diary/").line("検査システム")
    assert all(part in line for part in ("2026-04-01 08:30", "2026-04-01 09:30", "山田", "更新", "作業計画 12"))


def test_a_correction_begins_with_what_it_corrects(site: Site, english: Client) -> None:
    post(english, "/logs/diary/", **TYPED)
    address = get(english, "/logs/diary/").all("//tbody//a/@href")[0]
    page = get(english, f"/logs/diary/{address}")
    assert page.all("//input[@name='operator']/@value") == ["山田"]
    post(english, "/logs/diary/", **{**TYPED, "done": "更新と再起動"}, corrects=address.partition("=")[2])
    assert "corrected by" in get(english, "/logs/diary/").words


def test_what_cannot_be_kept_is_said_and_stays_in_the_form(site: Site, english: Client) -> None:
    answer = english.post("/logs/diary/", {**TYPED, "begin": "昨日"})
    assert (answer.status_code, "昨日" in answer.content.decode()) == (409, True)
    assert get(english, "/logs/diary/", corrects="0" * 16).status == 404


def test_who_only_answers_sees_his_own(site: Site, english: Client) -> None:
    post(english, "/logs/diary/", **TYPED)
    person = User.objects.create_user("abe", password="x")
    give_role(person, Role.ANSWERER)
    own = Client(headers={"host": "localhost"})
    own.force_login(person, "tenken.web.access.MemberBackend")
    assert "検査システム" not in own.get("/logs/diary/").content.decode()
    assert own.post("/logs/diary/", {**TYPED, "system": "受付"}).status_code == 302
    assert "受付" in own.get("/logs/diary/").content.decode()
