"""What the parts of a campaign's file name of each other, and that there is something of each."""

from __future__ import annotations

from lib.domain.units import REPORTING_TYPES
from lib.services.campaigns.file_models import CampaignModel
from lib.services.campaigns.file_problems import Problems


def check(model: CampaignModel, problems: Problems) -> None:
    """Add every code given twice, and every name of what is not there."""
    _check_codes(model, problems)
    _check_milestones(model, problems)
    _check_tasks(model, problems)


def check_whole(model: CampaignModel, problems: Problems) -> None:
    """Add that there are no groups or no tasks."""
    for part in ("groups", "tasks"):
        if not getattr(model, part):
            problems.add((part,), "schema", f"lacks_{part}")


def _check_codes(model: CampaignModel, problems: Problems) -> None:
    problems.add_repeated("preface", "code", (passage.code for passage in model.preface))
    problems.add_repeated("milestones", "key", (one.key for one in model.milestones))
    problems.add_repeated("groups", "code", (group.code for group in model.groups))
    problems.add_repeated("tasks", "code", (task.code for task in model.tasks))
    short_titles = (task.short_title for task in model.tasks)
    problems.add_repeated("tasks", "short_title", short_titles, "title_twice")


def _check_milestones(model: CampaignModel, problems: Problems) -> None:
    anchor = next((one for one in model.milestones if one.key == model.anchor), None)
    if anchor is None:
        problems.add(("anchor",), "reference", "no_anchor", key=model.anchor)
    elif anchor.on is None:
        place = ("milestones", model.milestones.index(anchor), "offset_days")
        problems.add(place, "reference", "anchor_date", key=model.anchor)


def _check_tasks(model: CampaignModel, problems: Problems) -> None:
    milestones = {milestone.key for milestone in model.milestones}
    groups = {group.code for group in model.groups}
    for index, task in enumerate(model.tasks):
        place = ("tasks", index)
        if task.group not in groups:
            problems.add((*place, "group"), "reference", "no_group", key=task.group)
        elif not task.code.startswith(f"{task.group}."):
            facts = {"key": task.code, "group": task.group}
            problems.add((*place, "code"), "reference", "outside_group", **facts)
        due = task.due.milestone
        if due not in milestones:
            problems.add((*place, "due", "milestone"), "reference", "no_milestone", key=due)
        for position, unit_type in enumerate(task.applies_to):
            if unit_type not in REPORTING_TYPES:
                where = (*place, "applies_to", position)
                problems.add(where, "reference", "not_reporting", key=unit_type.value)
