"""What nominations ask: our questions, a campaign's own, and the form that follows of them."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import yaml

from lib import text
from lib.config import ROOT
from lib.domain.forms.field_data import BadForm, field_to_data
from lib.domain.forms.fields import Choice, Field
from lib.domain.forms.fixed import Kept
from lib.domain.forms.following import followed
from lib.domain.forms.forms import Form, form_from_data, form_to_data
from lib.domain.forms.kinds import KINDS
from lib.domain.nominations import AWARD, AwardRules, Subject
from lib.domain.plan_drafts import NOMINATION_FORMS
from lib.services.campaigns import award_details
from lib.services.campaigns.file_models import CampaignModel
from lib.services.campaigns.file_problems import Problems
from lib.services.campaigns.yaml_lines import Loc
from lib.store import form_versions as store
from lib.store.engine.db import Reader, Writer
from lib.store.engine.json_column import to_json

FOLDER: Final = ROOT / "data" / "forms"
OFFERED: Final = "award_forms"
"""What stands in files for the choices of the campaign's own award forms."""
_UNSAID: Final = frozenset({"headcount", "running"})
# Files of a nomination are parts of its dossier.
_BARRED: Final = frozenset(kind for kind, spec in KINDS.items() if spec.is_files)
Questions = Sequence[Mapping[str, Any]]


def kept(subject: Subject) -> Kept:
    """Our questions, which rules, lists and papers read, as a campaign's own form must have them.

    Totals since a campaign began, and a unit's head count, are of reports alone.
    """
    ours = _made(_shipped(subject)["fields"], (Choice("x", "x"),), "ours", 1).fields
    needed = tuple(replace(one, choices=()) if one.key == AWARD else one for one in ours)
    return Kept(needed, frozenset({AWARD}), _UNSAID, _BARRED)


def is_offered(rules: AwardRules, subject: Subject) -> bool:
    """Whether the campaign has an award form for such nominees."""
    return any(subject in one.subjects for one in rules.award_forms)


def asked(
    tx: Reader, code: str, details: Mapping[str, Any], rules: AwardRules, subject: Subject
) -> Form:
    """The form that a new nomination is asked with: the newest version, or the one to come.

    It asks what the campaign's own form does, else what the newest version in the database or our
    file does, whichever says more. An award form that the campaign has no more stays as a choice
    that is retired, and a question that its own form has no more as a question that is.

    Raises:
        Refused: `field_kind`.
    """
    key = f"{code}:nomination_{subject.value}"
    told = _shipped(subject)
    awards = _awards(rules, subject)
    ours = _made(told["fields"], awards, key, told["version"])
    body = store.newest_form(tx, key)
    newest = form_from_data(json.loads(body)) if body is not None else None
    own = _own(details, subject)
    if own is not None:
        fields = _made(own, awards, key, 1).fields
        wanted = followed(_with_ours(fields, ours), newest or ours, f"“{text.SUBJECTS[subject]}”")
    elif newest is None:
        return ours
    else:
        has = {one.key for one in newest.fields}
        is_newer = ours.version > newest.version or any(o.key not in has for o in ours.fields)
        wanted = ours if is_newer else newest
    if newest is None:
        return replace(wanted, version=ours.version)
    made = _with_awards(wanted, ours, newest)
    if made.fields == newest.fields:
        return newest
    return replace(made, version=max(made.version, newest.version + 1))


def publish(tx: Writer, form: Form, now: datetime) -> None:
    """Put a version in force, unless it is."""
    body = to_json(form_to_data(form))
    store.publish_form(tx, key=form.key, version=form.version, body=body, now=now)


def follow(tx: Writer, code: str, details: Mapping[str, Any], now: datetime) -> None:
    """Have nominations ask what the details of a campaign say; nothing where they say nothing.

    Raises:
        Refused: `field_kind`.
    """
    rules = award_details.from_details(details)
    for subject in Subject:
        if _own(details, subject) is not None:
            publish(tx, asked(tx, code, details, rules, subject), now)


def data(fields: Sequence[Field]) -> list[dict[str, object]]:
    """Questions as a campaign file has them, where the choices of awards are not theirs."""
    told = map(field_to_data, fields)
    return [{**one, "choices": OFFERED} if one["key"] == AWARD else one for one in told]


