"""Set words of administrative documents: kinds, offices, signs of a signature."""

from __future__ import annotations

import re
from typing import Final

from lib.domain.plan_text.lines import LOWER, UPPER, compact, is_upper

PLAN_KINDS: Final = (
    "KẾ HOẠCH LIÊN TỊCH", "KẾ HOẠCH PHỐI HỢP", "KẾ HOẠCH LIÊN NGÀNH", "KẾ HOẠCH", "CHƯƠNG TRÌNH",
    "ĐỀ ÁN", "PHƯƠNG ÁN", "HƯỚNG DẪN", "CHỈ THỊ", "THỂ LỆ", "ĐỀ CƯƠNG", "LỊCH TRÌNH",
)  # fmt: skip
COVER_KINDS: Final = ("QUYẾT ĐỊNH", "TỜ TRÌNH", "THÔNG BÁO", "NGHỊ QUYẾT", "BÁO CÁO", "CÔNG VĂN")
_KINDS: Final = {compact(one): one for one in (*PLAN_KINDS, *COVER_KINDS)}
_BEGUN: Final = re.compile(rf"({'|'.join(PLAN_KINDS)})\s+(?!VÀ\b|-)(\S.*)")

POSITIONS: Final = (
    r"(?:QUYỀN |PHÓ |P\. ?|ỦY VIÊN |UỶ VIÊN )?(?:TỔNG |TRỢ LÝ )?(?:CHỦ TỊCH|GIÁM ĐỐC|BÍ THƯ|HIỆU "
    r"TRƯỞNG|CHỦ NHIỆM|CỤC TRƯỞNG"
    r"|VỤ TRƯỞNG|CHI CỤC TRƯỞNG|TRƯỞNG PHÒNG|TRƯỞNG BAN|TRƯỞNG CỤM|CỤM TRƯỞNG|TRƯỞNG KHỐI"
    r"|KHỐI TRƯỞNG|TRƯỞNG TIỂU BAN|TRƯỞNG ĐOÀN|TRƯỞNG CÔNG AN"
    r"|TRƯỞNG KHOA|TRƯỞNG TRẠM|TRƯỞNG THÔN|TRƯỞNG CƠ QUAN|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA"
    r"|CHÁNH ÁN|VIỆN TRƯỞNG"
    r"|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|THỦ TRƯỞNG|CHỈ HUY TRƯỞNG|CHÍNH TRỊ VIÊN|CHÍNH ỦY"
    r"|CHÍNH UỶ|CHỈ HUY|TỔNG CỤC TRƯỞNG"
    r"|CHÁNH VP|TRƯỞNG|HIỆU PHÓ|ỦY VIÊN|UỶ VIÊN|TỔ TRƯỞNG|ĐỘI TRƯỞNG|TỔNG PHỤ TRÁCH|THƯ KÝ"
    r"|THƯỜNG TRỰC|KẾ TOÁN TRƯỞNG|CHỈ HUY PHÓ)"
)
_ACTS_FOR: Final = r"(?:T\.?/?M|K\.?/?T|T\.?/?L|T\.?U\.?/?Q|Q)(?:\s?\.|\s?/|(?=\s))"
SIGNATURE: Final = re.compile(
    rf"(?:{_ACTS_FOR}\s*[{UPPER}][{UPPER} ,.&/–-]+|{_ACTS_FOR}\s*{POSITIONS}.*)"
)
POSITION: Final = re.compile(rf"(?:{POSITIONS})(?:[ ,–-].*)?")
OTHER_SIGNER: Final = re.compile(
    r"(?:NGƯỜI (?:LẬP|XÂY DỰNG|VIẾT)|XÁC NHẬN|PHÊ DUYỆT|DUYỆT|Ý KIẾN|LÃNH ĐẠO|BAN GIÁM|ĐẠI DIỆN).*"
)
BEHIND_COLUMN: Final = re.compile(
    rf"(?<=\S)\s+(?=(?:(?:TM|KT|TL|TUQ|T/M|K/T|T/L|Q)\.?\s+[{UPPER}]{{2,}}"
    rf"|{POSITIONS}(?:\s[{UPPER} ]+)?$))"
)
RECIPIENTS: Final = re.compile(
    r"(?:Nơi|NƠI)\s+(?:nhận|gửi|NHẬN)\s*(?:[:.;]\s*(?P<rest>.*))?$", re.IGNORECASE
)
SIGNED: Final = re.compile(
    r"\(?\s*(?:đã ký|ký tên|ký, ghi|ký và|chữ ký|signed|ký, đóng dấu).*", re.IGNORECASE
)
RANKS: Final = re.compile(
    r"(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy|uý)|Đại úy|Thầy|Cô|Ông|Bà|(?:PGS|GS|TS"
    r"|ThS|Ths|CN|KS|BS|BSCK|CKI|CKII|"
    rf"Tiến sĩ|Thạc sĩ|Bác sĩ)(?:\s?\.|\s(?=[{UPPER}]))(?:\s?(?:TS|BS|KH|CKI|CKII|II"
    r"|I)\.)*)(?:,)?\s*",
)
_NAME_WORD: Final = rf"[{UPPER}](?:['’][{UPPER}])?[{LOWER}'’]*"
NAME: Final = re.compile(rf"{_NAME_WORD}(?:[ -]{_NAME_WORD}){{1,5}}")
_SURNAMES: Final = frozenset(
    [
        "NGUYỄN",
        "TRẦN",
        "LÊ",
        "PHẠM",
        "HOÀNG",
        "HUỲNH",
        "PHAN",
        "VŨ",
        "VÕ",
        "ĐẶNG",
        "BÙI",
        "ĐỖ",
        "HỒ",
        "NGÔ",
        "DƯƠNG",
        "LÝ",
        "ĐÀO",
        "ĐINH",
        "LÂM",
        "TRỊNH",
        "MAI",
        "TÔ",
        "HÀ",
        "CAO",
        "LÒ",
        "GIÀNG",
        "SÙNG",
        "VÀNG",
        "THÀO",
        "NÔNG",
        "BẾ",
        "SẦM",
        "TRIỆU",
        "LƯƠNG",
        "LƯU",
        "TẠ",
        "QUÁCH",
        "THÁI",
        "CHU",
        "ĐOÀN",
        "VƯƠNG",
        "KIỀU",
        "LA",
        "MA",
        "HỨA",
        "TỐNG",
        "ĐÀM",
        "ĐIỂU",
        "RƠ",
        "Y",
        "H",
        "VI",
        "LỤC",
        "LÃ",
        "NGỌC",
        "TRƯƠNG",
        "THẠCH",
        "SƠN",
        "KIM",
        "DANH",
        "CHÂU",
        "PHÙNG",
        "NGHIÊM",
        "HÙNG",
        "CẦM",
        "TÒNG",
        "QUÀNG",
        "LỘC",
        "GIÁP",
        "KHÚC",
        "BẠCH",
        "TĂNG",
        "ÔN",
        "TIÊU",
        "MẠC",
    ]
)
_MIDDLE_NAMES: Final = frozenset({"THỊ", "VĂN"})
_COMMON: Final = frozenset(
    [
        "Ban",
        "Sở",
        "Phòng",
        "Ủy",
        "Uỷ",
        "Hội",
        "Đảng",
        "Công",
        "Văn",
        "Trường",
        "Các",
        "Lưu",
        "Như",
        "Bộ",
        "Nơi",
        "Chủ",
        "Giám",
        "Trưởng",
        "Phó",
    ]
)
MOTTO: Final = re.compile(
    r"(?:CỘNG H(?:ÒA|OÀ)(?: XÃ(?: HỘI(?: CHỦ NGHĨA(?: VIỆT NAM)?)?)?)?"
    r"|(?:(?:(?:XÃ )?HỘI )?CHỦ )?NGHĨA VIỆT NAM|VIỆT NAM|ĐẢNG CỘNG SẢN(?: VIỆT NAM)?"
    r"|ĐOÀN TNCS HỒ CHÍ MINH|ĐOÀN THANH NIÊN CỘNG SẢN HỒ CHÍ MINH"
    r"|(?:Độc lập|ĐỘC LẬP)\b.*|(?:Tự do|TỰ DO)\s*[-–].*|Hạnh phúc|HẠNH PHÚC)"
)
ANNEX: Final = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|BIỂU MẪU|Biểu mẫu|MẪU|Mẫu|BIỂU|Biểu|ĐỀ CƯƠNG BÁO "
    r"CÁO|DANH SÁCH|DANH MỤC|LỊCH)"
    r"(?:\s+(?:SỐ|số))?\s*[:.]?\s*(?:(?:[IVXLC]+|\d{1,2}[a-zA-Z]?"
    r"|[A-H])(?![\wÀ-ỹ]))?\s*[.:–-]?\s*(?P<rest>.*)"
)
SURE_ANNEX: Final = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|MẪU SỐ|Mẫu số|MẪU|Mẫu|BIỂU SỐ|Biểu số|BIỂU|Biểu)"
    r"(?:\s+(?:SỐ|số))?\s*[:.]?\s*(?:[IVXLC]+|\d{1,2}[a-zA-Z]?|[A-H])?\s*[.:]?"
)
ATTACHED: Final = re.compile(r"[(\[]?\s*(?:Ban hành )?[Kk]èm theo\b.*|[(\[]?\s*Đính kèm\b.*")


