"""YAML read within bounds, with the line of every part; what is not plain data is refused."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from lib import text
from lib.domain.file_comments import FileComment
from lib.errors import BadFile
from lib.services.files import yaml_comments

SIZE_LIMIT = 1_000_000
DEPTH_LIMIT = 20
NODE_LIMIT = 50_000
TEXT_LIMIT = 4_000_000
"""Characters of all values together once aliases are unfolded."""
QUOTE_LIMIT = 60

Loc = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"
_TEXT = f"{_TAG}str"
# Days stay text, and so do yes, no, 12:30 and 0x1f: YAML 1.1 would make something else of them.
_SCALARS: Mapping[str, tuple[re.Pattern[str], list[str], Callable[[str], object]]] = {
    f"{_TAG}null": (re.compile(r"(?:~|null|)\Z"), ["~", "n", ""], lambda _: None),
    f"{_TAG}bool": (re.compile(r"(?:true|false)\Z"), ["t", "f"], lambda text: text == "true"),
    f"{_TAG}int": (re.compile(r"-?(?:0|[1-9][0-9]{0,14})\Z"), list("-0123456789"), int),
    f"{_TAG}float": (
        re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}\Z"),
        list("-0123456789"),
        float,
    ),
}
_FORBIDDEN = {"Cc", "Cs"}


@dataclass(frozen=True, slots=True)
class LinedYaml:
    """The data of a file, the line on which each part of it begins, and its comments."""

    name: str
    data: dict[str, object]
    lines: Mapping[Loc, int]
    comments: tuple[FileComment, ...] = ()

    def line(self, loc: Loc) -> int:
        """The line of a part, or of the nearest thing around it that is there."""
        while loc not in self.lines:
            loc = loc[:-1]
        return self.lines[loc]


def load(path: Path) -> LinedYaml:
    """The file's one document, like `parse`.

    Raises:
        BadFile: `unreadable` as well when there is no such file.
    """
    name = path.name or str(path)
    try:
        if not path.is_file():
            raise _bad("unreadable", name, "not_file" if path.exists() else "no_file", line=0)
        with path.open("rb") as file:
            content = file.read(SIZE_LIMIT + 1)
    except OSError:
        raise _bad("unreadable", name, "cannot_open", line=0) from None
    return parse(name, content)


def inspected(content: bytes, asked: Mapping[str, Any]) -> tuple[dict[str, object], bytes]:
    """What `parse` gives, as JSON: an inspecting process reads what people upload.

    Args:
        asked: `name`.
    Raises:
        BadFile: as `parse`.
    """
    lined = parse(str(asked["name"]), content)
    comments = [[one.place, one.above, one.beside] for one in lined.comments]
    return {}, json.dumps([lined.data, list(lined.lines.items()), comments]).encode()


def received(name: str, told: bytes) -> LinedYaml:
    """The data that `inspected` wrote."""
    data, lines, comments = json.loads(told)
    return LinedYaml(
        name, data, {tuple(place): line for place, line in lines},
        tuple(FileComment(tuple(at), tuple(above), beside) for at, above, beside in comments),
    )  # fmt: skip


def parse(name: str, content: bytes) -> LinedYaml:
    """The one document, a mapping of plain data in NFC.

    Args:
        name: what refusals call the file.
    Raises:
        BadFile: `unreadable` when it is no UTF-8 text of at most SIZE_LIMIT bytes, `syntax` when
            it is no YAML, repeats a key or holds more than plain data, `schema` when it is no
            mapping.
    """
    text = _decoded(name, content)
    root, spans = _compose(name, text)
    if not isinstance(root, yaml.MappingNode):
        raise _bad("schema", name, "not_mapping", line=_line(root))
    walk = _Walk(name)
    data = walk.mapping(root, ())
    return LinedYaml(name, data, walk.lines, yaml_comments.found(text, spans, walk.lines, data))


def shortened(key: str) -> str:
    """A key from the file as a sentence may quote it."""
    return key if len(key) <= QUOTE_LIMIT else f"{key[:QUOTE_LIMIT]}…"


def _bad(reason: str, name: str, problem: str, *, line: int, **facts: object) -> BadFile:
    detail = text.FILE_PROBLEMS[problem].format_map({"line": line, **facts})
    return BadFile(reason, file=name, line=line, detail=detail)


def _line(node: yaml.Node | None) -> int:
    return node.start_mark.line + 1 if node else 1


def _decoded(name: str, content: bytes) -> str:
    if len(content) > SIZE_LIMIT:
        raise _bad("unreadable", name, "too_big", line=0, limit=SIZE_LIMIT // 1_000_000)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _bad("unreadable", name, "not_utf8", line=line) from None


class _Loader(yaml.SafeLoader):
    """Composes nodes and counts them; it never constructs an object."""

    def __init__(self, name: str, content: str) -> None:
        super().__init__(content)
        self._file = name
        self._depth = 0
        self._count = 0
        self.spans = yaml_comments.Spans()

    def get_token(self) -> yaml.Token:
        token: yaml.Token = super().get_token()  # type: ignore[no-untyped-call]
        self.spans.add(token)
        return token

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        self._count += 1
        self._depth += 1
        if self._count > NODE_LIMIT or self._depth > DEPTH_LIMIT:
            mark: yaml.Mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise _bad("syntax", self._file, "too_complex", line=mark.line + 1)
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


_Loader.yaml_implicit_resolvers = {}
for _tag, (_pattern, _first, _) in _SCALARS.items():
    _Loader.add_implicit_resolver(_tag, _pattern, _first)


def _compose(name: str, content: str) -> tuple[yaml.Node | None, yaml_comments.Spans]:
    try:
        loader = _Loader(name, content)
    except yaml.reader.ReaderError as error:
        line = content.count("\n", 0, error.position) + 1
        raise _bad("syntax", name, "control_character", line=line) from None
    try:
        return loader.get_single_node(), loader.spans
    except yaml.MarkedYAMLError as error:
        marks = [error.problem_mark, error.context_mark]
        # A scanner's context is where the quote or key began; a parser's may be the whole file.
        if isinstance(error, yaml.scanner.ScannerError):
            marks.reverse()
        line = next((mark.line + 1 for mark in marks if mark), 1)
        raise _bad("syntax", name, "not_yaml", line=line) from None
    except (ValueError, OverflowError):
        # PyYAML lets chr() and int() speak for "\UFFFFFFFF" and an endless %YAML version.
        raise _bad("syntax", name, "not_yaml", line=loader.line + 1) from None


@dataclass(slots=True)
class _Walk:
    """Nodes to data; aliases are unfolded, so all bounds hold for what comes out."""

    name: str
    lines: dict[Loc, int] = field(default_factory=lambda: {(): 1})
    nodes: int = 0
    characters: int = 0

    def mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, object]:
        if node.tag != f"{_TAG}map":
            raise self._refuse("not_plain", node)
        data: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            place = (*loc, key)
            line = _line(key_node)
            if key in data:
                raise self._refuse(
                    "key_twice", key_node, key=shortened(key), first=self.lines[place]
                )
            self.lines[place] = line
            data[key] = self._value(value_node, place)
        return data

    def _value(self, node: yaml.Node, loc: Loc) -> object:
        self.nodes += 1
        if self.nodes > NODE_LIMIT or len(loc) > DEPTH_LIMIT:
            raise self._refuse("too_complex", node)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return self._sequence(node, loc)
        return self._scalar(node)

    def _sequence(self, node: yaml.SequenceNode, loc: Loc) -> list[object]:
        if node.tag != f"{_TAG}seq":
            raise self._refuse("not_plain", node)
        items: list[object] = []
        for index, child in enumerate(node.value):
            self.lines[(*loc, index)] = _line(child)
            items.append(self._value(child, (*loc, index)))
        return items

    def _key(self, node: yaml.Node) -> str:
        key = self._scalar(node) if isinstance(node, yaml.ScalarNode) else None
        if not isinstance(key, str):
            raise self._refuse("key_not_text", node)
        return key

    def _scalar(self, node: yaml.Node) -> object:
        written = str(node.value)
        self.characters += len(written)
        if self.characters > TEXT_LIMIT:
            raise self._refuse("too_complex", node)
        if node.tag == _TEXT:
            return self._text(written, node)
        pattern, _, convert = _SCALARS.get(node.tag, (None, [], str))
        if pattern is None or not pattern.match(written):
            raise self._refuse("not_plain", node)
        return convert(written)

    def _text(self, written: str, node: yaml.Node) -> str:
        if any(unicodedata.category(c) in _FORBIDDEN for c in written if c != "\n"):
            raise self._refuse("control_character", node)
        return unicodedata.normalize("NFC", written)

    def _refuse(self, problem: str, node: yaml.Node, **facts: object) -> BadFile:
        return _bad("syntax", self.name, problem, line=_line(node), **facts)
