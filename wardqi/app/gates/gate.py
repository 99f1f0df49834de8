"""What every gate looks like: the program's mark above, one card in the middle, text and colours below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import theme
from wardqi.app.settings import Settings
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Icon, Words, look

WIDEST = 560


class Gate(QWidget):
    """A whole-window page before anybody is signed in; `inside` is where a form goes."""

    def __init__(self, settings: Settings, widest: int = WIDEST) -> None:
        super().__init__()
        look(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._settings = settings
        sheet = Sheet(widest)
        sheet.rows.addStretch(1)
        mark = QHBoxLayout()
        mark.setSpacing(theme.px(8))
        mark.addWidget(Icon("ward", 28, "action"), 0, Qt.AlignmentFlag.AlignVCenter)
        mark.addWidget(Words("WardQI", "heading"), 1)
        sheet.add_layout(mark)
        self.card = QFrame()
        look(self.card, "card")
        edge = theme.px(24)
        rows = QVBoxLayout(self.card)
        rows.setContentsMargins(edge, theme.px(20), edge, edge)
        self.inside = QWidget()
        rows.addWidget(self.inside)
        sheet.add(self.card)
        self._foot = QHBoxLayout()
        self._foot.addStretch(1)
        sheet.add_layout(self._foot)
        sheet.rows.addStretch(3)
        self.display: QToolButton | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)

    def showEvent(self, event: QShowEvent) -> None:
        """The choice of text and colours is made last, so that it comes last in the tab order."""
        super().showEvent(event)
        if self.display is None:
            self._add_display()

    def _add_display(self) -> None:
        self.display = QToolButton()
        self.display.setText(self.tr("Text and colours"))
        self.display.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.display.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        look(self.display, "quiet")
        theme.dress(self.display, "text-size", "action")
        menu = QMenu(self.display)
        menu.aboutToShow.connect(self._offer_display)
        self.display.setMenu(menu)
        self._foot.insertWidget(0, self.display)

    def _offer_display(self) -> None:
        menu = self.display.menu() if self.display is not None else None
        if menu is not None and menu.isEmpty():
            from wardqi.app.widgets import look_menu

            look_menu.fill(menu, self._settings)


def reveal(field: QLineEdit, button: QPushButton) -> None:
    """Let a Show button show what is typed in a secret field."""

    def turn(on: bool) -> None:
        field.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    button.toggled.connect(turn)


def problem_in(layout: QVBoxLayout, field: QWidget | None) -> FieldProblem:
    """A problem line in the place the drawn form leaves for it."""
    line = FieldProblem(field)
    layout.addWidget(line)
    return line
