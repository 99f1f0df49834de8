"""Try here: in which project a card is tried, one there is or a new one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from wardqi.app import parts, say
from wardqi.app.parts import Pane, ask, button, column
from wardqi.app.widgets.card import Card as Box
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.services.learning import trying
from wardqi.services.learning.cards import Card
from wardqi.services.learning.trying import Place, Tried


class TryPage(Pane):
    """`begun(Tried)` when the plan of a test is there."""

    begun = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, self.tr("Try here"), self.tr("Card"), 640)
        self._ref = ""
        self.project, self.name = QComboBox(), QLineEdit()
        box = Box()
        inside = QWidget()
        rows = column(inside)
        ask(rows, self.tr("In which project"), self.project)
        self.named = QWidget()
        self.problems["title"] = ask(
            column(self.named),
            self.tr("Title of the new project"),
            self.name,
            self.tr("Such as: Calmer evenings."),
        )
        rows.addWidget(self.named)
        self.told = Words("", "second")
        rows.addWidget(self.told)
        box.add(inside)
        self.sheet.add(box)
        self.start = button(self.tr("Plan a test"), self.finish, "add", "primary")
        self.sheet.add(parts.alone(self.start))
        self.sheet.end()
        self.project.currentIndexChanged.connect(self._fit)
        self.name.returnPressed.connect(self.finish)

    def open(self, card: Card, places: tuple[Place, ...]) -> None:
        """Offer the projects; one that knows the card is chosen."""
        self._ref = card.ref
        self.tell(
            self.tr("Try here"),
            self.tr("{card}: the idea, its steps and what to watch for are copied into a new test.").format(
                card=card.title
            ),
        )
        self.project.clear()
        for one in places:
            title = say.tr("{title}, which has this idea", title=one.title) if one.here else one.title
            self.project.addItem(title, one.ent)
        self.project.addItem(self.tr("A new project"), "")
        self.project.setCurrentIndex(0)
        self.name.setText(card.title)
        self.problems["title"].say("")
        self._fit()
        self.project.setFocus()

    def _fit(self) -> None:
        new = not self.project.currentData()
        self.named.setVisible(new)
        self.told.setText(
            self.tr("The project begins with this card's problem. Its aim can wait.")
            if new
            else self.tr(
                "Start small: one shift, one nurse, one patient. You predict before anything is sealed."
            )
        )

    def finish(self) -> None:
        """Begin the plan."""
        project, title = str(self.project.currentData() or ""), parts.one_line(self.name)
        missing = not project and not title
        self.problems["title"].say(say.tr(parts.PROBLEMS["missing"]) if missing else "")
        if missing:
            self.name.setFocus()
            return
        self.workspace.do(trying.try_here, self._ref, project, title, done=self._begun, changes="improvement")

    def _begun(self, tried: Tried) -> None:
        self.kept(self.tr("A test is begun on paper. Nothing is sealed yet."), tried.saved)
        self.begun.emit(tried)
