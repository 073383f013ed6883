"""Files that people asked for: asking, one's own list, cancelling, and taking the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.jobs import PER_PERSON, RULES, Job, Kind, State
from lib.errors import NotFound, Refused
from lib.services import acts, clock
from lib.services.acts import Act, CampaignRevision, Intent, Queue
from lib.services.files.stored_files import OpenFile
from lib.services.jobs import job_files, runner
from lib.services.jobs.job_files import Write
from lib.store import jobs as store
from lib.store.engine.db import Database, Reader
from lib.store.engine.ids import new_id

_WHAT: Final = "file"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to be made.

    Attributes:
        parameters: what was asked for.
        revision: the campaign's, at which all of the order was read.
        file_name: as it will be saved.
        steps: how many its maker tells of.
        order: writes what its maker reads.
        told: what a page tells of the file beside it; kept as long as the file.
        unit_id: the unit that the right is needed for.
    """

    kind: Kind
    campaign: Campaign
    parameters: Mapping[str, str]
    revision: int
    file_name: str
    steps: int
    order: Write
    told: bytes = b""
    unit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class OwnJob:
    """A job as its owner sees it.

    Attributes:
        is_there: whether the file can be taken now.
        is_allowed: whether its owner still has the right to it.
    """

    job: Job
    is_there: bool
    is_allowed: bool


def ask(
    db: Database, actor: Actor, wanted: Wanted, *, act_id: UUID, address: str | None = None
) -> Job:
    """Have a file made. The same thing asked for again while it is under way is that job.

    Raises:
        Refused: "too_many_jobs", the actor has enough under way.
        Unavailable: no room on the disk.
    """
    rule = RULES[wanted.kind]
    rule.check(actor, wanted.unit_id)
    intent = acts.intend(
        db, actor, rule.right, act_id=act_id, queue=Queue.NONE, unit_id=wanted.unit_id,
        address=address,
    )  # fmt: skip
    new = _new(intent, actor, wanted)
    files = job_files.of(db)
    with files.laid_down(new.job_id, wanted.order, wanted.told):
        job = intent.carry_out(
            lambda act: _asked(act, new),
            again=lambda tx: _same(store.of_account(tx, new.account_id), new) or new,
        )
    if job.job_id != new.job_id:
        files.remove(new.job_id)
    runner.ring()
    return job


def mine(db: Database, actor: Actor) -> list[OwnJob]:
    """What the actor has asked for, the newest first."""
    access.check(actor, Action.FILES_OWN)
    found = db.read(lambda tx: store.of_account(tx, actor.account_id))
    files = job_files.of(db)
    return [
        OwnJob(one, _is_there(one) and files.made(one.job_id).is_file(), _is_allowed(actor, one))
        for one in found
    ]


def told(db: Database, actor: Actor, job_id: UUID) -> bytes:
    """What was told of a file of the actor's when it was asked for; nothing once it has lapsed.

    Raises:
        NotFound: the actor has no such job.
        Denied: the actor has lost the right to it.
    """
    job = _owned(db, actor, job_id)
    RULES[job.kind].check(actor, job.unit_id)
    path = job_files.of(db).told(job_id)
    return path.read_bytes() if path.is_file() else b""


def cancel(
    db: Database, actor: Actor, job_id: UUID, *, act_id: UUID, address: str | None = None
) -> None:
    """End a job of the actor's; nothing of it is kept. One that is over stays as it is.

    Raises:
        NotFound: the actor has no such job.
    """
    intent = acts.intend(
        db, actor, Action.FILES_OWN, act_id=act_id, queue=Queue.NONE, address=address
    )

    def work(act: Act) -> bool:
        """Whether it waited and is cancelled."""
        found = _of_actor(act.tx, actor, job_id)
        is_ended = store.cancel(act.tx, job_id, now=act.now)
        if is_ended:
            act.tell("export.cancel", found.campaign_code, _what(found), of=_at(found))
        return is_ended and found.state == State.WAITING

    if intent.carry_out(work, again=lambda _tx: False):
        # What is being made goes with its maker.
        job_files.of(db).remove(job_id)
    runner.ring()


def take(db: Database, actor: Actor, job_id: UUID, *, address: str | None = None) -> OpenFile:
    """The finished file; that it was taken is recorded before its first byte.

    Raises:
        NotFound: the actor has no such file, or it has lapsed.
        Denied: the actor has lost the right to it.
    """
    job = _owned(db, actor, job_id)
    rule = RULES[job.kind]
    rule.check(actor, job.unit_id)
    intent = acts.intend(
        db, actor, rule.right, act_id=acts.new_act(), queue=Queue.NONE, unit_id=job.unit_id,
        address=address,
    )  # fmt: skip
    path = job_files.of(db).made(job_id)
    if not _is_there(job) or not path.is_file():
        raise NotFound(_WHAT)
    detail = {**_what(job), "sha256": job.sha256, "size_bytes": job.size_bytes}
    intent.note("export.take", detail, subject=job.campaign_code, of=_at(job))
    return OpenFile(path, job.file_name, rule.media_type)


def _new(intent: Intent, actor: Actor, wanted: Wanted) -> Job:
    return Job(
        job_id=new_id(), account_id=actor.account_id, kind=wanted.kind,
        campaign_id=wanted.campaign.campaign_id, campaign_code=wanted.campaign.code,
        unit_id=wanted.unit_id, parameters=wanted.parameters, revision=wanted.revision,
        state=State.WAITING, total=wanted.steps, file_name=wanted.file_name, asked_at=intent.now,
    )  # fmt: skip


def _asked(act: Act, new: Job) -> Job:
    """Inside the transaction: the job, or the one that is under way for the same thing."""
    under_way = [one for one in store.of_account(act.tx, new.account_id) if one.is_under_way]
    same = _same(under_way, new)
    if same is not None:
        return same
    if len(under_way) >= PER_PERSON:
        raise Refused("too_many_jobs", limit=PER_PERSON)
    store.insert(act.tx, new)
    act.tell("export.ask", new.campaign_code, _what(new), of=_at(new))
    return new


def _same(found: list[Job], new: Job) -> Job | None:
    key = _key(new)
    return next((one for one in found if _key(one) == key), None)


def _key(job: Job) -> tuple[object, ...]:
    return job.kind, job.campaign_id, job.unit_id, job.revision, dict(job.parameters)


def _what(job: Job) -> dict[str, object]:
    return {"what": job.kind.value, "file": job.file_name}


def _at(job: Job) -> CampaignRevision:
    return CampaignRevision(job.campaign_id, job.revision)


def _owned(db: Database, actor: Actor, job_id: UUID) -> Job:
    access.check(actor, Action.FILES_OWN)
    return db.read(lambda tx: _of_actor(tx, actor, job_id))


def _of_actor(tx: Reader, actor: Actor, job_id: UUID) -> Job:
    found = store.job(tx, job_id)
    if found is None or found.account_id != actor.account_id:
        raise NotFound(_WHAT)
    return found


def _is_there(job: Job) -> bool:
    return job.state == State.DONE and job.expires_at is not None and clock.now() < job.expires_at


def _is_allowed(actor: Actor, job: Job) -> bool:
    return RULES[job.kind].allows(actor, job.unit_id)
