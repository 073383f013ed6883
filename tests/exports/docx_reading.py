"""Reads a DOCX file as Word would show it: every run with the size and weight it ends up with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MM = 1440 / 25.4


@dataclass
class Run:
    """`text` with plain spaces and hyphens, `raw` as they are: U+00A0 and U+2011 do not break."""

    raw: str
    size: float
    bold: bool
    italic: bool
    fonts: frozenset[str]
    color: str

    @property
    def text(self) -> str:
        return self.raw.replace("\u00a0", " ").replace("\u2011", "-")


@dataclass
class Paragraph:
    runs: list[Run]
    align: str
    first_line: int
    left: int
    right: int
    before: int
    after: int
    line: int
    line_rule: str
    border: str
    cell_width: int | None
    has_break: bool = False
    keep_next: bool = False

    @property
    def raw(self) -> str:
        return "".join(run.raw for run in self.runs)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    def all(self, **wanted: object) -> bool:
        """Whether every run that shows something is so."""
        return all(
            getattr(run, name) == value
            for run in self.runs
            if run.text.strip()
            for name, value in wanted.items()
        )

    @property
    def sizes(self) -> set[float]:
        return {run.size for run in self.runs if run.text.strip()}


@dataclass
class Cell:
    width: int
    paragraphs: list[Paragraph]
    merge: str = ""


@dataclass
class Row:
    cells: list[Cell]
    is_head: bool
    least: int = 0
    is_whole: bool = False


@dataclass
class Table:
    rows: list[Row]
    grid: list[int]
    borders: dict[str, tuple[str, int]]
    layout: str

    @property
    def is_ruled(self) -> bool:
        return bool(self.borders)


@dataclass
class Section:
    blocks: list[Paragraph | Table]
    width: int
    height: int
    orient: str
    margins: dict[str, int]
    has_title_page: bool
    starts_at: str
    heads: dict[str, list[Paragraph]]
    feet: dict[str, list[Paragraph]]
    page_fields: set[str] = field(default_factory=set)

    @property
    def text_width(self) -> int:
        return self.width - self.margins["left"] - self.margins["right"]


class Reader:
    """One file."""

    def __init__(self, content: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        styles = self._part("word/styles.xml")
        self._styles = {one.get(W + "styleId"): one for one in styles.iter(W + "style")}
        self._default = next(
            one.get(W + "styleId")
            for one in styles.iter(W + "style")
            if one.get(W + "type") == "paragraph" and one.get(W + "default") == "1"
        )
        self._defaults = styles.find(W + "docDefaults")
        self._targets = {
            one.get("Id"): "word/" + one.get("Target", "")
            for one in self._part("word/_rels/document.xml.rels")
        }
        self.document = self._part("word/document.xml")

    def sections(self) -> list[Section]:
        body = self.document.find(W + "body")
        assert body is not None
        made: list[Section] = []
        blocks: list[Paragraph | Table] = []
        heads: dict[str, list[Paragraph]] = {}
        feet: dict[str, list[Paragraph]] = {}
        fields: set[str] = set()
        for block in body:
            ends = block if block.tag == W + "sectPr" else block.find(f"{W}pPr/{W}sectPr")
            if block.tag == W + "p" and ends is None:
                blocks.append(self.paragraph(block, None))
            elif block.tag == W + "tbl":
                blocks.append(self._table(block))
            if ends is None:
                continue
            for reference in ends:
                if reference.tag not in (W + "headerReference", W + "footerReference"):
                    continue
                part = self._part(self._targets[reference.get(R + "id")])
                kind = reference.get(W + "type", "")
                is_head = reference.tag == W + "headerReference"
                shown = [self.paragraph(one, None) for one in part.iter(W + "p")]
                (heads if is_head else feet)[kind] = shown
                told = "".join(one.text or "" for one in part.iter(W + "instrText"))
                if is_head and "PAGE" in told:
                    fields.add(kind)
            made.append(_section(ends, blocks, dict(heads), dict(feet), set(fields)))
            blocks = []
        return made

    def paragraphs(self) -> Iterator[Paragraph]:
        for section in self.sections():
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield block
                else:
                    for row in block.rows:
                        for cell in row.cells:
                            yield from cell.paragraphs

    def _part(self, name: str) -> ET.Element:
        return ET.fromstring(self._zip.read(name))

    def _table(self, table: ET.Element) -> Table:
        borders = table.find(f"{W}tblPr/{W}tblBorders")
        layout = table.find(f"{W}tblPr/{W}tblLayout")
        rows = []
        for row in table.findall(W + "tr"):
            cells = []
            for cell in row.findall(W + "tc"):
                width = int(_get(cell.find(f"{W}tcPr/{W}tcW"), "w", "0"))
                cells.append(
                    Cell(
                        width,
                        [self.paragraph(one, width) for one in cell.findall(W + "p")],
                        _get(cell.find(f"{W}tcPr/{W}vMerge"), "val", ""),
                    )
                )
            rows.append(
                Row(
                    cells,
                    row.find(f"{W}trPr/{W}tblHeader") is not None,
                    int(_get(row.find(f"{W}trPr/{W}trHeight"), "val", "0")),
                    row.find(f"{W}trPr/{W}cantSplit") is not None,
                )
            )
        return Table(
            rows,
            [int(one.get(W + "w", "0")) for one in table.findall(f"{W}tblGrid/{W}gridCol")],
            {
                one.tag.removeprefix(W): (one.get(W + "val", ""), int(one.get(W + "sz", "0")))
                for one in (borders if borders is not None else [])
            },
            _get(layout, "type", ""),
        )

    def paragraph(self, element: ET.Element, cell_width: int | None) -> Paragraph:
        properties = element.find(W + "pPr")
        style = _get(_find(properties, "pStyle"), "val", str(self._default))
        layers = [*self._chain(style, "pPr"), properties]
        spacing = {
            name: _last(layers, "spacing", name) for name in ("before", "after", "line", "lineRule")
        }
        runs = []
        for run in element.iter(W + "r"):
            runs.append(self._run(run, style))
        return Paragraph(
            runs,
            _last(layers, "jc", "val") or "left",
            int(_last(layers, "ind", "firstLine") or 0),
            int(_last(layers, "ind", "left") or 0),
            int(_last(layers, "ind", "right") or 0),
            int(spacing["before"] or 0),
            int(spacing["after"] or 0),
            int(spacing["line"] or 240),
            spacing["lineRule"] or "auto",
            _last_border(layers),
            cell_width,
            element.find(f".//{W}br") is not None,
            _is_on(layers, "keepNext"),
        )

    def _run(self, run: ET.Element, style: str) -> Run:
        layers = [*self._chain(style, "rPr"), run.find(W + "rPr")]
        text = "".join(
            {
                W + "t": one.text or "",
                W + "tab": "\t",
                W + "br": "\n",
                W + "noBreakHyphen": "\u2011",
            }.get(one.tag, "")
            for one in run
        )
        fonts = frozenset(
            _last(layers, "rFonts", name) or "" for name in ("ascii", "hAnsi", "cs", "eastAsia")
        )
        themes = {
            value
            for layer in layers
            if layer is not None and (found := layer.find(W + "rFonts")) is not None
            for name, value in found.items()
            if "Theme" in name
        }
        return Run(
            text,
            int(_last(layers, "sz", "val") or 20) / 2,
            _is_on(layers, "b"),
            _is_on(layers, "i"),
            fonts | themes,
            _last(layers, "color", "val") or "auto",
        )

    def _chain(self, style: str | None, kind: str) -> list[ET.Element | None]:
        """Properties from the defaults down to the style."""
        found: list[ET.Element | None] = []
        while style is not None and style in self._styles:
            found.insert(0, self._styles[style].find(W + kind))
            style = _get(self._styles[style].find(W + "basedOn"), "val", "") or None
        assert self._defaults is not None
        return [self._defaults.find(f"{W}{kind}Default/{W}{kind}"), *found]


def _section(
    ends: ET.Element,
    blocks: list[Paragraph | Table],
    heads: dict[str, list[Paragraph]],
    feet: dict[str, list[Paragraph]],
    fields: set[str],
) -> Section:
    size, margins = ends.find(W + "pgSz"), ends.find(W + "pgMar")
    assert margins is not None
    return Section(
        blocks,
        int(_get(size, "w", "0")),
        int(_get(size, "h", "0")),
        _get(size, "orient", "portrait"),
        {name.removeprefix(W): int(value) for name, value in margins.items()},
        ends.find(W + "titlePg") is not None,
        _get(ends.find(W + "pgNumType"), "start", ""),
        heads,
        feet,
        fields,
    )


def _find(element: ET.Element | None, name: str) -> ET.Element | None:
    return None if element is None else element.find(W + name)


def _get(element: ET.Element | None, name: str, otherwise: str) -> str:
    return otherwise if element is None else element.get(W + name, otherwise)


def _last(layers: list[ET.Element | None], name: str, attribute: str) -> str:
    """The value of the lowest layer that says something."""
    value = ""
    for layer in layers:
        value = _get(_find(layer, name), attribute, value)
    return value


def _is_on(layers: list[ET.Element | None], name: str) -> bool:
    is_on = False
    for layer in layers:
        found = _find(layer, name)
        if found is not None:
            is_on = found.get(W + "val", "1") not in {"0", "false"}
    return is_on


def _last_border(layers: list[ET.Element | None]) -> str:
    value = ""
    for layer in layers:
        borders = _find(layer, "pBdr")
        if borders is not None:
            value = _get(borders.find(W + "bottom"), "val", "")
    return value
