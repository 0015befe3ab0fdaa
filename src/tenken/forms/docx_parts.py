"""The parts of a DOCX that are the same in every one of ours."""

from datetime import UTC, datetime
from xml.sax.saxutils import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

CONTENT_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" ContentType="{_OFFICE}.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="{_OFFICE}.styles+xml"/>\
<Override PartName="/word/numbering.xml" ContentType="{_OFFICE}.numbering+xml"/>\
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
</Types>"""

RELATIONS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="r1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>\
<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
</Relationships>"""

DOCUMENT_RELATIONS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="r1" Type="{_RELATION}/styles" Target="styles.xml"/>\
<Relationship Id="r2" Type="{_RELATION}/numbering" Target="numbering.xml"/>\
</Relationships>"""

_FONT = "BIZ UDPGothic"
"""Ships with Windows 10 and later; where it is missing, the program takes its own Japanese font."""


def _style(name: str, title: str, paragraph: str, run: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _heading(level: int, spacing: str, size: int, side: str) -> str:
    paragraph = f'<w:keepNext/><w:spacing {spacing}/><w:jc w:val="{side}"/><w:outlineLvl w:val="{level - 1}"/>'
    run = f'<w:b/><w:bCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return _style(f"Heading{level}", f"heading {level}", paragraph, run)


STYLES = (
    f"{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{_FONT}" w:eastAsia="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}"/>'
    '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="300" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    + _heading(1, 'w:before="240" w:after="300"', 28, "center")
    + _heading(2, 'w:before="240" w:after="120"', 23, "left")
    + _heading(3, 'w:before="180" w:after="80"', 21, "left")
    + _style("ListParagraph", "List Paragraph", '<w:spacing w:after="80"/>')
    + _style(
        "TableText",
        "Table Text",
        '<w:spacing w:before="40" w:after="40" w:line="264" w:lineRule="auto"/>',
        '<w:sz w:val="19"/><w:szCs w:val="19"/>',
    )
    + "</w:styles>"
)


def _levels(number: int, style: str, text: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="420" w:hanging="420"/></w:pPr></w:lvl></w:abstractNum>'
    )


NUMBERING = (
    f"{_HEAD}<w:numbering {_W}>{_levels(1, 'bullet', '・')}{_levels(2, 'decimal', '%1.')}"
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>@LISTS@</w:numbering>'
)


def core_properties(title: str, author: str, moment: datetime) -> str:
    at = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    days = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{at}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<dc:language>ja-JP</dc:language>{days}</cp:coreProperties>"
    )
