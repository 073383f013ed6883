"""The meeting that is open: what its callbacks do, and what they leave to be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action
from lib.domain.campaigns import Campaign
from lib.domain.council import Meeting, Member
from lib.domain.nominations import Nomination
from lib.services.awards import council_acts, council_votes
from lib.services.awards.council import OpenedMeeting
from lib.services.awards.council_forms import TypedMeeting, TypedMember, typed_again
from lib.services.awards.council_votes import TypedVote
from lib.services.nominations.nomination_acts import Target
from lib.ui.kit import session
from lib.ui.kit.filters import Filters
from lib.ui.kit.open_form import Slot
from lib.ui.kit.step_acts import act_of
from lib.ui.kit.tables import Choice

PAGE: Final = "council"
SLOT: Final = Slot(PAGE)
OPEN, DOSSIER = "meeting", "nomination"
"""What stands in the address: which meeting is open, and which dossier of it."""
MEETING_KEYS: Final = (
    "title", "held_on", "began_at", "ended_at", "place", "ballot", "quorum", "pass_percent",
    "pass_base", "legal_basis", "discussion", "conclusion",
)  # fmt: skip
MEMBER_KEYS: Final = ("full_name", "position", "role", "written_opinion")
COUNT_KEYS: Final = ("issued", "returned", "valid", "votes_for", "votes_against", "votes_none")
"""The key of what holds the form of a new meeting."""
LINES, WAITING, RESULTS, MEMBERS, DATA = "de-nghi", "cho", "ket-qua", "thanh-vien", "thong-tin"
PARTS: Final = {
    LINES: "Đề nghị",
    WAITING: "Chờ đưa ra họp",
    RESULTS: "Nhập kết quả",
    MEMBERS: "Thành viên",
    DATA: "Thông tin, kết luận",
}
_KEEPERS, _READERS = (
    Filters("cuoc_hop", {part: PARTS[part] for part in parts}, Action.COUNCIL_VIEW, ("council",))
    for parts in (PARTS, (LINES, MEMBERS))
)


def parts(*, may_manage: bool) -> Filters:
    """The parts of the page: who only reads needs two."""
    return _KEEPERS if may_manage else _READERS


def counts(opened: OpenedMeeting) -> dict[str, int]:
    """How much is in each part."""
    return {
        LINES: len(opened.lines),
        WAITING: len(opened.waiting),
        MEMBERS: len(opened.meeting.members),
    }


def prefix(key: object) -> str:
    """What the keys of a record's widgets begin with."""
    return f"{PAGE}_{key}"


def rounds() -> int:
    """Changes with every act, so that tables forget what was chosen in them."""
    return SLOT.now.round


def new_key() -> str:
    """Of what unfolds the form for a new meeting: folded anew after each act.

    A browser that was told to fold it may say with its next click that it stands open.
    """
    return f"{PAGE}_unfold_{rounds()}"


def done() -> None:
    """Let the forms start from what is stored now, and the tables from nothing."""
    SLOT.now.is_fresh = True
    SLOT.next_blank()


def typed_meeting(begun: str) -> TypedMeeting:
    held = st.session_state.get
    return TypedMeeting(**{key: held(f"{begun}_{key}", "") for key in MEETING_KEYS})


def open_new(campaign: Campaign, begun: str) -> None:
    """Callback: open a meeting, and show it."""
    actor = session.require(Action.COUNCIL_MANAGE)
    with SLOT.attempt("Đã mở cuộc họp. Tiếp theo, kiểm tra thành viên."):
        key = council_acts.open_meeting(
            session.db(), actor, campaign, act_id=SLOT.now.act("open"), form=typed_meeting(begun)
        )
        st.query_params[OPEN] = str(key)
        st.query_params.pop(DOSSIER, None)
        _KEEPERS.slot.open(**{_KEEPERS.param: MEMBERS})
        done()


def save(campaign: Campaign, held: Meeting) -> None:
    """Callback: what the form says about the meeting."""
    actor = session.require(Action.COUNCIL_MANAGE)
    begun = prefix(held.meeting_id)
    with SLOT.attempt("Đã lưu thông tin cuộc họp."):
        council_acts.save_meeting(
            session.db(), actor, campaign, act_id=SLOT.now.act("save"),
            meeting_id=held.meeting_id, seen_version=held.version, form=typed_meeting(begun),
            reason=reason(),
        )  # fmt: skip
        done()


def save_absent(campaign: Campaign, held: Meeting) -> None:
    """Callback: who is there and who is not."""
    absent = set(st.session_state.get(absent_key(held), ()))
    listed = [
        replace(typed_again(one), is_present=place not in absent)
        for place, one in enumerate(held.members)
    ]
    _put_members(campaign, held, listed, "Đã lưu danh sách có mặt.")


def absent_key(held: Meeting) -> str:
    """Of the box of absent members; each version of the list begins it anew."""
    return f"{prefix(held.meeting_id)}_{held.version}_absent"


