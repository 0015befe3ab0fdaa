"""One agent, asked with pysnmp: a few single values, and the next ones below an OID. It knows no table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from pyasn1.type import univ
from pysnmp.error import PySnmpError
from pysnmp.hlapi.v3arch import asyncio as snmp
from pysnmp.proto import errind, rfc1902, rfc1905

from tenken.collectors.model import Refused, Target, Unreachable, Unreadable
from tenken.collectors.snmp.answer import Cell, Ended, Index
from tenken.collectors.snmp.key import Community, User
from tenken.text import Message, _

_AUTH = {
    "SHA": snmp.USM_AUTH_HMAC96_SHA,
    "SHA-224": snmp.USM_AUTH_HMAC128_SHA224,
    "SHA-256": snmp.USM_AUTH_HMAC192_SHA256,
    "SHA-384": snmp.USM_AUTH_HMAC256_SHA384,
    "SHA-512": snmp.USM_AUTH_HMAC384_SHA512,
}
_PRIVACY = {
    "AES": snmp.USM_PRIV_CFB128_AES,
    "AES-192": snmp.USM_PRIV_CFB192_AES_BLUMENTHAL,
    "AES-256": snmp.USM_PRIV_CFB256_AES_BLUMENTHAL,
    "AES-192-C": snmp.USM_PRIV_CFB192_AES,
    "AES-256-C": snmp.USM_PRIV_CFB256_AES,
}
"""Those with a C as Cisco makes its keys."""
_NO_ACCOUNT = {
    errind.UnknownUserName: _("there is no such user"),
    errind.UnknownSecurityName: _("there is no such user"),
    errind.WrongDigest: _("the authentication password or method is wrong"),
    errind.AuthenticationFailure: _("the authentication password or method is wrong"),
    errind.AuthenticationError: _("the authentication password or method is wrong"),
    errind.DecryptionError: _("the privacy password or method is wrong"),
    errind.UnsupportedSecurityLevel: _("the user may not use authentication and privacy together"),
}
_TOO_BIG, _NO_ACCESS, _AUTHORIZATION = 1, 6, 16
"""error-status of a response (RFC 3416)."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one request is waited for, how often it is sent again, and how long all of them may take."""

    request_s: float = 3
    retries: int = 2
    all_s: float = 180


Told = tuple[Index, Cell | None]
"""Where a value stands, and the value; None says that nothing is there."""


class Stopped(Exception):
    """No more values come, and why."""

    def __init__(self, ended: Ended, *, smaller: bool = False) -> None:
        super().__init__(ended)
        self.ended = ended
        self.smaller = smaller


class Agent:
    """``async with Agent(…)``: the address that the person named, and no other."""

    def __init__(self, target: Target, key: Community | User, patience: Patience) -> None:
        self._target, self._key, self._patience = target, key, patience
        self._engine = snmp.SnmpEngine()
        self._auth, self._context = _auth(key), snmp.ContextData(contextName=getattr(key, "context", "").encode())

    async def __aenter__(self) -> Self:
        kind = snmp.Udp6TransportTarget if ":" in self._target.address else snmp.UdpTransportTarget
        where = (self._target.address, self._target.port)
        try:
            self._transport = await kind.create(where, timeout=self._patience.request_s, retries=self._patience.retries)
        except (PySnmpError, OSError, UnicodeError) as error:
            raise Unreachable(_("{where} is not known by that name"), where=self._target.name) from error
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._engine.close_dispatcher()

    async def first(self, oids: Sequence[str]) -> list[Told]:
        """The first words. Raises Unreachable and Refused."""
        objects = [snmp.ObjectType(snmp.ObjectIdentity(oid)) for oid in oids]
        failed, status, rows = await self._sent(snmp.get_cmd, *objects)
        if type(failed) in _NO_ACCOUNT:
            why = Message(_NO_ACCOUNT[type(failed)])
            raise Refused(_("{where} refused the user or a password ({why})"), where=self._target.name, why=why)
        if status in (_NO_ACCESS, _AUTHORIZATION):
            raise Refused(_("{where} answers, but does not let this account read"), where=self._target.name)
        if failed:
            raise Unreachable(self._why_silent(), where=self._target.name)
        if status:
            raise Unreadable(_("{where} answers with the error {n} of SNMP"), where=self._target.name, n=status)
        return list(map(_told, rows))

    async def also(self, oids: Sequence[str]) -> list[Told]:
        """Values that not every agent has; an old one may refuse all for one that it does not know. Raises Stopped."""
        objects = [snmp.ObjectType(snmp.ObjectIdentity(oid)) for oid in oids]
        failed, status, rows = await self._sent(snmp.get_cmd, *objects)
        if failed or status:
            raise Stopped(Ended.REFUSED if status else Ended.SILENT)
        return list(map(_told, rows))

    async def following(self, at: str, most: int) -> list[Told]:
        """Up to so many values behind an OID. Raises Stopped."""
        failed, status, rows = await self._sent(snmp.bulk_cmd, 0, most, snmp.ObjectType(snmp.ObjectIdentity(at)))
        if failed or status == _TOO_BIG:
            raise Stopped(Ended.SILENT, smaller=most > 1)
        if status:
            raise Stopped(Ended.REFUSED)
        return list(map(_told, rows))

    async def _sent(self, command: Any, *what: Any) -> tuple[errind.ErrorIndication | None, int, Iterable[Any]]:
        engine, auth, transport, context = self._engine, self._auth, self._transport, self._context
        try:
            found = await command(engine, auth, transport, context, *what, lookupMib=False)
        except PySnmpError as error:
            # The error itself may repeat what it was given.
            why = type(error).__name__
            raise Unreachable(_("{where} does not answer ({why})"), where=self._target.name, why=why) from error
        failed, status, _index, rows = found
        return failed, int(status), rows

    def _why_silent(self) -> str:
        if isinstance(self._key, User):
            return _(
                "{where} does not answer: nobody is there, SNMPv3 is closed to this machine, or the privacy password "
                "or method is wrong"
            )
        return _(
            "{where} does not answer: nobody is there, SNMP is closed to this machine, or the community is wrong; "
            "SNMP does not tell which"
        )


def _auth(key: Community | User) -> Any:
    if isinstance(key, Community):
        # In the clear, for devices that speak nothing better: the facility says so in its key file.
        return snmp.CommunityData(key.value.encode(), mpModel=1)  # noqa: S508
    return snmp.UsmUserData(
        key.name.encode(),
        key.auth_password.encode(),
        key.privacy_password.encode(),
        authProtocol=_AUTH[key.auth],
        privProtocol=_PRIVACY[key.privacy],
    )


def _told(row: Any) -> Told:
    index, value = tuple(row[0]), row[1]
    at = ".".join(map(str, index))
    if isinstance(value, rfc1905.NoSuchObject | rfc1905.NoSuchInstance | rfc1905.EndOfMibView):
        return index, None
    if isinstance(value, rfc1902.IpAddress):
        return index, Cell(at, "address", ".".join(map(str, value.asNumbers())))
    if isinstance(value, univ.OctetString):
        return index, Cell(at, "octets", bytes(value).hex())
    if isinstance(value, univ.ObjectIdentifier):
        return index, Cell(at, "oid", ".".join(map(str, tuple(value))))
    if isinstance(value, univ.Integer):
        return index, Cell(at, "number", str(int(value)))
    return index, Cell(at, "other", "")
