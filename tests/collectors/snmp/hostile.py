"""An agent of v2c that says who it is and then misbehaves: a small UDP server, answering walks as a test wants."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyasn1.codec.ber import decoder, encoder
from pysnmp.proto import api

from tenken.collectors.model import Target
from tests.collectors.snmp.snmpd import KEYS

V2C = api.PROTOCOL_MODULES[api.SNMP_VERSION_2C]
GEN_ERR = 5
Index = tuple[int, ...]
Next = Callable[[Index, int], list[tuple[Index, Any]] | bytes | int | None]
"""(OID asked, how many) → values; or bytes to send as they are, an error-status, or nothing at all."""


def text(value: str) -> Any:
    return V2C.OctetString(value)


@contextmanager
def agent(folder: Path, following: Next, knows: Index = ()) -> Iterator[Target]:
    """``knows`` is below what its single values lie; asked for another as well, it answers with an error."""
    key = folder / "key.toml"
    key.touch(0o600)
    key.write_text(KEYS["v2c"])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.settimeout(0.05)
        done = threading.Event()
        answering = threading.Thread(target=_answer, args=(listening, following, knows, done))
        answering.start()
        try:
            yield Target("127.0.0.1", port=listening.getsockname()[1], key_file=str(key))
        finally:
            done.set()
            answering.join()


def _answer(listening: socket.socket, following: Next, knows: Index, done: threading.Event) -> None:
    while not done.is_set():
        try:
            raw, whom = listening.recvfrom(65535)
        except TimeoutError:
            continue
        said = _response(raw, following, knows)
        if said:
            listening.sendto(said, whom)


def _response(raw: bytes, following: Next, knows: Index) -> bytes:
    request, _rest = decoder.decode(raw, asn1Spec=V2C.Message())
    pdu = V2C.apiMessage.get_pdu(request)
    response = V2C.apiMessage.get_response(request)
    answer = V2C.apiMessage.get_pdu(response)
    if not pdu.isSameTypeWith(V2C.GetBulkRequestPDU()):
        if any(tuple(oid)[: len(knows)] != knows for oid, _null in V2C.apiPDU.get_varbinds(pdu)):
            V2C.apiPDU.set_error_status(answer, GEN_ERR)
        V2C.apiPDU.set_varbinds(answer, [(oid, text("odd")) for oid, _null in V2C.apiPDU.get_varbinds(pdu)])
        return bytes(encoder.encode(response))
    asked = tuple(V2C.apiBulkPDU.get_varbinds(pdu)[0][0])
    found = following(asked, int(V2C.apiBulkPDU.get_max_repetitions(pdu)))
    if found is None or isinstance(found, bytes):
        return found or b""
    if isinstance(found, int):
        V2C.apiPDU.set_error_status(answer, found)
        found = []
    V2C.apiPDU.set_varbinds(answer, found)
    return bytes(encoder.encode(response))
