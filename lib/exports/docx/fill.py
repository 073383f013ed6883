"""A template filled with the words of one paper, in a sandbox."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from lib.exports.docx import rules

FILTERS: Final = frozenset({"upper", "lower"})
"""What a template may do to a text."""


def environment() -> SandboxedEnvironment:
    """The sandbox: no functions, two filters, and a name that is not there is an error."""
    made = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    return made


def filled(template: bytes, context: Mapping[str, object]) -> bytes:
    """The paper; characters that mean something in XML survive, line breaks too.

    Raises:
        jinja2.TemplateError: the template asks for what it may not or what is not there.
    """
    paper = DocxTemplate(io.BytesIO(template))
    paper.render(dict(context), environment(), autoescape=True)
    rules.fit(paper.docx)
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()
