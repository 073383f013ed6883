"""What is done with exemplars: introduced by a unit, published by the Office, taken off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lib import text
from lib.domain import access, exemplars, nominations
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.exemplars import Exemplar, ExemplarState, ExemplarStep
from lib.domain.forms import typed
from lib.domain.nomination_workflow import Step
from lib.domain.nominations import Nomination, Subject
from lib.domain.problem_collector import ProblemCollector
from lib.domain.vietnamese import local_day
from lib.errors import Conflict, Invalid, NotFound, Refused
from lib.services import item_acts as acts
from lib.services import nomination_acts
from lib.services.nomination_acts import Act
from lib.store import exemplars as store
from lib.store.db import Database, Reader, Writer
from lib.store.ids import new_id


@dataclass(frozen=True, slots=True)
class TypedExemplar:
    """An exemplar's form as it was typed; anything may come from a browser.

    Attributes:
        photo: an image among the unit's evidence, or None.
    """

    subject: object
    name: object
    headline: object = ""
    story: object = ""
    photo: UUID | None = None
    consent: object = ""
    consent_on: object = ""


def save(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    exemplar_id: UUID,
    seen_version: int,
    form: TypedExemplar,
) -> int:
    """Store what the actor's unit writes of an example; the version it then has.

    Args:
        seen_version: 0 for one that nobody has saved yet.
    Raises:
        Problems: values that cannot be taken.
        Conflict: somebody saved since `seen_version`.
        Refused: it has been sent.
    """
    access.check(actor, Action.EXEMPLAR_EDIT, unit_id=actor.unit_id)
    planned = nomination_acts.plan(db, actor, campaign, act_id)

    def work(tx: Writer) -> int:
        act = _begin(tx, planned)
        before = store.exemplar(tx, exemplar_id)
        if before is None and seen_version == 0:
            empty = Exemplar(
                exemplar_id, campaign.campaign_id, actor.unit_id, Subject.INDIVIDUAL,
                ExemplarState.DRAFT, "",
            )  # fmt: skip
            after = _typed(tx, act, empty, form)
            store.insert_exemplar(tx, after, ExemplarStep.SAVE, act.author)
        else:
            before = _seen(tx, actor, campaign, exemplar_id, seen_version, ExemplarStep.SAVE)
            after = _typed(tx, act, before, form)
            store.save_exemplar(tx, after, ExemplarStep.SAVE, None, act.author)
        detail = {"unit": actor.unit_name, "version": seen_version + 1, "name": after.name}
        nomination_acts.record(tx, act, "exemplar.save", str(exemplar_id), detail)
        return seen_version + 1

    return acts.once(db, act_id, lambda: db.write(work), seen_version + 1)


def tell(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    exemplar_id: UUID,
    seen_version: int,
    form: TypedExemplar,
) -> None:
    """Correct or complete what is sent or shown, as by the consent; name and kind stay.

    Raises:
        Problems: values that cannot be taken.
        Conflict: somebody saved since `seen_version`.
        Refused: it is neither sent nor published.
    """
    access.check(actor, Action.EXEMPLAR_PUBLISH)
    planned = nomination_acts.plan(db, actor, campaign, act_id)

    def work(tx: Writer) -> None:
        act = _begin(tx, planned)
        before = _seen(tx, actor, campaign, exemplar_id, seen_version, ExemplarStep.TELL)
        kept = replace(form, name=before.name, subject=before.subject.value)
        store.save_exemplar(tx, _typed(tx, act, before, kept), ExemplarStep.TELL, None, act.author)
        detail = {"unit": str(before.unit_id), "name": before.name, "version": seen_version + 1}
        nomination_acts.record(tx, act, "exemplar.tell", str(exemplar_id), detail)

    acts.once(db, act_id, lambda: db.write(work), None)


def take_step(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    exemplar_id: UUID,
    seen_version: int,
    step: ExemplarStep,
    note: object = "",
) -> None:
    """Send, return, publish or withdraw an exemplar.

    Raises:
        NotFound: there is none for the actor.
        Denied: the actor may not take the step.
        Conflict: it has changed since it was seen.
        Refused: the table, a missing consent or reason, or own work forbids it.
    """
    if step in (ExemplarStep.SAVE, ExemplarStep.TELL):
        raise ValueError(f"{step} is no step of its own")
    planned = nomination_acts.plan(db, actor, campaign, act_id)
    why = nominations.clean_note(note)

    def work(tx: Writer) -> None:
        act = _begin(tx, planned)
        before = _seen(tx, actor, campaign, exemplar_id, seen_version, step)
        row = exemplars.row_of(before, step)
        if row.needs_note and why is None:
            raise Refused("reason_needed")
        if row.bars_author and _is_own_work(tx, before, actor):
            raise Refused("own_exemplar")
        store.save_exemplar(tx, replace(before, state=row.target), step, why, act.author)
        detail: dict[str, object] = {"unit": str(before.unit_id), "name": before.name}
        if step in (ExemplarStep.RETURN, ExemplarStep.WITHDRAW):
            detail["reason"] = why
        nomination_acts.record(tx, act, f"exemplar.{step.value}", str(exemplar_id), detail)

    acts.once(db, act_id, lambda: db.write(work), None)


def publish_award(tx: Writer, act: Act, nomination: Nomination) -> None:
    """Put a released award onto the honour board; its story waits for the consent."""
    made = Exemplar(
        new_id(), nomination.campaign_id, nomination.unit_id, nomination.subject,
        ExemplarState.PUBLISHED, nomination.name, nomination.citation, nomination.achievement,
        nomination_id=nomination.nomination_id,
    )  # fmt: skip
    store.insert_exemplar(tx, made, ExemplarStep.PUBLISH, act.author)


def withdraw_award(tx: Writer, act: Act, nomination_id: UUID, why: str) -> None:
    """Take a rescinded award off the honour board, if it is there."""
    before = store.of_nomination(tx, nomination_id)
    if before is not None and before.state == ExemplarState.PUBLISHED:
        after = replace(before, state=ExemplarState.WITHDRAWN)
        store.save_exemplar(tx, after, ExemplarStep.WITHDRAW, why, act.author)


def may_know(actor: Actor, exemplar: Exemplar) -> bool:
    """Whether the actor may see an exemplar that is not published."""
    return access.can(actor, Action.EXEMPLAR_PUBLISH) or access.can(
        actor, Action.EXEMPLAR_EDIT, unit_id=exemplar.unit_id
    )


def _begin(tx: Writer, planned: nomination_acts.Plan) -> Act:
    act = nomination_acts.begin(tx, planned)
    nominations.check_open(act.state, Step.PUBLISH)
    return act


def _seen(
    tx: Reader,
    actor: Actor,
    campaign: Campaign,
    exemplar_id: UUID,
    seen_version: int,
    step: ExemplarStep,
) -> Exemplar:
    """The exemplar at the version that was seen, for those who may take the step on it."""
    found = store.exemplar(tx, exemplar_id)
    if found is None or found.campaign_id != campaign.campaign_id or not may_know(actor, found):
        raise NotFound("exemplar")
    wanted = [row.action for (_, taken), row in exemplars.STEPS.items() if taken == step]
    row = exemplars.STEPS.get((found.state, step))
    if row is not None:
        access.check(actor, row.action, unit_id=found.unit_id)
    elif not any(access.can(actor, one, unit_id=found.unit_id) for one in wanted):
        access.check(actor, wanted[0], unit_id=found.unit_id)
    if found.version != seen_version:
        raise Conflict("changed")
    exemplars.row_of(found, step)
    return found


def _is_own_work(tx: Reader, exemplar: Exemplar, actor: Actor) -> bool:
    return exemplars.is_person(exemplar, actor.full_name) or actor.account_id in store.authors(
        tx, exemplar.exemplar_id
    )


def _typed(tx: Reader, act: Act, before: Exemplar, form: TypedExemplar) -> Exemplar:
    gather, label = ProblemCollector(), text.EXEMPLAR_FIELDS

    def said(key: str, raw: object, limit: int) -> str:
        return gather.take(key, lambda: typed.paragraphs(raw or "", label[key], limit), "")

    def taken(key: str, parse: Callable[[], date | None]) -> date | None:
        return gather.take(key, parse, None)

    after = replace(
        before,
        subject=gather.take("subject", lambda: _subject(form.subject), Subject.INDIVIDUAL),
        name=gather.take("name", lambda: _name(form.name), ""),
        headline=said("headline", form.headline, exemplars.HEADLINE_LIMIT),
        story=said("story", form.story, exemplars.STORY_LIMIT),
        consent=said("consent", form.consent, exemplars.CONSENT_LIMIT),
        consent_on=taken(
            "consent_on",
            lambda: typed.day(
                form.consent_on or "", label["consent_on"], last=local_day(act.plan.now)
            ),
        ),
    )
    gather.finish()
    return _with_photo(tx, after, form.photo)


def _with_photo(tx: Reader, exemplar: Exemplar, photo: UUID | None) -> Exemplar:
    if photo == exemplar.photo_evidence_id:
        return exemplar
    if photo is None:
        return replace(exemplar, photo_evidence_id=None, photo_revision_no=None)
    number = store.newest_image(tx, photo, exemplar.unit_id, exemplar.campaign_id)
    if number is None:
        raise NotFound("evidence")
    return replace(exemplar, photo_evidence_id=photo, photo_revision_no=number)


def _name(raw: object) -> str:
    name = typed.line(raw or "", text.EXEMPLAR_FIELDS["name"], exemplars.NAME_LIMIT)
    if not name:
        raise Invalid("required", field=text.EXEMPLAR_FIELDS["name"])
    return name


def _subject(raw: object) -> Subject:
    if isinstance(raw, str) and raw in set(Subject):
        return Subject(raw)
    raise Invalid("not_choice", field=text.EXEMPLAR_FIELDS["subject"])
