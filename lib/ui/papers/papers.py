"""Having a pack of papers made: what of, how far it is, and what waits to be taken."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.jobs import KEPT_FOR, Job, Kind
from lib.domain.papers.papers import PACKS
from lib.domain.papers.standing import Left
from lib.domain.vietnamese import format_date
from lib.services.papers import paper_data, papers
from lib.ui.jobs import own_files
from lib.ui.kit import feedback, session
from lib.ui.kit.choices import unique_labels
from lib.ui.kit.markdown import plain

_PLACE: Final = "papers"
_AWARD, _MEETING = "papers_award", "papers_meeting"
_WHOLE: Final = ""


def draw(actor: Actor, campaign: Campaign) -> None:
    """The Office's part: an award, a meeting, and the button."""
    found = papers.choices(session.db(), actor, campaign)
    awards = {one.code: one for one in found.awards}
    names = unique_labels(
        {str(one.meeting_id): f"{one.title} ({format_date(one.held_on)})" for one in found.meetings}
        | {
            _WHOLE: "Chưa họp: biên bản để trống, quyết định gồm trường hợp đã được quyết định "
            "khen thưởng"
        }
    )
    with st.container(border=True, key="papers_make"):
        st.header("Bộ văn bản", anchor=False)
        code = st.segmented_control(
            "Hình thức khen thưởng",
            list(awards),
            key=_AWARD,
            default=next(iter(awards)),
            format_func=lambda one: plain(awards[one].name),
            required=True,
            wrap=True,
        )
        st.selectbox(
            "Cuộc họp Hội đồng",
            list(names),
            key=_MEETING,
            format_func=lambda one: names.get(one, one),
        )
        award = awards.get(code or "", found.awards[0])
        parts = [_in_sentence(text.PAPERS[one]) for one in PACKS[paper_data.pack_of(award)]]
        st.caption("Gồm: " + "; ".join(parts) + ".")
        st.button(
            "Lập bộ văn bản",
            key="papers_begin",
            type="primary",
            icon=":material/description:",
            on_click=_begin,
            args=(campaign,),
        )
    _made(Kind.PAPERS)


def draw_unit(actor: Actor, campaign: Campaign) -> None:
    """A unit's part, folded until it is wanted."""
    if not access.can(actor, Action.PAPERS_UNIT, unit_id=actor.unit_id):
        return
    with st.expander(
        "In biên bản họp bình xét và danh sách đề nghị",
        key="papers_unit",
        icon=":material/print:",
        on_change="rerun",
    ) as part:
        if not part.open:
            return
        st.caption(
            "Tệp DOCX với mọi đề nghị của đơn vị còn chờ khen thưởng, để in, ghi kết quả và ký."
        )
        st.button(
            "Lập biên bản, danh sách",
            key="papers_begin_unit",
            icon=":material/description:",
            on_click=_begin_unit,
            args=(campaign,),
        )
        _made(Kind.UNIT_PAPERS)


def draw_lacks(actor: Actor, job: Job) -> None:
    """Whom the papers of a pack do not name, and what it lacks, beside its download."""
    if job.kind not in papers.KINDS:
        return
    pack = papers.lacks(session.db(), actor, job.job_id)
    reasons: dict[Left, list[str]] = {}
    for one in pack.left_out:
        reasons.setdefault(one.reason, []).append(one.name)
    lines = []
    for reason, names in reasons.items():
        told = f"{text.LEFT[reason]}: {', '.join(names)}."
        lines.append(f"- {plain(told)}")
    if lines:
        count = len(pack.left_out)
        st.markdown(f"**{count} trường hợp không có trong mọi văn bản của bộ:**")
        st.markdown("\n".join(lines))
    if pack.not_made:
        lacks = "; ".join(_in_sentence(text.PAPERS[paper]) for paper in pack.not_made)
        st.markdown(plain(f"Chưa lập vì chưa có trường hợp nào để ghi: {lacks}."))


def _made(kind: Kind) -> None:
    """How far what was asked for is, and what waits to be taken."""
    feedback.show_notes(_PLACE)
    own_files.draw({kind}, name=kind, beside=draw_lacks)
    st.caption(
        f"Tệp lập xong được giữ {KEPT_FOR.days} ngày, cũng ở “Tệp của tôi”; chỉ người yêu cầu tải "
        "được."
    )


def _in_sentence(name: str) -> str:
    return name[:1].lower() + name[1:]


def _begin(campaign: Campaign) -> None:
    """Callback: the Office's pack, of what is chosen by now."""
    actor = session.require(Action.PAPERS_MAKE)
    meeting = st.session_state[_MEETING]
    with feedback.noted(_PLACE):
        papers.make_pack(
            session.db(),
            actor,
            campaign,
            award_code=st.session_state[_AWARD],
            meeting_id=UUID(meeting) if meeting else None,
            address=session.address(),
        )


def _begin_unit(campaign: Campaign) -> None:
    """Callback: the unit's pack."""
    actor = session.require(Action.PAPERS_UNIT)
    with feedback.noted(_PLACE):
        papers.make_unit_pack(session.db(), actor, campaign, address=session.address())
