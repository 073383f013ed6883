"""Refusals as programs read them, RFC 9457: what is wrong, and in Vietnamese what to do."""

from __future__ import annotations

import json
import math
from typing import Final

from starlette.responses import Response

from lib.errors import AppError, Denied, NotFound, Refused, Unavailable
from lib.text import sentence
from lib.text.connections import API_PROBLEMS, API_TITLES

MEDIA_TYPE: Final = "application/problem+json"
_CHALLENGE: Final = 'Basic realm="Thi dua", charset="UTF-8", Bearer realm="Thi dua"'
_STATUS: Final = {
    "key": 401, "key_waiting": 429, "table": 404, "newer_edition": 410, "downloads_busy": 429,
    "bad_instant": 400, "future_instant": 400, "before_campaign": 400,
}  # fmt: skip
_BUSY_S: Final = 2


class Problem(Exception):
    """A request that is answered by a refusal.

    Args:
        code: of `API_PROBLEMS`.
        headers: what goes with it.
        facts: values for the placeholders of its sentence.
    """

    def __init__(
        self, status: int, code: str, headers: dict[str, str] | None = None, **facts: object
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.headers, self.facts = status, code, headers or {}, facts

    def answer(self) -> Response:
        title, detail = API_PROBLEMS[self.code]
        return _answer(self.status, self.code, title, detail.format(**self.facts), self.headers)


def too_fast(seconds: float) -> Problem:
    """The refusal of who asks too fast."""
    wait = max(1, math.ceil(seconds))
    return Problem(429, "too_fast", {"Retry-After": str(wait)}, seconds=wait)


def no_key() -> Problem:
    return Problem(401, "no_key", {"WWW-Authenticate": _CHALLENGE})


def refused(error: AppError) -> Response:
    """The answer to a refusal of the services; whatever is none of reading rises."""
    status = _STATUS.get(error.reason)
    if isinstance(error, Unavailable):
        status = status or 503
    if status is None or not isinstance(error, Denied | NotFound | Refused | Unavailable):
        raise error
    headers = {"WWW-Authenticate": _CHALLENGE} if status == 401 else {}
    if status == 429:
        headers["Retry-After"] = str(error.facts.get("seconds", _BUSY_S))
    title = API_TITLES[status]
    return _answer(status, error.reason, title, sentence(error), headers)


def _answer(status: int, code: str, title: str, detail: str, headers: dict[str, str]) -> Response:
    told = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code}
    return Response(
        json.dumps(told, ensure_ascii=False),
        status,
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **headers},
    )
