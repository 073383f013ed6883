"""The steps of a document: it goes out, is dropped before that, or is withdrawn afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from lib.domain import documents
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.documents import Content, Step, right_to_publish
from lib.domain.forms import forms, typed
from lib.domain.units import Unit
from lib.errors import Refused
from lib.services import acts
from lib.services.acts import Act
from lib.services.documents import document_acts, document_forms
from lib.services.documents.document_acts import Target
from lib.store import document_writes as writes
from lib.store.documents import Entry
from lib.store.engine.db import Database
from lib.text.documents import REASON

Work = Callable[[Act, Entry], Mapping[str, object]]


def publish(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, target: Target
) -> None:
    """Publish what has been prepared: the first version, or the next one for ever after.

    Raises:
        Problems: an answer is missing, or cannot be taken any more.
        Refused: nothing is prepared, there is nothing to read, nobody is addressed, the campaign
            does not run, or it was withdrawn.
        NotFound, Conflict: as `document_edits.save`.
    """
    among = document_forms.reporting(db)

    def work(act: Act, before: Entry) -> Mapping[str, object]:
        documents.check_running(act.state)
        if before.working is None:
            raise Refused("document_unprepared")
        content, document = before.working.content, before.document
        form = document_forms.document(
            among, is_own=document.is_own, is_correction=document.current > 0
        )
        forms.parse_answers(form, forms.start(form, content.answers), complete=True)
        documents.require_readable(content)
        if not document.is_own:
            _require_somebody(content, among.units)
        after = replace(
            document, state=documents.stepped(document, Step.PUBLISH), current=document.current + 1,
            asked=documents.asked_after(document, content),
        )  # fmt: skip
        mark = documents.fingerprint(content)
        writes.publish(
            act.tx, after, fingerprint=mark, author=act.author,
            addressees=() if document.is_own else documents.addressees(content),
        )  # fmt: skip
        writes.change(act.tx, after, Step.PUBLISH, act.author)
        return {
            "number": content.name, "edition": after.current, "sha256": mark,
            "asks_again": after.asked == after.current,
        }  # fmt: skip

    _take(db, actor, campaign, act_id, target, Step.PUBLISH, work)


def drop(db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, target: Target) -> None:
    """Forget what was being prepared; what is in force stays so.

    Raises:
        Refused: nothing is prepared, or the campaign is closed.
        NotFound, Conflict: as `document_edits.save`.
    """

    def work(act: Act, before: Entry) -> Mapping[str, object]:
        if before.working is None:
            raise Refused("document_unprepared")
        after = replace(before.document, state=documents.stepped(before.document, Step.DROP))
        writes.drop_working(act.tx, target.document_id)
        writes.change(act.tx, after, Step.DROP, act.author)
        return {"number": before.working.content.name}

    _take(db, actor, campaign, act_id, target, Step.DROP, work)


def withdraw(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    target: Target,
    reason: object,
) -> None:
    """Take a document out of force; everybody who had it reads why.

    Raises:
        Refused: without a reason, or it is not in force, or the campaign is closed.
        Invalid: the reason is too long.
        NotFound, Conflict: as `document_edits.save`.
    """
    why = typed.paragraphs(reason or "", REASON, documents.REASON_LIMIT)
    if not why:
        raise Refused("reason_needed")

    def work(act: Act, before: Entry) -> Mapping[str, object]:
        state = documents.stepped(before.document, Step.WITHDRAW)
        writes.drop_working(act.tx, target.document_id)
        after = replace(before.document, state=state, reason=why)
        writes.change(act.tx, after, Step.WITHDRAW, act.author)
        return {"number": before.content.name, "reason": why}

    _take(db, actor, campaign, act_id, target, Step.WITHDRAW, work)


def _take(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    act_id: UUID,
    target: Target,
    step: Step,
    work: Work,
) -> None:
    intent = acts.intend(
        db, actor, right_to_publish(is_own=target.is_own), act_id=act_id, queue=campaign,
        unit_id=actor.unit_id if target.is_own else None,
    )  # fmt: skip

    def taken(act: Act) -> None:
        documents.check_open(act.state)
        before = document_acts.seen(act, target)
        documents.stepped(before.document, step)
        act.tell(f"document.{step.value}", target.document_id, work(act, before))

    intent.carry_out(taken, again=acts.nothing)


def _require_somebody(content: Content, units: Sequence[Unit]) -> None:
    wanted = set(documents.addressees(content))
    if all(wanted.isdisjoint(documents.keys_of(one.unit_id, one.unit_type)) for one in units):
        raise Refused("no_such_units")
