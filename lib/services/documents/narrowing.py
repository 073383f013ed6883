"""What the list of documents may be narrowed to, by its name in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from lib.services.documents.documents import Line

KEPT: Final[Mapping[str, Callable[[Line], bool]]] = {
    "tat-ca": lambda line: True,
    "can-lam": lambda line: line.waits,
    "con-thieu": lambda line: line.missing > 0,
    "dang-soan": lambda line: line.entry.working is not None,
    "noi-bo": lambda line: line.document.is_own,
}
LABELS: Final[Mapping[str, str]] = {
    "tat-ca": "Tất cả",
    "can-lam": "Chưa xác nhận",
    "con-thieu": "Còn thiếu",
    "dang-soan": "Đang soạn",
    "noi-bo": "Nội bộ đơn vị",
}
