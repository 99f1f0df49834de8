"""What narrows the list of incidents: a menu of filters by sort, and a tag to take each away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from wardqi.app import say, theme
from wardqi.app.forms.ui_incidents import Ui_Incidents
from wardqi.app.screens.incidents.editors import read_day
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes
from wardqi.services.incidents import REVIEW_DUE
from wardqi.store.incidents import Filters

SPANS = ("today", "last_7", "last_28", "month")
"""Ways to choose days that follow today."""
JOURNEYS = ("not_sent", "sent", "received", "changed", "sent_back")


def span_days(span: str, today: date) -> tuple[date, date]:
    """The first and last day of a span, seen from today."""
    back = {"today": 0, "last_7": 6, "last_28": 27, "month": today.day - 1}
    return today - timedelta(days=back[span]), today


@dataclass(frozen=True, slots=True)
class Tag:
    """One filter: what it is called, and the filters without it."""

    name: str
    without: Callable[[Filters], Filters]


class Narrowing(QObject):
    """Holds the filters in use; `changed` tells that they are others now."""

    changed = Signal()

    def __init__(self, workspace: Workspace, ui: Ui_Incidents) -> None:
        super().__init__()
        self.workspace, self.ui = workspace, ui
        self.filters = Filters()
        self.span = ""
        """How the days were chosen, when they follow today: a name of `SPANS`; else empty."""
        self._areas: dict[str, str] = {}
        self.tags = Flow()
        self.tags.hide()
        ui.tagsPlace.addWidget(self.tags)
        ui.daysBox.hide()
        theme.dress(ui.filterButton, "filter", "action", 18)
        self._menu = QMenu(ui.filterButton)
        self._menu.aboutToShow.connect(self._fill_menu)
        ui.filterButton.setMenu(self._menu)
        ui.daysButton.clicked.connect(self._use_days)
        ui.toEdit.returnPressed.connect(self._use_days)

    def know_areas(self, areas: Mapping[str, str]) -> None:
        """The ward's areas by id, as they are now."""
        self._areas = dict(areas)

    def use(self, filters: Filters, span: str = "") -> None:
        """Use these filters from now on; with a span, its days counted from today."""
        if span in SPANS:
            first, last = span_days(span, self.workspace.now().date())
            filters = replace(filters, first_day=first.isoformat(), last_day=last.isoformat())
        same_days = (filters.first_day, filters.last_day) == (self.filters.first_day, self.filters.last_day)
        self.span = span if span in SPANS else self.span if same_days else ""
        self.filters = filters
        self._show_tags()
        self.changed.emit()

    def search(self, text: str) -> None:
        """Search for this too."""
        if text != self.filters.text:
            self.use(replace(self.filters, text=text))

    def mine(self) -> None:
        """Only what this person recorded."""
        self.use(replace(self.filters, author=self.workspace.person.uid))

    def add(self, **changes: object) -> None:
        """One filter more."""
        self.use(replace(self.filters, **changes))  # type: ignore[arg-type]

    def add_type(self, code: str) -> None:
        """One type more; any of those chosen is enough."""
        self.use(replace(self.filters, types=tuple(sorted({*self.filters.types, code}))))

    def words(self) -> list[str]:
        """The filters in use, in words, what is searched for first."""
        text = [self.tr("containing “{text}”").format(text=self.filters.text)] if self.filters.text else []
        return [*text, *(tag.name for tag in self._tag_list())]

    def ask_days(self) -> None:
        """Show the two fields for days."""
        self.ui.daysBox.show()
        self.ui.fromEdit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_menu(self) -> None:
        """Filters by sort, made when they are asked for, so that lists and areas are today's."""
        menu, today = self._menu, self.workspace.now().date()
        menu.clear()
        days = menu.addMenu(self.tr("Dates"))
        for span, text in self._spans().items():
            days.addAction(text, partial(self._use_span, span))
        days.addAction(self.tr("Choose days"), self.ask_days)
        kinds = menu.addMenu(self.tr("Type"))
        for one in codes.get("restrictive_type").live(today):
            kinds.addAction(one.plain.replace("&", "&&"), partial(self.add_type, one.code))
        areas = menu.addMenu(self.tr("Area"))
        areas.setEnabled(bool(self._areas))
        for row, name in self._areas.items():
            areas.addAction(name.replace("&", "&&"), partial(self.add, area=row))
        reasons = menu.addMenu(self.tr("Reason"))
        for one in codes.get("restrictive_reason").live(today):
            reasons.addAction(one.plain.replace("&", "&&"), partial(self.add, reason=one.code))
        states = menu.addMenu(self.tr("State"))
        for code, text in self._states().items():
            states.addAction(text, partial(self.add, state=code))
        journeys = menu.addMenu(self.tr("Journey"))
        for code in JOURNEYS:
            icon = theme.icon(say.journey_icon(code))
            journeys.addAction(icon, say.journey(code), partial(self.add, journey=code))
        menu.addAction(self.tr("Review due"), partial(self.add, state=REVIEW_DUE))
        menu.addAction(self.tr("Mine"), self.mine)
        menu.addAction(self.tr("Archived"), partial(self.add, archived=True))

    def _states(self) -> dict[str, str]:
        return {
            "gaps": self.tr("Things to add"),
            "complete": self.tr("Complete"),
            "signed": self.tr("Signed"),
            "review": self.tr("A choice to make"),
            REVIEW_DUE: self.tr("Review due"),
        }

    def _spans(self) -> dict[str, str]:
        return {
            "today": self.tr("Today"),
            "last_7": self.tr("Last 7 days"),
            "last_28": self.tr("Last 28 days"),
            "month": self.tr("This month"),
        }

    def _use_span(self, span: str) -> None:
        self.use(self.filters, span)

    def _use_days(self) -> None:
        today = self.workspace.now().date()
        first = read_day(self.ui.fromEdit.text(), today)
        last = read_day(self.ui.toEdit.text(), today) or today
        if first is None:
            self.ui.fromEdit.setFocus()
            self.workspace.announce(self.tr("Write the first day as 3/11 or 3 Nov 2026."))
            return
        self.ui.daysBox.hide()
        first, last = min(first, last), max(first, last)
        self.use(replace(self.filters, first_day=first.isoformat(), last_day=last.isoformat()))
        self.ui.filterButton.setFocus()

    def _tag_list(self) -> list[Tag]:
        held = self.filters
        found: list[Tag] = []
        if held.first_day or held.last_day:
            days = self._spans()[self.span] if self.span else self._days_words(held)
            found.append(Tag(days, lambda f: replace(f, first_day=None, last_day=None)))
        for code in held.types:
            left = tuple(one for one in held.types if one != code)
            name = say.code("restrictive_type", code)
            found.append(Tag(name, lambda f, left=left: replace(f, types=left)))  # type: ignore[misc]
        if held.area:
            found.append(Tag(self._areas.get(held.area, ""), lambda f: replace(f, area=None)))
        if held.reason:
            reason = say.code("restrictive_reason", held.reason)
            found.append(Tag(reason, lambda f: replace(f, reason=None)))
        if held.state:
            found.append(Tag(self._states()[held.state], lambda f: replace(f, state=None)))
        if held.journey:
            found.append(Tag(say.journey(held.journey), lambda f: replace(f, journey=None)))
        if held.author:
            found.append(Tag(self.tr("Mine"), lambda f: replace(f, author=None)))
        if held.archived:
            found.append(Tag(self.tr("Archived"), lambda f: replace(f, archived=False)))
        return found

    def _days_words(self, held: Filters) -> str:
        first = say.day(held.first_day) if held.first_day else ""
        last = say.day(held.last_day) if held.last_day else ""
        if first == last:
            return first
        return self.tr("{first} to {last}").format(first=first, last=last)

    def _show_tags(self) -> None:
        had_focus = self.tags.isAncestorOf(QApplication.focusWidget() or self.ui.filterButton)
        self.tags.clear()
        for tag in self._tag_list():
            button = QPushButton(tag.name.replace("&", "&&"))
            look(button, "tag")
            button.setAccessibleName(self.tr("Remove the filter {name}").format(name=tag.name))
            theme.dress(button, "close", "text", 14)
            button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            button.clicked.connect(partial(self._drop, tag))
            self.tags.add(button)
        self.tags.setVisible(not self.tags.empty)
        if had_focus:
            self.ui.filterButton.setFocus()

    def _drop(self, tag: Tag) -> None:
        self.use(tag.without(self.filters))
