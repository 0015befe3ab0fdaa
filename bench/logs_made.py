"""Logs made for measuring: a hospital's accesses in each format, many and alike, as real ones are."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from tests.logs.formats.messages import dicom
from tests.logs.formats.windows_events import Made
from tests.logs.formats.windows_events import evtx as written

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


def fhir(count: int) -> Iterator[bytes]:
    for at, random in moments(count):
        resource = {
            "resourceType": "AuditEvent", "id": f"e{random.randrange(10**9)}",
            "type": {"system": "http://dicom.nema.org/resources/ontology/DCM", "code": "110110",
                     "display": "Patient Record"},
            "subtype": [{"system": "http://hl7.org/fhir/restful-interaction", "code": "read", "display": "read"}],
            "action": "R", "recorded": at.isoformat(timespec="milliseconds"), "outcome": "0",
            "agent": [{"who": {"identifier": {"value": f"u{random.randrange(3000):05}"}}, "name": "佐藤 花子",
                       "requestor": True, "network": {"address": f"10.20.1.{random.randrange(250)}", "type": "2"}}],
            "source": {"site": "HOSP", "observer": {"display": "EHR"}},
            "entity": [{"what": {"reference": f"Patient/{patient(random)}"}, "role": {"code": "1"}}],
        }  # fmt: skip
        yield json.dumps(resource, ensure_ascii=False).encode() + b"\n"


def evtx(count: int) -> Iterator[bytes]:
    """Log-ons, as a server of a domain writes them."""
    made = []
    for at, random in moments(count):
        user, network = f"u{random.randrange(3000):05}", random.randrange(250)
        data = {
            "SubjectUserSid": "S-1-0-0", "SubjectUserName": "-", "SubjectDomainName": "-", "SubjectLogonId": "0x0",
            "TargetUserSid": f"S-1-5-21-1-2-3-{random.randrange(9999)}", "TargetUserName": user,
            "TargetDomainName": "MIDORINO", "TargetLogonId": hex(random.randrange(10**9)), "LogonType": "3",
            "LogonProcessName": "Kerberos", "AuthenticationPackageName": "Kerberos",
            "WorkstationName": f"PC-{network:04}",
            "LogonGuid": "{00000000-0000-0000-0000-000000000000}", "ProcessName": "-",
            "IpAddress": f"10.20.1.{network}", "IpPort": str(random.randrange(1024, 65535)),
        }  # fmt: skip
        made.append(Made(4624, data, at))
    yield written(made)
