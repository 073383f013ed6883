"""What is done with notices of false information: a unit sends, the Office sends on and closes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain import notices, opinions
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.files import IMAGES, CheckedFile, Limits
from lib.domain.forms import forms, typed
from lib.domain.notices import Notice, Picture, State, Step
from lib.domain.problem_collector import ProblemCollector
from lib.domain.vietnamese import local_day
from lib.errors import BadUpload, Conflict, Invalid, NotFound, Refused
from lib.services import acts, clock
from lib.services.acts import Act
from lib.services.files import file_checks, stored_files
from lib.services.files.file_checks import Upload
from lib.services.opinions import notices as reading
from lib.store import closing_reports
from lib.store import notices as store
from lib.store.engine.db import Database
from lib.store.engine.ids import new_id
from lib.text.notices import NOTICE_FIELDS as LABELS

LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class NoticeTarget:
    """A notice at the version that the person saw."""

    notice_id: UUID
    seen_version: int


@dataclass(frozen=True, slots=True)
class NoticeSaid:
    """What was typed for a step; each takes its own part of it."""

    forwarded_to: object = ""
    forwarded_on: object = ""
    reason: object = ""


def send(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    raw: Mapping[str, object],
    upload: Upload | None = None,
) -> None:
    """Tell the Office of false information, in the name of the actor's unit.

    Args:
        upload: a screenshot; it is kept anew, without hidden data and under a name of ours.
    Raises:
        Problems: values that cannot be taken.
        BadUpload: no harmless picture.
        Refused: the campaign does not run.
        Unavailable: no room on the disk.
    """
    intent = acts.intend(
        db, actor, Action.NOTICE_SEND, act_id=act_id, queue=campaign, unit_id=actor.unit_id
    )
    form = reading.form()
    answers = forms.parse_answers(form, raw, complete=True)
    file = _checked(upload) if upload else None

    def work(act: Act, sha256: str | None) -> None:
        notices.check_open(act.state)
        number = store.next_number(act.tx, campaign.campaign_id)
        held = None
        if file is not None and sha256 is not None:
            name = f"thong-tin-{number}.{file.kind.value}"
            held = Picture(sha256, name, len(file.content), file.media_type)
        new = Notice(
            new_id(), number, actor.unit_id, answers, local_day(act.now), actor.account_id, held
        )
        store.insert(
            act.tx, campaign.campaign_id, new, form_version=form.version, author=act.author
        )
        act.tell("notice.send", new.notice_id, {"number": number, "unit": actor.unit_name})

    with _storing(db, file) as checksums:
        checksum = next(iter(checksums), None)
        intent.carry_out(lambda act: work(act, checksum), again=acts.nothing)


def take_step(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    target: NoticeTarget,
    step: Step,
    said: NoticeSaid,
) -> None:
    """Send on, close or take up again.

    Raises:
        Problems: values that cannot be taken.
        NotFound: no such notice in the campaign.
        Conflict: somebody changed it since it was seen.
        Refused: its state forbids the step, it is the actor's own, or the report is signed.
    """
    intent = acts.intend(db, actor, Action.NOTICE_HANDLE, act_id=act_id, queue=campaign)
    to, on, reason = _taken(step, said)

    def work(act: Act) -> None:
        before = _seen(act, target)
        notices.check_person(before, actor.account_id)
        moved = notices.stepped(before, step)
        detail: dict[str, object] = {"number": before.number}
        if step == Step.FORWARD:
            after = replace(moved, forwarded_to=to, forwarded_on=on)
            detail |= {"to": to, "forwarded_on": on}
        else:
            if step == Step.CLOSE and before.state != State.FORWARDED and not reason:
                raise Refused("reason_needed")
            after = replace(moved, closed_reason=reason)
            detail |= {"reason": reason} if step == Step.CLOSE else {}
        store.change(
            act.tx, campaign.campaign_id, after, step, note=to or reason, author=act.author
        )
        act.tell(f"notice.{step.value}", before.notice_id, detail)

    intent.carry_out(work, again=acts.nothing)


def _seen(act: Act, target: NoticeTarget) -> Notice:
    opinions.check_handled(act.state)
    if closing_reports.is_signed(act.tx, act.campaign.campaign_id):
        raise Refused("report_signed")
    found = store.notice(act.tx, target.notice_id)
    if found is None or store.campaign_of(act.tx, target.notice_id) != act.campaign.campaign_id:
        raise NotFound("notice")
    if found.version != target.seen_version:
        raise Conflict("changed")
    return found


def _taken(step: Step, said: NoticeSaid) -> tuple[str, date | None, str]:
    """To whom, when, why; each step its own."""
    collector = ProblemCollector()
    to, on, reason = "", None, ""
    if step == Step.FORWARD:
        to = collector.take("forwarded_to", lambda: _place(said.forwarded_to), "")
        on = collector.take("forwarded_on", lambda: _day(said.forwarded_on), None)
    elif step == Step.CLOSE:
        reason = collector.take(
            "reason",
            lambda: typed.paragraphs(said.reason or "", LABELS["reason"], notices.REASON_LIMIT),
            "",
        )
    collector.finish()
    return to, on, reason


def _place(raw: object) -> str:
    found = typed.line(raw or "", LABELS["forwarded_to"], notices.TO_LIMIT)
    if not found:
        raise Invalid("required", field=LABELS["forwarded_to"])
    return found


def _day(raw: object) -> date | None:
    label = LABELS["forwarded_on"]
    found = typed.day(raw or "", label, last=clock.today())
    if found is None:
        raise Invalid("required", field=label)
    return found


def _storing(db: Database, file: CheckedFile | None) -> AbstractContextManager[list[str]]:
    return stored_files.storing(db, [file.content]) if file else nullcontext([])


def _checked(upload: Upload) -> CheckedFile:
    file = file_checks.checked(upload, LIMITS)
    if file.kind not in IMAGES:
        raise BadUpload("not_picture", file=file.name)
    return file
