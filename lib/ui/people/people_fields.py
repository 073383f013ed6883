"""The fields of an account, new or stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from lib import text
from lib.domain.access import Role
from lib.domain.accounts import Account
from lib.domain.units import Unit
from lib.services import clock
from lib.ui.kit.choices import unique_labels
from lib.ui.kit.open_form import Slot

_LABELS = text.PERSON_FIELDS


def draw(slot: Slot, prefix: str, units: Sequence[Unit], account: Account | None) -> None:
    """The fields that a new account and a stored one share.

    Args:
        account: the stored one; after a conflict its values stand below what is typed.
    """
    names = unique_labels({unit.unit_id: unit.name for unit in units})
    today = clock.today()
    home = account.unit_id if account else None
    st.text_input(_LABELS["full_name"], key=f"{prefix}_full_name", autocomplete="off")
    slot.problem("full_name")
    st.selectbox(
        _LABELS["unit"],
        [unit.unit_id for unit in units if unit.is_open(today) or unit.unit_id == home],
        index=None,
        key=f"{prefix}_unit",
        format_func=lambda unit_id: names.get(unit_id, ""),
        placeholder="Chọn đơn vị",
    )
    slot.problem("unit")
    st.pills(
        _LABELS["roles"],
        [role.value for role in Role],
        selection_mode="multi",
        key=f"{prefix}_roles",
        format_func=lambda role: text.ROLES[Role(role)],
        wrap=True,
    )
    slot.problem("roles")
    st.text_input(
        _LABELS["email"],
        key=f"{prefix}_email",
        help="Nơi nhận thư nhắc việc; có thể để trống.",
        autocomplete="off",
    )
    slot.problem("email")
    if account:
        state = st.session_state
        name, unit, roles = (state[f"{prefix}_{key}"] for key in ("full_name", "unit", "roles"))
        slot.stored_value(name, account.full_name, account.full_name)
        slot.stored_value(unit, account.unit_id, names.get(account.unit_id, ""))
        slot.stored_value(set(roles), set(account.roles), text.roles(account.roles))
        slot.stored_value(state[f"{prefix}_email"], account.email, account.email or "(trống)")


def values(prefix: str, account: Account) -> dict[str, Any]:
    """What the fields of a stored account begin with, by their keys."""
    return {
        f"{prefix}_full_name": account.full_name,
        f"{prefix}_unit": account.unit_id,
        f"{prefix}_roles": [role.value for role in Role if role in account.roles],
        f"{prefix}_email": account.email,
    }


def typed(prefix: str) -> dict[str, Any]:
    """What stands in the fields, as the service takes it."""
    return {
        "full_name": st.session_state[f"{prefix}_full_name"],
        "unit_id": st.session_state[f"{prefix}_unit"],
        "roles": st.session_state[f"{prefix}_roles"],
        "email": st.session_state[f"{prefix}_email"],
    }
