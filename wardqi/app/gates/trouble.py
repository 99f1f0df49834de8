"""What stands in the way of opening the records: what happened, what is safe, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton

from wardqi.app.forms.ui_trouble import Ui_Trouble
from wardqi.app.gates.gate import Gate
from wardqi.app.problems import Message
from wardqi.app.settings import Settings
from wardqi.app.widgets.words import look


class Trouble(Gate):
    """A message with one button for each thing that can be done; the first is the one to try first."""

    def __init__(
        self,
        settings: Settings,
        title: str,
        message: Message,
        choices: Sequence[tuple[str, Callable[[], object]]],
    ) -> None:
        super().__init__(settings)
        self.ui = Ui_Trouble()
        self.ui.setupUi(self.inside)
        self.setAccessibleName(title)
        self.setAccessibleDescription(message.sentence())
        ref = self.tr("Ref {ref}").format(ref=message.ref) if message.ref else ""
        for label, text in (
            (self.ui.titleLabel, title),
            (self.ui.whatLabel, message.what),
            (self.ui.safeLabel, message.safe),
            (self.ui.doLabel, message.do),
            (self.ui.refLabel, ref),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.buttons: list[QPushButton] = []
        for at, (words, run) in enumerate(choices):
            button = QPushButton(words)
            look(button, "primary" if at == 0 else "")
            button.clicked.connect(lambda _on=False, run=run: run())
            self.ui.choices.addWidget(button)
            self.buttons.append(button)
