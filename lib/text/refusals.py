"""The sentence of every refusal, by the class and the reason of its error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lib.errors import AppError, Problems
from lib.text import (
    comments,
    connections,
    documents,
    notices,
    opinions,
    own_tasks,
    reminders,
    upkeep,
)
from lib.text.evaluation_refusals import EVALUATION_REFUSALS
from lib.text.files import BAD_UPLOAD
from lib.text.form_refusals import FORM_REFUSED, INVALID
from lib.text.not_found import NOT_FOUND
from lib.text.outages import UNAVAILABLE
from lib.text.plans import BAD_PLANS

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "Invalid": {
        "required": "{field}: vui lòng nhập, mục này bắt buộc.",
        "too_long": "{field}: tối đa {limit} ký tự, đang có {length}. Vui lòng rút gọn.",
        "not_number": "{field}: vui lòng nhập một số, ví dụ 1.234,5.",
        "not_whole": "{field}: vui lòng nhập số nguyên, ví dụ 1.234.",
        "too_small": "{field}: vui lòng nhập số không nhỏ hơn {limit}.",
        "too_large": "{field}: vui lòng nhập số không lớn hơn {limit}.",
        **reminders.INVALID,
        "not_step": "{field}: điểm cho theo bước {step}. Vui lòng nhập lại.",
        "not_date": "{field}: vui lòng nhập ngày dạng 22/11/2026.",
        "not_head": "“{told}” không phải một mốc nhật ký, hoặc không có phong trào ấy. Mốc có dạng "
        "MÃ PHONG TRÀO:1234-0f3a…, như in ở chân văn bản.",
        "formula": "{field}: ô có công thức. Vui lòng dán giá trị.",
        "doubled_row": "{field}: “{told}” có ở hơn một dòng của tệp. Vui lòng giữ một dòng.",
        "no_unit": "{field}: không có đơn vị mã “{told}”.",
        "not_listed": "{field}: “{told}” không có trong danh mục (trang tính Danh mục của mẫu).",
        "not_choice": "{field}: vui lòng chọn một mục có trong danh sách.",
        "not_link": "{field}: đường dẫn phải bắt đầu bằng http:// hoặc https://, mỗi dòng một "
        "đường dẫn.",
        "too_many_links": "{field}: tối đa {limit} đường dẫn.",
        "zero_denominator": "{field}: vui lòng nhập mẫu số lớn hơn 0.",
        "above_denominator": "{field}: tử số không được lớn hơn mẫu số.",
        "above_other": "{field}: không được lớn hơn “{other}” ({limit}).",
        "below_other": "{field}: không được nhỏ hơn “{other}” ({limit}).",
        "above_other_day": "{field}: không được sau “{other}” ({limit}).",
        "below_other_day": "{field}: không được trước “{other}” ({limit}).",
        "lower_total": "{field}: số lũy kế giảm từ {before} xuống {after}. Vui lòng ghi lý do "
        "giảm rồi lưu lại.",
        "control_characters": "{field}: có ký tự không hiển thị được. Vui lòng gõ lại.",
        "date_too_early": "{field}: ngày phải từ {limit} trở đi.",
        "date_too_late": "{field}: ngày phải trước hoặc bằng {limit}.",
        "not_username": "{field}: chỉ dùng chữ thường không dấu, chữ số, dấu chấm, gạch nối; "
        "từ 2 đến 40 ký tự, bắt đầu bằng chữ cái.",
        "not_email": "{field}: ghi một địa chỉ, như lan@soxaydung.gov.vn, hoặc để trống.",
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
        "not_campaign_code": "{field}: chỉ dùng chữ in hoa không dấu, chữ số và gạch nối, như "
        "TD-BC-2026.",
        "not_swap": "{field}: dòng “{line}” thiếu mũi tên. Vui lòng ghi “chữ cũ → chữ mới”.",
        "past_election": "{field}: ngày này đã qua, {count} nhiệm vụ sẽ quá hạn ngay từ đầu, lâu "
        "nhất {days} ngày. Vui lòng nhập ngày bầu cử của đợt này, hoặc đánh dấu “Vẫn dùng ngày đã "
        "qua”.",
        "past_deadline": "{field}: hạn mới phải từ hôm nay trở đi.",
        "unreadable": "{field}: không đọc được giá trị này. Vui lòng nhập lại.",
        "not_fraction": "{field}: vui lòng nhập phân số lớn hơn 0, không quá 1, ví dụ 2/3.",
        "not_clock": "{field}: vui lòng nhập giờ dạng 08:00.",
        "above_count": "{field}: không được lớn hơn {other} ({limit}).",
        **INVALID,
        **reminders.INVALID,
        "name_taken": "{field}: tên này đã dùng. Vui lòng đặt tên khác.",
        "sum_differs": "Tổng {field} là {total}, không khớp với {other} ({limit}).",
    },
    "Problems": {"invalid": "Có {count} mục cần sửa trước khi lưu."},
    "BadUpload": BAD_UPLOAD,
    "BadTemplate": {
        "not_docx": "{file}: mẫu văn bản phải là tệp DOCX.",
        "unknown_field": "{file}: văn bản này không có trường {name}. Vui lòng kiểm tra lại tên "
        "trường trong mẫu.",
        "code": "{file}: mẫu có lệnh không được phép ({name}). Chỉ dùng trường, điều kiện và danh "
        "sách.",
        "syntax": "{file}: dấu ngoặc của trường hoặc lệnh viết chưa đúng ({name}). Vui lòng kiểm "
        "tra lại.",
        "broken": "{file}: không điền được mẫu này ({name}). Vui lòng sửa từ mẫu của hệ thống.",
    },
    "BadPlan": BAD_PLANS,
    "Refused": {
        **connections.REFUSED,
        **documents.REFUSED,
        **own_tasks.REFUSED,
        **opinions.REFUSED,
        **notices.REFUSED,
        **upkeep.REFUSED,
        **reminders.REFUSED,
        **comments.REFUSED,
        "wrong_state": "Nhiệm vụ không còn ở trạng thái cho phép thao tác này. Vui lòng tải lại "
        "trang.",
        "locked": "Báo cáo đã gửi Văn phòng nên không sửa được. Thủ trưởng đơn vị có thể thu hồi "
        "khi Văn phòng chưa tiếp nhận.",
        "not_ready": "Báo cáo chưa đủ để gửi: cần trạng thái Đã hoàn thành hoặc Không phát sinh "
        "và đủ các mục bắt buộc.",
        "unsaved": "Có nội dung mới chỉ ở bản nháp của bạn. Vui lòng bấm “Lưu” hoặc “Bỏ bản nháp” "
        "rồi gửi.",
        "unchanged": "Nhiệm vụ bị trả lại chưa có gì thay đổi. Vui lòng sửa báo cáo hoặc minh "
        "chứng theo lý do trả lại rồi gửi.",
        "own_work": "Người đã lưu hoặc gửi báo cáo không được tự tiếp nhận, xác nhận hay trả lại. "
        "Vui lòng nhờ người khác của Văn phòng hoặc lãnh đạo.",
        "nil_not_allowed": "Nhiệm vụ này không áp dụng Không phát sinh. Vui lòng chọn trạng thái "
        "khác.",
        "report_state": "Báo cáo đã ở bước khác. Vui lòng tải lại trang để xem.",
        "report_begun": "Báo cáo này đã được bắt đầu. Vui lòng mở báo cáo đang có.",
        "report_held_back": "Báo cáo chưa đủ điều kiện trình ký. Vui lòng xem các việc còn thiếu.",
        "report_signed": "Báo cáo tổng kết đã ký nên kết quả đánh giá không đổi được nữa.",
        "no_hand": "Câu này đang theo số liệu, không có gì để đổi.",
        "campaign_state": "Phong trào đã ở trạng thái khác. Vui lòng tải lại trang để xem.",
        "no_tasks": "Phong trào chưa có nhiệm vụ. Vui lòng thêm ở “Thiết lập phong trào” trước.",
        "reopen_asked": "Đã có đề nghị mở lại đang chờ người thứ hai xác nhận.",
        "reopen_not_asked": "Không có đề nghị mở lại nào đang chờ; có thể người khác vừa xử lý.",
        "second_side": "Việc mở lại cần hai người: Văn phòng đề nghị thì lãnh đạo xác nhận, lãnh "
        "đạo đề nghị thì Văn phòng xác nhận; người đề nghị không tự xác nhận.",
        "closed_campaign": "Phong trào đã kết thúc, không nhận báo cáo nữa.",
        "plan_unready": "Chưa áp dụng được: không có thay đổi, hoặc còn điều phải sửa ở Kiểm tra.",
        "unmoved": "Mốc gốc chưa dời, hoặc không có mốc nào có ngày riêng, nên không có gì để dời.",
        "intake_unready": "Chưa đủ để tạo phong trào; các điều còn thiếu ghi ở trên nút.",
        "bad_choice": "Giá trị này không dùng được cho nhiệm vụ. Tên ngắn tối đa 40 ký tự, không "
        "để trống.",
        "bad_instant": "Không đọc được thời điểm. Hãy ghi như 2026-11-22T14:00 hoặc 2026-11-22.",
        "future_instant": "Thời điểm này chưa tới. Hãy chọn lúc này hoặc một lúc trước đây.",
        "after_instant": "Mốc so sánh phải trước thời điểm đang xem. Hãy chọn mốc sớm hơn.",
        "before_campaign": "Lúc ấy chưa có phong trào này. Hãy chọn một thời điểm sau đó.",
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
        "field_kind": "Mục “{field}” của nhiệm vụ {code} đã có câu trả lời thuộc loại khác. "
        "Vui lòng đặt khóa mới cho mục này rồi nạp lại tệp.",
        "newer_figures": "Có số liệu mới hơn. Vui lòng tải lại trang.",
        "nothing_ready": "Không có nhiệm vụ nào đủ điều kiện để thực hiện thao tác này.",
        "not_reporting": "Đơn vị này không phải báo cáo.",
        "import_faults": "Tệp còn {count} dòng có lỗi nên chưa ghi gì. Vui lòng sửa tệp, hoặc chọn "
        "“Bỏ qua dòng lỗi”.",
        "import_changed": "Danh sách vừa có người sửa nên kết quả khác với bảng đã xem; chưa ghi "
        "gì. Vui lòng xem lại bảng rồi ghi.",
        "closed_row": "Đơn vị đã ngừng hoạt động. Vui lòng cho hoạt động lại ở danh sách, hoặc bỏ "
        "dòng này.",
        "author_needed": "Gói có bố cục báo cáo hoặc mẫu văn bản nên cần một người của Văn phòng "
        "đứng tên. Vui lòng thêm --user TÊN_ĐĂNG_NHẬP.",
        "nothing_imported": "Không có lần nhập nào để hoàn tác.",
        "import_used": "Không hoàn tác được: “{name}” (dòng {row}) đã được sửa hoặc sử dụng sau "
        "lần nhập. Vui lòng sửa từng dòng ở danh sách.",
        "running_items": "Đơn vị còn người dùng đang mở. Vui lòng chuyển họ sang đơn vị khác "
        "trước.",
        "undo_over": "Đã quá {days} ngày kể từ khi gỡ nên không khôi phục được. Vui lòng tải lại "
        "tệp.",
        "bring_back_over": "Đã quá {days} ngày kể từ khi rút nên không đưa trở lại được. Đơn vị "
        "vui lòng lập đề nghị mới.",
        "nomination_locked": "Đề nghị đã gửi Văn phòng nên không sửa được. Thủ trưởng đơn vị có "
        "thể thu hồi khi Văn phòng chưa tiếp nhận.",
        "nomination_state": "Đề nghị không còn ở trạng thái cho phép thao tác này. Vui lòng tải "
        "lại trang.",
        "nomination_not_ready": "Đề nghị chưa đủ các mục bắt buộc. Vui lòng bổ sung rồi gửi lại.",
        "reason_needed": "Vui lòng ghi lý do.",
        "award_level": "Hình thức khen thưởng này không do cấp đó quyết định. Giấy khen do Giám "
        "đốc Sở quyết định; Bằng khen do Chủ tịch UBND tỉnh quyết định, Sở chỉ đề nghị.",
        "own_nomination": "Người được đề nghị, người đã soạn hoặc gửi đề nghị, người được ghi nhận "
        "có liên quan không được tự tiếp nhận, thẩm định, đưa ra họp, nhập kết quả, quyết định hay "
        "công bố. Vui lòng nhờ người khác.",
        "own_unit": "Người thuộc tập thể được đề nghị không được tự quyết định, trình tỉnh, không "
        "thông qua hay hủy đối với tập thể đó. Vui lòng để lãnh đạo khác của Sở quyết định.",
        "warnings_open": "Hồ sơ còn cảnh báo. Vui lòng ghi lý do vẫn chấp nhận.",
        "opinion_needed": "Vui lòng ghi ý kiến Văn phòng.",
        "no_quorum": "Số thành viên có mặt chưa đủ {quorum} tổng số thành viên. Vui lòng kiểm tra "
        "danh sách có mặt.",
        "votes_missing": "Còn đề nghị chưa có kết quả biểu quyết. Vui lòng ghi kết quả hoặc đưa "
        "ra khỏi cuộc họp.",
        "votes_entered": "Kết quả biểu quyết đã ghi không còn khớp với số thành viên tham gia "
        "hoặc hình thức biểu quyết. Vui lòng nhập lại kết quả trước.",
        "tie_needed": "Vui lòng ghi lý do không tham gia biểu quyết.",
        "recused_already": "Thành viên này đã được ghi nhận không tham gia biểu quyết.",
        "not_stated": "Chỉ bỏ được ghi nhận do Văn phòng nhập.",
        "not_member": "Vui lòng chọn một thành viên trong danh sách của cuộc họp.",
        "nobody_votes": "Không còn thành viên nào tham gia biểu quyết được đối với trường hợp này. "
        "Vui lòng bổ sung thành viên hoặc đưa đề nghị khỏi cuộc họp.",
        "vote_unfit": "Kết quả biểu quyết không còn khớp với số thành viên tham gia. Vui lòng nhờ "
        "Văn phòng nhập lại kết quả trước.",
        "conclusion_needed": "Vui lòng ghi kết luận của chủ trì.",
        "meeting_closed": "Cuộc họp đã kết thúc nên không đưa thêm, đưa bớt đề nghị được.",
        "not_before_meeting": "Đề nghị này không còn trong danh sách của cuộc họp. Vui lòng tải "
        "lại trang.",
        "nothing_chosen": "Vui lòng chọn ít nhất một trường hợp.",
        "one_chair": "Cuộc họp chỉ có một Chủ tịch Hội đồng, và mỗi người chỉ ghi một lần.",
        "decision_state": "Quyết định không còn ở trạng thái cho phép thao tác này. Vui lòng tải "
        "lại trang.",
        "decision_empty": "Quyết định chưa có trường hợp nào. Vui lòng chọn ít nhất một.",
        "one_award": "Mỗi quyết định chỉ gồm một hình thức khen thưởng. Vui lòng chọn lại.",
        "other_decision": "Có trường hợp đã nằm trong quyết định khác. Vui lòng tải lại trang.",
        "exemplar_state": "Bài giới thiệu không còn ở trạng thái cho phép thao tác này. Vui lòng "
        "tải lại trang.",
        "consent_needed": "Vui lòng ghi sự đồng ý của người được giới thiệu và ngày đồng ý trước "
        "khi công bố.",
        "story_needed": "Vui lòng nhập dòng giới thiệu và nội dung gương điển hình.",
        "own_exemplar": "Người được giới thiệu, người đã viết hoặc gửi bài không được tự công bố. "
        "Vui lòng nhờ người khác của Văn phòng.",
        **EVALUATION_REFUSALS,
        "second_person": "Người đề xuất và người nhận không được tự xác nhận. Vui lòng nhờ quản "
        "trị khác hoặc lãnh đạo.",
        "lapsed": "Đề xuất này không còn chờ xác nhận: đã được xử lý, hoặc tài khoản đã thay đổi "
        "từ khi đề xuất. Vui lòng đề xuất lại nếu vẫn cần.",
        "second_factor_needed": "Vui lòng nhập mã xác thực đang hiện trên điện thoại rồi công bố "
        "trong 5 phút.",
        "second_factor_rule": "Cơ quan yêu cầu xác thực hai lớp nên không tắt được.",
        "no_second_factor": "Tài khoản chưa bật xác thực hai lớp.",
        "no_pdf": "Máy chủ chưa cài LibreOffice nên chưa lập được PDF. Vui lòng lập tệp DOCX rồi "
        "lưu thành PDF bằng Word.",
        "too_many_jobs": "Bạn đang có {limit} tệp chờ lập. Vui lòng chờ một tệp xong, hoặc hủy "
        "bớt tại “Tệp của tôi”.",
        "no_roles_yet": "Tài khoản chưa có vai trò nào có hiệu lực. Vui lòng chọn vai trò, hoặc "
        "chờ người thứ hai xác nhận.",
        "nothing_to_urge": "Không có việc nào quá hạn, sắp đến hạn, bị trả lại hay chờ xác nhận, "
        "nên chưa cần công văn.",
        "no_mail_server": "Chưa có máy chủ thư. Đặt TDKT_MAIL_HOST, TDKT_MAIL_FROM, TDKT_BASE_URL "
        "và các thiết lập thư khác, rồi làm lại.",
        **FORM_REFUSED,
        "finding_gone": "Số liệu đã thay đổi nên phát hiện này không còn như bạn thấy. Danh sách "
        "vừa được soát lại; vui lòng xem rồi chọn lại.",
        "finding_state": "Người khác vừa xử lý phát hiện này. Vui lòng xem lại danh sách.",
        "own_finding": "Người đã lưu hoặc gửi báo cáo không được tự chấp nhận điều phát hiện ở báo "
        "cáo ấy. Vui lòng nhờ người khác của Văn phòng.",
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
        **connections.DENIED,
        "role": "Bạn không có quyền thực hiện việc này. Vui lòng liên hệ quản trị.",
        "unit": "Việc này thuộc đơn vị khác. Vui lòng liên hệ Văn phòng nếu cần.",
        "signed_out": "Phiên làm việc đã kết thúc. Vui lòng đăng nhập lại.",
        "must_change": "Vui lòng đổi mật khẩu trước khi tiếp tục.",
        "must_enrol": "Vui lòng thiết lập xác thực hai lớp trước khi tiếp tục.",
        "wrong_second": "Mã xác thực không đúng hoặc đã dùng. Vui lòng nhập mã đang hiện, hoặc một "
        "mã dự phòng chưa dùng.",
        "half_over": "Đã quá 5 phút từ khi nhập mật khẩu. Vui lòng đăng nhập lại.",
        "credentials": "Đăng nhập chưa thành công. Vui lòng kiểm tra tên, mật khẩu và bộ gõ tiếng "
        "Việt.",
        "waiting": "Đã thử sai nhiều lần. Vui lòng thử lại sau {minutes} phút, hoặc nhờ quản trị "
        "đặt lại mật khẩu.",
    },
    "NotFound": NOT_FOUND,
    "Unavailable": UNAVAILABLE,
    "BadFile": {
        "syntax": "{file}, dòng {line}: {detail}",
        "schema": "{file}, dòng {line}: {detail}",
        "reference": "{file}, dòng {line}: {detail}",
        "unreadable": "{file}: {detail}",
    },
}

OF_UNITS = frozenset({"item", "evidence", "nomination", "meeting", "exemplar"})
"""What is not found of these may be another unit's; the words are the same for both."""


def ask_office(names: Sequence[str]) -> str:
    """Whom to ask for what one may not see; with names where there are some."""
    named = f" ({', '.join(names)})" if names else ""
    return f"Cần xem thì hỏi Văn phòng{named}."


def sentence(error: AppError) -> str:
    """The sentence a person reads for a refusal; several lines for several problems."""
    words = SENTENCES[type(error).__name__][error.reason]
    if isinstance(error, Problems):
        lines = [sentence(problem) for problem in error.problems]
        return "\n".join([words.format_map(error.facts), *(f"- {line}" for line in lines)])
    return words.format_map({"field": "Mục này", **error.facts})
