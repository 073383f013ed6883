"""A campaign as a file again: what is loaded from it is the same campaign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

import yaml

from lib.domain.campaigns import Campaign, CampaignSeed, DueSource, Milestone, PlanText, TaskSeed
from lib.domain.forms.field_data import field_to_data
from lib.domain.forms.fields import Field
from lib.domain.papers.law_packs import law_pack
from lib.domain.units import UnitType
from lib.services.campaigns import file_evaluation, file_points, yaml_lines
from lib.services.files import yaml_comments
from lib.store import campaigns as store
from lib.store import evaluations
from lib.store.engine.db import Reader

_WIDTH: Final = 100
_DAY: Final = "tag:yaml.org,2002:timestamp"
_HEAD: Final = "# Phong trào ghi lại thành tệp. Sửa rồi nạp lại ở trang Kế hoạch.\n"


def stored(tx: Reader, campaign: Campaign) -> CampaignSeed:
    """The campaign as the database has it, with the rule of evaluation that is in force."""
    campaign_id = campaign.campaign_id
    dues = store.task_dues(tx, campaign_id)
    details = store.details(tx, campaign_id)
    rules = evaluations.rules(tx, campaign_id)
    if rules is not None:
        points = file_points.told(details)
        told = file_evaluation.data_of(rules)
        details[file_evaluation.PART] = told | ({file_points.PART: points} if points else {})
    return CampaignSeed(
        code=campaign.code,
        title=campaign.title,
        short_title=campaign.short_title,
        theme=campaign.theme,
        anchor=campaign.anchor,
        preface=campaign.preface,
        errata=campaign.errata,
        milestones=tuple(store.milestones(tx, campaign_id, as_written=True)),
        groups=tuple(store.groups(tx, campaign_id)),
        tasks=tuple(
            TaskSeed(
                task.code, task.group_code, task.title, task.short_title, task.guidance,
                task.evidence_hint, task.privacy_note, *dues[task.code], task.due_source,
                task.applies_to, task.is_mandatory, task.nil_allowed,
                replace(task.form, key=task.code, version=1), task.is_suggested,
                task.is_unit_report,
            )
            for task in store.tasks(tx, campaign_id)
        ),
        details=details,
    )  # fmt: skip


def with_comments(tx: Reader, campaign: Campaign, seed: CampaignSeed) -> CampaignSeed:
    """The same with what the file it was loaded from said for its readers alone."""
    return replace(seed, comments=store.comments(tx, campaign.campaign_id))


def written(seed: CampaignSeed) -> bytes:
    """The file's bytes; the same seed comes out of them, its comments where they stood."""
    told = as_yaml(data(seed))
    if seed.comments:
        lined = yaml_lines.parse("", told.encode())
        told = yaml_comments.laid(told, seed.comments, lined.lines, lined.data)
    return (told if told.startswith(_HEAD) else f"{_HEAD}{told}").encode()


def as_yaml(content: Mapping[str, object]) -> str:
    """A campaign file's content as text."""
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


def data(seed: CampaignSeed, *, is_each_whole: bool = False) -> dict[str, Any]:
    """The file's content as plain values.

    Args:
        is_each_whole: whether every task has all that its form asks, also what all of them do.
    """
    common = () if is_each_whole else _common([task.form.fields for task in seed.tasks])
    details = dict(seed.details)
    evaluation = details.pop(file_evaluation.PART, None)
    return {
        "kind": "campaign", "schema": 1, "code": seed.code, "title": seed.title,
        "short_title": seed.short_title, "theme": seed.theme, "anchor": seed.anchor,
        "preface": [_passage(one) for one in seed.preface],
        "errata": [_passage(one) for one in seed.errata],
        "milestones": [_milestone(one, seed.anchor) for one in seed.milestones],
        "groups": [
            {
                "code": one.code, "title": one.title, "short_title": one.short_title,
                "plan_text": one.plan_text, **_given(erratum=one.erratum),
            }
            for one in seed.groups
        ],
        **_given(common_fields=[field_to_data(field) for field in common]),
        "tasks": [_task(one, len(common)) for one in seed.tasks],
        **_given(evaluation=_bare(evaluation)),
        "details": details,
    }  # fmt: skip


