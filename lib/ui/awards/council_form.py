"""What the Office fills in about a council meeting: its data, its list, its votes."""

from __future__ import annotations

import streamlit as st

from lib import text
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.council import Ballot, CouncilRole, Meeting
from lib.domain.nomination_workflow import Step
from lib.domain.nominations import PassBase
from lib.domain.vietnamese import format_date
from lib.services import clock
from lib.services.awards import council, council_acts
from lib.services.awards.council import Line, OpenedMeeting
from lib.ui.awards import council_state as page
from lib.ui.awards import council_view
from lib.ui.kit import arrow, session, tables
from lib.ui.kit.asking import ask
from lib.ui.kit.choices import unique_labels

_LABELS = text.MEETING_FIELDS
_CHOICES = {
    "ballot": {one.value: text.BALLOTS[one] for one in Ballot},
    "pass_base": {one.value: text.PASS_BASES[one] for one in PassBase},
}
_LONG = ("legal_basis", "discussion", "conclusion")
_FIRST = ("title", "held_on", "place", "ballot", "quorum", "pass_percent", "pass_base")


def draw_new(actor: Actor, campaign: Campaign) -> None:
    """The form for a new meeting, begun from the campaign's rules."""
    first = council_acts.first_form(session.db(), actor, campaign, clock.today())
    begun = f"{page.PAGE}_new_{page.rounds()}"
    with st.container(key="new_meeting_form"):
        for key in _FIRST:
            value = getattr(first, key)
            shown = format_date(value) if key == "held_on" else value
            st.session_state.setdefault(f"{begun}_{key}", shown)
            _field(begun, key)
    st.session_state.setdefault(f"{begun}_legal_basis", first.legal_basis)
    st.button(
        "Mở cuộc họp", key=f"{begun}_open", type="primary", icon=":material/add:",
        on_click=page.open_new, args=(campaign, begun),
    )  # fmt: skip


def draw_data(campaign: Campaign, held: Meeting) -> None:
    """The form of an open or closed meeting."""
    begun = page.prefix(held.meeting_id)
    data = held.data
    stored: dict[str, str] = {key: str(getattr(data, key) or "") for key in page.MEETING_KEYS}
    stored["held_on"] = format_date(data.held_on)
    stored["pass_percent"] = (data.pass_percent or "").replace(".", ",")
    page.SLOT.fill({f"{begun}_{key}": value for key, value in stored.items()})
    with st.container(key="meeting_form"):
        for key in page.MEETING_KEYS:
            _field(begun, key)
            page.SLOT.stored_value(st.session_state[f"{begun}_{key}"], stored[key], stored[key])
    st.button(
        "Lưu thông tin", key=f"{begun}_save", type="primary", icon=":material/save:",
        on_click=page.save, args=(campaign, held),
    )  # fmt: skip


def draw_members(actor: Actor, campaign: Campaign, held: Meeting) -> None:
    """Who is absent, and one row of the list at a time."""
    begun = page.prefix(held.meeting_id)
    names = unique_labels({place: one.full_name for place, one in enumerate(held.members)})
    key = page.absent_key(held)
    st.session_state.setdefault(
        key, [place for place, one in enumerate(held.members) if not one.is_present]
    )
    if names:
        st.multiselect(
            "Vắng mặt", list(names), key=key, format_func=names.__getitem__,
            placeholder="Mọi thành viên có mặt",
        )  # fmt: skip
        st.button(
            "Lưu danh sách có mặt", key=f"{begun}_present", on_click=page.save_absent,
            args=(campaign, held),
        )  # fmt: skip
    place = st.selectbox(
        "Sửa một thành viên, hoặc thêm người mới",
        list(names),
        index=None,
        key=f"{begun}_{held.version}_member",
        format_func=lambda place: names.get(place, ""),
        placeholder="Thêm người mới",
    )
    _member(actor, campaign, held, place)


