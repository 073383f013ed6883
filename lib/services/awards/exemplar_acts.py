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
from lib.services import acts
from lib.services.acts import Act
from lib.store import exemplars as store
from lib.store import nominations as nominations_store
from lib.store.engine.db import Database, Reader
from lib.store.engine.ids import new_id


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
    intent = acts.intend(
        db, actor, Action.EXEMPLAR_EDIT, act_id=act_id, queue=campaign, unit_id=actor.unit_id
    )

    def work(act: Act) -> int:
        nominations.check_open(act.state, Step.PUBLISH)
        before = store.exemplar(act.tx, exemplar_id)
        if before is None and seen_version == 0:
            empty = Exemplar(
                exemplar_id, campaign.campaign_id, actor.unit_id, Subject.INDIVIDUAL,
                ExemplarState.DRAFT, "",
            )  # fmt: skip
            after = _typed(act, empty, form)
            store.insert_exemplar(act.tx, after, ExemplarStep.SAVE, act.author)
        else:
            before = _seen(act.tx, actor, campaign, exemplar_id, seen_version, ExemplarStep.SAVE)
            after = _typed(act, before, form)
            store.save_exemplar(act.tx, after, ExemplarStep.SAVE, None, act.author)
        detail = {"unit": actor.unit_name, "version": seen_version + 1, "name": after.name}
        act.tell("exemplar.save", exemplar_id, detail)
        return seen_version + 1

    return intent.carry_out(work, again=lambda _: seen_version + 1)


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
    intent = acts.intend(db, actor, Action.EXEMPLAR_PUBLISH, act_id=act_id, queue=campaign)

    def work(act: Act) -> None:
        nominations.check_open(act.state, Step.PUBLISH)
        before = _seen(act.tx, actor, campaign, exemplar_id, seen_version, ExemplarStep.TELL)
        kept = replace(form, name=before.name, subject=before.subject.value)
        store.save_exemplar(act.tx, _typed(act, before, kept), ExemplarStep.TELL, None, act.author)
        detail = {"unit": str(before.unit_id), "name": before.name, "version": seen_version + 1}
        act.tell("exemplar.tell", exemplar_id, detail)

    intent.carry_out(work, again=acts.nothing)


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
    intent = acts.intend(db, actor, None, act_id=act_id, queue=campaign)
    why = nominations.clean_note(note)

    def work(act: Act) -> None:
        nominations.check_open(act.state, Step.PUBLISH)
        before = _seen(act.tx, actor, campaign, exemplar_id, seen_version, step)
        row = exemplars.row_of(before, step)
        if row.needs_note and why is None:
            raise Refused("reason_needed")
        if row.bars_author and _is_own_work(act.tx, before, actor):
            raise Refused("own_exemplar")
        store.save_exemplar(act.tx, replace(before, state=row.target), step, why, act.author)
        detail: dict[str, object] = {"unit": str(before.unit_id), "name": before.name}
        if step in (ExemplarStep.RETURN, ExemplarStep.WITHDRAW):
            detail["reason"] = why
        act.tell(f"exemplar.{step.value}", exemplar_id, detail)

    intent.carry_out(work, again=acts.nothing)


def publish_award(act: Act, nomination: Nomination) -> None:
    """Put a released award onto the honour board; its story waits for the consent."""
    made = Exemplar(
        new_id(), nomination.campaign_id, nomination.unit_id, nomination.subject,
        ExemplarState.PUBLISHED, nomination.name, nomination.citation, nomination.achievement,
        nomination_id=nomination.nomination_id,
    )  # fmt: skip
    store.insert_exemplar(act.tx, made, ExemplarStep.PUBLISH, act.author)


def withdraw_award(act: Act, nomination_id: UUID, why: str) -> None:
    """Take a rescinded award off the honour board, if it is there."""
    before = store.of_nomination(act.tx, nomination_id)
    if before is not None and before.state == ExemplarState.PUBLISHED:
        after = replace(before, state=ExemplarState.WITHDRAWN)
        store.save_exemplar(act.tx, after, ExemplarStep.WITHDRAW, why, act.author)


def may_know(actor: Actor, exemplar: Exemplar) -> bool:
    """Whether the actor may see an exemplar that is not published."""
    return access.can(actor, Action.EXEMPLAR_PUBLISH) or access.can(
        actor, Action.EXEMPLAR_EDIT, unit_id=exemplar.unit_id
    )


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
    if exemplars.is_person(exemplar, actor.full_name):
        return True
    if actor.account_id in store.authors(tx, exemplar.exemplar_id):
        return True
    if exemplar.nomination_id is None:
        return False
    awarded = nominations_store.nomination(tx, exemplar.nomination_id)
    return awarded is not None and nominations.is_nominee(
        awarded, actor.account_id, actor.full_name
    )


def _typed(act: Act, before: Exemplar, form: TypedExemplar) -> Exemplar:
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
            lambda: typed.day(form.consent_on or "", label["consent_on"], last=local_day(act.now)),
        ),
    )
    gather.finish()
    return _with_photo(act.tx, after, form.photo)


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
