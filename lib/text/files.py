"""What is wrong with a campaign or unit file, or a form in it; why an upload is not taken."""

from __future__ import annotations

from collections.abc import Mapping

from lib.domain.evidence import EvidenceAct

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
    "lacks_groups": "Kế hoạch cần ít nhất một nhóm nội dung.",
    "lacks_tasks": "Kế hoạch cần ít nhất một nhiệm vụ.",
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
    "wants_at_least": "Điều kiện theo tỷ lệ cần đúng mục “at_least” (phần trăm), không dùng "
    "“at_most”.",
    "wants_zero": "Điều kiện về báo cáo của đơn vị chỉ nhận “at_most: 0” (đã gửi).",
    "wants_at_most": "Điều kiện theo số đếm cần đúng mục “at_most”, không dùng “at_least”.",
    "measure_twice": "Số liệu “{key}” đã có trong mức này. Mỗi mức chỉ dùng một lần.",
    "label_twice": "Tên mức “{key}” đã dùng. Vui lòng đặt tên khác.",
    "ranked_twice": "Tên nhóm xếp hạng “{key}” đã dùng. Vui lòng đặt tên khác.",
    "unreachable": "Mức không có điều kiện phải đứng cuối, nếu không các mức sau không bao giờ "
    "được gợi ý.",
    "amount": "Mục “{key}” phải là số lớn hơn 0, không quá 1.000 và có nhiều nhất hai chữ số thập "
    "phân, ví dụ 0.5.",
    "step_of_most": "Điểm tối đa {most} không phải bội số của bước {step}.",
    "no_regular": "Cần ít nhất một tiêu chí không phải điểm thưởng hay điểm trừ.",
    "group_empty": "Nhóm xếp hạng cần mục “types” hoặc “units”.",
    "type_in_two": "Loại đơn vị “{key}” đã thuộc một nhóm xếp hạng{where}. Mỗi loại chỉ "
    "thuộc một nhóm.",
    "unit_in_two": "Đơn vị “{key}” đã thuộc một nhóm xếp hạng{where}. Mỗi đơn vị chỉ thuộc "
    "một nhóm.",
    "not_ranked": "Loại đơn vị “{key}” không phải báo cáo nên không xếp hạng.",
    "tie_twice": "Số liệu “{key}” đã có trong quy tắc khi bằng điểm. Vui lòng bỏ một trong hai.",
    "invalid": "Mục “{key}” không hợp lệ.",
    "code_twice": "Mã “{key}” đã có{where}. Mỗi mã chỉ dùng một lần.",
    "title_twice": "Tên ngắn “{key}” đã có{where}. Vui lòng đặt tên khác.",
    "no_anchor": "Không có mốc “{key}” để làm mốc gốc.",
    "anchor_date": "Mốc gốc “{key}” cần có “date”, không dùng “offset_days”.",
    "no_milestone": "Không có mốc “{key}”.",
    "no_group": "Không có nhóm nội dung “{key}”.",
    "unit_report_twice": "Nhiệm vụ “{key}” cũng ghi unit_report: true như nhiệm vụ “{first}”. Một "
    "phong trào chỉ có một nhiệm vụ là báo cáo của đơn vị.",
    "unit_report_parts": "Nhiệm vụ ghi unit_report: true còn thiếu câu hỏi loại long_text: {keys}.",
    "outside_group": "Mã nhiệm vụ “{key}” phải bắt đầu bằng mã nhóm “{group}.”.",
    "fixed_barred": "Câu hỏi “{key}” thuộc loại {kind}, mẫu này không có loại đó: tệp của đề nghị "
    "nằm ở các thành phần hồ sơ, tệp của đơn vị là minh chứng của nhiệm vụ; số cá nhân chỉ hỏi ở "
    "nhiệm vụ và đề nghị khen thưởng.",
    "fixed_lacks": "Thiếu câu hỏi “{key}”, danh sách, thống kê và văn bản cần câu này.",
    "fixed_kind": "Câu hỏi “{key}” phải thuộc loại {kind}.",
    "fixed_asked": "Câu hỏi “{key}” luôn phải hỏi: không dùng retired, show_when, nhóm có điều "
    "kiện.",
    "fixed_required": "Câu hỏi “{key}” phải có required: true.",
    "fixed_choice": "Câu hỏi “{key}” phải có lựa chọn “{part}”.",
    "offered_choices": "Câu hỏi “{key}” phải ghi choices: {part}; lựa chọn là của phong trào.",
    "points_key": "Mã “{key}” dành cho câu hỏi điểm của một tiêu chí. Vui lòng đặt mã khác.",
    "not_reporting": "Loại đơn vị “{key}” không phải báo cáo nên không giao nhiệm vụ.",
    "field": "Trường “{key}”, mục “{part}”: {why}",
    "office_count": "Cần đúng một đơn vị có “office: true”, đang có {count}.",
    "office_closed": "Đơn vị Văn phòng phải đang hoạt động.",
    "part_kind": "Mỗi phần cần đúng một trong ba mục “sentence”, “typed”, “groups”.",
    "part_lacks": "Phần này còn thiếu mục “{part}”.",
    "part_twice": "Mã “{key}” đã dùng cho phần khác. Mỗi phần một mã riêng.",
    "template_braces": "Dấu {{ }} không khớp. Tên số liệu viết như {{giao}}.",
    "template_brackets": "Dấu [[ ]] không khớp.",
    "template_format": "Sau dấu | chỉ dùng được 02 hoặc chu.",
    "template_name": "Không có số liệu nào tên “{key}”.",
    "more": "{first} Dòng {line}: {detail}",
}

