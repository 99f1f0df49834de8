"""Words on a screen: labels that can only ever show plain text, and tips that cannot turn into markup."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from wardqi.app import theme
from wardqi.app.theme import look, mark, plain_tip, tip

__all__ = ["Icon", "Words", "line_width", "look", "mark", "plain_tip", "tip"]

LINE = 75
_RUN = 28
_ENDLESS = re.compile(rf"[^\s/\\_-]{{{_RUN}}}(?=[^\s/\\_-])")


class Words(QLabel):
    """A plain-text label that wraps, in one of the looks of the stylesheet (title, heading, second, ...)."""

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if look:
            self.setProperty("look", look)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show it; a run of letters that never ends may be broken, so that no word makes a page wider."""
        super().setText(_ENDLESS.sub("\\g<0>\u200b", text) if len(text) > _RUN else text)

    def look(self, name: str) -> None:
        """Change the look."""
        look(self, name)


class Icon(QLabel):
    """A picture that stands beside words which say the same; a screen reader passes it by."""

    def __init__(self, name: str, size: int = 20, tint: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._tint = size, tint
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self.show_icon(name, tint)

    def show_icon(self, name: str, tint: str = "") -> None:
        """Show another icon, perhaps in another colour."""
        self._tint = tint or self._tint
        theme.dress(self, name, self._tint, self._size)


def line_width(widget: QWidget) -> int:
    """The width of a line of 75 characters in this widget's font, the longest that reads well."""
    return widget.fontMetrics().averageCharWidth() * LINE
