"""Statistical form 0603: who was commended with what.

Source: Thông tư 02/2023/TT-BNV, biểu 0603.N/BNV-TĐKT.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lib import text
from lib.domain.access import Action
from lib.domain.exports import AwardCount, Options, Snapshot
from lib.domain.forms.fields import Field
from lib.domain.nominations import CATEGORY, Subject
from lib.exports import cells
from lib.exports.export import Export, Row, headings

_COMPANY, _HOUSEHOLD = "doanh_nghiep", "ho_gia_dinh"
# The form begins with the highest leaders; what a campaign adds to the categories follows.
_PERSONS = ("lanh_dao_tinh", "lanh_dao_so", "doanh_nhan", "lanh_dao_khac", "truc_tiep")


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: its words, and the nominations that it counts; None counts every category."""

    label: str
    subject: Subject
    categories: Collection[str] | None

    def counts(self, one: AwardCount) -> bool:
        return one.subject == self.subject and (
            self.categories is None or one.category in self.categories
        )


def _columns(snapshot: Snapshot) -> Row:
    awards = [cells.safe(award.name) for award in snapshot.award_forms]
    return [*headings(("way", "nominee", "proposed")), *awards, *headings(("revision", "day"))]


def _rows(snapshot: Snapshot, options: Options) -> Iterator[Row]:
    stamp = [f"r{snapshot.revision}", cells.day(snapshot.day.isoformat(), options)]
    for line in _lines(snapshot):
        counted = [one for one in snapshot.awards if line.counts(one)]
        published = [
            sum(one.published for one in counted if one.award_code == award.code.lower())
            for award in snapshot.award_forms
        ]
        yield [
            text.THEMATIC,
            cells.safe(line.label),
            str(sum(one.proposed for one in counted)),
            *map(str, published),
            *stamp,
        ]


def _lines(snapshot: Snapshot) -> list[_Line]:
    collectives = _categories(snapshot, Subject.COLLECTIVE)
    persons = _categories(snapshot, Subject.INDIVIDUAL)
    known = [key for key in _PERSONS if key in persons]
    return [
        _Line(
            text.STATISTICS["collective"],
            Subject.COLLECTIVE,
            [key for key in collectives if key != _HOUSEHOLD],
        ),
        _Line(text.STATISTICS["company"], Subject.COLLECTIVE, [_COMPANY]),
        _Line(text.STATISTICS["household"], Subject.COLLECTIVE, [_HOUSEHOLD]),
        _Line(text.STATISTICS["individual"], Subject.INDIVIDUAL, None),
        *(
            _Line(persons[key], Subject.INDIVIDUAL, [key])
            for key in [*known, *(key for key in persons if key not in known)]
        ),
    ]


def _categories(snapshot: Snapshot, subject: Subject) -> dict[str, str]:
    """The choices of the form's field of categories, retired ones too, by key."""
    form = snapshot.nomination_forms[subject]
    found: list[Field] = [field for field in form.fields if field.key == CATEGORY]
    return {choice.key: choice.label for field in found for choice in field.choices}


AWARDS = Export(
    "awards_0603", Action.EXPORT_CSV, _columns, _rows, lambda snapshot: len(_lines(snapshot))
)
