"""The open part of a report: its words to be changed, its hints, its figures and their rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.reports.document import Line, LineKind
from lib.domain.vietnamese import format_number
from lib.services.closing import figure_names, parts, reports
from lib.services.closing.composing import Composed
from lib.services.closing.parts import Saved
from lib.services.closing.reports import NamedFigure
from lib.services.presence import Kind, Place
from lib.ui.closing import report_paper
from lib.ui.closing import report_state as page
from lib.ui.closing.report_state import PartRecord
from lib.ui.kit import list_record, presence, record_form, session, tables
from lib.ui.kit.history import HistoryLine, history_line, unfold
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import act_of

_Work = Callable[..., Saved]


def draw(actor: Actor, campaign: Campaign, made: Composed, line: Line, *, may_edit: bool) -> None:
    """The part, to be changed where the viewer may."""
    listed = report_paper.parts(made.document)
    last, coming = list_record.around(listed, line)
    st.button(
        "Việc cần làm, tệp, trình ký", key="part_close", type="tertiary",
        icon=":material/arrow_back:", on_click=page.open_part, args=(None,),
    )  # fmt: skip
    list_record.draw_nav(_show, lambda one: _name(one)[:40], last=last, coming=coming)
    with st.container(border=True, key="part_form"):
        st.header(plain(_name(line)), anchor=False)
        place = Place(Kind.REPORT_PART, (made.report.report_id, line.key))
        presence.draw(actor, place)
        if line.help:
            st.caption(plain(line.help))
        _hints(made, line)
        if line.original is not None or line.is_gone:
            _by_hand(actor, campaign, made, line, may_edit=may_edit)
        if may_edit:
            _form(actor, campaign, made, line)
        else:
            st.markdown(report_paper.figures(line.words) or ":gray[Để trống]")
        page.SLOT.notices()
    _figures(actor, made, line)
    if line.version:
        unfold(
            "Các lần sửa", partial(_versions, actor, campaign, made.report.report_id, line.key),
            key="part_history",
        )  # fmt: skip


def _show(line: Line | None) -> None:
    page.open_part(line.key if line else None)


def _name(line: Line) -> str:
    if line.kind == LineKind.TYPED:
        return line.label
    return " ".join(line.words.text.split()[:8]) + " …"


def _hints(made: Composed, line: Line) -> None:
    for hint, lines in made.hints(line.hints).items():
        with st.expander(f"{text.REPORT_HINTS[hint]} ({len(lines)})", icon=":material/lightbulb:"):
            for one in lines:
                st.markdown(f"- {plain(one)}")


def _by_hand(
    actor: Actor, campaign: Campaign, made: Composed, line: Line, *, may_edit: bool
) -> None:
    """What data make of it now, and the ways to take that."""
    if line.is_gone:
        st.warning("Số liệu không còn tạo ra câu này; lời đã viết được giữ ở đây, không in.")
    elif line.original is not None:
        st.caption(f"Câu theo số liệu hiện nay: {report_paper.figures(line.original)}")
    if line.moves:
        facts = made.reading.told.figures.facts if made.reading else None
        moved = [
            f"- {plain(figure_names.name_of(facts, one.name) if facts else one.name)}: "
            f"{plain(one.old)} → {plain(one.new or 'không còn')}"
            for one in line.moves
        ]
        st.warning("Số liệu đã đổi từ khi sửa tay:\n" + "\n".join(moved))
    if not may_edit:
        return
    with st.container(horizontal=True):
        seen = (made.report.report_id, line.key, line.version)
        if line.moves:
            st.button(
                "Lấy số mới", key=f"take_{act_of('take', [seen])}", icon=":material/refresh:",
                on_click=_take, args=(campaign, seen, parts.take_figures, "Đã lấy số mới"),
                help="Chỉ thay số; lời đã viết giữ nguyên.",
            )  # fmt: skip
        st.button(
            "Bỏ câu này" if line.is_gone else "Trở về câu theo số liệu",
            key=f"back_{act_of('back', [seen])}", icon=":material/undo:", on_click=_take,
            args=(campaign, seen, parts.give_back, "Đã trở về câu theo số liệu"),
        )  # fmt: skip


def _take(campaign: Campaign, seen: tuple[UUID, str, int], work: _Work, done: str) -> None:
    """Callback: an act on a paragraph that was changed by hand."""
    actor = session.require(Action.REPORT_EDIT)
    report_id, key, version = seen

    def act() -> int:
        work(
            session.db(), actor, campaign, act_id=act_of(work.__name__, [seen]),
            report_id=report_id, part_key=key, seen_version=version,
        )  # fmt: skip
        return 1

    page.SLOT.step(act, done, fragments=[page.FRAGMENT])


def _form(actor: Actor, campaign: Campaign, made: Composed, line: Line) -> None:
    opened = parts.opened(session.db(), actor, made, line)
    record = PartRecord(campaign, made.report.report_id, opened)
    form = record_form.drawn(record)
    start = {**record.stored, parts.BASE: parts.base(line.words)}
    raw = record_form.started(record, start, form)
    st.session_state.setdefault(f"{form.prefix}_{parts.BASE}", raw[parts.BASE])
    record_form.draw(record, form, raw)


def _figures(actor: Actor, made: Composed, line: Line) -> None:
    """The figures of the paragraph; of the open one, what it is counted of."""
    names = list(dict.fromkeys(line.words.names()))
    if not names:
        return
    found = reports.figures(session.db(), actor, made, names)
    st.subheader("Số liệu trong câu", anchor=False)
    tables.draw(
        [
            tables.Column("Số liệu", [one.figure.value.text for one in found], 110),
            tables.Column("Là", [one.title for one in found], 320),
        ],
        key="figures",
        alt="Các số trong câu này; bấm vào một dòng để xem được tính từ đâu",
        records=[one.name for one in found],
        on_select=_clicked,
    )
    shown = page.SLOT.now.address.get(page.FIGURE)
    for one in found:
        if one.name == shown:
            _rows(one)


def _clicked() -> None:
    """Callback of a row of the figures."""
    name = tables.opened("figures", already=page.SLOT.now.address.get(page.FIGURE))
    if name is not None:
        page.open_figure(str(name))


def _rows(shown: NamedFigure) -> None:
    rows = shown.figure.rows
    st.caption(f"“{plain(shown.title)}” tính từ {format_number(len(rows))} dòng:")
    cells = {
        "Đơn vị": ([row.unit for row in rows], 260),
        "Nhiệm vụ": ([row.task_code for row in rows], 80),
        "Giá trị": ([row.value for row in rows], 110),
    }
    if rows:
        tables.draw(
            [
                tables.Column(name, values, width)
                for name, (values, width) in cells.items()
                if any(values)
            ],
            key="figure_rows",
            alt="Các dòng mà số này được tính từ đó",
        )


def _versions(actor: Actor, campaign: Campaign, report_id: UUID, key: str) -> list[HistoryLine]:
    found = parts.versions(session.db(), actor, campaign, report_id, key)
    return [
        history_line(
            one.saved_at,
            one.saved_by_name,
            "Trở về câu theo số liệu" if one.written.is_dropped else one.written.words.text,
        )
        for one in found
    ]
