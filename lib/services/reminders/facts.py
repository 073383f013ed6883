"""What the rules look at: all that waits in campaigns that run, and everybody who reports."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import CampaignHead, CampaignState
from lib.domain.nomination_workflow import State
from lib.domain.reminders.composing import Person, Waiting, Words
from lib.domain.reminders.rules import Rules, Subject, furthest
from lib.domain.vietnamese import local_day
from lib.services.reminders import places
from lib.store import campaigns, document_counts, documents, reminder_facts, waiting
from lib.store.documents import Entry
from lib.store.engine.db import Reader
from lib.store.reminder_facts import OpenItem, Reminded
from lib.text import reminders as words

WORDS: Final = Words(words.why, places.path)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one instant."""

    waits: tuple[Waiting, ...]
    people: tuple[Person, ...]


def running(tx: Reader) -> list[CampaignHead]:
    """The campaigns in which anything is reminded of."""
    return [one for one in campaigns.heads(tx) if one.state == CampaignState.RUNNING]


def read(tx: Reader, today: date, rules: Rules, *, told_of: date) -> Facts:
    """What may fall due today by the rules, and whom it can be told.

    Args:
        told_of: the last due day of what is told today whatever the rules say.
    """
    until = max(today + timedelta(furthest(rules)), told_of)
    found = tuple(
        one
        for head in running(tx)
        for one in waits(tx, head.code, head.campaign_id, today, until=until)
    )
    return Facts(found, people(tx))


def people(tx: Reader) -> tuple[Person, ...]:
    """Everybody who can be told anything, by name."""
    return tuple(map(_person, reminder_facts.people(tx)))


def waits(
    tx: Reader,
    code: str,
    campaign_id: UUID,
    today: date,
    *,
    until: date,
    of: Collection[Subject] = frozenset(Subject),
) -> Iterator[Waiting]:
    """What waits in the units of one campaign.

    Args:
        until: the last due day of tasks that are of interest.
        of: what is wanted; of a unit's own things nothing else is read.
    """
    for one in reminder_facts.open_items(tx, campaign_id, today, until=until):
        yield _item(code, one)
    by_id = {one.document.document_id: one for one in documents.entries(tx, campaign_id)}
    for unit_id, document_id in document_counts.unacknowledged(tx, campaign_id, today):
        found = by_id[document_id]
        title = words.DOCUMENT.format(name=found.content.name)
        yield Waiting(
            Subject.DOCUMENT,
            str(document_id),
            code,
            unit_id,
            title,
            found.content.due_on,
            _since(found),
        )
    for nomination in waiting.open_nominations(tx, campaign_id, {State.RETURNED}):
        yield Waiting(
            Subject.NOMINATION, str(nomination.nomination_id), code, nomination.unit_id,
            words.NOMINATION.format(name=nomination.name), nomination.due_on,
            local_day(nomination.since), nomination.drafted_by, is_given=True,
        )  # fmt: skip
    for unit_id, changed_at in reminder_facts.returned_evaluations(tx, campaign_id):
        yield Waiting(
            Subject.EVALUATION, str(unit_id), code, unit_id, words.EVALUATION,
            since=local_day(changed_at),
        )  # fmt: skip
    if Subject.OWN_TASK in of:
        yield from _own_tasks(tx, code, campaign_id, until)
    if Subject.OWN_DOCUMENT in of:
        yield from _unread(tx, code, campaign_id)


def _own_tasks(tx: Reader, code: str, campaign_id: UUID, until: date) -> Iterator[Waiting]:
    """The tasks that units have set themselves."""
    for task in reminder_facts.own_tasks(tx, campaign_id, until=until):
        # Of one that nobody was given the head is told.
        yield Waiting(
            Subject.OWN_TASK, str(task.own_task_id), code, task.unit_id,
            words.OWN_TASK.format(title=task.title), task.due_on, given_to=task.account_id,
            is_given=True,
        )  # fmt: skip


def _unread(tx: Reader, code: str, campaign_id: UUID) -> Iterator[Waiting]:
    """The documents of their own unit that people have not read."""
    unread = reminder_facts.unread_documents(tx, campaign_id)
    by_id = documents.by_ids(tx, {document_id for document_id, _ in unread})
    for document_id, account_id in unread:
        found = by_id[document_id]
        yield Waiting(
            Subject.OWN_DOCUMENT, str(document_id), code, found.document.unit_id,
            words.OWN_DOCUMENT, found.content.due_on, _since(found), account_id, is_given=True,
            is_personal=True,
        )  # fmt: skip


def _since(entry: Entry) -> date | None:
    """The day from which on a document waits to be read or acknowledged."""
    return local_day(entry.published.published_at) if entry.published else None


def _item(code: str, one: OpenItem) -> Waiting:
    subject = Subject.UNIT_REPORT if one.is_unit_report else Subject.ITEM
    return Waiting(
        Subject.RETURNED if one.is_returned else subject,
        one.code,
        code,
        one.unit_id,
        f"{one.code} · {one.title}",
        one.due_on,
        local_day(one.changed_at) if one.is_returned else None,
        one.account_id,
        one.is_given,
    )


def _person(one: Reminded) -> Person:
    actor = Actor(one.account_id, "", one.full_name, one.unit_id, "", one.roles)
    answers = access.can(actor, Action.ITEM_SEND, unit_id=one.unit_id)
    return Person(one.account_id, one.full_name, one.unit_id, answers, one.email)
