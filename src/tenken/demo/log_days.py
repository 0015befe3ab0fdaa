"""A day of the house as its systems write it down: what everybody does every day, and what should not have been."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tenken.dates import JST
from tenken.demo.log_house import CLERKS, DOCTORS, LABORATORY, NURSES, RARE, TECHNICIANS, WATCHED, Member, stays

EHR, PACS, LAB, SERVER = "電子カルテ", "PACS", "検査システム", "ehr-ap01"
_AT_NIGHT = (0, 2, 4, 6, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 20, 22)
_BY_DAY = (8, 9, 10, 11, 13, 14, 15, 16, 17)


@dataclass(frozen=True)
class Done:
    """One line of a log: who did what at which source. ``what`` is in that log's own words."""

    source: str
    at: datetime
    member: Member
    what: str
    patient: str = ""
    number: str = ""
    failed: bool = False
    where: str = ""


def day_of(day: date, first: date) -> Iterator[Done]:
    """An ordinary day; ``first`` is when the logs begin."""
    chance = random.Random(day.toordinal())
    present = [stay for stay in stays(first, day) if day <= stay.until]
    for stay in present:
        if stay.ward:
            for nurse in chance.sample(NURSES[stay.ward], 3):
                yield _read(chance, day, nurse, stay.patient, "看護記録参照", _AT_NIGHT)
                yield _read(chance, day, nurse, stay.patient, "検温表入力", _AT_NIGHT)
        doctor = chance.choice(DOCTORS[stay.department])
        yield _read(chance, day, doctor, stay.patient, "カルテ記載", _BY_DAY)
        if stay.since == day:
            for clerk in chance.sample(CLERKS, 2):
                yield _read(chance, day, clerk, stay.patient, "会計", _BY_DAY)
            yield from _orders(chance, day, stay.patient)
    for member in (*NURSES["東病棟"][:4], *NURSES["西病棟"][:4], *CLERKS, *TECHNICIANS):
        yield Done(EHR, _at(chance, day, (7, 8)), member, "ログイン", where=f"PC-{member.account}")
    for number, name in enumerate(("sato", "takagi", "mori")):
        yield Done(
            SERVER, _at(chance, day, (9, 10 + number)), Member(name, ""), "Accepted publickey", where="10.20.8.11"
        )
    yield Done(SERVER, _at(chance, day, (3,)), Member("root", ""), "session opened")
    if day.day == 8:
        yield Done(SERVER, datetime.combine(day, time(20, 30), JST), Member("hokuto-m", ""), "Accepted password",
                   where="10.20.9.9")  # fmt: skip


def _orders(chance: random.Random, day: date, patient: str) -> Iterator[Done]:
    """Whoever comes has a picture taken, or blood."""
    number = f"{day:%Y%m%d}{patient}"
    if chance.random() < 0.5:
        for technician in TECHNICIANS:
            yield Done(PACS, _at(chance, day, _BY_DAY), technician, "Instances Accessed", patient, number)
    else:
        for technician in LABORATORY[:2]:
            yield Done(LAB, _at(chance, day, _BY_DAY), technician, "検査結果登録", patient, number)


def _read(chance: random.Random, day: date, member: Member, patient: str, what: str, hours: tuple[int, ...]) -> Done:
    return Done(EHR, _at(chance, day, hours), member, what, patient, where=f"PC-{member.account}")


def _at(chance: random.Random, day: date, hours: tuple[int, ...]) -> datetime:
    return datetime.combine(day, time(chance.choice(hours), chance.randrange(60), chance.randrange(60)), JST)


def misuse(month: date, first: date) -> Iterator[Done]:
    """What the review of the open month has to find."""
    yamane, tojo, night = Member("yamane", "山根 聡"), CLERKS[3], CLERKS[1]
    for minute, patient in enumerate(("10012", "10034")):
        yield Done(EHR, _on(month, 3, 19, 40 + minute), yamane, "カルテ参照", patient, where="PC-e-ns1")
    yield Done(EHR, _on(month, 4, 13, 20), tojo, "カルテ参照", RARE, where="PC-i-jm4")
    for minute in range(8):
        yield Done(SERVER, _on(month, 5, 1, 10 + minute), Member("mori", ""), "Failed password", failed=True,
                   where="10.20.9.77")  # fmt: skip
    seen = [stay.patient for stay in stays(first, _day(month, 7)) if _day(month, 1) <= stay.since]
    for minute, patient in enumerate(dict.fromkeys(seen)):
        if minute < 4:
            yield Done(EHR, _on(month, 6, 2, 40 + minute), night, "会計", patient, where="PC-i-jm2")
        if minute < 45:
            when = _on(month, 7, 17, 0) + timedelta(minutes=minute / 2)
            yield Done(EHR, when, CLERKS[2], "会計", patient, where="PC-i-jm3")
    yield Done(SERVER, _on(month, 5, 23, 10), Member("hokuto-m", ""), "Accepted password", where="10.20.9.9")
    yield Done(PACS, _on(month, 6, 22, 5), Member("pacsadmin", "画像サーバの管理"), "Audit Recording Stopped")
    yield Done(EHR, _on(month, 4, 15, 30), NURSES["西病棟"][2], "カルテ参照", WATCHED, where="PC-w-ns3")
    yield Done(SERVER, _on(month, 3, 1, 5), Member("tmpadmin", ""), "new user")
    yield Done(SERVER, _on(month, 3, 1, 7), Member("tmpadmin", ""), "Accepted password", where="10.20.9.77")


def earlier(month: date) -> Iterator[Done]:
    """What was found in every month before, and has its reason: an employee keeps the register of cancers."""
    if month.day == 1:
        yield Done(EHR, _on(month, 9, 14, 0), LABORATORY[0], "カルテ参照", "10351", where="PC-k-mt1")


MISUSE: Mapping[str, str] = {
    "left-user": "yamane", "same-family-name": "i-jm4", "failed-burst": "mori", "unusual-hour": "i-jm2",
    "volume": "i-jm3", "outside-plan": "hokuto-m", "log-cleared": "pacsadmin", "vip": "w-ns3",
    "new-account": "tmpadmin",
}  # fmt: skip
"""Rule → whose doing it has to find in the open month."""


def _day(month: date, n: int) -> date:
    return month + timedelta(days=n)


def _on(month: date, n: int, hour: int, minute: int) -> datetime:
    return datetime.combine(_day(month, n), time(hour, minute), JST)
