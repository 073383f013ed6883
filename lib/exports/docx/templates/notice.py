"""The notice of results. Source: Decree 30/2020, Appendix III, form 1.4 with the kind's name."""

from __future__ import annotations

from lib.exports.docx.writing.lists import HONOURED, Column, data_table, grouped_rows, rows_of
from lib.exports.docx.writing.package import Section
from lib.exports.docx.writing.pieces import (
    each,
    head,
    paragraph,
    recipients,
    signature,
    signer,
    subject,
    when,
)

_UNITS = (
    Column("STT", 12, "{{ unit.number }}", "TableCentre"),
    Column("Đơn vị", 93, "{{ unit.name }}"),
    Column("Kết quả đánh giá", 60, "{{ unit.label }}", "TableCentre"),
)

_RANKING = (
    Column("Hạng", 16, "{{ row.rank }}", "TableCentre"),
    Column("Đơn vị", 109, "{{ row.name }}"),
    Column("Điểm", 40, "{{ row.points }}", "TableNumber"),
)


def result_notice() -> list[Section]:
    """One or two pages, and behind them who was awarded, if anybody was."""
    return [Section(_body()), Section(_honours(), only_if="notice.honours")]


def _body() -> str:
    return (
        head(
            "{{ agency.governing_body_header }}",
            "{{ agency.header }}",
            number="TB-{{ agency.abbreviation }}",
        )
        + subject("THÔNG BÁO", "{{ notice.subject }}")
        + paragraph("Body", "{{ notice.opening }}")
        + paragraph("Point", "1. Kết quả thực hiện nhiệm vụ")
        + each("line in notice.results", paragraph("Body", "{{ line }}"))
        + paragraph("Point", "2. Khen thưởng")
        + each("line in notice.awards", paragraph("Body", "{{ line }}"))
        + when(
            "notice.honours",
            paragraph(
                "Body", "Danh sách tập thể, cá nhân được khen thưởng kèm theo Thông báo này."
            ),
        )
        + when(
            "notice.units",
            paragraph("Point", "3. Kết quả đánh giá các đơn vị"),
            data_table(_UNITS, *rows_of("unit in notice.units", _UNITS)),
            paragraph("Gap"),
        )
        + when(
            "notice.ranking",
            paragraph("Point", "4. Xếp hạng các đơn vị"),
            data_table(
                _RANKING, *grouped_rows("row in notice.ranking", _RANKING, "{{ row.name }}")
            ),
            paragraph("Gap"),
        )
        + paragraph(
            "Body",
            "{{ agency.name }} cảm ơn công chức, viên chức, người lao động của các đơn vị đã tham "
            "gia phong trào thi đua và thông báo để các đơn vị, tập thể, cá nhân biết./.",
        )
        + signature(
            recipients(
                each("recipient in recipients", paragraph("Recipients", "- {{ recipient }};")),
                "- Lưu: VT, {{ office.abbreviation }}.",
            ),
            signer("director"),
        )
    )


def _honours() -> str:
    return (
        paragraph("AnnexTitle", "DANH SÁCH")
        + paragraph("AnnexTitle", "Tập thể, cá nhân được khen thưởng")
        + paragraph(
            "AnnexOf",
            "(Kèm theo Thông báo số      /TB-{{ agency.abbreviation }} {{ ready.date }} của "
            "{{ agency.name }})",
        )
        + data_table(
            HONOURED,
            *grouped_rows("row in notice.honours", HONOURED, "{{ row.name }}"),
        )
        + paragraph("Gap")
        + paragraph("Body", "Danh sách gồm {{ notice.honoured }}./.")
    )
