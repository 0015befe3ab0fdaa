"""原文: the octets of an event, to be read by people."""

from tenken.logs.formats import evtx


def readable(raw: bytes, sequence: int | None = None) -> str:
    """In the encoding that fits; of a chunk of a Windows event log the record of this number, else all of them."""
    if raw.startswith(evtx.MARK):
        return evtx.as_json(raw, sequence)
    try:
        return raw.decode().rstrip()
    except UnicodeDecodeError:
        return raw.decode("cp932", "replace").rstrip()
