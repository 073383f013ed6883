"""The same tables as an OData feed, version 4.0: what describes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

from lib.exports.machine.columns import ROW, Type, Typed

NAMESPACE: Final = "tdkt"
_TYPES: Final[Mapping[Type, str]] = {
    Type.TEXT: 'Type="Edm.String"',
    Type.NUMBER: 'Type="Edm.Decimal" Scale="variable"',
    Type.DAY: 'Type="Edm.Date"',
    Type.INSTANT: 'Type="Edm.DateTimeOffset" Precision="0"',
}
_LABEL: Final = "Org.OData.Core.V1.Description"
# What is not done here, so that programs do it themselves with the rows that they have read.
_NOT_DONE: Final = (
    ("FilterRestrictions", "Filterable"),
    ("SortRestrictions", "Sortable"),
    ("ExpandRestrictions", "Expandable"),
    ("SearchRestrictions", "Searchable"),
)


def metadata(tables: Sequence[tuple[str, Sequence[Typed]]]) -> str:
    """The document of $metadata: an entity type and a set of it for each table.

    Args:
        tables: keys of exports with their columns.
    """
    types = "\n".join(_type(key, columns) for key, columns in tables)
    sets = "\n".join(_set(key) for key, _ in tables)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">\n'
        "<edmx:DataServices>\n"
        f'<Schema Namespace="{NAMESPACE}" xmlns="http://docs.oasis-open.org/odata/ns/edm">\n'
        f'{types}\n<EntityContainer Name="Container">\n{sets}\n</EntityContainer>\n'
        "</Schema>\n</edmx:DataServices>\n</edmx:Edmx>\n"
    )


def _type(key: str, columns: Sequence[Typed]) -> str:
    told = [
        f'<EntityType Name="{key}"><Key><PropertyRef Name="{ROW}"/></Key>',
        f'<Property Name="{ROW}" Type="Edm.Int32" Nullable="false"/>',
        *(
            f'<Property Name="{one.name}" {_TYPES[one.type]}>'
            f'<Annotation Term="{_LABEL}" String={quoteattr(one.label)}/></Property>'
            for one in columns
        ),
        "</EntityType>",
    ]
    return "\n".join(told)


def _set(key: str) -> str:
    barred = "".join(
        f'<Annotation Term="Org.OData.Capabilities.V1.{term}"><Record>'
        f'<PropertyValue Property="{name}" Bool="false"/></Record></Annotation>'
        for term, name in _NOT_DONE
    )
    return f'<EntitySet Name="{key}" EntityType="{NAMESPACE}.{key}">{barred}</EntitySet>'
