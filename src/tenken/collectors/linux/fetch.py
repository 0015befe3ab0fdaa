"""Run collect.sh on this machine, or on another by ssh with a pinned host key, and bring its answer back."""

import contextlib
import logging
import socket
import subprocess
import time

import paramiko
from cryptography.exceptions import UnsupportedAlgorithm

from tenken.collectors.linux.answer import MAX_BYTES, SCRIPT
from tenken.collectors.model import CollectError, Refused, Target, Unreachable, Unreadable
from tenken.text import Blanks, _

CONNECT_S = 15
ANSWER_S = 180
_NO_KEY = (
    OSError,
    ValueError,
    TypeError,
    OverflowError,
    UnsupportedAlgorithm,
    paramiko.SSHException,
    paramiko.pkey.UnknownKeyType,
    paramiko.hostkeys.InvalidHostKey,
)
"""All that paramiko and cryptography let through when a key is none, or is locked with a passphrase."""

logging.getLogger("paramiko").setLevel(logging.CRITICAL)


def fetch(target: Target) -> bytes:
    """What the script printed. By ssh, a first section ``contact`` holds the host key that answered."""
    return _from_here() if not target.address else _by_ssh(target)


def _from_here() -> bytes:
    try:
        done = subprocess.run(["sh", str(SCRIPT)], capture_output=True, timeout=ANSWER_S, check=False)
    except FileNotFoundError as error:
        raise Refused(_("this machine has no shell; it is no Linux")) from error
    except subprocess.TimeoutExpired as error:
        raise Unreachable(_("no answer within {n} seconds"), n=ANSWER_S) from error
    return done.stdout


def _by_ssh(target: Target) -> bytes:
    client = paramiko.SSHClient()
    _pin(client, target)
    try:
        _connect(client, target)
        transport = client.get_transport()
        if transport is None:
            raise Unreachable(_("the connection was closed"))
        key = transport.get_remote_server_key()
        contact = f"== contact\n {key.get_name()} {key.get_base64()}\n-- 0\n".encode()
        return contact + _ask(transport)
    finally:
        client.close()


def _pin(client: paramiko.SSHClient, target: Target) -> None:
    """Accept the pinned host key and no other; at first contact take what comes, so that it can be pinned."""
    if not target.host_key:
        client.set_missing_host_key_policy(_TakeAtFirstContact())
        return
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    kind, _blank, key = target.host_key.partition(" ")
    name = target.address if target.port == 22 else f"[{target.address}]:{target.port}"
    try:
        entry = paramiko.hostkeys.HostKeyEntry.from_line(f"{name} {kind} {key}")
    except _NO_KEY:
        entry = None
    if entry is None or entry.key is None:
        raise Refused(_("the pinned host key cannot be read; pin it anew with --host-key"))
    client.get_host_keys().add(name, kind, entry.key)


class _TakeAtFirstContact(paramiko.MissingHostKeyPolicy):
    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
        """Nothing to do: the caller reads the key off the connection and the ledger pins it."""


def _key(target: Target) -> paramiko.PKey | None:
    try:
        return paramiko.PKey.from_path(target.key_file) if target.key_file else None
    except _NO_KEY as error:
        raise Refused(_("the key file {file} cannot be read"), file=target.key_file) from error


def _connect(client: paramiko.SSHClient, target: Target) -> None:
    where = {"where": target.name}
    key = _key(target)
    try:
        client.connect(
            target.address,
            port=target.port,
            username=target.user,
            pkey=key,
            allow_agent=False,
            look_for_keys=False,
            timeout=CONNECT_S,
            banner_timeout=CONNECT_S,
            auth_timeout=CONNECT_S,
        )
    except paramiko.BadHostKeyException as error:
        raise Refused(
            _("{where} shows another host key than the pinned one; somebody may be in between"), **where
        ) from error
    except paramiko.AuthenticationException as error:
        raise Refused(_("{where} refused the account or its key"), **where) from error
    except (socket.gaierror, UnicodeError) as error:
        raise Unreachable(_("{where} is not known by that name"), **where) from error
    except (OSError, EOFError, paramiko.SSHException) as error:
        raise _why_not(error, target) from error


def _why_not(error: Exception, target: Target) -> CollectError:
    if isinstance(error, paramiko.SSHException) and "not found in known_hosts" in str(error):
        return Refused(
            _("{where} shows another host key than the pinned one; somebody may be in between"), where=target.name
        )
    if isinstance(error, paramiko.SSHException) and "No authentication methods" in str(error):
        return Refused(_("{where} refused the account or its key"), where=target.name)
    why = str(getattr(error, "strerror", "") or error)
    return Unreachable(_("{where} does not answer ({why})"), where=target.name, why=why[:120])


def _ask(transport: paramiko.Transport) -> bytes:
    """Send the script to a shell. A key that is forced to the installed script runs that one instead."""
    try:
        channel = transport.open_session(timeout=CONNECT_S)
        channel.exec_command("sh -s")
        with contextlib.suppress(OSError):  # a forced script does not read what we send
            channel.sendall(SCRIPT.read_bytes())
            channel.shutdown_write()
        return _drain(channel)
    except (OSError, EOFError, paramiko.SSHException) as error:
        raise Unreachable(_("the connection broke off ({why})"), why=str(error)[:120]) from error


def _drain(channel: paramiko.Channel) -> bytes:
    channel.settimeout(ANSWER_S)
    ends, answer = time.monotonic() + ANSWER_S, bytearray()
    while block := channel.recv(65536):
        answer += block
        if len(answer) > MAX_BYTES:
            raise Unreadable(_("the answer is larger than {n} MB"), n=MAX_BYTES // 1024 // 1024)
        if time.monotonic() > ends:
            raise Unreachable(_("no answer within {n} seconds"), n=ANSWER_S)
    status = channel.recv_exit_status()
    if not answer:
        words = channel.recv_stderr(2000).decode("utf-8", "replace").strip().splitlines()
        blanks: Blanks = {"n": status, "words": words[-1][:200] if words else "－"}
        raise Refused(_("the script may not run there (exit {n}: {words})"), **blanks)
    return bytes(answer)
