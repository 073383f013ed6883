"""How much of what people upload may wait in memory until a page takes it.

Streamlit keeps a file until its tab is gone, whether or not a page has asked for it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit import config, runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from lib.config import settings
from lib.web.asgi import Scope, header
from lib.web.gate.tabs import Tabs


@dataclass(slots=True, eq=False)
class _Coming:
    session: Hashable
    size_bytes: int


@dataclass(slots=True)
class Uploads:
    """The files under way and those that wait; used by the event loop alone."""

    tabs: Tabs
    _coming: list[_Coming] = field(default_factory=list)

    @contextmanager
    def coming(self, session: Hashable, size_bytes: int) -> Iterator[bool]:
        """While a file arrives: whether there is room for it."""
        limits, waiting = settings(), _waiting()
        own = sum(size for tab, size in waiting.items() if self.tabs.is_of(tab, session))
        own += sum(one.size_bytes for one in self._coming if one.session == session)
        every = sum(waiting.values()) + sum(one.size_bytes for one in self._coming)
        if (
            own + size_bytes > limits.uploads_session_mb << 20
            or every + size_bytes > limits.uploads_all_mb << 20
        ):
            yield False
        else:
            now = _Coming(session, size_bytes)
            self._coming.append(now)
            try:
                yield True
            finally:
                self._coming.remove(now)


def size_of(scope: Scope) -> int:
    """How many bytes a request says it brings; the most that it may where it does not say."""
    most = int(config.get_option("server.maxUploadSize")) << 20
    try:
        return max(0, int(header(scope, "content-length")))
    except ValueError:
        return most


def _waiting() -> dict[str, int]:
    """The bytes that Streamlit holds for each tab."""
    if not runtime.exists():
        return {}
    manager = runtime.get_instance().uploaded_file_mgr
    if not isinstance(manager, MemoryUploadedFileManager):
        return {}
    held = list(manager.file_storage.items())
    return {tab: sum(len(one.data) for one in list(files.values())) for tab, files in held}
