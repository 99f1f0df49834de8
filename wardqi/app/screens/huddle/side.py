"""What stands beside the prompt: actions and concerns so far, and the forms that add one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout, QWidget

from wardqi.app import huddle_words as words
from wardqi.app import say, theme
from wardqi.app.widgets.action_form import ActionForm
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.digit_keys import DigitKeys
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.row_button import RowButton
from wardqi.app.widgets.spoken import Spoken
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes
from wardqi.services.huddles.actions import Owners, Wanted
from wardqi.services.huddles.running import Concern, Running

_SHOWN = 8


class SoFar(QFrame):
    """Actions and concerns, the latest on top; plain words that can be read from across the room."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.px(6))

    def show_now(self, now: Running, day: date) -> None:
        """Show what the huddle has come to."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        many = len(now.actions)
        self._add(self.tr("Actions so far: {count}").format(count=say.number(many)), "heading")
        for number in range(many, max(0, many - _SHOWN), -1):
            self._add(f"{number}  {words.action(now.actions[number - 1], day)}", "said")
        self._tell_earlier(many)
        if not now.actions:
            self._add(self.tr("None yet. Press A when one is spoken."), "said-second")
        if now.concerns:
            self._add(self.tr("Concerns"), "heading")
            for concern in reversed(now.concerns[-_SHOWN:]):
                self._add(words.concern(concern), "said")
            self._tell_earlier(len(now.concerns))

    def _tell_earlier(self, many: int) -> None:
        if many > _SHOWN:
            self._add(self.tr("and {count} more").format(count=say.number(many - _SHOWN)), "said-second")

    def _add(self, text: str, name: str) -> None:
        self._rows.addWidget(Words(text, name))


class ActionPanel(Card):
    """The form of an action, in the huddle's own words."""

    saved = Signal(object)
    left = Signal()
    edited = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(self.tr("New action"))
        self.form = ActionForm(workspace)
        self.add(self.form)
        self.form.saved.connect(self.saved)
        self.form.left.connect(self.left)
        self.form.edited.connect(self.edited)


