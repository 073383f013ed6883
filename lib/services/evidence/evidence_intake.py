"""Which of several uploads are kept: each by itself, and all by what is there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lib.domain.access import Actor
from lib.domain.dossier import file_part
from lib.domain.files import CheckedFile, Limits
from lib.errors import BadUpload
from lib.services import acts
from lib.services.evidence import evidence_acts
from lib.services.evidence.evidence_holders import Held
from lib.services.files import file_checks
from lib.services.files.file_checks import Upload
from lib.store import evidence as store
from lib.store.engine.db import Reader


@dataclass(frozen=True, slots=True)
class Standing:
    """What a holder has before files are added to it."""

    checksums: frozenset[str]
    files: int
    size_bytes: int


def standing(tx: Reader, actor: Actor, act_id: UUID, held: Held, part: object) -> Standing | None:
    """None when the act was carried out before."""
    held.shown(tx, actor)
    if acts.is_done(tx, act_id):
        return None
    file_part(part, held.grant(tx, actor).parts)
    found = store.of_holder(tx, held.holder)
    sums = frozenset(one.sha256 for one in found if one.removed_at is None)
    return Standing(sums, *store.size(tx, held.holder))


def checked(
    uploads: Sequence[Upload], standing: Standing, bounds: Limits
) -> tuple[list[CheckedFile], list[BadUpload]]:
    """The files to keep, and why others are not."""
    seen, size = set(standing.checksums), standing.size_bytes
    files: list[CheckedFile] = []
    refused: list[BadUpload] = []
    for upload in uploads:
        try:
            file = file_checks.checked(upload, bounds)
            if file.sha256 in seen:
                raise BadUpload("same_file", file=file.name)
            evidence_acts.check_room(
                bounds, file.name, files=standing.files + len(files) + 1,
                size_bytes=size + len(file.content),
            )  # fmt: skip
        except BadUpload as refusal:
            refused.append(refusal)
        else:
            files.append(file)
            seen.add(file.sha256)
            size += len(file.content)
    return files, refused
