"""The closing report with its annexes.

Source: Decree 30/2020, Appendix III, form 1.4 and form 2.1 of annexes.
"""

from __future__ import annotations

from lib.domain.papers.report_paper import MOST_BARS
from lib.exports.docx.writing.lists import (
    HONOURED,
    Column,
    data_table,
    grouped_rows,
    looped,
    rows_if,
    rows_of,
)
from lib.exports.docx.writing.package import Section
from lib.exports.docx.writing.pieces import (
    COLON,
    each,
    head,
    paragraph,
    recipients,
    signature,
    signer,
    subject,
    when,
)
from lib.exports.docx.writing.styles import CHART
from lib.exports.docx.writing.tables import Row

_INDICATORS = (
    Column("STT", 12, "{{ row.number }}", "TableCentre"),
    Column("Nội dung, chỉ tiêu", 61, "{{ row.text }}"),
    Column("Đơn vị tính", 22, "{{ row.measure }}", "TableCentre"),
    Column("Kết quả", 30, "{{ row.result }}", "TableNumber"),
    Column("Số đơn vị báo cáo", 20, "{{ row.reporting }}", "TableCentre"),
    Column("Ghi chú", 20, "{{ row.note }}"),
)
_UNITS = (
    Column("STT", 12, "{{ row.number }}", "TableCentre"),
    Column("Đơn vị", 68, "{{ row.name }}"),
    Column("Được giao", 20, "{{ row.assigned }}", "TableNumber"),
    Column("Hoàn thành", 20, "{{ row.complete }}", "TableNumber"),
    Column("Đúng hạn", 20, "{{ row.on_time }}", "TableNumber"),
    Column("Quá hạn", 20, "{{ row.overdue }}", "TableNumber"),
    Column("Không phát sinh", 22, "{{ row.nil }}", "TableNumber"),
    Column("Tỷ lệ", 20, "{{ row.share }}", "TableNumber"),
    Column("Tự đánh giá", 25, "{{ row.own_label }}", "TableCentre"),
    Column("Kết quả đánh giá", 25, "{{ row.result }}", "TableCentre"),
)


_DOCUMENTS = (
    Column("STT", 11, "{{ row.number }}", "TableCentre"),
    Column("Số, ký hiệu", 23, "{{ row.symbol }}"),
    Column("Ngày", 23, "{{ row.issued_on }}", "TableCentre"),
    Column("Cơ quan ban hành", 19, "{{ row.issuer }}"),
    Column("Trích yếu", 26, "{{ row.abstract }}"),
    Column("Ngày đăng", 23, "{{ row.published_on }}", "TableCentre"),
    Column("Đơn vị xác nhận", 15, "{{ row.acknowledged }}", "TableCentre"),
    Column("Đường dẫn", 25, "{{ row.address }}"),
)


def closing_report() -> list[Section]:
    """The report, and behind it the annexes with page numbers of their own."""
    return [Section(_body()), _indicators(), _units(), _honours(), _documents()]


def _body() -> str:
    return (
        head(
            "{{ agency.governing_body_header }}",
            "{{ agency.header }}",
            symbol="{{ closing.symbol }}",
        )
        + subject("BÁO CÁO", "{{ closing.subject }}")
        + when(
            "closing.only_addressee",
            paragraph("Addressee", "Kính gửi: {{ closing.only_addressee }}"),
        )
        + when(
            "closing.first_addressee",
            paragraph("Addressees", "Kính gửi:\t{{ closing.first_addressee }}", extra=COLON),
            each(
                "line in closing.next_addressees",
                paragraph("Addressees", "\t{{ line }}", extra=COLON),
            ),
            paragraph("Gap"),
        )
        + each(
            "line in closing.lines",
            when("line.is_section", paragraph("Section", "{{ line.text }}")),
            when("line.is_heading", paragraph("Point", "{{ line.text }}")),
            when("line.is_body", paragraph("Body", "{{ line.text }}")),
        )
        + signature(
            recipients(
                "- Như trên;",
                each("recipient in recipients", paragraph("Recipients", "- {{ recipient }};")),
                "- Lưu: VT, {{ office.abbreviation }}.",
            ),
            signer("director"),
        )
    )


def _title(number: str, name: str) -> str:
    return (
        paragraph("Annex", f"Phụ lục {number}")
        + paragraph("AnnexTitle", name)
        + paragraph("AnnexOf", "(Kèm theo {{ closing.annex_of }} của {{ agency.name }})")
    )


def _indicators() -> Section:
    return Section(
        _title("I", "KẾT QUẢ THEO CHỈ TIÊU")
        + data_table(
            _INDICATORS,
            *grouped_rows("row in closing.indicators", _INDICATORS, "{{ row.text }}"),
        )
        + paragraph("Gap")
        + _chart("closing.group_chart", "closing.has_too_many_groups", "nội dung")
        + when("closing.day_chart", paragraph(CHART, "{{ closing.day_chart }}"))
        + when(
            "closing.has_nothing_complete",
            paragraph("Body", "Chưa có biểu đồ theo thời gian vì chưa có nhiệm vụ nào hoàn thành."),
        )
        + paragraph("Body", "Phụ lục này gồm {{ closing.indicator_count }} chỉ tiêu./.")
    )


def _units() -> Section:
    cells = Row(tuple(paragraph(one.style, one.value) for one in _UNITS))
    bold = Row(tuple(paragraph(one.style, f"**{one.value}**") for one in _UNITS))
    return Section(
        _title("II", "KẾT QUẢ THEO ĐƠN VỊ")
        + data_table(
            _UNITS,
            *looped(
                "row in closing.units",
                _UNITS,
                *rows_if("row.is_total", _UNITS, bold),
                *rows_if("not row.is_total", _UNITS, cells),
            ),
        )
        + paragraph("Gap")
        + _chart("closing.unit_chart", "closing.has_too_many_units", "đơn vị")
        + paragraph(
            "Body",
            "Số liệu tính trên các nhiệm vụ bắt buộc; các đơn vị theo thứ tự của cơ quan, không "
            "xếp hạng./.",
        ),
        is_landscape=True,
    )


def _chart(key: str, is_left_out: str, of: str) -> str:
    """The place of a chart, or why there is none."""
    return when(key, paragraph(CHART, f"{{{{ {key} }}}}")) + when(
        is_left_out,
        paragraph("Body", f"Không vẽ biểu đồ vì có trên {MOST_BARS} {of}; số liệu ở bảng trên."),
    )


def _honours() -> Section:
    return Section(
        _title("III", "DANH SÁCH KHEN THƯỞNG")
        + when(
            "closing.honours",
            data_table(
                HONOURED,
                *grouped_rows("row in closing.honours", HONOURED, "{{ row.name }}"),
            ),
            paragraph("Gap"),
            paragraph("Body", "Danh sách chỉ gồm các trường hợp đã được công bố hoặc đã trình./."),
        )
        + when(
            "not closing.honours",
            paragraph("Body", "Đến thời điểm chốt số liệu chưa có trường hợp nào được công bố./."),
        )
    )


def _documents() -> Section:
    return Section(
        _title("IV", "DANH MỤC VĂN BẢN")
        + data_table(_DOCUMENTS, *rows_of("row in closing.documents", _DOCUMENTS))
        + paragraph("Gap")
        + paragraph(
            "Body",
            "Cột Đơn vị xác nhận: số đơn vị đã xác nhận trên tổng số đơn vị nhận văn bản./.",
        ),
        only_if="closing.documents",
    )