FORM_PROBLEMS: Mapping[str, str] = {
    "missing": "còn thiếu.",
    "wrong_type": "giá trị không đúng kiểu.",
    "bad_key": "chỉ dùng chữ thường không dấu, chữ số và gạch dưới, bắt đầu bằng chữ cái.",
    "unknown_kind": "không có loại trường này.",
    "unknown_key": "không dùng cho loại trường này.",
    "out_of_range": "nằm ngoài giới hạn cho phép.",
    "unknown_count": "chỉ nhận acknowledged_documents, acknowledged_people, published_documents.",
    "duplicate": "đã dùng trong cùng mẫu báo cáo.",
    "unknown_type": "chỉ nhận image, pdf, docx, xlsx.",
    "bad_condition": "phải nêu một trường có/không hoặc chọn đứng trước và một giá trị của nó.",
    "bad_operand": "phải nêu các trường số đứng trước, còn được hỏi.",
    "bad_group": "phải nêu nhóm đứng trước; các trường của một nhóm đứng liền sau nhóm đó.",
    "column_count": "phải có từ một đến sáu cột đang hỏi.",
    "operand_count": "phải nêu các trường khác nhau: tổng từ hai, hiệu và tỷ lệ đúng hai, tổng của "
    "bảng đúng một.",
    "bad_comparison": "phải nêu một trường đứng trước cùng loại: số với số, ngày với ngày.",
}

# What is inside an upload that is not taken, by the ending that such files usually have.
FILE_CONTENTS: Mapping[str, str] = {
    "exe": "chương trình (.exe)",
    "elf": "chương trình (Linux)",
    "sh": "tập lệnh",
    "html": "trang web hoặc mã nguồn (.html, .svg, .xml)",
    "txt": "văn bản thường (.txt)",
    "zip": "tệp nén (.zip)",
    "rar": "tệp nén (.rar)",
    "7z": "tệp nén (.7z)",
    "gz": "tệp nén (.gz)",
    "tar": "tệp nén (.tar)",
    "gif": "ảnh động (.gif)",
    "bmp": "ảnh .bmp",
    "tif": "ảnh .tif",
    "mp4": "video (.mp4)",
    "mov": "video (.mov)",
    "mp3": "âm thanh (.mp3)",
    "rtf": "văn bản .rtf",
    "mixed": "tệp PDF có phần lạ đứng trước",
    "unknown": "loại tệp không rõ",
}

