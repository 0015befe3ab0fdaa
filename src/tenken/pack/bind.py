"""Bind a pack: form, reasons, exhibits, index, seal. Values in, bytes out."""

from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tenken.dates import JST, local_day
from tenken.forms.pdf import form_pdf
from tenken.pack.mask import Masker
from tenken.pack.model import Contents, Exhibit, Masking
from tenken.pack.names import safe_name
from tenken.pack.papers import index_pdf, reasons_pdf
from tenken.pack.reasons import exhibits_table, findings_table, reasons_data
from tenken.pack.seal import key_of, seal
from tenken.verdicts.guideline import guideline_path


def bind(contents: Contents, key: Ed25519PrivateKey) -> bytes:
    """The pack as a zip. Same contents and key, same bytes."""
    masker = Masker(contents.masking, contents.words_to_hide)
    numbered = _numbered(contents)
    moment = contents.case.as_of
    blocks = reasons_data(contents, masker, numbered)
    about = _about(contents, key)
    files = {
        "00_目次と確かめ方.pdf": index_pdf(contents, about, masker),
        **_papers(contents),
        "02_判定と理由/判定と理由.pdf": reasons_pdf(contents, about, blocks),
        "02_判定と理由/所見一覧.csv": findings_table(contents, masker, numbered),
        "03_証跡/証跡一覧.csv": exhibits_table(contents.originals, masker),
        **_originals(contents, masker),
    }
    return seal(files, about, moment, key)


def _numbered(contents: Contents) -> Mapping[int, Exhibit]:
    return {number: exhibit for exhibit in contents.exhibits for number in exhibit.observations}


def _about(contents: Contents, key: Ed25519PrivateKey) -> dict[str, Any]:
    number, digest = contents.seal
    return {
        "facility": contents.facility,
        "edition": contents.edition.id,
        "form": contents.form.id,
        "as_of": local_day(contents.case.as_of).isoformat(),
        "moment": contents.case.as_of.astimezone(JST).isoformat(),
        "masking": contents.masking.name.lower(),
        "guideline": guideline_path(contents.case).path.value,
        "seal": {"number": number, "sha256": digest},
        "key": key_of(key),
    }


def _papers(contents: Contents) -> dict[str, bytes]:
    """Each filled form as a workbook and as a PDF."""
    files: dict[str, bytes] = {}
    for paper in contents.papers:
        pdf = form_pdf(contents.edition, contents.form, paper.entries, paper.heads, contents.case.as_of)
        files |= {f"01_様式/{safe_name(paper.name)}.xlsx": paper.workbook, f"01_様式/{safe_name(paper.name)}.pdf": pdf}
    return files


def _originals(contents: Contents, masker: Masker) -> dict[str, bytes]:
    """The kept originals. A paper cannot be masked, so from a masked pack it stays out; its digest is listed."""
    files: dict[str, bytes] = {}
    for exhibit in contents.originals:
        if exhibit.content is None or (exhibit.paper and contents.masking is not Masking.NOTHING):
            continue
        content = exhibit.content if exhibit.paper else masker.content(exhibit.content)
        files[f"03_証跡/{exhibit.label}_{safe_name(masker.text(exhibit.name))}"] = content
    return files
