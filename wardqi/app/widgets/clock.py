"""A clock line: what is due, by when, and how long is left, in words and by shape."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from wardqi.app import say, theme
from wardqi.app.widgets.words import Icon, Words, look

_SOON = timedelta(hours=12)


class ClockLine(QWidget):
    """One reminder. `until` for something due, `since` for something still open; `show_now` retells it."""

    def __init__(
        self,
        what: str,
        *,
        until: datetime | None = None,
        since: datetime | None = None,
        action: QPushButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._until, self._since = until, since
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        row.setSpacing(theme.px(8))
        self._icon = Icon("clock", 20, "second")
        self._what = Words(what)
        self._left = Words("", "second")
        row.addWidget(self._icon)
        row.addWidget(self._what, 3)
        row.addWidget(self._left, 2)
        if action is not None:
            row.addWidget(action)

    def show_now(self, now: datetime) -> None:
        """Say how long is left, or how long it has been."""
        if self._until is not None:
            late, soon = now > self._until, self._until - now < _SOON
            self._left.setText(say.left(self._until, now))
            look(self._left, "problem" if late else "caution" if soon else "second")
            self._icon.show_icon(
                "problem" if late else "caution" if soon else "clock",
                "problem" if late else "caution" if soon else "second",
            )
        elif self._since is not None:
            self._left.setText(say.since(self._since, now))
