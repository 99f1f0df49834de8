"""A project's title and the parts of its aim, with the sentence they make below as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from wardqi.app import improvement_words as words
from wardqi.app import parts, say
from wardqi.app.parts import Notes, Pane, Unread, ask, button, column
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.guide import GuideOffer
from wardqi.app.widgets.spoken import Spoken
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.services.improvement import projects
from wardqi.services.improvement.projects import NotFit, Offer
from wardqi.services.recording import Saved
from wardqi.store.tables import Record


class AimPage(Pane):
    """`made(ent)` when it was saved."""

    made = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, self.tr("New project"), self.tr("Back"), 760)
        self._record: Record | None = None
        self.name, self.what, self.whom = Spoken(), Spoken(), Spoken()
        self.topic, self.direction, self.measure = QComboBox(), QComboBox(), QComboBox()
        self.percent, self.by = QLineEdit(), QLineEdit()
        self.baseline, self.first, self.last = QLineEdit(), QLineEdit(), QLineEdit()
        self.problem = Notes(lines=3)
        self.why = Notes(lines=3)
        parts.fill(self.topic, "project_topic")
        parts.fill(self.direction, "direction")
        self._lay_out()
        for line in (self.name, self.what, self.whom):
            line.left.connect(workspace.step_back)
        for box in (self.what, self.whom, self.percent, self.by, self.baseline, self.first, self.last):
            box.textChanged.connect(self._say)
        self.direction.currentIndexChanged.connect(self._say)
        self.measure.currentIndexChanged.connect(self._say)
        self.save = button(self.tr("Save"), self.finish, kind="primary")
        self.sheet.foot(parts.foot(self.save, 760))

    def _lay_out(self) -> None:
        first = Card(self.tr("What it is"))
        inside = QWidget()
        rows = column(inside)
        self.problems["title"] = ask(rows, self.tr("Title"), self.name, self.tr("Such as: Calmer evenings."))
        ask(rows, self.tr("Topic"), self.topic)
        first.add(inside)
        aim = Card(self.tr("The aim, in parts"))
        inside = QWidget()
        rows = column(inside)
        pair, cells = parts.cells(2)
        ask(cells[0], self.tr("Up or down"), self.direction, self.tr("Which way is better."))
        ask(cells[1], self.tr("What"), self.what, self.tr("Such as: physical restraint."))
        rows.addWidget(pair)
        ask(rows, self.tr("For whom"), self.whom, self.tr("Such as: everyone on the ward in the evening."))
        pair, cells = parts.cells(2)
        self.problems["aim_percent"] = ask(cells[0], self.tr("By how many per cent"), self.percent)
        self.problems["aim_by"] = ask(cells[1], self.tr("By when"), self.by)
        rows.addWidget(pair)
        ask(rows, self.tr("Measured by"), self.measure)
        pair, cells = parts.cells(3)
        self.problems["baseline_value"] = ask(cells[0], self.tr("From what figure"), self.baseline)
        self.problems["baseline_from"] = ask(cells[1], self.tr("Counted from"), self.first)
        self.problems["baseline_to"] = ask(cells[2], self.tr("Counted to"), self.last)
        rows.addWidget(pair)
        aim.add(inside)
        self.sentence = Words("", "subheading")
        box = Card(kind="note-box")
        box.add(self.sentence)
        self.box = box
        why = Card(self.tr("Why"))
        inside = QWidget()
        rows = column(inside)
        ask(rows, self.tr("The problem, in a few words"), self.problem)
        ask(rows, self.tr("Why this might work"), self.why)
        why.add(inside)
        self.guide = GuideOffer(self.workspace, "aim")
        for part in (self.guide, first, aim, box, why):
            self.sheet.add(part)
        self.sheet.end()

    def open_new(self, offered: Offer) -> None:
        """An empty form with what a new project is offered; what was half written before is still there."""
        if self._goes_on(None):
            return
        self._record = None
        self.tell(self.tr("New project"), self.tr("One sentence, made of parts. Any of it can change later."))
        self._offer(offered)
        self._fill({"aim_percent": offered.percent, "aim_by": offered.by.isoformat()})
        self.guide.offer()
        self.name.setFocus()

    def open_record(self, record: Record, offered: Offer) -> None:
        """The form of a project that is there; what was half written before is still there."""
        if self._goes_on(record):
            return
        self._record = record
        self.tell(self.tr("The aim"), str(record.value.get("title") or ""))
        self._offer(offered)
        self._fill(dict(record.value))
        self.guide.offer()
        self.name.setFocus()

    def _goes_on(self, record: Record | None) -> bool:
        """Whether the form holds what was half written of this project."""
        same = (self._record is None) == (record is None)
        if not self.dirty or not same or (record and self._record and record.ent != self._record.ent):
            return False
        self._told = ()
        self.workspace.announce(self.tr("What you had written is still here."))
        self.name.setFocus()
        return True

    @property
    def dirty(self) -> bool:
        """Whether something was written here that is not saved."""
        return bool(self._filled) and self._written() != self._filled

    def leave(self) -> bool:
        """Save what was written before the page is left; what cannot be saved is said once. False to go."""
        if not self.dirty or self._told == self._written():
            return False
        self._told = self._written()
        self.finish()
        return True

    def _written(self) -> tuple[object, ...]:
        lines = (self.name, self.what, self.whom, self.percent, self.by, self.baseline, self.first, self.last)
        boxes = (self.topic, self.direction, self.measure)
        return (
            *(one.text() for one in (*lines, self.problem, self.why)),
            *(one.currentData() for one in boxes),
        )

    _filled: tuple[object, ...] = ()
    _told: tuple[object, ...] = ()

    def _offer(self, offered: Offer) -> None:
        self.measure.clear()
        self.measure.addItem(self.tr("No measure chosen"), "")
        for ent, called in offered.measures:
            self.measure.addItem(called, ent)

    def _fill(self, value: dict[str, object]) -> None:
        parts.watch(self, self.workspace, "" if self._record is None else self._record.ent)
        for problem in self.problems.values():
            problem.say("")
        for box, name in ((self.name, "title"), (self.what, "aim_what"), (self.whom, "aim_for")):
            box.setText(" ".join(str(value.get(name) or "").split()))
        parts.pick(self.topic, value.get("topic") or "restrictive_practice")
        parts.pick(self.direction, value.get("aim_direction") or "down")
        parts.pick(self.measure, value.get("aim_measure"))
        self.percent.setText(parts.shown_number(value.get("aim_percent")))
        self.baseline.setText(parts.shown_number(value.get("baseline_value")))
        self.by.setText(parts.shown_day(value.get("aim_by")))
        self.first.setText(parts.shown_day(value.get("baseline_from")))
        self.last.setText(parts.shown_day(value.get("baseline_to")))
        self.problem.setText(str(value.get("problem") or ""))
        self.why.setText(str(value.get("rationale") or ""))
        self._filled, self._told = self._written(), ()
        self._say()

    def values(self) -> dict[str, object]:
        """What the form holds; raises Unread."""
        today = self.workspace.now().date()
        return {
            "title": self.name.text().strip(),
            "topic": self.topic.currentData(),
            "aim_direction": self.direction.currentData(),
            "aim_what": self.what.text().strip(),
            "aim_for": self.whom.text().strip(),
            "aim_percent": parts.read_number("aim_percent", self.percent),
            "aim_by": parts.read_day("aim_by", self.by, today),
            "aim_measure": self.measure.currentData() or None,
            "baseline_value": parts.read_number("baseline_value", self.baseline),
            "baseline_from": parts.read_day("baseline_from", self.first, today),
            "baseline_to": parts.read_day("baseline_to", self.last, today),
            "problem": self.problem.text(),
            "rationale": self.why.text(),
        }

    def _say(self) -> None:
        """The sentence so far."""
        try:
            said = words.aim(self.values(), self.measure.currentText() if self.measure.currentData() else "")
        except Unread:
            return
        self.sentence.setText(said)
        self.box.setVisible(bool(said))

    def finish(self) -> None:
        """Save it."""
        for problem in self.problems.values():
            problem.say("")
        try:
            values = self.values()
        except Unread as error:
            self._refuse(error.field, error.code)
            return
        if self._record is None:
            given = {name: held for name, held in values.items() if held not in (None, "")}
            self.workspace.do(
                projects.create, given, done=self._saved, failed=self._refused, changes="improvement"
            )
            return
        held = self._record.value
        changed = {
            name: new or None for name, new in values.items() if (held.get(name) or None) != (new or None)
        }
        if not changed:
            self.made.emit(self._record.ent)
            return
        self.workspace.do(
            projects.change,
            self._record.ent,
            changed,
            self._record.heads,
            done=self._saved,
            failed=self._refused,
            changes="improvement",
        )

    def _saved(self, saved: Saved) -> None:
        self._filled = ()
        self.kept(say.tr("Project saved."), saved)
        self.made.emit(saved.ent)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, NotFit):
            for field, code in error.fields.items():
                self._refuse(field, code)
        else:
            self.workspace.explain(error)

    def _refuse(self, field: str, code: str) -> None:
        problem = self.problems[field]
        problem.say(say.tr(parts.PROBLEMS.get(code, parts.PROBLEMS["missing"])))
        if problem.field is not None:
            problem.field.setFocus()
        self.workspace.announce(problem.text)
