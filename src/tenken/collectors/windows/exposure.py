"""Ways into a Windows machine that are forbidden as such: SMBv1, remote desktop, the registry from afar."""

from collections.abc import Iterator

from tenken.collectors.model import Withheld
from tenken.collectors.records import Record, flag, plain, word
from tenken.collectors.windows.answer import Answer, number, withheld
from tenken.facts.windows import WindowsExposure

_IN_A_DOMAIN, _ALONE = ("DomainProfile",), ("StandardProfile", "PublicProfile")
_RDP_PORT = 3389
_TCP = "6"
ANYWHERE = "*"
_LONGEST_RULE = 32_768


def exposure(answer: Answer) -> WindowsExposure | Withheld:
    section, services, system = answer["remote_desktop"], answer["services"], answer["system"]
    if missing := withheld(WindowsExposure, section, services, system):
        return missing
    on = _policy(section.part("policy"), section.part("local"), "fDenyTSConnections") == 0
    level = _policy(section.part("policy"), section.part("listener"), "UserAuthentication")
    port = number(section.part("listener"), "PortNumber") or _RDP_PORT
    smb1 = flag(answer["smb"].record, "smb1")
    registry = any(word(row, "name") == "RemoteRegistry" and word(row, "state") == "Running" for row in services.rows)
    return WindowsExposure(
        server=word(system.record, "InstallationType") != "Client",
        remote_desktop=on,
        network_level=None if level is None else level == 1,
        remote_desktop_from=_allowed_from(answer, port) if on else (),
        smb1=smb1,
        remote_registry=registry,
    )


def _policy(policy: Record, local: Record, name: str) -> int | None:
    """The facility's rule goes before what was set on the machine."""
    ruled = number(policy, name)
    return number(local, name) if ruled is None else ruled


def _allowed_from(answer: Answer, port: int) -> tuple[str, ...]:
    """From which addresses the firewall of Windows lets others in; empty where another one stands in its place."""
    firewall = answer["firewall"]
    if not firewall.seen or _has_other_firewall(answer):
        return ()
    own, ruled = firewall.part("local"), firewall.part("policy")
    zones = _IN_A_DOMAIN if flag(answer["identity"].record, "part_of_domain") else _ALONE
    if all(_policy(_zone(ruled, name), _zone(own, name), "EnableFirewall") == 0 for name in zones):
        return (ANYWHERE,)
    rules = _rules(ruled)
    if all(number(_zone(ruled, name), "AllowLocalPolicyMerge") != 0 for name in zones):
        rules += _rules(own)
    return tuple(sorted({place for rule in rules for place in _places(rule, port)}))


def _rules(part: Record) -> list[str]:
    """Whole: a rule that lost its end would let everybody in."""
    told = part.get("rules")
    return [plain(rule, _LONGEST_RULE) for rule in (told if isinstance(told, list) else [told])]


def _zone(part: Record, name: str) -> Record:
    """Rules of the domain call the private profile by its new name, the machine itself by the old one."""
    own = part.get(name)
    renamed = part.get("PrivateProfile") if name == "StandardProfile" else None
    return {**(own if isinstance(own, dict) else {}), **(renamed if isinstance(renamed, dict) else {})}


def _has_other_firewall(answer: Answer) -> bool:
    return any(word(row, "class") == "FirewallProduct" for row in answer["security_center"].rows)


def _places(rule: str, port: int) -> Iterator[str]:
    """MS-GPFAS: RA4 and RA6 are the addresses that a rule is for; a rule without them is for all."""
    if f"|LPort={port}|" not in rule:
        return
    pairs = [part.partition("=")[::2] for part in rule.split("|")]
    fields = dict(pairs)
    if fields.get("Protocol") != _TCP or not _is_of_services(fields.get("App", "")):
        return
    found = [value for name, value in pairs if name in ("RA4", "RA6") and value]
    yield from found or [ANYWHERE]


def _is_of_services(program: str) -> bool:
    """Remote desktop runs in the host of services; a rule for another program lets nobody in there."""
    return program.lower() in ("", "system") or program.lower().endswith("\\svchost.exe")
