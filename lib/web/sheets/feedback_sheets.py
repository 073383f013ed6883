"""What units and people have told the Office, on paper: never with a name of who is meant."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import QueryParams

from lib.domain import notices, opinions
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.exports import Dates, Options
from lib.domain.vietnamese import format_date
from lib.exports import cells
from lib.services.operation.runtime import Database
from lib.services.opinions import desk as opinion_desk
from lib.services.opinions import notices as notice_service
from lib.text.notices import NOTICE_STATES
from lib.text.opinions import OPINION_STATES
from lib.web.sheets import pages
from lib.web.sheets.list_sheets import in_words, listed, states_of
from lib.web.sheets.sheet import Sheet

_DATES: Final = Options(dates=Dates.VI)


def notices_sent(db: Database, actor: Actor, campaign: Campaign, asked: QueryParams) -> Sheet:
    """The notices of false information that the actor may see; nobody's name stands there."""
    states = states_of(asked, notices.State)
    found = [
        one
        for one in notice_service.lines(db, actor, campaign)
        if states is None or one.notice.state in states
    ]
    return listed(
        "Thông tin sai sự thật", campaign.title, found[: pages.MOST],
        {
            "Số": lambda one: str(one.notice.number),
            "Ngày": lambda one: format_date(one.notice.received_on),
            "Đơn vị": lambda one: one.unit_name,
            "Nguồn": lambda one: str(one.notice.answers[notices.SOURCE]),
            "Bước": lambda one: NOTICE_STATES[one.notice.state],
            "Đã chuyển": lambda one: one.notice.forwarded_to,
            "Ngày chuyển": lambda one: format_date(one.notice.forwarded_on)
            if one.notice.forwarded_on
            else "",
        },
        revision=campaign.revision, is_wide=True,
        told={"Bước": in_words(states, NOTICE_STATES)}, total=len(found),
    )  # fmt: skip


def opinions_sent(db: Database, actor: Actor, campaign: Campaign, asked: QueryParams) -> Sheet:
    """Opinions without their authors, as exports tell them."""
    states = states_of(asked, opinions.State)
    found = [
        one
        for one in opinion_desk.on_paper(db, actor, campaign)
        if states is None or one.state in states
    ]
    return listed(
        "Ý kiến, kiến nghị", campaign.title, found[: pages.MOST],
        {
            "Chủ đề": lambda one: one.topic,
            "Nhóm": lambda one: one.label,
            "Nội dung": lambda one: one.text,
            "Ngày": lambda one: cells.day(one.received_on, _DATES),
            "Bước": lambda one: OPINION_STATES[one.state],
        },
        revision=campaign.revision, is_wide=True,
        told={"Bước": in_words(states, OPINION_STATES)}, total=len(found),
    )  # fmt: skip
