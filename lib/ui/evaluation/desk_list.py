"""All units before the Office and the leaders: one table, and what acts on several at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import streamlit as st

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.evaluation_rules import Rules
from lib.domain.evaluations import State, Step
from lib.domain.units import Unit
from lib.errors import NotFound
from lib.services.evaluation import evaluation_list, evaluation_steps, evaluations
from lib.services.evaluation.evaluation_acts import Target
from lib.services.evaluation.evaluation_list import PAGE_ROWS, Filter, Listed
from lib.services.evaluation.evaluation_steps import Judged
from lib.services.evaluation.evaluations import Desk, Line
from lib.ui.evaluation.evaluation_records import DESK_SLOT as SLOT
from lib.ui.evaluation.evaluation_records import UNIT
from lib.ui.kit import arrow, paging, session, states, tables
from lib.ui.kit.filters import Filters
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import act_of
from lib.ui.kit.tables import Choice

PAGE: Final = "trang_danh_gia"
STATES: Final[Mapping[str, frozenset[State]]] = {
    "tat-ca": frozenset(State),
    "chua-gui": frozenset({State.NONE, State.RETURNED}),
    "cho-van-phong": frozenset({State.SENT}),
    "cho-ket-luan": frozenset({State.PROPOSED}),
    "da-ket-luan": frozenset({State.CONCLUDED, State.ANSWERED}),
}
FILTERS: Final = Filters(
    "danh_gia",
    {
        "tat-ca": "Tất cả",
        "chua-gui": "Chưa gửi",
        "cho-van-phong": "Chờ Văn phòng",
        "cho-ket-luan": "Chờ kết luận",
        "da-ket-luan": "Đã kết luận",
    },
    Action.EVALUATION_REVIEW,
    ("evaluations",),
    PAGE,
)
DONE: Final[Mapping[Step, str]] = {
    Step.PROPOSE: "Đã đề xuất {count} đơn vị",
    Step.CONCLUDE: "Đã kết luận {count} đơn vị",
    Step.RETURN: "Đã trả lại {count} đơn vị",
    Step.WITHDRAW: "Đã rút {count} đề xuất",
    Step.SEND_BACK: "Đã trả lại Văn phòng {count} đề xuất",
}
_BEFORE_PROPOSAL: Final = frozenset({State.NONE, State.RETURNED, State.SENT})
_CHIPS: Final = states.chip_column(
    {text.EVALUATION_STATES[one]: tone for one, tone in states.EVALUATIONS.items()}, width_px=122
)
_WIDTHS_PX: Final = {"Đơn vị": 110, "Tự đánh giá": 116}


def listed(actor: Actor, campaign: Campaign) -> Listed:
    """The page that is asked for of what the filter keeps."""
    asked = Filter(STATES[FILTERS.chosen], page=paging.asked(PAGE))
    return evaluation_list.listed(session.db(), actor, campaign, asked)


def counts(by_state: Mapping[State, int]) -> dict[str, int]:
    """How many each filter keeps."""
    return {name: sum(by_state.get(one, 0) for one in of) for name, of in STATES.items()}


def draw_pages(actor: Actor, found: Listed) -> None:
    """The way to the other pages."""
    paging.draw(found.pages, PAGE, actor, usual=PAGE_ROWS, shown=len(found.lines))


def choose(lines: Sequence[Line], rules: Rules, on_open: Callable[[Line], None]) -> Choice[Line]:
    """The table: a click opens a unit, ticks choose several."""
    last = _last_column()
    cells = {
        "Đơn vị": [line.unit.short_name for line in lines],
        "Trạng thái": arrow.chips(
            [[text.EVALUATION_STATES[line.evaluation.state]] for line in lines]
        ),
        "Tự đánh giá": [rules.name(line.evaluation.said) for line in lines],
        last: [_last_cell(line, rules, last) for line in lines],
    }
    return tables.choose(
        lines,
        arrow.table(cells),
        name="evaluations",
        seen=target,
        alt="Đánh giá các đơn vị, theo thứ tự của cơ quan",
        height=tables.list_height(len(lines)),
        widths=_WIDTHS_PX | {last: 116},
        columns={"Trạng thái": _CHIPS},
        on_open=on_open,
    )


def open_line(line: Line | None) -> None:
    """Make a unit the open one, in the address too; None closes it."""
    SLOT.open(**({UNIT: line.unit.code} if line else {}))


def opened(actor: Actor, campaign: Campaign, units: Iterable[Unit]) -> Desk | None:
    """The unit that the address names, whatever the list shows; None where it does not report."""
    wanted = SLOT.asked().get(UNIT)
    unit = next((one for one in units if one.code == wanted), None) if wanted else None
    if unit is None:
        return None
    try:
        return evaluations.desk(session.db(), actor, campaign, unit.unit_id)
    except NotFound:
        return None


def draw_bar(actor: Actor, campaign: Campaign, rules: Rules, choice: Choice[Line]) -> None:
    """What may be done with all that are ticked: agree with what was said before."""
    st.markdown(f"**{len(choice.ticked)} đơn vị đã chọn**")
    passed = {line.unit.unit_id for line in choice.ticked}
    for step, words in (
        (Step.PROPOSE, "Đề xuất {count} đơn vị đúng như tự đánh giá và gợi ý"),
        (Step.CONCLUDE, "Kết luận {count} đơn vị như đề xuất"),
    ):
        ready = agreeing(actor, step, choice.ticked)
        if not ready:
            continue
        passed -= {line.unit.unit_id for line in ready}
        st.button(
            words.format(count=len(ready)),
            key=f"{step}_{choice.key}",
            type="primary",
            on_click=judge_all,
            args=(campaign, step, choice),
        )
    if passed:
        names = ", ".join(
            one.unit.short_name for one in choice.ticked if one.unit.unit_id in passed
        )
        st.caption(
            f":material/info: Xử lý riêng từng đơn vị: {plain(names)}",
            help="Cùng lúc chỉ đề xuất được các đơn vị có tự đánh giá bằng mức gợi ý, và kết luận "
            "được các đơn vị đang chờ kết luận; không xử lý việc của chính mình.",
        )


def agreeing(actor: Actor, step: Step, lines: Sequence[Line]) -> list[Line]:
    """Those on which the actor may take the step without words of their own."""
    right = Action.EVALUATION_PROPOSE if step == Step.PROPOSE else Action.EVALUATION_CONCLUDE
    if not access.can(actor, right):
        return []
    return [line for line in lines if line.barred is None and agreed(line, step) is not None]


def agreed(line: Line, step: Step) -> str | None:
    """The label that everybody before has named; None where there is no such one."""
    found = line.evaluation
    if step == Step.CONCLUDE:
        is_proposed = found.state == State.PROPOSED
        return found.proposal.label if is_proposed and found.proposal else None
    is_hinted = found.state in _BEFORE_PROPOSAL and found.said == line.hint.code
    return found.said if is_hinted else None


def judge_all(campaign: Campaign, step: Step, choice: Choice[Line]) -> None:
    """Callback: what is ticked by the time of the click and agreed on, all of it or none."""
    actor = session.require(Action.EVALUATION_REVIEW)
    lines = agreeing(actor, step, choice.ticked)
    judge(campaign, step, [Judged(target(line), agreed(line, step)) for line in lines])


def judge(campaign: Campaign, step: Step, judged: Sequence[Judged]) -> None:
    """Callback: propose or conclude."""
    actor = session.require(Action.EVALUATION_REVIEW)
    SLOT.step(
        lambda: evaluation_steps.judge(
            session.db(), actor, campaign, act_id=act_of(step, judged), step=step, judged=judged
        ),
        DONE[step],
    )


def target(line: Line) -> Target:
    return Target(line.unit.unit_id, line.evaluation.version)


def _last_column() -> str:
    names = {"cho-ket-luan": "Đề xuất", "da-ket-luan": "Kết luận"}
    return names.get(FILTERS.chosen, "Gợi ý")


def _last_cell(line: Line, rules: Rules, column: str) -> str:
    found = line.evaluation
    if column == "Gợi ý":
        return line.hint.label.name if line.hint.label else ""
    judgement = found.proposal if column == "Đề xuất" else found.conclusion
    return rules.name(judgement.label) if judgement else ""
