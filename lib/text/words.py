"""Names of roles, states and steps, and how times are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from lib.domain import campaign_end
from lib.domain.access import Role
from lib.domain.accounts import Account
from lib.domain.campaign_end import Point
from lib.domain.campaigns import CampaignState, DueSource, Task
from lib.domain.confirmations import Kind, Proposal
from lib.domain.forms.choice_kinds import YES_NO_WORDS
from lib.domain.summary import Slice
from lib.domain.units import Unit, UnitType
from lib.domain.vietnamese import capital, format_date, local
from lib.domain.workflow import Step, Verification, WorkStatus

PRODUCT = "Thi đua"

ROLES: Mapping[Role, str] = {
    Role.STAFF: "Cán bộ đơn vị",
    Role.HEAD: "Thủ trưởng đơn vị",
    Role.OFFICE: "Văn phòng",
    Role.LEADER: "Lãnh đạo",
    Role.COUNCIL: "Thành viên Hội đồng",
    Role.ADMIN: "Quản trị",
}

UNIT_TYPES: Mapping[UnitType, str] = {
    UnitType.LEADERSHIP: "Lãnh đạo Sở",
    UnitType.OFFICE: "Văn phòng Sở",
    UnitType.INSPECTORATE: "Thanh tra Sở",
    UnitType.DIVISION: "Phòng chuyên môn, nghiệp vụ",
    UnitType.AFFILIATE: "Đơn vị trực thuộc",
}

OPERATOR = "Người vận hành máy chủ"
SERVER = "Hệ thống"
NOT_SIGNED_IN = "Người chưa đăng nhập"
SET_UP_CODE = "Mã thiết lập lần đầu: {code} (nhập trên trang Thiết lập)"
DEMO = "Dữ liệu mẫu"
DAY_HINT = "ngày/tháng/năm"
"""What stands in an empty box for a day; thidua.css knows the box by it."""
ENROL = "Xác thực hai lớp"
REFUSED_PAGE = "Không có quyền"
DATES_MOVED = "Các mốc đã dời để xem thử"
INSECURE_COOKIE = (
    "Máy chủ đang chạy thử qua http không mã hóa (TDKT_INSECURE_COOKIE=1). Trước khi dùng thật, "
    "hãy đặt nginx hoặc Caddy có TLS phía trước và bỏ thiết lập này."
)
UNPROTECTED = (
    "Trang này đang mở qua http không mã hóa từ một máy khác, nên chưa thể đăng nhập an toàn. "
    "Quản trị cần đặt nginx hoặc Caddy có TLS phía trước (mẫu trong docs/deploy) rồi dùng địa chỉ "
    "https. Chỉ để chạy thử: đặt TDKT_INSECURE_COOKIE=1 và khởi động lại máy chủ."
)
FIRST_RUN: Mapping[str, str] = {
    "code": "Mã thiết lập",
    "agency": "Tên cơ quan",
    "superior": "Cơ quan cấp trên",
    "full_name": "Họ và tên",
    "username": "Tên đăng nhập",
    "password": "Mật khẩu",
    "repeated": "Nhập lại mật khẩu",
    "plan": "Bắt đầu với",
    "election_day": "Ngày bầu cử",
}

CONFIRMATIONS: Mapping[Kind, str] = {
    Kind.ROLES: "Vai trò: {before} → {after}",
    Kind.RESET: "Đặt lại mật khẩu",
    Kind.REOPEN: "Mở lại tài khoản với vai trò {before}",
    Kind.SECOND_FACTOR: "Bỏ xác thực hai lớp",
}
NO_ROLE = "chưa có vai trò"

PERSON_FIELDS: Mapping[str, str] = {
    "username": "Tên đăng nhập",
    "full_name": "Họ và tên",
    "unit": "Đơn vị",
    "roles": "Vai trò",
    "email": "Thư điện tử",
}

ACCOUNT_STATES: Mapping[str, str] = {"open": "Đang mở", "closed": "Đã đóng"}

UNIT_STATES: Mapping[str, str] = {"open": "Đang hoạt động", "closed": "Đã ngừng"}

UNIT_FIELDS: Mapping[str, str] = {
    "code": "Mã đơn vị",
    "name": "Tên đơn vị",
    "short_name": "Tên ngắn",
    "valid_from": "Tên có hiệu lực từ ngày",
    "unit_type": "Loại đơn vị",
    "sort_order": "Thứ tự",
    "own_seal": "Con dấu riêng",
    "headcount": "Số người",
    "closed_on": "Ngừng hoạt động từ ngày",
}

WORK_STATUSES: Mapping[WorkStatus, str] = {
    WorkStatus.NOT_STARTED: "Chưa thực hiện",
    WorkStatus.IN_PROGRESS: "Đang thực hiện",
    WorkStatus.DONE: "Đã hoàn thành",
    WorkStatus.NIL: "Không phát sinh",
}

VERIFICATIONS: Mapping[Verification, str] = {
    Verification.NOT_SENT: "Chưa gửi",
    Verification.SENT: "Chờ tiếp nhận",
    Verification.RECEIVED: "Đã tiếp nhận",
    Verification.VERIFIED: "Đã xác nhận",
    Verification.RETURNED: "Bị trả lại",
}

STEPS: Mapping[Step, str] = {
    Step.SAVE: "Lưu",
    Step.SEND: "Gửi Văn phòng",
    Step.RECALL: "Thu hồi",
    Step.RECEIVE: "Tiếp nhận",
    Step.VERIFY: "Xác nhận",
    Step.RETURN: "Trả lại",
}

HISTORY_STEPS: Mapping[str, str] = {
    "begin": "Giao nhiệm vụ",
    **{step.value: word for step, word in STEPS.items()},
}

CAMPAIGN_STATES: Mapping[CampaignState, str] = {
    CampaignState.PREPARING: "Đang chuẩn bị",
    CampaignState.RUNNING: "Đang thực hiện",
    CampaignState.CLOSED: "Đã kết thúc",
}
NO_REPORTS: Mapping[CampaignState, str] = {
    CampaignState.PREPARING: "Phong trào chưa bắt đầu, chưa nhận báo cáo và đề nghị khen thưởng.",
    CampaignState.CLOSED: "Phong trào đã kết thúc: báo cáo và đề nghị khen thưởng chỉ xem được. "
    "Cần bổ sung thì báo Văn phòng; Văn phòng và lãnh đạo cùng mở lại ở trang Tổng kết.",
}
CAMPAIGN_STEPS: Mapping[campaign_end.Step, str] = {
    campaign_end.Step.START: "Bắt đầu phong trào",
    campaign_end.Step.CLOSE: "Kết thúc phong trào",
    campaign_end.Step.ASK_REOPEN: "Đề nghị mở lại",
    campaign_end.Step.REOPEN: "Mở lại phong trào",
    campaign_end.Step.DROP_REOPEN: "Thôi mở lại",
}
OPEN_POINTS: Mapping[Point, str] = {
    Point.SENT: "{count} nhiệm vụ đã gửi, Văn phòng chưa tiếp nhận",
    Point.RECEIVED: "{count} nhiệm vụ đã tiếp nhận, chưa xác nhận",
    Point.RETURNED: "{count} nhiệm vụ đang bị trả lại",
    Point.SILENT_UNITS: "{count} đơn vị chưa hoàn thành nhiệm vụ nào",
    Point.INCOMPLETE: "{count} nhiệm vụ bắt buộc chưa hoàn thành",
    Point.NOMINATIONS: "{count} đề nghị khen thưởng đã gửi, chưa có kết quả cuối cùng",
    Point.MEETINGS: "{count} cuộc họp Hội đồng chưa kết thúc",
    Point.DECISIONS: "{count} quyết định đang chuẩn bị, chưa có số và ngày",
}

DUE_SOURCES: Mapping[DueSource, str] = {
    DueSource.SUGGESTED: "đề xuất",
    DueSource.CONFIRMED: "đã xác nhận",
}

YES_NO: Mapping[bool, str] = YES_NO_WORDS

TIMELINESS: Mapping[str, str] = {
    "on_time": "Đúng hạn",
    "late": "Trễ hạn",
    "overdue": "Quá hạn",
    "open": "Chưa đến hạn",
}

SLICES: Mapping[Slice, str] = {
    Slice.ASSIGNED: "Nhiệm vụ phải báo cáo",
    Slice.COMPLETE: "Đã hoàn thành",
    Slice.DONE: "Đã thực hiện",
    Slice.ON_TIME: "Đúng hạn",
    Slice.LATE: "Trễ hạn",
    Slice.NIL: "Không phát sinh",
    Slice.INCOMPLETE: "Chưa hoàn thành",
    Slice.UPCOMING: "Chưa đến hạn",
    Slice.OVERDUE: "Quá hạn",
    Slice.DUE_SOON: "Sắp đến hạn",
    Slice.SENT: "Chờ Văn phòng",
    Slice.RETURNED: "Bị trả lại",
    Slice.VERIFIED: "Đã xác nhận",
    Slice.OPTIONAL: "Nhiệm vụ khuyến khích",
    Slice.OPTIONAL_COMPLETE: "Khuyến khích đã làm",
}


def roles(held: Iterable[Role]) -> str:
    """The roles' names in the order of ROLES."""
    names = frozenset(held)
    return ", ".join(name for role, name in ROLES.items() if role in names)


