"""The first home of an installation: what is still to be done before the units can begin."""

from __future__ import annotations

import streamlit as st

from lib.config import ROOT
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.services.operation import beginning
from lib.services.operation.beginning import Beginning
from lib.ui.kit import session
from lib.ui.kit.markdown import plain

_PAGES = ROOT / "pages"
_NAMED = 5
_NO_LEADER = "Chưa có lãnh đạo để xác nhận; chỉ lãnh đạo đầu tiên được tạo mà không cần xác nhận."


def draw(actor: Actor) -> None:
    """The list, each line with the page where it is done; nothing for who may do none of it."""
    if access.can(actor, Action.PEOPLE_MANAGE):
        _draw(beginning.beginning(session.db(), actor))


def draw_while_new(actor: Actor) -> None:
    """The same for as long as the installation has no leader, or nobody of the Office."""
    found = beginning.beginning(session.db(), actor)
    if not (found.has_leader and found.has_office):
        _draw(found)


def _draw(found: Beginning) -> None:
    st.header("Việc cần làm để bắt đầu", anchor=False)
    _line(
        found.suggested is not None, "shared/plan", "Nạp kế hoạch",
        "Đã có kế hoạch." if found.suggested is not None else "Chưa có kế hoạch nào.",
    )  # fmt: skip
    _line(
        found.units > 0, "admin/units", "Kiểm tra đơn vị",
        f"{found.units} đơn vị phải báo cáo: tên, loại, số người.",
    )  # fmt: skip
    _line(
        found.has_leader, "admin/people", "Tạo tài khoản lãnh đạo đầu tiên",
        "Đã có lãnh đạo." if found.has_leader else _NO_LEADER,
    )  # fmt: skip
    _line(
        not found.waiting, "admin/confirmations", "Chờ người thứ hai xác nhận",
        f"{found.waiting} việc chờ lãnh đạo hoặc quản trị khác."
        if found.waiting else "Không có việc nào chờ xác nhận.",
    )  # fmt: skip
    _line(not found.without_people, "admin/people", "Tạo tài khoản", _people(found.without_people))
    if found.suggested:
        _line(
            False, "shared/plan", "Xác nhận mốc và hạn",
            f"{found.suggested} mốc và hạn ghi “đề xuất”: kế hoạch gốc không quy định.",
        )  # fmt: skip
    _line(
        found.has_backup, "admin/backup", "Sao lưu lần đầu",
        "Đã có bản sao lưu." if found.has_backup else "Chưa có bản sao lưu nào.",
    )  # fmt: skip


def _people(lacking: tuple[str, ...]) -> str:
    if not lacking:
        return "Mọi đơn vị đã có người dùng."
    named = ", ".join(lacking[:_NAMED]) + (" …" if len(lacking) > _NAMED else "")
    return f"{len(lacking)} đơn vị chưa có người dùng: {named}"


def _line(is_done: bool, page: str, label: str, words: str) -> None:
    icon = ":green[:material/check_circle:]" if is_done else ":orange[:material/pending:]"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link(_PAGES / f"{page}.py", label=label)
        st.caption(f"{icon} {plain(words)}")
