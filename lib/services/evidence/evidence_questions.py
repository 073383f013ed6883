"""Which question of a task's form a file answers, and what such a question takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from lib.domain import evidence as rules
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.evidence import Evidence, EvidenceAct
from lib.domain.files import CheckedFile, Limits
from lib.domain.forms import file_kinds
from lib.domain.forms.fields import Field
from lib.domain.vietnamese import NOTHING
from lib.errors import BadUpload, Conflict, Invalid
from lib.services import acts
from lib.services.acts import Act
from lib.services.campaigns import campaigns
from lib.services.evidence import evidence_acts
from lib.services.evidence.evidence_holders import Held
from lib.services.files import intake
from lib.services.files.file_checks import Upload
from lib.services.files.intake import Standing
from lib.store import evidence as store
from lib.store import evidence_writes as writes
from lib.store.engine.db import Database, Reader

Tasks = Mapping[UUID, Task]


def asked(db: Database, campaign: Campaign, held: Held, key: object) -> Field | None:
    """The question that files are to answer; None for a blank.

    Raises:
        Invalid: the task asks no such question.
    """
    if not key:
        return None
    found = named(campaigns.plan(db, campaign).tasks_by_id, held.holder.task_id, key)
    if found is None:
        raise Invalid("not_choice", field=rules.QUESTION)
    return found


def named(tasks: Tasks, task_id: UUID | None, key: object) -> Field | None:
    """The question for files of that key, while the task asks it."""
    task = tasks.get(task_id) if task_id is not None else None
    return next((one for one in task.form.files if one.key == key), None) if task else None


def checked(
    db: Database,
    held: Held,
    question: Field | None,
    uploads: Sequence[Upload],
    standing: Standing,
    limits: Limits,
) -> tuple[list[CheckedFile], list[BadUpload]]:
    """The files to keep, and why others are not: for what they are, and for the question."""
    files, refused = intake.checked(uploads, standing, limits)
    if question is None:
        return files, refused
    there = db.read(lambda tx: answering(tx, held, question))
    kept: list[CheckedFile] = []
    # What is there already need not be brought again: it is told to answer the question.
    refused = [_there(one, question) for one in refused]
    for file in files:
        try:
            check_type(question, file.name, file.media_type)
            check_room(question, file.name, there + len(kept) + 1)
        except BadUpload as refusal:
            refused.append(refusal)
        else:
            kept.append(file)
    return kept, refused


def check_type(question: Field | None, name: str, media_type: str) -> None:
    """Nothing when the question takes such a file.

    Raises:
        BadUpload: `other_type`.
    """
    if question is not None and not file_kinds.takes(question, media_type):
        told = file_kinds.types_told(question)
        raise BadUpload("other_type", file=name, field=question.label, types=told)


def check_room(question: Field | None, name: str, files: int) -> None:
    """Nothing when the question takes so many files.

    Raises:
        BadUpload: `question_full`; `name` is the one too much.
    """
    if question is not None and question.max_files is not None and files > question.max_files:
        raise BadUpload(
            "question_full", file=name, field=question.label, limit=question.max_files
        )  # fmt: skip


def require_room(tx: Reader, held: Held, question: Field | None, name: str) -> None:
    """The same of what answers it by now."""
    if question is not None and question.max_files is not None:
        check_room(question, name, answering(tx, held, question))


def answering(tx: Reader, held: Held, question: Field | None) -> int:
    """How many files answer the question."""
    if question is None:
        return 0
    there = store.of_holder(tx, held.holder)
    return sum(one.removed_at is None and one.question == question.key for one in there)


def check_revision(tasks: Tasks, uses: Sequence[Evidence], file: CheckedFile) -> None:
    """Nothing when each question that the evidence answers takes the new file.

    Raises:
        BadUpload: `other_type`.
    """
    for one in uses:
        check_type(named(tasks, one.task_id, one.question), file.name, file.media_type)


def change(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    held: Held,
    *,
    act_id: UUID,
    evidence_id: UUID,
    seen_question: str | None,
    question: object,
) -> None:
    """Have a file of the item answer another question than the one it was seen to, or none.

    Raises:
        Conflict: somebody else has, or has taken it off.
        BadUpload: the question takes no such file, or none more.
        Invalid: the task asks no such question.
        Refused: the item is locked.
    """
    field = asked(db, campaign, held, question)
    key = field.key if field else None
    seen = named(campaigns.plan(db, campaign).tasks_by_id, held.holder.task_id, seen_question)
    before = seen.label if seen else seen_question or NOTHING
    intent = acts.intend(db, actor, None, act_id=act_id, queue=campaign)

    def tie(act: Act) -> None:
        given = evidence_acts.grant(act, held)
        known = evidence_acts.use(act.tx, evidence_id, held.holder, given)
        if known.question != seen_question:
            raise Conflict("changed")
        check_type(field, known.file_name, known.media_type)
        writes.change_question(act.tx, known.use_id, key)
        require_room(act.tx, held, field, known.file_name)
        evidence_acts.append(
            act, EvidenceAct.RENAME, known, holders=[held.holder], question=key or ""
        )
        told = {**held.detail, "before": before, "after": field.label if field else NOTHING}
        evidence_acts.tell(act, EvidenceAct.RENAME, str(evidence_id), known.unit_id, told)

    intent.carry_out(tie, again=acts.nothing)


def _there(refusal: BadUpload, question: Field) -> BadUpload:
    if refusal.reason != "same_file":
        return refusal
    return BadUpload("file_there", field=question.label, **refusal.facts)
