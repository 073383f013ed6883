"""Forms of ours in which a campaign may have questions of its own: checked, asked, followed."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
from lib.services.campaigns.file_problems import Problems
from lib.services.campaigns.yaml_lines import Loc
from lib.store import form_versions as store
from lib.store.engine.db import Reader, Writer
from lib.store.engine.json_column import to_json

FOLDER: Final = ROOT / "data" / "forms"
_UNSAID: Final = frozenset({"headcount", "running", "counts"})
# Files of a nomination are parts of its dossier, those of a unit are evidence of its tasks.
_FILES: Final = frozenset(kind for kind, spec in KINDS.items() if spec.is_files)
# Who sends an opinion may be anonymous, and a unit is no person.
_MASKED: Final = frozenset(kind for kind, spec in KINDS.items() if spec.is_masked)
Questions = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class OwnForm:
    """A form of ours that a campaign may have as its own.

    Attributes:
        listed, code: under which names the details of a campaign hold its questions.
        file: ours in data/forms, without the ending.
        called: what a refusal calls it.
        field: the question whose choices are the campaign's and none of the form's; "" for none.
        offered: what stands for these in files.
        is_of_persons: whether it may ask for numbers that are somebody's own.
        loose: a question of ours whose choices the Office makes, but for those that stay.
    """

    listed: str
    code: str
    file: str
    called: str
    field: str = ""
    offered: str = ""
    loose: str = ""
    stay: frozenset[str] = frozenset()
    is_of_persons: bool = False

    def key(self, campaign_code: str) -> str:
        """Under which its versions are published."""
        return f"{campaign_code}:{self.file.replace('-', '_')}"


def kept(of: OwnForm, *, is_settled: bool = False) -> Kept:
    """Our questions, which the program reads, as a campaign's own form must have them.

    Totals since a campaign began, a unit's head count and what numbers are taken over from are of
    reports alone.

    Args:
        is_settled: whether choices that the Office makes stay as they are.
    """
    ours = _made(of, _shipped(of)["fields"], (Choice("x", "x"),), "ours", 1).fields
    needed = tuple(replace(one, choices=_needed(of, one)) for one in ours)
    not_here = {of.field, of.loose if is_settled else ""} - {""}
    barred = _FILES if of.is_of_persons else _FILES | _MASKED
    return Kept(needed, frozenset(not_here), _UNSAID, barred)


def asked(
    tx: Reader, campaign_code: str, details: Mapping[str, Any], of: OwnForm,
    choices: Sequence[Choice],
) -> Form:  # fmt: skip
    """The form that is asked from now on: the newest version, or the one to come.

    It asks what the campaign's own form does, else what the newest version in the database or our
    file does, whichever says more. A question that its own form has no more stays as one that is
    retired, and so does a choice that the campaign offers no more.

    Raises:
        Refused: `field_kind`.
    """
    key, shipped = of.key(campaign_code), _shipped(of)
    ours = _made(of, shipped["fields"], choices, key, shipped["version"])
    body = store.newest_form(tx, key)
    newest = form_from_data(json.loads(body)) if body is not None else None
    own = _own(of, details)
    if own is not None:
        fields = _made(of, own, choices, key, 1).fields
        wanted = followed(_with_ours(fields, ours), newest or ours, f"“{of.called}”")
    elif newest is None:
        return ours
    else:
        wanted = _newer(ours, newest)
    if newest is None:
        return replace(wanted, version=ours.version)
    made = _with_gone(of, offering(of, wanted, offered(ours, of.field), newest), newest)
    if made.fields == newest.fields:
        return newest
    return replace(made, version=max(made.version, newest.version + 1))


def version(of: OwnForm) -> int:
    """Of ours in data/forms."""
    return int(_shipped(of)["version"])


def publish(tx: Writer, form: Form, now: datetime) -> None:
    """Put a version in force, unless it is."""
    body = to_json(form_to_data(form))
    store.publish_form(tx, key=form.key, version=form.version, body=body, now=now)


def follow(
    tx: Writer, campaign_code: str, details: Mapping[str, Any], of: OwnForm,
    choices: Sequence[Choice], now: datetime,
) -> None:  # fmt: skip
    """Have units asked what the details of a campaign say; nothing where they say nothing.

    Raises:
        Refused: `field_kind`.
    """
    if _own(of, details) is not None:
        publish(tx, asked(tx, campaign_code, details, of, choices), now)


def offering(of: OwnForm, form: Form, choices: Sequence[Choice], before: Form) -> Form:
    """The form with the campaign's choices of now, and those that were `before` as retired."""
    known = {one.key for one in choices}
    known_before = offered(before, of.field)
    gone = [replace(one, retired=True) for one in known_before if one.key not in known]
    fields = [
        replace(one, choices=(*choices, *gone)) if one.key == of.field else one
        for one in form.fields
    ]
    return replace(form, fields=tuple(fields))


def data(of: OwnForm, fields: Sequence[Field]) -> list[dict[str, object]]:
    """Questions as a campaign file has them, where the campaign's choices are not theirs."""
    told = map(field_to_data, fields)
    return [{**one, "choices": of.offered} if one["key"] == of.field else one for one in told]


