"""検査で見つかったこと: ``verify.py`` stands alone and speaks English; here its sentences are known as messages."""

import re

from tenken.text import Blank, Message, _

_SENTENCES = (
    _("the line is no record of this segment"),
    _("the checkpoint is cut off or run into the next"),
    _("from this segment on nothing is signed"),
    _("it cannot be read: {why}"),
    _("it is of another store"),
    _("it is of size {size}, not {wanted}"),
    _("its root is not that of the records"),
    _("it does not name the checkpoint before it"),
    _("it is signed with the key of another day"),
    _("its signature is not that of the key of its day"),
    _("its signature names another key"),
    _("anchor {n} is no checkpoint of this store"),
    _("the file is gone"),
    _("its leaf hashes are not those of its record"),
    _("the file is not the one that was sealed"),
    _("its events are not those of its record"),
    _("no record speaks of this file"),
    _("the record of operations knows of no such removal"),
)
_FAULT = re.compile(r"(?P<file>[^\s:]+)(?: \(segment (?P<n>\d+)\))?: (?P<what>.*)", re.DOTALL)
_BLANK = re.compile(r"\\{(\w+)\\}")
_KNOWN = tuple((re.compile(_BLANK.sub(r"(?P<\1>.*)", re.escape(one)), re.DOTALL), one) for one in _SENTENCES)


def as_message(fault: str) -> Message:
    """A fault as ``str`` of it is kept."""
    found = _FAULT.fullmatch(fault)
    if found is None:
        return Message("{what}", {"what": fault})
    file, what = found["file"], _sentence(found["what"])
    if found["n"] is None:
        return Message(_("{file}: {what}"), {"file": file, "what": what})
    return Message(_("{file}, segment {n}: {what}"), {"file": file, "n": found["n"], "what": what})


def _sentence(what: str) -> Blank:
    """As it stands where it is none of ours."""
    known = ((pattern.fullmatch(what), msgid) for pattern, msgid in _KNOWN)
    return next((Message(msgid, found.groupdict()) for found, msgid in known if found), what)
