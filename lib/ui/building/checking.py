"""What the draft lacks and would change, and putting it in force."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.plan_drafts import Name
from lib.services.building import edits, publishing
from lib.services.building.drafts import PlanDraft
from lib.services.building.publishing import Checked
from lib.services.building.remarks import Finding
from lib.text import plan_drafts as words
from lib.ui.building import builder_state as page
from lib.ui.building import preview, shift_offer
from lib.ui.kit import session
from lib.ui.kit.asking import ask
from lib.ui.kit.markdown import plain


def draw(actor: Actor, campaign: Campaign) -> None:
    """All of it, each line with the way to its record."""
    checked = publishing.check(session.db(), actor, campaign)
    page.SLOT.notices()
    blocking = [one for one in checked.findings if one.is_blocking]
    if not checked.draft.is_changed:
        st.info("Bản nháp không khác kế hoạch đang áp dụng.", icon=":material/inbox:")
    elif blocking:
        st.error(f"Còn {len(blocking)} điều phải sửa trước khi áp dụng.", icon=":material/error:")
    shift_offer.draw(campaign, checked.draft)
    _findings("Phải sửa", blocking, "block")
    _told(checked)
    _acts(campaign, checked)
    if checked.units:
        preview.draw(checked.draft, checked.units)
    _findings("Nên xem lại", [one for one in checked.findings if not one.is_blocking], "look")


def _findings(title: str, found: Sequence[Finding], key: str) -> None:
    if not found:
        return
    with st.container(border=True, key=f"builder_{key}"):
        st.subheader(f"{title} ({len(found)})", anchor=False)
        for place, one in enumerate(found):
            _line(one.name, one.words, f"builder_{key}_{place}")


def _told(checked: Checked) -> None:
    if not checked.told:
        return
    with st.container(border=True, key="builder_told"):
        st.subheader(f"Sẽ thay đổi ({len(checked.told)})", anchor=False)
        for place, one in enumerate(checked.told):
            said = "; ".join(one.what) + (f". {one.fate}" if one.fate else "")
            _line(one.name, f"{_called(checked.draft, one.name)}: {said}", f"builder_told_{place}")


def _line(name: Name | None, said: str, key: str) -> None:
    if name is None:
        st.markdown(plain(said))
        return
    st.button(
        plain(said), key=key, type="tertiary", icon=":material/chevron_right:",
        on_click=page.show, args=(name,),
    )  # fmt: skip


def _called(draft: PlanDraft, name: Name) -> str:
    return words.called(name, draft.before.get(name) or draft.after[name])


def _acts(campaign: Campaign, checked: Checked) -> None:
    seen = checked.draft.version
    now = page.SLOT.begin("check", seen)
    with st.container(horizontal=True):
        if checked.is_ready:
            ask(
                "Áp dụng", "send",
                "Các đơn vị thấy kế hoạch mới ngay. Báo cáo đã có được giữ.",
                confirm="Áp dụng bản nháp", key="builder_publish", act=_publish,
                args=(campaign, now.act("publish"), seen),
            )  # fmt: skip
        if checked.draft.changed:
            ask(
                "Bỏ mọi thay đổi", "undo",
                "Mọi thay đổi chưa áp dụng thôi hiển thị; kế hoạch đang áp dụng không đổi.",
                confirm="Bỏ hết, bắt đầu lại", key="builder_drop", act=_drop,
                args=(campaign, now.act("drop"), seen),
            )  # fmt: skip


def _publish(campaign: Campaign, act_id: UUID, seen: int) -> None:
    told: list[str] = []

    def work(actor: Actor) -> object:
        done = publishing.publish(session.db(), actor, campaign, act_id=act_id, seen_version=seen)
        told.append(text.reloaded(plain(campaign.code), done.items, done.forms, done.kept))
        return done

    if page.step(work, words.PUBLISHED) and told:
        page.SLOT.now.tell(f"{words.PUBLISHED} {told[0]}")


def _drop(campaign: Campaign, act_id: UUID, seen: int) -> None:
    page.step(
        lambda actor: edits.drop(session.db(), actor, campaign, act_id=act_id, seen_version=seen),
        words.DROPPED,
    )