# What a document would fetch from outside itself, by the last word of its relationship's type.
OUTSIDE_PARTS: Mapping[str, str] = {
    "attachedTemplate": "mẫu văn bản đính kèm",
    "image": "ảnh liên kết",
    "oleObject": "đối tượng liên kết",
    "subDocument": "tài liệu con",
    "frame": "khung trang web",
    "externalLink": "số liệu lấy từ tệp Excel khác",
    "externalLinkPath": "số liệu lấy từ tệp Excel khác",
    "connections": "kết nối dữ liệu",
    "webextension": "phần bổ trợ trên mạng",
    "video": "video trên mạng",
    "audio": "âm thanh trên mạng",
}

EVIDENCE_ACTS: Mapping[EvidenceAct, str] = {
    EvidenceAct.ADD: "Thêm minh chứng",
    EvidenceAct.REVISE: "Thay tệp minh chứng",
    EvidenceAct.RENAME: "Sửa thông tin minh chứng",
    EvidenceAct.REMOVE: "Gỡ minh chứng",
    EvidenceAct.RESTORE: "Khôi phục minh chứng",
    EvidenceAct.REUSE: "Dùng lại minh chứng",
}

NO_QUESTION = "Không trả lời câu hỏi nào"
ZIP_NOMINATIONS = "Đề nghị khen thưởng"
"""The folder of nominations' files in a unit's folder of a zip."""

