"""The command box: a field that finds screens, actions and records, and runs what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid

from wardqi.app import keys, say, theme
from wardqi.app.screen import Command

_RECENT = 8
_PAUSE_MS = 150


class CommandBox(QLineEdit):
    """Always visible. Up and Down choose, Enter runs, Esc leaves everything as it was.

    `offered` gives the commands of the moment; records found later are added with `also`.
    """

    announced = Signal(str)

    def __init__(self, offered: Callable[[], Sequence[Command]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered = offered
        self._recent: list[str] = []
        self._found: list[Command] = []
        self._more: list[Command] = []
        self._seek: Callable[[str], object] | None = None
        self._waiting = False
        self._eager = False
        self._before: QWidget | None = None
        self.setPlaceholderText(self.tr("Find or do (Ctrl+K)"))
        self.setAccessibleName(self.tr("Find a screen, action or record"))
        self.setAccessibleDescription(self.tr("Type, choose with the arrow keys, Enter runs, Esc leaves."))
        self.setClearButtonEnabled(False)
        self._answers = _Answers()
        self._answers.picked.connect(self._run)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)

    def enter(self) -> None:
        """Come here by Ctrl+K, remembering where from."""
        if not self.hasFocus():
            self._before = self.window().focusWidget()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._show()

    def forget(self) -> None:
        """Recent choices belong to the person who made them."""
        self._recent.clear()
        self._leave()

    def seek(self, seek: Callable[[str], object]) -> None:
        """Ask this for records as soon as typing rests; it answers by `also`, with nothing too."""
        self._seek = seek

    def also(self, typed: str, more: Sequence[Command]) -> None:
        """Records found for what was typed; ignored when something else has been typed since."""
        if typed == self.text().strip() and self._answers.isVisible():
            at = self._answers.at
            self._more = list(more)
            self._waiting = False
            self._show()
            if self._eager and self._found:
                self._run(0)
            else:
                self._answers.step(max(0, at))
                self._tell()

    @property
    def looking(self) -> bool:
        """Whether the records have still to answer."""
        return self._waiting

    @property
    def found(self) -> tuple[Command, ...]:
        """What is offered now, best first."""
        return tuple(self._found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, run, leave."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if not self._answers.isVisible():
                self._show()
            self._answers.step(1 if key == Qt.Key.Key_Down else -1)
            at = self._answers.at
            if 0 <= at < len(self._found):
                self.announced.emit(self._line(self._found[at]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._eager = self._waiting and not self._found
            self._run(max(0, self._answers.at))
        elif key == Qt.Key.Key_Escape:
            self._leave(back=True)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Offer the recent commands when clicked into."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self._show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Answers never stay behind."""
        super().focusOutEvent(event)
        self._answers.hide()

    def event(self, event: QEvent) -> bool:
        """Esc is ours while the answers show, before any shortcut of the window."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            event.accept()
            return True
        return super().event(event)

    def _typed(self) -> None:
        self._more = []
        self._eager = False
        self._waiting = self._seek is not None and bool(self.text().strip())
        self._show()
        if self._waiting:
            self._pause.start()
        else:
            self._tell()

    def _ask(self) -> None:
        typed = self.text().strip()
        if self._seek is not None and typed:
            self._seek(typed)

    def _show(self) -> None:
        self._found = [*keys.search(self._offered(), self.text(), self._recent), *self._more]
        lines = [self._line(command) for command in self._found]
        self._answers.show_under(self, lines or [self._nothing()], bool(lines))

    def _nothing(self) -> str:
        return self.tr("Looking …") if self._waiting else self.tr("Nothing found. Try another word.")

    def _tell(self) -> None:
        many = len(self._found)
        self.announced.emit(say.count(many, "answer", "answers") if many else self._nothing())

    def _line(self, command: Command) -> str:
        return "   ".join(part for part in (command.title, command.kind, command.key) if part)

    def _run(self, at: int) -> None:
        if not 0 <= at < len(self._found):
            return
        command = self._found[at]
        self._recent = [command.title, *(t for t in self._recent if t != command.title)][:_RECENT]
        self._leave(back=True)
        command.run()

    def _leave(self, *, back: bool = False) -> None:
        self.clear()
        self._more = []
        self._waiting = self._eager = False
        self._answers.hide()
        if back and self._before is not None:
            before, self._before = self._before, None
            if isValid(before):
                before.setFocus()
        elif back:
            self.clearFocus()


class _Answers(QFrame):
    """The list under the field; part of the window, so the lock covers it with everything else."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("commandAnswers")
        self.hide()
        self._lines = QStringListModel(self)
        self._list = QListView()
        self._list.setModel(self._lines)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(self.tr("Answers"))
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setUniformItemSizes(True)
        self._list.clicked.connect(self._clicked)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(4, 4, 4, 4)
        rows.addWidget(self._list)
        self._usable = False

    @property
    def at(self) -> int:
        """Which line is chosen."""
        return self._list.currentIndex().row()

    def step(self, by: int) -> None:
        """Choose the next or previous line."""
        many = self._lines.rowCount()
        if many:
            self._list.setCurrentIndex(self._lines.index((self.at + by) % many))

    def show_under(self, field: QWidget, lines: list[str], usable: bool) -> None:
        """Show under the field, as tall as the lines and the window allow."""
        window = field.window()
        if self.parent() is not window:
            self.setParent(window)
        self._usable = usable
        self._lines.setStringList(lines)
        if usable:
            self._list.setCurrentIndex(self._lines.index(0))
        place = field.mapTo(window, QPoint(0, field.height() + 2))
        tall = min(len(lines), 10) * (self._list.sizeHintForRow(0)) + 16
        wide = min(max(field.width(), theme.px(420)), window.width() - 16)
        left = max(8, min(place.x(), window.width() - wide - 8))
        self.setGeometry(left, place.y(), wide, min(tall, window.height() - place.y() - 8))
        self.raise_()
        self.show()

    def _clicked(self, index: QModelIndex) -> None:
        if self._usable:
            self.picked.emit(index.row())
