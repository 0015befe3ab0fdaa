"""Audit messages written by hand after the standards, in each dialect."""

from datetime import UTC, datetime

from tenken.logs.model import Context

RECEIVED = datetime(2026, 4, 2, tzinfo=UTC)
NOW = Context(RECEIVED)


def dicom(patients: tuple[str, ...] = ("P00042^^^HOSP&amp;1.2.3&amp;ISO",), outcome: str = "0") -> str:
    """DICOM PS3.15 A.5: a doctor reads a record."""
    objects = "".join(
        f'<ParticipantObjectIdentification ParticipantObjectID="{one}" ParticipantObjectTypeCode="1" '
        'ParticipantObjectTypeCodeRole="1"><ParticipantObjectIDTypeCode csd-code="2" codeSystemName="RFC-3881" '
        'originalText="Patient Number"/></ParticipantObjectIdentification>'
        for one in patients
    )
    return (
        '<AuditMessage><EventIdentification EventActionCode="R" EventDateTime="2026-04-01T08:30:00+09:00" '
        f'EventOutcomeIndicator="{outcome}"><EventID csd-code="110110" codeSystemName="DCM" '
        'originalText="Patient Record"/></EventIdentification><ActiveParticipant UserID="ehr-app" '
        'UserIsRequestor="false"/><ActiveParticipant UserID="sato" UserName="佐藤 花子" UserIsRequestor="true" '
        'NetworkAccessPointID="10.20.1.5" NetworkAccessPointTypeCode="2"><RoleIDCode csd-code="1" '
        'originalText="医師" codeSystemName="local"/></ActiveParticipant><AuditSourceIdentification '
        'AuditEnterpriseSiteID="みどり野" AuditSourceID="EHR"/><ParticipantObjectIdentification '
        'ParticipantObjectID="karte-7" ParticipantObjectTypeCode="2" ParticipantObjectTypeCodeRole="3"/>'
        f"{objects}</AuditMessage>"
    )


def rfc_3881() -> str:
    """The same in the elder dialect."""
    return dicom().replace("csd-code=", "code=").replace("originalText=", "displayName=")
