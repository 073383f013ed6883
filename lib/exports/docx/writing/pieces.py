"""Pieces that our templates are put together of, as WordprocessingML."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from lib.exports.docx.writing.tables import MM, Row, bare

_LEFT_MM: Final = 65
_RIGHT_MM: Final = 100
_SIGNATURE_LINES: Final = 4
COLON: Final = (
    '<w:tabs><w:tab w:val="left" w:pos="3119"/></w:tabs><w:ind w:left="3119" w:hanging="1418"/>'
)
"""Lines of several addressees begin under each other, to the right of the colon."""
LAST: Final = '<w:spacing w:after="400"/>'
"""Of the paragraph that a signature follows at once."""


def paragraph(style: str, text: str = "", *, extra: str = "") -> str:
    """A paragraph of one style.

    Args:
        text: ** parts bold from plain, \\n is a line break, \\t a tab.
        extra: paragraph properties besides the style.
    """
    runs = "".join(
        _run(part, is_bold=bool(number % 2)) for number, part in enumerate(text.split("**"))
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{runs}</w:p>'


def _run(text: str, *, is_bold: bool) -> str:
    if not text:
        return ""
    bold = "<w:rPr><w:b/><w:bCs/></w:rPr>" if is_bold else ""
    parts = []
    for number, line in enumerate(text.split("\n")):
        parts.append("<w:br/>" if number else "")
        for place, piece in enumerate(line.split("\t")):
            parts.append("<w:tab/>" if place else "")
            parts.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "")
    return f"<w:r>{bold}{''.join(parts)}</w:r>"


def each(loop: str, *inside: str) -> str:
    """Paragraphs or tables for every element, as in `each("basis in bases", …)`."""
    return "".join((_tag(f"for {loop}"), *inside, _tag("endfor")))


def when(condition: str, *inside: str) -> str:
    """Paragraphs or tables that stand there only if the condition holds."""
    return "".join((_tag(f"if {condition}"), *inside, _tag("endif")))


def _tag(text: str) -> str:
    return paragraph("Body", f"{{%p {text} %}}")


def dotted(text: str) -> str:
    """A line to be filled in by hand or in Word: dots to the right margin."""
    end = round((_LEFT_MM + _RIGHT_MM) * MM)
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{end}"/></w:tabs>'
    return paragraph("Body", f"{text}\t", extra=tabs)


def head(
    superior: str,
    agency: str,
    *,
    number: str = "",
    symbol: str = "",
    abstract: str = "",
    has_place: bool = True,
) -> str:
    """Agency and symbol on the left; the State's name, its motto, place and date on the right.

    Args:
        number: the symbol, as in "TTr-SXD"; "" for a paper that has none.
        symbol: number and symbol together, where a paper may have its number already.
        abstract: what a letter without a kind is about, below its symbol.
        has_place: minutes have no place and date.
    """
    left = (
        paragraph("Superior", superior)
        + paragraph("AgencyName", agency)
        + paragraph("RuleAgency", extra=_indents(_LEFT_MM, 14))
    )
    right = (
        paragraph("Nation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + paragraph("Motto", "Độc lập - Tự do - Hạnh phúc")
        + paragraph("RuleMotto", extra=_indents(_RIGHT_MM, 60))
    )
    told = symbol or (f"     /{number}" if number else "")
    numbered = paragraph("Number", f"Số: {told}" if told else "")
    if abstract:
        numbered += paragraph("Number", abstract)
    dated = paragraph("PlaceDate", "{{ agency.place }}, {{ ready.date }}" if has_place else "")
    rows = [Row((left, right)), Row((numbered, dated))]
    return bare((_LEFT_MM, _RIGHT_MM), *rows[: 2 if told or has_place else 1])


def _indents(width_mm: int, rule_mm: int) -> str:
    side = round((width_mm - rule_mm) / 2 * MM)
    return f'<w:ind w:left="{side}" w:right="{side}"/>'


def subject(kind: str, text: str, *, gap: str = "Gap") -> str:
    """Name of the kind of paper, what it is about, and the rule below.

    Args:
        gap: the style of the empty paragraph under it.
    """
    return (
        paragraph("Kind", kind)
        + paragraph("Subject", text)
        + paragraph("RuleSubject", extra=_indents(_LEFT_MM + _RIGHT_MM, 60))
        + paragraph(gap)
    )


def recipients(*lines: str) -> str:
    """Where the paper goes; pieces that are made already are taken as they are."""
    return paragraph("RecipientsTitle", "Nơi nhận:") + "".join(
        _ready(line, "Recipients") for line in lines
    )


def signature(
    left: str,
    right: str,
    *,
    widths: tuple[float, float] = (65, 100),
    below: str = "",
    is_apart: bool = False,
) -> str:
    """The foot of a paper; an empty paragraph keeps it off the text.

    Args:
        below: the recipients of minutes, under the signatures and on their page.
        is_apart: whether the text before ends with its own room (`LAST`); at the foot of a page
            LibreOffice leaves the text behind the empty paragraph.
    """
    rows = [Row((left, right))]
    if below:
        rows.append(Row((paragraph("Gap") + below, paragraph("Gap"))))
    return ("" if is_apart else paragraph("Gap")) + bare(widths, *rows)


def signed(*titles: str, name: str, note: str = "", lines: int = _SIGNATURE_LINES) -> str:
    """One signature: titles, room, name; pieces that are made already are taken as they are.

    Args:
        lines: of room.
    """
    head = "".join(_ready(line, "SignTitle") for line in titles)
    noted = paragraph("SignNote", note) if note else ""
    return head + noted + paragraph("SignSpace") * lines + paragraph("SignName", name)


def signer(path: str, *, lines: int = _SIGNATURE_LINES) -> str:
    """The signature of a Signer: "KT." and the like above the position when there is one."""
    authority = when(f"{path}.authority", paragraph("SignTitle", f"{{{{ {path}.authority }}}}"))
    return signed(
        authority, f"{{{{ {path}.position }}}}", name=f"{{{{ {path}.name }}}}", lines=lines
    )


def _ready(line: str, style: str) -> str:
    return line if line.startswith("<w:") else paragraph(style, line)
