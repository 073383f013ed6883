"""Preparing a document, or the next version of one: what it says, and its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lib.domain import documents
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.documents import Content, Document, DocumentFile, State, Step, right_to_publish
from lib.domain.forms import forms
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form
from lib.errors import Invalid, Problems
from lib.services import acts
from lib.services.acts import Act
from lib.services.documents import document_acts, document_forms, drafts
from lib.services.documents.document_acts import LIMITS, Target
from lib.services.files import file_checks, stored_files, texts
from lib.services.files.file_checks import Upload
from lib.store import document_writes as writes
from lib.store.documents import Entry
from lib.store.engine.db import Database


@dataclass(frozen=True, slots=True)
class Saved:
    version: int
    saved_at: datetime


def save(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    target: Target,
    raw: Mapping[str, object],
) -> Saved:
    """Store what a document, or its next version, is to say; nobody else reads it yet.

    Raises:
        Problems: values that cannot be taken; only the abstract must be there.
        NotFound: the actor may publish no such document.
        Conflict: somebody has changed it since it was seen.
        Refused: it was withdrawn, or the campaign is closed.
    """
    intent = _intent(db, actor, campaign, act_id, target)
    among = document_forms.reporting(db)

    def work(act: Act) -> Saved:
        before = _editable(act, target, Step.SAVE)
        form = document_forms.document(
            among, is_own=target.is_own, is_correction=before.document.current > 0
        )
        answers = _parsed(form, raw)
        content = Content(answers, document_acts.prepared(before).file)
        after = _moved(act, before, Step.SAVE)
        file_key = writes.working_file_key(act.tx, target.document_id)
        document_acts.put(
            act, replace(before, document=after), content, form_version=form.version,
            file_key=file_key,
        )  # fmt: skip
        place = drafts.of_document(target.document_id, is_own=target.is_own)
        drafts.forget(act.tx, actor, campaign, place)
        detail = {"number": content.name, "version": target.seen_version + 1}
        act.tell("document.save", target.document_id, detail)
        return Saved(target.seen_version + 1, intent.now)

    return intent.carry_out(work, again=lambda _: Saved(target.seen_version + 1, intent.now))


def attach(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    target: Target,
    upload: Upload,
) -> None:
    """Give what is being prepared its file, in the place of one that it has.

    Raises:
        BadUpload: why the file is not taken.
        NotFound, Conflict, Refused: as `save`.
        Unavailable: no room on the disk.
    """
    intent = _intent(db, actor, campaign, act_id, target)
    file = file_checks.checked(upload, LIMITS)
    words = texts.search_text(file, documents.TEXT_LIMIT)

    def work(act: Act, sha256: str) -> None:
        kept = DocumentFile(sha256, file.name, file.media_type, len(file.content), bool(words))
        _put_file(act, target, kept, words)

    with stored_files.storing(db, [file.content]) as (checksum,):
        intent.carry_out(lambda act: work(act, checksum), again=acts.nothing)


def detach(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, target: Target
) -> None:  # fmt: skip
    """Let what is being prepared be without a file.

    Raises:
        NotFound, Conflict, Refused: as `save`.
    """
    intent = _intent(db, actor, campaign, act_id, target)
    intent.carry_out(lambda act: _put_file(act, target, None, ""), again=acts.nothing)


def _put_file(act: Act, target: Target, file: DocumentFile | None, words: str) -> None:
    before = _editable(act, target, Step.ATTACH)
    content = replace(document_acts.prepared(before), file=file)
    after = _moved(act, before, Step.ATTACH)
    form_version = document_forms.document(
        document_forms.Reporting(), is_own=target.is_own, is_correction=False
    ).version  # fmt: skip
    document_acts.put(
        act, replace(before, document=after), content, form_version=form_version, file_key=words
    )
    detail = {
        "number": content.name, "file": file.name if file else "",
        "sha256": file.sha256 if file else "",
    }  # fmt: skip
    act.tell("document.attach", target.document_id, detail)


def _intent(
    db: Database, actor: Actor, campaign: Campaign, act_id: UUID, target: Target
) -> acts.Intent:
    return acts.intend(
        db, actor, right_to_publish(is_own=target.is_own), act_id=act_id, queue=campaign,
        unit_id=actor.unit_id if target.is_own else None,
    )  # fmt: skip


def _editable(act: Act, target: Target, step: Step) -> Entry:
    documents.check_open(act.state)
    before = document_acts.seen(act, target)
    documents.stepped(before.document, step)
    return before


def _moved(act: Act, before: Entry, step: Step) -> Document:
    """The document's row after the step, stored."""
    document = replace(before.document, state=documents.stepped(before.document, step))
    if document.version == 0:
        writes.insert(act.tx, replace(document, state=State.DRAFT), step, act.author)
    else:
        writes.change(act.tx, document, step, act.author)
    return document


def _parsed(form: Form, raw: Mapping[str, object]) -> Mapping[str, Value]:
    answers = forms.parse_answers(form, raw, complete=False)
    if documents.ABSTRACT not in answers:
        label = next(one.label for one in form.fields if one.key == documents.ABSTRACT)
        raise Problems([Invalid("required", field=label, key=documents.ABSTRACT)])
    return answers
