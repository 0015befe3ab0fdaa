"""Logs made for measuring: a hospital's accesses in each format, many and alike, as real ones are."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from tests.logs.formats.messages import dicom

_START = datetime(2026, 4, 1, tzinfo=UTC)
_WORDS = ("カルテ参照", "カルテ記載", "検査結果参照", "処方", "印刷", "画像参照")
_MORE = (
    '<ActiveParticipant UserID="10.20.3.9:2575" AlternativeUserID="ehr-node-1" UserIsRequestor="false" '
    'NetworkAccessPointID="10.20.3.9" NetworkAccessPointTypeCode="2"><RoleIDCode csd-code="110152" '
    'codeSystemName="DCM" originalText="Destination Role ID"/></ActiveParticipant><AuditSourceIdentification '
)
CSV_MAP = """
encoding = "cp932"
[columns]
at = "操作日時"
user_id = "利用者ID"
user_name = "氏名"
role = "職種"
terminal = "端末名"
address = "IP"
patient_id = "患者番号"
function = "操作内容"
object_id = "対象番号"
outcome = "結果"
[outcome]
"失敗" = "4"
"""
CSV_HEADINGS = "操作日時,利用者ID,氏名,職種,端末名,IP,患者番号,操作内容,対象番号,結果"


def moments(count: int, days: int = 30) -> Iterator[tuple[datetime, Random]]:
    """Through so many days, in order; the same each time."""
    random, step = Random(5), timedelta(days=days) / count
    for number in range(count):
        yield _START + number * step, random


def patient(random: Random) -> str:
    """A tenth of the patients has most of the accesses."""
    return f"P{int(random.random() ** 3 * 200_000):08}"


def atna(count: int) -> Iterator[bytes]:
    """Messages of 1.5 kB, as an electronic health record sends them."""
    header = "<85>1 {at} ehr ehr-app 4711 IHE+RFC-3881 - \ufeff"
    for at, random in moments(count):
        when, user = at.isoformat(timespec="milliseconds"), f"u{random.randrange(3000):05}"
        body = dicom((f"{patient(random)}^^^HOSP&amp;1.2.392.200036&amp;ISO",), outcome="0")
        body = body.replace("2026-04-01T08:30:00+09:00", when).replace('"sato"', f'"{user}"')
        body = body.replace("karte-7", f"1.2.392.200036.9116.{random.randrange(10**9)}")
        body = body.replace("10.20.1.5", f"10.20.{random.randrange(8)}.{random.randrange(250)}")
        yield (header.format(at=when) + body.replace("<AuditSourceIdentification ", _MORE) + "\n").encode()


def csv(count: int) -> Iterator[bytes]:
    yield (CSV_HEADINGS + "\r\n").encode("cp932")
    for at, random in moments(count):
        user = random.randrange(3000)
        cells = (
            at.strftime("%Y/%m/%d %H:%M:%S"), f"u{user:05}", f"佐藤 {user}", ("医師", "看護師", "事務")[user % 3],
            f"PC-{user % 900:04}", f"10.20.{user % 8}.{user % 250}", patient(random), random.choice(_WORDS),
            str(random.randrange(10**9)), "失敗" if random.random() < 0.01 else "成功",
        )  # fmt: skip
        yield (",".join(cells) + "\r\n").encode("cp932")
