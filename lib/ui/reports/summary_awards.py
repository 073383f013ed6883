"""Nominations in the live summary: where they are, from which units, for which awards."""

from __future__ import annotations

import streamlit as st

from lib import text
from lib.config import ROOT
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms.fields import active
from lib.domain.nomination_workflow import State
from lib.domain.nominations import CATEGORY, Subject
from lib.domain.summary_nominations import NominationSummary, Stage
from lib.domain.vietnamese import format_number, format_share
from lib.services.campaigns import award_rules
from lib.services.nominations import nomination_forms
from lib.services.reports import summary_nominations
from lib.ui.kit import session
from lib.ui.kit.tables import Column
from lib.ui.reports import summary_view
from lib.ui.reports.summary_page import View


def nominated(view: View) -> NominationSummary:
    """What the section counts."""
    return summary_nominations.nominations(session.db(), view.actor, view.shown)


def draw(view: View) -> None:
    """The section; nothing while nobody has been nominated."""
    found = nominated(view)
    if not found.total:
        return
    st.header(f"Khen thưởng: {format_number(found.total)} đề nghị", anchor=False)
    _stages(found)
    with st.grid(2, min_column_width=520) as grid:
        with grid.cell():
            summary_view.draw_table(
                _by_unit(found), key="summary_nominations", alt="Đề nghị khen thưởng theo đơn vị"
            )
            if not found.units.is_all:
                count = format_number(found.units.count)
                st.caption(f"{len(found.units.lines)}/{count} đơn vị, nhiều đề nghị nhất trước.")
        with grid.cell():
            summary_view.draw_table(
                _by_award(view.campaign, found),
                key="summary_awards",
                alt="Đề nghị khen thưởng theo nhóm đối tượng và hình thức",
            )
            if found.persons:
                share = format_share(found.direct_share)
                st.caption(f"Tỷ lệ người trực tiếp: {found.direct}/{found.persons} ({share}).")
    _way_to_rows(view.actor)


def _stages(found: NominationSummary) -> None:
    with st.container(horizontal=True, key="summary_stages"):
        for stage in _shown(found):
            st.metric(_name(found, stage), format_number(found.of_stage(stage)))
    st.caption(
        " · ".join(f"{text.NOMINATION_STATES[one.state]} {one.count}" for one in found.states)
    )


def _shown(found: NominationSummary) -> list[Stage]:
    return [one for one in Stage if not (found.is_discreet and one == Stage.DECIDED)]


def _name(found: NominationSummary, stage: Stage) -> str:
    if found.is_discreet and stage == Stage.COUNCIL:
        return text.NOMINATION_STATES[State.UNDER_REVIEW]
    return text.NOMINATION_STAGES[stage]


def _by_unit(found: NominationSummary) -> list[Column]:
    lines = found.units.lines
    return [
        Column("Đơn vị", [line.unit.short_name for line in lines], 150),
        *(
            Column(
                _name(found, stage),
                [format_number(line.by_stage[list(Stage).index(stage)]) for line in lines],
                104,
            )
            for stage in _shown(found)
        ),
    ]


def _by_award(campaign: Campaign, found: NominationSummary) -> list[Column]:
    rules = award_rules.rules(session.db(), campaign)
    labels = {subject: _categories(campaign, subject) for subject in Subject}
    rows = found.awards
    names = [rules.award(one.award_code) for one in rows]
    return [
        Column("Nhóm đối tượng", [labels[one.subject].get(one.category, "–") for one in rows], 280),
        Column("Hình thức", [award.name if award else "–" for award in names], 220),
        Column("Số đề nghị", [format_number(one.count) for one in rows], 96),
    ]


def _categories(campaign: Campaign, subject: Subject) -> dict[str, str]:
    form = nomination_forms.current(session.db(), campaign, subject)
    return next((active(field) for field in form.fields if field.key == CATEGORY), {})


def _way_to_rows(actor: Actor) -> None:
    """Names stand on the pages of those who may see them."""
    if access.can(actor, Action.NOMINATION_RECEIVE):
        st.page_link(ROOT / "pages" / "office" / "review.py", label="Xem danh sách đề nghị")
    elif access.can(actor, Action.NOMINATION_EDIT):
        st.page_link(ROOT / "pages" / "unit" / "nominations.py", label="Xem đề nghị của đơn vị")
