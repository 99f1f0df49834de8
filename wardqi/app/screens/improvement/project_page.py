"""One project: its aim, what its tests still lack of the method, and the tests as a board or a list."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from wardqi.app import improvement_words as words
from wardqi.app import parts, say, theme
from wardqi.app.parts import Pane, Rivals, button
from wardqi.app.screens.improvement import project_paper
from wardqi.app.screens.improvement.board import COLUMNS, Board
from wardqi.app.screens.improvement.library_row import LibraryRow
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.card import Section
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.words import Icon, Words
from wardqi.app.workspace import Workspace
from wardqi.domain import codes
from wardqi.domain.improvement import ACT, DO, DONE, PLAN, STUDY
from wardqi.domain.kinds import live_rows
from wardqi.services.improvement.boards import Card
from wardqi.services.improvement.projects import Page

NARROW = 700
FIRST_IDEAS = ("evening_activities", "mutual_help", "patient_led_debrief")
"""Shipped ideas that an empty project offers to try first."""


class ProjectPage(Pane):
    """Asks by `wanted(what, ent)` (plan, aim, ramp, calendar, open, clone, idea) and `moved(ent, stage)`.

    `library` shows the cards the project came from or led to; it takes no room until there is one to show.
    """

    moved = Signal(str, str)
    settled = Signal(str, object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "", self.tr("All projects"), 0)
        self.found: Page | None = None
        tools = self.tools()
        self.plan = button(self.tr("Plan a test"), partial(self._want, "plan"), "add", "primary")
        self.ramp = button(self.tr("Ramps"), partial(self._want, "ramp"), "up")
        self.calendar = button(self.tr("Calendar"), partial(self._want, "calendar"), "calendar")
        self.aim = button(self.tr("Change the aim"), partial(self._want, "aim"), "edit")
        self.diagram = button(self.tr("Driver diagram"), partial(self._want, "diagram"), "improvement")
        self.story = button(self.tr("Team and story"), partial(self._want, "story"), "people")
        self.print = button(self.tr("Print"), partial(self._want, "print"), "print")
        for one in (
            *(self.plan, self.diagram, self.story, self.ramp, self.calendar, self.aim),
            self.print,
        ):
            tools.add(one)
        self.rivals = Rivals()
        self.rivals.chosen.connect(self.settled)
        self.sheet.add(self.rivals)
        self.library = LibraryRow()
        self.method = Section(self.tr("What makes a test teach"))
        self.sheet.add(self.method)
        self.told = Section(self.tr("Team, measures and progress"))
        self.sheet.add(self.told)
        self._views()
        self.board = Board()
        self.board.opened.connect(partial(self.wanted.emit, "open"))
        self.board.wanted.connect(self.moved)
        self.board.asked.connect(self._menu)
        self.sheet.add(self.board, 1)
        self.table = RecordTable(self.tr("Tests of change"), self._columns(), lines=2, narrow=960)
        self.table.opened.connect(lambda card: self.wanted.emit("open", card.ent))
        self.table.menu_wanted.connect(lambda card, place: self._menu(card.ent, place))
        self.sheet.add(self.table, 1)
        self.empty = self._none_yet()
        self.sheet.add(self.empty, 1)
        self.sheet.add(self.library)

    def _views(self) -> None:
        self._switch = QButtonGroup(self)
        self._switch.setExclusive(True)
        self.as_board, self.as_list = QPushButton(self.tr("Board")), QPushButton(self.tr("List"))
        tools = self.tools_of_views = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(Words(self.tr("Tests of change"), "heading"), 1)
        for one in (self.as_board, self.as_list):
            one.setCheckable(True)
            self._switch.addButton(one)
            row.addWidget(one)
        self.as_board.setChecked(True)
        self._switch.buttonClicked.connect(self._fit)
        self.sheet.add(tools)

    def _columns(self) -> tuple[Column[Card], ...]:
        return (
            Column(self.tr("Test"), words.name, width=30),
            Column(self.tr("Stage"), lambda one: words.stage(one.stage), width=10),
            Column(self.tr("Question"), lambda one: one.question, keep=False),
            Column(self.tr("We expect"), words.short_prediction, keep=False),
            Column(
                self.tr("Next"), lambda one: words.decided(one) or words.waits(one, self._today()), keep=False
            ),
        )

    def _none_yet(self) -> Empty:
        empty = Empty(self.tr("No tests yet. Start small: one shift, one nurse, one patient."), "improvement")
        if self.may("record"):
            ideas = codes.get("starter_idea")
            for code in FIRST_IDEAS:
                empty.offer(ideas.plain(code), partial(self.wanted.emit, "idea", code))
        return empty

    def show_page(self, page: Page) -> None:
        """Show a project."""
        self.found = page
        value = page.record.value
        self.tell(
            page.title, words.aim(value, page.measure) or self.tr("No aim yet. Change the aim to add one.")
        )
        may = "record" in page.may
        self.plan.setVisible(may)
        self.aim.setVisible(may)
        self.story.setVisible(may)
        self.rivals.show_rivals(page.record, page.names, {}, self.workspace.now(), may)
        parts.before(self.method.button, parts.tab_stops(self.rivals))
        self._tell_method(page)
        self._tell_facts(page)
        self.board.show_cards(page.tests, self._today())
        self.table.show_page(
            sorted(page.tests, key=lambda one: (_ORDER.index(one.stage), one.idea, one.number))
        )
        self._fit()

    def _tell_method(self, page: Page) -> None:
        self.method.clear()
        for one in page.features:
            name, way = words.FEATURES[one.code]
            self.method.add(_Feature(say.tr(name), say.tr(way), one.met, one.have, one.of))
        met = sum(one.met for one in page.features)
        self.method.count(self.tr("{met} of {all}").format(met=met, all=len(page.features)))
        self.method.setVisible(bool(page.tests))

    def _tell_facts(self, page: Page) -> None:
        self.told.clear()
        for label, text in project_paper.facts(page):
            self.told.add(Words(say.tr("{label}: {text}", label=label, text=text)))
        many = [sum(1 for _ in live_rows(page.record.value, group)) for group in ("team", "measures")]
        team = say.count(many[0], "person", "people")
        self.told.count(
            say.tr("{team}, {measures}", team=team, measures=say.count(many[1], "measure", "measures"))
        )

    def _fit(self) -> None:
        """The board where it fits and is wanted, else the list; both hold the same actions."""
        any_tests = self.found is not None and bool(self.found.tests)
        narrow = self.width() < theme.px(NARROW)
        self.tools_of_views.setVisible(any_tests)
        for one in (self.as_board, self.as_list):
            one.setVisible(not narrow)
        boarded = self.as_board.isChecked() and not narrow
        self.board.setVisible(any_tests and boarded)
        self.table.setVisible(any_tests and not boarded)
        self.empty.setVisible(self.found is not None and not any_tests)
        self.ramp.setVisible(any_tests)
        self.calendar.setVisible(any_tests)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window shows the list."""
        super().resizeEvent(event)
        self._fit()

    def enter(self, ent: str = "") -> None:
        """Put focus where the person left off."""
        if self.board.isVisible() and (ent and self.board.choose(ent)):
            return
        if self.board.isVisible():
            next(
                (one for one in self.board.columns.values() if one.count()), self.board.columns[PLAN]
            ).setFocus()
        elif self.table.isVisible():
            self.table.setFocus()
        else:
            self.back.setFocus()

    def _menu(self, ent: str, place: QPoint) -> None:
        card = next((one for one in self.found.tests if one.ent == ent), None) if self.found else None
        if card is None:
            return
        menu = self.menu_of(card)
        menu.popup(place)

    def menu_of(self, card: Card) -> QMenu:
        """What can be done with a test."""
        menu = QMenu(self)
        menu.addAction(self.tr("Open"), partial(self.wanted.emit, "open", card.ent))
        if self.may("record"):
            for stage in COLUMNS:
                if stage != card.stage and (stage != PLAN or not card.sealed):
                    said = self.tr("Move to {stage}").format(stage=words.stage(stage))
                    menu.addAction(said, partial(self.moved.emit, card.ent, stage))
            menu.addSeparator()
            menu.addAction(self.tr("Clone as the next cycle"), partial(self.wanted.emit, "clone", card.ent))
            if card.sealed:
                told = self.tr("Write a learning card about it")
                menu.addAction(told, partial(self.wanted.emit, "card", card.ent))
        menu.addAction(self.tr("Show its ramp"), partial(self.wanted.emit, "ramp", card.ent))
        return menu

    def _want(self, what: str) -> None:
        self.wanted.emit(what, "")

    def _today(self) -> date:
        return self.workspace.now().date()


_ORDER = (DO, STUDY, ACT, PLAN, DONE)


class _Feature(QWidget):
    """One feature of the method: there, or the way to it; a word and a shape, never a scolding."""

    def __init__(self, name: str, way: str, met: bool, have: int, of: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(Icon("tick" if met else "right", 18, "good" if met else "second"))
        both = QVBoxLayout()
        both.setSpacing(0)
        there = say.tr("{name}: there", name=name) if met else name
        if of and not met:
            there = say.tr("{name}: {have} of {of}", name=name, have=have, of=of)
        both.addWidget(Words(there))
        if not met:
            both.addWidget(Words(way, "small"))
        row.addLayout(both, 1)
