"""One row inside a record: its controls, its title, and a way to take it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardqi.app import incident_words as words
from wardqi.app import say, theme
from wardqi.app.screens.incidents.editors import Editor, ManyEditor, OneEditor
from wardqi.app.screens.incidents.pairs import Pairs
from wardqi.app.screens.incidents.parts import said
from wardqi.app.widgets.words import Words, look


class RowEditors(QWidget):
    """The controls of one row; a `fixed` one is taken out elsewhere."""

    changed = Signal()
    taken_out = Signal()

    def __init__(self, row: str, title: str, editors: Sequence[Editor], *, fixed: bool = False) -> None:
        super().__init__()
        self.row, self.editors = row, tuple(editors)
        self.removed = False
        rows = QVBoxLayout(self)
        rows.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        rows.setSpacing(theme.px(8))
        head = QHBoxLayout()
        self._title = Words(title, "subheading")
        head.addWidget(self._title, 1)
        self._out = QPushButton(self.tr("Take out"))
        self._out.setAccessibleName(self.tr("Take out: {row}").format(row=title))
        look(self._out, "quiet")
        self._out.clicked.connect(self._take_out)
        head.addWidget(self._out)
        rows.addLayout(head)
        if fixed:
            self._out.hide()
        self._pairs = Pairs(self.editors)
        rows.addWidget(self._pairs)
        for editor in self.editors:
            editor.changed.connect(self.changed)
        self.refresh()

    def name(self, title: str) -> None:
        """Call the row this, on the screen and to a screen reader."""
        before = self._title.text()
        if title == before:
            return
        self._title.setText(title)
        self._out.setAccessibleName(self.tr("Take out: {row}").format(row=title))
        for editor in self.editors:
            editor.speak(f"{title}: {editor.field.label}")

    @property
    def values(self) -> dict[str, object]:
        """What the row says now."""
        return {editor.field.name: editor.value for editor in self.editors}

    @property
    def used(self) -> bool:
        """Whether anything would be recorded of it, or is."""
        return not self.removed and any(one.differs or said(one.held) for one in self.editors)

    def first(self) -> Editor:
        """The first control that is asked and empty, else the first."""
        asked = [one for one in self.editors if not one.isHidden()]
        return next((one for one in asked if not said(one.value)), self.editors[0])

    def refresh(self) -> None:
        """What is asked, and what lists offer, follows from the answers so far."""
        beside = self.values
        for editor in self.editors:
            editor.asked(beside)
            if isinstance(editor, OneEditor | ManyEditor) and editor.follows:
                editor.offer()
        self._pairs.arrange()

    def _take_out(self) -> None:
        self.removed = True
        self.taken_out.emit()
        self.changed.emit()


def row_title(rows: str, values: Mapping[str, object], at: int) -> str:
    """What a row is called: what it is about where it says so, else the group's name; and its place."""
    type_ = values.get("type")
    if isinstance(type_, str):
        return say.code("restrictive_type", type_)
    if rows == "marks":
        return words.tr(words.MARK, number=at)
    for name, list_ in _TITLES.get(rows, ()):
        held = values.get(name)
        if isinstance(held, str) and held.strip():
            return f"{at}  {say.code(list_, held) if list_ else held}"
    return f"{at}  {words.rows_label(rows)}"


_TITLES: Mapping[str, Sequence[tuple[str, str]]] = {
    "people_involved": (("name", ""), ("side", "person_side")),
    "injuries": (("whose", "hurt_person"),),
    "medicines": (("name", ""),),
    "isolation_reviews": (("clock", "review_clock"),),
    "reviews": (("kind", "review_kind"),),
    "notified": (("who", "notified_person"),),
    "observations": (("done", "observation_done"),),
}
"""By rows: the field that says best what a row is about, and its list of codes."""
