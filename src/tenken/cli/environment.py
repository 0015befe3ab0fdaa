"""What is wrong with the machine rather than with the call: its disk, its files, its database."""

import errno
from collections.abc import Mapping
from pathlib import Path

from tenken.cli.store import DISK_FULL, is_full
from tenken.text import _

_MAY_NOT = _("this account may not read or write there")
_NO_FILE = _("there is no such file")
_NO_FOLDER = _("there is a file where a folder should be")
_OF_SYSTEM: Mapping[int, str] = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EACCES: _MAY_NOT,
    errno.EPERM: _MAY_NOT,
    errno.EROFS: _MAY_NOT,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
    errno.ENOENT: _NO_FILE,
    errno.EISDIR: _NO_FILE,
}
_NOT_OPENED = _("the database cannot be opened")
_OF_DATABASE: Mapping[str, str] = {
    "is full": DISK_FULL,
    "database is locked": _("another program holds the database; try again in a moment"),
    "readonly database": _MAY_NOT,
    "connect": _NOT_OPENED,
    "unable to open": _NOT_OPENED,
    "malformed": _NOT_OPENED,
    "disk I/O": _NOT_OPENED,
}


def environment(error: Exception, data: Path) -> str:
    """What to say of an error of the system or of the database; empty for what would be a bug of ours."""
    if isinstance(error, OSError):
        return _OF_SYSTEM.get(error.errno or 0, "")
    if "disk I/O" in str(error) and is_full(data):
        return DISK_FULL
    return next((words for sign, words in _OF_DATABASE.items() if sign in str(error)), "")
