"""What may be done with all opinions that are ticked: a group's name, or one step on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import streamlit as st

from lib.domain.access import Action
from lib.domain.campaigns import Campaign
from lib.domain.opinions import STEPS, Step
from lib.errors import AppError
from lib.services.opinions import together
from lib.services.opinions.desk import Line
from lib.services.opinions.together import Taken
from lib.text import SENTENCES, sentence
from lib.text.opinions import OPINION_STEPS, SEVERAL_DONE
from lib.ui.kit import session
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import act_of
from lib.ui.kit.tables import Choice
from lib.ui.opinions import desk_list, step_forms
from lib.ui.opinions.desk_list import SLOT

_KEY: Final = "opinions_together"
"""What the keys of the forms begin with: what is typed outlives other ticks."""
_FORMS: Final[dict[Step, tuple[Callable[[str], None], str]]] = {
    Step.ANSWER: (step_forms.answer, ":material/reply:"),
    Step.FORWARD: (step_forms.forward, ":material/forward:"),
    Step.CLOSE: (step_forms.close, ":material/inventory_2:"),
}


def draw_bar(campaign: Campaign, found: Sequence[Line], choice: Choice[Line]) -> None:
    """The ways for all that are ticked; one's own are passed over and named."""
    ticked = choice.ticked
    st.markdown(f"**{len(ticked)} ý kiến đã chọn**")
    own = [desk_list.name(one) for one in ticked if one.is_own]
    if own:
        st.caption(
            f":material/person_off: Bỏ qua ý kiến của chính bạn: {plain('; '.join(own))}",
            help=SENTENCES["Refused"]["own_opinion"],
        )
    if len({one.opinion.topic for one in ticked}) == 1:
        _draw_steps(campaign, choice)
    else:
        st.caption(
            ":material/info: Nhiều chủ đề: chỉ đặt nhóm được",
            help="Trả lời, chuyển, đóng cùng lúc được khi các ý kiến đã chọn cùng một chủ đề.",
        )
    desk_list.draw_grouping(
        campaign, found, lambda: choice.ticked, key=choice.key, count=len(ticked)
    )


def _draw_steps(campaign: Campaign, choice: Choice[Line]) -> None:
    others = _others(choice)
    for step, (form, icon) in _FORMS.items():
        if not any((one.opinion.state, step) in STEPS for one in others):
            continue
        with st.popover(OPINION_STEPS[step], key=f"several_{step}", icon=icon):
            form(_KEY)
            st.button(
                f"{OPINION_STEPS[step]} {len(others)} ý kiến", key=f"several_{step}_{choice.key}",
                type="primary", on_click=_take, args=(campaign, step, partial(_others, choice)),
            )  # fmt: skip


def _others(choice: Choice[Line]) -> list[Line]:
    """What is ticked by the time of the click, without one's own."""
    return [one for one in choice.ticked if not one.is_own]


def _take(campaign: Campaign, step: Step, lines: Callable[[], list[Line]]) -> None:
    """Callback: an act for each; those that it cannot be stay ticked and are named."""
    actor = session.require(Action.OPINION_REVIEW)
    chosen = lines()
    targets = [desk_list.target(one) for one in chosen]
    try:
        taken = together.take_step(
            session.db(), actor, campaign, act_id=act_of(f"each {step}", targets), targets=targets,
            step=step, said=step_forms.said(_KEY),
        )  # fmt: skip
    except AppError as refusal:
        SLOT.now.refuse(refusal)
        return
    SLOT.now.settle()
    SLOT.now.tell(SEVERAL_DONE[step.value].format(count=taken.done) if taken.done else "")
    SLOT.now.error = _told(chosen, taken)
    if not taken.faults:
        for key in step_forms.typed(step, _KEY):
            st.session_state.pop(key, None)


def _told(chosen: Sequence[Line], taken: Taken) -> str:
    """What could not be done, a line for each."""
    names = {one.opinion.opinion_id: desk_list.name(one) for one in chosen}
    return "\n\n".join(
        f"“{plain(names[fault.opinion_id])}”: {sentence(fault.refusal)}" for fault in taken.faults
    )
