"""File names that Windows Explorer shows and opens: no forbidden signs, short, and sayable in CP932."""

import re

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$) *(\.|$)", re.IGNORECASE)
_LONGEST = 60


def safe_name(name: str) -> str:
    """A name for one file or folder. The ending is kept."""
    cleaned = _FORBIDDEN.sub("_", name).strip(" .") or "_"
    cleaned = cleaned.encode("cp932", "replace").decode("cp932").replace("?", "_")
    if _RESERVED.match(cleaned):
        cleaned = f"_{cleaned}"
    stem, dot, ending = cleaned.rpartition(".")
    if not dot or len(ending) > 8:
        return cleaned[:_LONGEST].rstrip(" .")
    return f"{stem[: _LONGEST - len(ending) - 1].rstrip(' .')}.{ending}"
