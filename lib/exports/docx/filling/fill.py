"""A template filled with the words of one paper, in a sandbox."""

from __future__ import annotations

import io
from collections.abc import Mapping, MutableMapping
from typing import Any, Final

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.nodes import Template as Tree
from jinja2.sandbox import SandboxedEnvironment

from lib.domain.papers.report_paper import ReportPaper
from lib.exports.docx.charts import charts
from lib.exports.docx.writing import layout, rules

FILTERS: Final = frozenset({"upper", "lower"})
"""What a template may do to a text."""


class Sandbox(SandboxedEnvironment):
    """No functions, two filters, and a name that is not there is an error.

    It keeps what it has compiled: a pack has one template for hundreds of papers.
    """

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self._compiled: dict[str, Template] = {}

    def from_string(
        self,
        source: str | Tree,
        globals: MutableMapping[str, Any] | None = None,
        template_class: type[Template] | None = None,
    ) -> Template:
        if not isinstance(source, str):
            return super().from_string(source, globals, template_class)
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, globals, template_class)
        return self._compiled[source]


def filled(template: bytes, context: Mapping[str, object], sandbox: Sandbox) -> bytes:
    """The paper; characters that mean something in XML survive, line breaks too.

    Raises:
        jinja2.TemplateError: the template asks for what it may not or what is not there.
    """
    paper = DocxTemplate(io.BytesIO(template))
    paper.render(dict(context), sandbox, autoescape=True)
    rules.fit(paper.docx)
    layout.fit(paper.docx)
    report = context.get("closing")
    if isinstance(report, ReportPaper):
        charts.draw(paper.docx, report.charts)
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()
