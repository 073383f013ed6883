"""An installation whose campaign has all that belongs to one, and what comes of its package."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

import yaml

from lib.config import ROOT
from lib.domain import packages
from lib.domain.campaigns import CampaignSeed
from lib.domain.papers.papers import Paper
from lib.services.acts import new_act
from lib.services.building import form_records
from lib.services.campaigns import campaigns, file_writing, files, own_questions
from lib.services.closing import outline_edits
from lib.services.files.file_checks import Upload
from lib.services.packages import loading, reading, writing
from lib.services.packages.loading import Trial
from lib.services.papers import paper_templates
from lib.store.engine.db import Database
from tests import cast
from tests.cast import MAI, VAN
from tests.exports import papers_made
from tests.support.loading import load_content

FILE = ROOT / "data" / "campaigns" / "bau-cu-2021.yaml"
CODE = "TD-BC-2021"
LETTER = Paper.OFFICE_SUBMISSION
OWN_QUESTION = {"key": "so_thich", "label": "Sở trường", "kind": "short_text"}


def seed() -> CampaignSeed:
    """The shipped campaign, each of whose own forms asks one question more."""
    told = files.campaign_from_file(FILE)
    own: dict[str, dict[str, Any]] = {}
    for of in form_records.OF.values():
        path = own_questions.FOLDER / f"{of.file}.yaml"
        ours = yaml.safe_load(path.read_text(encoding="utf-8"))["fields"]
        own.setdefault(of.listed, {})[of.code] = [*ours, OWN_QUESTION]
    return replace(told, details={**told.details, **own})


def play(db: Database) -> Database:
    """The campaign with comments, own questions, an own outline and an own template."""
    cast.make_cast(db)
    load_content(
        db, cast.actor(db, MAI), act_id=new_act(), name="x.yaml",
        content=file_writing.written(seed()),
    )  # fmt: skip
    van, campaign = cast.actor(db, VAN), campaigns.find(db)
    opened = outline_edits.opened(db, van, campaign)
    outline_edits.save(
        db, van, campaign, act_id=new_act(), seen_version=opened.version,
        source=opened.source.replace("subject: ", "# Lời của Sở\nsubject: ", 1),
    )  # fmt: skip
    upload = Upload("Tờ trình của Sở.docx", io.BytesIO(papers_made.template(LETTER)))
    paper_templates.put_template(db, van, act_id=new_act(), paper=LETTER, upload=upload)
    return db


def taken(db: Database) -> bytes:
    """The package of the campaign."""
    return b"".join(writing.file(db, cast.actor(db, VAN), CODE).pieces)


def load(db: Database, content: bytes, name: str = "goi.zip") -> Trial:
    """The file tried out, then loaded as shown."""
    actor, incoming = cast.actor(db, MAI), reading.read(name, content)
    seen = loading.tried(db, actor, incoming)
    return loading.load(db, actor, act_id=new_act(), incoming=incoming, seen=seen)


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {one: package.read(one) for one in package.namelist()}


def zipped(held: Mapping[str, bytes], work: Callable[[zipfile.ZipFile], object] | None = None):
    """A ZIP of the files, whatever the manifest says of them."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in held.items():
            package.writestr(path, content)
        if work is not None:
            work(package)
    return sink.getvalue()


def summed(held: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with a manifest that tells the truth of them."""
    listed = [
        {"path": path, "size": len(one), "sha256": sha256(one).hexdigest()}
        for path, one in held.items()
    ]
    told = {"format": packages.FORMAT, "schema": packages.SCHEMA, "files": listed}
    return {packages.MANIFEST: json.dumps(told).encode(), **held}
