"""A council meeting to read: its head, its list, the results, one dossier."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.council import Heading, Meeting, Member
from lib.domain.council_counts import Ratios
from lib.domain.nominations import Nomination
from lib.domain.vietnamese import NOTHING, format_date, format_share
from lib.services.awards import council
from lib.services.awards.council import Line, OpenedMeeting
from lib.services.nominations import nominations
from lib.ui.awards import council_state as page
from lib.ui.evidence import evidence
from lib.ui.kit import arrow, list_record, session, tables
from lib.ui.kit.choices import unique_labels
from lib.ui.kit.history import HistoryLine, steps, unfold
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import asked_id
from lib.ui.nominations import nomination_view

TABLE: Final = "council_lines"
OF_PRESENT, OF_ALL = "% dự họp", "% tổng số"


def empty(*, may_manage: bool) -> None:
    """What stands here before the first meeting."""
    coming = (
        "Điền thông tin để mở cuộc họp đầu tiên."
        if may_manage
        else "Hồ sơ và kết quả hiện ở đây sau khi Văn phòng mở cuộc họp."
    )
    st.info(f"Chưa có cuộc họp nào của Hội đồng. {coming}", icon=":material/groups:")


def judged(ratios: Ratios | None) -> str:
    """Whether the votes suffice; nothing is judged while the percentage is open."""
    if ratios is None or ratios.passes is None:
        return NOTHING
    return "Đạt" if ratios.passes else "Không đạt"


def shares(ratios: Ratios | None) -> tuple[str, str]:
    """Both ratios, of those taking part and of all."""
    if ratios is None:
        return "", ""
    return format_share(ratios.of_present), format_share(ratios.of_all)


def head(held: Meeting) -> None:
    """When, where, how many, and by which rule."""
    data = held.data
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(text.MEETING_STATES[held.state], color="gray" if held.is_closed else "green")
        st.caption(plain(text.meeting_line(data)))
    written = f", {held.written} ý kiến bằng văn bản" if held.written else ""
    quorum = "đủ" if held.is_quorate else "chưa đủ"
    st.markdown(
        plain(
            f"Có mặt {held.present}/{len(held.members)} thành viên{written}; {quorum} "
            f"{data.quorum} theo quy định."
        )
    )
    rule = (
        f"Thông qua khi đạt {data.pass_percent.replace('.', ',')} %, tính trên "
        f"{text.PASS_BASES[data.pass_base].lower()}."
        if data.pass_percent
        else "Chưa có ngưỡng thông qua: phần mềm chỉ hiện hai tỷ lệ, không kết luận thay Hội đồng."
    )
    st.caption(plain(f"{rule} {data.legal_basis}"))
    for label, said in (("Thảo luận", data.discussion), ("Kết luận", data.conclusion)):
        if said:
            st.markdown(f"**{label}:** {plain(said)}")


def members(held: Meeting) -> None:
    """The list, as a table."""
    if not held.members:
        st.info("Chưa có thành viên nào.", icon=":material/group:")
        return
    listed = held.members
    tables.draw(
        [
            tables.Column("Họ và tên", [one.full_name for one in listed], 130),
            tables.Column("Vai trò", [text.COUNCIL_ROLES[one.role] for one in listed], 120),
            tables.Column("Chức vụ", [one.position for one in listed], 110),
            tables.Column("Có mặt", [_presence(one) for one in listed], 70),
        ],
        key=f"council_members_{page.rounds()}",
        alt="Thành viên của cuộc họp",
    )


def _presence(one: Member) -> str:
    return "Có" if one.is_present else "Ý kiến giấy" if one.written_opinion else "Vắng"


def not_own(found: Sequence[Nomination], own: Collection[UUID]) -> list[Nomination]:
    """Those that the viewer may judge, with a word on the others."""
    others = [one.name for one in found if one.nomination_id in own]
    if others:
        st.caption(
            ":material/person_off: Của chính bạn, để người khác đưa ra họp và nhập kết quả: "
            + plain(", ".join(others))
        )
    return [one for one in found if one.nomination_id not in own]


def lines(found: Sequence[Line], *, may_manage: bool) -> None:
    """What stands before the meeting, with both ratios."""
    if not found:
        st.info(
            "Chưa có đề nghị nào được đưa ra cuộc họp."
            + (f" Xem “{page.PARTS[page.WAITING]}”." if may_manage else ""),
            icon=":material/inbox:",
        )
        return
    both = [shares(one.ratios) for one in found]
    cells = {
        "Tên": [one.nomination.name for one in found],
        "Đơn vị": [one.unit.short_name for one in found],
        "Đồng ý": [_votes_for(one) for one in found],
        OF_PRESENT: [one[0] for one in both],
        OF_ALL: [one[1] for one in both],
    }
    outcomes = [judged(one.ratios) for one in found]
    if set(outcomes) != {NOTHING}:
        cells["Đạt"] = outcomes
    tables.draw_rows(
        arrow.table(cells),
        key=f"{TABLE}_{page.rounds()}",
        alt="Đề nghị trình Hội đồng và kết quả",
        height=tables.list_height(len(found)),
        widths={
            "Tên": 108, "Đơn vị": 100, "Đồng ý": 58, OF_PRESENT: 66, OF_ALL: 66, "Đạt": 44,
        },
        records=[one.nomination.nomination_id for one in found],
        on_select=open_row,
    )  # fmt: skip


def open_row() -> None:
    """Callback of the table: open the chosen row's dossier."""
    session.require(Action.COUNCIL_VIEW)
    chosen = tables.opened(f"{TABLE}_{page.rounds()}")
    if chosen is not None:
        st.query_params[page.DOSSIER] = str(chosen)