def _common(forms: Sequence[Sequence[Field]]) -> Sequence[Field]:
    """The fields that every form ends with, as long as each has one of its own before them."""
    shared: list[Field] = []
    shortest = min(map(len, forms), default=0)
    for back in range(1, shortest):
        last = forms[0][-back]
        if any(form[-back] != last for form in forms):
            break
        shared.insert(0, last)
    return shared


def _passage(one: PlanText) -> dict[str, str]:
    return {"code": one.code, "text": one.text, **_given(erratum=one.erratum)}


def _milestone(one: Milestone, anchor: str) -> dict[str, Any]:
    is_dated = one.offset_days is None or one.key == anchor
    when = {"date": one.due_on.isoformat()} if is_dated else {"offset_days": one.offset_days}
    told = {"key": one.key, "name": one.name, **when}
    return told | _given(basis=one.basis, suggested=one.is_suggested)


def _task(one: TaskSeed, common: int) -> dict[str, Any]:
    own = one.form.fields[: len(one.form.fields) - common]
    return {
        "code": one.code, "group": one.group_code, "title": one.title,
        "short_title": one.short_title,
        **_given(
            guidance=one.guidance, evidence_hint=one.evidence_hint, privacy_note=one.privacy_note
        ),
        "due": {
            "milestone": one.milestone_key, "offset_days": one.offset_days,
            "source": one.due_source.value,
        },
        "applies_to": [unit.value for unit in UnitType if unit in one.applies_to],
        "mandatory": one.is_mandatory, "nil_allowed": one.nil_allowed,
        **_given(suggested=one.is_suggested, unit_report=one.is_unit_report),
        "form": [field_to_data(field) for field in own],
    }  # fmt: skip


def _bare(told: object) -> object:
    """The rule of evaluation without conditions where a label has none."""
    if not isinstance(told, Mapping):
        return told
    return {**told, "labels": [_given(**label) for label in told["labels"]]}


def _given(**values: object) -> dict[str, Any]:
    """Without what is as always."""
    return {name: value for name, value in values.items() if value}


def copied(seed: CampaignSeed, *, code: str, anchor_on: date) -> CampaignSeed:
    """Another campaign after this one, at another day.

    Its days are to be confirmed, its paper has no number, and it does not rest on what the old plan
    answered. What erred in the old plan's text is of no concern to it.
    """
    moved = seed.moved_to(anchor_on)
    return replace(
        moved,
        code=code,
        errata=(),
        groups=tuple(replace(one, erratum="") for one in moved.groups),
        milestones=tuple(
            replace(one, is_suggested=True) if one.offset_days is None else one
            for one in moved.milestones
        ),
        tasks=tuple(replace(one, due_source=DueSource.SUGGESTED) for one in moved.tasks),
        details=_copied_details(moved.details, anchor_on),
    )


def _copied_details(before: Mapping[str, Any], anchor_on: date) -> dict[str, Any]:
    details = dict(before)
    document, drive = details.get("document"), details.get("emulation")
    if isinstance(document, Mapping):
        told = {name: value for name, value in document.items() if name != "note"}
        details["document"] = {**told, "number": None, "date": None}
    if isinstance(drive, Mapping):
        pack = law_pack(anchor_on)
        details["emulation"] = {**drive, "form": pack.drive, "form_label": pack.drive_label}
    bases = details.get("legal_basis")
    if isinstance(bases, list):
        details["legal_basis"] = [one for one in bases if not one.get("in_plan")]
    return details


class _Dumper(yaml.SafeDumper):
    """Without anchors, which nobody reads."""

    def ignore_aliases(self, data: object) -> bool:
        return True


# Days stand bare, as people write them: files are read without making anything else of them.
_Dumper.yaml_implicit_resolvers = {
    first: [one for one in known if one[0] != _DAY]
    for first, known in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
