"""One action: what, who, by when, how it stands; closing it with a result, passing it on, its history."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QVBoxLayout, QWidget

from wardqi.app import huddle_words as words
from wardqi.app import say, theme
from wardqi.app.widgets.action_form import ActionForm
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.spoken import Spoken
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, kinds
from wardqi.domain.kinds import Type
from wardqi.services import recording
from wardqi.services.desk import Desk
from wardqi.services.huddles import actions
from wardqi.services.huddles.actions import Action, Detail, Owners, Wanted
from wardqi.services.recording import Saved
from wardqi.store.records import Step


class ActionDetail(QWidget):
    """`left` goes back to the list; `shown` is a form that was opened; every step can be undone."""

    left = Signal()
    shown = Signal(QWidget)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._found: Detail | None = None
        self.back_button = QPushButton(self.tr("Back to the list"))
        look(self.back_button, "quiet")
        theme.dress(self.back_button, "back", "action", 18)
        self.what = Words("", "heading")
        self.told = QVBoxLayout()
        self.told.setSpacing(theme.px(4))
        self.done_button = self._button(self.tr("Done"), self._close_done, "tick")
        self.not_done_button = self._button(self.tr("Close, not done"), self._close_not_done)
        self.begin_button = self._button(self.tr("Begun"), self._begin)
        self.change_button = self._button(self.tr("Change"), self._change, "edit")
        self.escalate_button = self._button(self.tr("Pass it up"), self._ask_level)
        self.reopen_button = self._button(self.tr("Open again"), self._reopen)
        self.source_button = self._button("", self._to_source)
        self.buttons = Flow(8)
        for each in (
            *(self.done_button, self.begin_button, self.change_button),
            *(self.escalate_button, self.not_done_button, self.reopen_button),
            self.source_button,
        ):
            self.buttons.add(each)
        self.form_card = Card(self.tr("Change the action"))
        self.form = ActionForm(workspace, self.tr("Save changes"))
        self.form_card.add(self.form)
        self.close_card = Card(self.tr("What came of it"))
        self.result = QComboBox()
        self.words = Spoken()
        self.words.watch(workspace)
        self.problem = FieldProblem(self.words)
        self._done = True
        self.level_card = Card(self.tr("Pass it up to"))
        self.history = Card(self.tr("History"))
        self._build_close()
        self._build_levels()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(10))
        rows.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self.what)
        rows.addLayout(self.told)
        for widget in (self.buttons, self.form_card, self.close_card, self.level_card, self.history):
            rows.addWidget(widget)
        rows.addStretch(1)
        self._open(None)
        self.back_button.clicked.connect(self.left)
        self.form.saved.connect(self._save)
        self.form.left.connect(lambda: self._open(None))

    def offer(self, owners: Owners) -> None:
        """Who it can be given to."""
        self.form.offer(owners)

    @property
    def ent(self) -> str:
        """The action that is shown."""
        return "" if self._found is None else self._found.action.ent

    def show_action(self, found: Detail) -> None:
        """Show one action as it stands."""
        before = QApplication.focusWidget()
        standing = before is not None and self.isAncestorOf(before)
        one, same = found.action, found.action.ent == self.ent
        if not same:
            self._drop_result()
        self._found = found
        self.what.setText(one.what)
        while self.told.count():
            item = self.told.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line, name in self._lines(one, found):
            self.told.addWidget(Words(line, name))
        for button in (self.done_button, self.not_done_button, self.change_button, self.escalate_button):
            button.setVisible(one.open)
        self.begin_button.setVisible(one.status == "open")
        self.reopen_button.setVisible(not one.open)
        self.source_button.setVisible(bool(one.incident or one.huddle))
        self.source_button.setText(self.tr("Its incident") if one.incident else self.tr("Its huddle"))
        if not (same and one.open):  # what is being written about it stays
            self._open(None)
        self.history.clear()
        for step in reversed(found.steps):
            self.history.add(Words(self._step(step, found), "small"))
        if before is not None and standing and not before.isVisibleTo(self):
            self.enter()  # the button that was pressed is gone

    def enter(self) -> None:
        """Stand on the first step."""
        first = self.done_button if not self.done_button.isHidden() else self.reopen_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> bool:
        """Esc closes what is open inside first."""
        for card in (self.form_card, self.close_card, self.level_card):
            if not card.isHidden():
                self._open(None)
                self.enter()
                return True
        return False

    # --- in words

    def _lines(self, one: Action, found: Detail) -> list[tuple[str, str]]:
        today = self.workspace.now().date()
        lines = [(self.tr("{who}, {due}").format(who=words.owner(one), due=words.due(one, today)), "")]
        if one.overdue:
            lines[0] = (lines[0][0], "caution")
        state = say.code("action_status", one.status)
        if one.closed_on:
            state = self.tr("{state}, {day}").format(state=state, day=say.day(one.closed_on))
        lines.append((state, "second"))
        result = ". ".join(
            part
            for part in (say.code("action_result", one.result_code) if one.result_code else "", one.result)
            if part
        )
        if result:
            lines.append((result, ""))
        if one.escalate_to:
            level = say.code("escalation_level", one.escalate_to)
            passed = self.tr("Passed up to: {level}, {time}").format(
                level=level,
                time=say.moment(one.escalated_at, self.workspace.now()) if one.escalated_at else "",
            )
            lines.append(
                (
                    passed if one.escalated_at else self.tr("If stuck, tell: {level}").format(level=level),
                    "second",
                )
            )
        source = say.code("action_source", one.source) if one.source else ""
        raised = say.day(one.raised_on) if one.raised_on else ""
        lines.append((self.tr("From: {source}, {day}").format(source=source, day=raised), "second"))
        if found.rivals:
            lines.append(
                (self.tr("Two people changed this apart from each other. Say again what stands."), "caution")
            )
        return lines

    def _step(self, step: Step, found: Detail) -> str:
        at, who = say.logged(step.at, self.workspace.now()), found.names.get(step.by, self.tr("somebody"))
        if step.action == "create":
            return self.tr("{time}, {who}: raised").format(time=at, who=who)
        if step.action != "amend":
            return self.tr("{time}, {who}: taken back or brought back").format(time=at, who=who)
        said = [self._told(path, value, found) for path, value in sorted(step.after.items())]
        return self.tr("{time}, {who}: {what}").format(time=at, who=who, what="; ".join(said))

    def _told(self, path: str, value: object, found: Detail) -> str:
        field = next((one for name, one in kinds.KINDS["action"].paths() if name == path), None)
        if field is None:
            return path
        said = str(value)
        if value is None:
            said = self.tr("nothing")
        elif field.type is Type.CODE and field.codes:
            said = say.code(field.codes, str(value))
        elif field.type is Type.DATE:
            said = say.day(str(value))
        elif field.type is Type.MOMENT:
            said = say.full_moment(str(value))
        elif field.type is Type.PERSON:
            said = found.names.get(str(value), self.tr("somebody"))
        return self.tr("{label}: {value}").format(label=field.label, value=said)

    # --- steps

    def _begin(self) -> None:
        self._do(self.tr("Begun."), actions.begin)

    def _to_source(self) -> None:
        one = None if self._found is None else self._found.action
        if one is not None:
            where = ("incidents", one.incident) if one.incident else ("huddle", one.huddle)
            self.workspace.go(where[0], where[1] or "")

    def _reopen(self) -> None:
        self._do(self.tr("Open again."), actions.reopen)

    def _close_done(self) -> None:
        self._ask_result(done=True)

    def _close_not_done(self) -> None:
        self._ask_result(done=False)

    def _ask_result(self, *, done: bool) -> None:
        self._done = done
        self.problem.say("")
        self._open(self.close_card)
        (self.result if done else self.words).setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_result(self) -> None:
        self.result.setCurrentIndex(0)
        self.words.setText("")

    def _close(self) -> None:
        code, said = str(self.result.currentData() or "") or None, self.words.text()
        if not self._done and code is None and not said:
            self.problem.say(self.tr("Say in a few words why it was not done."))
            self.words.setFocus()
            return
        self._do(self.tr("Action closed."), _close, self._done, code, said)

    def _change(self) -> None:
        one = None if self._found is None else self._found.action
        if one is not None:
            self.form.start(Wanted(one.what, one.owner_role, one.owner_uid, one.due, one.escalate_to))
            self._open(self.form_card)
            self.form.enter()

    def _save(self, wanted: Wanted) -> None:
        values = {
            "what": wanted.what,
            "owner_role": wanted.owner_role,
            "owner": wanted.owner,
            "due": wanted.due,
            "escalate_to": wanted.escalate_to,
        }
        self._do(self.tr("Action changed."), actions.change, values)

    def _ask_level(self) -> None:
        self._open(self.level_card)
        self.levels[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, said: str, fn: Callable[..., Saved], *args: object) -> None:
        self._said = said
        self.workspace.do(fn, self.ent, *args, done=self._saved, failed=self._not_saved, changes="actions")

    def _saved(self, saved: Saved) -> None:
        standing = self.isAncestorOf(QApplication.focusWidget() or self)
        self._drop_result()
        self._open(None)
        if standing:
            self.enter()
        self.workspace.did(self._said, recording.undo, saved.changes, changes="actions")

    def _not_saved(self, error: Exception) -> None:
        if type(error).__name__ == "NotFound":  # nothing differs
            self._open(None)
        else:
            self.workspace.explain(error)

    def _open(self, card: Card | None) -> None:
        for each in (self.form_card, self.close_card, self.level_card):
            each.setVisible(each is card)
        if card is not None:
            self.shown.emit(card)

    # --- building

    def _button(self, label: str, run: Callable[[], None], icon: str = "") -> QPushButton:
        button = QPushButton(label)
        if icon:
            theme.dress(button, icon, "text", 18)
        button.clicked.connect(run)
        return button

    def _build_close(self) -> None:
        self.result.addItem(self.tr("Choose"), "")
        for entry in codes.get("action_result").entries:
            self.result.addItem(say.code("action_result", entry.code), entry.code)
        for label, field in ((self.tr("Result"), self.result), (self.tr("In a few words"), self.words)):
            told = Words(label, "subheading")
            told.setBuddy(field)
            field.setAccessibleName(label)
            self.close_card.add(told)
            self.close_card.add(field)
        self.close_card.add(self.words.beside)
        self.close_card.add(self.problem)
        save = QPushButton(self.tr("Close the action"))
        look(save, "primary")
        save.clicked.connect(self._close)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.back)
        self.words.entered.connect(self._close)
        self.words.left.connect(self.back)
        row = Flow(8)
        row.add(save)
        row.add(cancel)
        self.close_card.add(row)

    def _build_levels(self) -> None:
        self.levels: list[QPushButton] = []
        row = Flow(8)
        for entry in codes.get("escalation_level").entries:
            level = say.code("escalation_level", entry.code)
            button = QPushButton(level.replace("&", "&&"))
            button.setAccessibleName(self.tr("Pass it up to: {level}").format(level=level))
            button.clicked.connect(
                lambda _on=False, code=entry.code: self._do(self.tr("Passed up."), actions.escalate, code)
            )
            self.levels.append(button)
            row.add(button)
        self.level_card.add(row)


def _close(desk: Desk, ent: str, done: bool, code: str | None, said: str) -> Saved:
    return actions.close(desk, ent, done=done, result_code=code, result=said)
