"""The menu: every page, and who finds it there."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lib.config import ROOT
from lib.domain.access import POLICY, Action, Role
from lib.ui.kit import session

PAGES_DIR: Final = ROOT / "pages"
SIGN_IN: Final = PAGES_DIR / "public" / "sign_in.py"
FIRST_RUN: Final = PAGES_DIR / "public" / "first_run.py"
ACCOUNT: Final = PAGES_DIR / "shared" / "account.py"
REFUSED: Final = "×"
"""The title of every page that a person may not open."""
_KNOWN: Final = "_known_pages"
"""Paths that this tab has had or asked for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One page; `path` is below pages/, without its ending."""

    path: str
    title: str
    icon: str
    url_path: str
    action: Action

    @property
    def file(self) -> Path:
        return PAGES_DIR / f"{self.path}.py"


ENTRIES: Final = (
    Entry("unit/checklist", "Nhiệm vụ", "checklist", "checklist", Action.ITEM_SAVE),
    Entry(
        "unit/nominations",
        "Đề nghị khen thưởng",
        "star",
        "nominations",
        Action.NOMINATION_EDIT,
    ),
    Entry(
        "office/verification",
        "Tiếp nhận, xác nhận",
        "inbox",
        "verification",
        Action.ITEM_RECEIVE,
    ),
    Entry(
        "office/review",
        "Thẩm định khen thưởng",
        "fact_check",
        "review",
        Action.NOMINATION_RECEIVE,
    ),
    Entry("council/meeting", "Họp Hội đồng", "groups", "meeting", Action.COUNCIL_VIEW),
    Entry("office/decisions", "Quyết định khen thưởng", "gavel", "decisions", Action.DECISION_VIEW),
    Entry("shared/honours", "Gương điển hình", "trophy", "honours", Action.HONOUR_VIEW),
    Entry("office/papers", "Văn bản khen thưởng", "description", "papers", Action.PAPERS_MAKE),
    Entry("shared/summary", "Tổng hợp trực tiếp", "insights", "summary", Action.SUMMARY_VIEW),
    Entry("shared/plan", "Kế hoạch", "menu_book", "plan", Action.PLAN_VIEW),
    Entry("office/exports", "Kết xuất", "download", "exports", Action.EXPORT_CSV),
    Entry("admin/people", "Người dùng", "group", "people", Action.PEOPLE_MANAGE),
    Entry("admin/units", "Đơn vị", "domain", "units", Action.UNITS_MANAGE),
    Entry("admin/backup", "Sao lưu", "backup", "backup", Action.BACKUP_MAKE),
    Entry("shared/help", "Hướng dẫn", "help", "help", Action.ACCOUNT_SELF),
    Entry("shared/account", "Tài khoản", "account_circle", "account", Action.ACCOUNT_SELF),
)

# Where a person lands: the first of these that they may open, by their foremost role.
_HOMES: Final[Sequence[tuple[Role, str]]] = (
    (Role.LEADER, "summary"),
    (Role.OFFICE, "verification"),
    (Role.STAFF, "checklist"),
    (Role.HEAD, "checklist"),
    (Role.COUNCIL, "summary"),
    (Role.ADMIN, "people"),
)


def menu(roles: frozenset[Role]) -> list[StreamlitPage]:
    """The pages of a signed-in person, and what refuses the others that this tab may ask for.

    Every run sends the whole list, so a refusal is in it only where the browser's address asks for
    it, or where the tab has had that page before, as before a right was withdrawn.
    """
    paths = frozenset(entry.url_path for entry in ENTRIES)
    # Streamlit adds to the address what it takes for the page's own path, so any part may be it.
    url = st.context.url
    asked = paths if url is None else paths & {*urlsplit(url).path.split("/")}
    known = st.session_state.get(_KNOWN, frozenset()) | asked
    st.session_state[_KNOWN] = known | {one.url_path for one in ENTRIES if may_open(roles, one)}
    return [copy.copy(page) for page in _menu(roles, known)]


def everywhere(script: Path, title: str) -> list[StreamlitPage]:
    """One script at every address, so that a link to a page is still there afterwards."""
    return [copy.copy(page) for page in _everywhere(script, title)]


# Pages are kept and copied: making one asks the file system, and running one changes it.
@functools.lru_cache(maxsize=512)
def _menu(roles: frozenset[Role], known: frozenset[str]) -> tuple[StreamlitPage, ...]:
    home = _home(roles)
    pages = []
    for entry in ENTRIES:
        if not may_open(roles, entry):
            if entry.url_path in known:
                pages.append(_refusal(entry))
            continue
        pages.append(_page(entry, is_default=entry == home))
        if entry == home:
            # The default page answers at "/" alone, and others know it by its own address.
            pages.append(_page(entry, visibility="hidden"))
    return tuple(pages)


@functools.cache
def _everywhere(script: Path, title: str) -> tuple[StreamlitPage, ...]:
    return (
        st.Page(script, title=title, url_path="", default=True),
        *(st.Page(script, title=title, url_path=entry.url_path) for entry in ENTRIES),
    )


def may_open(roles: frozenset[Role], entry: Entry) -> bool:
    """Whether some role gives the right that the page asks for."""
    return not roles.isdisjoint(POLICY[entry.action])


def _home(roles: frozenset[Role]) -> Entry:
    wanted = [url_path for role, url_path in _HOMES if role in roles]
    open_to = {entry.url_path: entry for entry in ENTRIES if may_open(roles, entry)}
    return next((open_to[path] for path in wanted if path in open_to), next(iter(open_to.values())))


def _page(
    entry: Entry,
    *,
    is_default: bool = False,
    visibility: Literal["visible", "hidden"] = "visible",
) -> StreamlitPage:
    return st.Page(
        entry.file,
        title=entry.title,
        # Hidden pages need none, and every run sends the list.
        icon=f":material/{entry.icon}:" if visibility == "visible" else None,
        url_path="" if is_default else entry.url_path,
        default=is_default,
        visibility=visibility,
    )


def _refusal(entry: Entry) -> StreamlitPage:
    # Every run begins with a message that lists all pages, so this one has neither icon nor name.
    refusing = _refusing(entry.action)
    return st.Page(refusing, title=REFUSED, url_path=entry.url_path, visibility="hidden")


def _refusing(action: Action) -> Callable[[], None]:
    def refused() -> None:
        session.refuse(action)

    return refused
