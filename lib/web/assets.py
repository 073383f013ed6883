"""Streamlit's own files and ours, sent compressed; its page made Vietnamese."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from streamlit import file_util

from lib.config import ROOT
from lib.web.asgi import ASGIApp, Message, Receive, Scope, Send, header
from lib.web.errors import answer
from lib.web.index import rewritten
from lib.web.packing import Packed, Packer, choose, pack

FOREVER: Final = "public, immutable, max-age=31536000"
ASK_AGAIN: Final = "no-cache"
_ICON_FONT: Final = "/media/MaterialSymbols-"
_OWN_URL: Final = "/thidua"
_SERVED_SUFFIXES: Final = frozenset({".js", ".css", ".svg", ".woff2", ".png"})


class OwnFiles:
    """Our files below static/, by name, each with an address that changes with its content."""

    def __init__(self, packer: Packer, folder: Path = ROOT / "static") -> None:
        self.packer = packer
        self.files = {
            file.name: file for file in sorted(folder.iterdir()) if file.suffix in _SERVED_SUFFIXES
        }
        self.marks = {
            name: hashlib.sha256(file.read_bytes()).hexdigest()[:12]
            for name, file in self.files.items()
        }

    def url(self, name: str) -> str:
        """The address of a file, relative to the page, good for ever."""
        return f".{_OWN_URL}/{name}?v={self.marks[name]}"

    async def serve(self, request: Request) -> Response:
        """Answer with a file, to be kept for ever under the address with its mark."""
        name = request.path_params["name"]
        if name not in self.files:
            return answer(request.scope, 404)
        accepted = header(request.scope, "accept-encoding")
        packed = await self.packer.fetch(self.files[name], accepted)
        marked = request.query_params.get("v") == self.marks[name]
        return _response(request.scope, packed, FOREVER if marked else ASK_AGAIN)

    def routes(self) -> list[Route]:
        return [Route(f"{_OWN_URL}/{{name}}", self.serve)]


def first_files() -> list[Path]:
    """Streamlit's files that its page names, so that every first visit asks for them."""
    folder = Path(file_util.get_static_dir())
    page = (folder / "index.html").read_text(encoding="utf-8")
    names = re.findall(r'(?:src|href)="\./(static/(?:js|css)/[^"]+)"', page)
    return [folder / name for name in names]


class Assets:
    """Middleware: answers for Streamlit's static files, and replaces its page by ours."""

    def __init__(self, app: ASGIApp, packer: Packer, own: OwnFiles) -> None:
        self.app = app
        self.packer = packer
        folder = Path(file_util.get_static_dir())
        self.files: Mapping[str, Path] = {
            f"/{file.relative_to(folder).as_posix()}": file
            for file in (folder / "static").rglob("*")
            if file.is_file()
        }
        # Its address stays when our choice of icons changes, so browsers must ask again.
        self.icons = {url: own.files["symbols.woff2"] for url in self.files if _ICON_FONT in url}
        index = folder / "index.html"
        self._index_etag = FileResponse(index, stat_result=index.stat()).headers["etag"]
        [icon_font] = self.icons
        self._index = _variants(
            rewritten(index.read_text(encoding="utf-8"), own.url, icon_font=f".{icon_font}")
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
        elif not scope["path"].startswith("/static/"):
            await self._with_our_page(scope, receive, send)
        elif scope["path"] not in self.files:
            # Streamlit would answer with its page and "200 OK".
            await answer(scope, 404)(scope, receive, send)
        elif header(scope, "range"):
            await self.app(scope, receive, send)
        else:
            icons = self.icons.get(scope["path"])
            accepted = header(scope, "accept-encoding")
            file = icons or self.files[scope["path"]]
            packed = await self.packer.fetch(file, accepted)
            cache = ASK_AGAIN if icons else FOREVER
            await _response(scope, packed, cache)(scope, receive, send)

    async def _with_our_page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let Streamlit decide which addresses are pages, and send ours for its index.html."""
        is_index = False

        async def send_others(message: Message) -> None:
            nonlocal is_index
            if message["type"] == "http.response.start":
                is_index = Headers(raw=message["headers"]).get("etag") == self._index_etag
            if not is_index:
                await send(message)

        await self.app(scope, receive, send_others)
        if is_index:
            packed = self._index[choose(header(scope, "accept-encoding"))]
            await _response(scope, packed, ASK_AGAIN)(scope, receive, send)


def _variants(page: str) -> dict[str, Packed]:
    body = page.encode()
    mark = hashlib.sha256(body).hexdigest()[:32]
    kind = "text/html; charset=utf-8"
    packed = {
        name: Packed(pack(name, body), name, f'"{mark}-{name}"', kind) for name in ("br", "gzip")
    }
    return {"": Packed(body, "", f'"{mark}"', kind), **packed}


def _response(scope: Scope, packed: Packed, cache: str) -> Response:
    headers = {"ETag": packed.etag, "Vary": "Accept-Encoding", "Cache-Control": cache}
    if packed.etag in header(scope, "if-none-match"):
        return Response(status_code=304, headers=headers)
    if packed.encoding:
        headers["Content-Encoding"] = packed.encoding
    headers["Content-Type"] = packed.media_type
    headers["Content-Length"] = str(len(packed.body))
    # Starlette's own Response would send the body of a HEAD too.
    return Response(b"" if scope["method"] == "HEAD" else packed.body, headers=headers)
