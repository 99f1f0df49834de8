"""The fixed parts round every screen: top bar, navigation, status strip."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import theme
from wardqi.app.screen import Command, Screen
from wardqi.app.settings import Settings
from wardqi.app.widgets import look_menu
from wardqi.app.widgets.command_box import CommandBox
from wardqi.app.widgets.words import Words, look, mark, tip

WIDE, MIDDLE = 1100, 760
NAVIGATION, RAIL, BAR, STRIP = 208, 56, 48, 28
_STRIPE = 18


class TopBar(QWidget):
    """Ward name, person and role, command box, new incident, lock. A practice ward is striped and named."""

    new_wanted = Signal()
    lock_wanted = Signal()
    person_wanted = Signal()
    own_wanted = Signal()
    learning_wanted = Signal()
    menu_wanted = Signal()
    leave_wanted = Signal()

    def __init__(
        self,
        offered: Callable[[], Sequence[Command]],
        settings: Settings,
        *,
        practice: bool,
        guest: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setProperty("practice", practice)
        self._practice = practice
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), 0, theme.px(8), 0)
        row.setSpacing(theme.px(12))
        tint = "on_practice" if practice else "on_bar"
        self.menu = QToolButton()
        self.menu.setText(self.tr("Menu"))
        self.menu.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        theme.dress(self.menu, "menu", tint)
        self.ward = Words("", "wardName")
        self.ward.setWordWrap(False)
        self.ward.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.practice = Words(self.tr("PRACTICE"), "practice")
        self.practice.setWordWrap(False)
        self.commands = CommandBox(offered)
        self.commands.setMaximumWidth(theme.px(420))
        self.person = QPushButton()
        look(self.person, "person")
        theme.dress(self.person, "person", tint)
        menu = QMenu(self.person)
        switch = menu.addAction(theme.icon("people"), self.tr("Switch person") + "\tCtrl+U")
        switch.triggered.connect(self.person_wanted)
        menu.addAction(theme.icon("key"), self.tr("My sign-in")).triggered.connect(self.own_wanted)
        self.learning = menu.addAction(theme.icon("learning"), self.tr("My learning"))
        self.learning.triggered.connect(self.learning_wanted)
        if guest:
            leave = menu.addAction(theme.icon("back"), self.tr("Leave the practice ward"))
            leave.triggered.connect(self.leave_wanted)
        menu.addSeparator()
        look_menu.fill(menu, settings)
        self.person.setMenu(menu)
        self.new = QPushButton(self.tr("New incident"))
        look(self.new, "new")
        theme.dress(self.new, "add", "on_action" if practice else "bar", 18)
        tip(self.new, self.tr("New incident (Ctrl+N)"))
        self.new.clicked.connect(self.new_wanted)
        self.lock = QToolButton()
        theme.dress(self.lock, "lock", tint)
        self.lock.setAccessibleName(self.tr("Lock the screen"))
        tip(self.lock, self.tr("Lock the screen (Ctrl+L)"))
        self.lock.clicked.connect(self.lock_wanted)
        row.addWidget(self.menu)
        row.addWidget(self.ward)
        row.addWidget(self.practice)
        self.practice.setVisible(practice)
        row.addWidget(self.commands, 1)
        row.addStretch(0)
        row.addWidget(self.person)
        row.addWidget(self.new)
        row.addWidget(self.lock)
        self.setMinimumHeight(theme.px(BAR))
        self.fit(WIDE)

    def name(self, ward: str, person: str, role: str) -> None:
        """Say where and who."""
        self.ward.setText(ward)
        self._person, self._role = person, role
        self.person.setText(f"{person}, {role}".replace("&", "&&"))
        self.person.setAccessibleName(self.tr("Signed in: {name}, {role}").format(name=person, role=role))
        tip(
            self.person,
            self.tr("{name}, {role}. Switch person, text size, colours").format(name=person, role=role),
        )

    def fit(self, width: int, *, menu: bool | None = None) -> None:
        """Use fewer words when there is less room; every control keeps its spoken name. `menu` says whether
        the navigation stands in the Menu button."""
        wide = width >= theme.px(WIDE)
        middle = width >= theme.px(MIDDLE)
        self.menu.setVisible(width < MIDDLE if menu is None else menu)
        self.person.setText((f"{self._person}, {self._role}" if wide else "").replace("&", "&&"))
        self.new.setText(self.tr("New incident") if middle else self.tr("New"))
        self.new.setAccessibleName(self.tr("New incident"))
        narrow = width < theme.px(MIDDLE)
        self.ward.setMaximumWidth(theme.px(150) if narrow else 16_777_215)

    _person = ""
    _role = ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bar's fill, or the stripes of a practice ward."""
        now = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.colour("practice" if self._practice else "bar"))
        if self._practice:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.colour("practice_stripe"))
            tall, step = self.height(), theme.px(_STRIPE)
            for left in range(-tall, self.width() + step, 2 * step):
                painter.drawPolygon(
                    QPolygonF(
                        [
                            QPointF(left, tall),
                            QPointF(left + tall, 0),
                            QPointF(left + tall + step, 0),
                            QPointF(left + step, tall),
                        ]
                    )
                )
        painter.end()


