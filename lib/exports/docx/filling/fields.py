"""What a template asks for, told before it runs: names that a paper has, and nothing that acts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from types import NoneType, UnionType
from typing import Final, get_args, get_origin

from jinja2 import nodes

from lib.domain.papers import paper_fields
from lib.exports.docx.filling.faults import Fault, Reason
from lib.exports.docx.filling.fill import FILTERS

_DEPTH: Final = 3
"""Lists within lists; papers need one."""
_LOOP: Final[Mapping[str, object]] = dict.fromkeys(("index", "index0", "length"), int) | (
    dict.fromkeys(("first", "last"), bool)
)


class _Loop:
    """The type of `loop`."""


class _Unknown:
    """The type of what has been reported already."""


def faults_of(tree: nodes.Template, known: Mapping[str, object]) -> Iterator[Fault]:
    """Names that are not there, and everything but output, conditions and lists.

    Args:
        known: the names that may be used, with their types.
    """
    for statement in tree.body:
        yield from _statement(statement, known, 0)


def _statement(node: nodes.Node, scope: Mapping[str, object], depth: int) -> Iterator[Fault]:
    if isinstance(node, nodes.Output):
        for part in node.nodes:
            yield from _Expression(scope).faults(part)
    elif isinstance(node, nodes.If):
        yield from _Expression(scope).faults(node.test)
        for inside in (*node.body, *node.elif_, *node.else_):
            yield from _statement(inside, scope, depth)
    elif isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
        yield from _for(node, node.target.name, scope, depth)
    else:
        yield Fault(Reason.CODE, type(node).__name__.lower())


def _for(node: nodes.For, name: str, scope: Mapping[str, object], depth: int) -> Iterator[Fault]:
    asked = _Expression(scope)
    kind = asked.kind(node.iter)
    yield from asked.found
    is_list = get_origin(kind) is tuple or kind is _Unknown
    if not is_list or node.test or node.recursive or depth >= _DEPTH:
        yield Fault(Reason.CODE, "for")
        return
    element = get_args(kind)[0] if kind is not _Unknown else _Unknown
    for inside in node.body:
        yield from _statement(inside, {**scope, name: element, "loop": _Loop}, depth + 1)
    for inside in node.else_:
        yield from _statement(inside, scope, depth)


class _Expression:
    """Finds the type of an expression and what is wrong with it."""

    def __init__(self, scope: Mapping[str, object]) -> None:
        self._scope = scope
        self.found: list[Fault] = []

    def faults(self, node: nodes.Node) -> list[Fault]:
        self.kind(node)
        return self.found

    def kind(self, node: nodes.Node) -> object:
        """The type; _Unknown after a fault, so that each is told once."""
        if isinstance(node, nodes.TemplateData | nodes.Const):
            return str
        if isinstance(node, nodes.Name):
            return self._name(node.name)
        if isinstance(node, nodes.Getattr):
            return self._behind(node)
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self._filtered(node, node.node)
        if isinstance(node, nodes.CondExpr | nodes.BinExpr | nodes.UnaryExpr | nodes.Compare):
            return self._combined(node)
        if isinstance(node, nodes.Concat):
            return self._combined(node)
        return self._fault(Reason.CODE, type(node).__name__.lower())

    def _name(self, name: str) -> object:
        if name in self._scope:
            return self._scope[name]
        return self._fault(Reason.UNKNOWN_FIELD, name)

    def _behind(self, node: nodes.Getattr) -> object:
        owner = _present(self.kind(node.node))
        if owner is _Unknown:
            return _Unknown
        if node.attr.startswith("_"):
            return self._fault(Reason.CODE, node.attr)
        names = _LOOP if owner is _Loop else _members(owner)
        if node.attr not in names:
            return self._fault(Reason.UNKNOWN_FIELD, _path(node))
        return names[node.attr]

    def _filtered(self, node: nodes.Filter, inside: nodes.Expr) -> object:
        self.kind(inside)
        if node.name not in FILTERS or node.args or node.kwargs:
            return self._fault(Reason.CODE, node.name)
        return str

    def _combined(self, node: nodes.Expr) -> object:
        # Sums and products of texts and numbers could grow without end.
        if isinstance(node, nodes.BinExpr) and not isinstance(node, nodes.And | nodes.Or):
            return self._fault(Reason.CODE, node.operator)
        for inside in node.iter_child_nodes():
            self.kind(inside.expr if isinstance(inside, nodes.Operand) else inside)
        return str

    def _fault(self, reason: Reason, name: str) -> object:
        self.found.append(Fault(reason, name))
        return _Unknown


def _present(kind: object) -> object:
    """The type without its None."""
    if isinstance(kind, UnionType):
        return next(one for one in get_args(kind) if one is not NoneType)
    return kind


def _members(kind: object) -> Mapping[str, object]:
    return paper_fields.members(kind) if isinstance(kind, type) and is_dataclass(kind) else {}


def _path(node: nodes.Node) -> str:
    """As the template writes it, as in "agency.name"."""
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"
