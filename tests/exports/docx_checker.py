"""Checks a paper against Decree 30/2020 (DOMAIN 3) by what its file says, not by how it is made.

`problems` knows the decree and nothing of our templates: no style names, no field names.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lib.domain.papers.papers import Paper
from tests.exports import layout_checker, wording_checker
from tests.exports.docx_reading import MM, Cell, Paragraph, Reader, Section, Table

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# Times New Roman bold, measured at the sizes that Decree 30 allows.
MOTTO_MM = {13: 56.1, 14: 60.4}
_NATION_MM = {12: 87.7, 13: 95.0}
_SYMBOL = re.compile(r"^Số: {3,}/(?P<kind>QĐ|TTr|BB|BC|TB)-[A-ZĐ]{2,}$")
_LETTER_SYMBOL = re.compile(r"^Số: {3,}/(?!(?:CV|QĐ|TTr|BB|BC|TB)-)[A-ZĐ]{2,}-[A-ZĐ]{2,}$")
_DATED = re.compile(r"^[A-ZĐ]\w+( \w+)*, ngày {3,}tháng {3,}năm \d{4}$")
_WRITTEN = re.compile(r"ngày (\d+) tháng (\d+) năm")
_ROMAN = re.compile(r"^[IVX]+\. (.+)$")
_POINT = re.compile(r"^\d+\. \w")
_ARTICLE = re.compile(r"^Điều \d+\.")
_LAW_WITH_NUMBER = re.compile(r"^Căn cứ (?:Bộ luật|Luật|Pháp lệnh)[^;]*?(?:\bsố \d|của Quốc hội)")
_DECREE = re.compile(r"^Căn cứ (?:Nghị định|Thông tư) số ")
_WITH_ABSTRACT = re.compile(
    r"^Căn cứ (?:Nghị định|Thông tư) số \S+ ngày \d\d tháng \d+ năm \d{4} của "
    r"(?:Chính phủ|Bộ trưởng [\w ]+?) (?:quy định|hướng dẫn|ban hành|sửa đổi) \w+"
)
# Grounds, addressees and recipients are looked at on their own.
_ELSEWHERE = ("Căn cứ ", "Theo đề nghị", "Kính gửi", "Nơi nhận", "\t- ")
_ENCLOSED = re.compile(r"^\(Kèm theo .+ số {3,}/(QĐ|TTr|BB|BC|TB)-[A-ZĐ]+ .+\)$")


@dataclass(frozen=True)
class Expected:
    """What one paper consists of.

    Attributes:
        kind: its name; None for a list that is an annex from its first line on, "" for a letter,
            which has none and says below its symbol what it is about.
        symbol: the kind in its symbol; None for a paper without one.
        has_place: whether place and date stand in its head.
        signs: "recipients" with a signature, "both" for minutes, "pair" for a report, or nothing.
        annexes: how many parts follow it; the last may be left out where it is_optional.
    """

    kind: str | None
    symbol: str | None = None
    has_place: bool = True
    signs: str = ""
    annexes: int = 0
    is_optional: bool = False
    has_grounds: bool = False
    addressee: bool = False


EXPECTED = {
    Paper.AWARD_LIST: Expected(None),
    Paper.COUNCIL_MINUTES: Expected("BIÊN BẢN", "BB", has_place=False, signs="both", annexes=1),
    Paper.OFFICE_SUBMISSION: Expected(
        "TỜ TRÌNH", "TTr", signs="recipients", has_grounds=True, addressee=True
    ),
    Paper.DECISION: Expected("QUYẾT ĐỊNH", "QĐ", signs="recipients", annexes=1, has_grounds=True),
    Paper.PROVINCE_SUBMISSION: Expected(
        "TỜ TRÌNH", "TTr", signs="recipients", has_grounds=True, addressee=True
    ),
    Paper.ACHIEVEMENT_REPORT: Expected("BÁO CÁO THÀNH TÍCH", signs="pair"),
    Paper.UNIT_MINUTES: Expected("BIÊN BẢN", "BB", has_place=False, signs="both"),
    Paper.UNIT_LIST: Expected("DANH SÁCH", signs="recipients", addressee=True),
    Paper.UNIT_SUBMISSION: Expected(
        "TỜ TRÌNH", "TTr", signs="recipients", annexes=1, has_grounds=True, addressee=True
    ),
    Paper.CLOSING_REPORT: Expected(
        "BÁO CÁO", "BC", signs="recipients", annexes=4, addressee=True, is_optional=True
    ),
    Paper.ACKNOWLEDGEMENT_LIST: Expected("DANH SÁCH", signs="recipients"),
    Paper.URGING_LETTER: Expected("", "", signs="recipients", addressee=True),
    Paper.UNIT_REPORT: Expected("BÁO CÁO", "BC", signs="recipients", addressee=True),
    Paper.RESULT_NOTICE: Expected(
        "THÔNG BÁO", "TB", signs="recipients", annexes=1, is_optional=True
    ),
    Paper.LEADER_BRIEF: Expected("BÁO CÁO", "BC", signs="recipients", addressee=True),
}


def problems(content: bytes, paper: Paper) -> list[str]:
    """What the decree would not have, in words; nothing for a good paper."""
    reader = Reader(content)
    expected = EXPECTED[paper]
    sections = reader.sections()
    found = [*_letters(reader), *wording_checker.problems(reader, paper)]
    least = expected.annexes - expected.is_optional
    if not least <= len(sections) - 1 <= expected.annexes:
        found.append(f"sections: {len(sections)}")
    for number, section in enumerate(sections):
        found += _page(section)
        found += _ruled_tables(section)
        found += _ending(section)
        found += layout_checker.problems(section)
        if number or expected.kind is None:
            found += _annex(section)
    if expected.kind is not None:
        found += _main(sections[0], expected)
    for annex in sections[1:]:
        if not _refers(sections[0], annex):
            found.append(f"annex: the text does not refer to {_words(annex)[:20]}")
    return found


def _letters(reader: Reader) -> Iterator[str]:
    for paragraph in reader.paragraphs():
        text = paragraph.text
        for run in paragraph.runs:
            if run.fonts != {"Times New Roman"}:
                yield f"font {set(run.fonts)}: {text[:30]}"
            if run.color not in {"auto", "000000"}:
                yield f"color {run.color}: {text[:30]}"
        if re.search(r"\d\s+%", text) or re.search(r"\b100,0+ ?%", text):
            yield f"per cent: {text[:40]}"
        if "__" in text or "…" in text or ".." in text:
            yield f"filler: {text[:40]}"
        if unicodedata.normalize("NFC", text) != text:
            yield f"not composed: {text[:30]}"
        for day, month in _WRITTEN.findall(text):
            zero = int(month) < 3
            if len(day) != 2 or month != (f"{int(month):02}" if zero else str(int(month))):
                yield f"date zeros: {text[:60]}"


def _page(section: Section) -> Iterator[str]:
    size = (section.width, section.height)
    if section.orient == "landscape":
        size = size[::-1]
    if any(abs(got - mm * MM) > 20 for got, mm in zip(size, (210, 297), strict=True)):
        yield f"paper: {size}"
    limits = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
    for side, (least, most) in limits.items():
        if not least - 0.1 <= section.margins[side] / MM <= most + 0.1:
            yield f"margin {side}: {section.margins[side] / MM:.1f}"
    if not section.has_title_page or "first" in section.page_fields:
        yield "page number: shown on page 1"
    if "default" not in section.page_fields:
        yield "page number: none"
    if section.starts_at != "1":
        yield f"page number: begins at {section.starts_at or 'the page before'}"
    if section.margins["header"] >= section.margins["top"]:
        yield "page number: not in the top margin"
    for number in section.heads.get("default", []):
        if number.align != "center" or not number.sizes <= {13, 14}:
            yield f"page number: {number.align} {number.sizes}"
        if not number.all(bold=False, italic=False):
            yield "page number: not upright"


def _main(section: Section, expected: Expected) -> Iterator[str]:
    blocks = list(section.blocks)
    while blocks and isinstance(blocks[0], Paragraph):
        label = blocks.pop(0)
        assert isinstance(label, Paragraph)
        if not label.is_blank and not label.text.startswith("Mẫu số"):
            yield f"head: text before it: {label.text[:30]}"
    if not blocks:
        yield "head: none"
        return
    head = blocks.pop(0)
    assert isinstance(head, Table)
    yield from _head(head, expected)
    texts = [one for one in blocks if isinstance(one, Paragraph) and not one.is_blank]
    rules = [
        (before, rule)
        for before, rule in itertools.pairwise(blocks)
        if isinstance(before, Paragraph) and isinstance(rule, Paragraph) and rule.border
    ]
    if expected.kind:
        yield from _kind(texts, rules, section, expected)
    if expected.has_grounds:
        yield from _grounds(texts)
    if expected.addressee:
        yield from _addressees(texts)
    yield from _body(texts[2:] if expected.kind else texts)
    yield from _foot(blocks, expected)


def _like(
    what: str,
    paragraph: Paragraph,
    sizes: set[int],
    *,
    bold: bool = False,
    italic: bool = False,
    align: str = "center",
    upper: bool | None = None,
) -> Iterator[str]:
    if not paragraph.sizes <= sizes:
        yield f"{what}: size {paragraph.sizes}"
    if not paragraph.all(bold=bold):
        yield f"{what}: {'not ' if bold else ''}bold"
    if not paragraph.all(italic=italic):
        yield f"{what}: {'not ' if italic else ''}italic"
    if paragraph.align != align:
        yield f"{what}: {paragraph.align}"
    if upper is not None and (paragraph.text == paragraph.text.upper()) != upper:
        yield f"{what}: {'not ' if upper else ''}in capitals"


def _head(table: Table, expected: Expected) -> Iterator[str]:
    widths = [round(one / MM) for one in table.grid]
    if widths != [65, 100] or table.is_ruled:
        yield f"head table: {widths}"
    left, right = (_shown(cell) for cell in table.rows[0].cells)
    if len(left) != 3 or len(right) != 3:
        yield f"head: {len(left)} and {len(right)} lines"
        return
    superior, agency, short = left
    nation, motto, long = right
    yield from _like("superior", superior, {12, 13}, upper=True)
    yield from _like("agency", agency, {12, 13}, bold=True, upper=True)
    yield from _like("nation", nation, {12, 13}, bold=True)
    yield from _like("motto", motto, {13, 14}, bold=True)
    if nation.text != NATION or motto.text != MOTTO:
        yield f"nation: {nation.text} / {motto.text}"
    if motto.sizes != {size + 1 for size in nation.sizes}:
        yield f"nation: {nation.sizes} over {motto.sizes}"
    width = _NATION_MM.get(int(max(nation.sizes, default=13)), 200)
    if width > table.rows[0].cells[1].width / MM:
        yield "nation: would be broken"
    for one in (superior, agency, nation, motto):
        if one.before or one.after or one.line != 240:
            yield f"head: spacing of {one.text[:20]}"
    yield from _rule("agency rule", short, _text_mm(agency))
    length = _length_mm(long)
    wanted = MOTTO_MM.get(int(max(motto.sizes, default=14)), 0)
    if not long.border or abs(length - wanted) > 0.03 * wanted:
        yield f"motto rule: {length:.1f} mm"
    yield from _second_row(table, expected)


def _second_row(table: Table, expected: Expected) -> Iterator[str]:
    cells = table.rows[1].cells if len(table.rows) > 1 else []
    symbol, dated = ([*_shown(cell)][:1] for cell in cells) if cells else ([], [])
    if expected.kind == "":
        yield from _about(_shown(cells[0])[1:] if cells else [])
    if bool(symbol) != (expected.symbol is not None):
        yield "number: missing or too many"
    for one in symbol:
        yield from _like("number", one, {13})
        match = (_SYMBOL if expected.symbol else _LETTER_SYMBOL).match(one.text)
        if not match or (expected.symbol and match["kind"] != expected.symbol):
            yield f"number: {one.text}"
    if bool(dated) != expected.has_place:
        yield "place and date: missing or too many"
    for one in dated:
        yield from _like("place and date", one, {13, 14}, italic=True)
        if not _DATED.match(one.text):
            yield f"place and date: {one.text}"


def _about(lines: list[Paragraph]) -> Iterator[str]:
    """What a letter is about, below its symbol."""
    if len(lines) != 1 or not lines[0].text.startswith("V/v "):
        yield f"about: {[one.text for one in lines]}"
    for one in lines:
        yield from _like("about", one, {12, 13})
        if one.before < 120 or one.text.endswith("."):
            yield f"about: spacing {one.before}: {one.text[-10:]}"


def _kind(
    texts: list[Paragraph],
    rules: list[tuple[Paragraph, Paragraph]],
    section: Section,
    expected: Expected,
) -> Iterator[str]:
    if len(texts) < 2 or texts[0].text != expected.kind:
        yield f"kind: {texts[0].text if texts else 'none'}"
        return
    kind, subject = texts[:2]
    yield from _like("kind", kind, {13, 14}, bold=True, upper=True)
    yield from _like("subject", subject, {13, 14}, bold=True)
    found = [rule for before, rule in rules if before is subject]
    if not found:
        yield "subject rule: none"
    for rule in found:
        yield from _rule("subject rule", rule, _text_mm(subject, section.text_width), section)


def _grounds(texts: list[Paragraph]) -> Iterator[str]:
    grounds = [one for one in texts if one.text.startswith(("Căn cứ ", "Theo đề nghị"))]
    grounds = [one for one in grounds if not one.text.startswith("Căn cứ quy định:")]
    if not grounds:
        yield "grounds: none"
    for number, ground in enumerate(grounds, 1):
        yield from _like("ground", ground, {13, 14}, italic=True, align="both")
        if not 567 <= ground.first_line <= 720:
            yield f"ground: first line {ground.first_line}"
        if not ground.text.endswith("." if number == len(grounds) else ";"):
            yield f"ground: ends {ground.text[-10:]}"
        if _LAW_WITH_NUMBER.search(ground.text):
            yield f"ground: law with number: {ground.text[:40]}"
        if _DECREE.match(ground.text) and not _WITH_ABSTRACT.match(ground.text):
            yield f"ground: without issuer or abstract: {ground.text[:40]}"
        if "Luật Bầu cử" in ground.text:
            yield f"ground: of another matter: {ground.text[:40]}"
    if not [one for one in grounds if one.text.startswith("Căn cứ Kế hoạch số ")]:
        yield "ground: the campaign's plan is not cited"


def _addressees(texts: list[Paragraph]) -> Iterator[str]:
    places = [number for number, one in enumerate(texts) if one.text.startswith("Kính gửi:")]
    if not places:
        yield "addressee: none"
        return
    first = texts[places[0]]
    several = [first, *texts[places[0] + 1 :]]
    lines = [one for one in several if "- " in one.text[:12]] if "- " in first.text else [first]
    for one in lines:
        align = "center" if len(lines) == 1 else "left"
        yield from _like("addressee", one, {13, 14}, align=align)
    if len(lines) > 1 and len({one.left for one in lines}) > 1:
        yield "addressee: not under each other"


def _body(texts: list[Paragraph]) -> Iterator[str]:
    for one in texts:
        if one.text.startswith(_ELSEWHERE) or (one.text.startswith("- ") and one.align == "left"):
            continue
        if one.text == one.text.upper() and one.align == "center":
            yield from _like("order", one, {13, 14}, bold=True)
            continue
        roman = _ROMAN.match(one.text)
        if roman:
            yield from _like("section", one, {13, 14}, bold=True, align="both", upper=True)
            continue
        if _POINT.match(one.text) and one.all(bold=True, italic=False):
            yield from _like("point", one, {13, 14}, bold=True, align="both")
            continue
        yield from _text(one)


def _text(one: Paragraph) -> Iterator[str]:
    article = _ARTICLE.match(one.text)
    plain = [run for run in one.runs if run.text.strip() and not _ARTICLE.match(run.text)]
    if article and not one.runs[0].bold:
        yield f"article: not bold: {one.text[:20]}"
    if any(run.bold or run.italic for run in plain):
        yield f"body: not upright: {one.text[:30]}"
    if not one.sizes <= {13, 14}:
        yield f"body: size {one.sizes}: {one.text[:30]}"
    if one.align != "both" or not 567 <= one.first_line <= 720:
        yield f"body: {one.align} {one.first_line}: {one.text[:30]}"
    if one.after < 120 or not 240 <= one.line <= 360 or one.line_rule != "auto":
        yield f"body: spacing {one.after} {one.line}: {one.text[:30]}"


def _foot(blocks: list[Paragraph | Table], expected: Expected) -> Iterator[str]:
    tables = [one for one in blocks if isinstance(one, Table) and not one.is_ruled]
    if len(tables) != 1:
        yield f"signature: {len(tables)} tables"
        return
    [table] = tables
    widths = [one / MM for one in table.grid]
    wanted = [65, 100] if expected.signs == "recipients" else [82.5, 82.5]
    if len(widths) != 2 or any(abs(a - b) > 0.5 for a, b in zip(widths, wanted, strict=True)):
        yield f"signature table: {widths}"
        return
    left, right = table.rows[0].cells
    if expected.signs == "recipients":
        yield from _recipients(_shown(left), like_above=expected.addressee)
        yield from _signature(right, titles=None)
    else:
        both = expected.signs == "both"
        yield from _signature(left, titles=["THƯ KÝ"] if both else None)
        yield from _signature(right, titles=["CHỦ TỌA"] if both else None)
        if both:
            below = _shown(table.rows[1].cells[0]) if len(table.rows) > 1 else []
            yield from _recipients(below, like_above=False)


def _recipients(lines: list[Paragraph], *, like_above: bool) -> Iterator[str]:
    if not lines or lines[0].text != "Nơi nhận:":
        yield "recipients: none"
        return
    title, *listed = lines
    yield from _like("recipients title", title, {12}, bold=True, italic=True, align="left")
    for number, one in enumerate(listed, 1):
        yield from _like("recipient", one, {11}, align="left")
        end = "." if number == len(listed) else ";"
        if not one.text.startswith("- ") or not one.text.endswith(end) or one.first_line:
            yield f"recipient: {one.text}"
    if like_above and listed[0].text != "- Như trên;":
        yield f"recipient: first is {listed[0].text}"
    if not listed[-1].text.startswith("- Lưu: "):
        yield f"recipient: last is {listed[-1].text}"


def _signature(cell: Cell, titles: list[str] | None) -> Iterator[str]:
    lines = cell.paragraphs
    room = next((number for number, one in enumerate(lines) if one.is_blank), len(lines))
    heads = [one for one in lines[:room] if not one.text.startswith("(")]
    names = [one for one in lines[room:] if not one.is_blank]
    if not heads:
        yield "signature: no title"
    if titles is not None and [one.text for one in heads] != titles:
        yield f"signature: {[one.text for one in heads]}"
    for one in heads:
        yield from _like("signature title", one, {13, 14}, bold=True, upper=True)
    for one in names:
        yield from _like("signature name", one, {13, 14}, bold=True, upper=False)
    if len([one for one in cell.paragraphs if one.is_blank]) < 3:
        yield "signature: no room"


def _ruled_tables(section: Section) -> Iterator[str]:
    for table in section.blocks:
        if not isinstance(table, Table) or not table.is_ruled:
            continue
        if sum(table.grid) > section.text_width + 20 or table.layout != "fixed":
            yield f"table: {sum(table.grid)} wide"
        if set(table.borders.values()) != {("single", 4)} or len(table.borders) != 6:
            yield f"table: borders {table.borders}"
        if not table.rows[0].is_head:
            yield "table: head is not repeated"
        for row in table.rows:
            for number, cell in enumerate(row.cells):
                yield from _cell(cell, is_head=row.is_head, is_first=number == 0)


def _cell(cell: Cell, *, is_head: bool, is_first: bool) -> Iterator[str]:
    for one in _shown(cell):
        if is_head:
            yield from _like("table head", one, {12, 13}, bold=True)
        elif not one.sizes <= {12, 13}:
            yield f"table: size {one.sizes}"
        elif is_first and one.text.isdigit() and one.align != "center":
            yield "table: ordinal not centred"
        elif re.fullmatch(r"[\d.]+,\d+", one.text) and one.align != "right":
            yield "table: number not to the right"
        if re.fullmatch(r"\d+\.\d{1,2}", one.text) or re.search(r"\d\.\d+ ?%", one.text):
            yield f"table: decimal point: {one.text}"


def _annex(section: Section) -> Iterator[str]:
    texts = [one for one in section.blocks if isinstance(one, Paragraph) and not one.is_blank]
    if texts and texts[0].text.startswith("Phụ lục"):
        yield from _like("annex", texts[0], {14}, bold=True)
        texts = texts[1:]
    if len(texts) < 2:
        yield "annex: no title"
        return
    yield from _like("annex title", texts[0], {13, 14}, bold=True, upper=True)
    place = next((n for n, one in enumerate(texts) if one.text.startswith("(Kèm")), None)
    if place is None:
        yield "annex: to what it belongs is not said"
        return
    for one in texts[1:place]:
        yield from _like("annex title", one, {13, 14}, bold=True)
    yield from _like("annex of", texts[place], {13, 14}, italic=True)
    if not _ENCLOSED.match(texts[place].text):
        yield f"annex of: {texts[place].text}"
    yield from _body(texts[place + 1 :])


def _ending(section: Section) -> Iterator[str]:
    texts = [one.text for one in section.blocks if isinstance(one, Paragraph) and not one.is_blank]
    ended = [number for number, one in enumerate(texts) if one.endswith("./.")]
    if ended != [len(texts) - 1]:
        yield f"end: {len(ended)} times ./."


def _refers(main: Section, annex: Section) -> bool:
    """Whether the text points to the annex: by its number, or as enclosed where it has none."""
    told = _words(main)
    number = re.match(r"Phụ lục [IVX]+\b", _words(annex))
    if number is None:
        return "kèm theo" in told
    return re.search(rf"{number[0]}\b", told) is not None


def _words(section: Section) -> str:
    told = " ".join(one.text for one in section.blocks if isinstance(one, Paragraph))
    return " ".join(told.split())


def _rule(
    what: str, rule: Paragraph, words_mm: float, section: Section | None = None
) -> Iterator[str]:
    length = _length_mm(rule, section)
    if not rule.border or not 0.3 * words_mm <= length <= 0.54 * words_mm:
        yield f"{what}: {length:.1f} mm under {words_mm:.1f}"
    if abs(rule.left - rule.right) > 20:
        yield f"{what}: not centred"


def _length_mm(rule: Paragraph, section: Section | None = None) -> float:
    room = rule.cell_width or (section.text_width if section else 0)
    return (room - rule.left - rule.right) / MM


def _text_mm(paragraph: Paragraph, room: int | None = None) -> float:
    """Roughly how wide the last line of the words is in Times New Roman bold."""
    line = paragraph.text.split("\n")[-1]
    bare = [one for one in unicodedata.normalize("NFD", line) if not unicodedata.combining(one)]
    ems = sum(0.70 if one.isupper() else 0.25 if one == " " else 0.47 for one in bare)
    width = ems * max(paragraph.sizes, default=14) * 25.4 / 72
    return min(width, (room or paragraph.cell_width or 10**6) / MM)


def _shown(cell: Cell) -> list[Paragraph]:
    """The lines of a cell and the rules between them, without what only makes room."""
    return [one for one in cell.paragraphs if not one.is_blank or one.border]
