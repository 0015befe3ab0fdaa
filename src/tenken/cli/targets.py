"""From the options of ``tenken collect`` to where one source is to look: each source has its own way to be told."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from tenken.cli.frame import UsageError, port_of
from tenken.collectors.model import Target
from tenken.collectors.sightings import address_of
from tenken.facts.dicom import is_ae_title
from tenken.text import _

SSH_PORT, DICOM_PORT, SNMP_PORT, WINRM_PORT = 22, 104, 161, 5986


def target_of(args: Namespace) -> Target:
    return _WAYS[args.source](args)


def _by_ssh(args: Namespace) -> Target:
    return _with_account(args, SSH_PORT) if args.host else Target()


def _by_winrm(args: Namespace) -> Target:
    target = _with_account(args, WINRM_PORT)
    if not address_of(target.address):  # the no-touch list names addresses, and the certificate is pinned, not its name
        raise UsageError(_("--host: “{text}” is no IP address; write the machine's address"), text=target.address)
    return target


def _with_account(args: Namespace, usual_port: int) -> Target:
    """The account of a domain is written DOMAIN\\USER or USER@DOMAIN before the last @."""
    text = args.host or ""
    user, at, host = text.rpartition("@")
    address, port = _split_port(host, usual_port)
    if not at or not user or not address:
        raise UsageError(_("--host is written USER@ADDRESS, not “{text}”"), text=text)
    return Target(address, user, port, _key(args), args.host_key)


def _by_snmp(args: Namespace) -> Target:
    address, port = _split_port(args.host or "", SNMP_PORT)
    if not address_of(address):  # a name may lead anywhere, and the no-touch list names addresses
        raise UsageError(_("--host is written ADDRESS or ADDRESS:PORT, not “{text}”"), text=args.host or "")
    return Target(address, "", port, _key(args))


def _by_dicom(args: Namespace) -> Target:
    title, at, host = (args.host or "").rpartition("@")
    address, port = _split_port(host, DICOM_PORT)
    if not at or not is_ae_title(title) or not address:
        raise UsageError(_("--host is written AETITLE@ADDRESS:PORT, not “{text}”"), text=args.host or "")
    return Target(address, title, port)


_WAYS: Mapping[str, Callable[[Namespace], Target]] = {
    "dicom": _by_dicom,
    "linux": _by_ssh,
    "snmp": _by_snmp,
    "windows": _by_winrm,
}


def _key(args: Namespace) -> str:
    if args.key and not Path(args.key).is_file():
        raise UsageError(_("--key: there is no file {file}"), file=args.key)
    return str(Path(args.key).expanduser().absolute()) if args.key else ""


def _split_port(host: str, usual: int) -> tuple[str, int]:
    """``10.0.0.5:2222`` and ``[fd00::5]:2222``; a bare IPv6 address has no port."""
    if host.startswith("["):
        address, _bracket, rest = host[1:].partition("]")
        port = rest.removeprefix(":")
    elif host.count(":") == 1:
        address, _colon, port = host.partition(":")
    else:
        address, port = host, ""
    return address, port_of(port, "--host") if port else usual
