"""What a file can be that is brought, by the name that people give it."""

from collections.abc import Mapping

from tenken.actions.recognise import BUNDLE, FEED, FORM, KINDS, LIST
from tenken.text import _
from tenken.web.plain import COLLECTOR_NAMES

_OWN: Mapping[str, str] = {
    LIST: _("list of machines (Excel, CSV)"),
    FORM: _("form returned by a vendor"),
    FEED: _("list of a publisher"),
    BUNDLE: _("bundle of answers, signed elsewhere"),
}
KIND_NAMES: Mapping[str, str] = {kind: _OWN.get(kind) or COLLECTOR_NAMES[kind] for kind in KINDS}