def _member(actor: Actor, campaign: Campaign, held: Meeting, place: int | None) -> None:
    begun = page.member_prefix(held, place)
    if place is None:
        accounts = {
            str(one.account_id): f"{one.full_name} · {one.username}"
            for one in council.candidates(session.db(), actor)
        }
        st.selectbox(
            "Chọn từ tài khoản", list(accounts), index=None, key=f"{begun}_account",
            format_func=lambda key: accounts.get(key, key),
            placeholder="Hoặc gõ họ tên ở dưới",
        )  # fmt: skip
        st.session_state.setdefault(f"{begun}_role", CouncilRole.MEMBER.value)
    else:
        for name, value in page.member_values(held.members[place]).items():
            st.session_state.setdefault(f"{begun}_{name}", value)
    label = text.MEMBER_FIELDS
    with st.container(horizontal=True):
        for name in ("full_name", "position"):
            st.text_input(label[name], key=f"{begun}_{name}", autocomplete="off", width=260)
        st.selectbox(
            label["role"], [one.value for one in CouncilRole], key=f"{begun}_role", width=220,
            format_func=lambda role: text.COUNCIL_ROLES[CouncilRole(role)],
        )  # fmt: skip
    if place is not None and not held.members[place].is_present:
        st.text_area(label["written_opinion"], key=f"{begun}_written_opinion")
    for name in page.MEMBER_KEYS:
        page.SLOT.problem(name)
    with st.container(horizontal=True):
        st.button(
            "Thêm thành viên" if place is None else "Lưu thành viên", key=f"{begun}_save",
            on_click=page.save_member, args=(campaign, held, place),
        )  # fmt: skip
        if place is not None:
            st.button(
                "Bỏ khỏi danh sách", key=f"{begun}_drop", on_click=page.drop_member,
                args=(campaign, held, place),
            )  # fmt: skip


def draw_waiting(campaign: Campaign, opened: OpenedMeeting) -> None:
    """Checked nominations, to be put before the meeting."""
    waiting = council_view.not_own(opened.waiting, opened.own)
    if not waiting:
        st.caption("Không có đề nghị nào đã thẩm định đang chờ Hội đồng.")
        return
    choice = tables.choose(
        waiting,
        arrow.table(
            {
                "Tên": [one.name for one in waiting],
                "Đơn vị": [opened.units[one.unit_id].short_name for one in waiting],
                "Đối tượng": [text.SUBJECTS[one.subject] for one in waiting],
            }
        ),
        name="council_waiting",
        seen=page.target,
        alt="Đề nghị đã thẩm định chờ Hội đồng",
    )
    count = len(choice.chosen)
    st.button(
        f"Đưa ra Hội đồng ({count})", key=f"put_{choice.key}", type="primary",
        disabled=not count, on_click=page.put, args=(campaign, opened.meeting, choice),
    )  # fmt: skip


def draw_vote(campaign: Campaign, held: Meeting, line: Line) -> None:
    """The counted result on one nomination."""
    one, counts = line.nomination, line.vote.counts
    begun = page.prefix(one.nomination_id)
    keys = page.COUNT_KEYS if held.data.ballot == Ballot.PAPERS else page.COUNT_KEYS[3:]
    for key in keys:
        value = None if counts is None else getattr(counts, key)
        st.session_state.setdefault(f"{begun}_{key}", "" if value is None else str(value))
    st.session_state.setdefault(f"{begun}_conclusion", line.vote.conclusion)
    with st.container(horizontal=True):
        for key in keys:
            with st.container(width=130):
                st.text_input(text.COUNT_FIELDS[key], key=f"{begun}_{key}", autocomplete="off")
    for key in keys:
        page.SLOT.problem(key)
    st.text_area(text.VOTE_CONCLUSION, key=f"{begun}_conclusion")
    with st.container(horizontal=True):
        st.button(
            "Lưu kết quả", key=f"{begun}_vote", type="primary", on_click=page.enter,
            args=(campaign, held, one),
        )  # fmt: skip
        if counts is None and not held.is_closed:
            st.button(
                text.NOMINATION_STEPS[Step.UNTABLE], key=f"{begun}_untable", on_click=page.take_off,
                args=(campaign, held, one),
            )  # fmt: skip


def draw_reason(held: Meeting) -> None:
    """Why a closed meeting is corrected; every form below it needs it."""
    if held.is_closed:
        st.text_input(
            "Lý do sửa (bắt buộc khi cuộc họp đã kết thúc)", key=f"{page.PAGE}_reason",
            autocomplete="off",
        )  # fmt: skip


def draw_close(campaign: Campaign, held: Meeting) -> None:
    """The end of the meeting."""
    if not held.is_closed:
        ask(
            "Kết thúc cuộc họp", "lock",
            "Sau khi kết thúc, mọi lần sửa phải ghi lý do và được lưu trong lịch sử.",
            confirm="Kết thúc cuộc họp này", key=f"{page.prefix(held.meeting_id)}_close",
            act=page.close, args=(campaign, held),
        )  # fmt: skip


def _field(begun: str, key: str) -> None:
    name = f"{begun}_{key}"
    if key in _CHOICES:
        choices = _CHOICES[key]
        st.selectbox(_LABELS[key], list(choices), key=name, format_func=choices.__getitem__)
    elif key in _LONG:
        st.text_area(_LABELS[key], key=name)
    else:
        st.text_input(
            _LABELS[key], key=name, autocomplete="off",
            placeholder={"held_on": text.DAY_HINT, "began_at": "08:00"}.get(key, ""),
        )  # fmt: skip
    page.SLOT.problem(key)
