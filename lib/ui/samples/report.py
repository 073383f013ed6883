"""The sample of a form: every kind of field, drafts while typing, the row of acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.forms import forms
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Difference, Form, form_from_data
from lib.services import clock
from lib.ui.kit import record_form
from lib.ui.kit.conflict import Other
from lib.ui.kit.open_form import Slot
from lib.ui.kit.record import Raw, Record
from lib.ui.samples.shelf import RIGHT, SampleDraft, SampleReport, shelf

SLOT: Final = Slot("samples_report")
_WIDTH_PX: Final = 640
FORM: Final = form_from_data(
    {
        "key": "samples",
        "version": 1,
        "fields": [
            {"key": "so_hoi_nghi", "kind": "whole", "label": "Số hội nghị", "unit": "hội nghị",
             "required": True},
            {"key": "nam", "kind": "year", "label": "Năm phát động"},
            {"key": "ngay", "kind": "date", "label": "Ngày tổ chức"},
            {"key": "so_van_ban", "kind": "short_text", "label": "Số, ký hiệu văn bản",
             "required": True, "help": "Như trên đầu văn bản, ví dụ 12/KH-SXD."},
            {"key": "dau_moi", "kind": "person", "label": "Người phụ trách"},
            {"key": "dien_thoai", "kind": "personal", "label": "Điện thoại liên hệ"},
            {"key": "kinh_phi", "kind": "decimal", "label": "Kinh phí", "unit": "triệu đồng"},
            {"key": "cam_ket", "kind": "percent", "label": "Tỷ lệ ký cam kết", "unit": "người",
             "numerator": "Đã ký", "denominator": "Tổng số"},
            {"key": "cac_hoi_nghi", "kind": "group", "label": "Hội nghị", "help": "Cả năm."},
            {"key": "truc_tiep", "kind": "whole", "label": "Trực tiếp", "group": "cac_hoi_nghi"},
            {"key": "truc_tuyen", "kind": "whole", "label": "Trực tuyến",
             "group": "cac_hoi_nghi"},
            {"key": "ca_hai", "kind": "sum", "label": "Tổng số hội nghị", "unit": "hội nghị",
             "of": ["truc_tiep", "truc_tuyen"], "group": "cac_hoi_nghi"},
            {"key": "chenh", "kind": "difference", "label": "Trực tiếp nhiều hơn",
             "of": ["truc_tiep", "truc_tuyen"], "group": "cac_hoi_nghi"},
            {"key": "phan", "kind": "share", "label": "Tỷ lệ trực tuyến",
             "of": ["truc_tuyen", "ca_hai"], "group": "cac_hoi_nghi"},
            {"key": "cac_buoi", "kind": "rows", "label": "Các buổi tuyên truyền",
             "columns": [{"key": "ngay", "kind": "date", "label": "Ngày"},
                         {"key": "noi", "kind": "short_text", "label": "Nơi tổ chức"},
                         {"key": "nguoi", "kind": "whole", "label": "Số người"}]},
            {"key": "so_buoi", "kind": "total", "label": "Số buổi", "of": ["cac_buoi"]},
            {"key": "nguoi_du", "kind": "total", "label": "Số người dự", "unit": "người",
             "of": ["cac_buoi"], "column": "nguoi"},
            {"key": "co_bien_ban", "kind": "yes_no", "label": "Đã có biên bản"},
            {"key": "ly_do", "kind": "short_text", "label": "Lý do chưa có biên bản",
             "show_when": {"field": "co_bien_ban", "is": False}},
            {"key": "hinh_thuc", "kind": "choice", "label": "Hình thức",
             "choices": [{"key": "truc_tiep", "label": "Trực tiếp"},
                         {"key": "truc_tuyen", "label": "Trực tuyến"}]},
            {"key": "phoi_hop", "kind": "choice", "label": "Đơn vị phối hợp",
             "choices": [{"key": "cong_doan", "label": "Công đoàn cơ quan"},
                         {"key": "doan_thanh_nien", "label": "Đoàn Thanh niên Cộng sản"},
                         {"key": "cuu_chien_binh", "label": "Hội Cựu chiến binh"}]},
            {"key": "phuong_tien", "kind": "choices", "label": "Phương tiện tuyên truyền",
             "choices": [{"key": "loa", "label": "Loa truyền thanh"},
                         {"key": "bao", "label": "Báo chí"},
                         {"key": "mang", "label": "Mạng xã hội"}]},
            {"key": "ket_qua", "kind": "long_text", "label": "Kết quả chính"},
            {"key": "anh", "kind": "files", "label": "Ảnh chụp sân khấu", "types": ["image"],
             "max_files": 3, "help": "Ảnh rõ phông, có ngày chụp."},
            {"key": "duong_dan", "kind": "link", "label": "Đường dẫn minh chứng"},
        ],
    }
)  # fmt: skip
_PERSONS: Final = ("Trần Văn Hùng", "Nguyễn Thị Lan")
_SAVED: Final[dict[str, Value]] = {
    "so_hoi_nghi": 3,
    "nam": 2026,
    "so_van_ban": "12/KH-SXD",
    "cam_ket_num": 38,
    "cam_ket_den": 45,
    "truc_tiep": 2,
    "truc_tuyen": 1,
    "ca_hai": 3,
    "chenh": 1,
    "phan_num": 1,
    "phan_den": 3,
    "cac_buoi": ['{"ngay":"2026-11-20","noi":"Hội trường A","nguoi":120}'],
    "so_buoi": 1,
    "nguoi_du": 120,
    "hinh_thuc": "truc_tiep",
    "ket_qua": "Đã tổ chức hội nghị quán triệt tại hội trường cơ quan.",
}
_MISTYPED: Final = {"so_hoi_nghi": "ba"}
"""Part of the draft there is at first, so that a problem stands at its field."""


@dataclass(frozen=True, slots=True)
class SampleRecord(Record):
    """A report as its form edits it; the shelf takes the place of services."""

    report: SampleReport
    kept: SampleDraft | None
    slot: ClassVar[Slot] = SLOT
    noun: ClassVar[str] = "sample"
    right: ClassVar[Action] = RIGHT

    def redrawn(self, _actor: Actor) -> Sequence[str]:
        return ()

    @property
    def key(self) -> str:
        return "report"

    @property
    def title(self) -> str:
        return "báo cáo mẫu"

    @property
    def version(self) -> int:
        return self.report.version

    @property
    def form(self) -> Form:
        return FORM

    @property
    def draft(self) -> SampleDraft | None:
        return self.kept

    @property
    def other(self) -> Other:
        return Other(None, self.report.saved_at)

    @property
    def answers(self) -> Mapping[str, Value]:
        return self.report.answers

    @property
    def stored(self) -> Raw:
        return forms.start(FORM, self.answers)

    def differences(self, mine: Raw) -> list[Difference]:
        parsed = forms.parse_answers(FORM, mine, complete=False, held=self.answers)
        return forms.differences(FORM, parsed, self.answers)

    def is_stored(self, raw: Raw) -> bool:
        return self.kept is None and forms.says_the_same(FORM, raw, self.report.answers)

    def keep(self, _actor: Actor, seen: int, raw: Raw) -> datetime | None:
        if forms.says_the_same(FORM, raw, self.report.answers):
            shelf().draft = None
            return None
        shelf().draft = SampleDraft(dict(raw), seen, clock.now())
        return clock.now()

    def drop(self, _actor: Actor) -> None:
        shelf().draft = None

    def save(self, _actor: Actor, _act_id: UUID, seen: int, raw: Raw) -> SampleReport:
        answers = forms.parse_answers(FORM, raw, complete=True, held=self.answers)
        saved = SampleReport(answers, seen + 1, clock.now())
        held = shelf()
        held.report, held.draft = saved, None
        return saved


def draw() -> None:
    """The form with its problems and its acts, and what came of the last one."""
    record = _record()
    form = record_form.drawn(record)
    with st.container(border=True, key="item_form", width=_WIDTH_PX):
        raw = record_form.started(record, record.stored, form)
        record_form.draw(record, form, raw, persons=_PERSONS)
        SLOT.notices()


def _record() -> SampleRecord:
    held = shelf()
    if held.report is None:
        held.report = SampleReport(_SAVED, 1, held.begun_at)
        started = forms.start(FORM, _SAVED) | _MISTYPED
        held.draft = SampleDraft(started, held.report.version, held.begun_at)
    return SampleRecord(held.report, held.draft)
