"""A plan out of a file: which reader it needs, its lines, and what the parser makes of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic import TypeAdapter

from lib.domain.files import Limits
from lib.domain.plan_text import parse
from lib.domain.plan_text.corrections import Corrected, Correction
from lib.domain.plan_text.nouns import Plan
from lib.errors import BadPlan, BadUpload
from lib.services.files.contents import ooxml, pdf
from lib.services.files.contents.plans import docx_text, pdf_text, plain_text
from lib.services.files.contents.plans.found import FoundText

_ZIP: Final = b"PK\x03\x04"
_PLANS: Final = TypeAdapter(Plan)


def inspected(content: bytes, asked: Mapping[str, Any]) -> tuple[dict[str, object], bytes]:
    """Lines and plan as JSON.

    Args:
        asked: `name`, fit to be shown, `limits`, and `corrected`: pairs of line and correction.
    Raises:
        BadUpload, BadPlan: why it is not taken.
    """
    name, limits = str(asked["name"]), Limits(**asked["limits"])
    kind, told = _read(content, name, limits)
    if not any(line.strip() for line in told.lines):
        raise BadPlan("no_text", file=name)
    corrected = [Corrected(int(line), Correction(how)) for line, how in asked.get("corrected", ())]
    plan = parse.parse(told.lines, corrected)
    made = {"lines": told.lines, "plan": _PLANS.dump_python(plan, mode="json")}
    facts: dict[str, object] = {"kind": kind, "warnings": told.warnings, "left_out": told.left_out}
    return facts, json.dumps(made, ensure_ascii=False).encode()


def _read(content: bytes, name: str, limits: Limits) -> tuple[str, FoundText]:
    if content.startswith(b"%PDF-"):
        pdf.pages(content, name)
        return "pdf", pdf_text.read(content, name)
    if content.startswith(_ZIP):
        if ooxml.kind(content, name) != "docx":
            raise BadPlan("not_plan", file=name)
        ooxml.check(content, name, limits)
        return "docx", docx_text.read(content, name)
    if b"%PDF-" in content[:1024]:
        raise BadUpload("polyglot", file=name)
    return "txt", plain_text.read(content, name)
