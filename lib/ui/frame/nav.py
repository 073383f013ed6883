"""The menu: every page, and who finds it there."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lib import text
from lib.config import ROOT, settings
from lib.domain import access
from lib.domain.access import POLICY, Action, Actor, Role
from lib.domain.vietnamese import format_number
from lib.ui.kit import page_head, session

PAGES_DIR: Final = ROOT / "pages"
SIGN_IN: Final = PAGES_DIR / "public" / "sign_in.py"
FIRST_RUN: Final = PAGES_DIR / "public" / "first_run.py"
ACCOUNT: Final = PAGES_DIR / "shared" / "account.py"
REFUSED: Final = "×"
"""The title of every page that a person may not open."""
_COUNT: Final = " :gray-badge["
_KNOWN: Final = "_known_pages"
"""Paths that this tab has had or asked for."""


class Section(StrEnum):
    """The parts of the menu, from top to bottom."""

    DESK = ""
    CAMPAIGN = "Thực hiện"
    AWARDS = "Khen thưởng"
    WATCH = "Theo dõi"
    SET_UP = "Thiết lập"
    SELF = "Cá nhân"


@dataclass(frozen=True, slots=True)
class Entry:
    """One page; `path` is below pages/, without its ending.

    Attributes:
        is_listed: whether the menu shows it; else another page leads there.
    """

    section: Section
    path: str
    title: str
    icon: str
    url_path: str
    action: Action
    is_listed: bool = True

    @property
    def file(self) -> Path:
        return PAGES_DIR / f"{self.path}.py"


_Page = tuple[str, str, str, str, Action] | tuple[str, str, str, str, Action, bool]

ENTRIES: Final = tuple(
    Entry(section, *page)
    for section, pages in dict[Section, Sequence[_Page]]({
        Section.DESK: (
            ("shared/home", "Việc của tôi", "task_alt", "home", Action.DESK_VIEW),
            ("shared/reminders", "Nhắc việc", "notifications", "reminders", Action.REMINDER_VIEW),
        ),
        Section.CAMPAIGN: (
            ("unit/checklist", "Nhiệm vụ", "checklist", "checklist", Action.ITEM_SAVE),
            ("shared/documents", "Văn bản", "mark_email_unread", "documents",
             Action.DOCUMENT_VIEW),
            ("unit/evaluation", "Tự đánh giá", "grading", "assessment",
             Action.EVALUATION_EDIT),
            ("shared/plan", "Kế hoạch", "menu_book", "plan", Action.PLAN_VIEW),
            ("office/builder", "Thiết lập phong trào", "edit_note", "builder",
             Action.CAMPAIGN_LOAD, False),
            ("office/intake", "Nhập kế hoạch", "upload_file", "intake", Action.CAMPAIGN_LOAD,
             False),
            ("shared/notices", "Thông tin sai sự thật", "report", "misinformation",
             Action.NOTICE_VIEW),
            ("shared/opinions", "Ý kiến, kiến nghị", "forum", "opinions", Action.OPINION_SEND),
        ),
        Section.AWARDS: (
            ("unit/nominations", "Đề nghị khen thưởng", "star", "nominations",
             Action.NOMINATION_EDIT),
            ("office/review", "Thẩm định khen thưởng", "fact_check", "review",
             Action.NOMINATION_RECEIVE),
            ("council/meeting", "Họp Hội đồng", "groups", "meeting", Action.COUNCIL_VIEW),
            ("office/decisions", "Quyết định khen thưởng", "gavel", "decisions",
             Action.DECISION_VIEW),
            ("office/papers", "Văn bản khen thưởng", "description", "papers", Action.PAPERS_MAKE),
            ("shared/honours", "Gương điển hình", "trophy", "honours", Action.HONOUR_VIEW),
        ),
        Section.WATCH: (
            ("office/verification", "Tiếp nhận, xác nhận", "inbox", "verification",
             Action.ITEM_RECEIVE),
            ("office/quality", "Soát số liệu", "search_activity", "quality", Action.QUALITY_REVIEW),
            ("shared/summary", "Tổng hợp trực tiếp", "insights", "summary", Action.SUMMARY_VIEW),
            ("office/opinions", "Xử lý ý kiến", "reply", "feedback",
             Action.OPINION_REVIEW),
            ("office/evaluation", "Đánh giá đơn vị", "rate_review", "evaluation",
             Action.EVALUATION_REVIEW),
            ("office/evaluation_rules", "Quy tắc đánh giá", "rule", "criteria",
             Action.EVALUATION_RULES, False),
            ("office/closing", "Tổng kết", "flag", "closing", Action.CAMPAIGN_REOPEN),
            ("office/report", "Báo cáo", "article", "report", Action.REPORT_VIEW),
            ("office/exports", "Kết xuất", "download", "exports", Action.EXPORT_CSV),
            ("office/outbox", "Hộp gửi đi", "outgoing_mail", "outbox", Action.REMINDER_MANAGE),
            ("office/connections", "Kết nối dữ liệu", "key", "connections",
             Action.CONNECTION_MANAGE, False),
            ("shared/audit", "Nhật ký", "history", "audit", Action.AUDIT_VIEW),
        ),
        Section.SET_UP: (
            ("admin/people", "Người dùng", "group", "people", Action.PEOPLE_MANAGE),
            ("admin/confirmations", "Chờ xác nhận", "how_to_reg", "confirmations",
             Action.CONFIRMATION_DECIDE),
            ("admin/units", "Đơn vị", "domain", "units", Action.UNITS_MANAGE),
            ("admin/backup", "Sao lưu", "backup", "backup", Action.BACKUP_MAKE),
            ("admin/upkeep", "Bảo trì", "build", "maintenance", Action.UPKEEP_ANNOUNCE),
        ),
        Section.SELF: (
            ("shared/files", "Tệp của tôi", "folder", "files", Action.FILES_OWN),
            ("shared/help", "Hướng dẫn", "help", "help", Action.ACCOUNT_SELF),
            ("shared/account", "Tài khoản", "account_circle", "account", Action.ACCOUNT_SELF),
        ),
    }).items()
    for page in pages
)  # fmt: skip

SAMPLES: Final = Entry(
    Section.SET_UP, "dev/samples", "Bộ mẫu", "category", "samples", Action.PEOPLE_MANAGE
)
"""Each piece of the kit; served where a setting says so."""

GUIDE: Final = "help"
_PATHS: Final = {entry.title: entry.url_path for entry in ENTRIES}

HOME: Final = "home"
# Where a person lands whose foremost role begins elsewhere.
_HOMES: Final[Mapping[Role, str]] = {Role.LEADER: "summary"}


def entries() -> Sequence[Entry]:
    """The pages that this process serves."""
    return (*ENTRIES, SAMPLES) if settings().samples else ENTRIES


def menu(
    roles: frozenset[Role], waiting: Mapping[Action, int] = MappingProxyType({})
) -> dict[str, list[StreamlitPage]]:
    """The pages of a signed-in person by section, and what refuses others this tab may ask for.

    A page behind which something waits bears its number. Every run sends the whole list, so a
    refusal is in it only where the browser's address asks for it, or where the tab has had that
    page before, as before a right was withdrawn.
    """
    paths = frozenset(entry.url_path for entry in entries())
    # Streamlit adds to the address what it takes for the page's own path, so any part may be it.
    url = st.context.url
    asked = paths if url is None else paths & {*urlsplit(url).path.split("/")}
    known = st.session_state.get(_KNOWN, frozenset()) | asked
    st.session_state[_KNOWN] = known | {one.url_path for one in entries() if may_open(roles, one)}
    return {
        section: [_copied(page) for page in pages]
        for section, pages in _menu(roles, known, tuple(waiting.items())).items()
    }


def name_of(page: StreamlitPage) -> str:
    """What the page is called, without the number of what waits there."""
    return page.title.partition(_COUNT)[0]


def path_of(page: StreamlitPage) -> str:
    """The address of a page of the menu, of the default one too."""
    return page.url_path or _PATHS.get(name_of(page), "")


@functools.cache
def page(path: str) -> StreamlitPage:
    """The page of the script below pages/, for links: found without asking the file system."""
    return _page(next(entry for entry in ENTRIES if entry.path == path), visibility="hidden")


def page_at(actor: Actor, url_path: str) -> StreamlitPage | None:
    """The page of an address, for links; None where there is none that the actor may open."""
    entry = next((one for one in ENTRIES if one.url_path == url_path), None)
    return page(entry.path) if entry and may_open(actor.roles, entry) else None


def everywhere(script: Path, title: str) -> list[StreamlitPage]:
    """One script at every address, so that a link to a page is still there afterwards."""
    return [_copied(page) for page in _everywhere(script, title)]


def _copied(page: StreamlitPage) -> StreamlitPage:
    """A page of this run's own, since Streamlit marks the one that is open.

    `copy.copy` takes six times as long, for some thirty pages in every run.
    """
    copied = object.__new__(type(page))
    copied.__dict__.update(page.__dict__)
    return copied


# Pages are kept and copied: making one asks the file system, and running one changes it.
@functools.lru_cache(maxsize=512)
def _menu(
    roles: frozenset[Role], known: frozenset[str], waiting: tuple[tuple[Action, int], ...]
) -> dict[str, list[StreamlitPage]]:
    first = home(roles)
    counts = dict(waiting)
    found: dict[str, list[StreamlitPage]] = {}
    for entry in entries():
        if may_open(roles, entry):
            pages = found.setdefault(entry.section, [])
            if not entry.is_listed:
                pages.append(_page(entry, visibility="hidden"))
                continue
            pages.append(_page(entry, counts.get(entry.action, 0), is_default=entry == first))
            if entry == first:
                # The default page answers at "/" alone, and others know it by its own address.
                pages.append(_page(entry, visibility="hidden"))
    # A section of refusals alone would be a heading over nothing, and everybody has this one.
    found[Section.SELF].extend(
        _refusal(entry)
        for entry in entries()
        if entry.url_path in known and not may_open(roles, entry)
    )
    return found


@functools.cache
def _everywhere(script: Path, title: str) -> tuple[StreamlitPage, ...]:
    return (
        st.Page(script, title=title, url_path="", default=True),
        *(st.Page(script, title=title, url_path=entry.url_path) for entry in entries()),
    )


def may_open(roles: frozenset[Role], entry: Entry) -> bool:
    """Whether some role gives the right that the page asks for."""
    return not roles.isdisjoint(POLICY[entry.action])


@functools.lru_cache(maxsize=512)
def home(roles: frozenset[Role]) -> Entry:
    """The first page of a person, by their foremost role; one that they may open at all."""
    foremost = access.foremost(roles)
    open_to = {entry.url_path: entry for entry in ENTRIES if may_open(roles, entry)}
    wanted = _HOMES.get(foremost, HOME) if foremost else HOME
    return open_to.get(wanted, next(iter(open_to.values())))


# A number of its own for each unit would else make the pages anew that have none.
@functools.lru_cache(maxsize=512)
def _page(
    entry: Entry,
    waiting: int = 0,
    *,
    is_default: bool = False,
    visibility: Literal["visible", "hidden"] = "visible",
) -> StreamlitPage:
    return st.Page(
        entry.file,
        title=f"{entry.title}{_COUNT}{format_number(waiting)}]" if waiting else entry.title,
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
        page_head.draw(text.REFUSED_PAGE)
        session.refuse(action)

    return refused
