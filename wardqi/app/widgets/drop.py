"""A place to drop files on, with a button that does the same for the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from wardqi.app import choosing, theme
from wardqi.app.widgets.words import Icon, Words


class DropBox(QFrame):
    """`dropped` gives the files (a list of Path) that were dropped or chosen, one only unless `many`."""

    dropped = Signal(object)

    def __init__(
        self,
        words: str,
        button: str,
        kinds: Sequence[str],
        *,
        many: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kinds, self._many, self._over = tuple(kinds), many, False
        self.setAcceptDrops(True)
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        edge = theme.px(16)
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(theme.px(12))
        row.addWidget(Icon("file", 24, "second"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Words(words), 1, Qt.AlignmentFlag.AlignVCenter)
        self.button = QPushButton(button)
        theme.dress(self.button, "folder", "text", 18)
        self.button.clicked.connect(self.choose)
        row.addWidget(self.button)

    def choose(self) -> None:
        """Ask for files."""
        title = self.button.text()
        if self._many:
            found = choosing.files(self, title, self._kinds)
        else:
            one = choosing.file(self, title, self._kinds)
            found = [one] if one is not None else []
        if found:
            self.dropped.emit(found)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer are welcome."""
        if self._files(event):
            self._over = True
            event.acceptProposedAction()
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        super().dragLeaveEvent(event)
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        self._over = False
        self.update()
        found = self._files(event)
        if found:
            event.acceptProposedAction()
            self.dropped.emit(found if self._many else found[:1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dashed edge; a thicker, solid one while something is held over it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.current()
        pen = QPen(now.colour("action" if self._over else "border"), 3 if self._over else 1.5)
        pen.setStyle(Qt.PenStyle.SolidLine if self._over else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(now.colour("note_fill" if self._over else "surface"))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), theme.px(8), theme.px(8))
        painter.end()

    @staticmethod
    def _files(event: QDropEvent | QDragEnterEvent) -> list[Path]:
        urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
        return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
