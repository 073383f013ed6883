"""The XML of a DOCX or XLSX: what acts, and what would be fetched from outside the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from lxml import etree

from lib import text

LIST_LIMIT: Final = 4 << 20
"""Bytes of the lists of types and relationships; real ones have some kilobytes."""
_PIECE: Final = 1 << 16
_XML: Final = re.compile(r"\.(xml|rels|vml|svg)$", re.IGNORECASE)
_MARKS: Final = (b"\xef\xbb\xbf<", b"<", b"\xff\xfe", b"\xfe\xff")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_ENCODING: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{1,40})")
_ENCODINGS: Final = frozenset({b"utf-8", b"utf-16", b"us-ascii", b"ascii"})
_RELATION: Final = re.compile(r"/relationships/([A-Za-z]+)$")
_LINK: Final = frozenset(
    f"http://{home}/relationships/hyperlink"
    for home in (
        "schemas.openxmlformats.org/officeDocument/2006",
        "purl.oclc.org/ooxml/officeDocument",
    )
)
_WITHIN: Final[Mapping[str, str]] = {
    "afchunk": "nested", "oleobject": "nested", "control": "macros", "vbaproject": "macros",
    "xlmacrosheet": "macros", "xlintlmacrosheet": "macros",
}  # fmt: skip
_ADDRESS: Final = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\)")
_DRIVE: Final = re.compile(r"[A-Za-z]:/(?!/)")
_WORD_S_OWN: Final = re.compile(r"/Normal\.dot[mx]?$", re.IGNORECASE)
_OUTSIDE_TYPES: Final[Mapping[str, str]] = {
    "externallink+xml": "externalLink", "connections+xml": "connections",
    "webextension+xml": "webextension",
}  # fmt: skip
# Fields that run a program or bring in another file when the document is opened.
_ACTING: Final = frozenset({"DDE", "DDEAUTO", "LINK", "INCLUDETEXT", "IMPORT"})
_FIELDS: Final = frozenset({"instrText", "delInstrText", "fldChar", "fldSimple"})
_FORMULAS: Final = frozenset(
    f"{{http://{home}}}{tag}"
    for home in (
        "schemas.openxmlformats.org/spreadsheetml/2006/main",
        "purl.oclc.org/ooxml/spreadsheetml/main",
    )
    for tag in ("f", "definedName")
)
_FORMULA: Final = re.compile(rb"[<:](?:f|definedName)[\s/>]")
_BAR: Final = re.compile(rb"\||&#(?:0*+124|x0*+7c);", re.IGNORECASE)
_QUOTED: Final = re.compile(r"\"[^\"]*+\"|'[^']*+'")


@dataclass(frozen=True, slots=True)
class Fault:
    """The reason of a refusal, and where it needs one the name of what is meant."""

    reason: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class PartType:
    """What a package calls a part; without `part` all of one ending."""

    part: str
    media_type: str


def types(content: bytes) -> Iterator[PartType]:
    """What the list of types says.

    Raises:
        etree.LxmlError, ValueError: it cannot be read.
    """
    seen = _Elements(frozenset({"Override", "Default"}))
    if _fed(content, seen, is_strict=True):
        raise ValueError
    for _, facts, _ in seen.found:
        yield PartType(facts.get("PartName", "").removeprefix("/"), facts.get("ContentType", ""))


def outside_type(media_type: str) -> str:
    """What a part of this type brings in from elsewhere, in words; "" for nothing."""
    kinds = (name for end, name in _OUTSIDE_TYPES.items() if media_type.lower().endswith(end))
    return next((text.OUTSIDE_PARTS[kind] for kind in kinds), "")


def fault(part: str, content: bytes) -> Fault | None:
    """What is wrong with a part; nothing with one that is no XML.

    Raises:
        etree.LxmlError, ValueError: it cannot be read.
    """
    if not _XML.search(part) and not content.startswith(_MARKS):
        return None
    _require_plain_letters(content)
    if part.lower().endswith(".rels"):
        return _relation_fault(part, content)
    wanted = _wanted(content)
    seen = _Elements(wanted) if wanted else _Doctype()
    # Excel's old drawings are no strict XML, and an SVG has a heading that Word does not read.
    has_words = _fed(content, seen, is_strict=not part.lower().endswith(".vml"))
    if has_words and not part.lower().endswith(".svg"):
        return Fault("outside", part)
    return _acting(seen) if isinstance(seen, _Elements) else None


def _require_plain_letters(content: bytes) -> None:
    """Nothing for letters in which words stand as they are; offices write no others.

    Raises:
        ValueError: for all others, since parsers know many.
    """
    said = _ENCODING.match(begun := content.removeprefix(b"\xef\xbb\xbf").lstrip())
    if not begun.startswith((b"<", *_UTF16)) or (said and said[1].lower() not in _ENCODINGS):
        raise ValueError


def _wanted(content: bytes) -> frozenset[str]:
    """The elements to look at; most parts have none of them, and pass at the speed of C."""
    is_wide = content.startswith(_UTF16)
    wanted: frozenset[str] = frozenset()
    if is_wide or b"nstr" in content:
        wanted |= _FIELDS
    if is_wide or (_BAR.search(content) and _FORMULA.search(content)):
        wanted |= _FORMULAS
    return wanted


def _relation_fault(part: str, content: bytes) -> Fault | None:
    if len(content) > LIST_LIMIT:
        return Fault("bomb")
    seen = _Elements(frozenset({"Relationship"}))
    if _fed(content, seen, is_strict=True):
        return Fault("outside", part)
    for _, facts, _ in seen.found:
        kind, target = facts.get("Type", ""), facts.get("Target", "")
        named = (_RELATION.search(kind) or ("", ""))[1]
        if reason := _WITHIN.get(named.lower()):
            return Fault(reason)
        is_outside = facts.get("TargetMode", "").strip().lower() == "external"
        if not is_outside and not _ADDRESS.match(target):
            continue
        if kind not in _LINK and not _is_harmless(named, target):
            return Fault("outside", text.OUTSIDE_PARTS.get(named, part))
    return None


def _is_harmless(kind: str, target: str) -> bool:
    """Whether programs leave it behind by themselves, and opening it asks no other machine.

    Pictures of a page that was pasted or converted stay named by where they lay on the writer's
    disk, and the template that every document of Word has by where it lies there.
    """
    plain = unquote(target).strip().replace("\\", "/")
    path = re.sub(r"file:///(?!/)", "", plain, count=1, flags=re.IGNORECASE)
    if path.startswith("//") or (_ADDRESS.match(path) and not _DRIVE.match(path)):
        return False
    return kind == "image" or (kind == "attachedTemplate" and bool(_WORD_S_OWN.search(f"/{path}")))


def _acting(seen: _Elements) -> Fault | None:
    """A field of Word or a formula of Excel that starts something."""
    fields = _Fields()
    for tag, facts, told in seen.found:
        if tag in _FORMULAS:
            # Without quotes a bar stands between a program and what it is asked for alone.
            if "|" in _QUOTED.sub("", told):
                return Fault("active_document")
        elif tag == "fldSimple":
            fields.ended(facts.get("instr", ""))
        elif tag == "fldChar":
            fields.turned(facts.get("fldCharType", ""))
        else:
            fields.said(told)
    return Fault("active_document") if fields.act() else None


@dataclass(slots=True)
class _Field:
    told: str = ""
    is_told: bool = False
    """What follows is its result."""


@dataclass(slots=True)
class _Fields:
    """The fields of a part; what they ask for may be spread over runs, and over fields in them."""

    _open: list[_Field] = field(default_factory=list)
    _acts: bool = False

    def turned(self, mark: str) -> None:
        around = self._open[-1] if self._open else None
        if mark == "begin":
            if around and not around.is_told and _may_become_acting(around.told):
                self._acts = True
            self._open.append(_Field())
        elif mark == "separate" and around:
            around.is_told = True
        elif mark == "end" and around:
            self.ended(self._open.pop().told)

    def said(self, told: str) -> None:
        if not self._open:
            self._open.append(_Field())
        self._open[-1].told += told

    def ended(self, told: str) -> None:
        self._acts |= _word(told) in _ACTING

    def act(self) -> bool:
        """Whether one does; those without an end count too."""
        return self._acts or any(_word(one.told) in _ACTING for one in self._open)


def _word(told: str) -> str:
    words = told.replace('"', " ").split()
    return words[0].upper() if words else ""


def _may_become_acting(told: str) -> bool:
    """Whether a field inside, which comes next, would write the name of the one around it."""
    begun = told.lstrip().upper()
    return any(one.startswith(begun) for one in _ACTING)


class _Doctype:
    """Whether a part brings words of its own; all else passes unseen."""

    def __init__(self) -> None:
        self.has_doctype = False

    def doctype(self, *_: object) -> None:
        self.has_doctype = True

    def close(self) -> None:
        pass


class _Elements(_Doctype):
    """Some elements of a part with their attributes and words, taken while it is read.

    Args:
        wanted: tags with their namespace, or without one for any.
    """

    def __init__(self, wanted: frozenset[str]) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], str]] = []
        self._wanted = wanted
        self._tag = ""
        self._facts: dict[str, str] = {}
        self._told: list[str] = []

    def start(self, tag: str, facts: Mapping[str, str]) -> None:
        self._close()
        self._tag = self._known(tag)
        if self._tag:
            self._facts = {_plain(name): one for name, one in facts.items()}

    def data(self, told: str) -> None:
        if self._tag:
            self._told.append(told)

    def end(self, _: str) -> None:
        self._close()

    def _close(self) -> None:
        if self._tag:
            self.found.append((self._tag, self._facts, "".join(self._told)))
            self._tag, self._told = "", []

    def _known(self, tag: str) -> str:
        return next((one for one in (tag, _plain(tag)) if one in self._wanted), "")


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]


def _fed(content: bytes, seen: _Doctype, *, is_strict: bool) -> bool:
    """Whether the part defines words of its own; otherwise `seen` has looked at all of it."""
    parser = etree.XMLParser(
        target=seen, resolve_entities=False, no_network=True, load_dtd=False,
        dtd_validation=False, huge_tree=False, recover=not is_strict,
    )  # fmt: skip
    try:
        for start in range(0, len(content), _PIECE):
            parser.feed(content[start : start + _PIECE])
        parser.close()
    except etree.LxmlError:
        if not seen.has_doctype:
            raise
    return seen.has_doctype
