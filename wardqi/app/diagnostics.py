"""The log and the last line of defence: what went wrong, told without anything anyone typed.

A line holds a time, an event code, counts, ids, an exception's type, and file:line. Messages, values,
SQL, file names and people's names never reach it: whatever is not on that list is dropped here, so a
careless log call elsewhere still leaks nothing.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import time
import traceback
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_LOG = logging.getLogger("wardqi")
_EVENT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+){1,4}")
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,23}")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8}|[A-Z]-[0-9A-F]{3,4}")
_TEN_DIGITS = re.compile(r"\d(?:[ -]?\d){9,}")
_FILES, _BYTES = 5, 256 * 1024
_FRAMES = 12
_NAME = "wardqi.log"

_told: Callable[[str], None] | None = None
_seen: set[str] = set()
_before: list[Any] = []


class _Plain(logging.Formatter):
    """Rebuilds a line from the allow-list alone."""

    def format(self, record: logging.LogRecord) -> str:
        event = record.msg if isinstance(record.msg, str) and not record.args else ""
        parts = [
            time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            record.levelname.lower(),
            event if _EVENT.fullmatch(event) else f"{Path(record.pathname).name}:{record.lineno}",
        ]
        fields = getattr(record, "facts", None)
        if isinstance(fields, dict):
            parts += [f"{name}={said}" for name, value in fields.items() if (said := _fact(name, value))]
        if record.exc_info and record.exc_info[0]:
            parts += [record.exc_info[0].__name__, *_places(record.exc_info[2])]
        return _TEN_DIGITS.sub("[number]", " ".join(parts[1:])).join((parts[0] + " ", ""))


class _Files(logging.Handler):
    """Rotating files, made when the first line is written: most starts write none."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._files: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line. A log that cannot be written must never stop the work."""
        with suppress(OSError, ValueError):
            if self._files is None:
                self._files = self._open()
            self._files.emit(record)

    def last_lines(self, most: int) -> list[str]:
        """The newest lines of the file that is written to now."""
        with suppress(OSError, ValueError):
            text = (self._folder / _NAME).read_text(encoding="utf-8", errors="replace")
            return text.splitlines()[-most:]
        return []

    def close(self) -> None:
        """Close the files."""
        if self._files is not None:
            self._files.close()
        super().close()

    def _open(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        class Quiet(RotatingFileHandler):
            def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
                """Logging would print the record, typed words and all."""

        self._folder.mkdir(parents=True, exist_ok=True)
        files = Quiet(self._folder / _NAME, maxBytes=_BYTES, backupCount=_FILES - 1, encoding="utf-8")
        files.setFormatter(self.formatter)
        return files


def _fact(name: object, value: object) -> str:
    """A count or an id as text; empty for anything else, which is then left out."""
    if not (isinstance(name, str) and _FIELD.fullmatch(name)):
        return ""
    if isinstance(value, bool | int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.3f}"
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""


def _places(trail: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trail)[-_FRAMES:]
    return [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]


def start(folder: Path, told: Callable[[str], None] | None = None) -> None:
    """Send every log line, uncaught fault and Qt warning to rotating files in `folder`.

    `told(reference)` is called on a fault nobody caught, once for each distinct fault, from whatever
    thread it happened on.
    """
    global _told
    _told = told
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False
    _close()
    handler = _Files(folder)
    handler.setFormatter(_Plain())
    _LOG.addHandler(handler)
    sys.excepthook = _uncaught
    sys.unraisablehook = _unraisable
    threading.excepthook = _in_thread
    _before.append(qInstallMessageHandler(_from_qt))


def stop() -> None:
    """Close the log files and give the hooks back."""
    _close()
    sys.excepthook = sys.__excepthook__
    sys.unraisablehook = sys.__unraisablehook__
    threading.excepthook = threading.__excepthook__
    while _before:
        qInstallMessageHandler(_before.pop())


def _close() -> None:
    for handler in list(_LOG.handlers):
        _LOG.removeHandler(handler)
        handler.close()


def last_lines(most: int) -> list[str]:
    """The newest lines of the log, oldest first: what was dropped at writing is not there either."""
    for handler in _LOG.handlers:
        if isinstance(handler, _Files):
            return handler.last_lines(most)
    return []


def note(event: str, **facts: object) -> None:
    """One line: an event code such as "bundle.made" with counts and ids; other values are dropped."""
    _LOG.info(event, extra={"facts": facts})


def fault(error: BaseException) -> str:
    """Log a fault by type and place; gives the reference to show, the same for the same fault."""
    places = _places(error.__traceback__)
    seed = f"{type(error).__name__} {places[-1] if places else ''}"
    reference = f"X-{zlib.crc32(seed.encode()) & 0xFFFF:04X}"
    _LOG.error(
        "app.fault",
        extra={"facts": {"ref": reference}},
        exc_info=(type(error), error, error.__traceback__),
    )
    return reference


def _tell(error: BaseException) -> None:
    reference = fault(error)
    if reference not in _seen and _told is not None:
        _seen.add(reference)
        _told(reference)


def _uncaught(kind: type[BaseException], error: BaseException, trail: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.exit(130)
    _tell(error.with_traceback(trail))


def _unraisable(about: object) -> None:
    error = getattr(about, "exc_value", None)
    if isinstance(error, BaseException):
        fault(error)


def _in_thread(about: threading.ExceptHookArgs) -> None:
    if about.exc_value is not None:
        _tell(about.exc_value)


def _from_qt(kind: QtMsgType, where: QMessageLogContext, _text: str | None) -> None:
    if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
        return
    _LOG.warning("qt.message", extra={"facts": {"line": where.line or 0}})
