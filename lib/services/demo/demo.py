"""The demo database: the 2021 campaign moved to now, its people, and what they have done so far."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from lib.domain.access import Actor, Role
from lib.domain.accounts import NewAccount
from lib.domain.campaigns import Campaign, CampaignState
from lib.domain.checklist import Report
from lib.domain.units import Unit
from lib.domain.workflow import Step
from lib.services import acts, clock
from lib.services.acts import Named, Queue
from lib.services.campaigns import campaigns, files
from lib.services.checklist import checklist, verification
from lib.services.checklist.item_acts import Target
from lib.services.demo import (
    demo_awards,
    demo_comments,
    demo_data,
    demo_documents,
    demo_doubts,
    demo_evaluations,
    demo_evidence,
    demo_opinions,
    demo_own_tasks,
    demo_reminders,
    demo_removal,
    demo_report,
    demo_story,
)
from lib.services.demo.demo_awards import Timed
from lib.services.demo.demo_data import Cast, Paper
from lib.services.demo.demo_story import Act, ReportingUnit
from lib.services.files import stored_files
from lib.services.operation import runtime, setup
from lib.services.people import passwords
from lib.store import accounts, units
from lib.store import setup as store
from lib.store.engine import opening
from lib.store.engine.db import Database
from lib.store.engine.ids import new_id

DAYS_TO_ELECTION: Final = 21
_OPERATOR: Final = Named("Dữ liệu mẫu")
# The latest act of the story is at least this old.
_QUIET: Final = timedelta(minutes=10)


def build(path: Path, password: str) -> None:
    """Put a new demo database at `path`, all at once; what stood there is gone then.

    Raises:
        Unavailable: `in_use`, a server has the old one open.
    """
    with opening.take_lock(path):
        part = path.with_name(f".{path.name}.new")
        evidence_part = stored_files.folder(part)
        demo_removal.remove_file(part)
        part.with_name(f"{part.name}.lock").unlink(missing_ok=True)
        shutil.rmtree(evidence_part, ignore_errors=True)
        db = runtime.open_migrated(str(part), create=True)
        try:
            fill(db, password)
        finally:
            db.close()
        demo_removal.remove_file(path)
        shutil.rmtree(stored_files.folder(path), ignore_errors=True)
        evidence_part.replace(stored_files.folder(path))
        part.replace(path)
        part.with_name(f"{part.name}.lock").unlink(missing_ok=True)


def fill(db: Database, password: str) -> None:
    """Fill an empty database up to this moment.

    Args:
        password: the one password of all accounts; the sign-in page shows it.
    """
    cast, words, now = demo_data.cast(), demo_data.words(), clock.now()
    today = clock.today()
    with clock.at(demo_story.began_at(today)):
        password_hash = passwords.hash_password(password)
        acts.intend_as(db, _OPERATOR, act_id=acts.new_act(), queue=Queue.NONE).carry_out(
            lambda act: _begin(act, cast, password, password_hash, today), again=acts.nothing
        )
    actors = _actors(db, cast, today)
    campaign = campaigns.find(db)
    story = demo_story.story(
        _places(db, cast, today),
        campaigns.plan(db, campaign).tasks,
        words,
        today=today,
        election_on=today + timedelta(days=DAYS_TO_ELECTION),
    )
    scripted = demo_story.scripted(words, today) + demo_doubts.acts(words, today)
    if (report := campaigns.plan(db, campaign).unit_report) is not None:
        scripted += demo_story.unit_reports(words, report.code, today)
    taken = {(act.unit_code, act.task_code) for act in scripted}
    told = [act for act in story if (act.unit_code, act.task_code) not in taken]
    stage = _Stage(db, campaign, actors, cast.agency.name, words.stray)
    awards = _awards(db, campaign, actors, cast)
    said = _evaluations(db, campaign, actors, cast)
    office = next(actors[one.username] for one in cast.people if Role.OFFICE in one.roles)
    written = demo_report.acts(db, campaign, office, demo_data.report())
    own = demo_own_tasks.acts(db, campaign, actors, demo_data.own_tasks())
    papers = demo_documents.Documents(db, campaign, actors, cast.agency.name)
    published = papers.acts(demo_data.documents())
    sent = demo_opinions.acts(db, campaign, actors, demo_data.opinions())
    seen = demo_doubts.accepted(db, campaign, office)
    by_code = {one.code: one for one in db.read(lambda tx: units.units(tx, today))}
    asked = demo_comments.acts(db, campaign, actors, by_code, demo_data.comments())
    staged = stage.acts([*told, *scripted])
    whole = [*staged, *awards, *said, *written, *own, *published, *sent, *seen, *asked]
    _play(whole, until=now - _QUIET)
    demo_reminders.fill(db, now)


def _play(acts: Iterable[Timed], *, until: datetime) -> None:
    """Let everything happen at its instant, in the order of time."""
    for act in sorted(acts, key=lambda act: act.when):
        if act.when < until:
            with clock.at(act.when):
                act.do()


class _Stage:
    """Lets the story happen, through the services that people use."""

    def __init__(
        self,
        db: Database,
        campaign: Campaign,
        actors: Mapping[str, Actor],
        agency: str,
        stray: Paper,
    ) -> None:
        self.db, self.campaign, self.actors = db, campaign, actors
        self.agency, self.stray = agency, stray
        today = clock.today()
        self.units = {one.code: one for one in db.read(lambda tx: units.units(tx, today))}
        self.tasks = campaigns.plan(db, campaign).tasks_by_code
        self.versions: dict[tuple[str, str], int] = {}

    def acts(self, told: Iterable[Act]) -> list[Timed]:
        return [Timed(act.when, partial(self._do, act)) for act in told]

    def _do(self, act: Act) -> None:
        actor, unit_id = self.actors[act.who], self.units[act.unit_code].unit_id
        seen = self.versions.get((act.unit_code, act.task_code), 1)
        if act.is_draft:
            checklist.keep_draft(
                self.db,
                actor,
                self.campaign,
                unit_id=unit_id,
                task_code=act.task_code,
                seen_version=seen - 1,
                raw={**act.answers, "status": act.status.value},
            )
            return
        if act.step == Step.SAVE:
            checklist.save_item(
                self.db,
                actor,
                self.campaign,
                act_id=new_id(),
                unit_id=unit_id,
                task_code=act.task_code,
                seen_version=seen,
                report=Report(act.status.value, act.answers, act.reason),
            )
        else:
            verification.take_step(
                self.db,
                actor,
                self.campaign,
                act_id=new_id(),
                step=act.step,
                targets=[Target(unit_id, self.tasks[act.task_code].task_id, seen)],
                reason=act.reason,
                due_on=act.due_on,
            )
        self.versions[act.unit_code, act.task_code] = seen + 1
        if act.papers:
            place = demo_evidence.EvidencePlace(
                agency=self.agency,
                unit=self.units[act.unit_code].name,
                unit_id=unit_id,
                task_id=self.tasks[act.task_code].task_id,
            )
            demo_evidence.attach(self.db, actor, self.campaign, act, place, self.stray)


def _begin(act: acts.Act, cast: Cast, password: str, password_hash: str, today: date) -> None:
    """Agency, units, accounts and campaign, as of the first day."""
    tx, now = act.tx, act.now
    store.insert_agency(tx, cast.agency, now=now)
    store.put_setting(tx, setup.DEMO, "1", now=now)
    store.put_setting(tx, setup.DEMO_PASSWORD, password, now=now)
    seeds = files.units_from_file(setup.UNITS_FILE)
    counted = [replace(seed, headcount=cast.headcounts.get(seed.code)) for seed in seeds]
    campaigns.load_units(tx, counted, now=now)
    unit_ids = {unit.code: unit.unit_id for unit in units.units(tx, today)}
    for person in cast.people:
        accounts.insert_account(
            tx,
            NewAccount(
                account_id=new_id(),
                username=person.username,
                full_name=person.full_name,
                unit_id=unit_ids[person.unit],
                roles=person.roles,
                password_hash=password_hash,
                must_change=False,
                password_expires_at=None,
                created_at=now,
            ),
        )
    campaigns.load_campaign(
        act,
        files.campaign_from_file(setup.CAMPAIGN_FILE),
        state=CampaignState.RUNNING,
        anchor_on=today + timedelta(days=DAYS_TO_ELECTION),
        dates_moved=True,
    )


def _awards(
    db: Database, campaign: Campaign, actors: Mapping[str, Actor], cast: Cast
) -> list[Timed]:
    """Nominations, a council meeting and a decision."""
    heads = {one.unit: one.username for one in cast.people if Role.HEAD in one.roles}
    desk = next(one.username for one in cast.people if {Role.OFFICE, Role.HEAD} <= one.roles)
    leader = next(one.username for one in cast.people if Role.LEADER in one.roles)
    awards = demo_awards.Awards(db, campaign, actors, heads, desk=desk, leader=leader)
    return awards.acts(demo_data.nominations())


def _evaluations(
    db: Database, campaign: Campaign, actors: Mapping[str, Actor], cast: Cast
) -> list[Timed]:
    """What is said of the units; a head sends for the unit, so another of the Office proposes."""
    heads = {one.unit: actors[one.username] for one in cast.people if Role.HEAD in one.roles}
    desk = next(
        one.username
        for one in cast.people
        if Role.OFFICE in one.roles and Role.HEAD not in one.roles
    )
    leader = next(one.username for one in cast.people if Role.LEADER in one.roles)
    told = demo_evaluations.Evaluations(db, campaign, heads, actors[desk], actors[leader])
    return told.acts(demo_data.evaluations())


def _actors(db: Database, cast: Cast, today: date) -> dict[str, Actor]:
    named = {unit.code: unit for unit in db.read(lambda tx: units.units(tx, today))}
    ids = {one.username: one.account_id for one in db.read(accounts.accounts)}
    return {
        person.username: Actor(
            account_id=ids[person.username],
            username=person.username,
            full_name=person.full_name,
            unit_id=named[person.unit].unit_id,
            unit_name=named[person.unit].name,
            roles=person.roles,
        )
        for person in cast.people
    }


def _places(db: Database, cast: Cast, today: date) -> list[ReportingUnit]:
    """The units that report, each with who reports and who checks it."""
    reporting = [one for one in db.read(lambda tx: units.units(tx, today)) if one.reports]
    office = [one.username for one in cast.people if Role.OFFICE in one.roles]
    leaders = [one.username for one in cast.people if Role.LEADER in one.roles]
    return [
        ReportingUnit(
            unit=unit,
            staff=_who(cast, unit, Role.STAFF),
            head=_who(cast, unit, Role.HEAD),
            # Nobody checks what they reported, and the Office's people report for the Office.
            desk=leaders if unit.is_office else office,
            pace=cast.paces[unit.code],
        )
        for unit in reporting
    ]


def _who(cast: Cast, unit: Unit, role: Role) -> str:
    return next(one.username for one in cast.people if one.unit == unit.code and role in one.roles)
