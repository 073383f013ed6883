from __future__ import annotations

import pytest

from lib.ui.kit.markdown import WORD_JOINER, plain, plain_lines


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Số hội nghị (cấp Sở): 1.234", "Số hội nghị (cấp Sở): 1.234"),
        ("*a* _b_ `c` [d](e) $f$ <g>", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\$f\\$ \\<g\\>"),
        (":red[x] :smile: :+1: :100:", "\\:red\\[x\\] :|smile: :|+1: :|100:"),
        (":material/verified: :streamlit:", ":|material/verified: :|streamlit:"),
        ("lúc 14:03:22", "lúc 14:03:22"),
        ("www.a.vn a@b.vn http://c.vn", "www|.a.vn a\\@|b.vn http:|//c.vn"),
        ("WWW.a.vn HTTPS://c.vn", "WWW|.a.vn HTTPS:|//c.vn"),
        ("a -> b, a->b, 2021 -- 2026, c--d", "a -|\\> b, a-\\>b, 2021 -|- 2026, c--d"),
        ("# 1 > 2 ~~3~~", "\\# 1 \\> 2 \\~\\~3\\~\\~"),
        ("a\\*b", "a\\\\\\*b"),
        ("&lt;b&gt; R&D; a & b", "\\&lt;b\\&gt; R\\&D; a & b"),
    ],
)
def test_plain_text_is_not_read_as_markdown(text, markdown):
    assert plain(text).replace(WORD_JOINER, "|") == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("1. Mục một\n2) Mục hai", "1\\. Mục một\n2\\) Mục hai"),
        ("- a\n+ b\n  - c", "\\- a\n\\+ b\n  \\- c"),
        ("Tên\n---\nTên\n=", "Tên\n\\---\nTên\n\\="),
        ("-5 °C", "-5 °C"),
        ("12.3 và 22.11.2026", "12.3 và 22.11.2026"),
        ("Sở - phòng 1. A", "Sở - phòng 1. A"),
    ],
)
def test_a_line_begins_neither_a_list_nor_a_heading(text, markdown):
    assert plain(text) == markdown


def test_lines_stand_below_each_other():
    assert plain_lines("*a*\nb") == "\\*a\\*  \nb"
