"""利用者と役割: who may sign in, as what; nobody is deleted, and the house is never without an administrator."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenken.dates import local_day
from tenken.ledger.accounts import reading_order
from tenken.ledger.logbook import lately
from tenken.ledger.people import Role, role_of
from tenken.web import frame
from tests.web.conftest import PASSWORD, signed_in
from tests.web.pages import Page, get, post
from tests.web.test_sign_in import signed_in_as

TOLD = {"name": "森 一郎", "reading": "もり いちろう", "role": "officer"}


def questions(client: Client, address: str) -> int:
    """How often the database is asked for a page that was opened before."""
    get(client, address)
    with CaptureQueriesContext(connection) as asked:
        get(client, address)
    return len(asked)


def number(account: str) -> int:
    return int(User.objects.get(username=account).pk)


def changed(by: Client, account: str, **told: str) -> Page:
    return post(by, f"/people/{number(account)}/change", **{**TOLD, **told})


def test_people_stand_in_the_order_of_their_furigana(administrator: Client) -> None:
    signed_in("mori")
    signed_in("aoki")
    changed(administrator, "mori", name="森 一郎", reading="モリ イチロウ")
    changed(administrator, "aoki", name="青木 恵", reading="あおき めぐみ")
    changed(administrator, "takahashi", name="高橋 葵", reading="たかはし あおい", role="administrator")
    heads = get(administrator, "/people/").all("//table[contains(@class, 'people')]//tbody//th")
    assert [" ".join(head.split()[:2]) for head in heads] == ["青木 恵", "高橋 葵", "森 一郎"]


def test_katakana_and_half_width_kana_sort_as_hiragana() -> None:
    assert reading_order("モリ") == reading_order("もり") == reading_order("ﾓﾘ")


def test_a_person_acts_under_the_full_name(administrator: Client) -> None:
    mori = signed_in("mori")
    changed(administrator, "mori")
    assert "森 一郎" in get(mori, "/").one("//header")


def test_another_role_ends_all_sessions_and_stands_in_the_record(administrator: Client) -> None:
    signed_in("mori")
    mori = Client()
    signed_in_as(mori, "mori")
    kept = changed(administrator, "mori", role="headquarters")
    assert (mori.get("/").status_code, "ログイン中の端末1件を切りました" in kept.words) == (302, True)
    assert (lately()[0].verb, lately()[0].detail) == ("change account", "officer headquarters")


def test_the_same_role_leaves_sessions_alone(administrator: Client) -> None:
    signed_in("mori")
    mori = Client()
    signed_in_as(mori, "mori")
    changed(administrator, "mori")
    assert mori.get("/").status_code == 200


def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(administrator: Client) -> None:
    signed_in("mori")
    refused = changed(administrator, "mori", name="森 一郎", reading="森", role="vendor")
    assert (refused.status, refused.value("name")) == (409, "森 一郎")
    assert len(refused.all("//p[@class='err']")) == 2
    assert role_of(User.objects.get(username="mori")) is Role.OFFICER


def test_a_vendors_person_belongs_to_a_vendor_of_the_ledger(administrator: Client) -> None:
    signed_in("mori")
    assert "どの事業者の人か" in changed(administrator, "mori", role="vendor", vendor="vendor:知らない").words


def test_a_closed_account_is_out_at_once_and_nothing_is_deleted(administrator: Client) -> None:
    mori = signed_in("mori")
    post(administrator, f"/people/{number('mori')}/close")
    assert (mori.get("/").status_code, User.objects.filter(username="mori").count()) == (302, 1)
    assert "停止中" in get(administrator, "/people/").line("mori")


def test_a_closed_account_opens_again(administrator: Client) -> None:
    signed_in("mori")
    post(administrator, f"/people/{number('mori')}/close")
    post(administrator, f"/people/{number('mori')}/reopen")
    assert signed_in_as(Client(), "mori", PASSWORD).status == 200
    assert [done.verb for done in lately(2)] == ["reopen account", "close account"]


def test_the_last_administrator_stays(administrator: Client) -> None:
    closed = post(administrator, f"/people/{number('takahashi')}/close")
    demoted = changed(administrator, "takahashi")
    assert all("最後の管理者です" in page.words for page in (closed, demoted))
    assert User.objects.get(username="takahashi").is_active


def test_one_administrator_of_two_may_go(administrator: Client) -> None:
    signed_in("mori", role=Role.ADMINISTRATOR)
    post(administrator, f"/people/{number('mori')}/close")
    assert not User.objects.get(username="mori").is_active


def test_an_account_in_use_by_somebody_who_left_is_warned_of(administrator: Client) -> None:
    signed_in("mori")
    gone = local_day(frame.now()) - timedelta(days=1)
    changed(administrator, "mori", leaves_on=gone.isoformat())
    assert f"森 一郎さんの最後の日は{gone.isoformat()}でしたが" in get(administrator, "/people/").words
    post(administrator, f"/people/{number('mori')}/close")
    assert "最後の日は" not in get(administrator, "/people/").words


def test_a_day_may_be_typed_as_the_form_writes_it(administrator: Client) -> None:
    signed_in("mori")
    changed(administrator, "mori", leaves_on="令和９年３月３１日")
    assert get(administrator, f"/people/{number('mori')}/").value("leaves_on") == "2027-03-31"


def test_the_list_asks_as_often_for_many_as_for_few(administrator: Client) -> None:
    few = questions(administrator, "/people/")
    User.objects.bulk_create(User(username=f"user{n}") for n in range(150))
    assert questions(administrator, "/people/") == few
    assert "1–100 ／ 151" in get(administrator, "/people/").words


def test_somebody_who_is_not_there_has_no_page(administrator: Client) -> None:
    assert get(administrator, "/people/999/").status == 404
