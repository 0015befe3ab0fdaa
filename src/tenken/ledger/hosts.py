"""Under which names and addresses this machine is reached."""

import ipaddress
import socket

from tenken.config import Server

_ANYWHERE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses for documentation. To name one sends nothing; it tells by which address of ours it would be sent."""


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_everywhere(host: str) -> bool:
    """0.0.0.0 and :: stand for every address of this machine."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def names_of(server: Server, host: str) -> tuple[str, ...]:
    """What browsers may call the pages that are served at ``host``: without doubles, the settings' own names first."""
    named = [*server.names, *([] if is_everywhere(host) else [host])]
    ours = _this_machine() if not is_loopback(host) else []
    return tuple(dict.fromkeys([*named, *ours, "localhost", "127.0.0.1", "::1"]))


def makes_own(server: Server, host: str) -> bool:
    """Does Tenken make the certificate by itself?"""
    return not server.certificate and (server.tls == "own" or (server.tls == "auto" and not is_loopback(host)))


def speaks_tls(server: Server, host: str) -> bool:
    return bool(server.certificate) or makes_own(server, host)


def _this_machine() -> list[str]:
    name = socket.gethostname()
    return [name.lower(), *_addresses(name)]


def _addresses(name: str) -> list[str]:
    try:
        found = [str(entry[4][0]).partition("%")[0] for entry in socket.getaddrinfo(name, None)]
    except OSError:
        found = []
    return [*found, *filter(None, (_outward(family) for family in _ANYWHERE))]


def _outward(family: socket.AddressFamily) -> str:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((_ANYWHERE[family], 9))
            return str(probe.getsockname()[0])
    except OSError:
        return ""
