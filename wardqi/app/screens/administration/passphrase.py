"""What a passphrase must be, shown beside the field while it is typed; and why one may not be used."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from wardqi.app import problems, say, theme
from wardqi.app.widgets.words import Icon, Words
from wardqi.store import keys
from wardqi.text import QT_TRANSLATE_NOOP

_LENGTH = frozenset({"too_short", "too_long"})


class Rules(QWidget):
    """The two rules, each with a mark and a word that say whether what is typed keeps it."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__()
        self._rules = (
            self.tr("12 characters or more, or four words"),
            self.tr("Not easy to guess: no common words alone, nothing repeated"),
        )
        field.setAccessibleDescription(". ".join(self._rules))
        field.textChanged.connect(self._weigh)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.px(2), 0, theme.px(4))
        grid.setHorizontalSpacing(theme.px(6))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnStretch(1, 1)
        self._marks = [Icon("journey-not-sent", 16, "second") for _ in self._rules]
        self._lines = [Words(rule, "small") for rule in self._rules]
        for at, (mark, line) in enumerate(zip(self._marks, self._lines, strict=True)):
            grid.addWidget(mark, at, 0)
            grid.addWidget(line, at, 1)

    @property
    def told(self) -> tuple[str, ...]:
        """The rules as they are shown now."""
        return tuple(line.text() for line in self._lines)

    def _weigh(self, typed: str) -> None:
        codes = set(keys.check_passphrase(typed))
        kept = (not codes & _LENGTH, bool(typed) and not codes - _LENGTH)
        for mark, line, rule, well in zip(self._marks, self._lines, self._rules, kept, strict=True):
            mark.show_icon("saved" if well else "journey-not-sent", "good" if well else "second")
            line.setText(self.tr("{rule}: yes").format(rule=rule) if well else rule)


def weak(passphrase: str) -> str:
    """Why a passphrase may not be used; empty when it may."""
    return " ".join(problems.weak(code) for code in keys.check_passphrase(passphrase))


def weak_pin(pin: str) -> str:
    """Why a PIN may not be used; empty when it may."""
    return " ".join(problems.weak(code, pin=True) for code in keys.check_pin(pin))


_REFUSALS = {
    "too_many": QT_TRANSLATE_NOOP(
        "say", "This store has as many people as it can hold. Nobody was added. Retire somebody first."
    ),
    "no_such_user": QT_TRANSLATE_NOOP("say", "That person has no way in here any more. Nothing was changed."),
    "not_admin": QT_TRANSLATE_NOOP(
        "say", "Your own keys may not change who gets in. Nothing was changed. Ask another manager."
    ),
    "last_admin": QT_TRANSLATE_NOOP(
        "say", "Somebody has to be left who can add people. Nothing was changed."
    ),
}


def refusal(error: Exception) -> str:
    """What to say beside a form when keys were not changed; empty for a fault of ours."""
    if isinstance(error, keys.NotAllowed) and error.code in _REFUSALS:
        return say.tr(_REFUSALS[error.code])
    message = say.problem(error)
    return "" if message is None else message.sentence()


def reveal(button: QPushButton, *fields: QLineEdit) -> None:
    """Let a Show button show what is typed in secret fields."""

    def turn(on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        for field in fields:
            field.setEchoMode(mode)

    button.toggled.connect(turn)
