"""unneeded-services: バックグラウンドで動作している不要なソフトウェア及びサービスを停止している。

Met:      every socket that others can reach belongs to a service which the facility listed as needed, with a reason;
          so does every remote-control program, unless its vendor named it as its way of maintenance.
Not met:  a service listens, runs or answers a scan that the policy or a list forbids (telnet, rlogin, ftp …); a
          machine answers by SNMP to a community that everybody knows. Windows: SMBv1 is on; remote desktop does not
          ask first who it is (NLA), or the firewall lets everybody reach it; the registry of a PC may be reached from
          afar.
Unknown:  a socket is open, or a remote-control program was seen, that nobody explained yet; or the source does not
          show whether it named all sockets.
Source:   checklist 2-8 (R5, R6), 2-12 (R7, R8); guideline 6.0, system operation 8.1: disable services and ports not in
          use. Which are needed is the facility's decision, with a reason, a role or a class of machines at a time.
"""

from collections.abc import Callable, Mapping
from datetime import date

from tenken.facts.machines import InstalledSoftware, LedgerEntry
from tenken.facts.model import Fact, SubjectId, SubjectKind
from tenken.facts.services import ListeningSockets, NeededServices, Services, WellKnownCommunity
from tenken.facts.sightings import OpenPorts
from tenken.facts.vendors import RemoteMaintenanceReply
from tenken.facts.windows import WindowsExposure
from tenken.rules.model import Exhibits, Finding, Need, Of, Rule, cannot_tell, may, met, need, not_met
from tenken.rules.service_lists import ServicePolicy, labels, lists_in
from tenken.rules.ways_in import every_remote_program_is_explained
from tenken.text import Message, _, shortened


def every_open_service_is_needed(about: SubjectId, seen: Exhibits, policy: ServicePolicy, today: date) -> Finding:
    listening, services, lists = seen.every(ListeningSockets), seen.get(Services), lists_in(seen, policy)
    outside = {s for fact in listening for s in fact.says.sockets if not s.is_local}
    bad = {label for s in outside for label in labels(s) if label in lists.forbidden}
    bad |= {
        s.name
        for s in (services.says.services if services else ())
        if s.running and {s.name, s.name.removesuffix(".service")} & lists.forbidden
    }
    if bad:
        because = Message(_("forbidden services are open: {services}"), {"services": shortened(tuple(sorted(bad)))})
        return not_met(about, because, *listening, *([services] if services else []))
    odd = sorted({labels(s)[0] for s in outside if not lists.known & set(labels(s))})
    if odd:
        because = Message(
            _("nobody has said what these are needed for: {services}"), {"services": shortened(tuple(odd))}
        )
        return cannot_tell(about, because, *listening)
    if not any(fact.says.whole for fact in listening):
        because = Message(_("all sockets that are known are explained, but others may have been left out"))
        return cannot_tell(about, because, *listening)
    because = Message(_("all {n} open sockets belong to services listed as needed"), {"n": len(outside)})
    return met(about, because, *listening, *lists.facts)


def no_forbidden_port_answers(about: SubjectId, seen: Exhibits, policy: ServicePolicy, today: date) -> Finding:
    """A scan sees some ports only: it can refute, and proves nothing where it finds nothing.

    The last scan that asked for a port speaks of it.
    """
    scans = sorted(seen.every(OpenPorts), key=lambda scan: (scan.seen_at, scan.id), reverse=True)
    bad: dict[str, Fact[OpenPorts]] = {}
    for label in policy.forbidden:
        protocol, _slash, port = label.partition("/")
        last = next((scan for scan in scans if port.isdecimal() and scan.says.asked_for(protocol, int(port))), None)
        if last and any((found.protocol, found.port) == (protocol, int(port)) for found in last.says.ports):
            bad[label] = last
    if bad:
        because = Message(
            _("forbidden services answered a scan: {services}"), {"services": shortened(tuple(sorted(bad)))}
        )
        return not_met(about, because, *dict.fromkeys(bad.values()))
    because = Message(_("none of the ports that were asked answers for a forbidden service"))
    return met(about, because, *scans)


def no_well_known_community_is_answered(
    about: SubjectId, seen: Exhibits, policy: ServicePolicy, today: date
) -> Finding:
    """What the facility's own key file made us try; which other ones are answered, nobody knows."""
    answered = seen.every(WellKnownCommunity)
    bad = tuple(fact for fact in answered if fact.says.community in policy.communities)
    if not bad:
        return met(about, Message(_("the community of SNMP is one that the policy allows")), *answered)
    words = _("it answers by SNMP to the community “{community}”, which everybody knows")
    return not_met(about, Message(words, {"community": bad[0].says.community}), *bad)


_WAYS: Mapping[str, tuple[str, Callable[[WindowsExposure], bool]]] = {
    "smb1": (_("SMBv1, an old way to share files"), lambda says: says.smb1 is True),
    "rdp-without-nla": (
        _("remote desktop that does not ask first who it is (NLA)"),
        lambda says: says.remote_desktop and says.network_level is False,
    ),
    "rdp-from-anywhere": (
        _("remote desktop that the firewall lets everybody reach"),
        lambda says: says.remote_desktop and "*" in says.remote_desktop_from,
    ),
    "remote-registry-on-pc": (
        _("the registry of a PC, from afar"),
        lambda says: says.remote_registry and not says.server,
    ),
}


def no_forbidden_way_leads_into_windows(
    about: SubjectId, seen: Exhibits, policy: ServicePolicy, today: date
) -> Finding:
    """Settings that are forbidden as such can refute; that none is so does not explain what else is open."""
    told = seen.every(WindowsExposure)
    found = {code: fact for code in policy.forbidden if code in _WAYS for fact in told if _WAYS[code][1](fact.says)}
    if found:
        ways = tuple(Message(_WAYS[code][0]) for code in found)
        return not_met(
            about, Message(_("forbidden ways lead in: {ways}"), {"ways": ways}), *dict.fromkeys(found.values())
        )
    return met(about, Message(_("no forbidden way leads into Windows")), *told)


RULES = (
    Rule(
        "unneeded-services.every-open-service-is-needed",
        SubjectKind.MACHINE,
        (need(LedgerEntry), Need(ListeningSockets, None), may(Services), may(NeededServices, Of.FACILITY)),
        ServicePolicy(),
        every_open_service_is_needed,
    ),
    Rule(
        "unneeded-services.no-forbidden-port-answers",
        SubjectKind.MACHINE,
        (may(OpenPorts),),
        ServicePolicy(),
        no_forbidden_port_answers,
        refutes_only=True,
    ),
    Rule(
        "unneeded-services.no-well-known-community-is-answered",
        SubjectKind.MACHINE,
        (may(WellKnownCommunity),),
        ServicePolicy(),
        no_well_known_community_is_answered,
        refutes_only=True,
    ),
    Rule(
        "unneeded-services.no-forbidden-way-leads-into-windows",
        SubjectKind.MACHINE,
        (may(WindowsExposure),),
        ServicePolicy(),
        no_forbidden_way_leads_into_windows,
        refutes_only=True,
    ),
    Rule(
        "unneeded-services.every-remote-program-is-explained",
        SubjectKind.MACHINE,
        (
            need(LedgerEntry),
            may(InstalledSoftware),
            may(Services),
            may(ListeningSockets),
            may(NeededServices, Of.FACILITY),
            may(RemoteMaintenanceReply, Of.ITS_VENDOR),
        ),
        ServicePolicy(),
        every_remote_program_is_explained,
        refutes_only=True,
    ),
)
