"""Templates of papers: ours, and those that the Office puts in their place after a check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, cast
from uuid import UUID

from lib import text
from lib.config import ROOT
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.files import MEDIA_TYPES, MEGABYTE, CheckedFile, FileKind, Limits
from lib.domain.papers.papers import Paper
from lib.errors import BadTemplate, NotFound
from lib.exports.docx.filling.faults import Reason
from lib.services import acts
from lib.services.acts import Act, Queue
from lib.services.files import file_checks, stored_files
from lib.services.files.file_checks import Upload
from lib.services.files.inspection import pool
from lib.services.files.inspection.bounds import Bounds
from lib.services.files.stored_files import OpenFile
from lib.store import papers as store
from lib.store.engine.db import Database, Reader
from lib.store.papers import TemplateRow

FOLDER: Final = ROOT / "data" / "templates"
LIMITS: Final = Limits(
    file_bytes=2 * MEGABYTE, unpacked_bytes=20 * MEGABYTE, unpacked_ratio=100, entries=200
)
"""Ours are 30 KB; a picture in the head needs some more."""
_BOUNDS: Final = Bounds()
_CHECKING: Final = "lib.exports.docx.filling.checking"


@dataclass(frozen=True, slots=True)
class Template:
    """The template of a paper that is in force; without `put_by` it is ours."""

    paper: Paper
    file_name: str
    put_by: str = ""
    put_at: datetime | None = None


def listed(db: Database, actor: Actor) -> list[Template]:
    """What is in force for every paper, in the order of papers."""
    access.check(actor, Action.TEMPLATES_MANAGE)
    rows = db.read(own_files)
    return [
        Template(
            paper, rows[paper].file_name, rows[paper].uploaded_by_name, rows[paper].uploaded_at
        )
        if paper in rows
        else Template(paper, _own(paper).name)
        for paper in Paper
    ]


def in_force(db: Database) -> dict[Paper, Path]:
    """The file of every paper; one that the disk lost is taken from ours."""
    kept = stored_files.blobs(db)
    paths = {paper: _own(paper) for paper in Paper}
    for paper, row in db.read(own_files).items():
        if row.sha256 is not None and kept.has(row.sha256):
            paths[paper] = kept.path(row.sha256)
    return paths


def open_template(db: Database, actor: Actor, paper_name: str) -> OpenFile:
    """The file to begin one's own with: the one in force.

    Raises:
        NotFound: no such paper.
    """
    intent = acts.intend(
        db, actor, Action.TEMPLATES_MANAGE, act_id=acts.new_act(), queue=Queue.NONE
    )
    if paper_name not in set(Paper):
        raise NotFound("paper")
    paper = Paper(paper_name)
    name = f"{text.PAPER_FILES[paper]}.docx"
    file = OpenFile(in_force(db)[paper], name, MEDIA_TYPES[FileKind.DOCX])
    intent.carry_out(lambda act: act.tell("template.open", paper.value), again=acts.nothing)
    return file


def put_template(db: Database, actor: Actor, *, act_id: UUID, paper: Paper, upload: Upload) -> None:
    """Put a template of the Office in force.

    Raises:
        BadUpload, BadTemplate: as check_template.
    """
    intent = acts.intend(db, actor, Action.TEMPLATES_MANAGE, act_id=act_id, queue=Queue.NONE)
    file = check_template(paper, upload)
    with stored_files.storing(db, [file.content]):
        intent.carry_out(lambda act: put_within(act, paper, file), again=acts.nothing)


def put_back(db: Database, actor: Actor, *, act_id: UUID, paper: Paper) -> None:
    """Put ours in force again; the Office's stay kept."""
    intent = acts.intend(db, actor, Action.TEMPLATES_MANAGE, act_id=act_id, queue=Queue.NONE)

    def work(act: Act) -> None:
        _insert(act, paper, None)
        act.tell("template.put_back", paper.value, {})

    intent.carry_out(work, again=acts.nothing)


def check_template(paper: Paper, upload: Upload, *, bounds: Bounds = _BOUNDS) -> CheckedFile:
    """The file, if the paper can be filled with it.

    Raises:
        BadUpload: it is no harmless DOCX: too large, with macros, with other files inside, with
            parts outside, or its check takes more than it may.
        BadTemplate: it asks for a field that the paper does not have, or does something else
            than fill in; facts carry `file` and `name`.
    """
    file = file_checks.checked(upload, LIMITS)
    if file.kind != FileKind.DOCX:
        raise BadTemplate("not_docx", file=file.name, name="")
    faults = _faults(paper, file, bounds)
    if faults:
        reason = faults[0][0]
        names = [name for other, name in faults if other == reason]
        raise BadTemplate(reason, file=file.name, name=", ".join(names))
    return file


def own_files(tx: Reader) -> Mapping[Paper, TemplateRow]:
    """The Office's own templates that are in force."""
    return {Paper(row.paper): row for row in store.templates(tx) if row.sha256 is not None}


def put_within(act: Act, paper: Paper, file: CheckedFile) -> None:
    """Have a checked template in force from now on, within an act; its file is stored already."""
    _insert(act, paper, file)
    act.tell("template.put", paper.value, {"file": file.name, "sha256": file.sha256})


def _insert(act: Act, paper: Paper, file: CheckedFile | None) -> None:
    store.insert_template(
        act.tx, paper=paper.value, sha256=file.sha256 if file else None,
        size_bytes=len(file.content) if file else None,
        file_name=file.name if file else _own(paper).name, account_id=act.author.account_id,
        now=act.now,
    )  # fmt: skip


def _own(paper: Paper) -> Path:
    return FOLDER / f"{paper}.docx"


def _faults(paper: Paper, file: CheckedFile, bounds: Bounds) -> list[tuple[Reason, str]]:
    found = pool.pool().inspected(
        _CHECKING, file.content, {"paper": paper.value}, file=file.name, bounds=bounds
    )
    told = cast("list[list[str]]", found.facts["faults"])
    return [(Reason(reason), name) for reason, name in told]
