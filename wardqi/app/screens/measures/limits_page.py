"""The aim, the frozen baseline and new limits of one measure: each with a person, a date and a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from wardqi.app import beside, charting, say, theme
from wardqi.app.screens.measures import parts
from wardqi.app.screens.measures.parts import Pane, grid
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.spoken import Spoken
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes
from wardqi.services import measuring
from wardqi.services.desk import NotFound
from wardqi.services.measuring import FREQUENCIES, Measured, Suggestion, changing
from wardqi.services.measuring.settings import SHIFT_POINTS, ChartRules, ChartSettings, Rebase
from wardqi.services.recording import Saved

if TYPE_CHECKING:
    from wardqi.services.desk import Desk

CHARTS = ("auto", "run", "xmr", "c", "u", "up", "p", "pp", "iprime")


@dataclass(frozen=True, slots=True)
class Limits:
    """One measure as it was settled, with the sentences that go with it; `stamp` says the rules in use."""

    measured: Measured
    suggestion: Suggestion | None
    offer: str
    aim: str
    stamp: str


def read(desk: Desk, measure: str, ward: str) -> Limits:
    """What was settled for a measure; raises NotFound."""
    from wardqi.reports import explain

    found = measuring.measure_ward(desk, ward, [measure])
    if not found:
        raise NotFound
    charted = charting.chart_of(found[0])
    suggestion = measuring.suggestion(charted)
    stamp = explain.stamp_line(charted.analysis) if charted.analysis is not None else ""
    return Limits(found[0], suggestion, beside.offer(found[0], suggestion), beside.aim(charted), stamp)


class LimitsPage(Pane):
    """Aim, baseline, new limits, and which chart."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, self.tr("Limits and aim"), self.tr("Back to the chart"))
        self._measure = self._ward = ""
        self.now: Limits | None = None
        self.locked = Words("", "caution")
        self.sheet.add(self.locked)
        self._cards = [
            self._aim_card(),
            self._baseline_card(),
            self._rebase_card(),
            self._chart_card(),
            self._rules_card(),
        ]
        for card in self._cards:
            self.sheet.add(card)
        self.sheet.end()

    def open(self, measure: str, ward: str) -> None:
        """Show what was settled for a measure."""
        self._measure, self._ward, self.now = measure, ward, None
        self.clear_problems()
        self.again()

    def again(self) -> None:
        """Read it anew."""
        if self._measure:
            self.workspace.read(read, self._measure, self._ward, done=self._show)

    def _aim_card(self) -> Card:
        card = Card(self.tr("Aim"))
        self.aim_words = Words()
        card.add(self.aim_words)
        self.percent, self.target, self.by = QLineEdit(), QLineEdit(), QLineEdit()
        rows = grid()
        self.ask(
            rows,
            "percent",
            self.tr("By how many &per cent"),
            self.percent,
            self.tr("From the mean of the frozen baseline, such as 25."),
        )
        self.ask(
            rows,
            "target",
            self.tr("Or a &goal of your own, in the chart's units"),
            self.target,
            self.tr("Takes the place of the per cent."),
        )
        self.ask(rows, "by", self.tr("By w&hen"), self.by, self.tr("Such as 31 March 2027; may stay empty."))
        self._finish(card, rows, self.tr("Save the aim"), self._save_aim)
        return card

    def _baseline_card(self) -> Card:
        card = Card(self.tr("Baseline"))
        self.baseline_words = Words()
        card.add(self.baseline_words)
        self.first, self.last, self.reason = QComboBox(), QComboBox(), Spoken()
        rows = grid()
        self.ask(rows, "first", self.tr("&First period"), self.first)
        self.ask(
            rows, "last", self.tr("&Last period"), self.last, self.tr("Twelve periods or more are best.")
        )
        self.ask(rows, "reason", self.tr("Wh&y this stretch"), self.reason)
        buttons = self._finish(card, rows, self.tr("Freeze the baseline"), self._freeze)
        self.release = QPushButton(self.tr("Let limits follow all points"))
        self.release.clicked.connect(self._release)
        buttons.insertWidget(1, self.release)
        return card

    def _rebase_card(self) -> Card:
        card = Card(self.tr("New limits"))
        self.offer = Words()
        card.add(self.offer)
        self.use_offer = QPushButton(self.tr("Fill in this day"))
        self.use_offer.clicked.connect(self._use_offer)
        card.add(self.use_offer)
        self._kept = QWidget()
        self._kept_rows = grid()
        self._kept.setLayout(self._kept_rows)
        card.add(self._kept)
        self.begun, self.because, self.note = QLineEdit(), QComboBox(), Spoken()
        parts.fill(self.because, "rebase_reason")
        rows = grid()
        self.ask(
            rows,
            "begun",
            self.tr("&Day of the change"),
            self.begun,
            self.tr("Not the first good point after it."),
        )
        self.ask(rows, "because", self.tr("&Reason"), self.because)
        self.ask(rows, "note", self.tr("What &changed, in words"), self.note)
        self._finish(card, rows, self.tr("Set new limits"), self._rebase)
        return card

    def _chart_card(self) -> Card:
        card = Card(self.tr("Chart"))
        self.kind, self.every = QComboBox(), QComboBox()
        rows = grid()
        self.ask(rows, "kind", self.tr("&Kind of chart"), self.kind)
        self.ask(rows, "every", self.tr("A point for &each"), self.every)
        for code, words in zip(FREQUENCIES, (self.tr("Month"), self.tr("Week"), self.tr("Day")), strict=True):
            self.every.addItem(words, code)
        self._finish(card, rows, self.tr("Save the chart"), self._save_chart)
        return card

    def _rules_card(self) -> Card:
        card = Card(self.tr("Rules"))
        self.rules_words = Words()
        card.add(self.rules_words)
        self.rules, self.shift, self.screening = QComboBox(), QComboBox(), QComboBox()
        rows = grid()
        self.ask(rows, "rules", self.tr("R&ules of the chart"), self.rules)
        self.ask(
            rows,
            "points",
            self.tr("P&oints in a shift or trend (NHS rules)"),
            self.shift,
            self.tr("6 as in NHS England's present tools; 7 as in older board reports."),
        )
        self.ask(
            rows,
            "screening",
            self.tr("E&xtreme moving ranges"),
            self.screening,
            self.tr("Left out, one great leap no longer widens the limits. The chart says so."),
        )
        buttons = self._finish(card, rows, self.tr("Save for this measure"), self._save_rules)
        everywhere = QPushButton(self.tr("Use on every chart of the ward"))
        everywhere.clicked.connect(self._save_rules_everywhere)
        buttons.insertWidget(1, everywhere)
        return card

    def _finish(self, card: Card, rows: QGridLayout, words: str, act: Callable[[], None]) -> QHBoxLayout:
        """The questions, and the button under them."""
        inside = QWidget()
        inside.setLayout(rows)
        rows.setContentsMargins(0, 0, 0, 0)
        card.add(inside)
        button = QPushButton(words)
        look(button, "primary")
        button.clicked.connect(act)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(button)
        line.addStretch(1)
        rows.addLayout(line, rows.rowCount(), 0)
        return line

    def _show(self, now: Limits) -> None:
        measured = now.measured
        if (measured.measure.id, measured.ward) != (self._measure, self._ward):
            return
        before, self.now = self.now, now
        kept = measured.settings
        self.about.setText(measured.measure.name)
        here = self.workspace.profile == "ward"
        may = here and self.may("define_measures")
        for card in self._cards:
            card.setVisible(may)
        self.locked.setText(
            ""
            if may
            else self.tr("Your role may read this but not change it. Ask the ward manager.")
            if here
            else self.tr("The ward settles its limits on its own PC. They arrive here with its bundles.")
        )
        self.locked.setVisible(not may)
        self.aim_words.setText(now.aim)
        self.baseline_words.setText(_baseline(measured))
        self.release.setVisible(kept.baseline is not None)
        self.offer.setText(
            now.offer
            or self.tr("Nothing suggests new limits: keep those there are, so that a change can show.")
        )
        self.use_offer.setVisible(now.suggestion is not None)
        self.rules_words.setText(
            self.tr("This chart now: {rules}.").format(rules=now.stamp) if now.stamp else ""
        )
        self.rules_words.setVisible(bool(now.stamp))
        self._show_rebases(kept.rebases)
        self._fill(measured, None if before is None else before.measured.settings)

    def _fill(self, measured: Measured, before: ChartSettings | None) -> None:
        """Put what was settled into the questions that it changed, so that nothing half typed is lost."""
        kept = measured.settings
        aim = (kept.aim_percent, kept.target, kept.target_by)
        if before is None or aim != (before.aim_percent, before.target, before.target_by):
            self.percent.setText(parts.shown_number(kept.aim_percent))
            self.target.setText(parts.shown_number(kept.target))
            self.by.setText(say.day(kept.target_by) if kept.target_by else "")
        if before is None or (kept.rules, kept.ward_rules) != (before.rules, before.ward_rules):
            self._fill_rules(kept)
        if before is None or (kept.chart, kept.frequency) != (before.chart, before.frequency):
            self._fill_chart(measured)

    def _fill_chart(self, measured: Measured) -> None:
        """The kind of chart, and the periods a baseline may be chosen from."""
        kept = measured.settings
        done = [point.period.start for point in measured.finished]
        for box in (self.first, self.last):
            box.clear()
            for start in done:
                box.addItem(beside.period(measured, start), start.isoformat())
        if done:
            frozen = kept.baseline
            year = done[min(11, len(done) - 1)]
            parts.pick(self.first, (frozen.first if frozen else done[0]).isoformat())
            parts.pick(self.last, (frozen.last if frozen else year).isoformat())
        own = say.code("chart_kind", measured.measure.chart)
        parts.fill(self.kind, "chart_kind", CHARTS, self.tr("The measure's own ({chart})").format(chart=own))
        parts.pick(self.kind, kept.chart or "")
        parts.pick(self.every, measured.frequency)

    def _fill_rules(self, kept: ChartSettings) -> None:
        """The choices, the first of each being what stands when this measure says nothing of its own."""
        general = kept.ward_rules
        usual = say.code("chart_rules", general.rules) if general.rules else self.tr("NHS on XmR, else Anhøj")
        self._offer(self.rules, usual, [(one.plain, one.code) for one in codes.get("chart_rules").entries])
        points = str(general.points or SHIFT_POINTS[0])
        self._offer(self.shift, points, [(str(number), number) for number in SHIFT_POINTS])
        screened = {False: self.tr("Counted"), True: self.tr("Left out, once")}
        self._offer(
            self.screening,
            screened[general.screening or False],
            [(words, on) for on, words in screened.items()],
        )
        for box, value in (
            (self.rules, kept.rules.rules),
            (self.shift, kept.rules.points),
            (self.screening, kept.rules.screening),
        ):
            parts.pick(box, value)

    def _offer(self, box: QComboBox, usual: str, choices: list[tuple[str, object]]) -> None:
        box.clear()
        box.addItem(self.tr("As on the ward's charts ({usual})").format(usual=usual), None)
        for words, value in choices:
            box.addItem(words, value)

    def _show_rebases(self, rebases: tuple[Rebase, ...]) -> None:
        while self._kept_rows.count():
            item = self._kept_rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for at, one in enumerate(rebases):
            words = _rebase(one)
            button = QPushButton(self.tr("Take back"))
            button.setAccessibleName(self.tr("Take back: {limits}").format(limits=words))
            button.clicked.connect(partial(self._take_back, one.row))
            self._kept_rows.addWidget(Words(words), at, 0)
            self._kept_rows.addWidget(button, at, 1)
        self._kept.setVisible(bool(rebases))

    def _save_aim(self) -> None:
        self.clear_problems()
        try:
            percent = parts.read_number("percent", self.percent)
            target = parts.read_number("target", self.target)
            by = parts.read_day("by", self.by, self.workspace.now().date())
        except parts.Unread as error:
            self.refused(error)
            return
        self._do(changing.aim, self._aim_saved, percent, target, by)

    def _aim_saved(self, saved: Saved) -> None:
        self.kept(self.tr("Aim saved."), saved)

    def _freeze(self) -> None:
        self.clear_problems()
        if not self.first.count():
            return
        self._do(
            changing.freeze,
            self._frozen,
            date.fromisoformat(self.first.currentData()),
            date.fromisoformat(self.last.currentData()),
            self.reason.text(),
        )

    def _frozen(self, saved: Saved) -> None:
        self.reason.clear()
        self.kept(self.tr("Baseline frozen."), saved)

    def _release(self) -> None:
        self.clear_problems()
        self._do(changing.release, self._released, self.reason.text())

    def _released(self, saved: Saved) -> None:
        self.reason.clear()
        self.kept(self.tr("Limits follow all points again."), saved)

    def _use_offer(self) -> None:
        if self.now is not None and self.now.suggestion is not None:
            offered = self.now.suggestion
            self.begun.setText(say.day(offered.begun))
            parts.pick(self.because, offered.reason)
            self.note.setText(offered.cause)
            self.note.setFocus()

    def _rebase(self) -> None:
        self.clear_problems()
        try:
            begun = parts.read_day("begun", self.begun, self.workspace.now().date())
            if begun is None:
                raise parts.Unread("begun", "missing")
        except parts.Unread as error:
            self.refused(error)
            return
        self._do(changing.rebase, self._rebased, begun, self.because.currentData(), self.note.text())

    def _rebased(self, saved: Saved) -> None:
        self.begun.clear()
        self.note.clear()
        self.kept(self.tr("New limits set."), saved)

    def _take_back(self, row: str) -> None:
        self._do(changing.take_back_rebase, self._taken_back, row)

    def _taken_back(self, saved: Saved) -> None:
        self.kept(self.tr("New limits taken back."), saved)

    def _save_chart(self) -> None:
        self._do(
            changing.chart_as, self._chart_saved, self.kind.currentData() or None, self.every.currentData()
        )

    def _chart_saved(self, saved: Saved) -> None:
        self.kept(self.tr("Chart saved."), saved)

    def _save_rules(self) -> None:
        self._do(_judge, self._rules_saved, self._chosen_rules(), False)

    def _save_rules_everywhere(self) -> None:
        if self.now is None:
            return
        # What was left as on the ward's charts stays as it is there.
        self._do(
            _judge, self._rules_saved, self._chosen_rules().over(self.now.measured.settings.ward_rules), True
        )

    def _chosen_rules(self) -> ChartRules:
        return ChartRules(self.rules.currentData(), self.shift.currentData(), self.screening.currentData())

    def _rules_saved(self, saved: Saved) -> None:
        self.kept(self.tr("Rules saved."), saved)

    def _do(self, fn: parts.Change, done: parts.Heard, *args: object) -> None:
        self.workspace.do(
            fn, self._measure, self._ward, *args, done=done, failed=self.refused, changes="measures"
        )


def _judge(desk: Desk, measure: str, ward: str, rules: ChartRules, everywhere: bool) -> Saved:
    return changing.judge_by(desk, measure, ward, rules, everywhere=everywhere)


def _baseline(measured: Measured) -> str:
    kept = measured.settings.baseline
    if kept is None:
        return say.tr(
            "No baseline is frozen: limits follow all points, and the aim has nothing to start from."
        )
    first, last = (beside.period(measured, day) for day in (kept.first, kept.last))
    told = say.tr("Limits are frozen on {first} to {last}.", first=first, last=last)
    return f"{told} {_decided(kept.set_by, kept.set_on, kept.reason)}".strip()


def _rebase(one: Rebase) -> str:
    why = say.code("rebase_reason", one.reason)
    told = say.tr("New limits from {day}: {why}.", day=say.day(one.from_date), why=why)
    return f"{told} {_decided(one.set_by, one.set_on, one.note)}".strip()


def _decided(who: str, on: object, why: str) -> str:
    told = []
    if who and on:
        told.append(say.tr("{person}, {day}", person=who, day=say.day(str(on))))
    elif on:
        told.append(say.day(str(on)))
    if why:
        told.append(why)
    return f"({': '.join(told)})" if told else ""
