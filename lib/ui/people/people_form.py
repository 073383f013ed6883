"""One account: its data, its password, its end; and the form for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.accounts import Account
from lib.domain.confirmations import is_guarded
from lib.domain.units import Unit
from lib.domain.vietnamese import format_instant
from lib.services import clock
from lib.services.people import (
    confirmations,
    people,
    people_passwords,
    second_factor_admin,
)
from lib.services.people.confirmations import Waiting
from lib.ui.kit import admin, feedback, session
from lib.ui.kit.asking import ask
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.ui.people import one_time, people_fields, waiting_list
from lib.ui.people.people_list import PAGE, SLOT, state_text

NEW_SLOT: Final = Slot("people_new")
FORM_WIDTH_PX = 640
_LABELS = text.PERSON_FIELDS
_RESET_NOW: Final = "Mật khẩu cũ và các phiên đang mở hết hiệu lực ngay."
_RESET_LATER: Final = (
    "Tài khoản có vai trò cần hai người: lãnh đạo hoặc quản trị khác xác nhận và giao mật khẩu "
    "dùng một lần; đến lúc đó mật khẩu cũ còn hiệu lực."
)
_FACTOR_NOW: Final = (
    "Dùng khi người này mất cả điện thoại và mã dự phòng. Các phiên đang mở kết thúc; lần đăng "
    "nhập sau chỉ cần mật khẩu."
)
_FACTOR_LATER: Final = f"{_FACTOR_NOW} Cần người thứ hai xác nhận."
_RESET: Final = "Đã đặt lại mật khẩu."
_REOPENED: Final = "Đã mở lại tài khoản."
_ROLES_WAIT: Final = " Vai trò còn lại chờ người thứ hai xác nhận tại trang Chờ xác nhận."
_HANDED_LATER: Final = " Mật khẩu dùng một lần do người xác nhận giao."


def draw(actor: Actor, account: Account, units: Sequence[Unit]) -> None:
    """The open account; its form starts from what is stored and keeps what is typed."""
    now = SLOT.begin(account.username, account.version)
    prefix = f"{PAGE}_{account.account_id}"
    stored = people_fields.values(prefix, account)
    SLOT.fill(stored)
    waiting = confirmations.waiting_for(session.db(), actor, account.account_id)
    with st.container(border=True, width=FORM_WIDTH_PX):
        st.header(plain(account.full_name), anchor=False)
        state = state_text(account, clock.now(), waits=bool(waiting))
        st.caption(f"{plain(account.username)} · {state}")
        one_time.draw(now, Action.PEOPLE_MANAGE)
        _waiting(waiting)
        people_fields.draw(SLOT, prefix, units, account)
        admin.buttons(
            SLOT,
            Action.PEOPLE_MANAGE,
            prefix,
            stored=stored,
            save=_save,
            args=(account.account_id, prefix, now.seen_version, SLOT.now.act("save")),
        )
        _acts(actor, account, prefix, now.seen_version)


def draw_new(units: Sequence[Unit]) -> None:
    """The form for a new account; what is typed stays until the account is there."""
    feedback.show_notes(NEW_SLOT.name)
    prefix = NEW_SLOT.blank()
    with st.container(border=True, width=FORM_WIDTH_PX):
        one_time.draw(NEW_SLOT.now, Action.PEOPLE_MANAGE)
        st.text_input(
            _LABELS["username"],
            key=f"{prefix}_username",
            help="Chữ thường không dấu, chữ số, dấu chấm, gạch nối; không đổi được về sau.",
            autocomplete="off",
        )
        NEW_SLOT.problem("username")
        people_fields.draw(NEW_SLOT, prefix, units, None)
        st.button(
            "Thêm người dùng",
            key=f"{prefix}_create",
            type="primary",
            icon=":material/person_add:",
            on_click=_create,
            args=(prefix, NEW_SLOT.now.act("create")),
        )


def _waiting(rows: Sequence[Waiting]) -> None:
    """What of this account waits for a second person."""
    for one in rows:
        st.info(
            f"Chờ người thứ hai xác nhận. {waiting_list.what(one)}  \n"
            f":small[{waiting_list.by_whom(one)}]",
            icon=":material/pending:",
        )


def _acts(actor: Actor, account: Account, prefix: str, seen: int) -> None:
    """What else can be done with the account, each behind a question."""
    is_own = account.account_id == actor.account_id
    with st.container(horizontal=True):
        if account.is_open and not is_own:
            ask(
                "Đặt lại mật khẩu",
                "lock_reset",
                _RESET_LATER if is_guarded(account.roles) else _RESET_NOW,
                key=f"{prefix}_{seen}_reset",
                act=_reset,
                args=(account, seen, SLOT.now.act("reset")),
            )
        if account.is_open:
            ask(
                "Kết thúc các phiên",
                "logout",
                "Người này phải đăng nhập lại trên mọi thiết bị.",
                key=f"{prefix}_{seen}_end",
                act=_end_sessions,
                args=(account.account_id, SLOT.now.act("end")),
            )
            if second_factor_admin.has_one(session.db(), actor, account.account_id):
                ask(
                    "Bỏ xác thực hai lớp",
                    "key_off",
                    _FACTOR_LATER if is_guarded(account.roles) else _FACTOR_NOW,
                    key=f"{prefix}_{seen}_factor",
                    act=_reset_factor,
                    args=(account.account_id, seen, SLOT.now.act("factor")),
                )
            ask(
                "Đóng tài khoản",
                "person_off",
                "Người này không đăng nhập được nữa. Tên và các báo cáo đã làm vẫn được giữ.",
                key=f"{prefix}_{seen}_close",
                act=_close,
                args=(account.account_id, seen, SLOT.now.act("close")),
            )
        else:
            ask(
                "Mở lại tài khoản",
                "person_check",
                "Người này đăng nhập lại được với mật khẩu và vai trò trước đây."
                + (" Cần người thứ hai xác nhận." if is_guarded(account.roles) else ""),
                key=f"{prefix}_{seen}_reopen",
                act=_reopen,
                args=(account.account_id, seen, SLOT.now.act("reopen")),
            )
    if is_own:
        st.caption("Đổi mật khẩu của chính mình tại trang Tài khoản.")
    _draw_expiry(account)


def _draw_expiry(account: Account) -> None:
    """Until when a one-time password serves."""
    expires = account.password_expires_at
    if not (account.is_open and account.must_change and expires):
        return
    until = format_instant(expires)
    if expires > clock.now():
        st.caption(f"Mật khẩu dùng một lần có hiệu lực đến {until}.")
    else:
        st.caption(
            f"Mật khẩu dùng một lần đã hết hạn lúc {until}. Đặt lại mật khẩu để người này "
            "đăng nhập được."
        )


def _save(account_id: UUID, prefix: str, seen: int, act_id: UUID) -> None:
    actor = session.require(Action.PEOPLE_MANAGE)
    with SLOT.attempt():
        waits = people.change_person(
            session.db(), actor, act_id=act_id, account_id=account_id, seen_version=seen,
            **people_fields.typed(prefix),
        )  # fmt: skip
        SLOT.now.is_fresh = True
        _say(f"Đã lưu tài khoản.{_ROLES_WAIT if waits else ''}")


def _create(prefix: str, act_id: UUID) -> None:
    actor = session.require(Action.PEOPLE_MANAGE)
    typed = people_fields.typed(prefix)
    username = st.session_state[f"{prefix}_username"]
    with NEW_SLOT.attempt():
        created = people.create_person(
            session.db(), actor, act_id=act_id, username=username, **typed
        )
        if created.one_time_password:
            NEW_SLOT.now.once = (typed["full_name"], username, created.one_time_password)
        NEW_SLOT.next_blank()
        waits = _ROLES_WAIT + _HANDED_LATER if created.waits else ""
        _say(f"Đã thêm {plain(str(typed['full_name']))}.{waits}", NEW_SLOT)


def _reset(account: Account, seen: int, act_id: UUID) -> None:
    actor = session.require(Action.PEOPLE_MANAGE)
    with SLOT.attempt():
        done = people_passwords.reset_password(
            session.db(), actor, act_id=act_id, account_id=account.account_id, seen_version=seen
        )
        if done.one_time_password:
            SLOT.now.once = (account.full_name, account.username, done.one_time_password)
        _say(f"Đã đề nghị đặt lại mật khẩu.{_HANDED_LATER}" if done.waits else _RESET)


def _reset_factor(account_id: UUID, seen: int, act_id: UUID) -> None:
    actor = session.require(Action.PEOPLE_MANAGE)
    with SLOT.attempt():
        waits = second_factor_admin.reset(
            session.db(), actor, act_id=act_id, account_id=account_id, seen_version=seen
        )
        _say("Đã đề nghị; chờ người thứ hai xác nhận." if waits else "Đã bỏ xác thực hai lớp.")


def _end_sessions(account_id: UUID, act_id: UUID) -> None:
    actor = session.require(Action.PEOPLE_MANAGE)
    with SLOT.attempt("Đã kết thúc các phiên."):
        people_passwords.end_sessions(session.db(), actor, act_id=act_id, account_id=account_id)


def _close(account_id: UUID, seen: int, act_id: UUID) -> None:
    actor = session.require(Action.PEOPLE_MANAGE)
    with SLOT.attempt("Đã đóng tài khoản."):
        people.close_person(
            session.db(), actor, act_id=act_id, account_id=account_id, seen_version=seen
        )


def _reopen(account_id: UUID, seen: int, act_id: UUID) -> None:
    actor = session.require(Action.PEOPLE_MANAGE)
    with SLOT.attempt():
        waits = people.reopen_person(
            session.db(), actor, act_id=act_id, account_id=account_id, seen_version=seen
        )
        _say("Đã đề nghị mở lại; chờ người thứ hai xác nhận." if waits else _REOPENED)


def _say(done: str, slot: Slot = SLOT) -> None:
    feedback.note(feedback.Kind.SUCCESS, done, slot.name)