def save_member(campaign: Campaign, held: Meeting, place: int | None) -> None:
    """Callback: one row of the list, or a new one at its end."""
    begun = member_prefix(held, place)
    read = st.session_state.get
    before = held.members[place] if place is not None else None
    account = read(f"{begun}_account")
    one = TypedMember(
        full_name=read(f"{begun}_full_name", ""),
        role=read(f"{begun}_role"),
        position=read(f"{begun}_position", ""),
        account_id=before.account_id if before else (UUID(account) if account else None),
        is_present=before.is_present if before else True,
        written_opinion=read(f"{begun}_written_opinion", ""),
    )
    listed = [typed_again(each) for each in held.members]
    listed[slice(place, place + 1) if place is not None else slice(len(listed), None)] = [one]
    _put_members(campaign, held, listed, "Đã lưu thành viên.")


def drop_member(campaign: Campaign, held: Meeting, place: int) -> None:
    """Callback: take one row off the list."""
    listed = [typed_again(one) for number, one in enumerate(held.members) if number != place]
    _put_members(campaign, held, listed, "Đã bỏ khỏi danh sách.")


def member_prefix(held: Meeting, place: int | None) -> str:
    """Keys of one row's widgets; a new list has new ones, since the rows may have moved."""
    number = "new" if place is None else place
    return f"{prefix(held.meeting_id)}_{len(held.members)}_{number}"


def member_values(one: Member) -> dict[str, object]:
    return {
        "full_name": one.full_name,
        "position": one.position,
        "role": one.role.value,
        "written_opinion": one.written_opinion,
    }


def put(campaign: Campaign, held: Meeting, choice: Choice[Nomination]) -> None:
    """Callback: put the nominations chosen by now before the meeting."""
    actor = session.require(Action.COUNCIL_MANAGE)
    targets = [target(one) for one in choice.chosen]
    with SLOT.attempt(f"Đã đưa {len(targets)} đề nghị ra Hội đồng."):
        council_votes.table(
            session.db(), actor, campaign, act_id=act_of("table", targets),
            meeting_id=held.meeting_id, targets=targets,
        )  # fmt: skip
        done()


def take_off(campaign: Campaign, held: Meeting, one: Nomination) -> None:
    """Callback: take a nomination off the meeting's list."""
    actor = session.require(Action.COUNCIL_MANAGE)
    with SLOT.attempt("Đã đưa đề nghị khỏi cuộc họp."):
        council_votes.untable(
            session.db(), actor, campaign, act_id=SLOT.now.act("untable"),
            meeting_id=held.meeting_id, targets=[target(one)],
        )  # fmt: skip
        st.query_params.pop(DOSSIER, None)
        done()


def enter(campaign: Campaign, held: Meeting, one: Nomination) -> None:
    """Callback: the counted result on one nomination."""
    begun = prefix(one.nomination_id)
    read = st.session_state.get
    counts = {key: read(f"{begun}_{key}", "") for key in COUNT_KEYS}
    typed = TypedVote(target(one), counts, read(f"{begun}_conclusion", ""))
    enter_votes(campaign, held, [typed], "Đã lưu kết quả biểu quyết.")


def enter_votes(campaign: Campaign, held: Meeting, votes: Sequence[TypedVote], told: str) -> None:
    """Store results in a callback, all or none."""
    actor = session.require(Action.COUNCIL_MANAGE)
    with SLOT.attempt(told):
        council_votes.enter_votes(
            session.db(), actor, campaign, meeting_id=held.meeting_id, votes=votes,
            act_id=act_of("vote", [(vote.target, str(vote.counts)) for vote in votes]),
            reason=reason(),
        )  # fmt: skip
        done()


def close(campaign: Campaign, held: Meeting) -> None:
    """Callback: end the meeting."""
    actor = session.require(Action.COUNCIL_MANAGE)
    with SLOT.attempt("Cuộc họp đã kết thúc."):
        council_acts.close(
            session.db(), actor, campaign, act_id=SLOT.now.act("close"),
            meeting_id=held.meeting_id, seen_version=held.version,
        )  # fmt: skip
        done()


def _put_members(
    campaign: Campaign, held: Meeting, listed: Sequence[TypedMember], told: str
) -> None:
    actor = session.require(Action.COUNCIL_MANAGE)
    with SLOT.attempt(told):
        council_acts.save_members(
            session.db(), actor, campaign, act_id=SLOT.now.act("members"),
            meeting_id=held.meeting_id, seen_version=held.version, members=listed,
            reason=reason(),
        )  # fmt: skip
        done()


def reason() -> str:
    """Why a closed meeting is corrected, as typed."""
    return str(st.session_state.get(f"{PAGE}_reason", ""))


def target(one: Nomination) -> Target:
    return Target(one.nomination_id, one.version)
