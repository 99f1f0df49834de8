"""Today: log something, what needs this person, the clocks that run, and how the fortnight was reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QGridLayout, QPushButton, QVBoxLayout, QWidget

from wardqi.app import huddle_words, offers, say, theme
from wardqi.app import incident_words as words
from wardqi.app.card_offer import CardOffer
from wardqi.app.first_steps import FirstSteps
from wardqi.app.forms.ui_today import Ui_Today
from wardqi.app.screen import Command, Page
from wardqi.app.widgets.clock import ClockLine
from wardqi.app.widgets.day_cell import DayCell, Mark
from wardqi.app.widgets.row_button import RowButton
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes
from wardqi.services import overview, recording
from wardqi.services.improvement.loop import Changed
from wardqi.services.incidents import Line
from wardqi.services.learning import prompts
from wardqi.services.learning.prompts import Repeated
from wardqi.services.overview import DraftLine, HuddleNow, Question, Today
from wardqi.services.recording import Saved
from wardqi.services.reminders import Running
from wardqi.store.incidents import Day

_MINUTE_MS = 60_000
_WIDE, _WIDEST = 860, 1120
_SHIFTS = 3
_LONGEST_ASKED = 140
_SHOWN_CLOCKS = 8
_FOLLOWS = (
    *("incidents", "drafts", "quiet_shifts", "patients", "bed_days", "actions", "exchange"),
    *("improvement", "huddles", "ward", "paper"),
)


class TodayPage(Page):
    """What a person is met with after signing in."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.ui = Ui_Today()
        body = QWidget()
        self.ui.setupUi(body)
        sheet = Sheet(widest=_WIDEST)
        sheet.add(body)
        self.cards = CardOffer(workspace, prompts.ANTECEDENT)
        sheet.add(self.cards)
        self.steps = FirstSteps(workspace)
        self.ui.rows.insertWidget(self.ui.rows.indexOf(self.ui.fortnightCard), self.steps)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)
        self.sheet = sheet
        self._found: Today | None = None
        self._lines: list[ClockLine] = []
        self.strip = Fortnight(self.tr("This fortnight, day by day"))
        self.strip.opened.connect(self._open_day)
        self.ui.stripPlace.addWidget(self.strip)
        self.since, self.reported = Words(""), Words("", "small")
        for line in (self.since, self.reported):
            self.ui.fortnightCardRows.addWidget(line)
            line.hide()
        self._dress()
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self._reload)
        self._minute.start()
        workspace.changed.connect(self._changed)

    def open(self, ident: str) -> None:
        """Read what Today holds now."""
        self._reload()

    def commands(self) -> Sequence[Command]:
        """What the command box offers here."""
        found = self._found
        if found is None or found.question is None or not found.may_record or found.question.logged:
            return ()
        return [
            Command(self.tr("Quiet shift, confirm"), self._confirm_quiet, "", self.tr("nothing happened"))
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two cards side by side where there is room."""
        super().resizeEvent(event)
        self._place_clocks()
        self.strip.fit(self.width())

    def _place_clocks(self) -> None:
        """Beside what needs somebody, where there is room; below it, on one line, while none is running."""
        beside = self.width() >= theme.px(_WIDE) and bool(self._lines)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self.ui.columns.setDirection(across if beside else down)

    def _dress(self) -> None:
        ui = self.ui
        theme.dress(ui.newButton, "add", "on_action", 24)
        font = ui.newButton.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        ui.newButton.setFont(font)
        ui.newButton.setMinimumHeight(theme.px(56))
        ui.newButton.setMinimumWidth(theme.px(240))
        ui.nearMissButton.setMinimumHeight(theme.px(40))
        theme.dress(ui.nearMissButton, "goodcatch", "action", 20)
        theme.dress(ui.quietButton, "quiet", "good", 20)
        for card in (ui.questionCard, ui.newsCard):
            card.hide()
        # Until the ward was read, nothing may claim that no clock runs.
        ui.clocksEmpty.hide()
        ui.newButton.clicked.connect(partial(self.workspace.go, "incident"))
        ui.logButton.clicked.connect(partial(self.workspace.go, "incident"))
        ui.nearMissButton.clicked.connect(partial(self.workspace.go, "incident", "near_miss"))
        ui.quietButton.clicked.connect(self._confirm_quiet)

    def _changed(self, subject: str) -> None:
        if subject in _FOLLOWS and self.isVisible():
            self._reload()

    def _reload(self) -> None:
        if self._found is None or self.isVisible():
            self.workspace.read(overview.today, done=self._show)

    def _show(self, found: Today) -> None:
        before, self._found = self._found, found
        self._greet(found)
        if before is None or replace(before, now=found.now) != found:
            inside = self.isAncestorOf(QApplication.focusWidget() or self)
            self._ask(found.question, found.may_record)
            self._need(found)
            self._run_clocks(found.clocks)
            self._tell_fortnight(found)
            self.strip.fit(self.width())
            self._tell_news(found)
            self.steps.tell(found.first_steps)
            if inside and not self.isAncestorOf(QApplication.focusWidget() or self):
                self.ui.newButton.setFocus()
        for line in self._lines:
            line.show_now(found.now)
        if before is None and found.may_read:
            self.workspace.read(prompts.repeated, done=self._offer_cards)
        if before is None and found.huddle_now.mine and self.isVisible():
            self.workspace.go("huddle")  # the program stopped in the middle of it: go on at once

    def _offer_cards(self, found: Repeated | None) -> None:
        if found is not None:
            self.cards.offer(*offers.repeated(found))

    def _greet(self, found: Today) -> None:
        first = found.person.split()[0] if found.person.split() else ""
        self.ui.greetingLabel.setText(self.tr("Hello {name}").format(name=first))
        today = found.now.date()
        ends = say.time(found.shift.ends.astimezone(found.now.tzinfo))
        told = self.tr("{shift} shift until {time}. {day}.")
        self.ui.shiftLabel.setText(
            told.format(
                shift=codes.get("shift").plain(found.shift.code),
                time=ends,
                day=QLocale().toString(QDate(today.year, today.month, today.day), "dddd d MMMM yyyy"),
            )
        )
        for button in (self.ui.newButton, self.ui.nearMissButton):
            button.setVisible(found.may_record)

    def _ask(self, question: Question | None, may: bool) -> None:
        ui = self.ui
        ui.questionCard.setVisible(question is not None and may)
        if question is None:
            return
        shift = self._shift_words(question)
        if question.logged:
            logged = say.count(question.logged, "entry was logged", "entries were logged")
            said = self.tr("{shift}: {logged}. Anything to add?").format(shift=shift, logged=logged)
        else:
            said = self.tr("{shift}: nothing logged. Anything to add for this shift?").format(shift=shift)
        ui.questionLabel.setText(said)
        ui.quietButton.setVisible(not question.logged)

    def _shift_words(self, question: Question) -> str:
        day = say.near_day(question.day, self.workspace.now().date())
        shift = codes.get("shift").plain(question.shift)
        return self.tr("{shift} shift, {day}").format(shift=shift, day=day)

    # --- needs you

    def _need(self, found: Today) -> None:
        place = self.ui.needsPlace
        _empty(place)
        self._huddle(found.huddle_now)
        self._missed(found.missed)
        for draft in found.drafts:
            place.addWidget(self._draft(draft))
        for asked in found.asked:
            month = say.month(asked.period) if asked.period is not None else ""
            said = self.tr("The QI team asks: {text}").format(text=_short(asked.text))
            row = RowButton(said, month, "note", "caution")
            row.clicked.connect(partial(self.workspace.go, "exchange", f"question:{asked.ent}"))
            place.addWidget(row)
        for sent in found.sent_back:
            kind = say.records(sent.kind, 1).partition(" ")[2]
            said = self.tr("Sent back by the QI team, please look: {record}")
            row = RowButton(said.format(record=f"{kind} {sent.number}"), "", "journey-sent-back", "caution")
            where = ("incidents", sent.ent) if sent.kind == "incident" else ("exchange", "")
            row.clicked.connect(partial(self.workspace.go, *where))
            place.addWidget(row)
        self._act(found)
        for day in _contradicted(found):
            on = say.near_day(day, found.now.date())
            row = RowButton(
                self.tr("Something was logged for {day}, which was confirmed quiet").format(day=on),
                self.tr("Look at the entries of that day."),
                "caution",
                "caution",
            )
            row.clicked.connect(partial(self.workspace.go, "incidents", f"day:{day}"))
            place.addWidget(row)
        for line in found.reviews:
            said = self.tr("Two people changed this; choose what stands: {incident}")
            self._incident(said.format(incident=self._told(line)), line, "", "problem", "caution")
        for ent, held in found.apart:
            said = self.tr("Two PCs wrote about the huddle of {day}; choose what stands")
            row = RowButton(said.format(day=say.long_day(held)), "", "problem", "caution")
            row.clicked.connect(partial(self.workspace.go, "huddle", ent))
            place.addWidget(row)
        told = {line.ent for line in found.reviews}
        for line in found.gaps:
            if line.ent in told:
                continue
            gaps = say.count(line.gaps, "thing to add before sign-off", "things to add before sign-off")
            self._incident(self._told(line), line, gaps, "incidents", "action")
        more = found.gaps_total - len(found.gaps)
        if more > 0:
            said = say.count(
                more, "more incident has something to add", "more incidents have something to add"
            )
            row = RowButton(said, "", "next")
            row.clicked.connect(partial(self.workspace.go, "incidents", "filter:gaps"))
            place.addWidget(row)
        if found.beds_missing and found.may_record:
            said = self.tr("Bed days: {days} of the last 14 days not entered").format(days=found.beds_missing)
            row = RowButton(said, "", "beds")
            row.clicked.connect(partial(self.workspace.go, "bed_days"))
            place.addWidget(row)
        if found.paper.count and found.may_record:
            place.addWidget(self._slips(found))
        huddle = self.tr(" Next huddle {time}.").format(time=found.huddle) if found.huddle else ""
        self.ui.needsEmpty.setText(self.tr("Nothing waiting.") + huddle)
        self.ui.needsEmpty.setVisible(place.count() == 0)

    def _slips(self, found: Today) -> RowButton:
        """Paper that is still out, and the way to type it in or account for it."""
        many = say.count(found.paper.count, "paper form is not back", "paper forms are not back")
        oldest = say.moment(found.paper.oldest, found.now)
        second = self.tr("The oldest was printed {when}. Type them in, or say why not.").format(when=oldest)
        row = RowButton(many, second, "print")
        row.clicked.connect(partial(self.workspace.go, "paper", "out"))
        return row

    def _huddle(self, now: HuddleNow) -> None:
        """Today's huddle, when it is about to be held or is under way."""
        if now.state == "open":
            said = self.tr("Huddle under way: go on at {place} of {total}")
            row = RowButton(said.format(place=min(now.place, now.total), total=now.total), "", "huddle")
            row.clicked.connect(partial(self.workspace.go, "huddle"))
        elif now.state == "due":
            said = self.tr("Huddle, today {time}: prepare or start").format(time=say.time(now.planned_at))
            row = RowButton(said, "", "huddle")
            row.clicked.connect(partial(self.workspace.go, "huddle"))
        else:
            return
        self.ui.needsPlace.addWidget(row)

    def _missed(self, day: date | None) -> None:
        """A planned huddle that nobody wrote down: one key for the reason waits behind this line."""
        if day is None:
            return
        said = self.tr("No huddle is written down for {day}").format(day=say.long_day(day))
        row = RowButton(said, self.tr("Say why, with one key."), "huddle", "second")
        row.clicked.connect(partial(self.workspace.go, "huddle", "missed"))
        self.ui.needsPlace.addWidget(row)

    def _act(self, found: Today) -> None:
        """Actions due today or overdue."""
        today = found.now.date()
        for one in found.actions:
            second = f"{huddle_words.owner(one)}, {huddle_words.due(one, today)}"
            icon, tint = ("caution", "caution") if one.overdue else ("tick", "action")
            row = RowButton(self.tr("Action: {what}").format(what=one.what), second, icon, tint)
            row.clicked.connect(partial(self.workspace.go, "actions", one.ent))
            self.ui.needsPlace.addWidget(row)
        more = found.actions_total - len(found.actions)
        if more > 0:
            row = RowButton(say.count(more, "more action is due", "more actions are due"), "", "next")
            row.clicked.connect(partial(self.workspace.go, "actions", "state:open"))
            self.ui.needsPlace.addWidget(row)

    def _draft(self, draft: DraftLine) -> QWidget:
        at = say.moment(draft.saved_at, self.workspace.now())
        if draft.mine:
            said = self.tr("Continue your draft: {title}").format(title=draft.title)
            row = RowButton(said, self.tr("Saved {time}").format(time=at), "edit")
            where = ("incident", f"draft:{draft.id}")
            if draft.kind == "action":
                where = ("actions", "new" if draft.about is None else f"incident:{draft.about}")
            elif draft.about is not None:
                where = ("incidents", f"amend:{draft.about}")
            row.clicked.connect(partial(self.workspace.go, *where))
            return row
        said = self.tr("Draft by {name}, {time}. Only they can finish it.")
        line = Words(said.format(name=draft.author, time=at), "second")
        line.setContentsMargins(theme.px(8), theme.px(6), theme.px(8), theme.px(6))
        return line

    def _told(self, line: Line) -> str:
        at = say.moment(line.started_at, self.workspace.now()) if line.started_at else ""
        return ", ".join(part for part in (at, words.short(line), line.area, words.who(line)) if part)

    def _incident(self, said: str, line: Line, second: str, icon: str, tint: str) -> None:
        row = RowButton(said, second, icon, tint)
        row.clicked.connect(partial(self.workspace.go, "incidents", line.ent))
        self.ui.needsPlace.addWidget(row)

    # --- clocks

    def _run_clocks(self, clocks: Sequence[Running]) -> None:
        place = self.ui.clocksPlace
        _empty(place)
        self._lines = []
        grouped: dict[tuple[str, datetime | None, datetime | None], list[Running]] = {}
        for one in clocks:
            grouped.setdefault((one.ent, one.due, one.since), []).append(one)
        for (ent, due, since), members in list(grouped.items())[:_SHOWN_CLOCKS]:
            what = self._clock_words(members)
            action = QPushButton(self.tr("Open"))
            look(action, "quiet")
            action.setAccessibleName(self.tr("Open: {what}").format(what=what))
            action.clicked.connect(partial(self.workspace.go, "incidents", ent))
            line = ClockLine(what, until=due, since=since, action=action)
            self._lines.append(line)
            place.addWidget(line)
        more = len(grouped) - _SHOWN_CLOCKS
        if more > 0:
            place.addWidget(
                Words(say.count(more, "more clock is running", "more clocks are running"), "second")
            )
        self.ui.clocksEmpty.setVisible(not grouped)
        self.ui.clocksNote.setVisible(bool(grouped))
        self._place_clocks()

    def _clock_words(self, members: Sequence[Running]) -> str:
        first = members[0]
        what = [
            say.code("restrictive_type" if one.since is not None else "review_clock", one.what)
            for one in members
        ]
        if {one.what for one in members} == {"review_patient", "review_staff"}:
            what = [self.tr("Post-incident reviews, patient and staff")]
        person = first.person or self.tr("patient not known yet")
        return self.tr("{person}: {what}").format(person=person, what=say.listed(what))

    # --- fortnight and news

    def _tell_fortnight(self, found: Today) -> None:
        self.strip.show_days(found.days, found.now.date(), found.began)
        entries = sum(day.restrictive + day.other for _, day in found.days if day is not None)
        past = found.days[:-1]
        asked = [day for on, day in past if day is not None or on >= found.began.isoformat()]
        missing = sum(day is None for day in asked)
        quiet = sum(
            day is not None and day.quiet >= _SHIFTS and not (day.restrictive + day.other) for _, day in past
        )
        said = [say.count(entries, "entry", "entries")]
        if found.late:
            late = say.count(
                found.late, "was logged more than a day later", "were logged more than a day later"
            )
            said[0] = self.tr("{entries} ({late})").format(entries=said[0], late=late)
        if quiet:
            said.append(say.count(quiet, "quiet day confirmed", "quiet days confirmed"))
        if asked:
            said.append(
                say.count(missing, "day not reported", "days not reported")
                if missing
                else self.tr("every day reported")
            )
        self.ui.fortnightSentence.setText(self.tr("{parts}.").format(parts=say.listed(said)))
        self._tell_since(found)

    def _tell_since(self, found: Today) -> None:
        """Only where the ward shows them, and always beside how complete reporting is."""
        for line in (self.since, self.reported):
            line.setVisible(bool(found.since))
        if found.since:
            self.since.setText(huddle_words.since(found.since))
            self.reported.setText(huddle_words.reported(found.reported))

    def _tell_news(self, found: Today) -> None:
        _empty(self.ui.newsPlace)
        for news in found.news:
            self.ui.newsPlace.addWidget(Words(news.what))
            result = self.tr("{result} Done {day}.").format(result=news.result, day=say.day(news.closed_on))
            self.ui.newsPlace.addWidget(Words(result.strip(), "small"))
        for one in found.changed:
            self.ui.newsPlace.addWidget(self._changed_line(one))
        self.ui.newsCard.setVisible(bool(found.news or found.changed))

    def _changed_line(self, one: Changed) -> RowButton:
        """What this person logged, and what was changed because of it; leads to the test."""
        said = self.tr("You logged it on {logged}, this changed on {changed}.").format(
            logged=say.day(one.logged_on), changed=say.day(one.changed_on)
        )
        line = RowButton(one.what or self.tr("A change that was tested"), said, "improvement", "good")
        line.clicked.connect(partial(self.workspace.go, "improvement", f"cycle:{one.cycle}"))
        return line

    def _open_day(self, day: str) -> None:
        self.workspace.go("incidents", f"day:{day}")

    # --- the quiet shift

    def _confirm_quiet(self) -> None:
        question = self._found.question if self._found is not None else None
        if question is not None:
            self.ui.quietButton.setEnabled(False)
            self.workspace.do(
                recording.confirm_quiet,
                question.day,
                question.shift,
                done=self._confirmed,
                failed=self._not_confirmed,
                changes="quiet_shifts",
            )

    def _confirmed(self, saved: Saved) -> None:
        self.ui.quietButton.setEnabled(True)
        question = self._found.question if self._found is not None else None
        shift = self._shift_words(question) if question is not None else ""
        said = self.tr("{shift}: confirmed quiet.").format(shift=shift)
        self.workspace.did(said, recording.undo, saved.changes, changes="quiet_shifts")
        self.ui.newButton.setFocus()

    def _not_confirmed(self, error: Exception) -> None:
        self.ui.quietButton.setEnabled(True)
        message = say.problem(error)
        if message is not None:
            self.workspace.show(message)


class Fortnight(QWidget):
    """Fourteen days: one stop for Tab, arrows move, Enter lists the day's incidents."""

    opened = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(2))
        self._cells: list[DayCell] = []
        self._across = overview.FORTNIGHT

    def show_days(self, days: Sequence[tuple[str, Day | None]], today: date, began: date) -> None:
        """Show these days, oldest first; none before the ward `began` is called not reported."""
        for cell in self._cells:
            cell.hide()
            cell.deleteLater()
        self._cells = [self._make(date.fromisoformat(day), held, today, began) for day, held in days]
        self._place()
        self._rove(self._cells[-1])

    def fit(self, width: int) -> None:
        """One line of fourteen, or two of seven when narrow."""
        cell = max((cell.minimumSizeHint().width() for cell in self._cells), default=theme.px(36))
        needed = overview.FORTNIGHT * (cell + self._grid.spacing()) + theme.px(110)
        across = overview.FORTNIGHT if width >= needed else overview.FORTNIGHT // 2
        if across != self._across:
            self._across = across
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows between the days, Enter opens."""
        if not isinstance(watched, DayCell):
            return False
        if event.type() == QEvent.Type.FocusIn:
            self._rove(watched)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {
                Qt.Key.Key_Left: -1,
                Qt.Key.Key_Right: 1,
                Qt.Key.Key_Up: -self._across,
                Qt.Key.Key_Down: self._across,
            }
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                at = self._cells.index(watched) + step
                if 0 <= at < len(self._cells):
                    self._cells[at].setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                watched.click()
                return True
        return False

    def _make(self, day: date, held: Day | None, today: date, began: date) -> DayCell:
        mark, figure, told = self._mark(held, day == today)
        if held is None and day < began:
            mark, told = Mark.OPEN, self.tr("before the ward began")
        said = self.tr("{day}: {what}").format(day=say.near_day(day, today), what=told)
        cell = DayCell(day, mark, figure, said)
        cell.installEventFilter(self)
        cell.clicked.connect(lambda _on=False: self.opened.emit(day.isoformat()))
        return cell

    def _mark(self, held: Day | None, is_today: bool) -> tuple[Mark, int, str]:
        if held is None:
            if is_today:
                return Mark.OPEN, 0, self.tr("today, nothing yet")
            return Mark.MISSING, 0, self.tr("not reported")
        entries = held.restrictive + held.other
        if entries:
            parts = [say.count(held.restrictive, "incident with force", "incidents with force")]
            if held.other:
                parts.append(say.count(held.other, "other entry", "other entries"))
            return Mark.FIGURE, entries, say.listed(parts)
        if held.quiet >= _SHIFTS:
            return Mark.QUIET, 0, self.tr("quiet day, confirmed")
        quiet = self.tr("{count} of 3 shifts confirmed quiet").format(count=held.quiet)
        return Mark.PART, 0, quiet

    def _place(self) -> None:
        for at, cell in enumerate(self._cells):
            self._grid.addWidget(cell, at // self._across, at % self._across)

    def _rove(self, stop: DayCell) -> None:
        for cell in self._cells:
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cell is stop else Qt.FocusPolicy.ClickFocus)


def _short(text: str) -> str:
    """The beginning of a question, for a line of the list."""
    return text if len(text) <= _LONGEST_ASKED else f"{text[:_LONGEST_ASKED].rstrip()}…"


def _contradicted(found: Today) -> list[str]:
    """Days that were confirmed quiet on every shift and have an entry now."""
    return [
        day
        for day, held in found.days
        if held is not None and held.quiet >= _SHIFTS and held.restrictive + held.other
    ]


def _empty(place: QVBoxLayout) -> None:
    while (item := place.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
