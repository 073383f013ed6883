"""An evaluation to read: figures, what the rule makes of them, what each side has said."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.evaluation_rules import Rules
from lib.domain.evaluations import RETURN_DUE, Evaluation, Judgement, State
from lib.domain.vietnamese import format_date, format_instant
from lib.services.evaluation import evaluations
from lib.services.evaluation.evaluations import Line
from lib.ui.kit import session, states
from lib.ui.kit.history import SYSTEM, HistoryLine, history_line, unfold
from lib.ui.kit.markdown import plain, plain_lines


def head(line: Line) -> None:
    """State and figures, in one line each."""
    one = line.figures.progress
    state = line.evaluation.state
    badge = states.badge(states.EVALUATIONS[state], text.EVALUATION_STATES[state])
    told = (
        f"Giao {one.assigned} · hoàn thành {one.complete} · đúng hạn {one.on_time} · "
        f"quá hạn {one.overdue} · bị trả lại {line.figures.times_returned} lần"
        + (" · chưa gửi báo cáo tổng kết" if line.figures.lacks_report else "")
    )
    st.markdown(f"{badge} :small[{told}]")


def returned(evaluation: Evaluation) -> None:
    """Why it came back, to the unit or to the Office."""
    if not evaluation.return_reason:
        return
    is_unit = evaluation.state == State.RETURNED
    due = (
        f", {RETURN_DUE.lower()} {format_date(evaluation.due_on)}"
        if is_unit and evaluation.due_on
        else ""
    )
    title = f"Văn phòng trả lại{due}" if is_unit else "Lãnh đạo trả lại đề xuất"
    st.warning(plain_lines(evaluation.return_reason), title=title, icon=":material/undo:")


def hint(line: Line, rules: Rules) -> None:
    """What the rule suggests, with its arithmetic."""
    marked = " (đề xuất)" if rules.is_suggested else ""
    lines = [f"**Gợi ý theo quy tắc{marked}:** {plain(text.hint_words(line.hint))}"]
    lines += [f":small[{plain(text.tried_words(one))}]" for one in line.hint.tried]
    st.markdown("  \n".join(lines))


def said(title: str, judgement: Judgement | None, rules: Rules, *, more: str = "") -> None:
    """A label with its reason, and by whom it was given; nothing where nobody gave one.

    Args:
        more: what else is to be known of it, a text of ours.
    """
    if judgement is None:
        return
    by = f"{judgement.full_name}, {format_instant(judgement.given_at)}"
    lines = [f"**{title}:** {plain(rules.name(judgement.label))} :small[{plain(by)}]{more}"]
    if judgement.reason:
        lines.append(plain_lines(judgement.reason))
    st.markdown("  \n".join(lines))


def answer(evaluation: Evaluation) -> None:
    """What the unit has answered."""
    if evaluation.answered_at is None:
        return
    by = f"{evaluation.answered_by_name or SYSTEM}, {format_instant(evaluation.answered_at)}"
    st.markdown(f"**Ý kiến của đơn vị:** :small[{plain(by)}]  \n{plain_lines(evaluation.answer)}")


def history(
    actor: Actor, campaign: Campaign, unit_id: UUID, rules: Rules, *, is_own: bool, key: str
) -> None:
    """What became of it, unfolded on demand."""

    def read() -> list[HistoryLine]:
        entries = evaluations.history(session.db(), actor, campaign, unit_id, is_own=is_own)
        return [
            history_line(
                one.done_at, text.EVALUATION_STEPS[one.step], rules.name(one.label),
                one.done_by_name or SYSTEM, one.note,
            )
            for one in entries
        ]  # fmt: skip

    unfold(
        "Lịch sử đánh giá", read, key=key, actor=None if is_own else actor,
        record=f"{unit_id}/evaluation",
    )  # fmt: skip