def kind_of(text: str) -> tuple[str, str] | None:
    """The kind of document that a line names, and what of a title follows on it."""
    plain = text.strip(" *:.-–_")
    if not is_upper(plain) and plain not in ("Kế hoạch", "Quyết định"):
        return None
    if (kind := _KINDS.get(compact(plain))) is not None:
        return kind, ""
    found = _BEGUN.fullmatch(plain)
    return (found[1], found[2]) if found else None


def is_signature_title(text: str) -> bool:
    """Whether it says in what right somebody signs."""
    plain = text.strip(" .,;:*")
    if SIGNATURE.fullmatch(plain):
        return True
    return is_upper(plain) and bool(POSITION.fullmatch(plain)) and len(plain) < 90


def name_in(text: str) -> tuple[str, str | None] | None:
    """A person's name and rank; None for other words."""
    plain = re.sub(r"\s*\([^()]*\)\s*$", "", text).strip(" .,;:*()")
    found = RANKS.match(plain)
    rank = found[0].strip(" ,") if found else None
    name = plain[found.end() :].strip() if found else plain
    while found and (found := RANKS.match(name)):
        rank, name = f"{rank} {found[0].strip(' ,')}", name[found.end() :].strip()
    words = name.split()
    if not 2 <= len(words) <= 6:
        return None
    if is_upper(name):
        is_known = words[0] in _SURNAMES or not _MIDDLE_NAMES.isdisjoint(words[1:-1])
        is_name = is_known and not POSITION.search(name)
        return (name, rank) if is_name else None
    if words[0] in _COMMON and words[0].upper() not in _SURNAMES:
        return None
    return (name, rank) if NAME.fullmatch(name) else None
