"""One finding: what was found, why it is suspicious, the report itself, and what was said of it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib import text
from lib.config import ROOT
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.quality.reviews import Step
from lib.domain.quality.rules import BY_KEY
from lib.domain.summary import Slice
from lib.domain.vietnamese import format_instant
from lib.domain.workflow import Verification
from lib.services.checklist import checklist
from lib.services.evidence import evidence
from lib.services.quality import board
from lib.services.quality.board import Line
from lib.text import quality as words
from lib.ui.checklist import inbox
from lib.ui.evidence import evidence_view
from lib.ui.kit import fields, session, states
from lib.ui.kit.history import steps, unfold
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import mark
from lib.ui.quality import finding_list

_PAGES: Final = ROOT / "pages"
_LISTED: Final = {state: name for name, state in inbox.STATES.items()}


def draw(actor: Actor, campaign: Campaign, line: Line, *, coming: Line | None) -> None:
    """The whole finding.

    Args:
        coming: what is opened once it has been accepted.
    """
    finding = line.finding
    with st.container(key="finding", border=True):
        about = f"{line.task.code} · {line.task.short_title}" if line.task else "Cả đơn vị"
        st.header(plain(f"{line.unit.short_name} · {about}"), anchor=False)
        state = states.badge(
            finding_list.TONES[finding.severity], words.SEVERITIES[finding.severity]
        )
        limits = words.limits_told(finding.rule, BY_KEY[finding.rule].limits)
        st.markdown(f"{state} **{words.RULES[finding.rule]}**")
        st.markdown(f"**Phát hiện:** {plain(words.sentence(finding))}")
        st.markdown(f"**Vì sao đáng ngờ:** {words.WHY[finding.rule]}")
        st.caption(f"Ngưỡng (đề xuất): {limits}.")
        _acts(campaign, line, coming)
    with st.container(key="finding_about", border=True):
        if line.task is not None:
            _report(actor, campaign, line, line.task)
        else:
            _of_unit(campaign, line)
    unfold(
        "Lịch sử xem xét",
        lambda: steps(
            board.history(session.db(), actor, campaign, finding.fingerprint), words.STEPS
        ),
        key="finding_history",
    )


def _acts(campaign: Campaign, line: Line, coming: Line | None) -> None:
    """What may be done, at a place that does not move from one finding to the next."""
    key = mark(finding_list.target(line))
    if line.is_seen and line.review is not None:
        said = line.review
        by = f"{plain(said.done_by_name or '')} · {format_instant(said.done_at)}"
        st.success(f"{words.SEEN} · {by}\n\n{plain(said.reason or '')}", icon=":material/check:")
        st.button(
            words.STEPS[Step.WITHDRAW], key=f"withdraw_{key}", icon=":material/undo:",
            on_click=finding_list.take, args=(campaign, Step.WITHDRAW, lambda: [line]),
        )  # fmt: skip
    elif line.is_own_work:
        st.info(text.SENTENCES["Refused"]["own_finding"], icon=":material/person_off:")
    else:
        then = " và mở tiếp" if coming else ""
        finding_list.draw_accept(
            campaign, lambda: [line], key=key, label=f"{words.STEPS[Step.ACCEPT]}{then}",
            coming=coming,
        )  # fmt: skip


def _report(actor: Actor, campaign: Campaign, line: Line, task: Task) -> None:
    """The report as it is now, with what backs it and the way to where it is worked on."""
    unit_id = line.unit.unit_id
    opened = checklist.opened_item(
        session.db(), actor, campaign, unit_id=unit_id, task_code=task.code
    )
    item = opened.item
    state = states.badge(
        states.VERIFICATIONS[item.verification], text.VERIFICATIONS[item.verification]
    )
    told = [
        f"{state} {plain(line.unit.name)}",
        f"**Trạng thái:** {text.WORK_STATUSES[item.status]}",
        *fields.answered(task.form, item.answers),
    ]
    st.markdown("  \n".join(told))
    listed = evidence.of_item(session.db(), actor, unit_id=unit_id, task_id=task.task_id)
    evidence_view.gallery(listed.files)
    if item.verification == Verification.NOT_SENT:
        st.caption("Báo cáo đang ở đơn vị, chưa gửi Văn phòng.")
        return
    st.page_link(
        _PAGES / "office" / "verification.py", label="Mở ở Tiếp nhận, xác nhận",
        icon=":material/arrow_forward:",
        query_params={
            "campaign": campaign.code, inbox.FILTERS.param: _LISTED[item.verification],
            inbox.UNIT: line.unit.code, inbox.ITEM: task.code,
        },
    )  # fmt: skip


def _of_unit(campaign: Campaign, line: Line) -> None:
    st.markdown(plain(line.unit.name))
    st.page_link(
        _PAGES / "shared" / "summary.py", label="Xem việc chưa hoàn thành của đơn vị",
        icon=":material/arrow_forward:",
        query_params={
            "campaign": campaign.code, "xem": text.SLICES[Slice.INCOMPLETE],
            "don_vi": line.unit.code,
        },
    )  # fmt: skip
