"""A council meeting on paper, to work with; its minutes are a paper of their own."""

from __future__ import annotations

from uuid import UUID

from lib import text
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.council import Meeting
from lib.domain.vietnamese import format_share
from lib.services.awards import council
from lib.services.awards.council import Line
from lib.services.campaigns import award_rules
from lib.services.operation.runtime import Database
from lib.web.sheets.sheet import NUMBER, Column, Section, Sheet


def sheet(db: Database, actor: Actor, campaign: Campaign, meeting_id: UUID) -> Sheet:
    """The meeting as the actor may see it.

    Raises:
        NotFound: there is none that the actor may know of.
    """
    opened = council.opened(db, actor, campaign, meeting_id)
    held, rules = opened.meeting, award_rules.rules(db, campaign)
    awards = [rules.award(one.nomination.award_code) for one in opened.lines]
    return Sheet(
        held.data.title,
        campaign.title,
        (
            Section("", lines=[text.meeting_line(held.data)]),
            Section(
                f"Thành viên: có mặt {held.present}/{len(held.members)}",
                columns=[
                    Column("Họ và tên", [one.full_name for one in held.members]),
                    Column("Chức vụ", [one.position for one in held.members]),
                    Column("Vai trò", [text.COUNCIL_ROLES[one.role] for one in held.members]),
                    Column("Có mặt", [text.YES_NO[one.is_present] for one in held.members]),
                ],
            ),
            Section(
                f"Đề nghị trình Hội đồng: {len(opened.lines)}",
                columns=[
                    Column("Tên", [one.nomination.name for one in opened.lines]),
                    Column("Đơn vị", [one.unit.name for one in opened.lines]),
                    Column("Hình thức", [one.name if one else "" for one in awards]),
                    *_votes(opened.lines),
                ],
            ),
            Section("", lines=[*_recused(opened.lines), *_said(held)]),
        ),
        campaign.revision,
    )


def _recused(lines: tuple[Line, ...]) -> list[str]:
    """Who does not vote on which case, and why."""
    return [
        f"{line.nomination.name}: không tham gia biểu quyết: "
        + "; ".join(text.recused(member.full_name, why) for member, why in line.recused)
        for line in lines
        if line.recused
    ]


def _said(held: Meeting) -> list[str]:
    data = held.data
    return [
        f"{label}: {said}"
        for label, said in (("Thảo luận", data.discussion), ("Kết luận", data.conclusion))
        if said
    ]


def _votes(lines: tuple[Line, ...]) -> list[Column]:
    counted = [(one.vote.counts, one.ratios) for one in lines]
    return [
        Column(
            label, [str(getattr(counts, key)) if counts else "" for counts, _ in counted], NUMBER
        )
        for label, key in (
            ("Đồng ý", "votes_for"),
            ("Không đồng ý", "votes_against"),
            ("Không ý kiến", "votes_none"),
        )
    ] + [
        Column(
            "% dự họp",
            [format_share(ratios.of_present) if ratios else "" for _, ratios in counted],
            NUMBER,
        ),
        Column(
            "% tổng số",
            [format_share(ratios.of_all) if ratios else "" for _, ratios in counted],
            NUMBER,
        ),
    ]
