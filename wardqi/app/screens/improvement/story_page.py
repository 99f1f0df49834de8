"""A project beside its tests: who is in it and how they take part, its measures, how far it is, its story."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from wardqi.app import parts, say
from wardqi.app.parts import Notes, Pane, Unread, ask, button, column
from wardqi.app.screens.improvement.rows_form import Asked, RowsForm
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.services.improvement import projects
from wardqi.services.improvement.projects import Page
from wardqi.services.recording import Saved
from wardqi.text import QT_TRANSLATE_NOOP

STORY = (
    ("context", QT_TRANSLATE_NOOP("say", "Where this happens: the ward, its people, what matters here")),
    ("results", QT_TRANSLATE_NOOP("say", "What happened")),
    ("lessons", QT_TRANSLATE_NOOP("say", "What we learned")),
    ("limits", QT_TRANSLATE_NOOP("say", "What this cannot tell us")),
)
"""The story's parts after aim, problem and reason, in the order reports of improvement are read."""

TEAM = (
    Asked("part", QT_TRANSLATE_NOOP("say", "Part in the work"), "code", "team_part", first=True),
    Asked("name", QT_TRANSLATE_NOOP("say", "Name, or what they want to be called")),
    Asked("person", QT_TRANSLATE_NOOP("say", "Or somebody of this ward's list"), "choice"),
    Asked("job_title", QT_TRANSLATE_NOOP("say", "Job title"), "code", "job_title"),
    Asked("influence", QT_TRANSLATE_NOOP("say", "How much say they have"), "code", "influence_level"),
    Asked("credit", QT_TRANSLATE_NOOP("say", "How to be credited"), "code", "credit_wish"),
    Asked("stages", QT_TRANSLATE_NOOP("say", "Took part in"), "codes", "coproduction_stage"),
)
MEASURES = (
    Asked("measure", QT_TRANSLATE_NOOP("say", "Measure"), "choice", first=True),
    Asked("part", QT_TRANSLATE_NOOP("say", "Part in the family"), "code", "measure_kind"),
)
SCORES = (
    Asked("score", QT_TRANSLATE_NOOP("say", "How far it is"), "code", "progress_score", first=True),
    Asked("reason", QT_TRANSLATE_NOOP("say", "Why"), needed=True),
)


class StoryPage(Pane):
    """`made()` when it was saved."""

    made = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, self.tr("Team, measures and story"), self.tr("Project"), 820)
        self._page: Page | None = None
        self.status, self.sponsor_role = QComboBox(), QComboBox()
        self.sponsor = QLineEdit()
        parts.fill(self.status, "project_status")
        parts.fill(self.sponsor_role, "job_title", blank=self.tr("Not said"))
        today = lambda: self.workspace.now().date()  # noqa: E731 - one clock for the three forms
        self.team = RowsForm("team", TEAM, self.tr("Add to the team"), today)
        self.measures = RowsForm("measures", MEASURES, self.tr("Add to the family"), today)
        self.scores = RowsForm("scores", SCORES, self.tr("Add this score"), today)
        self.story = {name: Notes(lines=4) for name, _ in STORY}
        self._lay_out()
        self.save = button(self.tr("Save"), self.finish, kind="primary")
        self.sheet.foot(parts.foot(self.save, 820))

    def _lay_out(self) -> None:
        state = QWidget()
        rows = column(state)
        ask(rows, self.tr("State of the project"), self.status)
        ask(rows, self.tr("Senior sponsor"), self.sponsor)
        ask(rows, self.tr("Sponsor's role"), self.sponsor_role)
        story = QWidget()
        rows = column(story)
        for name, label in STORY:
            ask(rows, say.tr(label), self.story[name])
        team = self.tr("Patients, carers and peer workers belong here; each is credited as they wish.")
        family = self.tr("Outcome: what matters. Process: is the change happening? Balancing: does it harm?")
        score = self.tr("Set by people, once a month, with a reason. It is never worked out.")
        for title, hint, inside in (
            (self.tr("Where it stands"), "", state),
            (self.tr("Team"), team, self.team),
            (self.tr("Family of measures"), family, self.measures),
            (self.tr("Progress score"), score, self.scores),
            (self.tr("Story"), "", story),
        ):
            card = Card(title)
            if hint:
                card.add(Words(hint, "second"))
            card.add(inside)
            self.sheet.add(card)
        self.sheet.end()

    def open(self, page: Page) -> None:
        """Show a project's parts, to be changed; what was half written before is still there."""
        if self._page is not None and self._page.record.ent == page.record.ent and self.dirty:
            self._told = False
            self.workspace.announce(self.tr("What you had written is still here."))
            self.back.setFocus()
            return
        self._page, self._told = page, False
        value = page.record.value
        self.tell(self.tr("Team, measures and story"), page.title)
        parts.watch(self, self.workspace, page.record.ent)
        self.measures.offer("measure", page.measures)
        self.team.offer("person", page.people)
        for form in (self.team, self.measures, self.scores):
            form.load(value)
        parts.pick(self.status, value.get("status") or "planning")
        parts.pick(self.sponsor_role, value.get("sponsor_role"))
        self.sponsor.setText(str(value.get("sponsor_name") or ""))
        for name, box in self.story.items():
            box.setText(str(value.get(name) or ""))
        self.back.setFocus()

    @property
    def dirty(self) -> bool:
        """Whether something was written here that is not saved."""
        try:
            return bool(self.values())
        except Unread:
            return True

    def leave(self) -> bool:
        """Save what was written before the page is left; what cannot be read is said once. False to go."""
        if not self.dirty or self._told:
            return False
        self._told = True
        self.finish()
        return True

    _told = False

    def values(self) -> dict[str, object]:
        """What differs from the project; raises Unread."""
        if self._page is None:
            return {}
        today = self.workspace.now().date()
        held = self._page.record.value
        typed: dict[str, object] = {
            "status": self.status.currentData(),
            "sponsor_name": self.sponsor.text().strip() or None,
            "sponsor_role": self.sponsor_role.currentData() or None,
            **{name: box.text() or None for name, box in self.story.items()},
        }
        found = {name: new for name, new in typed.items() if (held.get(name) or None) != new}
        for form in (self.team, self.measures, self.scores):
            for group, rows in form.values(today).items():
                if isinstance(rows, Mapping) and (changed := _changed(rows, held.get(group))):
                    found[group] = changed
        return found

    def finish(self) -> None:
        """Save what differs."""
        if self._page is None:
            return
        try:
            changed = self.values()
        except Unread as error:
            for form in (self.team, self.measures, self.scores):
                if form.refuse(error):
                    return
            return
        if not changed:
            self.made.emit()
            return
        record = self._page.record
        self.workspace.do(
            projects.change, record.ent, changed, record.heads, done=self._saved, changes="improvement"
        )

    def _saved(self, saved: Saved) -> None:
        self._page = None
        self.kept(say.tr("Project saved."), saved)
        self.made.emit()


def _changed(rows: Mapping[str, object], held: object) -> dict[str, object]:
    """Of rows as a form gives them, those fields that differ from the record's."""
    before = held if isinstance(held, Mapping) else {}
    found: dict[str, object] = {}
    for row, one in rows.items():
        was = before.get(row)
        known = was if isinstance(was, Mapping) else {}
        if isinstance(one, Mapping):
            fields = {name: new for name, new in one.items() if known.get(name) != new}
            if fields:
                found[row] = fields
    return found
