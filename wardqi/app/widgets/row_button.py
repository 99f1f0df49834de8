"""A line of a list that is one button: an icon, words that wrap, and a second line in a quieter voice."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from wardqi.app import theme
from wardqi.app.widgets.words import Icon, Words, look


class RowButton(QPushButton):
    """Its spoken name is both lines. Grows with its words, at any width and text size; Enter opens it too."""

    def __init__(
        self,
        text: str,
        second: str = "",
        icon: str = "next",
        tint: str = "action",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        look(self, "row")
        self.setAccessibleName(". ".join(part for part in (text, second) if part))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), theme.px(6), theme.px(8), theme.px(6))
        row.setSpacing(theme.px(10))
        row.addWidget(Icon(icon, 20, tint), 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Words(text))
        if second:
            lines.addWidget(Words(second, "small"))
        row.addLayout(lines, 1)
        for label in self.findChildren(QWidget):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens a line of a list, as it does in a table; Space presses it as any button."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As much as the words need."""
        inside = self.layout()
        return super().sizeHint() if inside is None else inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Words wrap, so little width is enough; height follows by `heightForWidth`."""
        inside = self.layout()
        return super().minimumSizeHint() if inside is None else inside.minimumSize()

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height the words need at this width."""
        inside = self.layout()
        return super().heightForWidth(width) if inside is None else inside.heightForWidth(width)
