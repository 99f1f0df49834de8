"""The list of incidents: search as you type, filters as tags, and the chosen record beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout

from wardqi.app import incident_words as words
from wardqi.app import say, theme
from wardqi.app.forms.ui_incidents import Ui_Incidents
from wardqi.app.jobs import Job
from wardqi.app.screen import Command, Page
from wardqi.app.screens.incidents.amend import Amend
from wardqi.app.screens.incidents.detail import DetailView
from wardqi.app.screens.incidents.editors import read_day
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes
from wardqi.services import incidents as reading
from wardqi.services import patients, recording
from wardqi.services.incidents import Choices, Detail, Line, ListPage
from wardqi.services.patients import Patient
from wardqi.services.recording import Saved
from wardqi.store.incidents import Filters

_ONE_PANE = 1000
_FOLD = 940
_TYPING_MS = 120
_SIZE = 50
_CHANGES = "incidents"


@dataclass(frozen=True, slots=True)
class Tag:
    """One filter: what it is called, and the filters without it."""

    name: str
    without: Callable[[Filters], Filters]


class IncidentsPage(Page):
    """Opened at "" (the list), at a record's id, or at "filter:gaps", "filter:review" or "day:2026-11-20"."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.ui = Ui_Incidents()
        self.ui.setupUi(self)
        self.filters = Filters()
        self._areas: dict[str, str] = {}
        self._patients: tuple[Patient, ...] = ()
        self._wanted = ""
        self._open_path = ""
        self._offset = 0
        self._job: Job | None = None
        self._detail_job: Job | None = None
        self.amending: Amend | None = None
        self._build()
        self._connect()

    # --- what the window asks

    def open(self, ident: str) -> None:
        """Show the list again, perhaps narrowed, perhaps at one record."""
        self.workspace.read(reading.choices, done=self._offered)
        if ident.startswith("filter:"):
            self._narrow(Filters(state=ident.removeprefix("filter:")))
        elif ident.startswith("day:"):
            day = ident.removeprefix("day:")
            self._narrow(Filters(first_day=day, last_day=day))
        else:
            self._reload()
        if ident and ":" not in ident:
            self._want(ident)
        elif self.amending is None:
            self._show_pane(detail=False)
        if not ident:
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_for(self) -> bool:
        """Ctrl+F."""
        self._show_pane(detail=False, keep=self._wide)
        self.ui.searchEdit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ui.searchEdit.selectAll()
        return True

    def finish(self) -> bool:
        """Ctrl+Enter saves what is being added."""
        if self.amending is None:
            return False
        self.amending.save()
        return True

    def back(self) -> bool:
        """Esc: from changing to reading, from the record to the list, then out."""
        if self.amending is not None:
            self._stop_amending()
            return True
        if self.ui.detailPane.isVisible():
            self._close()
            return True
        return False

    def commands(self) -> list[Command]:
        """What the command box offers here."""
        return [
            Command(
                self.tr("Incidents with things to add"), partial(self.open, "filter:gaps"), "", "gaps sign"
            ),
            Command(self.tr("My incidents"), self._mine, "", "own recorded"),
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One pane when narrow."""
        super().resizeEvent(event)
        self._fit()

    # --- building

    def _build(self) -> None:
        ui = self.ui
        theme.dress(ui.filterButton, "filter", "action", 18)
        theme.dress(ui.backButton, "back", "action", 18)
        ui.daysBox.hide()
        self._tags = Flow()
        ui.tagsPlace.addWidget(self._tags)
        self._empty = Empty(self.tr("No incidents yet."), "incidents")
        self._clear_button = self._empty.offer(self.tr("Clear filters"), self._clear)
        self.table = RecordTable(
            self.tr("Incidents"),
            self._columns(),
            page_size=_SIZE,
            empty=self._empty,
            sort="when",
            narrow=_FOLD,
            lines=2,
        )
        ui.tablePlace.addWidget(self.table)
        self.sheet = Sheet()
        self.view = DetailView(self.workspace)
        self._amend_place = QVBoxLayout()
        self.sheet.add(self.view)
        self.sheet.add_layout(self._amend_place)
        self.sheet.end()
        ui.detailPlace.addWidget(self.sheet)
        ui.detailPane.hide()
        ui.filterButton.setMenu(self._menu())
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)

    def _columns(self) -> tuple[Column[Line], ...]:
        return (
            Column(self.tr("What"), words.short, icon=self._icon),
            Column(self.tr("When"), self._when, sort="when", width=14),
            Column(self.tr("Where"), lambda line: line.area, sort="area", width=12, keep=False),
            Column(self.tr("Person"), words.who, width=8, keep=False),
            Column(self.tr("State"), self._state, width=9),
            Column(
                self.tr("Journey"),
                lambda line: say.journey(line.journey),
                icon=lambda line: say.journey_icon(line.journey),
                width=12,
                keep=False,
            ),
            Column(self.tr("To add"), self._gaps, sort="gaps", width=8, keep=False),
        )

    def _icon(self, line: Line) -> str:
        if line.review:
            return "problem"
        if line.event in ("near_miss", "good_catch"):
            return "goodcatch"
        return "incidents" if line.types else "note"

    def _when(self, line: Line) -> str:
        return words.when(line.started_at, self.workspace.now())

    def _state(self, line: Line) -> str:
        return words.state(line)

    def _gaps(self, line: Line) -> str:
        if not line.gaps:
            return ""
        return self.tr("{count} to add").format(count=line.gaps)

    def _connect(self) -> None:
        ui = self.ui
        ui.searchEdit.textEdited.connect(lambda _text: self._typing.start())
        ui.searchEdit.returnPressed.connect(self._search)
        self._typing.timeout.connect(self._search)
        ui.daysButton.clicked.connect(self._use_days)
        ui.toEdit.returnPressed.connect(self._use_days)
        ui.backButton.clicked.connect(self._close)
        self.table.wanted.connect(self._turned)
        self.table.sorted_by.connect(self.workspace.announce)
        self.table.opened.connect(lambda line: self._want(line.ent))
        self.table.previewed.connect(lambda line: self._want(line.ent, stay=True))
        self.table.chosen.connect(self._follow)
        self.table.menu_wanted.connect(self._row_menu)
        self.view.amend_wanted.connect(self._start_amending)
        self.view.sign_wanted.connect(self._sign)
        self.view.archive_wanted.connect(self._archive)
        self.view.restore_wanted.connect(self._restore)
        self.view.settled.connect(self._settle)
        self.workspace.changed.connect(self._changed)

    # --- filters

    def _menu(self) -> QMenu:
        """Filters by sort; rebuilt when the ward's areas are known."""
        menu = QMenu(self)
        days = menu.addMenu(self.tr("Dates"))
        for text, back in ((self.tr("Today"), 0), (self.tr("Last 7 days"), 6), (self.tr("Last 28 days"), 27)):
            days.addAction(text, partial(self._since, back))
        days.addAction(self.tr("This month"), self._this_month)
        days.addAction(self.tr("Choose days"), self._ask_days)
        kinds = menu.addMenu(self.tr("Type"))
        for one in codes.get("restrictive_type").live(self.workspace.now().date()):
            kinds.addAction(one.plain.replace("&", "&&"), partial(self._with_type, one.code))
        areas = menu.addMenu(self.tr("Area"))
        areas.setEnabled(bool(self._areas))
        for row, name in self._areas.items():
            areas.addAction(name.replace("&", "&&"), partial(self._with, area=row))
        reasons = menu.addMenu(self.tr("Reason"))
        for one in codes.get("restrictive_reason").live(self.workspace.now().date()):
            reasons.addAction(one.plain.replace("&", "&&"), partial(self._with, reason=one.code))
        states = menu.addMenu(self.tr("State"))
        for code, text in self._states().items():
            states.addAction(text, partial(self._with, state=code))
        menu.addAction(self.tr("Mine"), self._mine)
        menu.addAction(self.tr("Archived"), partial(self._with, archived=True))
        return menu

    def _states(self) -> dict[str, str]:
        return {
            "gaps": self.tr("Things to add"),
            "complete": self.tr("Complete"),
            "signed": self.tr("Signed"),
            "review": self.tr("A choice to make"),
        }

    def _with(self, **changes: object) -> None:
        self._narrow(replace(self.filters, **changes))  # type: ignore[arg-type]

    def _with_type(self, code: str) -> None:
        self._narrow(replace(self.filters, types=tuple(sorted({*self.filters.types, code}))))

    def _since(self, back: int) -> None:
        today = self.workspace.now().date()
        first = today - timedelta(days=back)
        self._narrow(replace(self.filters, first_day=first.isoformat(), last_day=today.isoformat()))

    def _this_month(self) -> None:
        today = self.workspace.now().date()
        first = today.replace(day=1).isoformat()
        self._narrow(replace(self.filters, first_day=first, last_day=today.isoformat()))

    def _mine(self) -> None:
        self._with(author=self.workspace.person.uid)

    def _ask_days(self) -> None:
        self.ui.daysBox.show()
        self.ui.fromEdit.setFocus(Qt.FocusReason.OtherFocusReason)

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
        self._narrow(replace(self.filters, first_day=first.isoformat(), last_day=last.isoformat()))
        self.ui.filterButton.setFocus()

    def _narrow(self, filters: Filters) -> None:
        self.filters, self._offset = filters, 0
        if self.ui.searchEdit.text().strip() != filters.text:
            self.ui.searchEdit.setText(filters.text)
        self._show_tags()
        self._reload()

    def _clear(self) -> None:
        self._narrow(Filters())
        self.ui.searchEdit.setFocus()

    def _search(self) -> None:
        self._typing.stop()
        text = self.ui.searchEdit.text().strip()
        if text != self.filters.text:
            self._narrow(replace(self.filters, text=text))

    def _tag_list(self) -> list[Tag]:
        held = self.filters
        found: list[Tag] = []
        if held.first_day or held.last_day:
            found.append(Tag(self._days_words(held), lambda f: replace(f, first_day=None, last_day=None)))
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
        had_focus = self._tags.isAncestorOf(self.focusWidget() or self)
        self._tags.clear()
        for tag in self._tag_list():
            button = QPushButton(tag.name.replace("&", "&&"))
            look(button, "tag")
            button.setAccessibleName(self.tr("Remove the filter {name}").format(name=tag.name))
            theme.dress(button, "close", "text", 14)
            button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            button.clicked.connect(partial(self._drop, tag))
            self._tags.add(button)
        self._tags.setVisible(not self._tags.empty)
        if had_focus:
            self.ui.filterButton.setFocus()

    def _drop(self, tag: Tag) -> None:
        self._narrow(tag.without(self.filters))

    def _offered(self, found: Choices) -> None:
        if dict(found.areas) != self._areas:
            self._areas = dict(found.areas)
            self.ui.filterButton.setMenu(self._menu())

    # --- the list

    def _turned(self, offset: int, _sort: str, _descending: bool) -> None:
        self._offset = offset
        self._reload()

    def _reload(self) -> None:
        order, descending = self.table.order
        self._job = self.workspace.read(
            reading.page, self.filters, order or "when", descending, self._offset, _SIZE, done=self._listed
        )

    def _listed(self, found: ListPage) -> None:
        if self.sender() is not self._job:
            return  # an answer to an earlier question
        self.table.show_page(found.lines, found.total, found.offset)
        count = say.count(found.total, "incident", "incidents")
        said = self.tr("More than {count}").format(count=count) if found.more else count
        self.ui.countLabel.setText(said)
        self.workspace.announce(said)
        if not found.lines:
            self._tell_empty()
        elif self._wanted:
            self._choose(self._wanted)

    def _tell_empty(self) -> None:
        narrowed = self.filters != Filters()
        self._empty.sentence.setText(
            self.tr("No incidents match these filters.")
            if narrowed
            else self.tr(
                "No incidents yet. Press Ctrl+N to add one, or confirm quiet shifts so that zero means zero."
            )
        )
        self._clear_button.setVisible(narrowed)

    def _choose(self, ent: str) -> None:
        """Mark the row of the record that is open, if it is on this page."""
        for at in range(self.table.model.rowCount()):
            if self.table.model.row(at).ent == ent:
                self.table.view.setCurrentIndex(self.table.model.index(at, 0))
                return

    def _row_menu(self, line: Line, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Open"), partial(self._want, line.ent))
        if not line.voided:
            menu.addAction(self.tr("Add or change"), partial(self._want, line.ent, path="narrative"))
        menu.exec(place)

    def _changed(self, subject: str) -> None:
        if subject in (_CHANGES, "patients") and self.isVisible():
            self._reload()
            if self._wanted and self.amending is None:
                self._read_detail()

    # --- one record

    def _follow(self, line: Line) -> None:
        """While the record stands beside the list, it follows the row."""
        if (
            self._wide
            and self.ui.detailPane.isVisible()
            and self.amending is None
            and line.ent != self._wanted
        ):
            self._want(line.ent, stay=True)

    def _want(self, ent: str, *, stay: bool = False, path: str = "") -> None:
        self._stop_amending()
        self._wanted, self._open_path = ent, path
        self._stay = stay
        self._read_detail()

    _stay = False

    def _read_detail(self) -> None:
        self._detail_job = self.workspace.read(reading.detail, self._wanted, done=self._detailed)

    def _detailed(self, detail: Detail) -> None:
        if self.sender() is not self._detail_job:
            return
        new = self.view.detail is None or self.view.detail.line.ent != detail.line.ent
        self.view.show_detail(detail)
        self._show_pane(detail=True)
        if new:
            self.sheet.area.verticalScrollBar().setValue(0)
        self._choose(detail.line.ent)
        if self._open_path:
            path, self._open_path = self._open_path, ""
            self._start_amending(path)
        elif not self._stay and new:
            first = next(
                (b for b in (self.view.sign, self.view.amend) if b.isVisible() and b.isEnabled()), None
            )
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
        if new:
            self.workspace.announce(f"{self.view.ui.titleLabel.text()}, {self.view.ui.whenLabel.text()}")

    def _close(self) -> None:
        self._wanted = ""
        self._show_pane(detail=False)
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _wide(self) -> bool:
        return self.width() >= theme.px(_ONE_PANE)

    def _show_pane(self, *, detail: bool, keep: bool = False) -> None:
        if not (keep and not detail):
            self.ui.detailPane.setVisible(detail)
        self._fit()

    def _fit(self) -> None:
        both = self._wide or not self.ui.detailPane.isVisibleTo(self)
        self.ui.listPane.setVisible(both)
        self.ui.searchLabel.setVisible(self.height() >= theme.px(480))

    # --- what is done with it

    def _start_amending(self, path: str) -> None:
        if self.view.detail is not None and self.amending is None:
            self._open_path = path
            self.workspace.read(patients.listed, done=self._amend)

    def _amend(self, found: tuple[Patient, ...]) -> None:
        detail, path = self.view.detail, self._open_path
        self._open_path = ""
        if detail is None or self.amending is not None:
            return
        people = [(one.ent, f"{one.initials}, {one.bed}, {one.name}") for one in found]
        if detail.patient is not None and not detail.patient.here:
            people.append((detail.patient.ent, detail.patient.name or detail.patient.initials))
        self.amending = Amend(self.workspace, detail, people)
        self.amending.saved.connect(self._save_amended)
        self.amending.left.connect(self._stop_amending)
        self.view.hide()
        self._amend_place.addWidget(self.amending)
        self.sheet.area.verticalScrollBar().setValue(0)
        self.amending.go_to(path)

    def _stop_amending(self) -> None:
        if self.amending is None:
            return
        self._amend_place.removeWidget(self.amending)
        self.amending.hide()
        self.amending.deleteLater()
        self.amending = None
        self.view.show()
        self.view.amend.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_amended(self, values: dict[str, object], reason: str | None) -> None:
        detail = self.view.detail
        if detail is not None:
            self.workspace.do(
                reading.amend,
                detail.line.ent,
                values,
                reason,
                detail.record.heads,
                done=self._amended,
                changes=_CHANGES,
            )

    def _amended(self, saved: Saved) -> None:
        self._stop_amending()
        said = " ".join(part for part in (self.tr("Saved."), words.to_add(saved.gaps)) if part)
        self.workspace.did(said, recording.undo, saved.changes, changes=_CHANGES)

    def _act(self, fn: Callable[..., Saved], *args: object, said: str) -> None:
        detail = self.view.detail
        if detail is not None:
            self._said = said
            self.workspace.do(fn, detail.line.ent, *args, done=self._done, changes=_CHANGES)

    _said = ""

    def _done(self, saved: Saved) -> None:
        self.workspace.did(self._said, recording.undo, saved.changes, changes=_CHANGES)
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sign(self) -> None:
        self._act(recording.sign_off, said=self.tr("Signed off. Changes from now on need a reason."))

    def _archive(self, reason: str) -> None:
        self._act(recording.void, reason, said=self.tr("Archived. Nothing was deleted."))

    def _restore(self) -> None:
        self._act(recording.restore, said=self.tr("Brought back."))

    def _settle(self, path: str, value: object) -> None:
        self._act(recording.resolve, path, value, said=self.tr("Settled; both versions stay in the history."))
