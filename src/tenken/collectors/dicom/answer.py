"""How the answer to a C-ECHO is kept: who was asked where, and the status."""

import msgspec

from tenken.collectors.model import Unreadable
from tenken.text import _

FORM = "dicom-echo/1"
MAX_BYTES = 64 * 1024


class Echo(msgspec.Struct, frozen=True, kw_only=True):
    form: str = FORM
    ae_title: str
    address: str
    port: int
    status: int


def parse_answer(raw: bytes) -> Echo:
    """Raises Unreadable."""
    try:
        echo = msgspec.json.decode(raw[:MAX_BYTES], type=Echo)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(_("the JSON is damaged or cut off ({why}); export it anew"), why=str(error)[:120]) from error
    if echo.form != FORM or echo.status or not echo.ae_title.strip():
        raise Unreadable(_("this is nothing that DICOM tells in a form known here"))
    return echo
