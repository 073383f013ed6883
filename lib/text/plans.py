"""Plans read out of files: why one is not taken, what is doubtful, and what lines are."""

from __future__ import annotations

from collections.abc import Mapping

from lib.domain.plan_text.nouns import Doubt, Place, Question

BAD_PLANS: Mapping[str, str] = {
    "not_plan": "{file}: kế hoạch phải là tệp .docx, .doc, .pdf có phần chữ, .txt hoặc .md. "
    "Vui lòng chọn tệp khác, "
    "hoặc dán phần chữ vào tệp .txt.",
    "scan": "{file}: đây là bản scan, chỉ có hình trang giấy. Hãy dán phần chữ vào tệp .txt, hoặc "
    "dùng tệp Word gốc.",
    "no_text": "{file}: không có chữ nào trong tệp. Hãy dán phần chữ vào tệp .txt, hoặc dùng "
    "tệp Word gốc.",
    "not_text": "{file}: không phải tệp chữ, hoặc bảng mã lạ. Vui lòng lưu lại dạng UTF-8.",
    "old_letters": "{file}: chữ viết theo bảng mã cũ {name}. Vui lòng chuyển sang Unicode "
    "(Unikey: Ctrl + Shift + F6) "
    "rồi lưu lại.",
    "too_many_lines": "{file}: quá {limit} dòng, không giống một kế hoạch. Vui lòng chỉ giữ "
    "phần kế hoạch.",
    "too_long_line": "{file}: dòng {line} dài quá {limit} ký tự. Vui lòng ngắt dòng đó.",
    "too_much_text": "{file}: quá {limit} ký tự, không giống một kế hoạch. Vui lòng chỉ giữ "
    "phần kế hoạch.",
    "too_many_pages": "{file}: quá {limit} trang. Vui lòng chỉ giữ phần kế hoạch.",
    "no_office": "{file}: tệp Word kiểu cũ (.doc) và máy này không có LibreOffice. Vui lòng "
    "lưu lại "
    "dạng .docx.",
    "unconverted": "{file}: không đọc được tệp Word kiểu cũ (.doc), có thể tệp hỏng hoặc đặt "
    "mật khẩu. Vui lòng mở "
    "bằng Word và lưu lại dạng .docx.",
}

READ_WARNINGS: Mapping[str, str] = {
    "windows_1258": "Tệp dùng bảng mã Windows-1258, đã đổi sang Unicode. Vui lòng soát lại các "
    "chữ có dấu.",
    "utf_16": "Tệp dùng bảng mã UTF-16 không ghi rõ, đã đổi sang Unicode. Vui lòng soát lại "
    "các chữ có dấu.",
    "old_word": "Tệp Word kiểu cũ (.doc) đã đổi sang .docx để đọc. Vui lòng soát lại số thứ tự "
    "của các mục.",
}

LEFT_OUT: Mapping[str, str] = {
    "headers": "đầu trang, chân trang: {count}",
    "footnotes": "chú thích cuối trang: {count}",
    "deleted": "đoạn đã xóa khi theo dõi thay đổi: {count}",
    "hidden": "đoạn chữ ẩn: {count}",
    "page_edges": "số trang, dòng lặp ở mép trang: {count}",
}

DOUBTS: Mapping[Doubt, str] = {
    Doubt.NO_KIND: "Không thấy tên loại văn bản (KẾ HOẠCH). Đây có phải một kế hoạch không?",
    Doubt.NO_NUMBER: "Số của văn bản còn để trống. Số là bao nhiêu?",
    Doubt.NO_DATE: "Ngày của văn bản còn để trống hoặc chưa đủ. Ban hành ngày nào?",
    Doubt.NO_TITLE: "Không thấy trích yếu dưới tên loại. Tên kế hoạch là gì?",
    Doubt.NO_OUTLINE: "Không thấy mục nào có số thứ tự. Nội dung nằm ở đâu?",
    Doubt.NO_BASIS: "Không thấy căn cứ nào có số, ngày. Kế hoạch dựa trên văn bản nào?",
    Doubt.NO_RECIPIENTS: "Không thấy nơi nhận. Kế hoạch gửi những đâu?",
    Doubt.NO_SIGNER: "Không thấy họ tên người ký. Ai ký kế hoạch?",
    Doubt.DOUBLED: "Số {told} có hai lần. Mục nào đúng?",
    Doubt.MISSING: "Số thứ tự nhảy {told}. Có thiếu mục không?",
    Doubt.RESTARTED: "Số thứ tự bắt đầu lại từ {told}. Đây là mục mới hay thuộc mục khác?",
    Doubt.NOT_FROM_ONE: "Dãy số bắt đầu từ {told}. Các mục trước ở đâu?",
    Doubt.OTHER_PARENT: "Số không khớp với mục chứa nó: {told}. Mục này thuộc đâu?",
    Doubt.LATE_BASIS: "Căn cứ {told} ghi ngày sau ngày kế hoạch. Ngày nào đúng?",
    Doubt.BLANK_BASIS: "Căn cứ {told} thiếu số hoặc ngày. Có bổ sung được không?",
    Doubt.IMPOSSIBLE_DATE: "Không có ngày {told} trong lịch. Ngày nào đúng?",
    Doubt.EARLY_DEADLINE: "Thời hạn {told} ở trước ngày kế hoạch. Có đúng không?",
    Doubt.SEVERAL_SIGNERS: "Có nhiều người ký: {told}. Ai là người ban hành?",
    Doubt.EMPTY_GROUP: "Mục {told} chỉ có tên, không có nội dung. Có thiếu gì không?",
    Doubt.UNUSED_CORRECTION: "Chỗ sửa ở dòng {told} nằm ngoài phần nội dung nên không dùng được.",
}

PLACES: Mapping[Place, str] = {
    Place.AGENCY: "cơ quan ban hành",
    Place.MOTTO: "quốc hiệu, tiêu ngữ",
    Place.NUMBER: "số, ký hiệu",
    Place.DATE: "địa danh, ngày tháng",
    Place.SUBJECT: "trích yếu công văn",
    Place.ADDRESSEE: "kính gửi",
    Place.KIND: "tên loại",
    Place.TITLE: "trích yếu",
    Place.ATTACHED: "ghi chú kèm theo",
    Place.BASIS: "căn cứ",
    Place.OPENING: "phần mở đầu",
    Place.OUTLINE: "nội dung",
    Place.TABLE: "bảng",
    Place.CLOSING: "phần kết",
    Place.RECIPIENTS: "nơi nhận",
    Place.SIGNATURE: "chữ ký",
    Place.FOOTNOTE: "chú thích",
    Place.ANNEX: "phụ lục, biểu mẫu",
    Place.COVER: "văn bản ban hành kèm",
    Place.RULE: "đường kẻ",
    Place.PAGE: "số trang",
}


def question_line(question: Question) -> str:
    """The question, and where to look: "Dòng 72: Số 3.2 có hai lần. Mục nào đúng?"."""
    said = DOUBTS[question.doubt].format(told=question.told)
    return f"Dòng {question.lines[0]}: {said}" if question.lines else said


def left_out_line(left_out: Mapping[str, int]) -> str:
    """ "Không đọc: đầu trang, chân trang: 2; chú thích cuối trang: 1."; "" for nothing."""
    told = [
        LEFT_OUT[name].format(count=count) for name, count in left_out.items() if name in LEFT_OUT
    ]
    return f"Không đọc: {'; '.join(told)}." if told else ""
