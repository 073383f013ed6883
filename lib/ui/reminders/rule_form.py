"""On which days what waits is reminded of: the rules, what they come to today, and their past."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.reminders.rules import LONGEST, WITH_DUE, WITH_SINCE, Rule, Rules, Subject
from lib.services.reminders import composing, rules
from lib.services.reminders.rules import key_of
from lib.text.reminders import RULE_FIELDS, SUBJECTS, would_compose
from lib.ui.kit import admin, feedback, history, session
from lib.ui.kit.history import HistoryLine, history_line
from lib.ui.kit.open_form import Slot

SLOT: Final = Slot("reminder_rules")
_WIDTH_PX: Final = 880
_BEFORE_LETTERS: Final = 60
_TOLD: Final = "would_compose"
"""Where what a look at today came to is shown."""
_PARTS: Final = ("is_on", "before", "on_due", "overdue_every", "since_every")


def draw(actor: Actor) -> None:
    """The form, with what is in force."""
    feedback.show_notes(SLOT.name)
    stored = rules.in_force(session.db(), actor)
    now = SLOT.begin("rules", stored.version)
    prefix = f"{SLOT.name}_{now.opening}"
    values = _values(prefix, stored.rules)
    SLOT.fill(values)
    with st.container(border=True, width=_WIDTH_PX, key="reminder_rules_form"):
        st.caption(
            "Mỗi người mỗi ngày nhận nhiều nhất một thư, gồm mọi việc đến ngày nhắc theo các quy "
            "tắc đang bật. Thay đổi áp dụng từ lần soạn thư sau; thư đã soạn giữ nguyên."
        )
        for name in SUBJECTS:
            _draw_rule(prefix, Subject(name))
        with st.container(horizontal=True):
            with st.container(width="content"):
                admin.buttons(
                    SLOT, Action.REMINDER_MANAGE, prefix, stored=values, save=_save,
                    args=(prefix, now.act("save")),
                )  # fmt: skip
            st.button(
                "Xem thử hôm nay", key=f"{prefix}_try", icon=":material/visibility:",
                on_click=_try, args=(prefix,),
            )  # fmt: skip
        feedback.show_notes(_TOLD)
    history.unfold("Lịch sử", lambda: _past(actor), key="reminder_rules_history")


def _draw_rule(prefix: str, subject: Subject) -> None:
    key = partial(_key, prefix, subject)
    is_off = not st.toggle(f"**{SUBJECTS[subject]}**", key=key("is_on"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if subject in WITH_DUE:
            st.text_input(
                RULE_FIELDS["before"], key=key("before"), disabled=is_off, width=170,
                max_chars=_BEFORE_LETTERS, placeholder="7, 3, 1",
            )  # fmt: skip
            _draw_number(prefix, subject, "overdue_every", is_off=is_off)
        if subject in WITH_SINCE:
            _draw_number(prefix, subject, "since_every", is_off=is_off)
        if subject in WITH_DUE:
            st.checkbox(RULE_FIELDS["on_due"], key=key("on_due"), disabled=is_off)
    for part in _PARTS:
        SLOT.problem(key_of(subject, part))


def _draw_number(prefix: str, subject: Subject, part: str, *, is_off: bool) -> None:
    st.number_input(
        RULE_FIELDS[part], key=_key(prefix, subject, part), disabled=is_off, width=236,
        min_value=0, max_value=LONGEST, step=1,
        help="Ngày hôm sau, rồi cứ sau chừng ấy ngày; 0 là không nhắc.",
    )  # fmt: skip


def _values(prefix: str, stored: Rules) -> Mapping[str, object]:
    """What the fields start from, by their keys."""
    values: dict[str, object] = {}
    for subject in Subject:
        rule = stored.get(subject, Rule(subject, is_on=False))
        told = {part: getattr(rule, part) for part in _PARTS}
        told["before"] = ", ".join(map(str, rule.before))
        values |= {_key(prefix, subject, part): value for part, value in told.items()}
    return values


def _key(prefix: str, subject: Subject, part: str) -> str:
    return f"{prefix}_{key_of(subject, part)}"


def _typed(prefix: str) -> Mapping[str, object]:
    held = st.session_state
    return {
        key_of(subject, part): held.get(_key(prefix, subject, part))
        for subject in Subject
        for part in _PARTS
    }


def _save(prefix: str, act_id: UUID) -> None:
    """Callback: put them into force."""
    actor = session.require(Action.REMINDER_MANAGE)
    feedback.forget(_TOLD)
    with SLOT.attempt("Đã lưu quy tắc nhắc việc."):
        rules.change(
            session.db(), actor, act_id=act_id, seen_version=SLOT.now.seen_version,
            raw=_typed(prefix),
        )  # fmt: skip


def _try(prefix: str) -> None:
    """Callback: how many digests today's would be by what is typed."""
    actor = session.require(Action.REMINDER_MANAGE)
    with feedback.noted(_TOLD):
        people = composing.would_compose(session.db(), actor, _typed(prefix))
        feedback.note(feedback.Kind.INFO, would_compose(people), _TOLD)


def _past(actor: Actor) -> list[HistoryLine]:
    return [
        history_line(
            one.done_at,
            one.done_by_name,
            *(
                f"{SUBJECTS[key]}: {one.before.get(key, '')} → {said}"
                for key, said in one.after.items()
            ),
        )
        for one in rules.history(session.db(), actor)
    ]
