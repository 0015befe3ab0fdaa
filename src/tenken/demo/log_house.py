"""Who works in the house and who lies in it, as its access logs and its lists of the review know them. All invented."""

import csv
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from io import StringIO

_FAMILIES = ("鈴木", "高橋", "渡辺", "伊藤", "中村", "小林", "山本", "加藤", "吉田", "山田", "松本", "井上", "木村",
             "林", "清水", "山崎", "池田", "阿部", "橋本", "石川")  # fmt: skip
_GIVEN = ("一郎", "花子", "健", "恵", "誠", "由美", "隆", "さくら", "翔", "和子")
_FIRST_NUMBER, PATIENTS = 10_001, 400
BEDS = 8
STAY = timedelta(days=10)


@dataclass(frozen=True)
class Member:
    """One who has an account. ``kind`` is 職員, 事業者 or システム."""

    account: str
    name: str
    department: str = ""
    role: str = ""
    kind: str = "職員"
    address: str = ""
    left: str = ""
    patient: str = ""


def _of(department: str, role: str, accounts: Iterable[tuple[str, str]]) -> tuple[Member, ...]:
    return tuple(Member(account, name, department, role) for account, name in accounts)


NURSES = {
    ward: _of(ward, "看護師", ((f"{mark}{n}", f"{family} {given}") for n, (family, given) in enumerate(names, 1)))
    for ward, mark, names in (
        ("東病棟", "e-ns", zip(_FAMILIES[:8], _GIVEN, strict=False)),
        ("西病棟", "w-ns", zip(_FAMILIES[8:16], _GIVEN[2:], strict=False)),
    )
}
DOCTORS = {
    "内科": _of("内科", "医師", (("n-dr1", "片桐 淳"), ("n-dr2", "宮本 涼"))),
    "外科": _of("外科", "医師", (("g-dr1", "三浦 剛"), ("g-dr2", "大谷 薫"))),
}
CLERKS = (*_of("医事課", "事務員", (("i-jm1", "田中 修"), ("i-jm2", "岡田 幸"), ("i-jm3", "西田 歩"))),
          Member("i-jm4", "東条 真由", "医事課", "事務員"))  # fmt: skip
TECHNICIANS = _of("放射線科", "診療放射線技師", (("r-rt1", "藤井 学"), ("r-rt2", "村上 梓")))
LABORATORY = (*_of("検査科", "臨床検査技師", (("k-mt1", "工藤 望"), ("k-mt2", "平野 光"))),
              Member("k-mt3", "柏木 茜", "検査科", "臨床検査技師", patient="10390"))  # fmt: skip
OTHERS = (
    Member("yamane", "山根 聡", "情報管理室", "事務員", left="2025-10-31"),
    *_of("情報管理室", "事務員", (("sato", "佐藤 美咲"), ("takagi", "高木 亮"), ("mori", "森 直樹"))),
    Member("hokuto-m", "北斗システム 保守", kind="事業者"),
    Member("pacsadmin", "画像サーバの管理", kind="システム"),
    Member("root", "サーバの管理", kind="システム"),
)
STAFF = (*NURSES["東病棟"], *NURSES["西病棟"], *DOCTORS["内科"], *DOCTORS["外科"], *CLERKS, *TECHNICIANS, *LABORATORY,
         *OTHERS)  # fmt: skip
WARDS = (("東病棟", "内科"), ("西病棟", "外科"))
"""Each ward and the department whose patients lie there."""
RARE, WATCHED = "10377", "10355"
"""A patient called 東条 like a clerk, and one on the list of VIPs."""


@dataclass(frozen=True)
class Stay:
    """``patient`` lies in a ward, or comes for a day to a department."""

    patient: str
    ward: str
    department: str
    since: date
    until: date


def stays(first: date, last: date) -> Iterator[Stay]:
    """The beds of both wards, each filled for ten days; and out-patients of every working day. Up to a day."""
    return (stay for stay in _all_stays(first) if stay.since <= last)


@cache
def _all_stays(first: date) -> tuple[Stay, ...]:
    last = first + timedelta(days=430)
    return tuple(sorted((*_beds(first, last), *_visits(first, last)), key=lambda stay: (stay.since, stay.patient)))


def _beds(first: date, last: date) -> Iterator[Stay]:
    for turn, (ward, department) in enumerate(WARDS):
        for bed in range(BEDS):
            since = date(first.year, 1, 1) - timedelta(days=bed)
            while since <= last:
                number = _FIRST_NUMBER + (since.toordinal() * 7 + bed * 13 + turn * 200) % (PATIENTS - 60)
                yield Stay(str(number), ward, department, since, since + STAY - timedelta(days=1))
                since += STAY


def _visits(first: date, last: date) -> Iterator[Stay]:
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        for turn in range(6 if day.weekday() < 5 else 0):
            number = _FIRST_NUMBER + (day.toordinal() * 11 + turn * 29) % (PATIENTS - 60)
            yield Stay(str(number), "", WARDS[turn % 2][1], day, day)


def staff_list() -> bytes:
    heads = ("利用者ID", "氏名", "所属", "職種", "区分", "住所", "退職日", "患者番号")
    return _csv(heads, ((m.account, m.name, m.department, m.role, m.kind, m.address, m.left, m.patient) for m in STAFF))


def patient_list() -> bytes:
    return _csv(("患者番号", "氏名", "住所"), (_patient(_FIRST_NUMBER + n) for n in range(PATIENTS)))


def _patient(number: int) -> tuple[str, str, str]:
    chance = random.Random(number)
    family = "東条" if str(number) == RARE else chance.choice(_FAMILIES)
    home = f"{chance.choice(('本町', '緑町', '旭町'))}{chance.randrange(1, 6)}丁目{number % 40 + 1}番{number % 9 + 1}号"
    return str(number), f"{family} {chance.choice(_GIVEN)}", f"みどり野市{home}"


def vip_list() -> bytes:
    return _csv(("患者番号",), ((WATCHED,),))


def treated_list(first: date, until: date) -> bytes:
    """Stays and visits up to a day; a stay belongs to the ward and to the department."""
    rows = [
        (stay.patient, where, stay.since.isoformat(), stay.until.isoformat())
        for stay in stays(first, until)
        for where in (stay.ward, stay.department)
        if where
    ]
    return _csv(("患者番号", "診療科", "受診日", "退院日"), rows)


def plan_list(months: Iterable[date]) -> bytes:
    """The second Saturday-night of each month, as the vendor announced it."""
    rows = [
        ("hokuto-m", f"{month.replace(day=8)} 20:00", f"{month.replace(day=8)} 23:00", "定期点検") for month in months
    ]
    return _csv(("利用者ID", "開始日時", "終了日時", "作業内容"), rows)


def _csv(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    out = StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(heads)
    lines.writerows(rows)
    return out.getvalue().encode("cp932")
