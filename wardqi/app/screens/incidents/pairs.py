"""Short answers side by side where there is room, long ones on a line of their own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from wardqi.app import theme
from wardqi.app.screens.incidents.editors import (
    DateEditor,
    Editor,
    FlagEditor,
    MomentEditor,
    NumberEditor,
    OneEditor,
)
from wardqi.domain.kinds import Type

_TWO = 520
_SHORT = (OneEditor, NumberEditor, FlagEditor, DateEditor, MomentEditor)


class Pairs(QWidget):
    """Editors in reading order; call `arrange` when one was shown or hidden."""

    def __init__(self, editors: Sequence[Editor]) -> None:
        super().__init__()
        self._editors = tuple(editors)
        self._laid: tuple[object, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(8))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.arrange()

    def minimumSizeHint(self) -> QSize:
        """One column is enough, so two never keep the page from getting narrower."""
        shown = [one for one in self._editors if not one.isHidden()]
        widest = max((one.minimumSizeHint().width() for one in shown), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns when there is room."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Put what is shown in its place."""
        across = 2 if self.width() >= theme.px(_TWO) else 1
        shown = [one for one in self._editors if not one.isHidden()]
        if (laid := (across, *shown)) == self._laid:
            return
        self._laid = laid
        while self._grid.takeAt(0) is not None:
            pass
        row = column = 0
        for editor in shown:
            if across == 1 or not (isinstance(editor, _SHORT) or editor.field.type is Type.TEXT):
                row += bool(column)
                self._grid.addWidget(editor, row, 0, 1, across)
                row, column = row + 1, 0
            else:
                self._grid.addWidget(editor, row, column, Qt.AlignmentFlag.AlignTop)
                row, column = (row, 1) if column == 0 else (row + 1, 0)
        for editor in self._editors:
            if editor.isHidden():
                editor.setParent(self)
        for at in range(2):
            self._grid.setColumnStretch(at, int(at < across))
