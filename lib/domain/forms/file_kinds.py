"""A kind of field that is answered by files: they are tied to it and stand in no answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lib.domain.files import ENDINGS, IMAGES, MEDIA_TYPES, FileKind
from lib.domain.forms.fields import Field, Kind, Value
from lib.domain.forms.kind_spec import KindSpec

Files = Mapping[str, Sequence[str]]
"""The names of the files that answer questions, by the question's key."""
FILES_LIMIT: Final = 20
"""Files that a question may take at most."""
IMAGE: Final = "image"
_KINDS: Final[Mapping[str, frozenset[FileKind]]] = {
    IMAGE: IMAGES,
    "pdf": frozenset({FileKind.PDF}),
    "docx": frozenset({FileKind.DOCX}),
    "xlsx": frozenset({FileKind.XLSX}),
}
TYPES: Final[Mapping[str, str]] = {
    IMAGE: "ảnh (JPG, PNG, WEBP)",
    "pdf": "PDF",
    "docx": "Word (DOCX)",
    "xlsx": "Excel (XLSX)",
}
"""What may be taken, by what a question's data calls it; a question that says nothing takes all."""


def takes(field: Field, media_type: str) -> bool:
    """Whether the question takes files of that kind."""
    return any(media_type == MEDIA_TYPES[kind] for kind in _taken(field))


def endings(field: Field) -> tuple[str, ...]:
    """What a file chooser offers for the question."""
    kinds = _taken(field)
    return tuple(one for one in ENDINGS if FileKind(one.replace("jpeg", "jpg")) in kinds)


def types_told(field: Field) -> str:
    """What the question takes: "ảnh (JPG, PNG, WEBP), PDF"; "" for everything."""
    return ", ".join(TYPES[one] for one in field.types)


def _taken(field: Field) -> frozenset[FileKind]:
    return frozenset().union(*(_KINDS[one] for one in field.types or _KINDS))


def _never(_field: Field, _label: str, _given: object) -> None:
    """Whatever comes in: a file is tied by an act on evidence, never by what a form holds."""


def _show(field: Field, values: Mapping[str, Value]) -> str:
    names = values[field.key]
    return "; ".join(names) if isinstance(names, list) else ""


FILES = KindSpec(
    kind=Kind.FILES,
    parse=_never,
    show=_show,
    keys=frozenset({"max_files", "types"}),
    is_text=True,
    is_files=True,
    xls_type="file",
)
