"""Events of the security log of Windows, by EventID, and which of their values tell who did what.

Source: Microsoft, "Appendix L: Events to Monitor" and the pages of each event under "Advanced security auditing".
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tenken.logs.model import AUDIT_LOG_USED, LOGGED_IN, LOGGED_OUT, LOGIN, SECURITY_ALERT

PROVIDERS = frozenset(("Microsoft-Windows-Security-Auditing", "Microsoft-Windows-Eventlog"))
_CONFIGURED, _RESTRICTED, _ROLES, _ATTRIBUTES = "110129", "110132", "110136", "110137"
"""Security configuration, use of a restricted function, roles, attributes of users (DICOM CID 403)."""


@dataclass(frozen=True)
class Way:
    """``user`` and so on name values of the event; ``status`` one that is not 0 when it failed; ``also`` those that are
    shown behind what it ``means``."""

    means: str
    event: str = ""
    kind: str = ""
    action: str = ""
    user: str = "SubjectUserName"
    object: tuple[str, ...] = ()
    terminal: str = ""
    address: str = ""
    status: str = ""
    failed: bool = False
    also: tuple[str, ...] = ()


def _login(means: str, user: str = "TargetUserName", **more: object) -> Way:
    return Way(means, LOGIN, LOGGED_IN, "E", user, address="IpAddress", **more)  # type: ignore[arg-type]


def _out(means: str, user: str = "TargetUserName", terminal: str = "", address: str = "") -> Way:
    return Way(means, LOGIN, LOGGED_OUT, "E", user, terminal=terminal, address=address)


def _account(means: str, action: str = "U", terminal: str = "") -> Way:
    return Way(means, SECURITY_ALERT, _ATTRIBUTES, action, object=("TargetUserName",), terminal=terminal)


def _member(means: str) -> Way:
    return Way(means, SECURITY_ALERT, _ROLES, "U", object=("MemberName", "MemberSid"), also=("TargetUserName",))


def _share(means: str) -> Way:
    return Way(means, action="R", object=("ShareName", "RelativeTargetName"), address="IpAddress")


WAYS: Mapping[int, Way] = {
    1102: Way("audit log cleared", AUDIT_LOG_USED, action="D"),
    4616: Way("system time changed", SECURITY_ALERT, _CONFIGURED, "U", also=("PreviousTime", "NewTime", "ProcessName")),
    4624: _login("logged on", terminal="WorkstationName", also=("LogonType",)),
    4625: _login(
        "failed to log on", terminal="WorkstationName", failed=True, also=("LogonType", "Status", "SubStatus")
    ),
    4634: _out("logged off"),
    4647: _out("logged off by the user"),
    4648: _login("logged on with other credentials", "SubjectUserName", object=("TargetUserName", "TargetServerName")),
    4672: Way("special privileges", SECURITY_ALERT, _RESTRICTED, "E"),
    4719: Way("audit policy changed", SECURITY_ALERT, _CONFIGURED, "U", also=("SubcategoryGuid", "AuditPolicyChanges")),
    4720: _account("account created", "C"),
    4722: _account("account enabled"),
    4723: _account("password changed by its user"),
    4724: _account("password reset"),
    4725: _account("account disabled"),
    4726: _account("account deleted", "D"),
    4728: _member("member added to a global group"),
    4732: _member("member added to a local group"),
    4738: _account("account changed"),
    4740: _account("account locked out", terminal="TargetDomainName"),
    4756: _member("member added to a universal group"),
    4768: _login("Kerberos ticket asked for", status="Status", also=("Status",)),
    4769: _login("Kerberos service ticket asked for", object=("ServiceName",), status="Status", also=("Status",)),
    4771: _login("Kerberos pre-authentication failed", failed=True, also=("Status",)),
    4776: _login("credentials checked (NTLM)", terminal="Workstation", status="Status", also=("Status",)),
    4778: Way(
        "session reconnected", LOGIN, LOGGED_IN, "E", "AccountName", terminal="ClientName", address="ClientAddress"
    ),
    4779: _out("session disconnected", "AccountName", "ClientName", "ClientAddress"),
    5140: _share("share accessed"),
    5145: _share("file on a share accessed"),
}
"""By EventID. 4740 names the machine from which it came where others name the domain."""