class Navigation(QWidget):
    """The screens a person may open: labelled, as a rail of icons, or inside the Menu button."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Navigation"))
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        self._rows.setSpacing(0)
        self._rows.addStretch(1)
        self.buttons: dict[str, QToolButton] = {}
        self._titles: dict[str, str] = {}

    def offer(self, screens: Sequence[Screen], menu: QMenu) -> None:
        """Show these, in this order; `menu` is the Menu button's."""
        for button in self.buttons.values():
            self._rows.removeWidget(button)
            button.deleteLater()
        self.buttons.clear()
        menu.clear()
        for at, screen in enumerate(screens):
            button = QToolButton()
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            key = f"Alt+{at + 1}" if at < 9 else ""
            button.setText(screen.title.replace("&", "&&"))
            button.setAccessibleName(screen.title)
            tip(button, f"{screen.title} ({key})" if key else screen.title)
            theme.dress(button, screen.icon, "text", 22)
            button.clicked.connect(lambda _on=False, name=screen.name: self.chosen.emit(name))
            self._rows.insertWidget(at, button)
            self.buttons[screen.name] = button
            self._titles[screen.name] = screen.title
            action = menu.addAction(theme.icon(screen.icon), screen.title.replace("&", "&&"))
            if key:
                action.setText(f"{action.text()}\t{key}")
            action.triggered.connect(lambda _on=False, name=screen.name: self.chosen.emit(name))

    def show_here(self, name: str) -> None:
        """Mark the screen that is open; one that is not listed marks none."""
        for each, button in self.buttons.items():
            button.setAutoExclusive(False)
            button.setChecked(each == name)
            button.setAutoExclusive(True)

    def fit(self, width: int, height: int) -> bool:
        """Labels, rail, or nothing, by the width of the window and the height beside the screens.

        In a low window its lines are tighter; where even they do not fit, the Menu button holds it. Gives
        whether it is shown.
        """
        labelled = width >= theme.px(WIDE) or (width >= WIDE and theme.scale() <= 1.0)
        shown = width >= MIDDLE and (
            self._needed(tight=False) <= height or self._needed(tight=True) <= height
        )
        self.setVisible(shown)
        self.setFixedWidth(theme.px(NAVIGATION) if labelled else theme.px(RAIL))
        style = (
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon if labelled else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        for button in self.buttons.values():
            button.setToolButtonStyle(style)
        return shown

    def _needed(self, *, tight: bool) -> int:
        """How high all its buttons are, one below the other, once they are so."""
        margins = self._rows.contentsMargins()
        for button in self.buttons.values():
            button.ensurePolished()
            theme.mark(button, "tight", tight)
        high = sum(button.sizeHint().height() for button in self.buttons.values())
        return high + margins.top() + margins.bottom()


class StatusStrip(QPushButton):
    """The one line about saving and sending; a button that opens Send and receive. The tone (usual,
    caution, problem) changes its icon and its words as well as its colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusStrip")
        self.setMinimumHeight(theme.px(STRIP))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._said = ""
        self.say("")

    def say(self, sentence: str, tone: str = "usual") -> None:
        """Show a sentence."""
        self._said = sentence
        mark(self, "tone", tone)
        icon = {"caution": "clock", "problem": "problem"}.get(tone, "saved")
        theme.dress(self, icon, tone if tone in ("caution", "problem") else "good", 16)
        self.setAccessibleName(sentence or self.tr("Send and receive"))
        tip(self, sentence)
        self._elide()

    def resizeEvent(self, event: object) -> None:
        """Shorten with dots when narrow; the whole sentence stays in the tip and the spoken name."""
        self._elide()

    def _elide(self) -> None:
        room = max(0, self.width() - theme.px(56))
        text = self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, room)
        self.setText(f" {text}".replace("&", "&&") if text else "")
