"""The forms by which records of a plan are edited: data of the installation, and their answers."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any, Final

import yaml

from lib import text
from lib.config import ROOT
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form, form_from_data
from lib.domain.plan_drafts import Body, Name, Part
from lib.domain.units import REPORTING_TYPES, UnitType

FOLDER: Final = ROOT / "data" / "forms"
_WORDS: Final[Mapping[Part, tuple[str, ...]]] = {
    Part.HEAD: ("title", "short_title", "theme", "anchor"),
    Part.PASSAGE: ("text", "erratum"),
    Part.MILESTONE: ("name", "basis"),
    Part.GROUP: ("title", "short_title", "plan_text", "erratum"),
    Part.TASK: ("title", "short_title", "guidance", "evidence_hint", "privacy_note"),
    Part.AWARD: ("name", "decided_by"),
    Part.RULES: (),
}
# Nominations that are there rest on them.
_FIXED: Final = frozenset({"level", "for"})
_QUORUMS: Final = {"hon_nua": "1/2", "hai_ba": "2/3", "ba_tu": "3/4"}
_USUAL_QUORUM: Final = "2/3"
_ONE_LINE: Final = frozenset({"title", "theme", "name", "decided_by"})
_DAY, _BEFORE, _AFTER, _ON = "ngay", "truoc", "sau", "dung"


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
    told = _read(part)
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
    found: dict[str, Any] = {key: body.get(key) for key in _WORDS[name.part]}
    if name.part == Part.HEAD:
        document = body["document"]
        signer = document.get("signer") or {}
        found |= {"number": document.get("number"), "date": document.get("date")}
        found |= {"position": signer.get("position"), "name": signer.get("name")}
        found["recipients"] = "\n".join(document.get("recipients") or ())
    elif name.part == Part.MILESTONE:
        found |= _day_told(body) | {"suggested": body.get("suggested", False)}
    elif name.part == Part.TASK:
        due = body["due"]
        found |= _days_told(due["offset_days"]) | {
            "milestone": due["milestone"], "source": due["source"],
            "applies_to": list(body["applies_to"]), "mandatory": body["mandatory"],
            "nil_allowed": body["nil_allowed"],
        }  # fmt: skip
    elif name.part == Part.AWARD:
        found |= {"level": body.get("level"), "for": list(body.get("for") or ())}
    elif name.part == Part.RULES:
        found |= _settled(body)
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def body(name: Name, before: Body, given: Mapping[str, Value]) -> dict[str, Any]:
    """The record by the answers of its form; what the form does not ask stays as it was."""
    words = {
        key: " ".join(told.split()) if key in _ONE_LINE else told
        for key in _WORDS[name.part]
        if (told := str(given.get(key, ""))) or key in before
    }
    made = {**before, **words}
    if name.part == Part.HEAD:
        made["document"] = _document(before["document"], given)
    elif name.part == Part.MILESTONE:
        made = {key: value for key, value in made.items() if key not in ("date", "offset_days")}
        made |= {"suggested": given["suggested"], **_day(given)}
    elif name.part == Part.TASK:
        made["due"] = {
            "milestone": given["milestone"], "offset_days": _days(given),
            "source": given["source"],
        }  # fmt: skip
        made |= {key: given[key] for key in ("applies_to", "mandatory", "nil_allowed")}
    elif name.part == Part.AWARD:
        made |= {key: given[key] for key in _FIXED if key in given}
    elif name.part == Part.RULES:
        made = _rules(before, given)
    return made


def _settled(body: Body) -> dict[str, Any]:
    council, awards = body["council"], body["award_rules"]
    quorum = {told: key for key, told in _QUORUMS.items()}
    percent = str(council.get("pass_percent") or "")
    return {
        "direct_share": awards.get("min_direct_worker_share_percent"),
        "quorum": quorum.get(str(council.get("quorum_fraction") or _USUAL_QUORUM)),
        "pass_percent": int(percent) if percent.isdigit() else None,
        "pass_base": council.get("pass_base"),
        "addressees": "\n".join(body["report_addressees"].get("names") or ()),
    }


def _rules(before: Body, given: Mapping[str, Value]) -> dict[str, Any]:
    awards = {**before["award_rules"], "min_direct_worker_share_percent": given.get("direct_share")}
    council = {
        **before["council"],
        "quorum_fraction": _QUORUMS[str(given["quorum"])],
        "pass_percent": given.get("pass_percent"), "pass_base": given.get("pass_base"),
    }  # fmt: skip
    told = {"award_rules": awards, "council": council}
    names = _lines(given.get("addressees"))
    return {**told, "report_addressees": {**before["report_addressees"], "names": names}}


def _lines(given: object) -> list[str]:
    return [line for one in str(given or "").splitlines() if (line := one.strip())]


def _document(before: Body, given: Mapping[str, Value]) -> dict[str, Any]:
    told = {
        "number": given.get("number"), "date": given.get("date"),
        "recipients": _lines(given.get("recipients")),
        "signer": {
            **(before.get("signer") or {}),
            "position": given.get("position"), "name": given.get("name"),
        },
    }  # fmt: skip
    return {**before, **told}


def _day_told(body: Body) -> dict[str, Any]:
    if body.get("date"):
        return {"way": _DAY, "date": body["date"]}
    return _side_told(int(body["offset_days"]))


def _days_told(days: int) -> dict[str, Any]:
    return _side_told(days) if days else {"way": _ON}


def _side_told(days: int) -> dict[str, Any]:
    return {"way": _AFTER, "after": days} if days >= 0 else {"way": _BEFORE, "before": -days}


def _day(given: Mapping[str, Value]) -> dict[str, Any]:
    return {"date": given["date"]} if given["way"] == _DAY else {"offset_days": _days(given)}


def _days(given: Mapping[str, Value]) -> int:
    way = given["way"]
    if way == _ON:
        return 0
    return -int(str(given["before"])) if way == _BEFORE else int(str(given["after"]))


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
