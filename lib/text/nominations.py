"""Names of a nomination's states and steps, and of the parts of its dossier."""

from __future__ import annotations

from collections.abc import Mapping

from lib.domain.dossier import Part
from lib.domain.nomination_workflow import Level, State, Step
from lib.domain.nominations import Subject
from lib.domain.summary_nominations import Stage

SUBJECTS: Mapping[Subject, str] = {
    Subject.COLLECTIVE: "Tập thể",
    Subject.INDIVIDUAL: "Cá nhân",
}

NOMINATION_STATES: Mapping[State, str] = {
    State.DRAFT: "Đang soạn",
    State.SENT: "Chờ tiếp nhận",
    State.RECEIVED: "Đã tiếp nhận",
    State.CHECKED: "Đã thẩm định",
    State.TABLED: "Trình Hội đồng",
    State.VOTED: "Đã biểu quyết",
    State.AWARDED: "Đã quyết định khen thưởng",
    State.NOT_APPROVED: "Không thông qua",
    State.PROPOSED: "Đã trình tỉnh",
    State.PROVINCE_AWARDED: "Tỉnh đã khen thưởng",
    State.PROVINCE_REFUSED: "Tỉnh không khen thưởng",
    State.PUBLISHED: "Đã công bố",
    State.RETURNED: "Bị trả lại",
    State.WITHDRAWN: "Đã rút",
    State.RESCINDED: "Đã hủy quyết định",
    State.UNDER_REVIEW: "Đang xem xét",
}

SHORT_NOMINATION_STATES: Mapping[State, str] = {
    **NOMINATION_STATES,
    State.AWARDED: "Đã quyết định",
    State.PROVINCE_AWARDED: "Tỉnh khen thưởng",
    State.PROVINCE_REFUSED: "Tỉnh không duyệt",
    State.RESCINDED: "Hủy quyết định",
}
"""The same where a list has room for little."""

NOMINATION_STAGES: Mapping[Stage, str] = {
    Stage.UNIT: "Ở đơn vị",
    Stage.OFFICE: "Ở Văn phòng",
    Stage.COUNCIL: "Ở Hội đồng",
    Stage.DECIDED: "Đã quyết định",
    Stage.PUBLISHED: "Đã công bố",
}

NOMINATION_STEPS: Mapping[Step, str] = {
    Step.SAVE: "Lưu",
    Step.SEND: "Gửi Văn phòng",
    Step.RECALL: "Thu hồi",
    Step.WITHDRAW: "Rút đề nghị",
    Step.BRING_BACK: "Đưa đề nghị trở lại",
    Step.RECEIVE: "Tiếp nhận",
    Step.CHECK: "Thẩm định",
    Step.RETURN: "Trả lại",
    Step.TABLE: "Đưa ra Hội đồng",
    Step.UNTABLE: "Đưa ra khỏi cuộc họp",
    Step.VOTE: "Ghi kết quả biểu quyết",
    Step.AWARD: "Quyết định khen thưởng",
    Step.DECLINE: "Không thông qua",
    Step.PROPOSE: "Trình tỉnh khen thưởng",
    Step.RECORD_AWARD: "Ghi quyết định của tỉnh",
    Step.RECORD_REFUSAL: "Ghi tỉnh không khen thưởng",
    Step.PUBLISH: "Công bố",
    Step.RESCIND: "Hủy quyết định",
}

NOMINATION_HISTORY: Mapping[str, str] = {
    step.value: word for step, word in NOMINATION_STEPS.items()
}

# By the kind of services/nomination_warnings.py, which lies above this layer.
CONCERNS: Mapping[str, str] = {
    "known_nominee": "Đã có đề nghị cho chính người hoặc tập thể này: {name}, {unit} ({state}).",
    "same_nominee": "Có thể trùng với đề nghị đã có: {name}, {unit} ({state}).",
    "same_achievement": "Thành tích gần như giống hệt đề nghị của {name}, {unit} ({state}).",
    "direct_share": "Tỷ lệ người trực tiếp {direct}/{persons}, thấp hơn mức {wanted} % của phong "
    "trào.",
    "missing_parts": "Hồ sơ của đơn vị còn thiếu: {parts}.",
    "under_review": "Đơn vị cho biết đang xem xét kỷ luật, thanh tra hoặc xác minh.",
}

CONCERN_NAMES: Mapping[str, str] = {
    "known_nominee": "đã có đề nghị cho chính người hoặc tập thể này",
    "same_nominee": "có thể trùng với đề nghị đã có",
    "same_achievement": "thành tích gần như giống hệt đề nghị khác",
    "direct_share": "tỷ lệ người trực tiếp thấp hơn mức của phong trào",
    "missing_parts": "hồ sơ của đơn vị còn thiếu",
    "under_review": "đang xem xét kỷ luật, thanh tra hoặc xác minh",
}
"""As CONCERNS, where it is not told of what."""

LEVELS: Mapping[Level, str] = {Level.AGENCY: "Cơ quan", Level.PROVINCE: "Tỉnh"}

DOSSIER_PARTS: Mapping[Part, str] = {
    Part.PROPOSAL: "đề nghị",
    Part.REPORT: "báo cáo thành tích",
    Part.UNIT_MINUTES: "biên bản họp đơn vị",
    Part.OPINION: "ý kiến Văn phòng",
    Part.COUNCIL_MINUTES: "biên bản Hội đồng",
    Part.DRAFT_DECISION: "dự thảo quyết định",
}

OTHER_EVIDENCE = "minh chứng khác"


def file_part(part: Part | None) -> str:
    """What a file is in a dossier: "Biên bản họp đơn vị"; without a part any other evidence."""
    words = DOSSIER_PARTS[part] if part else OTHER_EVIDENCE
    return f"{words[0].upper()}{words[1:]}"
