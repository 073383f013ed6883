"""What a past table is written in: SQL, in which its own name still means the table itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CAMPAIGN: Final = "{campaign}"
REVISION: Final = "{revision}"
INSTANT: Final = "{instant}"
BODY_VOTES: Final = "{body.votes}"
BODY_MEMBERS: Final = "{body.members}"
BODY_NOMINATIONS: Final = "{body.nominations}"
ELEMENTS: Final[Mapping[str, Mapping[str, str]]] = {
    mark: {
        "duckdb": f"unnest(CAST(body -> '{name}' AS JSON[]))",
        "postgresql": f"json_array_elements(CAST(body -> '{name}' AS JSON))",
    }
    for mark, name in (
        (BODY_VOTES, "votes"), (BODY_MEMBERS, "members"), (BODY_NOMINATIONS, "nominations"),
    )
}  # fmt: skip
"""One row per element of a list in a history's body."""
_CUT: Final = "SELECT * FROM {table} WHERE campaign_id = {campaign} AND revision <= {revision}"
_LATEST: Final = """
    SELECT *
    FROM (
        SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY version DESC) AS place
        FROM {table}
    ) AS every
    WHERE place = 1
"""


def cut(table: str) -> str:
    """A table to which rows are only ever added, each with its revision."""
    return _CUT.replace("{table}", table)


def latest(history: str, key: str) -> str:
    """The newest version of each thing in a history."""
    return _LATEST.replace("{table}", history).replace("{key}", key)
