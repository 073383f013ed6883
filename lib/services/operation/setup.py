"""The first run: agency, first account and plan in one transaction, once and never again."""

from __future__ import annotations

import functools
import hmac
import secrets
import sys
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib import text
from lib.config import ROOT
from lib.domain.access import Role
from lib.domain.accounts import NewAccount, clean_password, parse_full_name, parse_username
from lib.domain.agency import Agency
from lib.domain.campaigns import CampaignSeed, CampaignState
from lib.domain.confirmations import Kind
from lib.domain.forms import typed
from lib.domain.problem_collector import ProblemCollector
from lib.domain.units import UnitSeed, UnitType
from lib.domain.vietnamese import local_day
from lib.errors import Duplicate, Invalid, Refused
from lib.services import acts, clock
from lib.services.acts import Act, Queue
from lib.services.campaigns import campaigns, files
from lib.services.people import passwords, proposals
from lib.store import accounts, units
from lib.store import setup as store
from lib.store.engine import ids
from lib.store.engine.db import Database, Reader

UNITS_FILE: Final = ROOT / "data" / "units.yaml"
CAMPAIGN_FILE: Final = ROOT / "data" / "campaigns" / "bau-cu-2021.yaml"
DEMO: Final = "demo"
DEMO_PASSWORD: Final = "demo_password"  # noqa: S105 — the name of a setting
_OFFICE: Final = UnitSeed("VP", "Văn phòng", "Văn phòng", UnitType.OFFICE, 1, is_office=True)
_NAME_LIMIT: Final = 150
_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"

_NO_UNIT: Final = UUID(int=0)

_in_use: set[str] = set()


class Plan(StrEnum):
    """What the installation begins with."""

    CAMPAIGN_2021 = "campaign_2021"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What the first person typed; nothing of it is trusted."""

    code: str
    agency: str
    superior: str
    username: str
    full_name: str
    password: str
    repeated: str
    plan: str
    election_day: str
    """The plan's anchor day, from which all other days are counted."""
    is_past_meant: bool = False
    """Whether that day may be over, as for keeping an old campaign."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account as the demo's sign-in page lists it."""

    full_name: str
    username: str
    unit_name: str
    role_names: str


@dataclass(frozen=True, slots=True)
class Demo:
    """The one password of a demo database."""

    password: str


_demos: dict[str, Demo | None] = {}


def is_empty(db: Database) -> bool:
    """Whether nobody has set this installation up; asked of the database until it is so."""
    if db.key in _in_use:
        return False
    if db.read(_is_set_up):
        _in_use.add(db.key)
        return False
    return True


@functools.cache
def code() -> str:
    """The code of this process that guards the first run: 49 bits, on the console only."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def announce(db: Database) -> None:
    """Print the code where the operator sees it, as long as it is needed."""
    if is_empty(db):
        sys.stdout.write(text.SET_UP_CODE.format(code=code()) + "\n")
        sys.stdout.flush()


def set_up(db: Database, first: FirstRun) -> None:
    """Store the agency, its units, the first account and the plan, or nothing at all.

    Raises:
        Problems: everything that cannot be taken as typed.
        Refused: "already_set_up", also for the slower of two at the same time.
        BadFile: the shipped plan was edited and is broken.
    """
    if not is_empty(db):
        raise Refused("already_set_up")
    agency, account, anchor_on = _checked(first)
    unit_seeds, campaign = _seeds(first.plan)
    try:
        acts.intend_as(db, account, act_id=acts.new_act(), queue=Queue.NONE).carry_out(
            lambda act: _store(act, agency, account, unit_seeds, campaign, anchor_on),
            again=acts.nothing,
        )
    except Duplicate:
        # On PostgreSQL the second of two waits for the first at the agency's only key.
        raise Refused("already_set_up") from None
    _in_use.add(db.key)


@functools.cache
def plan_day() -> date:
    """The election day of the shipped plan."""
    return files.campaign_from_file(CAMPAIGN_FILE).anchor_on


def agency(db: Database) -> Agency | None:
    """The agency, once set up."""
    return db.read(store.agency)


def demo(db: Database) -> Demo | None:
    """The demo's password when this is a demo database; read once per process."""
    if db.key not in _demos:
        _demos[db.key] = db.read(_read_demo)
    return _demos[db.key]


def demo_accounts(db: Database) -> list[DemoAccount]:
    """The open accounts of a demo database; none of a real one."""
    if demo(db) is None:
        return []
    today = clock.today()

    def work(tx: Reader) -> list[DemoAccount]:
        names = {unit.unit_id: unit.name for unit in units.units(tx, today)}
        return [
            DemoAccount(one.full_name, one.username, names[one.unit_id], text.roles(one.roles))
            for one in accounts.accounts(tx)
            if one.is_open
        ]

    return db.read(work)


