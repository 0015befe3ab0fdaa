"""A second factor: what somebody has beside what they know, set up by themselves, and taken away by nobody unseen."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from tenken.actions.site import Site
from tenken.config import FILE_NAME
from tenken.ledger.logbook import lately
from tests.web.conftest import PASSWORD
from tests.web.installed import SETTINGS
from tests.web.pages import Page, get, page, post

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def code_of(secret: str) -> str:
    """What an app shows that read this key."""
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))


def proven(client: Client) -> Page:
    """Whoever changes how they sign in types the password once more, and comes to the set-up."""
    return post(client, "/accounts/again/?next=/accounts/code/", password=PASSWORD)


def set_up(client: Client) -> str:
    """Set a second factor up; its secret comes back."""
    secret = proven(client).one("//p[@class='secret']")
    post(client, "/accounts/code/", code=code_of(secret))
    return secret


def at_the_second_door() -> Client:
    """佐藤 typed the right password."""
    client = Client()
    post(client, "/accounts/login/", login="sato", password=PASSWORD)
    return client


def recovery_codes(client: Client) -> list[str]:
    return get(client, "/accounts/recovery/").all("//ol[@class='codes']/li")


@pytest.fixture
def required(site: Site) -> None:
    """A house in which everybody needs a second factor."""
    (site.config.data / FILE_NAME).write_text(SETTINGS + '[sign_in]\nsecond_factor = "required"\n', encoding="utf-8")


def test_before_anything_changes_the_password_is_asked_once_more(officer: Client) -> None:
    assert page(officer.get("/accounts/code/", follow=True)).one("//h1") == "本人の確認"


def test_the_key_is_shown_as_a_picture_and_in_letters(officer: Client) -> None:
    shown = proven(officer)
    assert shown.one("//*[@class='qr']/@aria-label") == "アプリで読み取るQRコード"
    assert len(shown.one("//p[@class='secret']")) == 32


def test_a_false_code_sets_nothing_up(officer: Client) -> None:
    proven(officer)
    assert "コードが違います" in post(officer, "/accounts/code/", code="000000").one("//p[@class='err']")
    assert not Authenticator.objects.exists()


def test_who_set_one_up_gets_ten_recovery_codes_and_the_record_says_so(officer: Client) -> None:
    set_up(officer)
    assert len(recovery_codes(officer)) == 10
    assert [(done.verb, done.by) for done in lately(1)] == [("second factor set up", "sato")]


def test_the_password_alone_no_longer_opens_the_door(officer: Client) -> None:
    set_up(officer)
    assert at_the_second_door().get("/").status_code == 302


def test_the_code_opens_it_in_wide_digits_too(officer: Client) -> None:
    secret = set_up(officer)
    later = at_the_second_door()
    assert (
        post(later, "/accounts/login/code/", code=code_of(secret).translate(WIDE)).one("//h1") == "立入検査への準備状況"
    )


def test_a_false_code_does_not_open_it(officer: Client) -> None:
    set_up(officer)
    client = at_the_second_door()
    assert "コードが違います" in post(client, "/accounts/login/code/", code="000000").one("//p[@class='err']")
    assert client.get("/").status_code == 302


def test_a_code_opens_it_only_once(officer: Client) -> None:
    code = code_of(set_up(officer))
    post(at_the_second_door(), "/accounts/login/code/", code=code)
    assert "コードが違います" in post(at_the_second_door(), "/accounts/login/code/", code=code).one("//p[@class='err']")


def test_a_recovery_code_opens_it_once_and_says_how_many_are_left(officer: Client) -> None:
    set_up(officer)
    code = recovery_codes(officer)[0]
    home = post(at_the_second_door(), "/accounts/login/code/", code=code)
    assert home.one("//*[@role='status']") == "その回復コードはもう使えません。残りは9個です。"
    assert "コードが違います" in post(at_the_second_door(), "/accounts/login/code/", code=code).one("//p[@class='err']")


def test_guessing_codes_ends_after_five(officer: Client) -> None:
    set_up(officer)
    client = at_the_second_door()
    refused = [post(client, "/accounts/login/code/", code=f"00000{n}") for n in range(6)]
    assert "試行の回数が多すぎます" in refused[-1].one("//p[@class='err']")


def test_the_database_alone_does_not_tell_the_secret(officer: Client) -> None:
    secret = set_up(officer)
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_it_is_turned_off_with_the_password_and_the_codes_go_with_it(officer: Client) -> None:
    set_up(officer)
    assert post(officer, "/accounts/code/off/").one("//*[@role='status']") == "確認コードを使うのをやめました。"
    assert not Authenticator.objects.exists()


def test_new_recovery_codes_make_the_old_ones_void(officer: Client) -> None:
    set_up(officer)
    old = recovery_codes(officer)
    post(officer, "/accounts/recovery/new/")
    assert set(old).isdisjoint(recovery_codes(officer))


def test_an_administrator_takes_it_away_from_somebody_who_lost_it(officer: Client, administrator: Client) -> None:
    set_up(officer)
    told = post(administrator, "/people/sato/second-factor/")
    assert told.one("//*[@role='status']") == "sato の二要素認証を外しました。"
    assert [(done.verb, done.by, done.about) for done in lately(1)] == [("second factor reset", "takahashi", "sato")]
    assert at_the_second_door().get("/").status_code == 200


def test_where_there_is_none_nothing_is_taken_away_nor_written_down(officer: Client, administrator: Client) -> None:
    assert "二要素認証を使っていません" in post(administrator, "/people/sato/second-factor/").words
    assert lately() == ()


def test_nobody_else_takes_it_away(officer: Client) -> None:
    assert officer.post("/people/sato/second-factor/").status_code == 403


def test_where_everybody_needs_one_who_has_none_is_led_to_it(required: None, officer: Client) -> None:
    assert officer.get("/ledger/").headers["Location"] == "/accounts/code/"


def test_who_has_one_there_goes_where_they_want(required: None, officer: Client) -> None:
    set_up(officer)
    assert officer.get("/ledger/").status_code == 200
