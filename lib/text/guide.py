"""Which sections of the users' guide are of which roles; all others are everybody's."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from lib.domain.access import FOREMOST, Role
from lib.text.words import ROLES

_UNIT: Final = frozenset({Role.STAFF, Role.HEAD})
_OFFICE: Final = frozenset({Role.OFFICE})
OF_ROLES: Final[Mapping[str, frozenset[Role]]] = {
    "Cán bộ đơn vị": _UNIT,
    "Đề nghị khen thưởng": _UNIT,
    "Thủ trưởng đơn vị": frozenset({Role.HEAD}),
    "Văn phòng": _OFFICE | {Role.LEADER},
    "Văn bản và xác nhận": _UNIT | _OFFICE | {Role.LEADER},
    "Kết nối dữ liệu": _OFFICE,
    "Thiết lập phong trào": _OFFICE,
    "Nhập kế hoạch": _OFFICE,
    "Văn bản khen thưởng": _UNIT | _OFFICE,
    "Thông tin sai sự thật": _UNIT | _OFFICE | {Role.LEADER},
    "Đánh giá đơn vị": _UNIT | _OFFICE | {Role.LEADER},
    "Tổng kết": _OFFICE | {Role.LEADER},
    "Báo cáo": _OFFICE | {Role.LEADER},
    "Quản trị": frozenset({Role.ADMIN, Role.LEADER}),
    "Bảo trì": _OFFICE | {Role.ADMIN},
    "Nhật ký": _OFFICE | {Role.LEADER, Role.ADMIN},
    # The list of licences stands on the page alone.
    "Phiên bản": frozenset(),
}
"""How a section's title begins -> whose guide has it."""
TITLE: Final = "HƯỚNG DẪN SỬ DỤNG"
SUBJECT: Final = "Phần mềm Thi đua, dành cho {roles}"
VERSION: Final = "Thi đua {version}"
FILE: Final = "Huong-dan_{roles}_{version}.{ending}"


def is_for(title: str, roles: Collection[Role]) -> bool:
    """Whether the section of that title is in the guide of somebody with these roles."""
    whose = next((of for begins, of in OF_ROLES.items() if title.startswith(begins)), None)
    return whose is None or not whose.isdisjoint(roles)


def named(roles: Collection[Role]) -> str:
    """ "Văn phòng, Cán bộ đơn vị"."""
    return ", ".join(ROLES[role] for role in FOREMOST if role in roles)
