"""A plan's own paper as two forms: its head and foot, and its words with what the campaign is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lib.domain.plan_drafts import HEAD_KEYS, Body
from lib.services.building import form_parts
from lib.services.building.form_parts import Given

_DOCUMENT: Final = ("kind", "opening", "closing", "note")
_AGENCY: Final = (
    "governing_body", "governing_body_header", "issuing_agency", "issuing_agency_header",
    "abbreviation", "place",
)  # fmt: skip
_EMULATION: Final = ("form", "form_label", "scope")
_ENDS: Final = ("starts", "ends")


def head_answers(body: Body) -> dict[str, Any]:
    document = body["document"]
    signer = form_parts.part(document, "signer")
    told = {key: body.get(key) for key in HEAD_KEYS}
    told |= {key: document.get(key) for key in ("number", "date")}
    told |= {key: signer.get(key) for key in ("authority", "position", "name")}
    return {**told, "recipients": "\n".join(document.get("recipients") or ())}


def head_body(before: Body, given: Given) -> dict[str, Any]:
    document = before["document"]
    signer = {key: given.get(key) for key in ("authority", "position", "name")}
    told = {
        "number": given.get("number"), "date": given.get("date"),
        "signer": {**form_parts.part(document, "signer"), **signer},
        "recipients": form_parts.lines(given.get("recipients")),
    }  # fmt: skip
    return {
        **form_parts.worded(before, given, HEAD_KEYS),
        "document": {**document, **told},
    }


def words_answers(body: Body) -> dict[str, Any]:
    document, emulation = body["document"], body["emulation"]
    agency, period = form_parts.part(document, "head"), form_parts.part(emulation, "period")
    told = {key: document.get(key) for key in _DOCUMENT}
    told |= {key: agency.get(key) for key in _AGENCY}
    told |= {key: emulation.get(key) for key in _EMULATION}
    for end in _ENDS:
        if found := form_parts.part(period, end):
            told |= {f"{end}_milestone": found.get("milestone")}
            told |= _begun(end, form_parts.days_told(int(found.get("offset_days") or 0)))
    return told | {
        "agency_suggested": bool(agency.get("suggested")),
        "period_suggested": bool(period.get("suggested")), "period_note": period.get("note"),
    }  # fmt: skip


def words_body(before: Body, given: Given) -> dict[str, Any]:
    document, emulation = before["document"], before["emulation"]
    agency = form_parts.worded(form_parts.part(document, "head"), given, _AGENCY)
    agency = form_parts.changed(agency, {"suggested": given["agency_suggested"]})
    period = form_parts.changed(
        form_parts.part(emulation, "period"),
        {end: _end(given, end) for end in _ENDS}
        | {"suggested": given["period_suggested"], "note": given.get("period_note")},
    )
    return {
        "document": form_parts.changed(
            form_parts.worded(document, given, _DOCUMENT), {"head": _worded(agency)}
        ),
        "emulation": form_parts.changed(
            form_parts.worded(emulation, given, _EMULATION), {"period": _worded(period)}
        ),
    }


def _end(given: Given, end: str) -> dict[str, Any]:
    milestone = given.get(f"{end}_milestone")
    if not milestone:
        return {}
    return {"milestone": milestone, "offset_days": form_parts.days(given, f"{end}_")}


def _begun(begin: str, told: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{begin}_{key}": value for key, value in told.items()}


def _worded(told: Body) -> Body:
    """Nothing where there is only a mark that it is a suggestion."""
    return told if set(told) - {"suggested"} else {}
