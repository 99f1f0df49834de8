"""The ward's prompts: adding one's own, hiding, ordering, other words, retiring. Core prompts stay."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from wardqi.app import huddle_words as words
from wardqi.app import say, theme
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.spoken import Spoken
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes
from wardqi.domain.checklists import Prompt
from wardqi.services import recording
from wardqi.services.huddles import checklists
from wardqi.services.huddles.checklists import CoreStays, WardList
from wardqi.services.recording import Saved


class PromptsPane(QWidget):
    """A list in the order the huddle asks; each step is saved as it is taken, and can be undone."""

    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._editing: str | None = None
        columns: tuple[Column[Prompt], ...] = (
            Column(self.tr("Prompt"), words.asked),
            Column(self.tr("Answer"), lambda one: say.code("answer_kind", one.answer), width=20, keep=False),
            Column(self.tr("State"), self._state, width=16, keep=False),
        )
        self.table = RecordTable(
            self.tr("Prompts in the order they are asked"),
            columns,
            page_size=100,
            lines=2,
            empty=Empty(self.tr("No prompts."), "huddle"),
        )
        self.table.setMinimumHeight(theme.px(300))
        self.edition = Words("", "second")
        self.back_button = QPushButton(self.tr("Back to today's huddle"))
        look(self.back_button, "quiet")
        theme.dress(self.back_button, "back", "action", 18)
        self.add_button = self._button(self.tr("Add a prompt"), self._add, "add")
        self.up_button = self._button(self.tr("Earlier"), lambda: self._move(-1), "up")
        self.down_button = self._button(self.tr("Later"), lambda: self._move(1), "down")
        self.hide_button = self._button(self.tr("Hide"), self._hide)
        self.change_button = self._button(self.tr("Other words"), self._change)
        self.retire_button = self._button(self.tr("Retire"), self._retire)
        buttons = Flow(8)
        for each in (
            *(self.add_button, self.up_button, self.down_button),
            *(self.hide_button, self.change_button, self.retire_button),
        ):
            buttons.add(each)
        self.editor = Card(self.tr("The ward's own prompt"))
        self.text = Spoken()
        self.text.watch(workspace)
        self.kind = QComboBox()
        for entry in codes.get("answer_kind").entries:
            self.kind.addItem(say.code("answer_kind", entry.code), entry.code)
        self.problem = FieldProblem(self.text)
        self._build_editor()
        sheet = Sheet(widest=1040)
        sheet.add(Words(self.tr("The ward's prompts"), "title"))
        sheet.add(self.edition)
        sheet.rows.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        sheet.add(self.table, 1)
        sheet.add(buttons)
        sheet.add(self.editor)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)
        self.editor.hide()
        self.table.chosen.connect(self._weigh)
        self.back_button.clicked.connect(self.left)
        self._weigh(None)

    def load(self) -> None:
        """Read the ward's list."""
        self.workspace.read(checklists.now, done=self._show)

    def back(self) -> bool:
        """Esc closes the editor first."""
        if self.editor.isHidden():
            return False
        self.editor.hide()
        self.table.view.setFocus()
        return True

    def _show(self, found: WardList) -> None:
        kept = self.table.current()
        self.table.show_page(found.prompts)
        at = next((n for n, one in enumerate(found.prompts) if kept is not None and one.key == kept.key), 0)
        self.table.view.setCurrentIndex(self.table.model.index(at, 0))
        told = self.tr(
            "Version {version} as shipped, the ward's edition {edition}. Past huddles keep theirs."
        )
        self.edition.setText(told.format(version=found.base.version, edition=found.edition))
        self._weigh(self.table.current())

    def _state(self, one: Prompt) -> str:
        if one.retired_on is not None and one.retired_on < self.workspace.now().date():
            return self.tr("retired")
        if one.hidden:
            return self.tr("hidden")
        return self.tr("core, always asked") if one.core else self.tr("the ward's own") if one.own else ""

    def _weigh(self, one: Prompt | None) -> None:
        retired = one is not None and one.retired_on is not None
        self.up_button.setEnabled(one is not None and not retired)
        self.down_button.setEnabled(one is not None and not retired)
        self.hide_button.setEnabled(one is not None and not one.core and not retired)
        self.hide_button.setText(self.tr("Show again") if one is not None and one.hidden else self.tr("Hide"))
        self.change_button.setEnabled(one is not None and one.own and not retired)
        self.retire_button.setEnabled(one is not None and one.own)
        self.retire_button.setText(self.tr("Ask again") if retired else self.tr("Retire"))

    def _add(self) -> None:
        self._edit(None)

    def _change(self) -> None:
        self._edit(self.table.current())

    def _edit(self, one: Prompt | None) -> None:
        self._editing = None if one is None else one.key
        self.text.setText("" if one is None else one.text)
        self.kind.setCurrentIndex(max(0, self.kind.findData("text" if one is None else one.answer)))
        self.problem.say("")
        self.editor.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        text, kind = self.text.text(), str(self.kind.currentData())
        if not text:
            self.problem.say(self.tr("Write the prompt as it is read out."))
            self.text.setFocus()
            return
        if self._editing is None:
            self._do(checklists.add, text, kind)
        else:
            self._do(checklists.reword, self._editing, text, kind)
        self.editor.hide()
        self.table.view.setFocus()

    def _move(self, by: int) -> None:
        one = self.table.current()
        if one is not None:
            self._do(checklists.move, one.key, by)

    def _hide(self) -> None:
        one = self.table.current()
        if one is not None:
            self._do(checklists.hide, one.key, not one.hidden)

    def _retire(self) -> None:
        one = self.table.current()
        if one is not None:
            self._do(checklists.retire, one.key, one.retired_on is None)

    def _do(self, fn: Callable[..., Saved], *args: object) -> None:
        self.workspace.do(fn, *args, done=self._saved, failed=self._not_saved, changes="checklists")

    def _saved(self, saved: Saved) -> None:
        self.workspace.did(self.tr("Prompts saved."), recording.undo, saved.changes, changes="checklists")
        self.load()

    def _not_saved(self, error: Exception) -> None:
        if type(error).__name__ == "NotFound":
            self.load()
        elif isinstance(error, CoreStays):
            self.workspace.announce(self.tr("Core prompts stay in every huddle."))
        else:
            self.workspace.explain(error)

    def _button(self, label: str, run: Callable[[], None], icon: str = "") -> QPushButton:
        button = QPushButton(label)
        if icon:
            theme.dress(button, icon, "text", 16)
        button.clicked.connect(run)
        return button

    def _build_editor(self) -> None:
        for label, field in ((self.tr("What is asked"), self.text), (self.tr("Kind of answer"), self.kind)):
            told = Words(label, "subheading")
            told.setBuddy(field)
            field.setAccessibleName(label)
            self.editor.add(told)
            self.editor.add(field)
            if field is self.text:
                self.editor.add(self.text.beside)
                self.editor.add(self.problem)
        save = QPushButton(self.tr("Save prompt"))
        look(save, "primary")
        cancel = QPushButton(self.tr("Cancel"))
        save.clicked.connect(self._save)
        cancel.clicked.connect(self.back)
        self.text.entered.connect(self._save)
        self.text.left.connect(self.back)
        row = Flow(8)
        row.add(save)
        row.add(cancel)
        self.editor.add(row)
