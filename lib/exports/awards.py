"""Statistical form 0603: who was commended with what.

Source: Thông tư 02/2023/TT-BNV, biểu 0603.N/BNV-TĐKT.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from lib import text
from lib.domain.access import Action
from lib.domain.exports import AwardCount, Snapshot
from lib.domain.forms.fields import Field
from lib.domain.nominations import CATEGORY, AwardForm, Subject
from lib.exports import cells
from lib.exports.cells import Kind
from lib.exports.export import Column, Export, stamp

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


@dataclass(frozen=True, slots=True)
class _Counted:
    label: str
    proposed: int
    published: Mapping[str, int]
    """by the award's code in small letters, as nominations hold it"""


def _columns(snapshot: Snapshot) -> tuple[Column[_Counted], ...]:
    return (
        Column("way", lambda _line, _: text.THEMATIC),
        Column("nominee", lambda line, _: cells.safe(line.label)),
        Column("proposed", lambda line, _: str(line.proposed), kind=Kind.NUMBER),
        *map(_award, snapshot.award_forms),
        *stamp(snapshot),
    )


def _award(award: AwardForm) -> Column[_Counted]:
    code = award.code.lower()
    return Column(
        award.code,
        lambda line, _: str(line.published.get(code, 0)),
        label=cells.safe(award.name),
        kind=Kind.NUMBER,
    )


def _counted(snapshot: Snapshot) -> Iterator[_Counted]:
    for line in _lines(snapshot):
        counted = [one for one in snapshot.awards if line.counts(one)]
        published: Counter[str] = Counter()
        for one in counted:
            published[one.award_code] += one.published
        yield _Counted(line.label, sum(one.proposed for one in counted), published)


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
    key="awards_0603",
    action=Action.EXPORT_CSV,
    columns=_columns,
    lines=_counted,
    count=lambda snapshot: len(_lines(snapshot)),
)