def expanded(listed: Questions, form: Form) -> tuple[Field, ...]:
    """The questions of a campaign file, with the choices of awards that the form offers."""
    return _made(listed, _offered(form), form.key, form.version).fields


def check(model: CampaignModel, problems: Problems) -> None:
    """Add what is wrong with the questions of nominations in a campaign's file."""
    rules = award_details.from_details(model.details)
    for subject in Subject:
        listed = _own(model.details, subject)
        place: Loc = ("details", NOMINATION_FORMS, subject.value)
        if listed is not None and _are_offered(listed, place, problems):
            _check(listed, subject, _awards(rules, subject), place, problems)


def _check(
    listed: Questions, subject: Subject, awards: Sequence[Choice], place: Loc, problems: Problems
) -> None:
    try:
        fields = _made(listed, awards, "form", 1).fields
    except BadForm as error:
        facts = {"key": error.field, "part": error.key, "why": text.FORM_PROBLEMS[error.reason]}
        problems.add((*place, _wrong(listed, awards), error.key), "schema", "field", **facts)
        return
    places = {one.key: (*place, index) for index, one in enumerate(fields)}
    for one in kept(subject).broken(fields):
        key = one.field.key
        part = one.choice.key if one.choice else ""
        where = places.get(key, place)
        problem = one.breach.value
        problems.add(where, "reference", problem, key=key, kind=one.field.kind.value, part=part)


def _are_offered(listed: Questions, place: Loc, problems: Problems) -> bool:
    """Whether the choices of awards are left to the campaign's award forms."""
    for index, one in enumerate(listed):
        if one.get("key") == AWARD and one.get("choices") != OFFERED:
            problems.add((*place, index, "choices"), "schema", "offered_choices", key=AWARD)
            return False
    return True


def _wrong(listed: Questions, awards: Sequence[Choice]) -> int:
    """The place of the question with which the form ceases to be one."""
    for end in range(len(listed)):
        try:
            _made(listed[: end + 1], awards, "form", 1)
        except BadForm:
            return end
    return len(listed) - 1


def _own(details: Mapping[str, Any], subject: Subject) -> Questions | None:
    told = details.get(NOMINATION_FORMS)
    found = told.get(subject.value) if isinstance(told, Mapping) else None
    return found if isinstance(found, list) else None


def _made(listed: Questions, awards: Sequence[Choice], key: str, version: int) -> Form:
    """The form of questions in which `award_forms` stands for choices.

    Raises:
        BadForm: they make no form.
    """
    choices = [
        {"key": one.key, "label": one.label, **({"retired": True} if one.retired else {})}
        for one in awards
    ]
    fields = [{**one, "choices": choices} if one.get("key") == AWARD else one for one in listed]
    return form_from_data({"key": key, "version": version, "fields": fields})


def _awards(rules: AwardRules, subject: Subject) -> list[Choice]:
    return [
        Choice(one.code.lower(), one.name) for one in rules.award_forms if subject in one.subjects
    ]


def _with_ours(fields: Sequence[Field], ours: Form) -> tuple[Field, ...]:
    """With those of our questions that came after the campaign's own were written."""
    there = {one.key for one in fields}
    return (*fields, *(one for one in ours.fields if one.key not in there))


def _with_awards(form: Form, ours: Form, newest: Form) -> Form:
    """The form with the campaign's award forms of now, and those of before as retired."""
    offered = _offered(ours)
    known = {one.key for one in offered}
    gone = [replace(one, retired=True) for one in _offered(newest) if one.key not in known]
    fields = [
        replace(one, choices=(*offered, *gone)) if one.key == AWARD else one for one in form.fields
    ]
    return replace(form, fields=tuple(fields))


def _offered(form: Form) -> tuple[Choice, ...]:
    return next(one.choices for one in form.fields if one.key == AWARD)


@functools.cache
def _shipped(subject: Subject) -> Mapping[str, Any]:
    """Our file in data/forms."""
    path = FOLDER / f"nomination-{subject.value}.yaml"
    told: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return told
