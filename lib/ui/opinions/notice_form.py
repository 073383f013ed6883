"""A unit's notice of false information, with a screenshot."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action
from lib.domain.campaigns import Campaign
from lib.domain.files import IMAGES, MEGABYTE
from lib.services.files.file_checks import Upload
from lib.services.opinions import notice_acts, notices
from lib.text.notices import NO_NAMES, NOTICE_FIELDS
from lib.ui.kit import feedback, fields, session, uploads
from lib.ui.kit.open_form import Slot

SLOT: Final = Slot("notice_new")
_ENDINGS: Final = sorted({*(kind.value for kind in IMAGES), "jpeg"})
_WIDTH_PX: Final = 720


def draw(campaign: Campaign) -> None:
    """The form for a new one; what is typed stays until it is sent."""
    feedback.show_notes(SLOT.name)
    if not campaign.takes_reports:
        st.info("Chỉ nhận thông báo khi phong trào đang chạy.", icon=":material/lock:")
        return
    with st.container(border=True, width=_WIDTH_PX, key="notice_form"):
        st.info(NO_NAMES, icon=":material/privacy_tip:")
        prefix = SLOT.blank()
        problems = {key: fault.words for key, fault in SLOT.now.faults.items()}
        for field in notices.form().asked:
            fields.draw(
                field, {}, key_prefix=prefix, on_change="rerun", problem=problems.get(field.key)
            )
        st.file_uploader(
            NOTICE_FIELDS["picture"], type=_ENDINGS, key=f"{prefix}_picture",
            max_upload_size=notice_acts.LIMITS.file_bytes // MEGABYTE,
        )  # fmt: skip
        st.button(
            "Thông báo Văn phòng", key=f"{prefix}_send", type="primary", icon=":material/send:",
            on_click=_send, args=(campaign, prefix, SLOT.now.act("send")),
        )  # fmt: skip


def _send(campaign: Campaign, prefix: str, act_id: UUID) -> None:
    """Callback: send it; the form is empty then."""
    actor = session.require(Action.NOTICE_SEND)
    given = st.session_state.get(f"{prefix}_picture")
    with SLOT.attempt("Đã thông báo Văn phòng."):
        notice_acts.send(
            session.db(), actor, campaign, act_id=act_id,
            raw=fields.read(notices.form(), prefix),
            upload=Upload(given.name, given) if given else None,
        )  # fmt: skip
        if given:
            uploads.let_go([given])
        SLOT.next_blank()
