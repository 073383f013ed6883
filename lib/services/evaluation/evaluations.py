"""Reading an evaluation: as the Office and the leaders see it, and as the unit itself does.

What a colleague thinks of a unit is told to nobody who has not saved what they think themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import UUID

from lib.domain import access, evaluation_rules, evaluations
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, CampaignState
from lib.domain.evaluation_rules import Hint, Rules, UnitFigures
from lib.domain.evaluations import (
    SEEN_BY_UNIT,
    TRANSITIONS,
    Evaluation,
    Side,
    Step,
    Transition,
)
from lib.domain.forms.answered import Answered
from lib.domain.forms.forms import Form
from lib.domain.units import Unit
from lib.errors import NotFound, Refused
from lib.services import clock
from lib.services.evaluation import (
    drafts,
    evaluation_forms,
    measured,
    own_form,
    point_fields,
    ranking,
)
from lib.services.evaluation import rules as rules_service
from lib.services.evaluation.drafts import Place
from lib.services.evaluation.evaluation_forms import Kind
from lib.services.evaluation.point_fields import Offered
from lib.services.evaluation.ranking import GroupRanking
from lib.store import evaluations as store
from lib.store import units as units_store
from lib.store.engine.db import Database, Reader
from lib.store.evaluations import EvaluationEntry, Opinion
from lib.store.item_drafts import Draft


@dataclass(frozen=True, slots=True)
class Line:
    """A unit as it stands: what has been said of it, its figures, what the rule suggests."""

    unit: Unit
    evaluation: Evaluation
    figures: UnitFigures
    hint: Hint
    barred: str | None = None
    """Why the viewer may not judge it, whatever their roles."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A unit before somebody of the Office, or a leader.

    Attributes:
        side: on which the viewer may assess it now; None for neither.
        ways_back: the steps back that the viewer may take.
        own: what the viewer thinks; others: of the same side, once the viewer has said.
        hidden: how many of these there are while they are not told.
        offered: the unit's files, by the criterion that they may back.
        answered: what the unit has answered to the Office's own questions.
    """

    line: Line
    rules: Rules
    form: Form
    side: Side | None
    ways_back: frozenset[Step] = frozenset()
    own: Opinion | None = None
    others: tuple[Opinion, ...] = ()
    hidden: int = 0
    draft: Draft | None = None
    offered: Offered = field(default_factory=dict)
    answered: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnEvaluation:
    """A unit's evaluation before the unit itself.

    Attributes:
        offered: its files, by the criterion that they may back.
        ranking: of its group, once everybody in it is concluded.
        answered: what it has answered to the Office's own questions.
        lacking: those that have to be answered before it is sent.
    """

    line: Line
    rules: Rules
    form: Form
    draft: Draft | None
    answer_form: Form
    answer_draft: Draft | None
    offered: Offered = field(default_factory=dict)
    ranking: GroupRanking | None = None
    answered: tuple[Answered, ...] = ()
    lacking: tuple[str, ...] = ()


def desk(db: Database, actor: Actor, campaign: Campaign, unit_id: UUID) -> Desk:
    """One unit, with what the viewer may do about it.

    Raises:
        NotFound: no such unit reports in the campaign.
    """
    access.check(actor, Action.EVALUATION_REVIEW)
    of_file = rules_service.from_file(db, campaign)

    def read(tx: Reader) -> Desk:
        rules = rules_service.read(tx, campaign.campaign_id, of_file)
        line = _line(tx, campaign, rules, unit_id, actor)
        form = evaluation_forms.form(Kind.OPINION, rules)
        side = _side(actor, campaign, line.evaluation)
        bare = Desk(
            line, rules, form, side, _ways_back(actor, campaign, line.evaluation),
            offered=point_fields.offered(tx, campaign, unit_id, rules.scheme),
            answered=own_form.told(tx, campaign, line.evaluation.own),
        )  # fmt: skip
        return bare if side is None else _with_opinions(tx, actor, campaign, bare, side)

    return db.read(read)


def own(db: Database, actor: Actor, campaign: Campaign) -> OwnEvaluation:
    """The evaluation of the actor's unit as the unit may know it.

    Raises:
        NotFound: the unit does not report in the campaign.
    """
    access.check(actor, Action.EVALUATION_EDIT, unit_id=actor.unit_id)
    of_file = rules_service.from_file(db, campaign)
    about = str(actor.unit_id)

    def read(tx: Reader) -> OwnEvaluation:
        rules = rules_service.read(tx, campaign.campaign_id, of_file)
        line = _line(tx, campaign, rules, actor.unit_id, None)
        offered = point_fields.offered(tx, campaign, actor.unit_id, rules.scheme)
        form, said = own_form.read(tx, campaign, rules, offered), line.evaluation.own
        return OwnEvaluation(
            line,
            rules,
            form,
            drafts.read(tx, actor, campaign, Place(Kind.OWN, about)),
            evaluation_forms.form(Kind.ANSWER, rules),
            drafts.read(tx, actor, campaign, Place(Kind.ANSWER, about)),
            offered,
            answered=own_form.told(tx, campaign, said),
            lacking=tuple(own_form.lacking(form, said)),
        )

    found = db.read(read)
    seen_ranking = ranking.seen_by_unit(db, campaign, of_file, found.line.evaluation)
    return replace(found, ranking=seen_ranking)


def history(
    db: Database, actor: Actor, campaign: Campaign, unit_id: UUID, *, is_own: bool
) -> list[EvaluationEntry]:
    """What became of an evaluation, the newest first; a unit does not read of proposals.

    Args:
        is_own: asked for by the unit, on its own page.
    """
    if is_own:
        access.check(actor, Action.EVALUATION_EDIT, unit_id=unit_id)
    else:
        access.check(actor, Action.EVALUATION_REVIEW)
    found = db.read(lambda tx: store.history(tx, campaign.campaign_id, unit_id))
    return [one for one in found if not is_own or one.step in SEEN_BY_UNIT]


def opinion_place(unit_id: UUID, side: Side) -> Place:
    """Where the draft of an opinion is kept."""
    return Place(Kind.OPINION, f"{unit_id}:{side.value}")


def _line(tx: Reader, campaign: Campaign, rules: Rules, unit_id: UUID, actor: Actor | None) -> Line:
    """Of one unit.

    Args:
        actor: who sees it; None for the unit itself.
    """
    campaign_id, today = campaign.campaign_id, clock.today()
    unit = units_store.unit(tx, unit_id, today)
    figures = measured.figures(tx, campaign_id, today, [unit_id]).get(unit_id)
    if unit is None or figures is None:
        raise NotFound("unit")
    return seen(unit, store.evaluation(tx, campaign_id, unit_id), figures, rules, actor)


def seen(
    unit: Unit, said: Evaluation, figures: UnitFigures, rules: Rules, actor: Actor | None
) -> Line:
    """What the actor may know of a unit; None for the unit itself."""
    hint = evaluation_rules.hint(rules, figures)
    if actor is None:
        return Line(unit, said.seen_by_unit(), figures, hint)
    return Line(unit, said.seen_above(), figures, hint, _barred(actor, said))


def _side(actor: Actor, campaign: Campaign, evaluation: Evaluation) -> Side | None:
    side = evaluations.side_of(evaluation.state)
    if campaign.state == CampaignState.PREPARING or evaluation.is_concluded:
        return None
    step = evaluations.step_of(side)
    right = evaluations.transition(evaluation.state, step).action
    return side if access.can(actor, right, unit_id=evaluation.unit_id) else None


def _barred(actor: Actor, evaluation: Evaluation) -> str | None:
    """Why the actor may not judge it; None for who may, or has nothing to judge by now."""
    if evaluation.is_concluded:
        return None
    step = evaluations.step_of(evaluations.side_of(evaluation.state))
    return _refusal(evaluations.transition(evaluation.state, step), evaluation, actor)


def _refusal(row: Transition, evaluation: Evaluation, actor: Actor) -> str | None:
    try:
        evaluations.check_person(row, evaluation, actor)
    except Refused as refusal:
        return refusal.reason
    return None


def _ways_back(actor: Actor, campaign: Campaign, evaluation: Evaluation) -> frozenset[Step]:
    """To the unit, or to the Office."""
    if campaign.state == CampaignState.PREPARING:
        return frozenset()
    return frozenset(
        step
        for step in (Step.RETURN, Step.WITHDRAW, Step.SEND_BACK)
        if (row := TRANSITIONS.get((evaluation.state, step))) is not None
        and access.can(actor, row.action, unit_id=evaluation.unit_id)
        and _refusal(row, evaluation, actor) is None
    )


def _with_opinions(tx: Reader, actor: Actor, campaign: Campaign, bare: Desk, side: Side) -> Desk:
    unit_id = bare.line.unit.unit_id
    found = store.opinions(tx, campaign.campaign_id, unit_id, side)
    mine = next((one for one in found if one.judgement.account_id == actor.account_id), None)
    others = tuple(one for one in found if one is not mine)
    return replace(
        bare,
        own=mine,
        others=others if mine else (),
        hidden=0 if mine else len(others),
        draft=drafts.read(tx, actor, campaign, opinion_place(unit_id, side)),
    )
