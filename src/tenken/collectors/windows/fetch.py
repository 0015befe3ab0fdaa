"""Run collect.ps1 on another machine by WinRM over HTTPS, and bring its answer back.

No password leaves for a machine whose certificate was not pinned: at first contact only its fingerprint is shown.
"""

import hashlib
import logging
import os
import re
import ssl
import stat
import time
import xml.etree.ElementTree as ET  # for the name of an error that pypsrp lets through
from pathlib import Path
from typing import Any

import requests
from pypsrp.complex_objects import PSInvocationState
from pypsrp.exceptions import AuthenticationError, WinRMError, WinRMTransportError
from pypsrp.negotiate import HTTPNegotiateAuth
from pypsrp.powershell import PowerShell, RunspacePool
from pypsrp.wsman import WSMan
from requests.adapters import HTTPAdapter
from spnego.exceptions import SpnegoError

from tenken.collectors.model import CollectError, Refused, Target, Unreachable, Unreadable
from tenken.collectors.records import MAX_BYTES, plain
from tenken.collectors.windows.answer import SCRIPT
from tenken.text import _

CONNECT_S = 15
ANSWER_S = 180
_PINNED = re.compile(r"sha256:([0-9a-f]{64})")
_DENIED = (401, 403)
_LONGEST_PASSWORD_FILE = 4096

for _talker in ("pypsrp", "spnego", "urllib3"):
    logging.getLogger(_talker).setLevel(logging.CRITICAL)


def fetch(target: Target) -> bytes:
    """What the script gave back."""
    if not target.address:
        raise Refused(_("say on which machine: --host USER@ADDRESS; on a Windows machine itself run the script there"))
    pinned = _PINNED.fullmatch(target.host_key.strip().lower())
    if pinned is None:
        raise _unknown(target)
    password = _password(target)
    connection = WSMan(target.address, port=target.port, ssl=True, no_proxy=True, connection_timeout=CONNECT_S)
    connection.transport.session = _session(target, password, pinned[1])
    try:
        with connection:
            return _asked(connection, target)
    except (requests.RequestException, WinRMError, SpnegoError, ET.ParseError, OSError) as error:
        raise _why_not(error, target) from error


def _unknown(target: Target) -> CollectError:
    """The refusal that shows the fingerprint of whoever answers there."""
    where = {"where": target.name}
    try:
        shown = ssl.get_server_certificate((target.address, target.port), timeout=CONNECT_S)
    except (OSError, ValueError) as error:
        return Unreachable(_("{where} does not answer ({why})"), **where, why=plain(str(error), 120))
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(shown)).hexdigest()
    words = _("{where} shows the certificate sha256:{digest}; compare it there, then give it with --host-key")
    return Refused(words, **where, digest=digest)


def _password(target: Target) -> str:
    """The first line of the file, read at use."""
    if not target.key_file:
        raise Refused(_("say in which file the password stands: --key FILE"))
    try:
        with Path(target.key_file).open("rb") as file:
            everybody = os.name == "posix" and os.fstat(file.fileno()).st_mode & stat.S_IROTH
            line = file.read(_LONGEST_PASSWORD_FILE).decode("utf-8-sig").partition("\n")[0].strip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(_("the file with the password {file} cannot be read"), file=target.key_file) from error
    if everybody:
        words = _("the key file {file} may be read by everybody; keep it to yourself (chmod 600)")
        raise Refused(words, file=target.key_file)
    if not line:
        raise Refused(_("the file with the password {file} is empty"), file=target.key_file)
    return line


class _Pinned(HTTPAdapter):
    """Speaks to the pinned certificate and to no other, whoever signed it and whatever name it bears."""

    def __init__(self, digest: str) -> None:
        self._digest = digest
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, assert_fingerprint=self._digest, assert_hostname=False)


def _session(target: Target, password: str, digest: str) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.verify = False
    session.headers["Accept-Encoding"] = "identity"
    session.mount("https://", _Pinned(digest))
    session.auth = HTTPNegotiateAuth(username=target.user, password=password)
    return session


def _asked(connection: WSMan, target: Target) -> bytes:
    ends = time.monotonic() + ANSWER_S
    with RunspacePool(connection, no_profile=True) as pool:
        script = PowerShell(pool)
        script.add_script(SCRIPT.read_text(encoding="ascii"))
        script.begin_invoke()
        while script.state == PSInvocationState.RUNNING:
            if time.monotonic() > ends:
                raise Unreachable(_("no answer within {n} seconds"), n=ANSWER_S)
            script.poll_invoke()
            if sum(len(part) for part in script.output if isinstance(part, str)) > MAX_BYTES:
                raise Unreadable(_("the answer is larger than {n} MB"), n=MAX_BYTES >> 20)
        told = [part for part in script.output if isinstance(part, str)]
        if not told:
            words = next((plain(str(error)) for error in script.streams.error), "－")
            raise Refused(_("{where}: the script may not run there ({words})"), where=target.name, words=words)
    return "".join(told).encode("utf-8", "replace")


def _why_not(error: Exception, target: Target) -> CollectError:
    where = {"where": target.name}
    denied = isinstance(error, WinRMTransportError) and error.code in _DENIED
    if denied or isinstance(error, AuthenticationError | SpnegoError):
        return Refused(_("{where} refused the account or its password"), **where)
    if isinstance(error, requests.exceptions.SSLError):
        return Refused(_("{where} shows another certificate than the pinned one; somebody may be in between"), **where)
    if isinstance(error, ET.ParseError):
        return Unreadable(_("{where} answers, but not as WinRM does"), **where)
    if isinstance(error, WinRMTransportError):
        return Unreachable(_("{where} answers, but not as WinRM does"), **where)
    return Unreachable(_("{where} does not answer ({why})"), **where, why=plain(str(error), 120))
