"""Notes on a chart: what happened and when, on this chart or on all, and points left out of its limits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from wardqi.app import say, theme
from wardqi.app.screens.measures import parts
from wardqi.app.screens.measures.parts import Pane, grid
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.spoken import Spoken
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.services import measuring
from wardqi.services.desk import NotFound
from wardqi.services.measuring import Measured, changing
from wardqi.services.measuring.settings import Note
from wardqi.services.recording import Saved

if TYPE_CHECKING:
    from wardqi.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Notes:
    """One measure with its notes and tests."""

    measured: Measured


def read(desk: Desk, measure: str, ward: str) -> Notes:
    """A measure's notes; raises NotFound."""
    found = measuring.measure_ward(desk, ward, [measure])
    if not found:
        raise NotFound
    return Notes(found[0])


class NotesPage(Pane):
    """The notes there are, each with a way to take it off, and a form for another."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, self.tr("Notes on the chart"), self.tr("Back to the chart"))
        self._measure = self._ward = ""
        self.held = Card(self.tr("On this chart"))
        self.sheet.add(self.held)
        self.sheet.add(self._form())
        self.sheet.end()

    def open(self, measure: str, ward: str) -> None:
        """Show a measure's notes."""
        self._measure, self._ward = measure, ward
        self.clear_problems()
        self.again()

    def again(self) -> None:
        """Read them anew."""
        if self._measure:
            self.workspace.read(read, self._measure, self._ward, done=self._show)

    def _form(self) -> Card:
        self.form = Card(self.tr("Another note"))
        self.day, self.until, self.kind, self.words = QLineEdit(), QLineEdit(), QComboBox(), Spoken()
        parts.fill(self.kind, "annotation_kind")
        rows = grid()
        self.ask(rows, "day", self.tr("&Day"), self.day, self.tr("Such as 4 May 2026."))
        self.ask(rows, "until", self.tr("&Last day, when it lasted"), self.until)
        self.ask(rows, "kind", self.tr("&Kind of note"), self.kind)
        self.ask(
            rows,
            "text",
            self.tr("In &words, no names of people"),
            self.words,
            self.tr("The words stay on this ward; the QI team sees the kind of note."),
        )
        self.everywhere = QCheckBox(self.tr("On every chart of this ward"))
        self.excluded = QCheckBox(self.tr("Leave these periods out of limits and rules"))
        rows.addWidget(self.everywhere, rows.rowCount(), 0)
        rows.addWidget(self.excluded, rows.rowCount(), 0)
        add = QPushButton(self.tr("Add the note"))
        look(add, "primary")
        add.clicked.connect(self._add)
        line = QHBoxLayout()
        line.addWidget(add)
        line.addStretch(1)
        rows.addLayout(line, rows.rowCount(), 0)
        inside = QWidget()
        inside.setLayout(rows)
        rows.setContentsMargins(0, 0, 0, 0)
        self.form.add(inside)
        return self.form

    def _show(self, now: Notes) -> None:
        measured = now.measured
        if (measured.measure.id, measured.ward) != (self._measure, self._ward):
            return
        self.about.setText(measured.measure.name)
        here = self.workspace.profile == "ward"
        self.held.clear()
        if not measured.notes and not measured.tests:
            self.held.add(
                Words(self.tr("Nothing yet. Tests of change appear by themselves when they begin."))
            )
        for one in measured.notes:
            self.held.add(self._line(one, here))
        for test in measured.tests:
            words = self.tr("{day}: {name}. A test of change; it appeared by itself.")
            self.held.add(Words(words.format(day=say.day(test.day), name=test.name), "second"))
        self.form.setVisible(here and self.may("record"))
        self.excluded.setVisible(self.may("define_measures"))

    def _line(self, one: Note, here: bool) -> QWidget:
        told = _told(one)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(Words(told), 1)
        if here and self.may("define_measures" if one.excluded else "record"):
            button = QPushButton(self.tr("Take off"))
            button.setAccessibleName(self.tr("Take off: {note}").format(note=told))
            button.clicked.connect(partial(self._take_off, one.ent))
            row.addWidget(button)
        return line

    def _add(self) -> None:
        self.clear_problems()
        today = self.workspace.now().date()
        try:
            day = parts.read_day("day", self.day, today)
            until = parts.read_day("until", self.until, today)
            if day is None:
                raise parts.Unread("day", "missing")
        except parts.Unread as error:
            self.refused(error)
            return
        self.workspace.do(
            _note,
            self._measure,
            self._ward,
            day,
            self.kind.currentData(),
            self.words.text(),
            until,
            self.excluded.isChecked(),
            self.everywhere.isChecked(),
            done=self._added,
            failed=self.refused,
            changes="measures",
        )

    def _added(self, saved: Saved) -> None:
        for box in (self.day, self.until, self.words):
            box.clear()
        self.excluded.setChecked(False)
        self.everywhere.setChecked(False)
        self.kept(self.tr("Note added."), saved)

    def _take_off(self, ent: str) -> None:
        self.workspace.do(changing.take_back_note, ent, done=self._taken_off, changes="measures")

    def _taken_off(self, saved: Saved) -> None:
        self.kept(self.tr("Note taken off."), saved)


def _note(desk: Desk, measure: str, ward: str, *rest: object) -> Saved:
    day, kind, text, until, excluded, everywhere = rest
    return changing.note(
        desk,
        measure,
        ward,
        day,  # type: ignore[arg-type]
        str(kind),
        str(text),
        until=until,  # type: ignore[arg-type]
        excluded=bool(excluded),
        everywhere=bool(everywhere),
    )


def _told(one: Note) -> str:
    kind = say.code("annotation_kind", one.kind)
    when = say.day(one.day)
    if one.until is not None:
        when = say.tr("{first} to {last}", first=when, last=say.day(one.until))
    told = f"{when}: {kind}" if one.text == kind else f"{when}: {kind}. {one.text}"
    extra = []
    if one.excluded:
        extra.append(say.tr("left out of limits and rules"))
    if not one.measure:
        extra.append(say.tr("on every chart"))
    return f"{told} ({', '.join(extra)})" if extra else told
