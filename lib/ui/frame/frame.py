"""What stands around every page: who is here, which pages they have, and the page they are on."""

from __future__ import annotations

import functools
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lib import text
from lib.config import settings
from lib.domain.access import POLICY, Action, Actor, Role
from lib.services.operation import setup
from lib.services.reports import waiting
from lib.ui.frame import banner, guide, nav
from lib.ui.kit import feedback, foot, presence, session
from lib.ui.kit.markdown import plain
from lib.ui.people import own_second_factor

_ADMIN_PAGES: Final = (Action.PEOPLE_MANAGE, Action.UNITS_MANAGE, Action.BACKUP_MAKE)


def draw() -> None:
    """One run of the app."""
    with feedback.shown():
        if setup.is_empty(session.db()):
            _run(_navigate(nav.everywhere(nav.FIRST_RUN, "Thiết lập"), is_menu=False))
            return
        actor = session.resume()
        if actor is None:
            _run(_navigate(nav.everywhere(nav.SIGN_IN, "Đăng nhập"), is_menu=False))
        elif actor.must_change:
            _run_as(actor, _navigate(nav.everywhere(nav.ACCOUNT, "Đổi mật khẩu"), is_menu=False))
        elif actor.must_enrol or own_second_factor.has_codes():
            _run_as(actor, _navigate(nav.everywhere(nav.ACCOUNT, text.ENROL), is_menu=False))
        else:
            counts = waiting.counts(session.db(), actor)
            _run_as(actor, _navigate(nav.menu(actor.roles, counts), is_menu=True))


def own_data(actor: Actor) -> str:
    """What the agency knows of a person, in Markdown."""
    known = {
        "Họ và tên": actor.full_name,
        "Tên đăng nhập": actor.username,
        "Đơn vị": actor.unit_name,
        "Vai trò": text.roles(actor.roles),
    }
    return "  \n".join(f"{label}: **{plain(one)}**" for label, one in known.items())


def _navigate(
    pages: list[StreamlitPage] | dict[str, list[StreamlitPage]], *, is_menu: bool
) -> StreamlitPage:
    page = st.navigation(pages, position="sidebar" if is_menu else "hidden", expanded=True)
    name = nav.name_of(page)
    title = text.REFUSED_PAGE if name == nav.REFUSED else name
    st.set_page_config(
        page_title=f"{title} · {text.PRODUCT}",
        layout="wide",
    )
    feedback.arrive(f"{name} {page.url_path}")
    if is_menu and (path := nav.path_of(page)) != nav.GUIDE:
        guide.remember(path)
    return page


def _run(page: StreamlitPage) -> None:
    banner.draw()
    feedback.show_notes()
    page.run()
    foot.draw()


def _run_as(actor: Actor, page: StreamlitPage) -> None:
    _draw_sidebar(actor)
    presence.leave()
    _warn_of_insecure_cookie(actor)
    banner.draw()
    feedback.show_notes()
    with session.acting(actor), feedback.shown():
        page.run()
        foot.draw()
    presence.drawn()


def _draw_sidebar(actor: Actor) -> None:
    with st.sidebar:
        st.markdown(_who(actor.full_name, actor.unit_name, actor.roles))
        st.button(
            "Đăng xuất",
            key="shell_sign_out",
            type="tertiary",
            icon=":material/logout:",
            on_click=session.sign_out,
        )
        session.hand_over_ticket()


def _warn_of_insecure_cookie(actor: Actor) -> None:
    if settings().insecure_cookie and not actor.roles.isdisjoint(_administering()):
        st.warning(text.INSECURE_COOKIE)


@functools.cache
def _administering() -> frozenset[Role]:
    return frozenset(role for action in _ADMIN_PAGES for role in POLICY[action])


@functools.lru_cache(maxsize=1024)
def _who(full_name: str, unit_name: str, roles: frozenset[Role]) -> str:
    name, unit = plain(full_name), plain(unit_name)
    return f"**{name}**  \n:small[{unit} · {text.roles(roles)}]"
