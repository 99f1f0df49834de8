"""Writing a card or a story: kept as it is typed, its story counted, in the ward's own words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wardqi.app import learning_words as words
from wardqi.app import parts, say, theme
from wardqi.app.parts import Notes, Pane, Unread, ask, button, column
from wardqi.app.widgets.card import Card as Box
from wardqi.app.widgets.card import Section
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain import learning
from wardqi.domain.codes import get
from wardqi.services.learning import cards
from wardqi.services.learning.cards import Card
from wardqi.services.recording import Saved

_PAUSE_MS = 1500
_LINES = {"problem": 2, "idea": 2, "steps": 5, "who_needed": 1, "quote": 2}
_CHOICES = {
    "kind": "card_kind",
    "driver": "starter_driver",
    "cost": "cost_band",
    "prediction_verdict": "prediction_verdict",
    "signal": "chart_signal",
    "quote_consent": "yes_no",
    "contact_role": "job_title",
    "licence": "card_licence",
}


class FormPage(Pane):
    """`finished(ref)` when the person has done with it; empty when nothing was written."""

    finished = Signal(str)
    subject = "learning"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, self.tr("Write a card"), self.tr("Back"), 780)
        self._ent = ""
        self._held: dict[str, object] = {}
        self._ideas: tuple[str, ...] = ()
        self._begun = self._waiting = self._leaving = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self.boxes: dict[str, QComboBox] = {name: QComboBox() for name in _CHOICES}
        self.title_edit, self.minutes, self.review_on = QLineEdit(), QLineEdit(), QLineEdit()
        self.notes = {name: Notes(lines=_LINES.get(name, 3)) for name in _notes()}
        self.count = Words("", "second")
        self.sections: dict[str, Section] = {}
        self._fill_choices()
        self._lay_out()
        self._listen()

    def _fill_choices(self) -> None:
        primary = get("starter_driver").in_group("primary")
        for name, box in self.boxes.items():
            only = primary if name == "driver" else ()
            blank = "" if name in ("kind", "licence") else self.tr("Not said")
            parts.fill(box, _CHOICES[name], only, blank)

    def _lay_out(self) -> None:
        top = Box()
        inside = QWidget()
        rows = column(inside)
        self.problems["title"] = ask(rows, self.tr("Title in plain words"), self.title_edit)
        self._pair(rows, (self.tr("Kind of card"), "kind"), (self.tr("Driver"), "driver"))
        ask(rows, self.tr("The problem"), self.notes["problem"])
        ask(rows, self.tr("The idea in a sentence"), self.notes["idea"])
        top.add(inside)
        self.sheet.add(top)
        self.story = Box(self.tr("The story, in 250 words"))
        inside = QWidget()
        rows = column(inside)
        rows.addWidget(
            Words(
                self.tr("No names, no dates: nobody can be recognised. What failed belongs in it."), "second"
            )
        )
        for name, label in words.TELLING:
            ask(rows, say.tr(label), self.notes[name])
        rows.addWidget(self.count)
        self.story.add(inside)
        self.sheet.add(self.story)
        self._section("how", self.tr("How it is done"), self._how)
        self._section("happened", self.tr("What happened"), self._what_happened)
        self._section("about", self.tr("Who may use it, and whom to ask"), self._about)
        self.saved_at = Words("", "small")
        self.reads = Words("", "small")
        self.reads.setWordWrap(False)
        self.done = button(self.tr("Done"), self.finish, "tick", "primary")
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(24), theme.px(8), theme.px(24), theme.px(8))
        row.addWidget(self.done)
        row.addWidget(self.reads)
        row.addWidget(self.saved_at, 1)
        self.sheet.end()
        self.sheet.foot(foot)

    def _section(self, name: str, title: str, fill: object) -> None:
        section = self.sections[name] = Section(title)
        inside = QWidget()
        fill(column(inside))  # type: ignore[operator]
        section.add(inside)
        self.sheet.add(section)

    def _how(self, rows: QVBoxLayout) -> None:
        for name, label in words.HOW:
            if name != "problem":
                ask(rows, say.tr(label), self.notes[name])
        pair, cells = parts.cells(2)
        self.problems["minutes"] = ask(cells[0], self.tr("Minutes it takes"), self.minutes)
        ask(cells[1], self.tr("Cost"), self.boxes["cost"])
        rows.addWidget(pair)

    def _what_happened(self, rows: QVBoxLayout) -> None:
        for name, label in words.WHAT_HAPPENED[:2]:
            ask(rows, say.tr(label), self.notes[name])
        self._pair(
            rows,
            (self.tr("As expected?"), "prediction_verdict"),
            (self.tr("Signal on the chart"), "signal"),
        )
        for name, label in words.WHAT_HAPPENED[2:]:
            ask(rows, say.tr(label), self.notes[name])
            if name == "quote":
                ask(rows, self.tr("Consent to the quote"), self.boxes["quote_consent"])

    def _about(self, rows: QVBoxLayout) -> None:
        self._pair(rows, (self.tr("May be used by"), "licence"), (self.tr("Whom to ask"), "contact_role"))
        self.problems["review_on"] = ask(
            rows, self.tr("Look at it again on"), self.review_on, self.tr("Such as: in 6 months.")
        )

    def _pair(self, rows: QVBoxLayout, *asked: tuple[str, str]) -> None:
        pair, cells = parts.cells(len(asked))
        for cell, (label, name) in zip(cells, asked, strict=True):
            ask(cell, label, self.boxes[name])
        rows.addWidget(pair)

    def _listen(self) -> None:
        for box in self.boxes.values():
            box.activated.connect(self._typed)
        for edit in (self.title_edit, self.minutes, self.review_on):
            edit.textEdited.connect(self._typed)
        for note in self.notes.values():
            note.textChanged.connect(self._typed)

    # --- opening

    def open_new(self, values: Mapping[str, object], ideas: tuple[str, ...] = ()) -> None:
        """An empty card, or one filled from what the records know."""
        self._ent, self._ideas, self._held = "", ideas, {}
        story = values.get("kind") == "story"
        self.tell(
            self.tr("Tell a story") if story else self.tr("Write a card"),
            self.tr("It is kept as you type, on this ward only, until the ward manager approves it."),
        )
        self._fill(values, fresh=bool(values.keys() - {"kind"}))

    def open_card(self, card: Card, news: Mapping[str, object] | None = None) -> None:
        """A card of this ward, perhaps with what its tests say now, to be looked at before it is kept."""
        self._ent, self._ideas, self._held = card.ref, (), dict(card.value)
        about = self.tr("Filled in from the tests. Look it over and say it better.") if news else card.title
        self.tell(self.tr("What happened for us") if news else self.tr("Change the card"), about)
        self._fill({**card.value, **(news or {})}, fresh=bool(news), news=news or {})

    def _fill(
        self, value: Mapping[str, object], *, fresh: bool, news: Mapping[str, object] | None = None
    ) -> None:
        self._begun = False
        self._more = {name: held for name, held in value.items() if name in _CARRIED}
        for problem in self.problems.values():
            problem.say("")
        self.title_edit.setText(cards.title(value))
        for name, box in self.boxes.items():
            held = value.get(name)
            if name == "driver" and isinstance(held, str):
                held = cards.primary(held)
            usual = {"kind": "idea", "licence": "nhs"}.get(name)
            parts.pick(box, held or usual)
        for name, note in self.notes.items():
            note.setText(str(value.get(name) or ""))
        self.minutes.setText(parts.shown_number(value.get("minutes")))
        self.review_on.setText(parts.shown_day(value.get("review_on")))
        parts.watch(self, self.workspace, self._ent)
        self._open_sections(value, news or {})
        self.saved_at.setText("")
        self._tell_count()
        self._begun, self._dirty = True, fresh
        self.title_edit.setFocus()

    _dirty = False
    _more: Mapping[str, object] = {}

    def _open_sections(self, value: Mapping[str, object], news: Mapping[str, object]) -> None:
        story = value.get("kind") == "story"
        said = {name for name, note in self.notes.items() if note.text()}
        how = {name for name, _ in words.HOW} - {"problem"}
        happened = {name for name, _ in words.WHAT_HAPPENED}
        self.sections["how"].fold(story or not said & how)
        self.sections["happened"].fold(not (said & happened or news.keys() & happened))
        self.sections["about"].fold(True)
        self.story.setVisible(True)

    # --- what is typed

    def _typed(self) -> None:
        if self._begun:
            self._dirty = True
            self._pause.start()
        self._tell_count()

    def _tell_count(self) -> None:
        many = learning.count_words(*(self.notes[name].text() for name in learning.STORY))
        self.count.setText(words.story_count(many))
        self.count.look("problem" if many > learning.STORY_WORDS else "second")
        said: dict[str, object] = {name: note.text() for name, note in self.notes.items()}
        self.reads.setText(words.reading({**said, "quote_consent": "yes"}))

    def values(self) -> dict[str, object]:
        """What the form holds; raises Unread."""
        minutes = parts.read_number("minutes", self.minutes)
        if minutes is not None and (minutes != int(minutes) or not 0 <= minutes < 100_000):
            raise Unread("minutes", "not_a_number")
        return {
            "title": parts.one_line(self.title_edit) or None,
            **{name: box.currentData() or None for name, box in self.boxes.items()},
            **{name: note.text() or None for name, note in self.notes.items()},
            "minutes": None if minutes is None else int(minutes),
            "review_on": parts.read_day("review_on", self.review_on, self.workspace.now().date()),
            **self._more,
        }

    def keep(self) -> None:
        """Keep what is written now; a new card begins with its first words."""
        self._pause.stop()
        if not self._dirty or self._waiting:
            return
        try:
            found = self.values()
        except Unread:
            return
        self._keep(found)

    def _keep(self, found: Mapping[str, object]) -> bool:
        """Record what differs; False when nothing does."""
        changed = {name: one for name, one in found.items() if (self._held.get(name) or None) != one}
        if self._held.get("driver") and cards.primary(str(self._held["driver"])) == found.get("driver"):
            changed.pop("driver", None)
        self._dirty = False
        if not self._ent:
            words_of = [name for name in changed if name in learning.TEXTS]
            if not words_of:
                return False
            given = {name: one for name, one in changed.items() if one is not None}
            self._waiting = True
            self.workspace.do(
                cards.create, given, self._ideas, done=self._kept, failed=self._not_kept, changes="learning"
            )
        elif changed:
            self._waiting = True
            self.workspace.do(
                cards.change, self._ent, changed, done=self._kept, failed=self._not_kept, changes="learning"
            )
        else:
            return False
        self._held.update(changed)
        return True

    def _kept(self, saved: Saved) -> None:
        self._ent, self._waiting = saved.ent, False
        at = datetime.fromisoformat(saved.at).astimezone(self.workspace.now().tzinfo)
        self.saved_at.setText(self.tr("Saved {time}.").format(time=say.exact_time(at)))
        if self._leaving:
            self._leaving = False
            self._leave()
        elif self._dirty:
            self._pause.start()

    def _not_kept(self, error: Exception) -> None:
        self._waiting = self._leaving = False
        self._dirty = True
        self._held = {} if not self._ent else self._held
        self.workspace.explain(error)

    def finish(self) -> None:
        """Keep the rest, then show the card."""
        for problem in self.problems.values():
            problem.say("")
        self._pause.stop()
        try:
            found = self.values()
        except Unread as error:
            problem = self.problems[error.field]
            problem.say(say.tr(parts.PROBLEMS[error.code]))
            if problem.field is not None:
                self._open_around(problem.field)
                problem.field.setFocus()
            return
        if self._waiting or self._keep(found):
            self._leaving = True
        else:
            self._leave()

    def _open_around(self, field: QWidget) -> None:
        for section in self.sections.values():
            if section.isAncestorOf(field):
                section.fold(False)

    def _leave(self) -> None:
        if self._dirty and self._keep(self.values()):
            self._leaving = True
            return
        self._begun = False
        self.finished.emit(self._ent)


_CARRIED = ("standard", "cycles_run", "scale", "measure", "maturity", "roles_needed")
"""What the records know and nobody types."""


def _notes() -> tuple[str, ...]:
    told = (name for fields in (words.HOW, words.WHAT_HAPPENED, words.TELLING) for name, _ in fields)
    return ("idea", *told)
