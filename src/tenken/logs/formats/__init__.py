"""Formats that logs come in, one file each."""

from collections.abc import Mapping

from tenken.logs.formats import atna, auditd, authlog, csv, diary, evtx, fhir, fortigate, syslog, yamaha
from tenken.logs.model import Format

_ALL = (
    atna.FORMAT, auditd.FORMAT, authlog.FORMAT, csv.FORMAT, diary.FORMAT, evtx.FORMAT, fhir.FORMAT, fortigate.FORMAT,
    syslog.FORMAT, yamaha.FORMAT,
)  # fmt: skip
FORMATS: Mapping[str, Format] = {one.id: one for one in _ALL}
