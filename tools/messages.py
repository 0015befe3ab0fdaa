"""Keep the catalogue: `python tools/messages.py` takes in new words and writes the compiled form beside it.

Words of the program stand in English in the code and templates; `locale/ja/LC_MESSAGES/django.po` holds the Japanese.
"""

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[1] / "src" / "tenken"
PO = SOURCE / "locale" / "ja" / "LC_MESSAGES" / "django.po"
_TRANS = re.compile(r"{%\s*translate\s+(?:\"([^\"]+)\"|'([^']+)')")
_BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
_BLANK = re.compile(r"{{\s*(\w+)[^}]*}}")


def words_of_code() -> Iterator[tuple[str, str]]:
    """(msgid, where) of every text marked by ``_( )`` or, for Django's own, ``gettext_lazy( )``."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "gettext_lazy"):
                yield ast.literal_eval(node.args[0]), path.relative_to(SOURCE).as_posix()


def words_of_templates() -> Iterator[tuple[str, str]]:
    """(msgid, where) of ``translate`` and ``blocktranslate`` tags, blanks written as gettext wants them."""
    for path in sorted(SOURCE.rglob("*.html")):
        text, where = path.read_text(encoding="utf-8"), path.relative_to(SOURCE).as_posix()
        for match in _TRANS.finditer(text):
            yield match[1] or match[2], where
        for match in _BLOCK.finditer(text):
            yield _BLANK.sub(r"%(\1)s", " ".join(match[1].split())), where


def wanted() -> dict[str, list[str]]:
    """Every msgid, with the files that use it."""
    found: dict[str, list[str]] = {}
    for msgid, where in (*words_of_code(), *words_of_templates()):
        places = found.setdefault(msgid, [])
        if where not in places:
            places.append(where)
    return found


def load_catalogue() -> Catalog:
    if not PO.exists():
        return Catalog(locale="ja", project="Tenken", charset="utf-8")
    with PO.open("rb") as file:
        return read_po(file, locale="ja")


def updated(old: Catalog) -> Catalog:
    """The catalogue with exactly the words in use, their translations kept."""
    new = Catalog(locale="ja", project="Tenken", charset="utf-8", fuzzy=False, creation_date=old.creation_date)
    for msgid, places in sorted(wanted().items()):
        known = old.get(msgid)
        new.add(msgid, string=known.string if known else "", locations=[(place, 0) for place in places])
    return new


def compiled(catalogue: Catalog) -> bytes:
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> int:
    catalogue = updated(load_catalogue())
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalogue, width=120, include_lineno=False, ignore_obsolete=True)
    PO.with_suffix(".mo").write_bytes(compiled(catalogue))
    open_ = [message.id for message in catalogue if message.id and not message.string]
    for msgid in open_:
        print(f"not translated: {msgid}")
    return 1 if open_ else 0


if __name__ == "__main__":
    sys.exit(main())
