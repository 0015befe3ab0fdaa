"""People of the furnished hospital: who left, who was invited, and what was put to whom."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.test import Client

from tenken.actions import accounts
from tenken.actions.accounts import Told
from tenken.actions.ask import ANSWERING, Put, ask
from tenken.actions.invitations import invite
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.ledger.asked import put_to
from tenken.web.language import COOKIE
from tests.web.pages import Page, get, post

GONE = Told("山本 太郎", "やまもと たろう", "headquarters")
PEOPLE = {
    "ishida": Told("石田 誠", "いしだ まこと", "vendor", "vendor:北斗システム"),
    "hayashi": Told("林 一郎", "はやし いちろう", "answerer"),
}
"""Account → somebody from outside the house who has one."""
PASSWORD = "kirin-no-kubi-2026"


def staffed(site: Site, now: datetime) -> dict[str, int | str]:
    """山本, who left and whose account is open; people from outside; invitations. What addresses want, by name."""
    gone = User.objects.create_user("yamamoto")
    accounts.change(gone.pk, replace(GONE, leaves_on=local_day(now) - timedelta(days=3)), "佐藤 花子", now)
    invite(replace(GONE, name="森 一郎", reading="モリ イチロウ"), 1, "佐藤 花子", now - timedelta(days=2))
    token = invite(Told("井上 恵", "いのうえ めぐみ", "vendor", "vendor:北斗システム"), 7, "佐藤 花子", now)
    for account, told in PEOPLE.items():
        accounts.change(User.objects.create_user(account, password=PASSWORD).pk, told, "佐藤 花子", now)
    return {"person": gone.pk, "token": token, "question": _asked(site, now)}


def _asked(site: Site, now: datetime) -> int:
    """Two questions to 佐藤, where there is such an account."""
    sato = User.objects.filter(username="sato", membership__role__in=ANSWERING).first()
    if sato is None:
        return 0
    ask(site, Put("r7", "hospital", ["2-4", "3-1"], sato.pk, local_day(now), "委託先に聞いてください"), "森", now)
    return put_to(sato.pk)[0].number


def visited(account: str, like: Client, address: str, **typed: str) -> Page:
    """A page as somebody from outside the house sees it, in the language of another client; sent where it is typed."""
    client = Client()
    client.cookies[COOKIE] = like.cookies[COOKIE].value
    client.force_login(User.objects.get(username=account), "tenken.web.access.MemberBackend")
    return post(client, address, **typed) if typed else get(client, address)
