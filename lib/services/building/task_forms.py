"""The questions of a record in a plan's draft, a task's or another form's, and their acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, CampaignState
from lib.domain.evaluation_points import field_keys
from lib.domain.forms import building
from lib.domain.forms.building import FormDraft
from lib.domain.forms.fields import Field
from lib.domain.forms.fixed import NOTHING_KEPT
from lib.domain.forms.kinds import parts
from lib.domain.nominations import Subject
from lib.domain.plan_drafts import Body, Name, Part
from lib.errors import NotFound
from lib.services.building import edits, form_records
from lib.services.building.drafts import OpenRecord
from lib.services.building.edits import Saved
from lib.services.campaigns import file_points, own_questions
from lib.services.campaigns.own_questions import OwnForm
from lib.store import campaigns
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
    return _read(campaign, record, db.read(lambda tx: _answered(tx, campaign, record.name)))


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
        questions = act(_read(campaign, record, answered).draft)
        return {**record.body, "form": questions.data()}

    return edits.put(
        db, actor, campaign, act_id=act_id, name=name, seen_version=seen_version, change=put
    )


def _answered(tx: Reader, campaign: Campaign, name: Name) -> frozenset[str]:
    """The keys under which anybody has answered."""
    if name.part == Part.NOMINATION:
        _own_form(name)
        return store.nominated(tx, campaign.campaign_id, Subject(name.code))
    if name.part == Part.EVALUATION:
        points = file_points.told(campaigns.details(tx, campaign.campaign_id)) or {}
        taken = field_keys(one["code"] for one in points.get("criteria", ()))
        return store.self_assessed(tx, campaign.campaign_id) | taken
    if name.part == Part.OPINION:
        return store.opined(tx, campaign.campaign_id)
    return store.answered(tx, campaign.campaign_id, name.code)


def _read(campaign: Campaign, record: OpenRecord, answered: frozenset[str]) -> RecordForm:
    """Keys that are in force stay taken: to another question they would mean something else."""
    before = record.before
    in_force = building.read(before["form"]).fields if before else ()
    fields = building.read(record.body["form"]).fields
    used = {
        one.key for one in fields if answered & {part.key for part in parts(one)}
    }  # fmt: skip
    reserved = frozenset(one.key for one in in_force) | answered
    of = _own_form(record.name)
    has_begun = campaign.state != CampaignState.PREPARING
    kept = NOTHING_KEPT if of is None else own_questions.kept(of, is_settled=has_begun)
    return RecordForm(FormDraft(fields, frozenset(used), reserved, kept), in_force)


def _own_form(name: Name) -> OwnForm | None:
    """The form of ours that a record is the campaign's own of; None for a task's.

    Raises:
        NotFound: there is none of that name.
    """
    if not name.part.is_form:
        return None
    if name not in form_records.OF:
        raise NotFound("page")
    return form_records.OF[name]
