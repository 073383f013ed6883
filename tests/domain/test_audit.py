"""The events of the audit log and the tables of steps know each other, without any act."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.domain import (
    council,
    decisions,
    documents,
    evaluations,
    exemplars,
    nomination_workflow,
    workflow,
)
from lib.domain.audit import EVENTS
from lib.domain.evidence import EvidenceAct
from lib.domain.nomination_workflow import Step

SERVICES = sorted((Path(__file__).parents[2] / "lib" / "services").rglob("*.py"))
# Steps that are part of a larger act, and the event of that act.
LARGER = {
    Step.TABLE: "council.table",
    Step.UNTABLE: "council.untable",
    Step.VOTE: "council.vote",
    Step.RECORD_AWARD: "decision.record",
    Step.PUBLISH: "decision.release",
}
KINDS = {
    "item": {step.value for _, step in workflow.TRANSITIONS},
    "nomination": {step.value for _, step in nomination_workflow.TRANSITIONS if step not in LARGER},
    "exemplar": {step.value for _, step in exemplars.STEPS},
    "evaluation": {step.value for _, step in evaluations.TRANSITIONS} | {"assess", "rule"},
    "document": {step.value for _, step in documents.STEPS} | {"acknowledge", "read", "open"},
    "evidence": {act.value for act in EvidenceAct} | {"open"},
    "council": {step.value for step in council.MeetingStep},
    "decision": {step.value for step in decisions.DecisionStep} - {"strike"},
}


def declared(kind: str) -> set[str]:
    return {event.split(".")[1] for event in EVENTS if event.split(".")[0] == kind}


@pytest.mark.parametrize("kind", KINDS)
def test_every_step_of_a_table_has_its_event_and_no_event_is_left_over(kind):
    assert declared(kind) == KINDS[kind]


@pytest.mark.parametrize("step", LARGER, ids=lambda step: step.value)
def test_a_step_of_a_larger_act_is_told_by_that_act(step):
    assert step in {taken for _, taken in nomination_workflow.TRANSITIONS}
    assert LARGER[step] in EVENTS


def told() -> Iterator[tuple[str, str, set[str]]]:
    """Where an event is told by its name: file and line, the event, the keys written there."""
    for path in SERVICES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr not in ("tell", "note") or not node.args:
                continue
            event = node.args[0]
            if isinstance(event, ast.Constant) and isinstance(event.value, str):
                keys = {
                    key.value
                    for argument in node.args[1:]
                    if isinstance(argument, ast.Dict)
                    for key in argument.keys
                    if isinstance(key, ast.Constant)
                }
                yield f"{path.name}:{node.lineno}", event.value, keys


@pytest.mark.parametrize(
    ("place", "event", "keys"), [*told()], ids=lambda one: one if isinstance(one, str) else ""
)
def test_what_is_told_is_declared(place, event, keys):
    assert event in EVENTS
    assert keys <= EVENTS[event]


def test_events_are_told_by_their_names():
    assert len(list(told())) > 30