class ConcernPanel(Card):
    """A concern: who, what, and how it ends. One that ends as an action asks for it too."""

    saved = Signal(object, object)
    left = Signal()
    edited = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(self.tr("Concern"))
        self._workspace = workspace
        self.people = Spoken()
        self.people.watch(workspace)
        self.people.set_lines(1, 1)
        self.text = Spoken()
        self.text.watch(workspace)
        self.problem = FieldProblem(self.text)
        self.ends: dict[str, QPushButton] = {}
        self.action = ActionForm(workspace, self.tr("Save both"))
        self.action.save_button.setAccessibleName(self.tr("Save concern and action"))
        self.save_button = QPushButton(self.tr("Save concern"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        look(self.save_button, "primary")
        for label, field in (
            (self.tr("Initials or bed"), self.people),
            (self.tr("What is the concern"), self.text),
        ):
            told = Words(label, "subheading")
            told.setBuddy(field)
            field.setAccessibleName(label)
            self.add(told)
            self.add(field)
            self.add(field.beside)
            field.edited.connect(self.edited)
            field.entered.connect(self.save)
            field.left.connect(self.left)
        self.add(self.problem)
        self.add(Words(self.tr("It ends as"), "subheading"))
        self._group = QButtonGroup(self)
        row = Flow(6)
        for entry in codes.get("concern_end").entries:
            ending = say.code("concern_end", entry.code)
            button = QPushButton(ending.replace("&", "&&"))
            button.setCheckable(True)
            button.setAccessibleName(self.tr("Ends as: {what}").format(what=ending))
            button.toggled.connect(lambda _on: self._tell())
            button.installEventFilter(self)
            self._group.addButton(button)
            self.ends[entry.code] = button
            row.add(button)
        self.add(row)
        self.add(self.action)
        buttons = Flow(8)
        buttons.add(self.save_button)
        buttons.add(self.cancel_button)
        self.add(buttons)
        self._plain = (self.save_button, self.cancel_button)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self._cancel)
        self.action.cancel_button.clicked.connect(self._cancel)
        self.action.saved.connect(self._save_with)
        self.action.left.connect(self.left)
        self.action.edited.connect(self.edited)
        self.start()

    def start(self) -> None:
        """Begin anew; a concern is watched unless something is done about it."""
        self.people.setText("")
        self.text.setText("")
        self.problem.say("")
        self.ends["watch"].setChecked(True)
        self.action.start()
        self._tell()

    def enter(self) -> None:
        """Stand in the first field."""
        self.people.setFocus(Qt.FocusReason.OtherFocusReason)

    def body(self) -> dict[str, object]:
        """What is typed, for a draft; empty when nothing is."""
        if not (self.people.text() or self.text.text()):
            return {}
        return {
            "people": self.people.text(),
            "text": self.text.text(),
            "ends": self._ends(),
            "action": self.action.body(),
        }

    def restore(self, body: Mapping[str, object]) -> None:
        """Put back what a draft kept."""
        self.people.setText(str(body.get("people") or ""))
        self.text.setText(str(body.get("text") or ""))
        if body.get("ends") in self.ends:
            self.ends[str(body["ends"])].setChecked(True)
        held = body.get("action")
        if isinstance(held, dict):
            self.action.restore(held)

    def save(self) -> None:
        """Hand the concern on; one that ends as an action first needs it whole."""
        if not self.text.text().strip():
            self.problem.say(self.tr("Say in a few words what the concern is."))
            self.text.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.problem.say("")
        if self._ends() == "action":
            if not self.action.what.text().strip():
                self.action.what.setFocus(Qt.FocusReason.TabFocusReason)
                return
            self.action.save()
        else:
            self.saved.emit(self._concern(), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves, from a button too."""
        if isinstance(event, QKeyEvent) and _pressed(event, Qt.Key.Key_Escape):
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def _cancel(self) -> None:
        """Unlike Esc, which only leaves, this drops what was typed."""
        self.start()
        self.left.emit()

    def _save_with(self, wanted: Wanted) -> None:
        if not self.text.text().strip():
            self.save()
            return
        self.saved.emit(self._concern(), wanted)

    def _concern(self) -> Concern:
        return Concern("", "", self.people.text(), self.text.text(), self._ends())

    def _ends(self) -> str:
        return next(code for code, button in self.ends.items() if button.isChecked())

    def _tell(self) -> None:
        acting = self.ends["action"].isChecked()
        self.action.setVisible(acting)
        for button in (self.save_button, self.cancel_button):
            button.setVisible(not acting)
        self.edited.emit()


class SkipPanel(Card):
    """Why a prompt is left out: one key, or one button."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Left out because"))
        listed = codes.get("prompt_skipped").entries
        keys = DigitKeys(self, [one.code for one in listed], self.chosen, self.left)
        self.buttons: list[QPushButton] = []
        for at, entry in enumerate(listed, 1):
            reason = say.code("prompt_skipped", entry.code)
            button = RowButton(f"{at}  {reason}")  # wraps, however long the words are in a language
            button.setAccessibleName(reason)
            for label in button.findChildren(Words):
                look(label, "said")
            button.installEventFilter(keys)
            button.clicked.connect(lambda _on=False, code=entry.code: self.chosen.emit(code))
            self.buttons.append(button)
            self.add(button)
        back = QPushButton(self.tr("Back to the prompt"))
        look(back, "quiet")
        back.clicked.connect(self.left)
        back.installEventFilter(keys)
        self.add(back)

    def enter(self) -> None:
        """Stand on the first reason."""
        self.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)


class Side(QWidget):
    """One thing at a time: what there is so far, or a form above it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.so_far = SoFar()
        self.action = ActionPanel(workspace)
        self.concern = ConcernPanel(workspace)
        self.skip = SkipPanel()
        self.panels: tuple[ActionPanel | ConcernPanel | SkipPanel, ...] = (
            self.action,
            self.concern,
            self.skip,
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(12))
        for panel in self.panels:
            rows.addWidget(panel)
            panel.hide()
        rows.addWidget(self.so_far)
        rows.addStretch(1)

    def offer(self, owners: Owners) -> None:
        """Who an action can be given to."""
        self.action.form.offer(owners)
        self.concern.action.offer(owners)

    def open(self, panel: QWidget | None) -> None:
        """Show one form, or none."""
        for each in self.panels:
            each.setVisible(each is panel)

    @property
    def opened(self) -> QWidget | None:
        """The form that is open."""
        return next((each for each in self.panels if not each.isHidden()), None)


def _pressed(event: QKeyEvent, key: Qt.Key) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() == key
