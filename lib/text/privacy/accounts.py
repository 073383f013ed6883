"""What is stored of people as users: accounts, sessions, the log, their own files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lib.text.privacy.personal_data import PersonalData

OF_ACCOUNTS: Final[Sequence[PersonalData]] = (
    PersonalData(
        "Họ và tên, tên đăng nhập, đơn vị, vai trò",
        frozenset({"accounts"}),
        "Đăng nhập; ghi ai đã làm việc gì",
        "Quản trị; người cùng làm một việc thấy họ tên",
        "Đến khi kết thúc việc lưu hồ sơ phong trào; tài khoản đóng thì không đăng nhập được nữa",
    ),
    PersonalData(
        "Thư điện tử, nếu có ghi",
        frozenset({"accounts"}),
        "Gửi thư nhắc việc",
        "Quản trị; chính người đó; máy chủ thư của cơ quan",
        "Đến khi quản trị hoặc chính người đó xóa",
        is_proposed=False,
    ),
    PersonalData(
        "Mật khẩu (chỉ lưu mã băm bcrypt)",
        frozenset({"accounts"}),
        "Đăng nhập",
        "Không ai",
        "Đến khi đổi mật khẩu",
        is_proposed=False,
    ),
    PersonalData(
        "Phiên làm việc: lúc bắt đầu, lúc dùng gần nhất",
        frozenset({"sessions"}),
        "Giữ đăng nhập, kết thúc phiên lạ",
        "Chính người đó",
        "24 giờ",
        is_proposed=False,
    ),
    PersonalData(
        "Đang mở nhiệm vụ, đề nghị khen thưởng hay phần báo cáo nào, từ lúc nào",
        frozenset(),
        "Người cùng mở biết để không sửa đè lên nhau",
        "Người được xem mục ấy",
        "Chỉ trong bộ nhớ máy chủ, đến khi rời mục, đăng xuất hoặc 30 phút "
        "không thao tác; không lưu",
        is_proposed=False,
    ),
    PersonalData(
        "Thiết bị quen và các lần đăng nhập: địa chỉ mạng, trình duyệt, lúc",
        frozenset({"known_devices", "sign_ins"}),
        "Nhận ra đăng nhập lạ; người khác đoán mật khẩu không khóa được chủ tài khoản",
        "Chính người đó",
        "180 ngày",
    ),
    PersonalData(
        "Lần thử đăng nhập sai: tên đăng nhập, địa chỉ mạng",
        frozenset({"sign_in_attempts"}),
        "Chặn dò mật khẩu",
        "Không ai",
        "Hết thời gian chờ thì xóa",
        is_proposed=False,
    ),
    PersonalData(
        "Xác thực hai lớp: khóa đã mã hóa, mã dự phòng (chỉ lưu mã băm), lần đăng nhập chờ mã",
        frozenset({"half_sign_ins", "recovery_codes", "second_factors"}),
        "Đăng nhập; xác nhận trước khi công bố quyết định",
        "Không ai",
        "Đến khi tắt xác thực hai lớp; lần đăng nhập chờ mã thì xóa sau 50 phút",
        is_proposed=False,
    ),
    PersonalData(
        "Việc chờ người thứ hai xác nhận: ai đề xuất, về ai, ai xác nhận hoặc từ chối",
        frozenset({"confirmations"}),
        "Không ai một mình trao vai trò dẫn tới khen thưởng",
        "Quản trị, lãnh đạo",
        "Bằng thời hạn lưu hồ sơ phong trào",
    ),
    PersonalData(
        "Lần nhập từ Excel: ai nhập, tên tệp, mã hoặc tên đăng nhập của từng dòng, giá trị trước "
        "khi sửa",
        frozenset({"imports", "import_rows"}),
        "Hoàn tác lần nhập gần nhất",
        "Quản trị; Văn phòng (nhiệm vụ của kế hoạch)",
        "Bằng thời hạn lưu hồ sơ phong trào",
    ),
    PersonalData(
        "Nhật ký: ai làm gì, lúc nào",
        frozenset({"audit_events"}),
        "Đối chiếu, giải quyết khiếu nại về thi đua, khen thưởng",
        "Văn phòng, lãnh đạo (phong trào); quản trị (hệ thống)",
        "Bằng thời hạn lưu hồ sơ phong trào",
    ),
    PersonalData(
        "Nhật ký: địa chỉ mạng, trình duyệt",
        frozenset({"audit_events"}),
        "Phát hiện truy cập trái phép",
        "Quản trị",
        "12 tháng (TDKT_ACCESS_MONTHS), sau đó máy chủ tự xóa, chuỗi băm vẫn nguyên vẹn",
    ),
    PersonalData(
        "Tệp đã yêu cầu lập: ai, tệp gì, lúc nào; và tệp lập xong",
        frozenset({"jobs"}),
        "Tệp chờ người yêu cầu, cả khi đã đóng trang",
        "Chính người đó",
        "Tệp 3 ngày; dòng trong danh sách 30 ngày sau khi xong",
    ),
    PersonalData(
        "Khóa kết nối dữ liệu: ai tạo, ai thu hồi, lúc đọc gần nhất (khóa chỉ lưu mã băm)",
        frozenset({"connections", "connection_tables"}),
        "Excel, Power BI đọc số liệu của Kết xuất; biết khóa nào đang dùng để thu hồi",
        "Văn phòng",
        "Bằng thời hạn lưu hồ sơ phong trào",
    ),
)
