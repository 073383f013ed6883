"""Lists on paper, narrowed as they are on their pages, numbered; a long one says where it ends."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from starlette.datastructures import QueryParams

from lib import text
from lib.domain import access, evaluations
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.evaluations import Judgement
from lib.domain.nomination_workflow import State
from lib.domain.nominations import Nomination
from lib.domain.vietnamese import format_date, format_instant, format_number
from lib.domain.workflow import Verification
from lib.errors import NotFound
from lib.services.campaigns import award_rules
from lib.services.documents import acknowledgements, documents, narrowing
from lib.services.documents.acknowledgements import Standings
from lib.services.documents.documents import Line
from lib.services.evaluation import evaluation_list
from lib.services.nominations import nominations
from lib.services.nominations.nominations import Filter, Listed
from lib.services.operation.runtime import Database
from lib.services.papers import unit_reports
from lib.web import members
from lib.web.sheets import pages
from lib.web.sheets.sheet import NUMBER, Column, Section, Sheet

STATE: Final = "trang_thai"
"""What stands in the address: the states that a list keeps, between commas; none for all."""
SOUGHT: Final = "tim"
KEPT: Final = "loc"
_SENT: Final = frozenset(State) - {State.DRAFT}

T = TypeVar("T")
S = TypeVar("S", bound=StrEnum)
K = TypeVar("K", bound=str)


def narrowed(states: Collection[StrEnum], every: type[StrEnum], sought: str = "") -> dict[str, str]:
    """How an address names what a list keeps: its states, unless all, and what is sought."""
    is_all = set(states) == set(every)
    return {STATE: "" if is_all else ",".join(sorted(states)), SOUGHT: sought}


def listed(
    title: str,
    about: str,
    rows: Sequence[T],
    cells: Mapping[str, Callable[[T], str]],
    *,
    revision: int | None,
    told: Mapping[str, str],
    is_wide: bool = False,
    total: int | None = None,
) -> Sheet:
    """A list of anything.

    Args:
        cells: heading -> what stands in its column.
        told: what it was narrowed by, in words; what is "" is not told of.
        total: how many rows there are, where not all of them are printed.
    """
    lines = [f"{label}: {words}" for label, words in told.items() if words]
    numbers = [str(place) for place in range(1, len(rows) + 1)]
    columns = [Column(label, [cell(row) for row in rows]) for label, cell in cells.items()]
    count = f"{format_number(len(rows))} dòng"
    if total is not None and total > len(rows):
        count = f"{count} đầu trong {format_number(total)}; hãy lọc bớt để in phần còn lại"
    section = Section(count, lines, [Column("STT", numbers, NUMBER), *columns])
    return Sheet(title, about, (section,), revision, is_wide)


def own_nominations(db: Database, actor: Actor, campaign: Campaign, asked: QueryParams) -> Sheet:
    """Those of the actor's unit."""
    access.check(actor, Action.NOMINATION_EDIT, unit_id=actor.unit_id)
    wanted = Filter(states_of(asked, State), unit_id=actor.unit_id, sought=asked.get(SOUGHT, ""))
    about = f"{actor.unit_name} · {campaign.title}"
    return _nominations(db, actor, campaign, wanted, "Đề nghị khen thưởng", about)


def received_nominations(
    db: Database, actor: Actor, campaign: Campaign, asked: QueryParams
) -> Sheet:
    """Those that units have sent, before the Office."""
    access.check(actor, Action.NOMINATION_RECEIVE)
    named = states_of(asked, State) or _SENT
    wanted = Filter(named & _SENT or _SENT, sought=asked.get(SOUGHT, ""))
    return _nominations(db, actor, campaign, wanted, "Thẩm định khen thưởng", campaign.title)


def _nominations(
    db: Database, actor: Actor, campaign: Campaign, wanted: Filter, title: str, about: str
) -> Sheet:
    rules = award_rules.rules(db, campaign)

    def read(page: int) -> Listed:
        asked = replace(wanted, page=page, page_rows=pages.AT_ONCE)
        return nominations.listed(db, actor, campaign, asked)

    every = pages.every(read)
    units = every[0].units

    def award(row: Nomination) -> str:
        found = rules.award(row.award_code)
        return found.name if found else ""

    return listed(
        title, about, [row for page in every for row in page.rows],
        {
            "Đơn vị": lambda row: units[row.unit_id].name,
            "Tên": lambda row: row.name,
            "Đối tượng": lambda row: text.SUBJECTS[row.subject],
            "Hình thức": award,
            "Trạng thái": lambda row: text.NOMINATION_STATES[row.state],
        },
        revision=campaign.revision, is_wide=True,
        told={
            "Trạng thái": "" if wanted.states == _SENT
            else in_words(wanted.states, text.NOMINATION_STATES),
            "Tìm": wanted.sought,
        },
        total=every[0].total,
    )  # fmt: skip


