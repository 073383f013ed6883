"""Text files: UTF-8 and UTF-16 read, windows-1258 converted, old letters of fonts refused."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from lib.domain.vietnamese import format_number
from lib.errors import BadPlan
from lib.services.files.contents.plans import found
from lib.services.files.contents.plans.found import FoundText

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_NEW_LETTERS: Final = re.compile("[\u1ea0-\u1ef9\u01a0\u01a1\u01af\u01b0\u0102\u0103\u0110\u0111]")
# Those of its letters that are none in Vietnamese.
_TCVN3: Final = re.compile("[µ¸¶·¹¨»¾¼½Æ©ÇËÐÎÏÑªÖ×ØÜÞßäå«ëïî¬ø÷®§¡¢£¤¥¦ûñ]")
_VNI: Final = re.compile("[aeouyAEOUYôö][äøõùûïåâáàéèêëúüÄØÕÙÛÏÅÂÁÀÉÈÊËÚÜ]|[ñÑöÖ](?=[aeiouAEIOU ])")
_LETTERS_TO_TELL: Final = 60
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f]")


def read(content: bytes, file: str) -> FoundText:
    """The lines of a text file.

    Raises:
        BadPlan: it is no text, too long, or in the letters of old fonts.
    """
    # Counted before anything is decoded: ten million lines are many objects.
    if content.count(b"\n") > found.LINES_LIMIT:
        raise BadPlan("too_many_lines", file=file, limit=format_number(found.LINES_LIMIT))
    text, warnings = _decoded(content, file)
    if len(text) > found.LETTERS_LIMIT:
        raise BadPlan("too_much_text", file=file, limit=format_number(found.LETTERS_LIMIT))
    _require_text(text, file)
    require_new_letters(text, file)
    return FoundText(found.within_limits(text.splitlines(), file), warnings)


def require_new_letters(text: str, file: str) -> None:
    """Nothing for text in Unicode.

    Raises:
        BadPlan: it was written for fonts of TCVN3 or VNI, where letters stand for others.
    """
    letters = sum(one.isalpha() for one in text)
    if letters < _LETTERS_TO_TELL or len(_NEW_LETTERS.findall(text)) > letters * 0.01:
        return
    if len(_VNI.findall(text)) > letters * 0.06:
        raise BadPlan("old_letters", file=file, name="VNI")
    if len(_TCVN3.findall(text)) > letters * 0.04:
        raise BadPlan("old_letters", file=file, name="TCVN3 (ABC)")


def _require_text(text: str, file: str) -> None:
    if len(_CONTROL.findall(text)) > max(8, len(text) // 200):
        raise BadPlan("not_text", file=file)


def _decoded(content: bytes, file: str) -> tuple[str, list[str]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), []
            except UnicodeDecodeError as error:
                raise BadPlan("not_text", file=file) from error
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        return _of_old_encodings(content, file)


def _of_old_encodings(content: bytes, file: str) -> tuple[str, list[str]]:
    """Bytes that are no UTF-8."""
    for encoding in ("utf-16-le", "utf-16-be"):
        if content[:400].count(b"\0") > 40:
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\n" in text or " " in text:
                return text, ["utf_16"]
    bytewise = content.decode("latin-1")
    _require_text(bytewise, file)
    require_new_letters(bytewise, file)
    try:
        text = unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeDecodeError as error:
        raise BadPlan("not_text", file=file) from error
    letters = sum(one.isalpha() for one in text)
    if len(_NEW_LETTERS.findall(text)) <= letters * 0.01:
        raise BadPlan("not_text", file=file)
    return text, ["windows_1258"]
