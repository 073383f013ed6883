"""The styles of our templates: every element of Decree 30/2020, Appendix I, has its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FONT: Final = "Times New Roman"
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RULES: Final = ("RuleMotto", "RuleAgency", "RuleSubject")
"""Empty paragraphs whose lower border is a drawn rule; `rules.fit` gives them their length."""

CHART: Final = "Chart"
"""A paragraph with the key of a chart, which takes its place; see `charts`."""

_INDENT: Final = 720
_LINES: Final = 276


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style.

    Attributes:
        name: what Word shows in its list.
        size: in points.
        first_line, before, after: in twentieths of a point.
        line: 240 is single spacing.
    """

    key: str
    name: str
    size: int = 14
    bold: bool = False
    italic: bool = False
    align: str = "left"
    first_line: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    keep_next: bool = False
    outline: int | None = None

    def xml(self) -> str:
        run = f'<w:sz w:val="{2 * self.size}"/><w:szCs w:val="{2 * self.size}"/>'
        bold = "<w:b/><w:bCs/>" if self.bold else ""
        italic = "<w:i/><w:iCs/>" if self.italic else ""
        keep = "<w:keepNext/>" if self.keep_next else ""
        indent = f'<w:ind w:firstLine="{self.first_line}"/>' if self.first_line else ""
        level = "" if self.outline is None else f'<w:outlineLvl w:val="{self.outline}"/>'
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{self.key}">'
            f'<w:name w:val="{self.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
            f"<w:pPr>{keep}"
            f'<w:spacing w:before="{self.before}" w:after="{self.after}" w:line="{self.line}"'
            f' w:lineRule="auto"/>{indent}<w:jc w:val="{self.align}"/>{level}</w:pPr>'
            f"<w:rPr>{bold}{italic}{run}</w:rPr></w:style>"
        )


STYLES: Final = (
    Style("Nation", "TĐ Quốc hiệu", 13, bold=True, align="center"),
    Style("Motto", "TĐ Tiêu ngữ", 14, bold=True, align="center"),
    Style("Superior", "TĐ Cơ quan chủ quản", 13, align="center"),
    Style("AgencyName", "TĐ Cơ quan ban hành", 13, bold=True, align="center"),
    Style("Number", "TĐ Số, ký hiệu", 13, align="center", before=120),
    Style("PlaceDate", "TĐ Địa danh, thời gian", 14, italic=True, align="center", before=120),
    Style("FormLabel", "TĐ Mẫu số", 13, bold=True, align="right"),
    Style("Kind", "TĐ Tên loại", 14, bold=True, align="center", before=240, keep_next=True),
    Style("Subject", "TĐ Trích yếu", 14, bold=True, align="center", keep_next=True),
    Style("FormNote", "TĐ Chú thích mẫu", 14, italic=True, align="center", after=120),
    Style("Issuer", "TĐ Thẩm quyền ban hành", 14, bold=True, align="center", before=120, after=120),
    Style("Addressee", "TĐ Kính gửi", 14, align="center", before=120, after=120),
    Style("Addressees", "TĐ Kính gửi nhiều nơi", 14, before=60),
    Style("Ground", "TĐ Căn cứ", 14, italic=True, align="both", first_line=_INDENT, after=120,
          line=_LINES),
    Style("Order", "TĐ Quyết định", 14, bold=True, align="center", before=120, after=120,
          keep_next=True),
    Style("Body", "TĐ Nội dung", 14, align="both", first_line=_INDENT, after=120, line=_LINES),
    Style("BriefBody", "TĐ Nội dung một trang", 13, align="both", first_line=_INDENT, after=120),
    Style("BriefPoint", "TĐ Khoản một trang", 13, bold=True, align="both", first_line=_INDENT,
          after=60, keep_next=True, outline=1),
    Style("BriefCell", "TĐ Ô chữ một trang", 12),
    Style("BriefNumber", "TĐ Ô số một trang", 12, align="right"),
    Style("BriefGap", "TĐ Khoảng cách một trang", 6),
    Style("Section", "TĐ Mục", 14, bold=True, align="both", first_line=_INDENT, before=60,
          after=120, line=_LINES, keep_next=True, outline=0),
    Style("Point", "TĐ Khoản", 14, bold=True, align="both", first_line=_INDENT, before=60,
          after=120, line=_LINES, keep_next=True, outline=1),
    Style("Annex", "TĐ Phụ lục", 14, bold=True, align="center", keep_next=True),
    Style("AnnexTitle", "TĐ Tên phụ lục", 14, bold=True, align="center", keep_next=True),
    Style("AnnexOf", "TĐ Kèm theo", 14, italic=True, align="center", after=120),
    Style("SignTitle", "TĐ Chức vụ ký", 14, bold=True, align="center", keep_next=True),
    Style("SignNote", "TĐ Ký, đóng dấu", 14, italic=True, align="center", keep_next=True),
    Style("SignSpace", "TĐ Chỗ ký", 14, align="center", keep_next=True),
    Style("SignName", "TĐ Họ tên người ký", 14, bold=True, align="center", keep_next=True),
    Style("RecipientsTitle", "TĐ Nơi nhận", 12, bold=True, italic=True),
    Style("Recipients", "TĐ Danh sách nơi nhận", 11),
    Style("TableHead", "TĐ Đầu bảng", 12, bold=True, align="center", before=40, after=40,
          keep_next=True),
    Style("TableGroup", "TĐ Nhóm trong bảng", 12, bold=True, before=40, after=40, keep_next=True),
    Style("TableText", "TĐ Ô chữ", 12, before=40, after=40),
    Style("TableCentre", "TĐ Ô giữa", 12, align="center", before=40, after=40),
    Style("TableNumber", "TĐ Ô số", 12, align="right", before=40, after=40),
    Style(CHART, "TĐ Biểu đồ", 14, align="center", before=120, after=120, keep_next=True),
    Style("PageNumber", "TĐ Số trang", 14, align="center"),
    Style("Origin", "TĐ Ghi chú dự thảo", 11, align="center"),
    Style("Gap", "TĐ Khoảng cách", 14),
)  # fmt: skip


def _rule(key: str, name: str) -> str:
    """A paragraph as thin as its border."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        '<w:spacing w:before="0" w:after="0" w:line="40" w:lineRule="exact"/>'
        '<w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="4"/><w:szCs w:val="4"/></w:rPr>'
        "</w:style>"
    )


def xml() -> str:
    """The whole styles part."""
    fonts = f'w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"'
    rules = zip(RULES, ("TĐ Vạch tiêu ngữ", "TĐ Vạch cơ quan", "TĐ Vạch trích yếu"), strict=True)
    return (
        f'<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>'
        '<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:before="0" w:after="0" w:line="240"'
        ' w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>'
        "</w:style>"
        + "".join(style.xml() for style in STYLES)
        + "".join(_rule(key, name) for key, name in rules)
        + "</w:styles>"
    )
