"""The forms by which records of a plan are edited: data of the installation, and their answers."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import yaml

from lib import text
from lib.config import ROOT
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form, form_from_data
from lib.domain.plan_bases import LIST, OF_PLAN
from lib.domain.plan_drafts import Body, Name, Part
from lib.domain.units import REPORTING_TYPES, UnitType
from lib.services.building import form_parts, paper_forms
from lib.services.building.form_parts import Given
from lib.services.campaigns import award_details

FOLDER: Final = ROOT / "data" / "forms"
# Nominations that are there rest on them.
_FIXED: Final = frozenset({"level", "for"})
_WARNINGS: Final = {
    "warns_of_twice": award_details.ONE_AWARD, "warns_of_review": award_details.REVIEW,
}  # fmt: skip
_QUORUMS: Final = {"hon_nua": "1/2", "hai_ba": "2/3", "ba_tu": "3/4"}
_ASKS_NOTHING: Final[Mapping[str, Any]] = {"key": "builder_form", "version": 1, "fields": ()}
"""Of a form there are questions alone."""
_USUAL_QUORUM: Final = "2/3"
_DAY: Final = "ngay"
_DUE: Final = ("milestone", "source")
_TASK_FLAGS: Final = ("mandatory", "nil_allowed")
_TASK_MARKS: Final = ("suggested", "unit_report")
_BASIS_DAYS: Final = ("amended_from", "valid_from", "valid_to")


def form(part: Part, content: Body, *, is_new: bool = False) -> Form:
    """The form of such a record, with the choices that the plan offers now.

    Args:
        is_new: whether nobody can have built on the record.
    """
    # By what stands for them in the files.
    offered: Mapping[object, list[dict[str, str]]] = {
        "milestones": [
            {"key": key, "label": label}
            for key, label in _named_once(content["milestones"]).items()
        ],
        "unit_types": [
            {"key": one.value, "label": text.UNIT_TYPES[one]}
            for one in UnitType
            if one in REPORTING_TYPES
        ],
    }
    told = _ASKS_NOTHING if part.is_form else _read(part)
    is_fixed = part == Part.AWARD and not is_new
    fields = [
        {**field, "choices": offered[field["choices"]]}
        if isinstance(field.get("choices"), str)
        else field
        for field in told["fields"]
        if not (is_fixed and field["key"] in _FIXED)
    ]
    return form_from_data({**told, "fields": fields})


def answers(name: Name, body: Body) -> dict[str, Value]:
    """A record as the answers of its form."""
    told = _ANSWERS[name.part](body)
    return {key: value for key, value in told.items() if value not in (None, "", [])}


def body(name: Name, before: Body, given: Given) -> dict[str, Any]:
    """The record by the answers of its form; what the form does not ask stays as it was."""
    return _BODIES[name.part](before, given)


def _words(*names: str) -> Callable[[Body], dict[str, Any]]:
    return lambda body: {name: body.get(name) for name in names}


def _worded(*names: str) -> Callable[[Body, Given], dict[str, Any]]:
    return lambda before, given: form_parts.worded(before, given, names)


_PASSAGE: Final = ("text", "erratum")
_GROUP: Final = ("title", "short_title", "plan_text", "erratum")
_MILESTONE: Final = ("name", "basis")
_TASK: Final = ("title", "short_title", "guidance", "evidence_hint", "privacy_note")
_AWARD: Final = ("name", "decided_by", "note")
_BASIS: Final = ("cite", "amendment", "note")


def _milestone_told(body: Body) -> dict[str, Any]:
    is_dated = bool(body.get("date"))
    day = {"way": _DAY, "date": body.get("date")} if is_dated else _counted(body)
    return {**_words(*_MILESTONE)(body), **day, "suggested": body.get("suggested", False)}


def _counted(body: Body) -> dict[str, Any]:
    return form_parts.side_told(int(body["offset_days"]))


def _milestone(before: Body, given: Given) -> dict[str, Any]:
    made = form_parts.worded(before, given, _MILESTONE)
    is_dated = given["way"] == _DAY
    day = given["date"] if is_dated else form_parts.days(given)
    when = {"date" if is_dated else "offset_days": day}
    made = {key: value for key, value in made.items() if key not in ("date", "offset_days")}
    return form_parts.changed({**made, **when}, {"suggested": given["suggested"]})


def _task_told(body: Body) -> dict[str, Any]:
    due = body["due"]
    told = {**_words(*_TASK)(body), **form_parts.days_told(due["offset_days"])}
    told |= {key: due[key] for key in _DUE} | {key: body[key] for key in _TASK_FLAGS}
    told |= {key: body.get(key, False) for key in _TASK_MARKS}
    return {**told, "applies_to": list(body["applies_to"])}


def _task(before: Body, given: Given) -> dict[str, Any]:
    made = form_parts.worded(before, given, _TASK)
    made |= {key: given[key] for key in (*_TASK_FLAGS, "applies_to")}
    made["due"] = {key: given[key] for key in _DUE} | {"offset_days": form_parts.days(given)}
    return form_parts.changed(made, {key: given[key] for key in _TASK_MARKS})


def _award_told(body: Body) -> dict[str, Any]:
    told = {**_words(*_AWARD, "level")(body), "for": list(body.get("for") or ())}
    return {**told, "suggested": body.get("suggested", False)}


def _award(before: Body, given: Given) -> dict[str, Any]:
    made = form_parts.worded(before, given, _AWARD)
    made |= {key: given[key] for key in _FIXED if key in given}
    return form_parts.changed(made, {"suggested": given["suggested"]})


def _basis_told(body: Body) -> dict[str, Any]:
    told = {**_words(*_BASIS, *_BASIS_DAYS, LIST, "kind")(body)}
    told |= {key: body.get(key, False) for key in ("in_plan", "suggested")}
    return {**told, "numbers": "\n".join(map(str, body.get("numbers") or ()))}


def _basis(before: Body, given: Given) -> dict[str, Any]:
    made = form_parts.worded(before, given, _BASIS)
    told: dict[str, object] = {key: given.get(key) for key in (*_BASIS_DAYS, LIST, "kind")}
    told |= {"numbers": form_parts.lines(given.get("numbers")), "suggested": given["suggested"]}
    made = form_parts.changed(made, told)
    # What holds today is no part of the plan.
    made.pop("in_plan", None)
    return {**made, "in_plan": given["in_plan"]} if given[LIST] == OF_PLAN else made


def _rules_told(body: Body) -> dict[str, Any]:
    council, awards, sent = body["council"], body["award_rules"], body["report_addressees"]
    quorum = {told: key for key, told in _QUORUMS.items()}
    percent = str(council.get("pass_percent") or "")
    return {
        "direct_share": awards.get("min_direct_worker_share_percent"),
        "awards_note": awards.get("quota_note"),
        **{key: award_details.is_on(awards, setting) for key, setting in _WARNINGS.items()},
        "awards_suggested": awards.get("suggested", False),
        "quorum": quorum.get(str(council.get("quorum_fraction") or _USUAL_QUORUM)),
        "pass_percent": int(percent) if percent.isdigit() else None,
        "pass_base": council.get("pass_base"),
        "council_note": council.get("note"),
        "council_suggested": council.get("suggested", False),
        "addressees": "\n".join(sent.get("names") or ()),
        "addressees_suggested": sent.get("suggested", False),
    }


def _rules(before: Body, given: Given) -> dict[str, Any]:
    awards = {**before["award_rules"], "min_direct_worker_share_percent": given.get("direct_share")}
    # What is on unless a plan says no need not be said.
    awards |= {
        setting: given[key]
        for key, setting in _WARNINGS.items()
        if award_details.is_on(awards, setting) != given[key]
    }
    council = {
        **before["council"],
        "quorum_fraction": _QUORUMS[str(given["quorum"])],
        "pass_percent": given.get("pass_percent"), "pass_base": given.get("pass_base"),
    }  # fmt: skip
    names = form_parts.lines(given.get("addressees"))
    return {
        "award_rules": form_parts.changed(
            awards,
            {"quota_note": given.get("awards_note"), "suggested": given["awards_suggested"]},
        ),
        "council": form_parts.changed(
            council, {"note": given.get("council_note"), "suggested": given["council_suggested"]}
        ),
        "report_addressees": form_parts.changed(
            {**before["report_addressees"], "names": names},
            {"suggested": given["addressees_suggested"]},
        ),
    }


_ANSWERS: Final[Mapping[Part, Callable[[Body], dict[str, Any]]]] = {
    Part.HEAD: paper_forms.head_answers, Part.WORDS: paper_forms.words_answers,
    Part.BASIS: _basis_told, Part.PASSAGE: _words(*_PASSAGE), Part.ERRATUM: _words(*_PASSAGE),
    Part.MILESTONE: _milestone_told, Part.GROUP: _words(*_GROUP), Part.TASK: _task_told,
    Part.AWARD: _award_told, Part.NOMINATION: _words(),
    Part.EVALUATION: _words(), Part.OPINION: _words(), Part.RULES: _rules_told,
}  # fmt: skip
_BODIES: Final[Mapping[Part, Callable[[Body, Given], dict[str, Any]]]] = {
    Part.HEAD: paper_forms.head_body, Part.WORDS: paper_forms.words_body,
    Part.BASIS: _basis, Part.PASSAGE: _worded(*_PASSAGE), Part.ERRATUM: _worded(*_PASSAGE),
    Part.MILESTONE: _milestone, Part.GROUP: _worded(*_GROUP), Part.TASK: _task,
    Part.AWARD: _award, Part.NOMINATION: _worded(),
    Part.EVALUATION: _worded(), Part.OPINION: _worded(), Part.RULES: _rules,
}  # fmt: skip


def _named_once(milestones: Sequence[Body]) -> dict[str, str]:
    """Names by key: choices are told apart by their words; so are two milestones of one name."""
    found: dict[str, str] = {}
    for one in milestones:
        is_twin = one["name"] in found.values()
        found[one["key"]] = f"{one['name']} ({one['key']})" if is_twin else one["name"]
    return found


@functools.cache
def _read(part: Part) -> Mapping[str, Any]:
    path = FOLDER / f"builder-{part.value}.yaml"
    told: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return told
