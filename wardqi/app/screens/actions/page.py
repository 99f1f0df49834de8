"""The list of actions: what is open or overdue, by owner and level, with the chosen one beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from wardqi.app import huddle_words as words
from wardqi.app import incident_words, say, theme
from wardqi.app.screen import Command, Page
from wardqi.app.screens.actions.detail import ActionDetail
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.action_form import ActionForm
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes
from wardqi.services import incidents, recording
from wardqi.services.desk import Desk
from wardqi.services.huddles import actions
from wardqi.services.huddles.actions import Action, Detail, ListPage, Owners, Wanted
from wardqi.services.recording import Saved
from wardqi.store.drafts import Draft
from wardqi.store.huddles import ActionFilters

_ONE_PANE = 1000
_SIZE = 50
_TYPING_MS = 120
_FOLD = 760
_KEEP_MS = 1000


class ActionsPage(Page):
    """Opened at "" (open ones), "state:overdue", "new", "incident:ID" (a new one from it), or an action."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._wanted = ""
        self._from = self._about = ""
        self._offset = 0
        self._unkept = self._kept = self._saving = False
        self.search = QLineEdit()
        self.state = QComboBox()
        self.owner = QComboBox()
        self.level = QComboBox()
        self.add_button = QPushButton(self.tr("New action"))
        theme.dress(self.add_button, "add", "on_action", 18)
        columns: tuple[Column[Action], ...] = (
            Column(self.tr("What"), lambda one: one.what, icon=self._icon, sort="what"),
            Column(self.tr("Who"), words.owner, width=20, keep=False),
            Column(
                self.tr("By when"),
                self._due,
                sort="due",
                width=22,
                keep=False,
                ends=(self.tr("soonest first"), self.tr("latest first")),
            ),
            Column(self.tr("State"), self._state, width=14, keep=False),
        )
        self.nothing = Empty("", "tick")
        self.nothing.offer(self.tr("Show open and closed"), self._show_all)
        self.table = RecordTable(
            self.tr("Actions"),
            columns,
            page_size=_SIZE,
            empty=self.nothing,
            sort="due",
            descending=False,
            narrow=_FOLD,
            lines=2,
        )
        self.table.setMinimumHeight(theme.px(220))
        self.detail = ActionDetail(workspace)
        self.form_card = Card(self.tr("New action"))
        self.form = ActionForm(workspace)
        self.about = Words("", "second")
        self._lay_out()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._narrowed)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEP_MS)
        self._keeping.timeout.connect(self.keep)
        self._connect()

    # --- what the window asks

    def open(self, ident: str) -> None:
        """Show the list, perhaps narrowed, perhaps at one action."""
        if not self.form.body():  # one that is half written stays
            self.form_card.hide()
        if ident.startswith("state:"):
            self.state.setCurrentIndex(max(0, self.state.findData(ident.removeprefix("state:"))))
        elif ident == "new":
            self._new()
        elif ident.startswith("incident:"):
            self._new_from(ident.removeprefix("incident:"))
        elif ident:
            self._want(ident)
        else:
            self._close_detail()
        if self.form_card.isHidden():
            self.workspace.read(_ready, "", done=self._readied)
        self._reload()

    def keep(self) -> None:
        """Hand over a new action that is half written, or that it is no more."""
        self._keeping.stop()
        if not self._unkept:
            return
        self._unkept, body = False, self.form.body()
        if body:
            self._kept = True
            self.workspace.do(actions.keep, body, self._about, changes="drafts")
        else:
            self._forget()

    def look_for(self) -> bool:
        """Ctrl+F."""
        self._close_detail()
        self.search.setFocus()
        self.search.selectAll()
        return True

    def back(self) -> bool:
        """Esc: from a form to the action, to the list, then out."""
        if not self.form_card.isHidden():
            self._close_form()
            return True
        if not self.right.isHidden():
            if not self.detail.back():
                self._close_detail()
                self.table.view.setFocus()
            return True
        return False

    def commands(self) -> Sequence[Command]:
        """What the command box offers here."""
        return (
            Command(self.tr("New action"), self._new, "", "add raise"),
            Command(self.tr("Overdue actions"), lambda: self.open("state:overdue"), "", "late"),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One pane when narrow."""
        super().resizeEvent(event)
        self._fit()

    # --- the list

    def _reload(self) -> None:
        order, descending = self.table.order
        self.workspace.read(
            actions.page, self._filters(), order or "due", descending, self._offset, _SIZE, done=self._show
        )

    def _filters(self) -> ActionFilters:
        return ActionFilters(
            state=str(self.state.currentData() or ""),
            today=self.workspace.now().date().isoformat(),
            owner=str(self.owner.currentData() or ""),
            escalate_to=str(self.level.currentData() or ""),
            text=self.search.text(),
        )

    def _show(self, found: ListPage) -> None:
        narrow = self.search.text() or self.owner.currentData() or self.level.currentData()
        told = {
            "": self.tr("No actions yet. They come from the huddle, from an incident, or from New action."),
            "open": self.tr("No action is open."),
        }
        none = self.tr("No actions match.")
        self.nothing.sentence.setText(none if narrow else told.get(str(self.state.currentData() or ""), none))
        self.table.show_page(found.actions, found.total, found.offset)

    def _turn(self, offset: int, _sort: str, _descending: bool) -> None:
        self._offset = offset
        self._reload()

    def _narrowed(self) -> None:
        self._offset = 0
        self._reload()

    def _show_all(self) -> None:
        self.search.clear()
        for box in (self.state, self.owner, self.level):
            box.setCurrentIndex(max(0, box.findData("")))
        self._narrowed()

    def _icon(self, one: Action) -> str:
        if one.review or one.overdue:
            return "caution"
        return "next" if one.open else "tick"

    def _due(self, one: Action) -> str:
        if one.closed_on:
            return self.tr("closed {day}").format(day=say.day(one.closed_on))
        return words.due(one, self.workspace.now().date())

    def _state(self, one: Action) -> str:
        return say.code("action_status", one.status)

    # --- one of them

    def _want(self, ent: str) -> None:
        self._wanted = ent
        self.workspace.read(actions.detail, ent, done=self._detailed)

    def _detailed(self, found: Detail) -> None:
        if found.action.ent != self._wanted:
            return
        fresh = self.detail.ent != self._wanted or self.right.isHidden()
        self.detail.show_action(found)
        self.right.show()
        self._fit()
        if fresh and self.isVisible():
            self.detail.enter()

    def _opened(self, one: Action) -> None:
        self._want(one.ent)

    def _close_detail(self) -> None:
        self._wanted = ""
        self.right.hide()
        self._fit()

    def _readied(self, found: tuple[Owners, Draft | None]) -> None:
        """Who can be chosen is known, and what was half written when the program stopped."""
        owners, held = found
        self._offer(owners)
        hidden = self.form_card.isHidden()
        if held is None or self.form.body() or (held.about or "") != ("" if hidden else self._about):
            return
        if hidden:
            self._show_form("")
        self._kept = True
        self.form.restore(held.body)

    def _offer(self, owners: Owners) -> None:
        self.form.offer(owners)
        self.detail.offer(owners)
        kept = self.owner.currentData()
        self.owner.blockSignals(True)
        self.owner.clear()
        self.owner.addItem(self.tr("Everyone"), "")
        for uid, name in owners.people.items():
            self.owner.addItem(name, uid)
        for code in owners.roles:
            self.owner.addItem(say.code("job_title", code), code)
        self.owner.setCurrentIndex(max(0, self.owner.findData(kept)))
        self.owner.blockSignals(False)

    # --- a new one

    def _new(self) -> None:
        self._start("")

    def _new_from(self, incident: str) -> None:
        """An action that an incident leads to; saved or left, one is back at the incident."""
        self._close_detail()
        self._start(incident)
        self.workspace.read(incidents.detail, incident, done=self._tell_about)

    def _start(self, incident: str) -> None:
        """The form of an action from this incident, or from none: empty, or as it was left half written."""
        self._show_form(incident)
        self.workspace.read(_ready, incident, done=self._readied)

    def _show_form(self, incident: str) -> None:
        if incident != self._about:
            self.keep()
            self._begin(incident)
        elif not self.form.body():
            self._begin(incident)
        self._from = incident
        self.about.hide()
        self.form_card.show()
        self.form.enter()
        self._left_sheet.see(self.form_card)

    def _begin(self, incident: str) -> None:
        """An empty form, of which nothing is kept yet."""
        self._about = incident
        self.form.start(Wanted("", source="incident" if incident else "other", incident=incident or None))
        self._keeping.stop()
        self._unkept = self._kept = False

    def _edited(self) -> None:
        self._unkept = True
        if not self._keeping.isActive():
            self._keeping.start()

    def _forget(self) -> None:
        """It was saved, or dropped: nothing of it is kept."""
        self._keeping.stop()
        self._unkept = False
        if self._kept:
            self._kept = False
            self.workspace.do(actions.forget, self._about, changes="drafts")

    def _tell_about(self, found: incidents.Detail) -> None:
        line = found.line
        if line.ent != self._from:
            return
        at = say.full_moment(line.started_at) if line.started_at else ""
        parts = (incident_words.short(line), at, incident_words.who(line))
        told = ", ".join(part for part in parts if part)
        self.about.setText(self.tr("From the incident: {what}").format(what=told))
        self.about.show()

    def _close_form(self) -> None:
        self.keep()
        self.form_card.hide()
        incident, self._from = self._from, ""
        if incident:
            self.workspace.go("incidents", incident)
        else:
            self.table.view.setFocus()

    def _save(self, wanted: Wanted) -> None:
        if not self._saving:  # a second press while the first is being saved
            self._saving = True
            self.workspace.do(_raise, wanted, done=self._saved, failed=self._not_saved, changes="actions")

    def _not_saved(self, error: Exception) -> None:
        self._saving = False
        self.workspace.explain(error)

    def _saved(self, saved: Saved) -> None:
        self._saving = False
        self.workspace.did(self.tr("Action saved."), recording.undo, saved.changes, changes="actions")
        self._forget()
        self._begin(self._about)
        self._close_form()

    def _changed(self, subject: str) -> None:
        if subject == "actions" and self.isVisible():
            self._reload()
            if self._wanted:
                self._want(self._wanted)

    # --- building

    def _connect(self) -> None:
        self.search.textEdited.connect(lambda _text: self._typing.start())
        for box in (self.state, self.owner, self.level):
            box.currentIndexChanged.connect(lambda _at: self._narrowed())
        self.table.wanted.connect(self._turn)
        self.table.opened.connect(self._opened)
        self.detail.left.connect(self._close_detail)
        self.detail.shown.connect(self.right.see)
        self.add_button.clicked.connect(self._new)
        self.form.saved.connect(self._save)
        self.form.left.connect(self._close_form)
        self.form.edited.connect(self._edited)
        self.workspace.changed.connect(self._changed)

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(self.tr("Search actions"))
        self.search.setMinimumWidth(theme.px(200))
        for label, code in (
            (self.tr("Open"), "open"),
            (self.tr("Overdue"), "overdue"),
            (self.tr("Closed"), "closed"),
            (self.tr("Open and closed"), ""),
        ):
            self.state.addItem(label, code)
        self.owner.addItem(self.tr("Everyone"), "")
        self.level.addItem(self.tr("Any level"), "")
        for entry in codes.get("escalation_level").entries:
            self.level.addItem(say.code("escalation_level", entry.code), entry.code)
        bar = Flow(10)
        for label, field in (
            (self.tr("Search"), self.search),
            (self.tr("State"), self.state),
            (self.tr("Owner"), self.owner),
            (self.tr("Escalated to"), self.level),
        ):
            field.setAccessibleName(label)
            if field is not self.search:
                bar.add(_beside(label, field))
            else:
                bar.add(field)
        bar.add(self.add_button)
        look(self.add_button, "primary")
        self.form_card.add(self.about)
        self.about.hide()
        self.form_card.add(self.form)
        self.form_card.hide()
        self.left_pane = QWidget()
        left = QVBoxLayout(self.left_pane)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.px(10))
        left.addWidget(self.form_card)
        left.addWidget(bar)
        left.addWidget(self.table, 1)
        sheet = Sheet()
        sheet.add(Words(self.tr("Actions"), "title"))
        sheet.add(self.left_pane, 1)
        self.right = Sheet()
        self.right.add(self.detail)
        self.right.end()
        self.right.hide()
        self._left_sheet = sheet
        rows = QHBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(sheet, 3)
        rows.addWidget(self.right, 2)

    def _fit(self) -> None:
        wide = self.width() >= theme.px(_ONE_PANE)
        self._left_sheet.setVisible(wide or self.right.isHidden())


def _beside(label: str, field: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(6))
    told = Words(label)
    told.setWordWrap(False)
    told.setBuddy(field)
    row.addWidget(told)
    row.addWidget(field)
    return box


def _raise(desk: Desk, wanted: Wanted) -> Saved:
    return actions.raise_action(desk, wanted)


def _ready(desk: Desk, incident: str) -> tuple[Owners, Draft | None]:
    """Who an action can be given to, and what was half written of one from this incident, or from none."""
    return actions.owners(desk), actions.half_written(desk, incident)
