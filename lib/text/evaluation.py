"""Words of the evaluation of units: its states and steps, its rule and the rule's arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lib.domain.evaluation_rules import SHARES, Bound, Checked, Condition, Hint, Measure, Tried
from lib.domain.evaluations import State, Step
from lib.domain.vietnamese import format_number, share_in_text

EVALUATION_STATES: Mapping[State, str] = {
    State.NONE: "Chưa gửi",
    State.SENT: "Chờ Văn phòng",
    State.RETURNED: "Bị trả lại",
    State.PROPOSED: "Chờ kết luận",
    State.CONCLUDED: "Đã kết luận",
    State.ANSWERED: "Đã có ý kiến",
}
EVALUATION_STEPS: Mapping[str, str] = {
    Step.SAVE: "Lưu tự đánh giá",
    Step.SEND: "Gửi tự đánh giá",
    Step.RECALL: "Thu hồi",
    Step.RETURN: "Trả lại đơn vị",
    Step.PROPOSE: "Đề xuất",
    Step.WITHDRAW: "Rút đề xuất",
    Step.SEND_BACK: "Trả lại Văn phòng",
    Step.CONCLUDE: "Kết luận",
    Step.SAVE_ANSWER: "Lưu ý kiến của đơn vị",
    Step.ANSWER: "Gửi ý kiến của đơn vị",
}
MEASURES: Mapping[Measure, str] = {
    Measure.ON_TIME: "đúng hạn",
    Measure.COMPLETION: "hoàn thành",
    Measure.VERIFIED: "được xác nhận",
    Measure.OVERDUE: "quá hạn",
    Measure.LATE: "trễ hạn",
    Measure.INCOMPLETE: "chưa hoàn thành",
    Measure.TIMES_RETURNED: "bị trả lại",
    Measure.MISSING_REPORT: "báo cáo tổng kết của đơn vị còn thiếu",
}
NO_CONDITION = "các trường hợp còn lại"
NOTHING_ASKED = "Đơn vị không có nhiệm vụ bắt buộc nào nên quy tắc không gợi ý."
_REPORT_SENT = "đã gửi báo cáo tổng kết của đơn vị"
NO_LABEL = "Không mức nào đủ điều kiện."

_SIGNS: Mapping[tuple[Bound, bool], str] = {
    (Bound.AT_LEAST, True): "≥",
    (Bound.AT_LEAST, False): "<",
    (Bound.AT_MOST, True): "≤",
    (Bound.AT_MOST, False): ">",
}


def condition_words(condition: Condition) -> str:
    """As in "đúng hạn ≥ 90%", "bị trả lại ≤ 1 lần"."""
    if condition.measure == Measure.MISSING_REPORT:
        return _REPORT_SENT
    sign = _SIGNS[condition.bound, True]
    return f"{MEASURES[condition.measure]} {sign} {_threshold(condition)}"


def rule_words(conditions: Sequence[Condition]) -> str:
    """All conditions of a label."""
    return "; ".join(map(condition_words, conditions)) or NO_CONDITION


def arithmetic(check: Checked) -> str:
    """As in "đúng hạn 30/32 = 93,8% ≥ 90%: đạt"."""
    condition = check.condition
    name, end = MEASURES[condition.measure], "đạt" if check.is_met else "không đạt"
    sign = _SIGNS[condition.bound, check.is_met]
    if check.whole is None:
        figure = f"{format_number(check.part)}{_unit(condition.measure)}"
        return f"{name} {figure} {sign} {format_number(condition.threshold)}: {end}"
    ratio = f"{format_number(check.part)}/{format_number(check.whole)}"
    if check.share is None:
        return f"{name} {ratio}, không tính được tỷ lệ: {end}"
    return f"{name} {ratio} = {share_in_text(check.share)} {sign} {condition.threshold}%: {end}"


def tried_words(tried: Tried) -> str:
    """A label with the arithmetic of its conditions."""
    told = "; ".join(map(arithmetic, tried.checks)) or NO_CONDITION
    return f"{tried.label.name}: {told}"


def hint_words(hint: Hint) -> str:
    """What the rule suggests, or why it suggests nothing."""
    if hint.label is not None:
        return hint.label.name
    return NO_LABEL if hint.tried else NOTHING_ASKED


def _threshold(condition: Condition) -> str:
    shown = format_number(condition.threshold)
    return f"{shown}%" if condition.measure in SHARES else f"{shown}{_unit(condition.measure)}"


def _unit(measure: Measure) -> str:
    units = {Measure.TIMES_RETURNED: " lần", Measure.MISSING_REPORT: ""}
    return units.get(measure, " nhiệm vụ")


AUDIT_EVENTS: Mapping[str, str] = {
    "evaluation.save": "Lưu tự đánh giá của đơn vị",
    "evaluation.send": "Gửi tự đánh giá của đơn vị",
    "evaluation.recall": "Thu hồi tự đánh giá của đơn vị",
    "evaluation.return": "Trả lại tự đánh giá của đơn vị",
    "evaluation.assess": "Lưu ý kiến đánh giá đơn vị",
    "evaluation.propose": "Đề xuất mức đánh giá đơn vị",
    "evaluation.withdraw": "Rút đề xuất mức đánh giá đơn vị",
    "evaluation.send_back": "Trả lại đề xuất mức đánh giá đơn vị",
    "evaluation.conclude": "Kết luận đánh giá đơn vị",
    "evaluation.save_answer": "Lưu ý kiến của đơn vị về kết luận",
    "evaluation.answer": "Gửi ý kiến của đơn vị về kết luận",
    "evaluation.rule": "Sửa quy tắc đánh giá",
}
