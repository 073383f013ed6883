"""The questions of a record in a plan's draft, a task's or of nominations, and the acts on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import building
from lib.domain.forms.building import FormDraft
from lib.domain.forms.fields import Field
from lib.domain.forms.fixed import NOTHING_KEPT
from lib.domain.forms.kinds import parts
from lib.domain.nominations import Subject
from lib.domain.plan_drafts import Body, Name, Part
from lib.errors import NotFound
from lib.services.building import edits
from lib.services.building.drafts import OpenRecord
from lib.services.building.edits import Saved
from lib.services.campaigns import nomination_questions
from lib.store import plan_drafts as store
from lib.store.engine.db import Database, Reader


@dataclass(frozen=True, slots=True)
class RecordForm:
    """The questions of one record.

    Attributes:
        in_force: those that units are asked now; () for a record that the draft adds.
    """

    draft: FormDraft
    in_force: tuple[Field, ...]


def opened(db: Database, actor: Actor, campaign: Campaign, record: OpenRecord) -> RecordForm:
    """The questions of a record that has some."""
    access.check(actor, Action.CAMPAIGN_LOAD)
    return _read(record, db.read(lambda tx: _answered(tx, campaign, record.name)))


def change(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    name: Name,
    seen_version: int,
    act: Callable[[FormDraft], FormDraft],
) -> Saved:
    """Do one act of `forms.building` on the questions of a record.

    Raises:
        NotFound: no such record, it has no questions, or no such question.
        Conflict: somebody saved the record since.
        Refused, Problems: as `act`; `closed_campaign`.
    """
    access.check(actor, Action.CAMPAIGN_LOAD)
    if not name.part.has_questions:
        raise NotFound("task")
    answered = db.read(lambda tx: _answered(tx, campaign, name))

    def put(record: OpenRecord) -> Body:
        questions = act(_read(record, answered).draft)
        return {**record.body, "form": questions.data()}

    return edits.put(
        db, actor, campaign, act_id=act_id, name=name, seen_version=seen_version, change=put
    )


def _answered(tx: Reader, campaign: Campaign, name: Name) -> frozenset[str]:
    """The keys under which anybody has answered."""
    if (subject := _subject(name)) is not None:
        return store.nominated(tx, campaign.campaign_id, subject)
    return store.answered(tx, campaign.campaign_id, name.code)


def _read(record: OpenRecord, answered: frozenset[str]) -> RecordForm:
    """Keys that are in force stay taken: to another question they would mean something else."""
    before = record.before
    in_force = building.read(before["form"]).fields if before else ()
    fields = building.read(record.body["form"]).fields
    used = {
        one.key for one in fields if answered & {part.key for part in parts(one)}
    }  # fmt: skip
    reserved = frozenset(one.key for one in in_force) | answered
    subject = _subject(record.name)
    kept = nomination_questions.kept(subject) if subject is not None else NOTHING_KEPT
    return RecordForm(FormDraft(fields, frozenset(used), reserved, kept), in_force)


def _subject(name: Name) -> Subject | None:
    """Whose nominations are asked with the form; None for what is no form of nominations.

    Raises:
        NotFound: nobody is nominated so.
    """
    if name.part != Part.NOMINATION:
        return None
    if name.code not in set(Subject):
        raise NotFound("page")
    return Subject(name.code)
