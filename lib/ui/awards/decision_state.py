"""The page of decisions: what its callbacks do."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final

import streamlit as st

from lib.domain.access import Action
from lib.domain.campaigns import Campaign
from lib.domain.decisions import Decision
from lib.domain.nomination_workflow import Step
from lib.errors import Refused
from lib.services.awards import decisions, rescinding
from lib.services.awards.decision_board import Case
from lib.services.awards.decisions import TypedSignature
from lib.services.nominations import nomination_steps
from lib.services.nominations.nomination_acts import Target
from lib.services.people import second_factor
from lib.ui.kit import session
from lib.ui.kit.open_form import Slot
from lib.ui.kit.step_acts import act_of
from lib.ui.kit.tables import Choice

PAGE: Final = "decisions"
OPEN: Final = "decision"
"""What stands in the address: which decision is open."""
SLOT: Final = Slot(PAGE, (OPEN,))
SIGNED_KEYS: Final = ("number", "signed_on", "signer", "signer_position")
_TYPED: Final = ("reason", "title", "second_factor", *SIGNED_KEYS)
_DONE: Final = {
    Step.AWARD: "Đã quyết định khen thưởng {count} trường hợp.",
    Step.PROPOSE: "Đã trình tỉnh khen thưởng {count} trường hợp.",
    Step.DECLINE: "Đã ghi không thông qua {count} trường hợp.",
}


def rounds() -> int:
    """Changes with every act, so that forms are empty again."""
    return SLOT.now.round


def key(name: str) -> str:
    """Of a form's widget; another one after each act."""
    return f"{PAGE}_{rounds()}_{name}"


def decide(campaign: Campaign, step: Step, choice: Choice[Case]) -> None:
    """Callback: a leader decides what the council has voted on."""
    actor = session.require(Action.NOMINATION_DECIDE)
    targets = _targets(choice.chosen)
    with SLOT.attempt(_DONE[step].format(count=len(targets))):
        nomination_steps.take_step(
            session.db(), actor, campaign, act_id=act_of(step, targets), step=step,
            targets=targets, note=_typed("reason"),
        )  # fmt: skip
        _next()


def prepare(campaign: Campaign, choice: Choice[Case]) -> None:
    """Callback: put awarded nominations on the list of a decision to come."""
    actor = session.require(Action.DECISION_RELEASE)
    targets = _targets(choice.chosen)
    with SLOT.attempt("Đã chuẩn bị quyết định. Đơn vị chỉ thấy sau khi công bố."):
        decisions.prepare(
            session.db(), actor, campaign, act_id=act_of("prepare", targets),
            title=_typed("title"), targets=targets,
        )  # fmt: skip
        _next()


def relist(campaign: Campaign, decision: Decision, choice: Choice[Case]) -> None:
    """Callback: take what is chosen off a prepared decision's list."""
    actor = session.require(Action.DECISION_RELEASE)
    chosen = choice.chosen
    with SLOT.attempt("Đã sửa danh sách của quyết định."):
        if not chosen:
            raise Refused("nothing_chosen")
        decisions.change(
            session.db(), actor, campaign, act_id=act_of("relist", _seen(decision)),
            decision_id=decision.decision_id, seen_version=decision.version,
            title=decision.title,
            targets=_targets([case for case in choice.rows if case not in chosen]),
        )  # fmt: skip
        _next()


def release(campaign: Campaign, decision: Decision) -> None:
    """Callback: release a decision with number, day and signer, after the second factor."""
    actor = session.require(Action.DECISION_RELEASE)
    with SLOT.attempt("Đã công bố quyết định; bảng Gương điển hình đã có các trường hợp."):
        code = str(_typed("second_factor"))
        # The second of two clicks brings a code that the first has used.
        if code and second_factor.is_stale(session.db(), actor):
            second_factor.prove(session.db(), actor, code, session.address())
        decisions.release(
            session.db(), actor, campaign,
            act_id=act_of("release", _seen(decision)),
            decision_id=decision.decision_id, seen_version=decision.version, signed=_signed(),
        )  # fmt: skip
        _next()


def record_award(campaign: Campaign, choice: Choice[Case]) -> None:
    """Callback: the province's decision, typed from its paper."""
    actor = session.require(Action.DECISION_RELEASE)
    targets = _targets(choice.chosen)
    with SLOT.attempt("Đã ghi quyết định của tỉnh. Công bố ở phần Quyết định."):
        decisions.record_award(
            session.db(), actor, campaign, act_id=act_of("record", targets),
            title=_typed("title"), targets=targets, signed=_signed(),
        )  # fmt: skip
        _next()


def record_refusal(campaign: Campaign, choice: Choice[Case]) -> None:
    """Callback: the province does not award these, and why."""
    actor = session.require(Action.DECISION_RELEASE)
    targets = _targets(choice.chosen)
    with SLOT.attempt(f"Đã ghi tỉnh không khen thưởng {len(targets)} trường hợp."):
        decisions.record_refusal(
            session.db(), actor, campaign, act_id=act_of("refusal", targets),
            targets=targets, reason=_typed("reason"),
        )  # fmt: skip
        _next()


def rescind(campaign: Campaign, decision: Decision) -> None:
    """Callback: take a whole decision back."""
    actor = session.require(Action.NOMINATION_DECIDE)
    with SLOT.attempt("Đã hủy quyết định. Lịch sử vẫn giữ."):
        rescinding.rescind_decision(
            session.db(), actor, campaign,
            act_id=act_of("rescind", _seen(decision)),
            decision_id=decision.decision_id, seen_version=decision.version,
            reason=_typed("reason"),
        )  # fmt: skip
        _next()


def rescind_one(campaign: Campaign, case: Case) -> None:
    """Callback: take one award back."""
    actor = session.require(Action.NOMINATION_DECIDE)
    with SLOT.attempt("Đã hủy đối với một trường hợp. Lịch sử vẫn giữ."):
        rescinding.rescind_nomination(
            session.db(), actor, campaign,
            act_id=act_of("rescind", _targets([case])), target=target(case),
            reason=_typed("reason"),
        )  # fmt: skip
        _next()


def _next() -> None:
    for name in _TYPED:
        st.session_state.pop(key(name), None)
    SLOT.next_blank()


def _typed(name: str) -> object:
    return st.session_state.get(key(name), "")


def _signed() -> TypedSignature:
    return TypedSignature(**{name: _typed(name) for name in SIGNED_KEYS})


def _targets(chosen: Sequence[Case]) -> list[Target]:
    return [target(one) for one in chosen]


def target(case: Case) -> Target:
    """A case at the version that is shown."""
    return Target(case.nomination.nomination_id, case.nomination.version)


def _seen(decision: Decision) -> list[Hashable]:
    return [decision.decision_id, decision.version]
