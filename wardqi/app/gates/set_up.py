"""Setting up a ward, or a QI team's hub, in five short steps: how it looks, the ward, you, the others, ready.

The store is made after the third step; from then on there is no way back, only onwards. People and
pairing can wait: Today keeps a short list of what was skipped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from wardqi.app import problems, say, theme
from wardqi.app.forms.ui_set_up import Ui_SetUp
from wardqi.app.gates.answers import Founder, Newcomer
from wardqi.app.gates.gate import Gate, problem_in, reveal
from wardqi.app.settings import CHOICES, Settings
from wardqi.app.widgets import look_menu
from wardqi.app.widgets.field import FieldProblem

DISPLAY, WARD, YOU, PEOPLE, READY = range(5)
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)")


class SetUp(Gate):
    """Emits `founded` (answer with `made` or `refuse`), `added` (answer with `joined` or `refuse`), and
    `finished`."""

    founded = Signal(object)
    added = Signal(object)
    finished = Signal()
    left = Signal()

    def __init__(self, settings: Settings, roles: Sequence[str], *, hub: bool = False) -> None:
        super().__init__(settings)
        self.ui = ui = Ui_SetUp()
        ui.setupUi(self.inside)
        self._hub = hub
        if hub:
            self._for_a_hub()
        self._settings = settings
        self._lines: dict[QLineEdit, FieldProblem] = {
            edit: problem_in(layout, edit)
            for edit, layout in (
                (ui.wardEdit, ui.wardProblem),
                (ui.trustEdit, ui.trustProblem),
                (ui.huddleEdit, ui.huddleProblem),
                (ui.nameEdit, ui.nameProblem),
                (ui.passEdit, ui.passProblem),
                (ui.againEdit, ui.againProblem),
                (ui.pinEdit, ui.pinProblem),
                (ui.memberNameEdit, ui.memberNameProblem),
                (ui.memberPassEdit, ui.memberPassProblem),
                (ui.memberPinEdit, ui.memberPinProblem),
            )
        }
        self._problem = problem_in(ui.problemRow, None)
        for edit, button in ((ui.passEdit, ui.passShow), (ui.memberPassEdit, ui.memberPassShow)):
            reveal(edit, button)
        reveal(ui.againEdit, ui.passShow)
        self._fill_display()
        for role in roles:
            ui.roleBox.addItem(say.role(role), role)
        theme.dress(ui.backButton, "back", "action", 18)
        theme.dress(ui.addButton, "add", "text", 18)
        ui.nextButton.clicked.connect(self._next)
        ui.backButton.clicked.connect(self._back)
        ui.skipButton.clicked.connect(self._skip)
        ui.addButton.clicked.connect(self._add)
        for edit in self._lines:
            edit.returnPressed.connect(self._enter)
            edit.textEdited.connect(partial(self._mending, edit))
        self._busy = False
        self.step = DISPLAY
        self._go(DISPLAY)

    def _for_a_hub(self) -> None:
        """A hub has no ward and no huddle; the rest is asked alike."""
        ui = self.ui
        for part in (ui.wardLabel, ui.wardEdit, ui.huddleLabel, ui.huddleEdit):
            part.hide()
        ui.titleLabel.setText(self.tr("Set up the QI team’s hub"))
        ui.wardHead.setText(self.tr("Which trust is this?"))
        ui.youIntro.setText(self.tr("You will be able to add the others, as the QI lead in WardQI."))
        ui.peopleHead.setText(self.tr("Who else is in the QI team?"))
        ui.readyHead.setText(self.tr("The hub is ready"))
        ui.readyIntro.setText(
            self.tr(
                "Everything taken in from now on is kept on this PC, locked. Next, make the trust’s keys and "
                "pair the first ward: both are under Hub, Wards."
            )
        )

    def made(self) -> None:
        """The store is there and its founder is signed in."""
        self._set_busy(False)
        for edit in (self.ui.passEdit, self.ui.againEdit, self.ui.pinEdit):
            edit.clear()
        self._go(PEOPLE)

    def joined(self, name: str, role: str) -> None:
        """A person was added."""
        self._set_busy(False)
        self.ui.peopleList.addItem(f"{name}, {say.role(role)}")
        for edit in (self.ui.memberNameEdit, self.ui.memberPassEdit, self.ui.memberPinEdit):
            edit.clear()
        self._show_list()
        self._go(PEOPLE)

    def refuse(self, message: problems.Message) -> None:
        """The last step could not be done."""
        self._set_busy(False)
        self._problem.say(message.sentence())

    def _fill_display(self) -> None:
        ui, settings = self.ui, self._settings
        ui.languageBox.addItem(QLocale("en_GB").nativeLanguageName(), "en_GB")
        for size in CHOICES["text_size"]:
            ui.sizeBox.addItem(look_menu.size_words(int(size)), size)
        for name in CHOICES["theme"]:
            ui.themeBox.addItem(look_menu.theme_words(str(name)), name)
        for box, name in ((ui.sizeBox, "text_size"), (ui.themeBox, "theme")):
            box.setCurrentIndex(max(0, box.findText(_words(name, settings))))
            box.activated.connect(self._display)

    def _display(self) -> None:
        for box, name in ((self.ui.sizeBox, "text_size"), (self.ui.themeBox, "theme")):
            if self._settings.text(name) != str(_data(box)):
                self._settings.keep(name, _data(box))

    def _go(self, step: int) -> None:
        ui = self.ui
        self.step = step
        pages = (ui.displayPage, ui.wardPage, ui.youPage, ui.peoplePage, ui.readyPage)
        for at, page in enumerate(pages):
            page.setVisible(at == step)
        ui.stepLabel.setText(self.tr("Step {step} of {steps}").format(step=step + 1, steps=READY + 1))
        ui.backButton.setVisible(step < PEOPLE)
        ui.skipButton.setVisible(step == PEOPLE)
        ui.nextButton.setText(
            {
                YOU: self.tr("Make the hub") if self._hub else self.tr("Make the ward"),
                READY: self.tr("Open the hub") if self._hub else self.tr("Go to Today"),
            }.get(step, self.tr("Next"))
        )
        self._problem.say("")
        self._show_list()
        first = {
            DISPLAY: ui.sizeBox,
            WARD: ui.trustEdit if self._hub else ui.wardEdit,
            YOU: ui.nameEdit,
            PEOPLE: ui.memberNameEdit,
            READY: ui.nextButton,
        }[step]
        first.setFocus()
        self.setAccessibleName(f"{ui.titleLabel.text()}. {ui.stepLabel.text()}")

    def _show_list(self) -> None:
        many = self.ui.peopleList.count()
        self.ui.peopleList.setVisible(many > 0)
        if many:
            row = max(self.ui.peopleList.sizeHintForRow(0), theme.px(32))
            self.ui.peopleList.setFixedHeight(min(many, 5) * row + theme.px(6))
        self.ui.skipButton.setVisible(self.step == PEOPLE and not many)
        self.ui.nextButton.setVisible(self.step != PEOPLE or many > 0)

    def _enter(self) -> None:
        if self.step == PEOPLE:
            self._add()
        else:
            self._next()

    def _next(self) -> None:
        if self._busy:
            return
        if self.step == READY:
            self.finished.emit()
        elif self.step == YOU:
            self._found()
        elif self.step != WARD or self._ward_is_well():
            self._go(self.step + 1)

    def _skip(self) -> None:
        self._go(READY)

    def _back(self) -> None:
        if self.step == DISPLAY:
            self.left.emit()
        elif not self._busy:
            self._go(self.step - 1)

    def _ward_is_well(self) -> bool:
        ui = self.ui
        wanted = self.tr("Please fill this in.")
        told = {
            ui.wardEdit: "" if self._hub or ui.wardEdit.text().strip() else wanted,
            ui.trustEdit: "" if ui.trustEdit.text().strip() else wanted,
            ui.huddleEdit: self._huddle_problem(),
        }
        return self._tell(told)

    def _huddle_problem(self) -> str:
        typed = self.ui.huddleEdit.text().strip()
        return "" if not typed or _CLOCK.fullmatch(typed) else self.tr("Write the time as 0915 or 09:15.")

    def _found(self) -> None:
        ui = self.ui
        same = ui.passEdit.text() == ui.againEdit.text()
        told = {
            ui.nameEdit: "" if ui.nameEdit.text().strip() else self.tr("Please fill this in."),
            ui.passEdit: _weak(ui.passEdit.text()),
            ui.againEdit: "" if same else self.tr("The two are not the same."),
            ui.pinEdit: _weak_pin(ui.pinEdit.text()),
        }
        if not self._tell(told):
            return
        huddle = _CLOCK.fullmatch(ui.huddleEdit.text().strip())
        self._set_busy(True)
        self.founded.emit(
            Founder(
                ward=ui.wardEdit.text().strip(),
                trust=ui.trustEdit.text().strip(),
                huddle=int(huddle[1]) * 60 + int(huddle[2]) if huddle else None,
                name=ui.nameEdit.text().strip(),
                job_title=ui.jobEdit.text().strip(),
                passphrase=ui.passEdit.text(),
                pin=ui.pinEdit.text(),
            )
        )

    def _add(self) -> None:
        ui = self.ui
        told = {
            ui.memberNameEdit: "" if ui.memberNameEdit.text().strip() else self.tr("Please fill this in."),
            ui.memberPassEdit: _weak(ui.memberPassEdit.text()),
            ui.memberPinEdit: _weak_pin(ui.memberPinEdit.text()),
        }
        if self._busy or not self._tell(told):
            return
        self._set_busy(True)
        self.added.emit(
            Newcomer(
                name=ui.memberNameEdit.text().strip(),
                role=str(_data(ui.roleBox)),
                passphrase=ui.memberPassEdit.text(),
                pin=ui.memberPinEdit.text(),
            )
        )

    def _tell(self, told: dict[QLineEdit, str]) -> bool:
        """Show each problem beside its field and go to the first; True when there is none."""
        for edit, text in told.items():
            self._lines[edit].say(text)
        first = next((edit for edit, text in told.items() if text), None)
        if first is not None:
            first.setFocus()
        return first is None

    def _mending(self, edit: QLineEdit, _typed: str) -> None:
        """What was wrong with an answer is not said of the next one."""
        self._lines[edit].say("")

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for button in (self.ui.nextButton, self.ui.addButton, self.ui.skipButton, self.ui.backButton):
            button.setEnabled(not busy)


def _words(name: str, settings: Settings) -> str:
    if name == "text_size":
        return look_menu.size_words(settings.number(name))
    return look_menu.theme_words(settings.text(name))


def _data(box: QComboBox) -> str | int:
    value = box.currentData()
    return value if isinstance(value, int) else str(value)


def _weak(passphrase: str) -> str:
    from wardqi.store import keys

    return " ".join(problems.weak(code) for code in keys.check_passphrase(passphrase))


def _weak_pin(pin: str) -> str:
    from wardqi.store import keys

    return " ".join(problems.weak(code, pin=True) for code in keys.check_pin(pin)) if pin else ""