BAD_UPLOAD: Mapping[str, str] = {
    "too_large": "{file}: tệp {size}, tối đa {limit}. Vui lòng giảm dung lượng rồi tải lại.",
    "empty": "{file}: tệp rỗng (0 byte). Vui lòng kiểm tra lại tệp.",
    "bad_name": "{file}: tên tệp có dấu gạch chéo hoặc ký tự ẩn. Vui lòng đổi tên tệp.",
    "not_taken": "{file}: không nhận loại tệp này. Chỉ nhận PDF, DOCX, XLSX, JPG, PNG, WEBP.",
    "wrong_content": "{file}: đuôi {ending} nhưng nội dung là {content}. Vui lòng chọn đúng tệp.",
    "heic": "{file}: ảnh HEIC của iPhone chưa nhận được. Vui lòng đổi sang JPG (Cài đặt, "
    "Camera, Định dạng, Tương thích nhất) rồi tải lại.",
    "old_office": "{file}: tệp Word, Excel kiểu cũ. Vui lòng lưu lại dạng DOCX hoặc XLSX.",
    "protected": "{file}: tệp đang đặt mật khẩu hoặc bị khóa. Vui lòng lưu một bản không khóa.",
    "macros": "{file}: tệp có macro. Vui lòng lưu lại dạng DOCX hoặc XLSX không có macro.",
    "active": "{file}: tệp PDF có lệnh tự chạy, biểu mẫu gửi đi hoặc tệp đính kèm bên trong. "
    "Vui lòng in lại thành PDF thường.",
    "active_document": "{file}: tài liệu có trường hoặc công thức gọi chương trình khác (DDE). "
    "Vui lòng bỏ trường đó rồi lưu lại.",
    "outside": "{file}: tài liệu dẫn tới nội dung nằm ngoài tệp ({name}). Vui lòng bỏ liên kết "
    "đó rồi lưu lại.",
    "unchecked": "{file}: không kiểm tra được tệp vì nội dung bị hỏng hoặc quá phức tạp. Vui "
    "lòng mở ra, lưu lại rồi tải lên.",
    "checks_busy": "{file}: máy chủ đang kiểm tra nhiều tệp khác. Vui lòng tải lại tệp này "
    "sau ít phút.",
    "nested": "{file}: bên trong có nhúng tệp khác. Vui lòng bỏ phần nhúng rồi lưu lại.",
    "bomb": "{file}: giải nén ra quá lớn nên không nhận.",
    "polyglot": "{file}: tệp chứa lẫn một tệp loại khác. Vui lòng mở ra và lưu lại.",
    "damaged": "{file}: tệp bị hỏng hoặc không đọc được. Vui lòng mở ra và lưu lại.",
    "too_many_pixels": "{file}: ảnh quá lớn ({width} × {height} điểm). Vui lòng thu nhỏ ảnh.",
    "same_file": "{file}: tệp này đã có trong danh sách.",
    "item_full": "{file}: tổng dung lượng tệp sẽ vượt {limit}. Vui lòng bỏ bớt hoặc giảm dung "
    "lượng.",
    "not_picture": "{file}: không phải ảnh. Vui lòng chọn ảnh chụp màn hình (JPG, PNG, WebP).",
    "not_pdf": "{file}: không phải PDF. Vui lòng quét văn bản đã ký thành một tệp PDF.",
    "not_workbook": "{file}: không phải tệp Excel. Vui lòng tải mẫu, điền rồi lưu dạng XLSX.",
    "too_many_rows": "{file}: quá {limit} dòng. Vui lòng chia thành nhiều tệp.",
    "too_wide": "{file}: có nội dung sau cột thứ {limit}. Vui lòng chỉ giữ các cột của mẫu.",
    "no_heads": "{file}: không thấy dòng đầu cột. Trang tính đầu tiên cần các cột {name}.",
    "heads": "{file}: {name} Vui lòng sửa đầu cột theo mẫu rồi tải lại.",
    "no_rows": "{file}: dưới dòng đầu cột chưa có dòng nào.",
    "no_survey": "{file}: không có trang tính “survey” với các cột type, name, label của XLSForm.",
    "other_campaign": "{file}: không phải tệp của phong trào {name}. Vui lòng tải tệp từ trang "
    "này.",
    "other_unit": "{file}: không phải tệp của đơn vị {name} trong phong trào này. Vui lòng tải tệp "
    "mới ở trang Nhiệm vụ.",
    "too_many": "{file}: mỗi nhiệm vụ hoặc hồ sơ có tối đa {limit} tệp.",
    "other_type": "{file}: câu hỏi “{field}” chỉ nhận {types}.",
    "question_full": "{file}: câu hỏi “{field}” nhận tối đa {limit} tệp. Vui lòng gỡ bớt tệp cũ.",
    "file_there": "{file}: nhiệm vụ đã có tệp này. Vui lòng mở tệp ở phần Minh chứng và chọn câu "
    "hỏi “{field}” cho tệp.",
    "package_twice": "{file}: gói có hai tệp cùng tên {name}. Vui lòng tải lại gói từ trang Kế "
    "hoạch.",
    "package_unknown": "{file}: gói có tệp lạ {name}. Gói phong trào chỉ gồm các tệp phần mềm ghi "
    "ra; vui lòng tải lại gói từ trang Kế hoạch.",
    "package_locked": "{file}: tệp {name} trong gói đang đặt mật khẩu. Vui lòng tải lại gói không "
    "đặt mật khẩu.",
    "package_large": "{file}: tệp {name} trong gói lớn quá mức nên không nhận.",
    "package_damaged": "{file}: tệp {name} trong gói bị hỏng hoặc không giải nén được. Vui lòng "
    "tải lại gói.",
    "package_lacks": "{file}: trong gói không có {name}. Vui lòng tải lại gói từ trang Kế hoạch.",
    "package_manifest": "{file}: mục lục {name} của gói không đọc được hoặc không phải của gói "
    "phong trào. Vui lòng tải lại gói từ trang Kế hoạch.",
    "package_unlisted": "{file}: tệp {name} không có tên trong mục lục của gói. Vui lòng tải lại "
    "gói từ trang Kế hoạch.",
    "package_sum": "{file}: tệp {name} trong gói đã bị sửa, không khớp mã SHA-256 ở mục lục. Vui "
    "lòng tải lại gói; muốn sửa thì nạp xong rồi sửa ở Thiết lập phong trào.",
}
"""Why a file is not taken -> the sentence."""
