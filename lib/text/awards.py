"""Names of what councils, decisions and the honour board know."""

from __future__ import annotations

from collections.abc import Mapping

from lib.domain.council import Ballot, CouncilRole, MeetingData, MeetingState, MeetingStep
from lib.domain.decisions import DecisionState, DecisionStep
from lib.domain.exemplars import ExemplarState, ExemplarStep
from lib.domain.nominations import PassBase
from lib.domain.recusals import Recusal, Tie
from lib.domain.vietnamese import format_date

COUNCIL_ROLES: Mapping[CouncilRole, str] = {
    CouncilRole.CHAIR: "Chủ tịch Hội đồng",
    CouncilRole.VICE: "Phó Chủ tịch Hội đồng",
    CouncilRole.MEMBER: "Ủy viên",
    CouncilRole.SECRETARY: "Ủy viên, thư ký",
}
BALLOTS: Mapping[Ballot, str] = {Ballot.HANDS: "Biểu quyết", Ballot.PAPERS: "Bỏ phiếu kín"}
PASS_BASES: Mapping[PassBase, str] = {
    PassBase.PRESENT: "Số thành viên dự họp",
    PassBase.ALL: "Tổng số thành viên",
}
MEETING_STATES: Mapping[MeetingState, str] = {
    MeetingState.OPEN: "Đang mở",
    MeetingState.CLOSED: "Đã kết thúc",
}
MEETING_STEPS: Mapping[MeetingStep, str] = {
    MeetingStep.OPEN: "Mở cuộc họp",
    MeetingStep.CHANGE: "Sửa thông tin cuộc họp",
    MeetingStep.MEMBERS: "Sửa danh sách thành viên",
    MeetingStep.TABLE: "Đưa đề nghị ra Hội đồng",
    MeetingStep.UNTABLE: "Đưa đề nghị khỏi cuộc họp",
    MeetingStep.VOTE: "Ghi kết quả biểu quyết",
    MeetingStep.RECUSE: "Ghi nhận người không tham gia biểu quyết",
    MeetingStep.UNRECUSE: "Bỏ ghi nhận không tham gia biểu quyết",
    MeetingStep.CLOSE: "Kết thúc cuộc họp",
}
MEETING_FIELDS: Mapping[str, str] = {
    "title": "Tên cuộc họp",
    "held_on": "Ngày họp",
    "began_at": "Giờ bắt đầu",
    "ended_at": "Giờ kết thúc",
    "place": "Địa điểm",
    "ballot": "Hình thức biểu quyết",
    "quorum": "Tỷ lệ thành viên phải có mặt",
    "pass_percent": "Tỷ lệ đồng ý để thông qua (%)",
    "pass_base": "Tỷ lệ tính trên",
    "legal_basis": "Căn cứ của quy định biểu quyết",
    "discussion": "Ý kiến thảo luận",
    "conclusion": "Kết luận của chủ trì",
}
MEMBER_FIELDS: Mapping[str, str] = {
    "full_name": "Họ và tên",
    "position": "Chức vụ",
    "role": "Vai trò trong Hội đồng",
    "account_id": "Tài khoản",
    "is_present": "Có mặt",
    "written_opinion": "Ý kiến bằng văn bản khi vắng mặt",
}
COUNT_FIELDS: Mapping[str, str] = {
    "issued": "Phiếu phát ra",
    "returned": "Phiếu thu về",
    "valid": "Phiếu hợp lệ",
    "votes_for": "Đồng ý",
    "votes_against": "Không đồng ý",
    "votes_none": "Không có ý kiến",
    "present": "Số thành viên tham gia",
}
TIES: Mapping[Tie, str] = {
    Tie.SELF: "người được đề nghị",
    Tie.AUTHOR: "đã tham gia lập, gửi hồ sơ",
    Tie.UNIT: "thuộc đơn vị có tập thể được đề nghị",
}
"""Why a member does not vote, beside the name; a stated tie is told as typed."""
TIE_CAUSES: Mapping[Tie, str] = {
    Tie.SELF: "là người được đề nghị",
    Tie.AUTHOR: "đã tham gia lập, gửi hồ sơ đề nghị",
    Tie.UNIT: "thuộc đơn vị có tập thể được đề nghị",
}
"""The same after "do" in the minutes."""
VOTE_CONCLUSION = "Kết luận đối với trường hợp này"

