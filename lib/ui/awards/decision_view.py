"""Cases before a decision, and decisions: to read, and what leaders and the Office do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from lib import text
from lib.domain import decisions
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.nomination_workflow import Level, Step
from lib.services.awards import decision_board
from lib.services.awards.decision_board import Board, Case
from lib.services.nominations import nominations
from lib.ui.awards import council_view
from lib.ui.awards import decision_state as page
from lib.ui.evidence import evidence
from lib.ui.kit import arrow, session, tables
from lib.ui.kit.filters import Filters
from lib.ui.kit.markdown import plain
from lib.ui.kit.tables import Choice
from lib.ui.nominations import nomination_view

VOTED, AWARDED, PROPOSED, DECISIONS = "cho", "khen", "tinh", "quyet-dinh"
FILTERS: Final = Filters(
    "quyet_dinh",
    {
        VOTED: "Chờ quyết định",
        AWARDED: "Đã quyết định khen thưởng",
        PROPOSED: "Đã trình tỉnh",
        DECISIONS: "Quyết định",
    },
    Action.DECISION_VIEW,
    ("decisions",),
)
_EMPTY: Final[Mapping[str, str]] = {
    VOTED: "Không có trường hợp nào chờ lãnh đạo quyết định. Trường hợp hiện ở đây sau khi có kết "
    "quả biểu quyết của Hội đồng.",
    AWARDED: "Không có trường hợp nào chờ đưa vào quyết định. Trường hợp hiện ở đây sau khi lãnh "
    "đạo quyết định khen thưởng.",
    PROPOSED: "Không có trường hợp nào chờ quyết định của tỉnh. Trường hợp hiện ở đây sau khi lãnh "
    "đạo trình tỉnh khen thưởng.",
    DECISIONS: "Chưa có quyết định nào. Văn phòng lập quyết định từ phần “Đã quyết định khen "
    "thưởng”.",
}
_MOST_DOSSIERS: Final = 12
_LABELS: Final[Mapping[str, str]] = {
    "number": decisions.NUMBER,
    "signed_on": decisions.SIGNED_ON,
    "signer": decisions.SIGNER,
    "signer_position": decisions.SIGNER_POSITION,
}


def draw_filters(board: Board) -> None:
    """The parts of the page, each with how much is in it."""
    parts = {
        VOTED: board.voted, AWARDED: board.awarded, PROPOSED: board.proposed,
        DECISIONS: board.decisions,
    }  # fmt: skip
    FILTERS.draw({name: len(rows) for name, rows in parts.items()})


def empty(name: str) -> None:
    st.info(_EMPTY[name], icon=":material/inbox:")


def choose(cases: Sequence[Case], *, name: str) -> Choice[Case]:
    """The table, and the cases chosen in it."""
    both = [council_view.shares(one.result.ratios if one.result else None) for one in cases]
    return tables.choose(
        cases,
        arrow.table(
            {
                "Tên": [one.nomination.name for one in cases],
                "Đơn vị": [one.unit.short_name for one in cases],
                "Hình thức": [one.award.name if one.award else "" for one in cases],
                "Đồng ý": [one[1] for one in both],
            }
        ),
        name=name,
        seen=page.target,
        height=tables.list_height(len(cases)),
        widths={"Tên": 134, "Đơn vị": 92, "Hình thức": 98, "Đồng ý": 70},
        alt="Trường hợp đề nghị khen thưởng và kết quả biểu quyết",
    )


def dossiers(actor: Actor, campaign: Campaign, cases: Sequence[Case]) -> None:
    """Every case that would be decided, whole, one below the other."""
    for case in cases[:_MOST_DOSSIERS]:
        _dossier(actor, campaign, case)
    rest = cases[_MOST_DOSSIERS:]
    if rest:
        names = ", ".join(case.nomination.name for case in rest)
        st.caption(f"Và {len(rest)} trường hợp nữa: {plain(names)}")


def _dossier(actor: Actor, campaign: Campaign, case: Case) -> None:
    """What one nomination says, what the council said of it, and its files."""
    nomination_id = case.nomination.nomination_id
    opened = nominations.opened(session.db(), actor, campaign, nomination_id)
    with st.container(border=True, key=f"decision_dossier_{nomination_id}"):
        st.header(plain(case.nomination.name), anchor=False)
        nomination_view.head(opened)
        if case.result is not None:
            council_view.result(case.result.line(case.nomination, case.unit))
        nomination_view.answers(opened)
        evidence.draw_nomination_shown(actor, campaign, nomination_id)


def barred(board: Board, cases: Sequence[Case]) -> bool:
    """Whether the viewer has to leave one of the cases to somebody else, with a word on which."""
    told: dict[str, list[str]] = {}
    for case in cases:
        if (why := board.barred.get(case.nomination.nomination_id)) is not None:
            told.setdefault(why, []).append(case.nomination.name)
    for why, names in told.items():
        words = f"{', '.join(names)}: {text.SENTENCES['Refused'][why]}"
        st.info(plain(words), icon=":material/person_off:")
    return bool(told)


def deciding(campaign: Campaign, choice: Choice[Case]) -> None:
    """A leader's buttons, for what each level decides."""
    count = len(choice.chosen)
    levels = {one.level for one in choice.chosen}
    if len(levels) > 1:
        st.info(
            "Giấy khen và Bằng khen được quyết định riêng. Vui lòng chọn một hình thức.",
            icon=":material/rule:",
        )
    with st.container(horizontal=True):
        for step, level in ((Step.AWARD, Level.AGENCY), (Step.PROPOSE, Level.PROVINCE)):
            if levels == {level}:
                st.button(
                    f"{text.NOMINATION_STEPS[step]} ({count})", key=f"{step}_{choice.key}",
                    type="primary", on_click=page.decide, args=(campaign, step, choice),
                )  # fmt: skip
    with st.expander("Không thông qua", key=page.key("declining"), icon=":material/block:"):
        reason()
        st.button(
            f"Không thông qua ({count})", key=f"decline_{choice.key}", on_click=page.decide,
            args=(campaign, Step.DECLINE, choice),
        )  # fmt: skip


