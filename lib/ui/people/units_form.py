"""One unit: its names, what it is, its end; and the form for a new one."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.units import Unit, UnitType
from lib.domain.vietnamese import format_date
from lib.services import clock
from lib.services.people import units
from lib.services.people.unit_forms import Typed, TypedName
from lib.ui.kit import admin, feedback, session
from lib.ui.kit.asking import ask
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.ui.people.units_list import PAGE, SLOT, seal_text

NEW_SLOT: Final = Slot("units_new")
FORM_WIDTH_PX = 640
_LABELS = text.UNIT_FIELDS
# A choice of None would mean that nothing was chosen.
_SEALS: dict[str, bool | None] = {"yes": True, "no": False, "unknown": None}


def draw(actor: Actor, unit: Unit) -> None:
    """The open unit; its forms start from what is stored and keep what is typed."""
    now = SLOT.begin(unit.code, unit.version)
    prefix = f"{PAGE}_{unit.unit_id}"
    stored = _values(prefix, unit)
    SLOT.fill(stored)
    with st.container(border=True, width=FORM_WIDTH_PX):
        st.header(plain(unit.name), anchor=False)
        st.caption(f"{unit.code} · {text.unit_state(unit, clock.today())}")
        _data_fields(SLOT, prefix)
        _stored_values(prefix, unit)
        admin.buttons(
            SLOT,
            Action.UNITS_MANAGE,
            prefix,
            stored=stored,
            save=_save,
            args=(unit.unit_id, prefix, now.seen_version, SLOT.now.act("save")),
        )
        _names(actor, unit, prefix, now.seen_version)
        _end(unit, prefix, now.seen_version)


def draw_new() -> None:
    """The form for a new unit; what is typed stays until the unit is there."""
    feedback.show_notes(NEW_SLOT.name)
    prefix = NEW_SLOT.blank()
    st.session_state.setdefault(f"{prefix}_valid_from", format_date(clock.today()))
    st.session_state.setdefault(f"{prefix}_own_seal", "unknown")
    with st.container(border=True, width=FORM_WIDTH_PX):
        st.text_input(_LABELS["code"], key=f"{prefix}_code", placeholder="QLXD", autocomplete="off")
        NEW_SLOT.problem("code")
        _name_fields(NEW_SLOT, prefix)
        _data_fields(NEW_SLOT, prefix)
        st.button(
            "Thêm đơn vị",
            key=f"{prefix}_add",
            type="primary",
            icon=":material/domain_add:",
            on_click=_add,
            args=(prefix, NEW_SLOT.now.act("add")),
        )


def _name_fields(slot: Slot, prefix: str) -> None:
    for key in ("name", "short_name", "valid_from"):
        st.text_input(
            _LABELS[key],
            key=f"{prefix}_{key}",
            placeholder=text.DAY_HINT if key == "valid_from" else "",
            autocomplete="off",
        )
        slot.problem(key)


def _data_fields(slot: Slot, prefix: str) -> None:
    st.selectbox(
        _LABELS["unit_type"],
        [kind.value for kind in UnitType],
        index=None,
        key=f"{prefix}_unit_type",
        format_func=lambda kind: text.UNIT_TYPES[UnitType(kind)],
        placeholder="Chọn loại đơn vị",
    )
    slot.problem("unit_type")
    with st.container(horizontal=True):
        for key in ("sort_order", "headcount"):
            with st.container():
                st.text_input(_LABELS[key], key=f"{prefix}_{key}", autocomplete="off")
                slot.problem(key)
    st.segmented_control(
        _LABELS["own_seal"],
        list(_SEALS),
        key=f"{prefix}_own_seal",
        format_func=lambda chosen: seal_text(_SEALS[chosen]),
        required=True,
    )
    slot.problem("own_seal")


def _stored_values(prefix: str, unit: Unit) -> None:
    state = st.session_state
    kind, order, people, seal = (
        state[f"{prefix}_{key}"] for key in ("unit_type", "sort_order", "headcount", "own_seal")
    )
    headcount = str(unit.headcount or "")
    SLOT.stored_value(kind, unit.unit_type.value, text.UNIT_TYPES[unit.unit_type])
    SLOT.stored_value(order, str(unit.sort_order), f"thứ tự {unit.sort_order}")
    SLOT.stored_value(people, headcount, f"số người {headcount or 'để trống'}")
    SLOT.stored_value(_SEALS[seal], unit.own_seal, f"con dấu riêng: {seal_text(unit.own_seal)}")


def _names(actor: Actor, unit: Unit, prefix: str, seen: int) -> None:
    with st.expander(
        "Tên gọi và đổi tên", key=f"{prefix}_names", icon=":material/edit:", on_change="rerun"
    ) as part:
        if not part.open:
            return
        for old in units.names(session.db(), actor, unit.unit_id):
            st.caption(f"Từ {format_date(old.valid_from)}: {plain(old.name)}")
        st.markdown("Tên mới có hiệu lực từ ngày ghi dưới đây; các báo cáo trước đó giữ tên cũ.")
        _name_fields(SLOT, prefix)
        st.button(
            "Đổi tên",
            key=f"{prefix}_{seen}_rename",
            on_click=_rename,
            args=(unit.unit_id, prefix, seen, SLOT.now.act("rename")),
        )


def _end(unit: Unit, prefix: str, seen: int) -> None:
    args = (unit.unit_id, prefix, seen, SLOT.now.act("end"))
    if unit.closed_on is not None:
        ask(
            "Hoạt động lại",
            "domain",
            "Đơn vị lại được giao nhiệm vụ và nhận người dùng như trước.",
            key=f"{prefix}_{seen}_reopen",
            act=_reopen,
            args=args,
        )
        return
    with st.popover("Ngừng hoạt động", icon=":material/domain_disabled:"):
        st.markdown("Nhiệm vụ của đơn vị không còn được tính; báo cáo đã có vẫn được giữ.")
        key = f"{prefix}_closed_on"
        st.session_state.setdefault(key, format_date(clock.today()))
        st.text_input(_LABELS["closed_on"], key=key, placeholder=text.DAY_HINT, autocomplete="off")
        SLOT.problem("closed_on")
        st.button(
            "Ngừng hoạt động",
            key=f"{prefix}_{seen}_close",
            type="primary",
            on_click=_close,
            args=args,
        )


def _values(prefix: str, unit: Unit) -> dict[str, Any]:
    seals = {value: key for key, value in _SEALS.items()}
    return {
        f"{prefix}_unit_type": unit.unit_type.value,
        f"{prefix}_sort_order": str(unit.sort_order),
        f"{prefix}_headcount": str(unit.headcount or ""),
        f"{prefix}_own_seal": seals[unit.own_seal],
        f"{prefix}_name": unit.name,
        f"{prefix}_short_name": unit.short_name,
        f"{prefix}_valid_from": format_date(clock.today()),
    }


def _typed(prefix: str) -> Typed:
    state = st.session_state
    seal = state[f"{prefix}_own_seal"]
    return Typed(
        unit_type=state[f"{prefix}_unit_type"],
        sort_order=state[f"{prefix}_sort_order"],
        own_seal=_SEALS.get(seal, seal),
        headcount=state[f"{prefix}_headcount"],
    )


def _typed_name(prefix: str) -> TypedName:
    state = st.session_state
    return TypedName(
        name=state[f"{prefix}_name"],
        short_name=state[f"{prefix}_short_name"],
        valid_from=state[f"{prefix}_valid_from"],
    )


def _add(prefix: str, act_id: UUID) -> None:
    actor = session.require(Action.UNITS_MANAGE)
    code, name = st.session_state[f"{prefix}_code"], _typed_name(prefix)
    with NEW_SLOT.attempt(f"Đã thêm {plain(str(name.name))}."):
        units.add(session.db(), actor, act_id=act_id, code=code, name=name, form=_typed(prefix))
        NEW_SLOT.next_blank()


def _save(unit_id: UUID, prefix: str, seen: int, act_id: UUID) -> None:
    actor = session.require(Action.UNITS_MANAGE)
    with SLOT.attempt("Đã lưu đơn vị."):
        units.change(
            session.db(), actor, act_id=act_id, unit_id=unit_id, seen_version=seen,
            form=_typed(prefix),
        )  # fmt: skip
        SLOT.now.is_fresh = True


def _rename(unit_id: UUID, prefix: str, seen: int, act_id: UUID) -> None:
    actor = session.require(Action.UNITS_MANAGE)
    with SLOT.attempt("Đã đổi tên đơn vị."):
        units.rename(
            session.db(), actor, act_id=act_id, unit_id=unit_id, seen_version=seen,
            name=_typed_name(prefix),
        )  # fmt: skip


def _close(unit_id: UUID, prefix: str, seen: int, act_id: UUID) -> None:
    actor = session.require(Action.UNITS_MANAGE)
    with SLOT.attempt("Đơn vị đã ngừng hoạt động."):
        units.close(
            session.db(), actor, act_id=act_id, unit_id=unit_id, seen_version=seen,
            closed_on=st.session_state[f"{prefix}_closed_on"],
        )  # fmt: skip


def _reopen(unit_id: UUID, _prefix: str, seen: int, act_id: UUID) -> None:
    actor = session.require(Action.UNITS_MANAGE)
    with SLOT.attempt("Đơn vị đã hoạt động lại."):
        units.reopen(session.db(), actor, act_id=act_id, unit_id=unit_id, seen_version=seen)