DECISION_STATES: Mapping[DecisionState, str] = {
    DecisionState.PREPARED: "Đang chuẩn bị",
    DecisionState.RELEASED: "Đã công bố",
    DecisionState.RESCINDED: "Đã hủy",
}
DECISION_STEPS: Mapping[DecisionStep, str] = {
    DecisionStep.PREPARE: "Chuẩn bị",
    DecisionStep.CHANGE: "Sửa danh sách",
    DecisionStep.RECORD: "Ghi quyết định của tỉnh",
    DecisionStep.RELEASE: "Công bố",
    DecisionStep.RESCIND: "Hủy",
    DecisionStep.STRIKE: "Hủy đối với một trường hợp",
}

EXEMPLAR_STATES: Mapping[ExemplarState, str] = {
    ExemplarState.DRAFT: "Đang soạn",
    ExemplarState.SENT: "Chờ Văn phòng công bố",
    ExemplarState.PUBLISHED: "Đã công bố",
    ExemplarState.WITHDRAWN: "Đã gỡ",
}
EXEMPLAR_STEPS: Mapping[ExemplarStep, str] = {
    ExemplarStep.SAVE: "Lưu",
    ExemplarStep.SEND: "Gửi Văn phòng",
    ExemplarStep.RETURN: "Trả lại đơn vị",
    ExemplarStep.PUBLISH: "Công bố",
    ExemplarStep.TELL: "Cập nhật",
    ExemplarStep.WITHDRAW: "Gỡ",
}
EXEMPLAR_FIELDS: Mapping[str, str] = {
    "subject": "Đối tượng",
    "name": "Tên tập thể hoặc họ tên cá nhân",
    "headline": "Dòng giới thiệu",
    "story": "Nội dung gương điển hình",
    "photo": "Ảnh",
    "consent": "Sự đồng ý của người được giới thiệu",
    "consent_on": "Ngày đồng ý",
}


def meeting_line(data: MeetingData) -> str:
    """When, where and how they vote, as far as it is known."""
    hours = " đến ".join(hour for hour in (data.began_at, data.ended_at) if hour)
    words = (format_date(data.held_on), hours, data.place, BALLOTS[data.ballot])
    return " · ".join(word for word in words if word)


def recused(name: str, why: Recusal) -> str:
    """As in "Nông Văn Sơn (người được đề nghị)"."""
    return f"{name} ({TIES.get(why.tie, why.note)})"


def recused_in_minutes(name: str, why: Recusal) -> str:
    """As in "ông (bà) Nông Văn Sơn không tham gia biểu quyết do là người được đề nghị"."""
    cause = TIE_CAUSES.get(why.tie, why.note)
    return f"ông (bà) {name} không tham gia biểu quyết do {cause}"


AUDIT_EVENTS: Mapping[str, str] = {
    "council.open": "Mở cuộc họp Hội đồng",
    "council.change": "Sửa thông tin cuộc họp",
    "council.members": "Sửa thành phần dự họp",
    "council.table": "Đưa đề nghị ra cuộc họp",
    "council.untable": "Đưa đề nghị ra khỏi cuộc họp",
    "council.vote": "Ghi kết quả biểu quyết",
    "council.recuse": "Ghi nhận người không tham gia biểu quyết",
    "council.unrecuse": "Bỏ ghi nhận không tham gia biểu quyết",
    "council.close": "Kết thúc cuộc họp",
    "decision.prepare": "Lập quyết định",
    "decision.change": "Sửa quyết định",
    "decision.record": "Ghi quyết định của cấp trên",
    "decision.release": "Công bố quyết định",
    "decision.rescind": "Hủy quyết định",
    "exemplar.save": "Lưu điển hình",
    "exemplar.send": "Gửi điển hình",
    "exemplar.return": "Trả lại điển hình",
    "exemplar.publish": "Đăng điển hình",
    "exemplar.tell": "Sửa bài điển hình",
    "exemplar.withdraw": "Gỡ điển hình",
}