def _is_set_up(tx: Reader) -> bool:
    return store.agency(tx) is not None or accounts.has_accounts(tx)


def _checked(first: FirstRun) -> tuple[Agency, NewAccount, date | None]:
    collector = ProblemCollector()
    collector.take("code", lambda: _check_code(first.code), None)
    agency = Agency(
        name=collector.take("agency", lambda: _line(first.agency, text.FIRST_RUN["agency"]), ""),
        superior=collector.take(
            "superior", lambda: _line(first.superior, text.FIRST_RUN["superior"]), ""
        ),
    )
    username = collector.take("username", lambda: parse_username(first.username), "")
    full_name = collector.take("full_name", lambda: parse_full_name(first.full_name), "")
    names = [agency.name, agency.superior, username, full_name]
    collector.take(
        "password", lambda: passwords.check_new_password(first.password, names=names), None
    )
    collector.take("repeated", lambda: _check_same(first.password, first.repeated), None)
    collector.take("plan", lambda: _check_plan(first.plan), None)
    anchor_on = collector.take("election_day", lambda: _anchor_on(first), None)
    collector.finish()
    account = NewAccount(
        account_id=ids.new_id(),
        username=username,
        full_name=full_name,
        unit_id=_NO_UNIT,
        roles=frozenset({Role.ADMIN}),
        password_hash=passwords.hash_password(first.password),
        must_change=False,
        password_expires_at=None,
        created_at=clock.now(),
    )
    return agency, account, anchor_on


def _check_plan(plan: str) -> None:
    if plan not in set(Plan):
        raise Invalid("not_choice", field=text.FIRST_RUN["plan"])


def _anchor_on(first: FirstRun) -> date | None:
    label = text.FIRST_RUN["election_day"]
    if first.plan != Plan.CAMPAIGN_2021:
        return None
    day = typed.day(first.election_day, label)
    if day is None:
        raise Invalid("required", field=label)
    today = clock.today()
    if day < today and not first.is_past_meant:
        seed = files.campaign_from_file(CAMPAIGN_FILE).moved_to(day)
        late = [due for task in seed.tasks if (due := seed.due_on(task)) < today]
        days = max(((today - due).days for due in late), default=0)
        raise Invalid("past_election", field=label, count=len(late), days=days)
    return day


def _check_code(typed_code: str) -> None:
    if not hmac.compare_digest(clean_password(typed_code).lower().encode(), code().encode()):
        raise Invalid("wrong_code")


def _check_same(password: str, repeated: str) -> None:
    if clean_password(password) != clean_password(repeated):
        raise Invalid("passwords_differ")


def _line(raw: str, label: str) -> str:
    line = typed.line(raw, label, _NAME_LIMIT)
    if not line:
        raise Invalid("required", field=label)
    return line


def _seeds(plan: str) -> tuple[list[UnitSeed], CampaignSeed | None]:
    if plan == Plan.EMPTY:
        return [_OFFICE], None
    return files.units_from_file(UNITS_FILE), files.campaign_from_file(CAMPAIGN_FILE)


def _store(
    act: Act,
    agency: Agency,
    account: NewAccount,
    unit_seeds: list[UnitSeed],
    campaign: CampaignSeed | None,
    anchor_on: date | None,
) -> None:
    tx, now = act.tx, act.now
    if _is_set_up(tx):
        raise Refused("already_set_up")
    store.insert_agency(tx, agency, now=now)
    campaigns.load_units(tx, unit_seeds, now=now)
    office = units.office_unit(tx, local_day(now))
    if office is None:
        raise RuntimeError("the units that were just stored hold no Office")
    accounts.insert_account(tx, replace(account, unit_id=office.unit_id))
    if campaign is not None:
        campaigns.load_campaign(
            act,
            campaign,
            state=CampaignState.RUNNING,
            anchor_on=anchor_on or campaign.anchor_on,
            dates_moved=False,
        )
    detail = {
        "name": agency.name,
        "superior": agency.superior,
        "campaign": campaign.code if campaign else None,
    }
    act.tell("agency.set_up", agency.name, detail)
    # Nobody administers and awards at once without a second person, not even the first.
    wanted = account.roles | {Role.OFFICE}
    proposals.propose(act, Kind.ROLES, account_id=account.account_id, version=1, roles=wanted)


def _read_demo(tx: Reader) -> Demo | None:
    if store.setting(tx, DEMO) != "1":
        return None
    return Demo(store.setting(tx, DEMO_PASSWORD) or "")
