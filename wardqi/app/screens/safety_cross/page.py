"""The safety cross on the screen: choose a topic and a month, read it, print it for the wall."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QComboBox, QPushButton, QVBoxLayout, QWidget

from wardqi.app import huddle_words, say, theme
from wardqi.app.screen import Page
from wardqi.app.screens.safety_cross.cross import CrossTable, picture
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain import huddles
from wardqi.reports.page import Document, Facts, Paragraph, Picture
from wardqi.services import recording
from wardqi.services.huddles import cross as service
from wardqi.services.huddles.cross import Cross
from wardqi.services.recording import Saved

_WIDE = 860
_CROSS_MM = {"A4": 172.0, "A3": 255.0}


class SafetyCrossPage(Page):
    """`open` takes a topic (a code of `huddle_fact`), else shows the one that was shown."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._month = workspace.now().date().replace(day=1)
        self.found: Cross | None = None
        self.sheet = Sheet(1000)
        self.sheet.add(Words(self.tr("Safety cross"), "title"))
        self.sheet.add(self._make_tools())
        self.table = CrossTable()
        self.table.opened.connect(self._open_day)
        self.side = self._make_side()
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.columns.setSpacing(theme.px(16))
        self.columns.addWidget(self.table, 3)
        self.columns.addWidget(self.side, 2, Qt.AlignmentFlag.AlignTop)
        self.sheet.add_layout(self.columns)
        self.sheet.end()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.sheet)
        workspace.changed.connect(self._changed)

    def open(self, ident: str) -> None:
        """Read the month of a topic."""
        at = self.topic.findData(ident)
        if at >= 0:
            self.topic.setCurrentIndex(at)
        self._read()

    def print_out(self) -> bool:
        """The cross on the paper that is chosen."""
        found = self.found
        if found is None:
            return False
        size = self.paper.currentData()
        document = Document(
            self.tr("Safety cross: {topic}").format(topic=huddle_words.topic(found.topic)),
            self.workspace.ward,
            (
                Picture(
                    picture(found, theme.load("light"), self.font()),
                    self._said(found),
                    width_mm=_CROSS_MM[size],
                ),
                Facts(tuple(self._facts(found))),
                Paragraph(self.key.text(), "second"),
            ),
            period=say.month(found.month),
            size=size,
        )
        self.workspace.print_out(document, "safety_cross", "", "safety-cross")
        return True

    def _make_tools(self) -> QWidget:
        tools = Flow(8)
        self.topic = QComboBox()
        self.topic.setAccessibleName(self.tr("Topic"))
        for one in huddles.topics():
            self.topic.addItem(huddle_words.topic(one.fact), one.fact)
        self.topic.activated.connect(self._read)
        self.before = QPushButton(self.tr("Month before"))
        self.after = QPushButton(self.tr("Month after"))
        theme.dress(self.before, "back", "action", 18)
        theme.dress(self.after, "next", "action", 18)
        self.before.clicked.connect(partial(self._turn, -1))
        self.after.clicked.connect(partial(self._turn, 1))
        self.paper = QComboBox()
        self.paper.setAccessibleName(self.tr("Paper"))
        for size in _CROSS_MM:
            self.paper.addItem(size, size)
        self.print = QPushButton(self.tr("Print"))
        theme.dress(self.print, "print", "text", 18)
        self.print.clicked.connect(self.print_out)
        for part in (self.topic, self.before, self.after, self.paper, self.print):
            tools.add(part)
        return tools

    def _make_side(self) -> Card:
        card = Card()
        self.since = Words("", "title")
        self.longest = Words("")
        self.counts = Words("")
        self.late = Words("", "second")
        self.key = Words(
            self.tr(
                "A figure counts events. A dash is a confirmed quiet day. Hatching is a day nobody reported. "
                "An open square is today. A + marks what was entered late."
            ),
            "second",
        )
        self.outside = QCheckBox(self.tr("Show days-since figures on Today"))
        self.outside.clicked.connect(self._show_outside)
        self.reason = Words(
            self.tr("Off at first, because a streak on show can discourage people from recording."), "second"
        )
        for part in (self.since, self.longest, self.counts, self.late, self.key, self.outside, self.reason):
            card.add(part)
        return card

    def _read(self) -> None:
        self.workspace.read(service.read, self.topic.currentData(), self._month, done=self._show)

    def _turn(self, by: int) -> None:
        at = self._month.year * 12 + self._month.month - 1 + by
        self._month = date(at // 12, at % 12 + 1, 1)
        self._read()

    def _show(self, found: Cross) -> None:
        if (found.topic, found.month) != (self.topic.currentData(), self._month):
            return
        self.found = found
        self.table.show_cross(found)
        self.side.heading.setText(say.month(found.month))
        self.side.heading.show()
        facts = dict(self._facts(found))
        self.since.setText(next(iter(facts.values())))
        self.longest.setText(self._longest(found))
        self.counts.setText(self._counted(found))
        late = sum(one.late for one in found.squares)
        self.late.setText(
            self.tr("{events} entered late, after the next day was over.").format(
                events=say.count(late, "event was", "events were")
            )
        )
        self.late.setVisible(bool(late))
        self.outside.setChecked(found.shown)
        self.outside.setVisible(found.may_show)
        self.reason.setVisible(found.may_show)
        now = self.workspace.now().date().replace(day=1)
        self.after.setEnabled(self._month < now)
        self.workspace.announce(self._said(found))

    def _facts(self, found: Cross) -> list[tuple[str, str]]:
        since = (
            self.tr("None recorded")
            if found.since is None
            else say.count(found.since, "day since the last one", "days since the last one")
        )
        facts = [(self.tr("Now"), since), (self.tr("This month"), self._counted(found))]
        if found.longest is not None:
            facts.append((self.tr("Longest run"), say.count(found.longest, "day", "days")))
        return facts

    def _longest(self, found: Cross) -> str:
        if found.longest is None:
            return ""
        return self.tr("Longest run: {days}.").format(days=say.count(found.longest, "day", "days"))

    def _counted(self, found: Cross) -> str:
        return self.tr("{events} with events, {quiet} quiet, {missing} not reported.").format(
            events=say.count(found.with_events, "day", "days"),
            quiet=say.number(found.quiet),
            missing=say.number(found.missing),
        )

    def _said(self, found: Cross) -> str:
        return f"{huddle_words.topic(found.topic)}, {say.month(found.month)}: {self._counted(found)}"

    def _open_day(self, day: date) -> None:
        self.workspace.go("incidents", f"day:{day.isoformat()}")

    def _show_outside(self, shown: bool) -> None:
        self.workspace.do(service.show_outside, shown, done=self._shown, changes="ward")

    def _shown(self, saved: Saved) -> None:
        self.workspace.did(self.tr("Saved."), recording.undo, saved.changes, changes="ward")

    def _changed(self, subject: str) -> None:
        if subject in ("incidents", "ward") and self.isVisible():
            self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_WIDE)
        way = QBoxLayout.Direction
        self.columns.setDirection(way.LeftToRight if wide else way.TopToBottom)
