"""必要なサービスの一覧: what a facility says of the services of a class or a role, and by which names it may say it."""

from dataclasses import dataclass
from functools import cached_property

from tenken.facts.machines import LedgerEntry
from tenken.facts.model import Fact, setting
from tenken.facts.services import NeededServices, Socket
from tenken.rules.model import Exhibits, Measured
from tenken.text import _

DYNAMIC = 49152
"""From here on ports are given out at each start (IANA): the number says nothing."""


@dataclass(frozen=True)
class ServicePolicy(Measured):
    forbidden: tuple[str, ...] = setting(
        (
            "tcp/21",
            "tcp/23",
            "tcp/79",
            "tcp/512",
            "tcp/513",
            "udp/69",
            "telnetd",
            "in.telnetd",
            "rlogind",
            "in.rlogind",
            "rshd",
            "in.rshd",
            "in.tftpd",
            "tftpd-hpa",
            "vsftpd",
            "proftpd",
            "telnet.socket",
            "smb1",
            "rdp-without-nla",
            "rdp-from-anywhere",
            "remote-registry-on-pc",
        ),
        _("services that are forbidden on every machine"),
        _("they carry passwords or files in the clear; Tenken's default"),
    )
    explained: tuple[str, ...] = setting(
        ("chronyd", "ntpd", "systemd-timesyncd", "systemd-resolve", "systemd-network", "dhclient", "dhcpcd"),
        _("services that need no reason"),
        _("time, names and addresses of the machine itself; Tenken's default"),
    )
    communities: tuple[str, ...] = setting(
        ("public", "private"),
        _("communities of SNMP that are forbidden on every machine"),
        _("devices come with them, so everybody can read what the device tells; Tenken's default"),
    )


@dataclass(frozen=True)
class Lists:
    """What is in force for one machine: the lists of its role, then of its class, and the policy."""

    facts: tuple[Fact[NeededServices], ...]
    policy: ServicePolicy

    @cached_property
    def known(self) -> frozenset[str]:
        """What needs no further word."""
        return frozenset(need.service for fact in self.facts for need in fact.says.needed) | set(self.policy.explained)

    @cached_property
    def forbidden(self) -> frozenset[str]:
        return frozenset(name for fact in self.facts for name in fact.says.forbidden) | set(self.policy.forbidden)


def lists_for(entry: LedgerEntry, facts: tuple[Fact[NeededServices], ...], policy: ServicePolicy) -> Lists:
    """The lists for the machine's role come first; what they do not name may stand in that for its whole class."""
    own = [f for f in facts if f.says.machine_class == entry.machine_class and f.says.role in ("", entry.role)]
    return Lists(tuple(sorted(own, key=lambda fact: not fact.says.role)), policy)


def lists_in(seen: Exhibits, policy: ServicePolicy) -> Lists:
    return lists_for(seen[LedgerEntry].says, seen.every(NeededServices), policy)


def labels(socket: Socket) -> tuple[str, ...]:
    """The names that a list may call a socket by, best first."""
    port = f"{socket.protocol}/{socket.port}"
    if not socket.process:
        return (port,)
    if not socket.port:
        return (dynamic_label(socket), socket.process)
    anywhere = (dynamic_label(socket),) if socket.port >= DYNAMIC else ()
    return (f"{socket.process} ({port})", *anywhere, socket.process, port)


def dynamic_label(socket: Socket) -> str:
    """A process on any of the ports that are given out at each start."""
    return f"{socket.process} ({socket.protocol}/{DYNAMIC}-65535)"
