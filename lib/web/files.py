"""Sending files: what a browser may do with them.

A route brings one question: which file is it, and may this person have it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, Protocol
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from lib.domain.access import Actor
from lib.services.files.stored_files import OpenFile
from lib.services.operation.runtime import Database
from lib.web import members
from lib.web.downloads import DOWNLOADS, Download

Find = Callable[[Database, Actor], OpenFile]
ZIP: Final = "application/zip"
# Nothing in a file may run or load anything, and only our own pages may frame it. A browser's own
# reader of PDF does not start inside a sandbox; it keeps scripts of the document to itself.
_CSP: Final = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; object-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
_PDF: Final = "application/pdf"
_SHOWN: Final = frozenset({_PDF, "image/jpeg", "image/png", "image/webp"})
_KEPT: Final = {"Cache-Control": "no-store"}
_PLAIN: Final = re.compile(r"[A-Za-z0-9._-]+")


class Made(Protocol):
    """A file that is made while it is sent: its name, and its bytes in pieces."""

    @property
    def name(self) -> str: ...

    @property
    def pieces(self) -> Iterator[bytes]: ...


async def shown(request: Request, find: Find) -> Response:
    """A person's file to look at in a page of ours; `?tai=1` behind its address saves it."""

    def sent(file: OpenFile) -> Response:
        is_shown = file.media_type in _SHOWN and "tai" not in request.query_params
        headers = {
            "Content-Disposition": disposition("inline" if is_shown else "attachment", file.name),
            "Content-Security-Policy": _CSP + ("" if file.media_type == _PDF else "; sandbox"),
            "X-Frame-Options": "SAMEORIGIN",
        }
        return FileResponse(file.path, media_type=file.media_type, headers=headers | _KEPT)

    return await members.answered(request, find, sent)


async def pictured(request: Request, find: Find) -> Response:
    """An image that stands in a page of ours and nowhere else."""

    def sent(file: OpenFile) -> Response:
        headers = {
            "Content-Disposition": "inline",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        }
        return FileResponse(file.path, media_type=file.media_type, headers=headers | _KEPT)

    return await members.answered(request, find, sent)


async def saved(request: Request, find: Find) -> Response:
    """A file of ours to be saved under its name."""

    def sent(file: OpenFile) -> Response:
        headers = {"Content-Disposition": disposition("attachment", file.name)}
        return FileResponse(file.path, media_type=file.media_type, headers=headers | _KEPT)

    return await members.answered(request, find, sent)


async def streamed(
    request: Request, make: Callable[[Database, Actor], Made], media_type: str
) -> Response:
    """The same for a file that lies nowhere, for as many at once as there are places."""

    def entered(db: Database, actor: Actor) -> tuple[Made, UUID]:
        DOWNLOADS.enter(actor.account_id)
        try:
            return make(db, actor), actor.account_id
        except BaseException:
            DOWNLOADS.leave(actor.account_id)
            raise

    def sent(begun: tuple[Made, UUID]) -> Response:
        made, account_id = begun
        headers = {"Content-Disposition": disposition("attachment", made.name)}
        return Download(
            made.pieces,
            media_type=media_type,
            headers=headers | _KEPT,
            left=partial(DOWNLOADS.leave, account_id),
        )

    return await members.answered(request, entered, sent)


def disposition(how: str, name: str) -> str:
    """What is to be done with a file of this name; other letters for browsers new and old."""
    if _PLAIN.fullmatch(name):
        return f'{how}; filename="{name}"'
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
