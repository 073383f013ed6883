"""The log: one JSON object a line, to standard output and to a file that is rotated."""

from __future__ import annotations

import io
import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final
from uuid import UUID

import structlog

FILE: Final = "app.log"
_USER: Final = "user"
_SHARED: Final[tuple[structlog.typing.Processor, ...]] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def configure(folder: Path) -> None:
    """Send every logger of this process, Streamlit's and uvicorn's too, to both places."""
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A Windows console may know no Vietnamese letters.
        sys.stdout.reconfigure(errors="backslashreplace")
    kept = RotatingFileHandler(folder / FILE, maxBytes=10_000_000, backupCount=5, encoding="utf-8")
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    for old in root.handlers[:]:
        root.removeHandler(old)
        old.close()
    for handler in (logging.StreamHandler(sys.stdout), kept):
        handler.setFormatter(_formatter())
        root.addHandler(handler)
    _take_over_others()
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def about(account_id: UUID | None) -> None:
    """Have what is logged from here on in this run or request tell whose it is; by key, not name.

    Args:
        account_id: None for nobody's, as at the begin: a thread may have served somebody else.
    """
    structlog.contextvars.unbind_contextvars(_USER)
    if account_id is not None:
        structlog.contextvars.bind_contextvars(**{_USER: str(account_id)})


def _formatter() -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def _take_over_others() -> None:
    """Streamlit and uvicorn give their loggers handlers of their own; ours serve them instead."""
    for name in list(logging.root.manager.loggerDict):
        if name.split(".")[0] in {"streamlit", "uvicorn", "websockets"}:
            logger = logging.getLogger(name)
            logger.handlers.clear()
            # Access lines would hold the tickets of sign-ins.
            logger.propagate = name != "uvicorn.access"
    # Importing a component library while no page runs is what we want, not worth a warning.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(
        logging.ERROR
    )
    # Below a warning it tells of every connection.
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
