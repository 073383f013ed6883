"""Words of the points that units are given: criteria, sums, the tie rule and its arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from lib.domain import evaluation_points
from lib.domain.evaluation_points import Criterion, RankedGroup, Scheme, Score, Weight
from lib.domain.evaluation_ranking import Figure
from lib.domain.evaluation_rules import SHARES, Measure
from lib.domain.vietnamese import format_number, share_in_text
from lib.text.words import UNIT_TYPES

# As in "tỷ lệ đúng hạn cao hơn", "số lần bị trả lại ít hơn".
TIE_MEASURES: Mapping[Measure, str] = {
    Measure.ON_TIME: "tỷ lệ đúng hạn",
    Measure.COMPLETION: "tỷ lệ hoàn thành",
    Measure.VERIFIED: "tỷ lệ được xác nhận",
    Measure.OVERDUE: "số nhiệm vụ quá hạn",
    Measure.LATE: "số nhiệm vụ trễ hạn",
    Measure.INCOMPLETE: "số nhiệm vụ chưa hoàn thành",
    Measure.TIMES_RETURNED: "số lần bị trả lại",
    Measure.MISSING_REPORT: "số báo cáo tổng kết của đơn vị còn thiếu",
}
WEIGHTS: Mapping[Weight, str] = {
    Weight.REGULAR: "tối đa {most} điểm",
    Weight.BONUS: "điểm thưởng, tối đa {most}",
    Weight.DEDUCTION: "điểm trừ, tối đa {most}",
}
NOT_WHOLE = "Xếp hạng tạm: {count}/{all} đơn vị của nhóm đã được kết luận."
SUGGESTED = " (đề xuất)"


def criterion_words(number: int, criterion: Criterion) -> str:
    """As in "1. Tổ chức, quán triệt (tối đa 40 điểm)"."""
    bound = WEIGHTS[criterion.weight].format(most=format_number(criterion.most))
    return f"{number}. {criterion.title} ({bound})"


def group_words(group: RankedGroup) -> str:
    """As in "Khối phòng: Phòng; VP"."""
    told = [UNIT_TYPES[one] for one in UNIT_TYPES if one in group.types]
    return f"{group.name}: {'; '.join([*told, *sorted(group.units)])}"


def points_words(criterion: Criterion, points: Decimal | None) -> str:
    """As they count: "35,5", a deduction as "−2"; "" where none were given."""
    if points is None:
        return ""
    sign = "−" if criterion.weight == Weight.DEDUCTION and points else ""
    return f"{sign}{format_number(points)}"


def total_words(scheme: Scheme, scores: Sequence[Score]) -> str:
    """As in "95,5/100 điểm"."""
    found = evaluation_points.total(scheme, scores)
    return f"{total_number(found)}/{format_number(scheme.most)} điểm"


def wanting(missing: Sequence[Criterion], silent: Sequence[Criterion]) -> str:
    """What keeps points from being sent.

    Args:
        silent: with other points than before, and no word why.
    """
    told = []
    for begin, found in (("điểm", missing), ("lý do khác điểm nêu trước", silent)):
        if found:
            told.append(f"{begin} ({'; '.join(one.title for one in found)})")
    return f"Chưa gửi được, còn thiếu: {', '.join(told)}"


def total_number(total: Decimal) -> str:
    """A sum, which deductions may take below nothing."""
    return f"{'−' if total < 0 else ''}{format_number(abs(total))}"


def tie_rule_words(scheme: Scheme, ties: Sequence[Measure]) -> str:
    """The whole rule, in words."""
    begin = f"Khi bằng điểm{SUGGESTED if scheme.is_suggested else ''}: "
    if not ties:
        return f"{begin}các đơn vị cùng hạng."
    told = [f"{TIE_MEASURES[one]} {'cao' if one in SHARES else 'ít'} hơn" for one in ties]
    first, *others = told
    then = "".join(f", rồi đến {one}" for one in others)
    return (
        f"{begin}xét lần lượt, đơn vị có {first} xếp trên{then}. Vẫn bằng nhau thì cùng hạng. Số "
        "liệu lấy lúc kết luận từng đơn vị."
    )


def tie_words(
    names: Sequence[str], figures: Sequence[Figure], *, is_shared: bool, more: int = 0
) -> str:
    """As in "bằng điểm với QL xây dựng; đúng hạn 2/3 = 66,7%".

    Args:
        names: of those with as many points, or of the first of them; "" where there are none.
        more: how many there are besides these.
        is_shared: whether one of them has the same rank.
    """
    if not names:
        return ""
    others = f" và {format_number(more)} đơn vị khác" if more else ""
    told = [f"bằng điểm với {', '.join(names)}{others}", *map(_figure, figures)]
    return "; ".join([*told, "cùng hạng"] if is_shared else told)


def _figure(figure: Figure) -> str:
    name = TIE_MEASURES[figure.measure]
    if figure.whole is None:
        return f"{name} {format_number(figure.part)}"
    ratio = f"{format_number(figure.part)}/{format_number(figure.whole)}"
    share = figure.share
    return f"{name} {ratio}" if share is None else f"{name} {ratio} = {share_in_text(share)}"
