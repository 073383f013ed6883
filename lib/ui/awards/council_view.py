"""A council meeting to read: its head, its list, the results, one dossier."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.council import Heading, Meeting
from lib.domain.council_counts import Ratios
from lib.domain.nominations import AwardRules
from lib.domain.vietnamese import NOTHING, format_date, format_share
from lib.services.awards import council
from lib.services.awards.council import Line, OpenedMeeting
from lib.services.nominations import nominations
from lib.ui.awards import council_state as page
from lib.ui.kit import session, tables
from lib.ui.kit.choices import unique_labels
from lib.ui.kit.history import HistoryLine, steps, unfold
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import asked_id
from lib.ui.nominations import nomination_view

TABLE = "council_lines"


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
        hours = " đến ".join(hour for hour in (data.began_at, data.ended_at) if hour)
        words = (format_date(data.held_on), hours, data.place, text.BALLOTS[data.ballot])
        st.caption(plain(" · ".join(word for word in words if word)))
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
    st.subheader("Thành viên", anchor=False)
    if not held.members:
        st.info("Chưa có thành viên nào.", icon=":material/group:")
        return
    listed = held.members
    tables.draw(
        [
            tables.Column("Họ và tên", [one.full_name for one in listed], 190),
            tables.Column("Chức vụ", [one.position for one in listed], 190),
            tables.Column("Vai trò", [text.COUNCIL_ROLES[one.role] for one in listed], 180),
            tables.Column("Có mặt", [text.YES_NO[one.is_present] for one in listed], 80),
            tables.Column(
                "Ý kiến văn bản", ["Có" if one.written_opinion else "" for one in listed], 110
            ),
        ],
        key=f"council_members_{page.rounds()}",
        alt="Thành viên của cuộc họp",
    )


def lines(found: Sequence[Line], rules: AwardRules) -> None:
    """What stands before the meeting, with both ratios."""
    st.subheader("Đề nghị trình Hội đồng", anchor=False)
    if not found:
        st.info("Chưa có đề nghị nào trước cuộc họp.", icon=":material/inbox:")
        return
    st.caption("Bấm vào một dòng để đọc hồ sơ.")
    both = [shares(one.ratios) for one in found]
    awards = [rules.award(one.nomination.award_code) for one in found]
    tables.draw(
        [
            tables.Column("Tên", [one.nomination.name for one in found], 200),
            tables.Column(
                "Đối tượng", [text.SUBJECTS[one.nomination.subject] for one in found], 80
            ),
            tables.Column("Đơn vị", [one.unit.short_name for one in found], 120),
            tables.Column("Hình thức", [one.name if one else "" for one in awards], 190),
            tables.Column("Đồng ý", [_votes_for(one) for one in found], 70),
            tables.Column("Trên số dự họp", [one[0] for one in both], 110),
            tables.Column("Trên tổng số", [one[1] for one in both], 100),
            tables.Column("Đạt", [judged(one.ratios) for one in found], 80),
        ],
        key=f"{TABLE}_{page.rounds()}",
        alt="Đề nghị trình Hội đồng và kết quả",
        records=[one.nomination.nomination_id for one in found],
        on_select=open_row,
    )


def open_row() -> None:
    """Callback of the table: open the chosen row's dossier."""
    session.require(Action.COUNCIL_VIEW)
    chosen = tables.opened(f"{TABLE}_{page.rounds()}")
    if chosen is not None:
        st.query_params[page.DOSSIER] = str(chosen)


def dossier(actor: Actor, campaign: Campaign, line: Line) -> None:
    """One nomination as it was put before the council, and what it said."""
    opened = nominations.opened(session.db(), actor, campaign, line.nomination.nomination_id)
    st.subheader(plain(line.nomination.name), anchor=False)
    nomination_view.head(opened)
    nomination_view.answers(opened)
    result(line)


def result(line: Line) -> None:
    """The counts, both ratios and the conclusion."""
    counts = line.vote.counts
    if counts is None:
        st.caption("Chưa ghi kết quả biểu quyết.")
        return
    of_present, of_all = shares(line.ratios)
    told = {
        "Phiếu phát ra": counts.issued,
        "thu về": counts.returned,
        "hợp lệ": counts.valid,
        "đồng ý": counts.votes_for,
        "không đồng ý": counts.votes_against,
        "không có ý kiến": counts.votes_none,
    }
    words = ", ".join(f"{name} {count}" for name, count in told.items() if count is not None)
    st.markdown(
        f"**Kết quả:** {words[:1].upper()}{words[1:]}.  \n"
        f"**Tỷ lệ đồng ý:** {of_present} trên số dự họp, {of_all} trên tổng số thành viên"
        + (f": {judged(line.ratios).lower()}." if judged(line.ratios) != NOTHING else ".")
    )
    if line.vote.conclusion:
        st.markdown(f"**{text.VOTE_CONCLUSION}:** {plain(line.vote.conclusion)}")


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
            "Cuộc họp", list(names), key="council_chosen", on_change=_switch,
            format_func=lambda key: names.get(key, key), placeholder="Chọn cuộc họp",
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

    unfold("Lịch sử cuộc họp", read, key="council_history")


def _votes_for(line: Line) -> str:
    counts = line.vote.counts
    return "" if counts is None else f"{counts.votes_for}/{counts.total}"
