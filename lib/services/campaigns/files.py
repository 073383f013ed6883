"""Campaign and unit files, read and checked whole; nothing here touches the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from lib import text
from lib.domain.campaigns import CampaignSeed, ContentGroup, Milestone, PlanText, TaskSeed
from lib.domain.forms.field_data import BadForm
from lib.domain.forms.forms import Form, form_from_data
from lib.domain.forms.kinds import spec_of
from lib.domain.unit_reports import PARTS
from lib.domain.units import UnitSeed
from lib.services.campaigns import (
    evaluation_questions,
    file_evaluation,
    file_references,
    nomination_questions,
    opinion_questions,
    yaml_lines,
)
from lib.services.campaigns.file_models import (
    CampaignModel,
    FieldData,
    MilestoneModel,
    PassageModel,
    TaskModel,
    UnitsModel,
)
from lib.services.campaigns.file_problems import Problems, tried, validated
from lib.services.campaigns.yaml_lines import LinedYaml, Loc, load, parse
from lib.services.files.inspection import pool


class FileKind(StrEnum):
    CAMPAIGN = "campaign"
    UNITS = "units"


def kind_of(path: Path) -> FileKind:
    """What the file says it holds; only its YAML and its `kind` are checked.

    Raises:
        BadFile: it cannot be read, or is neither.
    """
    return _kind(load(path))


def read(name: str, content: bytes) -> CampaignSeed | list[UnitSeed]:
    """The campaign or the units of a file of the operator.

    Raises:
        BadFile: with `file`, `line` and `detail`; the first problems are all in the detail.
    """
    return _seeds(parse(name, content))


def read_upload(name: str, content: bytes) -> CampaignSeed | list[UnitSeed]:
    """The campaign or the units of a file that was sent in.

    Raises:
        BadFile: as `read`.
        BadUpload: `unchecked`, `checks_busy`.
    """
    begun = content[: yaml_lines.SIZE_LIMIT + 1]
    told = pool.pool().inspected(yaml_lines.__name__, begun, {"name": name}, file=name)
    return _seeds(yaml_lines.received(name, told.content))


def campaign_from_file(path: Path) -> CampaignSeed:
    """The campaign of a file, every reference in it checked.

    Raises:
        BadFile: as `read`.
    """
    return _campaign(load(path))


def units_from_file(path: Path) -> list[UnitSeed]:
    """The units of a file, exactly one of them the Office's own.

    Raises:
        BadFile: as `read`.
    """
    return _units(load(path))


def _seeds(lined: LinedYaml) -> CampaignSeed | list[UnitSeed]:
    return _units(lined) if _kind(lined) == FileKind.UNITS else _campaign(lined)


def _kind(lined: LinedYaml) -> FileKind:
    kind = lined.data.get("kind")
    if isinstance(kind, str) and kind in set(FileKind):
        return FileKind(kind)
    problems = Problems(lined)
    problems.add(("kind",), "schema", "unknown_kind")
    raise problems.refusal()


def checked(
    content: dict[str, object], *, is_whole: bool = True
) -> tuple[CampaignSeed | None, list[tuple[Loc, str]]]:
    """The campaign of a file's content, or where what is wrong with it stands, and what it is.

    Args:
        is_whole: whether it must have groups and tasks, as all must but those being prepared.
    """
    lined = LinedYaml("", content, {(): 0})
    problems = Problems(lined)
    model = tried(lined, CampaignModel, problems)
    if model is not None and is_whole:
        file_references.check_whole(model, problems)
    return (_whole(model, problems) if model else None), problems.placed


def _campaign(lined: LinedYaml) -> CampaignSeed:
    problems = Problems(lined)
    model = validated(lined, CampaignModel)
    file_references.check_whole(model, problems)
    seed = _whole(model, problems)
    if seed is None:
        raise problems.refusal()
    return replace(seed, comments=lined.comments)


def _whole(model: CampaignModel, problems: Problems) -> CampaignSeed | None:
    file_references.check(model, problems)
    file_evaluation.check(model, problems)
    nomination_questions.check(model, problems)
    evaluation_questions.check(model, problems)
    opinion_questions.check(model, problems)
    forms = _forms(model, problems)
    _check_unit_report(model, forms, problems)
    return None if problems.placed else _seed(model, forms)


def _units(lined: LinedYaml) -> list[UnitSeed]:
    model = validated(lined, UnitsModel)
    problems = Problems(lined)
    problems.add_repeated("units", "code", (unit.code for unit in model.units))
    offices = [index for index, unit in enumerate(model.units) if unit.is_office]
    if len(offices) != 1:
        place: Loc = ("units", offices[1], "office") if offices else ("units",)
        problems.add(place, "reference", "office_count", count=len(offices))
    elif not model.units[offices[0]].active:
        problems.add(("units", offices[0], "active"), "reference", "office_closed")
    problems.refuse_any()
    return [
        UnitSeed(
            code=unit.code,
            name=unit.name,
            short_name=unit.short_name,
            unit_type=unit.unit_type,
            sort_order=unit.sort_order,
            is_office=unit.is_office,
            own_seal=unit.own_seal,
            headcount=unit.headcount,
            is_active=unit.active,
        )
        for unit in model.units
    ]


def _check_unit_report(model: CampaignModel, forms: Mapping[str, Form], problems: Problems) -> None:
    """One task at most, whose form asks for the parts that the paper has."""
    marked = [index for index, task in enumerate(model.tasks) if task.unit_report]
    for index in marked[1:]:
        facts = {"key": model.tasks[index].code, "first": model.tasks[marked[0]].code}
        problems.add(("tasks", index, "unit_report"), "reference", "unit_report_twice", **facts)
    for index in marked[:1]:
        form = forms.get(model.tasks[index].code)
        asked = {one.key for one in form.asked if spec_of(one).is_text} if form else {*PARTS}
        if lacking := [part for part in PARTS if part not in asked]:
            facts = {"keys": ", ".join(lacking)}
            problems.add(("tasks", index, "form"), "reference", "unit_report_parts", **facts)


def _forms(model: CampaignModel, problems: Problems) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    common = model.common_fields
    try:
        _form("common_fields", common)
    except BadForm as error:
        _add_bad_form(problems, ("common_fields", _wrong(common)), error)
        return {}
    for index, task in enumerate(model.tasks):
        fields = [*task.form, *common]
        try:
            forms[task.code] = _form(task.code, fields)
        except BadForm as error:
            _add_bad_form(problems, ("tasks", index, "form", *_own(task, fields)), error)
    return forms


def _form(key: str, fields: list[FieldData]) -> Form:
    return form_from_data({"key": key, "version": 1, "fields": fields})


def _own(task: TaskModel, fields: list[FieldData]) -> tuple[int, ...]:
    """The task's own field that is to blame; () when only its parts meet a common field."""
    wrong = fields[_wrong(fields)]
    return tuple(i for i, one in enumerate(task.form) if one.get("key") == wrong.get("key"))[-1:]


