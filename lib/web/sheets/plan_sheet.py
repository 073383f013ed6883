"""The plan on paper: its words, its milestones, its tasks."""

from __future__ import annotations

from lib import text
from lib.domain.campaigns import Campaign, DueSource, PlanText
from lib.domain.vietnamese import format_date
from lib.services.campaigns import campaign_details, campaigns
from lib.services.campaigns.campaign_details import PlanWords
from lib.services.operation.runtime import Database
from lib.text import campaigns as said_of
from lib.web.sheets.sheet import Column, Section, Sheet

_SUGGESTED = text.DUE_SOURCES[DueSource.SUGGESTED]


def sheet(db: Database, campaign: Campaign) -> Sheet:
    """All of it, with what is only suggested marked so."""
    plan, told = campaigns.plan(db, campaign), campaign_details.plan_words(db, campaign)
    return Sheet(
        "Kế hoạch thi đua",
        campaign.title,
        (
            Section(said_of.BASES if told.bases else "", lines=told.bases),
            Section("", lines=[*_lines(told.opening), campaign.theme, *_facts(told)]),
            _passages("Mục đích", campaign, "I.1."),
            _passages("Yêu cầu", campaign, "I.2."),
            *(
                Section(f"{group.code} {group.title}", lines=group.plan_text.split("\n"))
                for group in plan.groups
            ),
            Section("", lines=_lines(told.closing)),
            Section(
                "Mốc thời gian",
                columns=[
                    Column("Ngày", [format_date(one.due_on) for one in plan.milestones]),
                    Column("Mốc", [one.name for one in plan.milestones]),
                    Column("Căn cứ", [one.basis for one in plan.milestones]),
                    Column(
                        "Ghi chú",
                        [_SUGGESTED if one.is_suggested else "" for one in plan.milestones],
                    ),
                ],
            ),
            Section(
                f"Nhiệm vụ: {len(plan.tasks)}",
                columns=[
                    Column("Mã", [task.code for task in plan.tasks]),
                    Column("Nhiệm vụ", [task.title for task in plan.tasks]),
                    Column("Hạn", [text.task_due(task) for task in plan.tasks]),
                    Column("Minh chứng", [task.evidence_hint for task in plan.tasks]),
                    Column(
                        "Ghi chú",
                        [text.task_marks(task) for task in plan.tasks],
                    ),
                ],
            ),
        ),
        campaign.revision,
    )


def _passages(title: str, campaign: Campaign, code: str) -> Section:
    found: list[PlanText] = [one for one in campaign.preface if one.code.startswith(code)]
    return Section(title if found else "", lines=[f"{one.code} {one.text}" for one in found])


def _facts(told: PlanWords) -> list[str]:
    days = (told.starts_on, told.ends_on)
    period = said_of.plan_period(*days, is_suggested=told.is_suggested)
    return [f"{label}: {said}" for label, said in said_of.plan_facts(told.form, told.scope, period)]


def _lines(words: str) -> list[str]:
    return [line for line in words.split("\n") if line.strip()]
