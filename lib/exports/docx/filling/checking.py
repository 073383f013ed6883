"""Whether a template of the Office can be used: looked at as a whole before anything runs.

An inspecting process does this, since patterns over a stranger's XML may take for ever. That the
file holds nothing but a document, and nothing from outside, is known by then.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError
from lxml import etree

from lib.domain.papers import paper_fields
from lib.domain.papers.papers import PER_NOMINEE, Paper
from lib.exports.docx.filling import fill
from lib.exports.docx.filling.faults import Fault, Reason
from lib.exports.docx.filling.fields import faults_of

_FOOTNOTES: Final = "wordprocessingml.footnotes+xml"
_PROPERTIES: Final = ("author", "comments", "identifier", "language", "subject", "title")
"""Those that the filling looks into."""
_UNREADABLE: Final = (
    OpcError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, TypeError, IndexError,
    etree.LxmlError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Source:
    text: str
    is_xml: bool = True


def inspected(content: bytes, asked: Mapping[str, Any]) -> tuple[dict[str, object], bytes]:
    """The faults of the template of a paper, as plain data.

    Args:
        asked: `paper`.
    """
    found = faults(Paper(asked["paper"]), content)
    return {"faults": [[fault.reason.value, fault.name] for fault in found]}, b""


def faults(paper: Paper, content: bytes) -> list[Fault]:
    """What is wrong with the template; nothing for one that fills the paper."""
    try:
        sources = list(_sources(content))
    except _UNREADABLE as error:
        return [Fault(Reason.BROKEN, type(error).__name__)]
    found = [fault for source in sources for fault in _asked(paper, source)]
    return list(dict.fromkeys(found)) or list(_tried(paper, content, sources))


def _sources(content: bytes) -> Iterator[_Source]:
    """Everything that the filling would run."""
    template = DocxTemplate(io.BytesIO(content))
    template.render_init()
    yield _Source(template.patch_xml(template.get_xml()))
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            yield _Source(template.patch_xml(template.get_part_xml(part)))
    for part in template.docx.part.package.parts:
        if part.content_type.endswith(_FOOTNOTES):
            yield _Source(template.patch_xml(part.blob.decode()))
    for name in _PROPERTIES:
        yield _Source(getattr(template.docx.core_properties, name), is_xml=False)


def _asked(paper: Paper, source: _Source) -> Iterator[Fault]:
    try:
        tree = fill.Sandbox().parse(source.text)
    except TemplateSyntaxError as error:
        yield Fault(Reason.SYNTAX, error.message or "")
        return
    yield from faults_of(tree, paper_fields.fields(paper))


def _tried(paper: Paper, content: bytes, sources: list[_Source]) -> Iterator[Fault]:
    """Fill it with examples: a mark in the wrong place leaves XML that no program opens."""
    sandbox = fill.Sandbox()
    for context in _examples(paper):
        try:
            for source in sources:
                told = sandbox.from_string(source.text).render(context)
                if source.is_xml:
                    etree.fromstring(told.encode())
            fill.filled(content, context, sandbox)
        except (TemplateError, *_UNREADABLE) as error:
            yield Fault(Reason.BROKEN, type(error).__name__)
            return


def _examples(paper: Paper) -> Iterator[Mapping[str, object]]:
    """Data with nobody and with two of everybody, as marks may fit one number alone."""
    for count in (2, 0):
        whole = {name: _example(kind, count) for name, kind in paper_fields.fields(paper).items()}
        if paper not in PER_NOMINEE:
            yield whole
            continue
        for absent in ("collective", "individual"):
            yield {**whole, absent: None}


def _example(kind: Any, count: int) -> object:
    """Some value of the type; lists have `count` elements."""
    if isinstance(kind, UnionType):
        return _example(next(one for one in get_args(kind) if one is not NoneType), count)
    if get_origin(kind) is tuple:
        return (_example(get_args(kind)[0], count),) * count
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        values = {one.name: _example(hints[one.name], count) for one in fields(kind)}
        return kind(**values)  # type: ignore[operator]
    if issubclass(kind, StrEnum):
        return next(iter(kind))
    return _PLAIN[kind]


_PLAIN: Final[Mapping[object, object]] = {
    str: "Mẫu & thử",
    int: 1,
    bool: True,
    date: date(2021, 6, 14),
    datetime: datetime(2021, 6, 14, tzinfo=UTC),
}
