"""A document reads the same as DOCX and as PDF, whatever somebody typed into it."""

import zipfile
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tenken.forms.document import Align, Document, Heading, Items, Paragraph, Table, document_pdf
from tenken.forms.docx import W, docx
from tests.build import NOW
from tests.pack.contents import pdf_text

LETTER = Document(
    "確認のお願い",
    "みどり野クリニック",
    (
        Paragraph("令和8年11月26日", Align.RIGHT),
        Heading("確認のお願い", 1),
        Paragraph("拝啓　平素より\nお世話になっております。"),
        Items(("一つ目", "二つ目"), numbered=True),
        Items(("次の一つ目",), numbered=True),
        Table(("番号", "お尋ね", "ご回答"), (("1", "VPN装置の<版>", ""),), (1, 6, 6), tall=True),
    ),
)


def parts(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(content))


def words_of(content: bytes) -> list[str]:
    """The text of every paragraph."""
    tree = etree.fromstring(parts(content).read("word/document.xml"))
    return ["".join(map(str, p.itertext())) for p in tree.iter(f"{{{W}}}p")]


def test_docx_holds_every_text_in_its_order() -> None:
    assert words_of(docx(LETTER, NOW))[:5] == [
        "令和8年11月26日",
        "確認のお願い",
        "拝啓　平素よりお世話になっております。",
        "一つ目",
        "二つ目",
    ]


def test_every_numbered_list_counts_anew() -> None:
    tree = etree.fromstring(parts(docx(LETTER, NOW)).read("word/document.xml"))
    assert [n.get(f"{{{W}}}val") for n in tree.iter(f"{{{W}}}numId")] == ["2", "2", "3"]


def test_every_part_of_the_docx_is_xml() -> None:
    archive = parts(docx(LETTER, NOW))
    assert [etree.fromstring(archive.read(name)) is not None for name in archive.namelist()] == [True] * 7


def test_same_document_and_moment_give_the_same_bytes() -> None:
    assert (docx(LETTER, NOW), document_pdf(LETTER, NOW)) == (docx(LETTER, NOW), document_pdf(LETTER, NOW))


def test_pdf_is_tagged_and_holds_the_words() -> None:
    pdf = document_pdf(LETTER, NOW)
    assert (b"/Marked true" in pdf, "VPN装置の<版>" in pdf_text(pdf)) == (True, True)


@settings(max_examples=30)
@given(st.text())
def test_whatever_is_typed_makes_a_docx_that_can_be_read(text: str) -> None:
    content = docx(Document(text, text, (Paragraph(text), Table((text,), ((text,),), (1,)))), NOW)
    assert len(words_of(content)) == 4
