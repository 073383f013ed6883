"""The words of a file that has been taken in, for those who seek it by them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lib.errors import BadPlan
from lib.services.files.contents.plans import docx_text, pdf_text

_PDF: Final = b"%PDF-"
_ZIP: Final = b"PK\x03\x04"


def inspected(content: bytes, asked: Mapping[str, Any]) -> tuple[dict[str, object], bytes]:
    """The words in UTF-8, "" of a file without any that can be read, as a scan.

    Args:
        asked: `name`, fit to be shown, and `kind`, as what the file was taken in.
    Raises:
        BadUpload: it cannot be read.
    """
    read = {"pdf": pdf_text.read, "docx": docx_text.read}.get(str(asked["kind"]))
    if read is None or not content.startswith((_PDF, _ZIP)):
        return {}, b""
    try:
        lines = read(content, str(asked["name"])).lines
    except BadPlan:
        return {}, b""
    return {}, "\n".join(lines).encode()
