from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain import emails
from lib.errors import Invalid

LABEL = "Thư điện tử"


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("", ""), ("  ", ""), ("lan@so.vn", "lan@so.vn"), (" Lan.NT+td@SO.VN ", "Lan.NT+td@so.vn"),
        ("o'brien@mail.so-xay-dung.gov.vn", "o'brien@mail.so-xay-dung.gov.vn"),
        ("lan@bücher.vn", "lan@xn--bcher-kva.vn"), ("lan@BÜCHER.vn", "lan@xn--bcher-kva.vn"),
        ("a@" + "b" * 63 + ".vn", "a@" + "b" * 63 + ".vn"),
    ],
)  # fmt: skip
def test_an_address_is_taken(typed, taken):
    assert emails.parse(typed, LABEL) == taken


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (None, "unreadable"), (7, "unreadable"), ("lan", "not_email"), ("lan@", "not_email"),
        ("@so.vn", "not_email"), ("lan@so", "not_email"), ("lan@so.vn.", "not_email"),
        ("lan@so..vn", "not_email"), ("lan@-so.vn", "not_email"), ("lan@so_x.vn", "not_email"),
        ("lan@10.0.0.1", "not_email"), ("lan@[10.0.0.1]", "not_email"), ("l an@so.vn", "not_email"),
        (".lan@so.vn", "not_email"), ("la..n@so.vn", "not_email"), ('"la n"@so.vn', "not_email"),
        ("lân@so.vn", "not_email"), ("a@b@so.vn", "not_email"), ("a@so.vn,b@so.vn", "not_email"),
        ("Lan <lan@so.vn>", "not_email"), ("a@so.vn\nBcc: b@so.vn", "control_characters"),
        ("a@so.vn\r\nBcc: b@so.vn", "control_characters"), ("a\x00@so.vn", "control_characters"),
        ("a" * 65 + "@so.vn", "not_email"), ("a@" + "b" * 64 + ".vn", "not_email"),
        ("a@" + "b." * 127 + "vn", "too_long"), ("a@" + "ở." * 32 + "vn", "too_long"),
    ],
)  # fmt: skip
def test_what_is_none_is_refused(typed, reason):
    with pytest.raises(Invalid) as refusal:
        emails.parse(typed, LABEL)

    assert refusal.value.reason == reason


@given(st.text(max_size=60).map(lambda text: f"{text}@so.vn"))
def test_whatever_is_taken_is_one_line_of_ascii(typed):
    try:
        taken = emails.parse(typed, LABEL)
    except Invalid:
        return

    assert taken.isascii()
    assert taken.isprintable()
    assert not set(taken) & set(' <>,;:"\\()[]')
