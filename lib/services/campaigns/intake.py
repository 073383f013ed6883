"""From a plan's file to a campaign: read, corrected by lines, tasks chosen, and made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from lib.domain import access, plan_intake
from lib.domain.access import Action, Actor
from lib.domain.campaigns import (
    CODE_LIMIT,
    SHORT_TITLE_LIMIT,
    TITLE_LIMIT,
    CampaignSeed,
    CampaignState,
)
from lib.domain.plan_intake import Choice, HeadField, Intake, State
from lib.domain.plan_text.corrections import Corrected, Correction
from lib.domain.vietnamese import nfc
from lib.errors import Conflict, NotFound, Refused
from lib.services import acts
from lib.services.acts import Act, Queue
from lib.services.campaigns import campaigns, files, intake_file, intake_reading, plan_files
from lib.services.campaigns.campaigns import Loaded
from lib.services.campaigns.form_library import library
from lib.services.campaigns.intake_reading import Opened
from lib.store import campaigns as campaign_store
from lib.store import intakes as store
from lib.store.engine.db import Database, Reader
from lib.store.intakes import IntakeHeading

PASTED: Final = "van-ban-dan.txt"
LENGTHS: Final = {
    HeadField.CODE: CODE_LIMIT, HeadField.TITLE: TITLE_LIMIT,
    HeadField.SHORT_TITLE: SHORT_TITLE_LIMIT, HeadField.THEME: TITLE_LIMIT,
    HeadField.ENDS_ON: 10, HeadField.BLANK_DUE: 10,
}  # fmt: skip


def headings(db: Database, actor: Actor) -> list[IntakeHeading]:
    """Plans that wait for the Office to go on."""
    access.check(actor, Action.CAMPAIGN_LOAD)
    return db.read(store.headings)


def begin(db: Database, actor: Actor, *, act_id: UUID, name: str, content: bytes) -> UUID:
    """Read a file and keep its text; the act's key is the intake's.

    Raises:
        BadUpload, BadPlan: why it cannot be read.
    """
    intent = acts.intend(db, actor, Action.CAMPAIGN_LOAD, act_id=act_id, queue=Queue.NONE)
    read = plan_files.read(name, content)
    one = Intake(act_id, read.name, read.kind, State.OPEN, read.lines, read.warnings)

    def work(act: Act) -> UUID:
        store.insert(act.tx, one, act.author.account_id, act.now)
        act.tell("intake.begin", act_id, {"file": read.name, "rows": len(read.lines)})
        return act_id

    return intent.carry_out(work, again=lambda _: act_id)


def begin_pasted(db: Database, actor: Actor, *, act_id: UUID, pasted: str) -> UUID:
    """The same for text that was pasted.

    Raises:
        BadUpload, BadPlan: why it cannot be read.
    """
    return begin(db, actor, act_id=act_id, name=PASTED, content=nfc(pasted).encode())


def opened(db: Database, actor: Actor, intake_id: UUID) -> Opened:
    """The intake as it is now.

    Raises:
        NotFound: there is none that is open.
    """
    access.check(actor, Action.CAMPAIGN_LOAD)

    def read(tx: Reader) -> tuple[Intake, bool]:
        one = _open(tx, intake_id)
        code = one.head.get(HeadField.CODE, "")
        return one, bool(code) and campaign_store.campaign_by_code(tx, code) is not None

    one, is_taken = db.read(read)
    return intake_reading.read(one, is_taken=is_taken)


def correct(
    db: Database,
    actor: Actor,
    intake_id: UUID,
    *,
    act_id: UUID,
    seen_version: int,
    line: int,
    said: Correction | None,
) -> int:
    """Say something of a line, or take back what was said; the new version.

    Raises:
        NotFound: no such intake or line.
        Conflict: somebody has changed it since.
    """

    def change(one: Intake) -> Intake:
        if not 1 <= line <= len(one.lines):
            raise NotFound("page")
        new = None if said is None else Corrected(line, said)
        return replace(one, corrected=plan_intake.with_correction(one.corrected, line, new))

    detail = {"line": line, "what": said.value if said else ""}
    return _change(db, actor, intake_id, act_id, seen_version, change, detail)


def choose(
    db: Database,
    actor: Actor,
    intake_id: UUID,
    *,
    act_id: UUID,
    seen_version: int,
    chosen: Mapping[int, Choice],
) -> int:
    """Choose other than proposed for some items, by their first lines; the new version.

    Raises:
        NotFound: no such intake.
        Conflict: somebody has changed it since.
        Refused: `bad_choice`, a value that no task can have.
    """
    for one in chosen.values():
        _require_usable(one)

    def change(one: Intake) -> Intake:
        known = dict(one.chosen)
        for line, new in chosen.items():
            if not 1 <= line <= len(one.lines):
                raise NotFound("page")
            known[line] = plan_intake.merged(known.get(line), new)
        return replace(one, chosen=known)

    return _change(db, actor, intake_id, act_id, seen_version, change, {"items": len(chosen)})


def name(
    db: Database,
    actor: Actor,
    intake_id: UUID,
    *,
    act_id: UUID,
    seen_version: int,
    head: Mapping[HeadField, str],
) -> int:
    """Say what the campaign is called and when it ends; the new version.

    Raises:
        NotFound: no such intake.
        Conflict: somebody has changed it since.
    """
    given = {field: " ".join(nfc(value).split())[: LENGTHS[field]] for field, value in head.items()}

    def change(one: Intake) -> Intake:
        return replace(one, head={**one.head, **given})

    return _change(db, actor, intake_id, act_id, seen_version, change, {"what": "head"})


def drop(db: Database, actor: Actor, intake_id: UUID, *, act_id: UUID, seen_version: int) -> None:
    """Leave it; its text stays in the database, and no list shows it.

    Raises:
        NotFound: no such intake.
        Conflict: somebody has changed it since.
    """
    detail = {"what": State.DROPPED.value}
    _change(
        db, actor, intake_id, act_id, seen_version,
        lambda one: replace(one, state=State.DROPPED), detail,
    )  # fmt: skip


def file(db: Database, actor: Actor, intake_id: UUID) -> bytes:
    """The campaign's file as it would be loaded.

    Raises:
        NotFound: no such intake.
        Refused: `intake_unready`.
    """
    return _file(opened(db, actor, intake_id))


def make(db: Database, actor: Actor, intake_id: UUID, *, act_id: UUID, seen_version: int) -> Loaded:
    """Make the campaign, which runs from then on.

    Raises:
        NotFound: no such intake.
        Conflict: somebody has changed it since.
        Refused: `intake_unready`.
        BadFile: what was chosen makes no campaign.
    """
    intent = acts.intend(db, actor, Action.CAMPAIGN_LOAD, act_id=act_id, queue=Queue.PEOPLE)
    told = opened(db, actor, intake_id)
    seed = files.read(intake_file.NAME, _file(told))
    if not isinstance(seed, CampaignSeed):
        raise TypeError("a plan makes a campaign")

    def work(act: Act) -> Loaded:
        one = _seen(act.tx, intake_id, seen_version)
        if campaign_store.campaign_by_code(act.tx, seed.code) is not None:
            raise Refused("intake_unready")
        loaded = campaigns.load_campaign(
            act, seed, state=CampaignState.RUNNING, anchor_on=seed.anchor_on, dates_moved=False
        )
        made = replace(one, state=State.MADE, campaign_code=seed.code)
        store.change(act.tx, made, act.author.account_id, act.now)
        act.tell("intake.make", intake_id, {"code": seed.code})
        return loaded

    return intent.carry_out(work, again=lambda _: Loaded(seed.code, is_new=False))


def _change(
    db: Database,
    actor: Actor,
    intake_id: UUID,
    act_id: UUID,
    seen_version: int,
    change: Callable[[Intake], Intake],
    detail: Mapping[str, object],
) -> int:
    intent = acts.intend(db, actor, Action.CAMPAIGN_LOAD, act_id=act_id, queue=Queue.NONE)

    def work(act: Act) -> int:
        one = _seen(act.tx, intake_id, seen_version)
        store.change(act.tx, change(one), act.author.account_id, act.now)
        act.tell("intake.change", intake_id, detail)
        return one.version + 1

    return intent.carry_out(work, again=lambda _: seen_version + 1)


def _seen(tx: Reader, intake_id: UUID, seen_version: int) -> Intake:
    one = _open(tx, intake_id)
    if one.version != seen_version:
        raise Conflict("changed")
    return one


def _open(tx: Reader, intake_id: UUID) -> Intake:
    one = store.intake(tx, intake_id)
    if one is None or one.state != State.OPEN:
        raise NotFound("page")
    return one


def _require_usable(one: Choice) -> None:
    is_known = one.form is None or any(one.form == each.key for each in library().choices)
    title = one.short_title
    is_short = title is None or (0 < len(title.strip()) <= SHORT_TITLE_LIMIT and "\n" not in title)
    if not (is_known and is_short):
        raise Refused("bad_choice")


def _file(told: Opened) -> bytes:
    if told.missing:
        raise Refused("intake_unready")
    return intake_file.content(told.plan, told.found.groups, told.tasks, told.head, library())