def board(db: Database, actor: Actor, campaign: Campaign, asked: QueryParams) -> Sheet:
    """The documents that the actor knows of."""
    name = asked.get(KEPT, "")
    sought = asked.get(SOUGHT, "")
    found = documents.board(db, actor, campaign, sought)
    keeps = narrowing.KEPT.get(name, narrowing.KEPT["tat-ca"])

    def progress(line: Line) -> str:
        if line.count is not None:
            return f"{line.count.acknowledged}/{line.count.units}"
        at = line.said.given_at if line.said else None
        return format_instant(at) if at else ""

    return listed(
        "Văn bản", f"{actor.unit_name} · {campaign.title}",
        [line for line in found.lines if keeps(line)],
        {
            "Số, ký hiệu": lambda line: line.entry.content.number,
            "Ngày": lambda line: _day(line.entry.content.issued_on),
            "Trích yếu": lambda line: line.entry.content.abstract,
            "Hạn phổ biến": lambda line: _day(line.due_on),
            "Xác nhận": progress,
        },
        revision=campaign.revision, is_wide=True,
        told={"Lọc": narrowing.LABELS.get(name, ""), "Tìm": sought},
    )  # fmt: skip


def standings(db: Database, actor: Actor, campaign: Campaign, asked: QueryParams) -> Sheet:
    """Who has acknowledged a document and who has not, for who knows of all units."""
    key = members.key(asked.get("document", ""), "document")
    content = documents.opened(db, actor, campaign, key).line.entry.content

    def read(page: int) -> Standings:
        return acknowledgements.standings(db, actor, campaign, key, page=page, rows=pages.AT_ONCE)

    every = pages.every(read)
    count = every[0].count
    return listed(
        "Danh sách xác nhận văn bản", campaign.title, [row for page in every for row in page.rows],
        {
            "Đơn vị": lambda row: row.name,
            "Xác nhận": lambda row: format_instant(row.given_at) if row.given_at else "Chưa",
            "Người xác nhận": lambda row: row.given_by_name,
        },
        revision=campaign.revision,
        told={
            "Văn bản": " · ".join(one for one in (content.number, content.abstract) if one),
            "Đã xác nhận": f"{count.acknowledged}/{count.units} đơn vị",
        },
        total=count.units,
    )  # fmt: skip


def judged_units(db: Database, actor: Actor, campaign: Campaign, asked: QueryParams) -> Sheet:
    """The evaluation of all units."""
    states = states_of(asked, evaluations.State)

    def read(page: int) -> evaluation_list.Listed:
        asked = evaluation_list.Filter(states, page=page, page_rows=pages.AT_ONCE)
        return evaluation_list.listed(db, actor, campaign, asked)

    every = pages.every(read)
    name = every[0].rules.name
    return listed(
        "Đánh giá đơn vị", campaign.title, [line for page in every for line in page.lines],
        {
            "Đơn vị": lambda one: one.unit.name,
            "Trạng thái": lambda one: text.EVALUATION_STATES[one.evaluation.state],
            "Tự đánh giá": lambda one: name(one.evaluation.said),
            "Gợi ý": lambda one: one.hint.label.name if one.hint.label else "",
            "Đề xuất": lambda one: name(_label(one.evaluation.proposal)),
            "Kết luận": lambda one: name(_label(one.evaluation.conclusion)),
        },
        revision=campaign.revision, is_wide=True,
        told={"Trạng thái": in_words(states, text.EVALUATION_STATES)}, total=every[0].total,
    )  # fmt: skip


def reports_of_units(db: Database, actor: Actor, campaign: Campaign, asked: QueryParams) -> Sheet:
    """Where the report of each unit stands.

    Raises:
        NotFound: the campaign asks for none.
    """

    sought = asked.get(SOUGHT, "").strip()

    def read(page: int) -> unit_reports.Board:
        found = unit_reports.board(
            db, actor, campaign, page=page, sought=sought, page_rows=pages.AT_ONCE
        )
        if found is None:
            raise NotFound("page")
        return found

    every = pages.every(read)

    def sent_at(one: unit_reports.BoardLine) -> str:
        is_sent = one.verification != Verification.NOT_SENT and one.sent_at is not None
        return format_instant(one.sent_at) if is_sent and one.sent_at else ""

    return listed(
        "Báo cáo của các đơn vị", campaign.title, [line for page in every for line in page.lines],
        {
            "Đơn vị": lambda one: one.unit.name,
            "Trạng thái": lambda one: text.VERIFICATIONS[one.verification],
            "Gửi lúc": sent_at,
        },
        revision=campaign.revision, told={"Tìm": sought}, total=every[0].total,
    )  # fmt: skip


def _label(judgement: Judgement | None) -> str | None:
    return judgement.label if judgement else None


def states_of(asked: QueryParams, every: type[S]) -> frozenset[S] | None:
    """The states that the address names; None for all."""
    named = {*asked.get(STATE, "").split(",")}
    return frozenset(one for one in every if one.value in named) or None


def in_words(states: Collection[K] | None, words: Mapping[K, str]) -> str:
    """What a list keeps, as its sheet says it."""
    return ", ".join(said for state, said in words.items() if state in (states or ()))


def _day(day: date | None) -> str:
    return format_date(day) if day else ""