def show_dossier(line: Line | None) -> None:
    """Callback: open a nomination's dossier, or with None go back to the list."""
    session.require(Action.COUNCIL_VIEW)
    if line is None:
        st.query_params.pop(page.DOSSIER, None)
    else:
        st.query_params[page.DOSSIER] = str(line.nomination.nomination_id)


def opened_line(lines: Sequence[Line]) -> Line | None:
    """The line whose dossier the address names, below the way out of it and to its neighbours."""
    wanted = asked_id(page.DOSSIER)
    ids = [one.nomination.nomination_id for one in lines]
    if wanted not in ids:
        return None
    place = ids.index(wanted)
    last, coming = list_record.neighbours(lines, place)
    list_record.draw_nav(show_dossier, lambda one: one.nomination.name, last=last, coming=coming)
    return lines[place]


def dossier(actor: Actor, campaign: Campaign, line: Line) -> None:
    """One nomination as it was put before the council, and what it said."""
    opened = nominations.opened(session.db(), actor, campaign, line.nomination.nomination_id)
    st.header(plain(line.nomination.name), anchor=False)
    nomination_view.head(opened)
    result(line)
    nomination_view.answers(opened)
    evidence.draw_nomination_shown(actor, campaign, line.nomination.nomination_id)


def recused(lines: Sequence[Line], *, is_named: bool = True) -> None:
    """Who does not vote on a case and why, and which result is to be entered anew for it.

    Args:
        is_named: whether the cases are told apart by name.
    """
    told = []
    for line in lines:
        name = f"{line.nomination.name}: " if is_named else ""
        if line.recused:
            who = "; ".join(text.recused(one.full_name, why) for one, why in line.recused)
            told.append(
                f":material/person_off: {plain(f'{name}Không tham gia biểu quyết: {who}.')}"
            )
        if not line.fits:
            words = f"{name}{text.SENTENCES['Refused']['votes_entered']}"
            told.append(f":material/warning: {plain(words)}")
    if told:
        st.caption("  \n".join(told))


def result(line: Line) -> None:
    """Who does not vote, the counts, both ratios and the conclusion."""
    recused([line], is_named=False)
    counts = line.vote.counts
    if counts is None:
        st.caption("Chưa ghi kết quả biểu quyết.")
        return
    told = {
        "Phiếu phát ra": counts.issued,
        "thu về": counts.returned,
        "hợp lệ": counts.valid,
        "đồng ý": counts.votes_for,
        "không đồng ý": counts.votes_against,
        "không có ý kiến": counts.votes_none,
    }
    words = ", ".join(f"{name} {count}" for name, count in told.items() if count is not None)
    st.markdown(f"**Kết quả:** {words[:1].upper()}{words[1:]}.{_ratios(line)}")
    if line.vote.conclusion:
        st.markdown(f"**{text.VOTE_CONCLUSION}:** {plain(line.vote.conclusion)}")


def _ratios(line: Line) -> str:
    """Both, with what they are shares of where somebody does not vote; "" while there are none."""
    if line.ratios is None:
        return ""
    of_present, of_all = shares(line.ratios)
    rest = " còn lại" if line.recused else ""
    verdict = judged(line.ratios)
    return (
        f"  \n**Tỷ lệ đồng ý:** {of_present} trên số dự họp{rest}, {of_all} trên tổng số thành "
        f"viên{rest}" + (f": {verdict.lower()}." if verdict != NOTHING else ".")
    )


def choose(headings: Sequence[Heading]) -> UUID:
    """The meeting that the address names, else the newest; with a box where there are several."""
    names = unique_labels(
        {
            str(one.meeting_id): f"{format_date(one.held_on)} · {one.title}, "
            f"{one.nominations} đề nghị"
            for one in headings
        }
    )
    wanted = str(asked_id(page.OPEN) or headings[0].meeting_id)
    if len(names) > 1 and wanted in names:
        st.session_state["council_chosen"] = wanted
        st.selectbox(
            "Cuộc họp", list(names), key="council_chosen", on_change=_switch, width=330,
            format_func=lambda key: names.get(key, key), placeholder="Chọn cuộc họp",
            label_visibility="collapsed",
        )  # fmt: skip
    return UUID(wanted)


def _switch() -> None:
    session.require(Action.COUNCIL_VIEW)
    st.query_params[page.OPEN] = st.session_state["council_chosen"]
    st.query_params.pop(page.DOSSIER, None)


def history(actor: Actor, campaign: Campaign, opened: OpenedMeeting) -> None:
    def read() -> list[HistoryLine]:
        entries = council.history(session.db(), actor, campaign, opened.meeting.meeting_id)
        return steps(entries, text.MEETING_STEPS)

    record = str(opened.meeting.meeting_id)
    unfold("Lịch sử cuộc họp", read, key="council_history", actor=actor, record=record)


def _votes_for(line: Line) -> str:
    counts = line.vote.counts
    return "" if counts is None else f"{counts.votes_for}/{counts.total}"
