"""Sending an opinion or a wish: in one's own name, or so that nobody can tell whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from lib.domain import access, opinions
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.opinions import TOPIC, Sealed
from lib.errors import Refused
from lib.services import acts, clock, frozen
from lib.services.acts import Act
from lib.services.campaigns import own_questions
from lib.services.opinions import box, opinion_forms
from lib.store import opinions as store
from lib.store.engine.db import Database
from lib.store.engine.ids import new_id


def send_named(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, raw: Mapping[str, object]
) -> None:
    """Send what was typed in the actor's name.

    Raises:
        Problems: values that cannot be taken.
        Refused: the campaign does not run, or it is a complaint.
    """
    intent = acts.intend(
        db, actor, Action.OPINION_SEND, act_id=act_id, queue=campaign, unit_id=actor.unit_id
    )
    form = opinion_forms.named(db, campaign)
    answers = opinion_forms.taken(form, raw)

    def work(act: Act) -> None:
        opinions.check_open(act.state)
        opinion_id = new_id()
        own_questions.publish(act.tx, form, act.now)
        store.insert_named(
            act.tx, opinion_id, campaign.campaign_id, actor.unit_id,
            form_version=form.version, answers=dict(answers), author=act.author,
        )  # fmt: skip
        topic = opinion_forms.topics(db, campaign)[str(answers[TOPIC])]
        act.tell("opinion.send", opinion_id, {"topic": topic})

    intent.carry_out(work, again=acts.nothing)


def send_anonymous(
    db: Database, actor: Actor, campaign: Campaign, *, code: str, raw: Mapping[str, object]
) -> None:
    """Put what was typed into the box: no act, no event, nothing of the actor.

    Args:
        code: the author's, made when the form was drawn; of two clicks it makes one opinion.
    Raises:
        Problems: values that cannot be taken.
        Refused: the campaign does not run or takes none, it is a complaint, or the actor has sent
            as many today as one may; or nothing may be changed now.
        Unavailable: it could not be put on disk; it was not taken in.
    """
    access.check(actor, Action.OPINION_SEND)
    frozen.require_thawed(db)
    opinions.check_open(campaign.state)
    if not db.read(lambda tx: store.rules(tx, campaign.campaign_id)).takes_anonymous:
        raise Refused("no_anonymity")
    form = opinion_forms.anonymous(db, campaign)
    sealed = Sealed(
        campaign.campaign_id,
        opinions.code_hash(code),
        form.version,
        opinion_forms.taken(form, raw),
        clock.today(),
    )
    if not db.read(lambda tx: store.written(tx, [sealed.code_hash])):
        box.of(db).put(sealed, actor.account_id)
