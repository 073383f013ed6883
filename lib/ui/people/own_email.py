"""Where letters to oneself go."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.services.people import account
from lib.ui.kit import admin, feedback, session
from lib.ui.kit.open_form import Slot

SLOT: Final = Slot("account_email")
_KEY: Final = "account_email_address"


def draw(actor: Actor) -> None:
    """The address, to be changed."""
    stored = account.own_account(session.db(), actor)
    now = SLOT.begin(stored.username, stored.version)
    SLOT.fill({_KEY: stored.email})
    feedback.show_notes(SLOT.name)
    st.text_input(
        text.PERSON_FIELDS["email"],
        key=_KEY,
        help="Nơi nhận thư nhắc việc; có thể để trống.",
        autocomplete="email",
        width=460,
    )
    SLOT.problem("email")
    SLOT.stored_value(st.session_state[_KEY], stored.email, stored.email or "(trống)")
    admin.buttons(
        SLOT,
        Action.ACCOUNT_SELF,
        "account_email",
        stored={_KEY: stored.email},
        save=_save,
        args=(now.seen_version, SLOT.now.act("save")),
        weight="secondary",
    )


def _save(seen: int, act_id: UUID) -> None:
    actor = session.require(Action.ACCOUNT_SELF)
    with SLOT.attempt():
        account.change_email(
            session.db(),
            actor,
            act_id=act_id,
            seen_version=seen,
            email=st.session_state[_KEY],
        )
        SLOT.now.is_fresh = True
        feedback.note(feedback.Kind.SUCCESS, "Đã lưu địa chỉ thư.", SLOT.name)