def unit_state(unit: Unit, today: date) -> str:
    """As in "Đã ngừng từ 01/07/2026"."""
    if unit.closed_on is None or unit.is_open(today):
        return UNIT_STATES["open"]
    return f"{UNIT_STATES['closed']} từ {format_date(unit.closed_on)}"


def age(passed: timedelta) -> str:
    """ "3 phút", "5 giờ", "2 ngày": the largest whole unit."""
    minutes = int(passed.total_seconds()) // 60
    if minutes < 60:
        return f"{max(minutes, 0)} phút"
    return f"{minutes // 60} giờ" if minutes < 48 * 60 else f"{minutes // 1440} ngày"


def instant(one: datetime) -> str:
    """ "14:03 ngày 22/11/2026", and "hết ngày 22/11/2026" for a day's last minute."""
    here = local(one)
    last = (here.hour, here.minute) == (23, 59)
    return f"{'hết' if last else f'{here:%H:%M}'} ngày {format_date(here.date())}"


def task_due(task: Task) -> str:
    """As in "22/11/2026 (đề xuất)"."""
    return f"{format_date(task.due_on)} ({DUE_SOURCES[task.due_source]})"


def task_marks(task: Task) -> str:
    """As in "Khuyến khích, đề xuất": optional, and beyond the plan's own words."""
    optional = "" if task.is_mandatory else "khuyến khích"
    beyond = DUE_SOURCES[DueSource.SUGGESTED] if task.is_suggested else ""
    words = ", ".join(filter(None, (optional, beyond)))
    return capital(words)


def reloaded(code: str, items: int, forms: int, kept: Sequence[str]) -> str:
    """What loading a changed file over its campaign did."""
    told = (
        f"Đã cập nhật {code} theo tệp mới: giao thêm {items} mục cho các đơn vị, {forms} nhiệm vụ "
        "dùng mẫu báo cáo mới. Báo cáo đã có được giữ nguyên."
    )
    if not kept:
        return told
    return f"{told} Giữ lại nhiệm vụ không còn trong tệp vì đã có báo cáo: {', '.join(kept)}."


def days_left(days: int) -> str:
    """ "còn 3 ngày", "hôm nay", "quá hạn 2 ngày"."""
    if days == 0:
        return "hôm nay"
    return f"còn {days} ngày" if days > 0 else f"quá hạn {-days} ngày"


def proposal(one: Proposal, account: Account) -> str:
    """What is to be done with the account, once a second person confirms it."""
    before, after = roles(account.roles) or NO_ROLE, roles(one.roles or ())
    return CONFIRMATIONS[one.kind].format(before=before, after=after)
