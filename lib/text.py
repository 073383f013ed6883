"""The Vietnamese words that code chooses: sentences of refusals, names of states, roles, steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from lib.domain.access import Role
from lib.domain.campaigns import CampaignState, DueSource
from lib.domain.summary import Slice
from lib.domain.units import UnitType
from lib.domain.workflow import Step, Verification, WorkStatus
from lib.errors import AppError, Problems

PRODUCT = "Thi đua"

ROLES: Mapping[Role, str] = {
    Role.STAFF: "Cán bộ đơn vị",
    Role.HEAD: "Trưởng đơn vị",
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
SET_UP_CODE = "Mã thiết lập lần đầu: {code} (nhập trên trang Thiết lập)"
DEMO = "Dữ liệu mẫu"
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

PERSON_FIELDS: Mapping[str, str] = {
    "username": "Tên đăng nhập",
    "full_name": "Họ và tên",
    "unit": "Đơn vị",
    "roles": "Vai trò",
}

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

DUE_SOURCES: Mapping[DueSource, str] = {
    DueSource.SUGGESTED: "đề xuất",
    DueSource.CONFIRMED: "đã xác nhận",
}

YES_NO: Mapping[bool, str] = {True: "Có", False: "Không"}

TIMELINESS: Mapping[str, str] = {
    "on_time": "Đúng hạn",
    "late": "Trễ hạn",
    "overdue": "Quá hạn",
    "open": "Chưa đến hạn",
}

EXPORTS: Mapping[str, str] = {
    "items": "Báo cáo từng nhiệm vụ của các đơn vị",
    "units": "Tổng hợp theo đơn vị",
    "groups": "Tổng hợp theo nhóm nội dung",
}

CHECKS: Mapping[str, str] = {
    "items_without_unit": "Mục giao không có đơn vị",
    "items_without_task": "Mục giao không có nhiệm vụ",
    "items_without_history": "Mục giao không khớp dòng lịch sử cuối",
    "history_with_gaps": "Mục giao thiếu dòng lịch sử",
    "revisions_ahead": "Lịch sử có số bản lớn hơn phong trào",
    "units_without_name": "Đơn vị không có tên",
    "accounts_without_unit": "Tài khoản không có đơn vị",
    "sessions_without_account": "Phiên làm việc không có tài khoản",
    "tasks_without_form": "Nhiệm vụ không có mẫu báo cáo",
}

BACKUPS: Mapping[str, str] = {
    "missing": "không có tệp này",
    "no_note": "không có tệp kiểm .json đi kèm; thêm --force nếu vẫn muốn dùng",
    "note": "không đọc được tệp kiểm .json đi kèm",
    "checksum": "mã kiểm SHA-256 không khớp, tệp đã bị thay đổi",
    "rows": "số dòng không khớp với lúc sao lưu",
}

EXPORT_FILES: Mapping[str, str] = {
    "items": "từng nhiệm vụ",
    "units": "theo đơn vị",
    "groups": "theo nhóm",
}

EXPORT_HINTS: Mapping[str, str] = {
    "items": "Mỗi dòng là một nhiệm vụ của một đơn vị: trạng thái, hạn, số liệu lũy kế, ghi chú, "
    "đường dẫn, ai lưu và lúc nào.",
    "units": "Mỗi dòng là một đơn vị phải báo cáo, với các con số của trang Tổng hợp trực tiếp.",
    "groups": "Mỗi dòng là một nhóm nội dung của kế hoạch, với các con số của trang Tổng hợp trực "
    "tiếp.",
}

EXPORT_COLUMNS: Mapping[str, str] = {
    "unit_code": "Mã đơn vị",
    "unit": "Đơn vị",
    "group_code": "Mã nhóm",
    "group": "Nhóm nội dung",
    "task_code": "Mã nhiệm vụ",
    "task": "Nhiệm vụ",
    "mandatory": "Bắt buộc",
    "status": "Tình hình thực hiện",
    "verification": "Gửi, xác nhận",
    "due_on": "Hạn",
    "days_left": "Còn lại (ngày)",
    "days_over": "Quá hạn (ngày)",
    "timeliness": "Tiến độ",
    "first_complete_on": "Hoàn thành ngày",
    "lower_reason": "Lý do giảm số lũy kế",
    "return_reason": "Lý do trả lại",
    "saved_by": "Người lưu",
    "saved_at": "Lưu lúc",
    "sent_by": "Người gửi",
    "sent_at": "Gửi lúc",
    "updated_by": "Người cập nhật cuối",
    "updated_at": "Cập nhật cuối lúc",
    "assigned": "Phải báo cáo",
    "complete": "Đã hoàn thành",
    "completion": "Tỷ lệ hoàn thành (%)",
    "nil": "Không phát sinh",
    "on_time": "Đúng hạn",
    "late": "Trễ hạn",
    "overdue": "Quá hạn",
    "waiting": "Chờ Văn phòng",
    "returned": "Bị trả lại",
    "verified": "Đã xác nhận",
    "verified_share": "Tỷ lệ xác nhận (%)",
    "optional": "Khuyến khích",
    "optional_complete": "Khuyến khích đã làm",
    "revision": "Bản số liệu",
    "day": "Tính đến ngày",
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

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "Invalid": {
        "required": "{field}: vui lòng nhập, mục này bắt buộc.",
        "too_long": "{field}: tối đa {limit} ký tự, đang có {length}. Vui lòng rút gọn.",
        "not_number": "{field}: vui lòng nhập một số, ví dụ 1.234,5.",
        "not_whole": "{field}: vui lòng nhập số nguyên, ví dụ 1.234.",
        "too_small": "{field}: vui lòng nhập số không nhỏ hơn {limit}.",
        "too_large": "{field}: vui lòng nhập số không lớn hơn {limit}.",
        "not_date": "{field}: vui lòng nhập ngày dạng 22/11/2026.",
        "not_choice": "{field}: vui lòng chọn một mục có trong danh sách.",
        "not_link": "{field}: đường dẫn phải bắt đầu bằng http:// hoặc https://, mỗi dòng một "
        "đường dẫn.",
        "too_many_links": "{field}: tối đa {limit} đường dẫn.",
        "zero_denominator": "{field}: vui lòng nhập mẫu số lớn hơn 0.",
        "above_denominator": "{field}: tử số không được lớn hơn mẫu số.",
        "lower_total": "{field}: số lũy kế giảm từ {before} xuống {after}. Vui lòng ghi lý do "
        "giảm rồi lưu lại.",
        "control_characters": "{field}: có ký tự không hiển thị được. Vui lòng gõ lại.",
        "date_too_early": "{field}: ngày phải từ {limit} trở đi.",
        "date_too_late": "{field}: ngày phải trước hoặc bằng {limit}.",
        "not_username": "{field}: chỉ dùng chữ thường không dấu, chữ số, dấu chấm, gạch nối; "
        "từ 2 đến 40 ký tự, bắt đầu bằng chữ cái.",
        "short_password": "Mật khẩu cần ít nhất {limit} ký tự, đang có {length}.",
        "long_password": "Mật khẩu dài {length} byte, tối đa {limit} byte (chữ có dấu tính 2 đến "
        "3 byte). Vui lòng rút ngắn.",
        "weak_password": "Mật khẩu này dễ đoán. Vui lòng dùng một câu dài hơn, không chứa tên "
        "người, tên cơ quan hay dãy số quen thuộc.",
        "same_password": "Mật khẩu mới trùng mật khẩu hiện tại. Vui lòng chọn mật khẩu khác.",
        "wrong_password": "Mật khẩu hiện tại không đúng.",
        "passwords_differ": "Hai lần nhập mật khẩu mới không giống nhau.",
        "wrong_code": "Mã thiết lập không đúng. Mã được in trên màn hình máy chủ khi khởi động.",
        "no_role": "Vui lòng chọn ít nhất một vai trò.",
        "not_code": "{field}: chỉ dùng chữ in hoa không dấu và chữ số, từ 2 đến 12 ký tự.",
        "past_deadline": "{field}: hạn mới phải từ hôm nay trở đi.",
        "unreadable": "{field}: không đọc được giá trị này. Vui lòng nhập lại.",
    },
    "Problems": {"invalid": "Có {count} mục cần sửa trước khi lưu."},
    "Refused": {
        "wrong_state": "Nhiệm vụ không còn ở trạng thái cho phép thao tác này. Vui lòng tải lại "
        "trang.",
        "locked": "Báo cáo đã gửi Văn phòng nên không sửa được. Trưởng đơn vị có thể thu hồi khi "
        "Văn phòng chưa tiếp nhận.",
        "not_ready": "Báo cáo chưa đủ để gửi: cần trạng thái Đã hoàn thành hoặc Không phát sinh "
        "và đủ các mục bắt buộc.",
        "own_work": "Người đã lưu hoặc gửi báo cáo không được tự tiếp nhận, xác nhận hay trả lại. "
        "Vui lòng nhờ người khác của Văn phòng hoặc lãnh đạo.",
        "nil_not_allowed": "Nhiệm vụ này không áp dụng Không phát sinh. Vui lòng chọn trạng thái "
        "khác.",
        "closed_campaign": "Phong trào đã kết thúc, không nhận báo cáo nữa.",
        "not_running": "Phong trào chưa bắt đầu, chưa nhận báo cáo.",
        "last_admin": "Đây là tài khoản quản trị cuối cùng đang mở. Vui lòng giao quyền quản trị "
        "cho người khác trước.",
        "already_set_up": "Hệ thống đã được thiết lập. Vui lòng đăng nhập.",
        "closed_unit": "Đơn vị đã ngừng hoạt động. Vui lòng chọn đơn vị khác.",
        "closed_account": "Tài khoản đã đóng. Vui lòng mở lại trước khi thao tác.",
        "own_account": "Vui lòng đổi mật khẩu của chính mình tại trang Tài khoản.",
        "last_office": "Đây là đơn vị Văn phòng duy nhất, không thể ngừng hoạt động.",
        "note_needed": "Vui lòng ghi lý do trả lại.",
        "deadline_needed": "Vui lòng nhập hạn bổ sung mới.",
        "campaign_exists": "Phong trào {code} đã được nạp với nội dung khác. Dữ liệu đang có được "
        "giữ nguyên.",
        "newer_figures": "Có số liệu mới hơn. Vui lòng tải lại trang.",
        "nothing_ready": "Không có nhiệm vụ nào đủ điều kiện để thực hiện thao tác này.",
        "not_reporting": "Đơn vị này không phải báo cáo.",
        "running_items": "Đơn vị còn người dùng đang mở. Vui lòng chuyển họ sang đơn vị khác "
        "trước.",
        "code_needed": "Vui lòng nhập mã thiết lập in trên màn hình máy chủ.",
    },
    "Conflict": {
        "changed": "Người khác đã lưu trước bạn. Nội dung bạn nhập vẫn còn; vui lòng xem hai bản "
        "và chọn.",
    },
    "Duplicate": {
        "exists": "Đã có bản ghi trùng. Vui lòng kiểm tra lại.",
        "username": "Tên đăng nhập {username} đã có người dùng. Vui lòng chọn tên khác.",
        "unit_code": "Mã đơn vị {code} đã có. Vui lòng chọn mã khác.",
    },
    "Denied": {
        "role": "Bạn không có quyền thực hiện việc này. Vui lòng liên hệ quản trị.",
        "unit": "Việc này thuộc đơn vị khác. Vui lòng liên hệ Văn phòng nếu cần.",
        "signed_out": "Phiên làm việc đã kết thúc. Vui lòng đăng nhập lại.",
        "must_change": "Vui lòng đổi mật khẩu trước khi tiếp tục.",
        "credentials": "Đăng nhập chưa thành công. Vui lòng kiểm tra tên, mật khẩu và thử lại sau "
        "ít phút.",
    },
    "NotFound": {
        "item": "Không tìm thấy nhiệm vụ này trong danh mục của đơn vị.",
        "unit": "Không tìm thấy đơn vị này.",
        "account": "Không tìm thấy tài khoản này.",
        "campaign": "Chưa có phong trào nào. Văn phòng nạp kế hoạch tại trang Kế hoạch.",
        "task": "Không tìm thấy nhiệm vụ này.",
        "page": "Không tìm thấy trang này.",
    },
    "Unavailable": {
        "busy": "Hệ thống đang bận, chưa lưu được. Vui lòng bấm lại sau ít giây.",
        "disk_full": "Ổ đĩa máy chủ còn dưới 200 MB nên chưa lưu được. Vui lòng báo quản trị.",
        "in_use": "Tệp dữ liệu {path} đang được một chương trình khác mở. Hãy dừng chương trình "
        "đó trước.",
        "missing_file": "Không có tệp dữ liệu {path}. Hãy kiểm tra TDKT_DATABASE.",
        "missing_but_log": "Thiếu tệp dữ liệu {path} nhưng còn tệp nhật ký .wal của nó. Hãy khôi "
        "phục bản sao lưu, không khởi động trống.",
        "damaged": "Tệp dữ liệu {path} bị hỏng và không có bản an toàn. Hãy khôi phục bản sao lưu.",
        "damaged_log": "Tệp nhật ký {path} bị hỏng tại byte {position}. Hãy giữ một bản sao rồi "
        "cắt tại đó theo hướng dẫn trong README.",
        "reopened": "Kho dữ liệu vừa được mở lại sau sự cố; thao tác này chưa được lưu. Vui lòng "
        "bấm lại.",
        "newer_schema": "Tệp dữ liệu thuộc phiên bản mới hơn chương trình (mức {found}, chương "
        "trình hiểu đến {known}). Hãy dùng phiên bản mới, hoặc khôi phục bản sao lưu cũ.",
        "changed_migration": "Tệp chuyển đổi {name} đã bị sửa sau khi áp dụng. Hãy lấy lại bản "
        "gốc.",
        "no_server": "Không kết nối được máy chủ dữ liệu. Vui lòng thử lại sau.",
        "no_checkpoint_room": "Không đủ chỗ trên đĩa để dọn nhật ký dữ liệu. Vui lòng báo quản "
        "trị.",
        "stopped": "Hệ thống đang dừng, chưa lưu được.",
        "bad_backup": "Bản sao lưu {path} không dùng được: {detail}.",
        "not_empty": "Đã có dữ liệu tại {path}. Hãy dời tệp đó đi trước khi khôi phục, hoặc thêm "
        "--force để chương trình dời giúp.",
        "uncertain": "Mất kết nối khi đang lưu nên chưa rõ đã lưu hay chưa. Vui lòng tải lại trang "
        "để kiểm tra.",
    },
    "BadFile": {
        "syntax": "{file}, dòng {line}: {detail}",
        "schema": "{file}, dòng {line}: {detail}",
        "reference": "{file}, dòng {line}: {detail}",
        "unreadable": "{file}: {detail}",
    },
}


FILE_PROBLEMS: Mapping[str, str] = {
    "no_file": "Không có tệp này. Vui lòng kiểm tra đường dẫn.",
    "not_file": "Đây không phải là một tệp.",
    "cannot_open": "Không mở được tệp. Vui lòng kiểm tra quyền đọc.",
    "too_big": "Tệp lớn hơn {limit} MB.",
    "not_utf8": "Dòng {line} không phải UTF-8. Vui lòng lưu lại tệp với bảng mã UTF-8.",
    "not_yaml": "Sai cú pháp YAML. Vui lòng xem thụt lề, dấu hai chấm và dấu nháy quanh dòng này.",
    "control_character": "Có ký tự không hiển thị được. Vui lòng gõ lại.",
    "too_complex": "Tệp có quá nhiều mục hoặc quá nhiều tầng.",
    "key_twice": "Mục “{key}” đã có ở dòng {first}. Vui lòng bỏ một trong hai.",
    "key_not_text": "Tên mục phải là chữ, không phải số, danh sách hay nhóm mục.",
    "not_plain": "Chỉ dùng được chữ, số, true, false, danh sách và nhóm mục.",
    "not_mapping": "Tệp phải gồm các mục dạng “tên: giá trị”.",
    "unknown_kind": "Mục “kind” phải là campaign hoặc units.",
    "missing": "Thiếu mục “{key}”.",
    "extra_forbidden": "Không có mục nào tên “{key}” ở đây.",
    "text": "Mục “{key}” phải là chữ; nếu viết toàn số, vui lòng đặt trong dấu nháy.",
    "empty": "Mục “{key}” không được để trống.",
    "too_long": "Mục “{key}” dài quá {limit} ký tự.",
    "one_line": "Mục “{key}” phải nằm trên một dòng.",
    "code": "Mục “{key}” có ký tự không dùng được cho mã.",
    "whole": "Mục “{key}” phải là số nguyên.",
    "yes_no": "Mục “{key}” phải là true hoặc false.",
    "range": "Mục “{key}” phải {limit}.",
    "day": "Mục “{key}” phải là ngày viết như 2021-05-23.",
    "one_of": "Mục “{key}” chỉ nhận: {choices}.",
    "too_many": "Mục “{key}” có quá nhiều phần, tối đa {limit}.",
    "list": "Mục “{key}” phải là một danh sách.",
    "group": "Mục “{key}” phải là một nhóm các mục con.",
    "date_or_offset": "Mốc cần đúng một trong hai mục “date” và “offset_days”.",
    "invalid": "Mục “{key}” không hợp lệ.",
    "code_twice": "Mã “{key}” đã có ở dòng {first}. Mỗi mã chỉ dùng một lần.",
    "title_twice": "Tên ngắn “{key}” đã có ở dòng {first}. Vui lòng đặt tên khác.",
    "no_anchor": "Không có mốc “{key}” để làm mốc gốc.",
    "anchor_date": "Mốc gốc “{key}” cần có “date”, không dùng “offset_days”.",
    "no_milestone": "Không có mốc “{key}”.",
    "no_group": "Không có nhóm nội dung “{key}”.",
    "outside_group": "Mã nhiệm vụ “{key}” phải bắt đầu bằng mã nhóm “{group}.”.",
    "not_reporting": "Loại đơn vị “{key}” không phải báo cáo nên không giao nhiệm vụ.",
    "field": "Trường “{key}”, mục “{part}”: {why}",
    "office_count": "Cần đúng một đơn vị có “office: true”, đang có {count}.",
    "office_closed": "Đơn vị Văn phòng phải đang hoạt động.",
    "more": "{first} Dòng {line}: {detail}",
}

FORM_PROBLEMS: Mapping[str, str] = {
    "missing": "còn thiếu.",
    "wrong_type": "giá trị không đúng kiểu.",
    "bad_key": "chỉ dùng chữ thường không dấu, chữ số và gạch dưới, bắt đầu bằng chữ cái.",
    "unknown_kind": "không có loại trường này.",
    "unknown_key": "không dùng cho loại trường này.",
    "out_of_range": "nằm ngoài giới hạn cho phép.",
    "duplicate": "đã dùng trong cùng mẫu báo cáo.",
    "bad_condition": "phải nêu một trường có/không hoặc chọn đứng trước và một giá trị của nó.",
}


def roles(held: Iterable[Role]) -> str:
    """The roles' names in the order of ROLES."""
    names = frozenset(held)
    return ", ".join(name for role, name in ROLES.items() if role in names)


def age(passed: timedelta) -> str:
    """ "3 phút", "5 giờ", "2 ngày": the largest whole unit."""
    minutes = int(passed.total_seconds()) // 60
    if minutes < 60:
        return f"{max(minutes, 0)} phút"
    return f"{minutes // 60} giờ" if minutes < 48 * 60 else f"{minutes // 1440} ngày"


def days_left(days: int) -> str:
    """ "còn 3 ngày", "hôm nay", "quá hạn 2 ngày"."""
    if days == 0:
        return "hôm nay"
    return f"còn {days} ngày" if days > 0 else f"quá hạn {-days} ngày"


def sentence(error: AppError) -> str:
    """The sentence a person reads for a refusal; several lines for several problems."""
    words = SENTENCES[type(error).__name__][error.reason]
    if isinstance(error, Problems):
        lines = [sentence(problem) for problem in error.problems]
        return "\n".join([words.format_map(error.facts), *(f"- {line}" for line in lines)])
    return words.format_map({"field": "Mục này", **error.facts})
