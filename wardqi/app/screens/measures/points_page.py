"""Typing figures in for a measure that has no source: period by period, or from a CSV looked at first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from wardqi.app import beside, choosing, say, theme
from wardqi.app.say import Message
from wardqi.app.screens.measures import parts
from wardqi.app.screens.measures.parts import Pane, grid
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.spoken import Spoken
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.services import loading, measuring
from wardqi.services.desk import NotFound
from wardqi.services.measuring import Measured, points
from wardqi.services.measuring.points import Figures, Held, PointsPlan
from wardqi.services.recording import Saved

if TYPE_CHECKING:
    from wardqi.services.desk import Desk

_BAD_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Points:
    """A typed measure and its latest periods, newest first."""

    measured: Measured
    held: tuple[Held, ...]


def read(desk: Desk, measure: str, ward: str) -> Points:
    """The latest periods of a typed measure; raises NotFound."""
    found = measuring.measure_ward(desk, ward, [measure])
    if not found:
        raise NotFound
    return Points(found[0], tuple(points.held(desk, measure, ward)))


def _plan(desk: Desk, measure: str, ward: str, path: Path) -> tuple[str, PointsPlan]:
    return path.name, points.plan_points(desk, measure, ward, path)


def _plan_pasted(desk: Desk, measure: str, ward: str, text: str) -> tuple[str, PointsPlan]:
    return say.tr("Pasted"), points.plan_pasted(desk, measure, ward, text)


class PointsPage(Pane):
    """One period's figures at a time, the list of periods, and a CSV."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, self.tr("Enter figures"), self.tr("Back to the chart"))
        self._measure = self._ward = ""
        self.now: Points | None = None
        self._plan: PointsPlan | None = None
        self.sheet.add(self._form())
        self.table = RecordTable(
            self.tr("Periods"),
            (
                Column(self.tr("Period"), self._period, width=22),
                Column(self.tr("Figures"), self._figures),
            ),
            page_size=50,
        )
        self.table.setMinimumHeight(theme.px(220))
        self.table.opened.connect(self._choose)
        self.sheet.add(self.table, 1)
        self.sheet.add(self._csv())

    def open(self, measure: str, ward: str) -> None:
        """Show a typed measure."""
        self._measure, self._ward, self.now = measure, ward, None
        self.clear_problems()
        self._forget_plan()
        self.again()

    def again(self) -> None:
        """Read it anew."""
        if self._measure:
            self.workspace.read(read, self._measure, self._ward, done=self._show)

    def _form(self) -> Card:
        card = Card(self.tr("One period"))
        self.period = QComboBox()
        self.period.activated.connect(self._fill)
        self.above, self.below, self.note = QLineEdit(), QLineEdit(), Spoken()
        self._rows = grid()
        self.ask(self._rows, "period", self.tr("&Period"), self.period)
        self.ask(self._rows, "above", self.tr("&Figure"), self.above)
        self._below = QWidget()
        below = grid()
        below.setContentsMargins(0, 0, 0, 0)
        self.ask(below, "below", self.tr("&Out of"), self.below)
        self._below.setLayout(below)
        self._rows.addWidget(self._below, self._rows.rowCount(), 0)
        self.missing = QCheckBox(self.tr("&Not recorded: missing, not zero"))
        self.missing.toggled.connect(self._missing_toggled)
        self._rows.addWidget(self.missing, self._rows.rowCount(), 0)
        self.ask(self._rows, "note", self.tr("In &words, if need be"), self.note)
        self.save = QPushButton(self.tr("Save, and go to the period before"))
        look(self.save, "primary")
        self.save.clicked.connect(self.finish)
        line = QHBoxLayout()
        line.addWidget(self.save)
        line.addStretch(1)
        self._rows.addLayout(line, self._rows.rowCount(), 0)
        return _put(card, self._rows)

    def _csv(self) -> Card:
        card = Card(self.tr("From a sheet or a CSV"))
        card.add(
            Words(
                self.tr(
                    "Copy two columns of a sheet, period and figure, or three with what each is out of, and "
                    "paste them here. A CSV has columns called period, and value, or numerator and "
                    "denominator; note may follow. "
                    "An empty figure is missing, not zero. Nothing is kept until you say so."
                ),
                "second",
            )
        )
        self.plan_words = Words()
        card.add(self.plan_words)
        self.paste = QPushButton(self.tr("Paste from a sheet"))
        self.paste.clicked.connect(self._paste)
        self.choose = QPushButton(self.tr("Choose a CSV…"))
        self.take = QPushButton(self.tr("Take these figures"))
        look(self.take, "primary")
        self.aside = QPushButton(self.tr("Save the rows set aside…"))
        self.choose.clicked.connect(self._choose_file)
        self.take.clicked.connect(self._take)
        self.aside.clicked.connect(self._save_aside)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        for button in (self.paste, self.choose, self.take, self.aside):
            line.addWidget(button)
        line.addStretch(1)
        inside = QWidget()
        inside.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        card.add(inside)
        self._forget_plan()
        return card

    def _forget_plan(self) -> None:
        self._plan = None
        self.plan_words.setVisible(False)
        self.take.setVisible(False)
        self.aside.setVisible(False)

    def _show(self, now: Points) -> None:
        if (now.measured.measure.id, now.measured.ward) != (self._measure, self._ward):
            return
        chosen = str(self.period.currentData()) if self.now is not None else ""
        self.now = now
        one = now.measured.measure
        self.about.setText(f"{one.name}. {one.definition}".strip())
        divided = one.denominator != "none"
        self._below.setVisible(divided)
        self.above.setAccessibleName(one.numerator or self.tr("Figure"))
        self.period.clear()
        for held in now.held:
            self.period.addItem(self._period(held), held.start.isoformat())
        first = next((held.start for held in now.held if held.figures is None), now.held[0].start)
        parts.pick(self.period, chosen or first.isoformat())
        self.table.show_page(now.held)
        self._fill()

    def _period(self, held: Held) -> str:
        return beside.period(self.now.measured, held.start) if self.now is not None else say.day(held.start)

    def _figures(self, held: Held) -> str:
        told = held.figures
        if told is None:
            return self.tr("not entered")
        if told.missing:
            said = self.tr("not recorded")
        elif told.value is not None:
            said = parts.shown_number(told.value)
        elif told.denominator is not None:
            said = self.tr("{above} of {below}").format(
                above=parts.shown_number(told.numerator), below=parts.shown_number(told.denominator)
            )
        else:
            said = parts.shown_number(told.numerator)
        return f"{said} ({told.note})" if told.note else said

    def _choose(self, held: Held) -> None:
        parts.pick(self.period, held.start.isoformat())
        self._fill()
        self.above.setFocus()

    def _fill(self) -> None:
        self.clear_problems()
        held = None
        if self.now is not None:
            chosen = self.period.currentData()
            held = next((one for one in self.now.held if one.start.isoformat() == chosen), None)
        told = held.figures if held is not None else None
        figures = told or Figures()
        above = figures.numerator if figures.numerator is not None else figures.value
        self.above.setText(parts.shown_number(above))
        self.below.setText(parts.shown_number(figures.denominator))
        self.note.setText(figures.note)
        self.missing.setChecked(told is not None and told.missing)

    def _missing_toggled(self, on: bool) -> None:
        self.above.setEnabled(not on)
        self.below.setEnabled(not on)

    def finish(self) -> None:
        """Save the period shown."""
        self.clear_problems()
        if self.now is None or not self.period.count():
            return
        start = date.fromisoformat(self.period.currentData())
        try:
            figures = self._typed()
        except parts.Unread as error:
            self.refused(error)
            return
        self.workspace.do(
            points.enter,
            self._measure,
            self._ward,
            {start: figures},
            done=self._entered,
            failed=self._not_entered,
            changes="measures",
        )

    def _typed(self) -> Figures:
        note = self.note.text().strip()
        if self.missing.isChecked():
            return Figures(note=note)
        above = parts.read_number("above", self.above)
        if above is None:
            raise parts.Unread("above", "missing")
        divided = self.now is not None and self.now.measured.measure.denominator != "none"
        if not divided:
            return Figures(value=above, note=note)
        below = parts.read_number("below", self.below)
        if below is None:
            raise parts.Unread("below", "below")
        return Figures(above, below, None, note)

    def _entered(self, saved: Saved) -> None:
        self.kept(self.tr("Figure saved."), saved)
        self._go_back_one()

    def _go_back_one(self) -> None:
        self.period.setCurrentIndex(min(self.period.count() - 1, self.period.currentIndex() + 1))
        self._fill()
        self.above.setFocus()

    def _not_entered(self, error: Exception) -> None:
        if isinstance(error, NotFound):  # nothing differs
            self._go_back_one()
            return
        code = getattr(error, "code", "")
        if code in ("over", "below"):
            self.refused(parts.Unread("below", code))
        elif code in parts.PROBLEMS:
            self.refused(parts.Unread("above", code))
        else:
            self.workspace.explain(error)

    def _choose_file(self) -> None:
        path = choosing.file(self, self.tr("Choose a CSV"), (self.tr("Table (*.csv)"),))
        if path is not None:
            self.look_at(path)

    def _paste(self) -> None:
        """Say what taking what was copied would do."""
        self._forget_plan()
        text = QGuiApplication.clipboard().text()
        self.workspace.read(
            _plan_pasted, self._measure, self._ward, text, done=self._planned, failed=self._not_planned
        )

    def look_at(self, path: Path) -> None:
        """Say what taking a CSV would do."""
        self._forget_plan()
        self.workspace.read(
            _plan, self._measure, self._ward, path, done=self._planned, failed=self._not_planned
        )

    def _not_planned(self, error: Exception) -> None:
        if isinstance(error, loading.NotLoadable):
            self.plan_words.setText(error.sentence())
            self.plan_words.setVisible(True)
            self.workspace.announce(error.sentence())
        else:
            self.workspace.explain(error)

    def _planned(self, answer: tuple[str, PointsPlan]) -> None:
        name, plan = answer
        self._plan = plan
        told = [
            self.tr(
                "{file}: {new} new, {changed} changed, {same} already here, {missing} not recorded."
            ).format(file=name, new=plan.new, changed=plan.changed, same=plan.same, missing=plan.missing)
        ]
        if plan.bad:
            told.append(self.tr("Set aside: {count}.").format(count=len(plan.bad)))
            told += [
                self.tr("Line {line}: {why}.").format(line=bad.line, why=bad.sentence())
                for bad in plan.bad[:_BAD_SHOWN]
            ]
        said = " ".join(told)
        self.plan_words.setText(said)
        self.plan_words.setVisible(True)
        self.take.setVisible(bool(plan.new or plan.changed))
        self.aside.setVisible(bool(plan.bad))
        self.workspace.announce(said)

    def _take(self) -> None:
        if self._plan is not None:
            self.workspace.do(
                points.enter,
                self._measure,
                self._ward,
                dict(self._plan.given),
                done=self._taken,
                changes="measures",
            )

    def _taken(self, saved: Saved) -> None:
        self._forget_plan()
        count = say.count(len(saved.changes), "figure saved", "figures saved")
        self.kept(self.tr("{count}.").format(count=count), saved)

    def _save_aside(self) -> None:
        path = choosing.new_file(self, self.tr("Save the rows"), "set-aside.csv", (self.tr("Table (*.csv)"),))
        if path is None or self._plan is None:
            return
        self.workspace.read(_write, self._plan, path, done=self._aside_saved)

    def _aside_saved(self, path: Path) -> None:
        self.workspace.show(Message(what=self.tr("{name} saved.").format(name=path.name), tone="good"))


def _write(_desk: Desk, plan: PointsPlan, path: Path) -> Path:
    points.write_points(plan, path)
    return path


def _put(card: Card, rows: QGridLayout) -> Card:
    inside = QWidget()
    inside.setLayout(rows)
    rows.setContentsMargins(0, 0, 0, 0)
    card.add(inside)
    return card
