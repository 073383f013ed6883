"""What a campaign says of opinions: whether anonymous ones are taken, and where complaints go."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, CampaignState
from lib.domain.opinions import ADDRESS_LIMIT
from lib.services.opinions import desk_acts, reading
from lib.text.opinions import COMPLAINTS_TO, OPINION_FIELDS, PROPOSED_ADDRESS
from lib.ui.kit import admin, feedback, session
from lib.ui.kit.open_form import Slot

SLOT: Final = Slot("opinion_rules")
_WIDTH_PX: Final = 720


def draw(actor: Actor, campaign: Campaign) -> None:
    """The form; what is not said yet begins with what is proposed."""
    feedback.show_notes(SLOT.name)
    rules = reading.rules(session.db(), actor, campaign)
    now = SLOT.begin(campaign.code, rules.version)
    prefix = f"{SLOT.name}_{now.opening}"
    stored = {
        f"{prefix}_takes_anonymous": rules.takes_anonymous,
        f"{prefix}_complaints_to": rules.complaints_to or COMPLAINTS_TO,
    }
    SLOT.fill(stored)
    is_fixed = campaign.state != CampaignState.PREPARING and rules.takes_anonymous
    with st.container(border=True, width=_WIDTH_PX, key="opinion_rules_form"):
        st.toggle(
            OPINION_FIELDS["takes_anonymous"], key=f"{prefix}_takes_anonymous", disabled=is_fixed
        )
        st.caption(
            "Phong trào đã bắt đầu thì chỉ bật được, không tắt được: người đã gửi tin vào điều đó."
        )
        proposed = "" if rules.complaints_to else PROPOSED_ADDRESS
        st.text_area(
            f"{OPINION_FIELDS['complaints_to']}{proposed} *", key=f"{prefix}_complaints_to",
            max_chars=ADDRESS_LIMIT, height=80,
        )  # fmt: skip
        SLOT.problem("complaints_to")
        key = f"{prefix}_complaints_to"
        SLOT.stored_value(st.session_state[key], stored[key], str(stored[key]))
        admin.buttons(
            SLOT, Action.OPINION_REVIEW, prefix, stored=stored, save=_save,
            args=(campaign, now.seen_version, prefix, now.act("save")),
        )  # fmt: skip


def _save(campaign: Campaign, seen_version: int, prefix: str, act_id: UUID) -> None:
    """Callback: store the rules."""
    actor, state = session.require(Action.OPINION_REVIEW), st.session_state
    with SLOT.attempt("Đã lưu quy định."):
        desk_acts.put_rules(
            session.db(), actor, campaign, act_id=act_id, seen_version=seen_version,
            takes_anonymous=state.get(f"{prefix}_takes_anonymous"),
            complaints_to=state.get(f"{prefix}_complaints_to"),
        )  # fmt: skip
