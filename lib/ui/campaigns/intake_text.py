"""The text of a plan beside what was understood of it; what is wrong is said line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.plan_text.corrections import Correction
from lib.domain.plan_text.nouns import Group, Plan
from lib.domain.vietnamese import format_date
from lib.services.campaigns import intake
from lib.services.campaigns.intake_reading import Opened
from lib.text.intake import CORRECTIONS
from lib.ui.campaigns import intake_state as page
from lib.ui.kit import arrow, list_record, session, tables
from lib.ui.kit.markdown import plain

_TABLE: Final = "intake_lines"
_UNPLACED: Final = "chưa hiểu"
_TITLE_LETTERS: Final = 90


def draw(told: Opened) -> None:
    """Lines on the left; on the right the line that was clicked, questions and the outline."""
    left, right = list_record.panes()
    with left:
        _draw_lines(told)
    with right:
        line = _line(told)
        if line is not None:
            _draw_line(told, line)
        _draw_questions(told.plan)
        _draw_head(told.plan)
        st.header("Các mục", anchor=False)
        st.markdown("\n".join(_outline(told.plan.groups, 0)) or "Không thấy mục nào.")


def counted(plan: Plan) -> str:
    """How many lines there are, and how many were not understood."""
    unplaced = len(plan.unplaced)
    rest = f", {unplaced} dòng chưa hiểu" if unplaced else ", không dòng nào bị bỏ sót"
    return f"{len(plan.places)} dòng có chữ{rest}"


def _draw_lines(told: Opened) -> None:
    numbers = sorted(told.plan.places)
    said = {one.line: CORRECTIONS[one.correction] for one in told.intake.corrected}
    places = told.plan.places
    tables.draw_rows(
        arrow.table(
            {
                "Dòng": numbers,
                "Văn bản": [told.intake.lines[number - 1].strip() for number in numbers],
                "Hiểu là": [
                    said.get(number)
                    or (text.PLACES[place] if (place := places[number]) else _UNPLACED)
                    for number in numbers
                ],
            }
        ),
        key=_TABLE,
        records=numbers,
        alt="Từng dòng của kế hoạch và phần mềm hiểu là gì",
        height=tables.list_height(len(numbers)),
        widths={"Dòng": 52, "Văn bản": 330, "Hiểu là": 118},
        on_select=_open_line,
    )


def _draw_line(told: Opened, line: int) -> None:
    one, now = told.intake, [said for said in told.intake.corrected if said.line == line]
    with st.container(border=True, key="intake_line"):
        st.markdown(f"**Dòng {line}**  \n{plain(one.lines[line - 1].strip())}")
        with st.container(horizontal=True, gap="small"):
            for correction, label in CORRECTIONS.items():
                st.button(
                    label, key=f"intake_{correction.value}", on_click=_correct,
                    args=(one.intake_id, one.version, line, correction),
                    type="primary" if now and now[0].correction == correction else "secondary",
                )  # fmt: skip
            if now:
                st.button(
                    "Bỏ sửa", key="intake_uncorrect", type="tertiary", on_click=_correct,
                    args=(one.intake_id, one.version, line, None),
                )  # fmt: skip


def _draw_questions(plan: Plan) -> None:
    if not plan.questions:
        return
    st.header(f"Cần xem lại: {len(plan.questions)}", anchor=False)
    st.markdown("\n".join(f"- {plain(text.question_line(one))}" for one in plan.questions))


def _draw_head(plan: Plan) -> None:
    head, signer = plan.head, plan.signer
    told = {
        "Cơ quan": head.agency,
        "Số": head.number or head.symbol,
        "Ngày": format_date(head.day) if head.day else None,
        "Tên": plan.title,
        "Chủ đề": plan.theme,
        "Người ký": f"{signer.title} {signer.name or ''}".strip() if signer else None,
        "Căn cứ": f"{len(plan.legal_bases)} văn bản" if plan.legal_bases else None,
        "Nơi nhận": "; ".join(one.text for one in plan.recipients) or None,
    }
    st.header("Đầu và cuối văn bản", anchor=False)
    st.markdown(
        "\n".join(f"- **{label}**: {plain(value)}" for label, value in told.items() if value)
    )


def _outline(groups: Sequence[Group], depth: int) -> Iterator[str]:
    for group in groups:
        words = group.title or group.text
        short = (
            words
            if len(words) <= _TITLE_LETTERS
            else f"{words[:_TITLE_LETTERS].rsplit(' ', 1)[0]}…"
        )
        points = f" :gray[({len(group.points)} ý)]" if group.points else ""
        yield f"{'  ' * depth}- **{plain(group.code)}** {plain(short)}{points}"
        yield from _outline(group.children, depth + 1)


def _line(told: Opened) -> int | None:
    asked = st.query_params.get(page.LINE, "")
    line = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    return line if 1 <= line <= len(told.intake.lines) else None


def _open_line() -> None:
    """Callback of the table."""
    session.require(page.ACTION)
    line = tables.opened(_TABLE)
    if line is not None:
        st.query_params[page.LINE] = str(line)


def _correct(intake_id: UUID, version: int, line: int, said: Correction | None) -> None:
    """Callback: the plan is read anew with what was said."""
    actor = session.require(page.ACTION)
    page.do(
        lambda act_id: intake.correct(
            session.db(), actor, intake_id, act_id=act_id, seen_version=version, line=line,
            said=said,
        )
    )  # fmt: skip
