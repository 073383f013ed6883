"""docs/mau-van-ban.md: what a template may ask for, and what it would say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

from lib import text
from lib.domain.papers import paper_fields
from lib.domain.papers.papers import PACKS, Pack, Paper
from tests.exports.paper_data import some_data

PATH = Path(__file__).parents[1] / "docs" / "mau-van-ban.md"
_HEAD = """# Trường dùng trong mẫu văn bản

Bảng này do `make docs` lập từ mã nguồn; một phép thử so lại. Mẫu là tệp DOCX. Trường viết trong
hai dấu ngoặc nhọn, ví dụ `{{ agency.name }}`. Điều kiện `{%p if … %}` … `{%p endif %}` và danh
sách `{%p for one in … %}` … `{%p endfor %}`: mỗi lệnh một đoạn riêng; trong bảng mỗi lệnh một dòng
riêng, viết `{%tr … %}`. Thêm được `|upper`, `|lower` (chữ hoa, chữ thường). Tên lạ hoặc lệnh khác
làm mẫu bị từ chối, kèm tên đó. Cách chắc nhất: tải mẫu đang dùng tại trang **Văn bản khen thưởng**
rồi sửa bằng Word. Cột ví dụ lấy từ dữ liệu mẫu.

Biểu đồ của báo cáo đứng ở chỗ một đoạn riêng có kiểu “TĐ Biểu đồ” chỉ ghi
`{{ closing.group_chart }}` (theo nhóm nội dung), `{{ closing.day_chart }}` (theo thời gian) hoặc
`{{ closing.unit_chart }}` (theo đơn vị); mẫu không có đoạn ấy thì không có biểu đồ.
"""
_KINDS = (
    ("Văn bản của cơ quan", (Pack.GIAY_KHEN, Pack.BANG_KHEN), Paper.ACHIEVEMENT_REPORT),
    ("Văn bản của đơn vị", (Pack.UNIT,), Paper.UNIT_LIST),
    ("Báo cáo của phong trào", (Pack.REPORT,), Paper.CLOSING_REPORT),
    ("Thông báo kết quả phong trào", (Pack.NOTICE,), Paper.RESULT_NOTICE),
    ("Bản tóm tắt một trang", (Pack.BRIEF,), Paper.LEADER_BRIEF),
    ("Danh sách xác nhận văn bản", (Pack.DOCUMENTS,), Paper.ACKNOWLEDGEMENT_LIST),
    ("Công văn đôn đốc", (Pack.URGING,), Paper.URGING_LETTER),
    ("Báo cáo tổng hợp của đơn vị", (Pack.UNIT_REPORT,), Paper.UNIT_REPORT),
)


def document() -> str:
    """The whole file."""
    parts = [_HEAD]
    for title, packs, paper in _KINDS:
        of_kind = {one for pack in packs for one in PACKS[pack]}
        named = [text.PAPERS[one] for one in Paper if one in of_kind]
        parts.append(f"## {title}\n\n{'; '.join(named)}.\n\n| trường | ví dụ |\n|---|---|")
        data = some_data(packs[-1])
        values = paper_fields.context(paper, data, data.individuals[0])
        values |= {"collective": data.collectives[0], "individual": data.individuals[0]}
        for name, kind in paper_fields.fields(paper).items():
            parts.extend(_rows(name, kind, values[name]))
        parts.append("")
    parts.append("`collective` và `individual` chỉ có trong báo cáo thành tích, mỗi văn bản một.")
    return "\n".join(parts) + "\n"


def _rows(path: str, kind: Any, value: Any, *, in_list: bool = False) -> Iterator[str]:
    """A row for every text or number behind the name; what is in a list is called `one`."""
    if isinstance(kind, UnionType):
        kind = next(one for one in get_args(kind) if one is not NoneType)
    if get_origin(kind) is tuple:
        yield f"| `for one in {path}` | danh sách |"
        if not in_list:
            yield from _rows("one", get_args(kind)[0], value[0], in_list=True)
    elif is_dataclass(kind):
        for name, inside in sorted(paper_fields.members(kind).items()):
            yield from _rows(f"{path}.{name}", inside, getattr(value, name), in_list=in_list)
    else:
        shown = " ".join(str(value).split())
        yield f"| `{path}` | {shown[:80]}{'…' if len(shown) > 80 else ''} |"