def _add_bad_form(problems: Problems, place: Loc, error: BadForm) -> None:
    facts = {"key": error.field, "part": error.key, "why": text.FORM_PROBLEMS[error.reason]}
    problems.add((*place, error.key), "schema", "field", **facts)


def _wrong(fields: list[FieldData]) -> int:
    """The place of the field with which the form ceases to be one."""
    return next(end for end in range(len(fields)) if not _is_form(fields[: end + 1]))


def _is_form(fields: list[FieldData]) -> bool:
    try:
        _form("form", fields)
    except BadForm:
        return False
    return True


def _seed(model: CampaignModel, forms: Mapping[str, Form]) -> CampaignSeed:
    anchor_on = next(one.on for one in model.milestones if one.key == model.anchor and one.on)
    return CampaignSeed(
        code=model.code,
        title=model.title,
        short_title=model.short_title,
        theme=model.theme,
        anchor=model.anchor,
        preface=tuple(map(_passage, model.preface)),
        errata=tuple(map(_passage, model.errata)),
        milestones=tuple(_milestone(one, model.anchor, anchor_on) for one in model.milestones),
        groups=tuple(
            ContentGroup(one.code, one.title, one.short_title, one.plan_text, one.erratum)
            for one in model.groups
        ),
        tasks=tuple(_task(one, forms[one.code]) for one in model.tasks),
        details=file_evaluation.details(model),
    )


def _passage(model: PassageModel) -> PlanText:
    return PlanText(model.code, model.text, model.erratum)


def _milestone(model: MilestoneModel, anchor: str, anchor_on: date) -> Milestone:
    offset = 0 if model.key == anchor else model.offset_days
    return Milestone(
        key=model.key,
        name=model.name,
        due_on=model.on or anchor_on + timedelta(days=offset or 0),
        offset_days=offset,
        basis=model.basis,
        is_suggested=model.suggested,
    )


def _task(model: TaskModel, form: Form) -> TaskSeed:
    return TaskSeed(
        code=model.code,
        group_code=model.group,
        title=model.title,
        short_title=model.short_title,
        guidance=model.guidance,
        evidence_hint=model.evidence_hint,
        privacy_note=model.privacy_note,
        milestone_key=model.due.milestone,
        offset_days=model.due.offset_days,
        due_source=model.due.source,
        applies_to=frozenset(model.applies_to),
        is_mandatory=model.mandatory,
        nil_allowed=model.nil_allowed,
        form=form,
        is_suggested=model.suggested,
        is_unit_report=model.unit_report,
    )
