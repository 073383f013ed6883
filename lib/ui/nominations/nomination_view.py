"""A nomination to read: what was answered, its dossier's meter, its warnings, its history."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib import text
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.dossier import Meter
from lib.domain.forms import forms
from lib.domain.forms.kinds import show
from lib.domain.nomination_workflow import State
from lib.domain.nominations import RETURN_DUE
from lib.domain.vietnamese import format_date
from lib.services.nominations import nominations
from lib.services.nominations import numbers as nominee_numbers
from lib.services.nominations.nomination_warnings import Concern
from lib.services.nominations.nominations import OpenedNomination
from lib.services.presence import Kind, Place
from lib.ui.evidence import evidence
from lib.ui.kit import numbers, presence, session
from lib.ui.kit.history import SYSTEM, HistoryLine, history_line, unfold
from lib.ui.kit.markdown import plain, plain_lines

_BADGES = {
    State.DRAFT: "gray",
    State.RETURNED: "red",
    State.PUBLISHED: "green",
    State.AWARDED: "green",
    State.PROVINCE_AWARDED: "green",
    State.NOT_APPROVED: "orange",
    State.PROVINCE_REFUSED: "orange",
    State.WITHDRAWN: "gray",
    State.RESCINDED: "orange",
}


def who_is_here(actor: Actor, opened: OpenedNomination) -> None:
    """Who else has it open, once it has been saved."""
    found = opened.nomination
    if found.version:
        place = Place(Kind.NOMINATION, (found.nomination_id,), opened.unit.unit_id)
        presence.draw(actor, place)


def head(opened: OpenedNomination) -> None:
    """State, and what the Office asked for when it sent the nomination back."""
    found = opened.nomination
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(
            text.NOMINATION_STATES[found.state],
            color=_BADGES.get(found.state, "blue"),  # type: ignore[arg-type]
        )
        st.caption(plain(f"{text.SUBJECTS[found.subject]} · {opened.unit.name}"))
    if found.state == State.RETURNED and found.return_reason:
        due = f", {RETURN_DUE.lower()} {format_date(found.due_on)}" if found.due_on else ""
        st.warning(plain(found.return_reason), title=f"Bị trả lại{due}", icon=":material/undo:")


def answers(opened: OpenedNomination) -> None:
    """Every answered question, in the order of the form."""
    found = opened.nomination
    lines = [
        f"**{plain(field.label)}:** {plain_lines(show(field, found.answers))}"
        for field in forms.visible(opened.form, found.answers)
        if show(field, found.answers)
    ]
    if found.opinion:
        lines.append(f"**Ý kiến Văn phòng:** {plain_lines(found.opinion)}")
    if found.passed_over:
        lines.append(f"**Lý do chấp nhận khi có cảnh báo:** {plain_lines(found.passed_over)}")
    st.markdown("  \n".join(lines) or "Chưa có nội dung.")


def shown_numbers(actor: Actor, campaign: Campaign, opened: OpenedNomination) -> None:
    """A button for each masked number of the nomination, for who may see it."""
    found, form = opened.nomination, opened.form

    def read(who: Actor, question: str) -> str:
        return nominee_numbers.of_nomination(
            session.db(), who, campaign, nomination_id=found.nomination_id, question=question
        )

    record = f"{found.nomination_id}/{found.version}"
    numbers.draw(actor, form, found.answers, unit_id=found.unit_id, record=record, read=read)


def meter(side: str, measured: Meter) -> None:
    """One line: "Hồ sơ của đơn vị 2/3: thiếu biên bản họp đơn vị"."""
    words = f"{side} {len(measured.present)}/{measured.total}"
    if measured.missing:
        missing = ", ".join(text.DOSSIER_PARTS[part] for part in measured.missing)
        st.caption(f":material/rule: {words}: thiếu {missing}")
    else:
        st.caption(f":material/task_alt: {words}: đủ")


def concerns(found: Sequence[Concern], units: dict[str, str]) -> None:
    """Each warning, beside the earlier record that it points to.

    Args:
        units: names by unit id, as text.
    """
    for one in found:
        unit = units.get(str(one.earlier.unit_id), "") if one.earlier else ""
        st.warning(concern(one, unit), icon=":material/warning:")


def concern(one: Concern, unit: str) -> str:
    """A warning in words, as Markdown.

    Args:
        unit: the name of the earlier record's, as text.
    """
    return text.CONCERNS[one.kind.value].format(
        name=plain(one.earlier.name) if one.earlier else "",
        unit=plain(unit),
        state=text.NOMINATION_STATES[one.earlier.state].lower() if one.earlier else "",
        parts=", ".join(text.DOSSIER_PARTS[part] for part in one.parts),
        direct=one.direct,
        persons=one.persons,
        wanted=one.wanted,
    )


def history(actor: Actor, campaign: Campaign, opened: OpenedNomination, *, key: str) -> None:
    """Every step of the nomination and every act on its files."""

    def read() -> list[HistoryLine]:
        lines = evidence.nomination_history(actor, campaign, opened)
        for entry in nominations.history(
            session.db(), actor, campaign, opened.nomination.nomination_id
        ):
            due_on = entry.due_on if entry.step == "return" else None
            lines.append(
                history_line(
                    entry.done_at, text.NOMINATION_HISTORY[entry.step],
                    entry.done_by_name or SYSTEM, entry.note,
                    f"hạn {format_date(due_on)}" if due_on else "",
                )
            )  # fmt: skip
        return lines

    record = str(opened.nomination.nomination_id)
    unfold("Lịch sử xử lý", read, key=key, actor=actor, record=record)