def preparing(campaign: Campaign, choice: Choice[Case]) -> None:
    """The Office's form for a decision to come."""
    _title("Về việc tặng Giấy khen")
    st.button(
        f"Chuẩn bị quyết định ({len(choice.chosen)})", key=f"prepare_{choice.key}",
        type="primary", on_click=page.prepare, args=(campaign, choice),
    )  # fmt: skip


def recording(campaign: Campaign, choice: Choice[Case]) -> None:
    """The Office's form for what the province has decided."""
    count = len(choice.chosen)
    _title("Về việc tặng Bằng khen")
    paper(campaign, Level.PROVINCE)
    st.button(
        f"Ghi quyết định của tỉnh ({count})", key=f"record_{choice.key}", type="primary",
        on_click=page.record_award, args=(campaign, choice),
    )  # fmt: skip
    with st.expander("Tỉnh không khen thưởng", key=page.key("refusing"), icon=":material/block:"):
        reason()
        st.button(
            f"Ghi tỉnh không khen thưởng ({count})", key=f"refusal_{choice.key}",
            on_click=page.record_refusal, args=(campaign, choice),
        )  # fmt: skip


def _title(first: str) -> None:
    st.session_state.setdefault(page.key("title"), first)
    st.text_input(f"{decisions.TITLE} *", key=page.key("title"), autocomplete="off")


def paper(campaign: Campaign, level: Level) -> None:
    """What the signed paper bears; who will have signed it is suggested."""
    actor = session.require(Action.DECISION_RELEASE)
    first = decision_board.first_signer(session.db(), actor, campaign, level)
    st.session_state.setdefault(page.key("signer"), first.name)
    st.session_state.setdefault(page.key("signer_position"), first.position)
    with st.container(key="signature_form"):
        for name in page.SIGNED_KEYS:
            st.text_input(
                f"{_LABELS[name]} *", key=page.key(name), autocomplete="off",
                placeholder={"number": "45/QĐ-SXD", "signed_on": text.DAY_HINT}.get(name, ""),
            )  # fmt: skip
            page.SLOT.problem(name)


def reason() -> None:
    st.text_area("Lý do *", key=page.key("reason"))
