"""A group of options that is one stop for Tab: arrows move inside, digits or letters choose, Space toggles.

Every option is a real check box or radio button, so a screen reader knows its role, name and state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QGridLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from wardqi.app import theme
from wardqi.app.widgets.words import Words

_PAUSE_MS = 1500
_NARROW = 200
FORTH = (Qt.Key.Key_Down, Qt.Key.Key_Right)
BACK = (Qt.Key.Key_Up, Qt.Key.Key_Left)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. `key` is what is typed to choose it, shown before its words; `group` stands above it."""

    code: str
    words: str
    key: str = ""
    group: str = ""

    @property
    def label(self) -> str:
        """What is seen and said."""
        return f"{self.key}  {self.words}" if self.key else self.words


class Choices(QWidget):
    """Options in as many columns as there is room for. `chosen` is in the order they were chosen.

    `spoken` is said before each option, where the option alone would not tell what it is about.
    """

    changed = Signal()

    def __init__(self, name: str, *, single: bool = False, columns: int = 2, spoken: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._spoken = spoken
        self._single, self._most = single, columns
        self._options: tuple[Option, ...] = ()
        self._buttons: dict[str, QAbstractButton] = {}
        self._wide: dict[str, int] = {}
        self._chosen: list[str] = []
        self._typed = ""
        self._columns = 0
        self._quiet = False
        self._at: QAbstractButton | None = None
        self._headings: list[Words] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(24))
        self._grid.setVerticalSpacing(theme.px(2))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._forget_typed)

    def setFocus(self, *_: object) -> None:  # noqa: N802 - Qt's name
        """Stand at the option that is chosen, else where Tab would.

        Not a focus proxy: Qt would then make this group a second stop of its own on the way forward.
        """
        if self._at is not None:
            self._at.setFocus(Qt.FocusReason.TabFocusReason)

    def offer(self, options: Sequence[Option]) -> None:
        """Show these options; what is chosen stays chosen where it is still offered."""
        if tuple(options) == self._options:
            return
        had_focus = any(button.hasFocus() for button in self._buttons.values())
        self._options = tuple(options)
        for button in self._buttons.values():
            button.hide()
            button.deleteLater()
        self._buttons = {option.code: self._make(option) for option in options}
        self._chosen = [code for code in self._chosen if code in self._buttons]
        self._show_chosen()
        self._columns = 0
        self._fit()
        self._rove(self._stop())
        if had_focus:
            self.setFocus()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The codes chosen."""
        return tuple(self._chosen)

    @property
    def one(self) -> str | None:
        """The code chosen where only one can be."""
        return self._chosen[0] if self._chosen else None

    def choose(self, codes: Sequence[str]) -> None:
        """Choose these, quietly; a code that is not offered is left out."""
        self._chosen = [code for code in codes if code in self._buttons]
        self._show_chosen()
        self._rove(self._stop())

    def stops(self) -> list[QWidget]:
        """Its controls in the order of Tab; only one of them is a stop at a time."""
        return list(self._buttons.values())

    def words(self, code: str) -> str:
        """The words of an option."""
        return next((option.words for option in self._options if option.code == code), code)

    def minimumSizeHint(self) -> QSize:
        """One column is enough and words wrap in it, so nothing here keeps the page from getting narrower."""
        widest = max(self._wide.values(), default=0)
        return QSize(min(widest, theme.px(_NARROW)), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use more columns when there is room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """A new text size changes what fits."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._columns = 0
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys on an option; the option that takes focus is where Tab comes back to."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QAbstractButton):
            self._rove(watched)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(watched, event)
        return False

    def _make(self, option: Option) -> QAbstractButton:
        text = _escaped(option.label)
        button: QAbstractButton = QRadioButton(text, self) if self._single else QCheckBox(text, self)
        button.setAutoExclusive(False)
        button.setAccessibleName(f"{self._spoken}: {option.label}" if self._spoken else option.label)
        if option.group:
            button.setAccessibleDescription(option.group)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        button.installEventFilter(self)
        button.toggled.connect(lambda on, code=option.code: self._toggled(code, on))
        return button

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if not plain:
            return False
        if event.key() in FORTH or event.key() in BACK:
            self._step(watched, 1 if event.key() in FORTH else -1)
            return True
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._single and self._chosen:
            self._set([])
            return True
        text = event.text()
        if not text or text.isspace() or not text.isprintable():
            return False
        self._type(text)
        return True

    def _type(self, text: str) -> None:
        """Digits choose by key; letters move to the option that begins so, and choose it where one can be."""
        self._typed = (self._typed + text).casefold()
        if not any(self._starting(self._typed)):
            self._typed = text.casefold()
        found = self._starting(self._typed)
        if not found:
            self._typed = ""
            return
        exact = [option for option in found if option.key and option.key.casefold() == self._typed]
        longer = [option for option in found if option.key.casefold() != self._typed]
        by_key = self._typed[0].isdigit()
        target = exact[0] if exact else found[0]
        if by_key and not exact:
            self._buttons[target.code].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._pause.start()
            return
        button = self._buttons[target.code]
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if by_key:
            button.setChecked(True if self._single else not button.isChecked())
        elif self._single:
            button.setChecked(True)
        if by_key and not any(option.key.startswith(self._typed) for option in longer):
            self._typed = ""
        else:
            self._pause.start()

    def _starting(self, typed: str) -> list[Option]:
        if typed[0].isdigit():
            return [option for option in self._options if option.key.casefold().startswith(typed)]
        return [option for option in self._options if option.words.casefold().startswith(typed)]

    def _forget_typed(self) -> None:
        self._typed = ""

    def _step(self, watched: QObject, by: int) -> None:
        buttons = list(self._buttons.values())
        at = next((at for at, button in enumerate(buttons) if button is watched), 0)
        following = buttons[(at + by) % len(buttons)]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        if self._single:
            following.setChecked(True)

    def _toggled(self, code: str, on: bool) -> None:
        if self._quiet:
            return
        if self._single:
            self._set([code] if on else [one for one in self._chosen if one != code])
        elif on:
            self._set([*self._chosen, code])
        else:
            self._set([one for one in self._chosen if one != code])

    def _set(self, chosen: list[str]) -> None:
        if chosen != self._chosen:
            self._chosen = chosen
            self._show_chosen()
            self.changed.emit()

    def _show_chosen(self) -> None:
        self._quiet = True
        for code, button in self._buttons.items():
            button.setChecked(code in self._chosen)
        self._quiet = False

    def _stop(self) -> QAbstractButton | None:
        """Where Tab stops: at what is chosen, else at the first."""
        if self._single and self._chosen:
            return self._buttons[self._chosen[0]]
        return next(iter(self._buttons.values()), None)

    def _rove(self, stop: QAbstractButton | None) -> None:
        for button in self._buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)
        self._at = stop

    def _fit(self) -> None:
        """As many columns as fit beside each other, each as wide as its options need; one column wraps."""
        if not self._options:
            return
        if not self._columns:
            self._measure()
        gap = self._grid.horizontalSpacing()
        for columns in range(min(self._most, len(self._options)), 0, -1):
            parts = self._parts(columns)
            wide = sum(max(self._wide[one.code] for one in part) for part in parts)
            if columns == 1 or wide + gap * (len(parts) - 1) <= self.width():
                break
        if columns != self._columns:
            self._columns = columns
            self._lay_out(parts)
        for option in self._options:
            self._break(option, self.width() if columns == 1 else self._wide[option.code])

    def _measure(self) -> None:
        """How wide each option is on one line."""
        self._wide = {}
        for option in self._options:
            button = self._buttons[option.code]
            button.setText(_escaped(option.label))
            self._wide[option.code] = button.sizeHint().width()

    def _break(self, option: Option, room: int) -> None:
        """Put an option's words on as many lines as they need in so much room."""
        button = self._buttons[option.code]
        metrics = button.fontMetrics()
        box = self._wide[option.code] - metrics.horizontalAdvance(option.label)
        lines = [""]
        for word in option.label.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if lines[-1] and metrics.horizontalAdvance(longer) > room - box:
                lines.append(word)
            else:
                lines[-1] = longer
        text = _escaped("\n".join(lines) if len(lines) > 1 else option.label)
        if text != button.text():
            button.setText(text)

    def _lay_out(self, parts: list[list[Option]]) -> None:
        """Put the options in their cells. They stay children of this group, so Tab's order stays too."""
        while self._grid.takeAt(0) is not None:
            pass
        for heading in self._headings:
            heading.hide()
            heading.deleteLater()
        self._headings = []
        for column, part in enumerate(parts):
            row, group = 0, ""
            for option in part:
                if option.group and option.group != group:
                    group = option.group
                    heading = Words(group, "subheading", self)
                    heading.setContentsMargins(0, theme.px(6) if row else 0, 0, 0)
                    heading.show()
                    self._headings.append(heading)
                    self._grid.addWidget(heading, row, column)
                    row += 1
                self._grid.addWidget(self._buttons[option.code], row, column)
                self._buttons[option.code].show()
                row += 1
        for column in range(self._most + 1):
            self._grid.setColumnStretch(column, int(column == len(parts)))

    def _parts(self, columns: int) -> list[list[Option]]:
        """The options cut into columns: between groups where there are groups, else evenly."""
        groups: list[list[Option]] = []
        for option in self._options:
            if groups and option.group and groups[-1][0].group == option.group:
                groups[-1].append(option)
            else:
                groups.append([option])
        whole = sum(len(group) + bool(group[0].group) for group in groups)
        parts: list[list[Option]] = [[]]
        filled = 0
        for group in groups:
            size = len(group) + bool(group[0].group)
            limit = -(-whole * len(parts) // columns)
            if parts[-1] and len(parts) < columns and filled + size > limit:
                parts.append([])
            parts[-1].extend(group)
            filled += size
        return parts


def _escaped(text: str) -> str:
    """Words of a button, in which "&" would make the next letter a key."""
    return text.replace("&", "&&")
