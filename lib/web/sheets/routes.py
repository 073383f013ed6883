"""The addresses that sheets are printed from; each asks for the session and the page's right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.past import PARAM
from lib.domain.summary import Slice
from lib.errors import NotFound
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.services.operation import setup
from lib.services.operation.runtime import Database
from lib.services.reports import past, printing
from lib.services.reports.summary import Asked
from lib.web import members
from lib.web.sheets import (
    admin_sheets,
    checklist_sheet,
    feedback_sheets,
    list_sheets,
    meeting_sheet,
    plan_sheet,
    sheet,
    summary_sheet,
)
from lib.web.sheets.sheet import Sheet

PATH: Final = "/print"
Compose = Callable[[Database, Actor, Campaign, QueryParams], Sheet]


def url(name: str, campaign_code: str = "", **asked: str) -> str:
    """Where a page sends a browser to print it.

    Args:
        campaign_code: "" for what belongs to none.
        asked: what stands open on the page, by its names in the address.
    """
    named = {"campaign": campaign_code, **asked}
    query = urlencode({key: value for key, value in named.items() if value})
    return f"{PATH}/{name}?{query}" if query else f"{PATH}/{name}"


def routes() -> list[Route]:
    return [Route(f"{PATH}/{{name}}", _print)]


async def _print(request: Request) -> Response:
    name, asked = request.path_params["name"], request.query_params
    came_from = members.address(request)

    def compose(db: Database, actor: Actor) -> str:
        campaign, made = _made(name, db, actor, asked)
        printing.told(
            db, actor, campaign, sheet=name, rows=made.rows,
            unit_id=actor.unit_id if name in _OF_ONE_UNIT else None, address=came_from,
        )  # fmt: skip
        is_demo = setup.demo(db) is not None
        return sheet.page(made, setup.agency(db), clock.now(), is_demo=is_demo)

    def sent(page: str) -> Response:
        return HTMLResponse(page, headers={"Cache-Control": "no-store"})

    return await members.answered(request, compose, sent)


def _made(
    name: str, db: Database, actor: Actor, asked: QueryParams
) -> tuple[Campaign | None, Sheet]:
    """The sheet, and the campaign that it is of.

    Raises:
        NotFound: there is no such sheet, or no such campaign.
    """
    if name in _OF_NO_CAMPAIGN:
        return None, _OF_NO_CAMPAIGN[name](db, actor, asked)
    if name not in _SHEETS:
        raise NotFound("page")
    campaign = campaigns.campaign(db, actor, asked.get("campaign"))
    return campaign, _SHEETS[name](db, actor, campaign, asked)


def _summary(db: Database, actor: Actor, campaign: Campaign, asked: QueryParams) -> Sheet:
    slices = {text.SLICES[one]: one for one in Slice}
    chosen = slices.get(asked.get("xem", ""))
    group, unit = asked.get("nhom") or None, asked.get("don_vi", "")
    asked_for = past.asked(db, campaign, asked.get(PARAM, ""))
    return summary_sheet.sheet(
        db, actor, asked_for, None if chosen is None else Asked(chosen, group, unit)
    )


def _checklist(db: Database, actor: Actor, campaign: Campaign, _: QueryParams) -> Sheet:
    return checklist_sheet.sheet(db, actor, campaign)


def _meeting(db: Database, actor: Actor, campaign: Campaign, asked: QueryParams) -> Sheet:
    key = members.key(asked.get("meeting", ""), "meeting")
    return meeting_sheet.sheet(db, actor, campaign, key)


def _plan(db: Database, actor: Actor, campaign: Campaign, _: QueryParams) -> Sheet:
    access.check(actor, Action.PLAN_VIEW)
    return plan_sheet.sheet(db, campaign)


_SHEETS: Final[Mapping[str, Compose]] = {
    "summary": _summary,
    "checklist": _checklist,
    "meeting": _meeting,
    "plan": _plan,
    "nominations": list_sheets.own_nominations,
    "review": list_sheets.received_nominations,
    "documents": list_sheets.board,
    "acknowledgements": list_sheets.standings,
    "evaluation": list_sheets.judged_units,
    "notices": feedback_sheets.notices_sent,
    "feedback": feedback_sheets.opinions_sent,
    "reports": list_sheets.reports_of_units,
}
_OF_NO_CAMPAIGN: Final[Mapping[str, Callable[[Database, Actor, QueryParams], Sheet]]] = {
    "people": admin_sheets.people,
    "units": admin_sheets.units,
}
_OF_ONE_UNIT: Final = frozenset({"checklist", "nominations"})
