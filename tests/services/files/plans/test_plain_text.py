"""Text files in the encodings in which offices have them."""

from __future__ import annotations

import unicodedata

import pytest

from lib.errors import BadPlan
from lib.services.files.contents.plans import plain_text

PLAN = "KẾ HOẠCH\r\nThi đua năm 2026 của Sở Xây dựng tỉnh Sơn Lam, áp dụng cho mọi đơn vị.\r\n"
LINES = PLAN.splitlines()
TCVN3 = (
    "Së X©y dùng tØnh S¬n Lam tæ chøc phong trµo thi ®ua trong toµn ngµnh, c¸c ®¬n vÞ trùc "
    "thuéc thùc hiÖn vµ b¸o c¸o kÕt qu¶ vÒ V¨n phßng Së."
)
VNI = (
    "Sôû Xaây döïng tænh Sôn Lam toå chöùc phong traøo thi ñua trong toaøn ngaønh, caùc ñôn "
    "vò tröïc thuoäc thöïc hieän vaø baùo caùo keát quaû veà Vaên phoøng Sôû."
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read(encoding):
    found = plain_text.read(PLAN.encode(encoding), "a.txt")

    assert (found.lines, found.warnings) == (LINES, [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_that_does_not_say_so_is_read_with_a_warning(encoding):
    found = plain_text.read((PLAN * 10).encode(encoding), "a.txt")

    assert (found.lines[:2], found.warnings) == (LINES, ["utf_16"])


def test_windows_1258_is_converted_with_a_warning():
    found = plain_text.read(_in_1258(PLAN), "a.txt")

    assert (found.lines, found.warnings) == (LINES, ["windows_1258"])


def _in_1258(text):
    """Base letters of that page, with their tones behind them."""
    made = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            made += letter.encode("cp1258")
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", letter)
            tones = [one for one in apart[1:] if one in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(one for one in apart if one not in tones))
            made += base.encode("cp1258") + "".join(tones).encode("cp1258")
    return bytes(made)


@pytest.mark.parametrize(
    ("text", "name"), [(TCVN3, "TCVN3 (ABC)"), (VNI, "VNI")], ids=["tcvn3", "vni"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_letters_of_old_fonts_are_refused_by_name(text, name, encoding):
    with pytest.raises(BadPlan) as refusal:
        plain_text.read(text.encode(encoding), "a.txt")

    assert (refusal.value.reason, refusal.value.facts["name"]) == ("old_letters", name)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not_text"),
        (b"\xff\xfe\x00", "not_text"),
        (b"caf\xe9 cr\xe8me " * 40, "not_text"),
        (b"\n" * 10_000_000, "too_many_lines"),
        ("dòng\u2028".encode() * 20_001, "too_many_lines"),
        (b"x" * 19_000_000, "too_much_text"),
        (b"x" * 20_001, "too_long_line"),
    ],
    ids=["png", "cut", "french", "many lines", "odd ends", "one huge line", "long line"],
)
def test_what_is_no_plan_is_refused(content, reason):
    with pytest.raises(BadPlan) as refusal:
        plain_text.read(content, "a.txt")

    assert refusal.value.reason == reason