def expanded(of: OwnForm, listed: Questions, form: Form) -> tuple[Field, ...]:
    """The questions of a campaign file, with the choices that the form offers."""
    return _made(of, listed, offered(form, of.field), form.key, form.version).fields


def check(
    details: Mapping[str, Any], of: OwnForm, choices: Sequence[Choice], problems: Problems
) -> None:
    """Add what is wrong with the campaign's own questions in its file."""
    place: Loc = ("details", of.listed, of.code)
    listed = _own(of, details)
    if listed is not None and _are_offered(of, listed, place, problems):
        _check(of, listed, choices, place, problems)


def keys(details: Mapping[str, Any], of: OwnForm) -> list[str]:
    """The keys of the campaign's own questions, in the file's order."""
    return [str(one.get("key")) for one in _own(of, details) or ()]


def _check(
    of: OwnForm, listed: Questions, choices: Sequence[Choice], place: Loc, problems: Problems
) -> None:
    try:
        fields = _made(of, listed, choices, "form", 1).fields
    except BadForm as error:
        facts = {"key": error.field, "part": error.key, "why": text.FORM_PROBLEMS[error.reason]}
        where = (*place, _wrong(of, listed, choices), error.key)
        problems.add(where, "schema", "field", **facts)
        return
    places = {one.key: (*place, index) for index, one in enumerate(fields)}
    for one in kept(of).broken(fields):
        key = one.field.key
        part = one.choice.key if one.choice else ""
        where = places.get(key, place)
        problem = one.breach.value
        problems.add(where, "reference", problem, key=key, kind=one.field.kind.value, part=part)


def _are_offered(of: OwnForm, listed: Questions, place: Loc, problems: Problems) -> bool:
    """Whether the choices that are the campaign's are left to it."""
    for index, one in enumerate(listed):
        if one.get("key") == of.field and one.get("choices") != of.offered:
            facts = {"key": of.field, "part": of.offered}
            problems.add((*place, index, "choices"), "schema", "offered_choices", **facts)
            return False
    return True


def _wrong(of: OwnForm, listed: Questions, choices: Sequence[Choice]) -> int:
    """The place of the question with which the form ceases to be one."""
    for end in range(len(listed)):
        try:
            _made(of, listed[: end + 1], choices, "form", 1)
        except BadForm:
            return end
    return len(listed) - 1


def _own(of: OwnForm, details: Mapping[str, Any]) -> Questions | None:
    told = details.get(of.listed)
    found = told.get(of.code) if isinstance(told, Mapping) else None
    return found if isinstance(found, list) else None


def _made(
    of: OwnForm, listed: Questions, choices: Sequence[Choice], key: str, version: int
) -> Form:
    """The form of questions in which a word stands for the campaign's choices.

    Raises:
        BadForm: they make no form.
    """
    told = [
        {"key": one.key, "label": one.label, **({"retired": True} if one.retired else {})}
        for one in choices
    ]
    fields = [{**one, "choices": told} if one.get("key") == of.field else one for one in listed]
    return form_from_data({"key": key, "version": version, "fields": fields})


def _newer(ours: Form, newest: Form) -> Form:
    """Of ours and the newest version, to which the campaign adds nothing now, what says more."""
    known, has = {one.key for one in ours.fields}, {one.key for one in newest.fields}
    if has <= known:
        return ours if ours.version > newest.version or has < known else newest
    return replace(newest, fields=_with_ours(newest.fields, ours))


def _with_ours(fields: Sequence[Field], ours: Form) -> tuple[Field, ...]:
    """With those of our questions that came after the campaign's own were written."""
    there = {one.key for one in fields}
    return (*fields, *(one for one in ours.fields if one.key not in there))


def offered(form: Form, key: str) -> tuple[Choice, ...]:
    """The choices of a question, those that are asked no more too; none where it is not there."""
    return next((one.choices for one in form.fields if one.key == key), ())


def _with_gone(of: OwnForm, form: Form, before: Form) -> Form:
    """With the choices of the loose question that it has no more, as retired ones."""
    now = {one.key for one in offered(form, of.loose)}
    gone = [
        replace(one, retired=True) for one in offered(before, of.loose) if one.key not in now
    ]  # fmt: skip
    fields = [
        replace(one, choices=(*one.choices, *gone)) if one.key == of.loose else one
        for one in form.fields
    ]
    return replace(form, fields=tuple(fields))


def _needed(of: OwnForm, field: Field) -> tuple[Choice, ...]:
    """The choices that a question of ours keeps."""
    if field.key == of.field:
        return ()
    if field.key == of.loose:
        return tuple(one for one in field.choices if one.key in of.stay)
    return field.choices


@functools.cache
def _shipped(of: OwnForm) -> Mapping[str, Any]:
    """Our file in data/forms."""
    told: Mapping[str, Any] = yaml.safe_load((FOLDER / f"{of.file}.yaml").read_text("utf-8"))
    return told
