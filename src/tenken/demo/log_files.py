"""What each system of the house exports of its days: CSV, ATNA, FHIR, auth.log, each in its own form."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from io import StringIO
from xml.sax.saxutils import quoteattr

from tenken.dates import JST
from tenken.demo.log_days import EHR, LAB, PACS, SERVER, Done
from tenken.logs.columns import read_columns
from tenken.logs.sources import LogSource

_HEADS = ("操作日時", "種別", "利用者ID", "氏名", "職種", "患者番号", "操作", "端末", "結果")
_MAP = """
encoding = "cp932"
[columns]
at = "操作日時"
event = "種別"
user_id = "利用者ID"
user_name = "氏名"
role = "職種"
patient_id = "患者番号"
function = "操作"
terminal = "端末"
outcome = "結果"
[outcome]
"失敗" = "4"
"""
_LOGIN, _RECORD = "110114", "110110"
_WAYS = {
    "Accepted publickey": "sshd[812]: Accepted publickey for {user} from {where} port 51022 ssh2",
    "Accepted password": "sshd[812]: Accepted password for {user} from {where} port 51022 ssh2",
    "Failed password": "sshd[812]: Failed password for {user} from {where} port 40110 ssh2",
    "session opened": "CRON[77]: pam_unix(cron:session): session opened for user {user}(uid=0) by (uid=0)",
    "new user": "useradd[901]: new user: name={user}, UID=1010, GID=1010, home=/home/{user}, shell=/bin/bash",
}


def _ehr(done: Iterable[Done]) -> bytes:
    out = StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(_HEADS)
    for one in done:
        kind = _RECORD if one.patient else _LOGIN
        at = one.at.astimezone(JST).strftime("%Y/%m/%d %H:%M:%S")
        told = (one.member.account, one.member.name, one.member.role, one.patient, one.what, one.where)
        lines.writerow((at, kind, *told, "失敗" if one.failed else "成功"))
    return out.getvalue().encode("cp932")


def _atna(done: Iterable[Done]) -> bytes:
    return "".join(map(_message, done)).encode()


def _message(one: Done) -> str:
    kind, code = ("110103", "110103") if one.patient else ("110113", "110133")
    patient = (
        f'<ParticipantObjectIdentification ParticipantObjectID={quoteattr(one.patient + "^^^MIDORINO")} '
        'ParticipantObjectTypeCode="1" ParticipantObjectTypeCodeRole="1"/>'
        f'<ParticipantObjectIdentification ParticipantObjectID="{one.number}" ParticipantObjectTypeCode="2" '
        'ParticipantObjectTypeCodeRole="3"/>'
    ) if one.patient else ""  # fmt: skip
    return (
        f'<AuditMessage><EventIdentification EventActionCode="R" EventDateTime="{_utc(one.at)}" '
        f'EventOutcomeIndicator="0"><EventID csd-code="{kind}" codeSystemName="DCM" originalText="{one.what}"/>'
        f'<EventTypeCode csd-code="{code}" codeSystemName="DCM" originalText="{one.what}"/></EventIdentification>'
        f'<ActiveParticipant UserID="{one.member.account}" UserName={quoteattr(one.member.name)} '
        'UserIsRequestor="true" NetworkAccessPointID="10.20.3.21" NetworkAccessPointTypeCode="2"/>'
        f'<AuditSourceIdentification AuditSourceID="pacs-ar01"/>{patient}</AuditMessage>\n'
    )


def _fhir(done: Iterable[Done]) -> bytes:
    return "".join(f"{json.dumps(_event(one), ensure_ascii=False)}\n" for one in done).encode()


def _event(one: Done) -> Mapping[str, object]:
    return {
        "resourceType": "AuditEvent",
        "type": {"code": "rest"},
        "subtype": [{"code": "update", "display": one.what}],
        "action": "U",
        "recorded": _utc(one.at),
        "outcome": "0",
        "agent": [{"who": {"identifier": {"value": one.member.account}}, "name": one.member.name, "requestor": True}],
        "source": {"observer": {"display": "lis-ap01"}},
        "entity": [
            {"what": {"reference": f"Patient/{one.patient}"}, "role": {"code": "1"}},
            {"what": {"identifier": {"value": one.number}}, "role": {"code": "3"}},
        ],
    }


def _authlog(done: Iterable[Done]) -> bytes:
    return "".join(f"{_line(one)}\n" for one in done).encode()


def _line(one: Done) -> str:
    return f"{one.at.isoformat()} {SERVER} {_WAYS[one.what].format(user=one.member.account, where=one.where)}"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


WRITERS: Mapping[str, tuple[LogSource, Callable[[Iterable[Done]], bytes], str]] = {
    EHR: (LogSource(EHR, "csv", columns=read_columns(_MAP).fitted(",".join(_HEADS).encode("cp932"))), _ehr, "csv"),
    PACS: (LogSource(PACS, "atna"), _atna, "xml"),
    LAB: (LogSource(LAB, "fhir"), _fhir, "ndjson"),
    SERVER: (LogSource(SERVER, "authlog"), _authlog, "log"),
}
"""Source → what it is, how it writes, and what its files end with."""
