"""Every sentence as another language might have it: two fifths longer, with letters of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

_PADDING = "hirŵn ychwanegol "


class Longer(QTranslator):
    """Its named places stay, so that they are filled in as before."""

    def translate(self, context: str, source: str, note: str | None = None, many: int = -1) -> str:
        """The sentence and more."""
        del context, note, many
        wanted = len(source) * 2 // 5
        if not source.strip():
            return source
        return f"{source} {(_PADDING * (wanted // len(_PADDING) + 1))[:wanted].strip()}"

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """It has an answer for everything."""
        return False


@contextmanager
def language() -> Iterator[None]:
    """Speak it for as long as this lasts."""
    app, words = QApplication.instance(), Longer()
    assert isinstance(app, QApplication)
    app.installTranslator(words)
    try:
        yield
    finally:
        app.removeTranslator(words)
