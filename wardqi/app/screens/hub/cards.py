"""Learning cards at the hub: those that wait for the QI lead's look, and those that every ward reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.screens.hub.card_page import CardPage
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.services.learning import spread
from wardqi.services.learning.spread import PassedOn, Waiting

if TYPE_CHECKING:
    from wardqi.services.desk import Desk

_NARROW = 820
_ORDER = ("kept", "adapted", "testing", "dropped", "not_tried")


@dataclass(frozen=True, slots=True)
class Found:
    """Both lists."""

    waiting: tuple[Waiting, ...]
    passed_on: tuple[PassedOn, ...]


def read(desk: Desk) -> Found:
    """Both lists, as they stand now."""
    return Found(spread.to_check(desk), spread.passed_on(desk))


class Cards(QWidget):
    """Two lists; Enter opens a card."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.waiting = RecordTable(
            self.tr("Cards to check"),
            self._waiting_columns(),
            page_size=500,
            lines=2,
            narrow=_NARROW,
            empty=Empty(
                self.tr("No card waits. A card comes here when its ward's manager has approved it."),
                "learning",
            ),
        )
        self.passed_on = RecordTable(
            self.tr("Cards passed on"), self._passed_columns(), page_size=500, lines=2, narrow=_NARROW
        )
        self.waiting.opened.connect(self._check)
        self.passed_on.opened.connect(self._look)
        self.card = CardPage(workspace)
        self.card.left.connect(self._home)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._lists())
        self._stack.addWidget(self.card)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._stack)

    def refresh(self) -> None:
        """Read both lists."""
        self._workspace.read(read, done=self._show)

    def open_card(self, ent: str) -> None:
        """One card, to be checked when it waits."""
        self._stack.setCurrentWidget(self.card)
        self.card.open(ent)

    def back(self) -> bool:
        """From a card to the lists."""
        if self._stack.currentWidget() is not self.card:
            return False
        self._home()
        return True

    def _waiting_columns(self) -> Sequence[Column[Waiting]]:
        return (
            Column(self.tr("Card"), lambda one: one.title),
            Column(self.tr("Ward"), lambda one: one.ward_name, width=20, keep=False),
            Column(self.tr("Approved"), lambda one: say.day(one.approved_on), width=14, keep=False),
            Column(
                self.tr("Version"),
                lambda one: (
                    self.tr("{number}, shared before").format(number=one.version)
                    if one.before
                    else say.number(one.version)
                ),
                width=18,
                keep=False,
            ),
            Column(
                self.tr("To look at"),
                lambda one: (
                    say.count(one.found, "thing found", "things found")
                    if one.found
                    else self.tr("nothing found")
                ),
                icon=lambda one: "caution" if one.found else "tick",
                width=20,
            ),
        )

    def _passed_columns(self) -> Sequence[Column[PassedOn]]:
        return (
            Column(self.tr("Card"), lambda one: one.title),
            Column(self.tr("From"), lambda one: one.place, width=28, keep=False),
            Column(
                self.tr("Since"),
                lambda one: say.day(one.checked_on) if one.checked_on else "",
                width=14,
                keep=False,
            ),
            Column(
                self.tr("Copies here"), lambda one: say.number(one.copies), width=11, right=True, keep=False
            ),
            Column(self.tr("What came of it"), self._came, width=24),
        )

    def _came(self, one: PassedOn) -> str:
        if one.withdrawn:
            return self.tr("Taken back by its ward")
        told = [
            f"{say.code('idea_state', state).lower()} {one.results[state]}"
            for state in _ORDER
            if one.results.get(state)
        ]
        return say.listed(told) if told else self.tr("nothing yet")

    def _lists(self) -> QWidget:
        sheet = Sheet()
        sheet.add(
            Words(
                self.tr(
                    "Look at each card for what could tell who somebody is, and at what stands behind it. "
                    "Passed on, it goes to every ward with the next receipt; sent back, its ward reads why."
                ),
                "second",
            )
        )
        self.waiting.setMinimumHeight(theme.px(180))
        sheet.add(self.waiting, 1)
        self._passed_head = Words(self.tr("Passed on"), "heading")
        sheet.add(self._passed_head)
        self.passed_on.setMinimumHeight(theme.px(160))
        sheet.add(self.passed_on, 1)
        return sheet

    def _show(self, found: Found) -> None:
        self.waiting.show_page(found.waiting)
        self.passed_on.show_page(found.passed_on)
        for part in (self._passed_head, self.passed_on):
            part.setVisible(bool(found.passed_on))

    def _check(self, one: Waiting) -> None:
        self.open_card(one.ent)

    def _look(self, one: PassedOn) -> None:
        self.open_card(one.ent)

    def _home(self) -> None:
        self._stack.setCurrentIndex(0)
        self.refresh()
        self.waiting.setFocus()
