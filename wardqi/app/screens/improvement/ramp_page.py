"""Ramps: the cycles of each idea as stairs that rise with their scale, with words; and as a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from wardqi.app import improvement_words as words
from wardqi.app import say, theme
from wardqi.app.parts import Pane, column
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.card import Card as Surface
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.words import Words, tip
from wardqi.app.workspace import Workspace
from wardqi.domain import improvement
from wardqi.domain.improvement import DONE
from wardqi.services.improvement.boards import Staircase, Step

STEP, RISE = 176, 14


def told(step: Step) -> tuple[str, ...]:
    """The words of a step: number, scale, where it stands, how it came out."""
    card = step.card
    lines = [say.tr("Cycle {number}", number=card.number)]
    lines.append(say.code("cycle_scale", card.scale) if card.scale else say.tr("No scale yet"))
    lines.append(words.standing(card.stage) if card.stage != DONE else words.decided(card))
    verdicts = [str(one["verdict"]) for _, one in card.cycle.questions if one.get("verdict")]
    if verdicts:
        lines.append(
            say.tr("Prediction: {verdict}", verdict=say.code("prediction_verdict", verdicts[0]).lower())
        )
    if step.jump:
        lines.append(say.tr("More than one step up"))
    return tuple(lines)


class StepButton(QAbstractButton):
    """One step: a tread, and words below it."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step, self.lines = step, told(step)
        said = ". ".join((words.name(step.card), *self.lines[1:]))
        self.setAccessibleName(said)
        tip(self, said)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """The tread and its words."""
        return QSize(theme.px(STEP), self._lay(None) + theme.px(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The tread, thick; done ones full, others dashed; then the words."""
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect().adjusted(0, theme.px(6), 0, 0), now.colour("hover"))
        planned = not self.step.card.cycle.begun
        pen = QPen(now.colour("second" if planned else "action"), theme.px(4))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if planned:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(0, theme.px(3)), QPointF(self.width(), theme.px(3)))
        self._lay(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.colour("focus_outer"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _lay(self, painter: QPainter | None) -> int:
        y = theme.px(10)
        wide = theme.px(STEP) - theme.px(12)
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
        for at, line in enumerate(self.lines):
            font = QFont(self.font())
            font.setBold(at == 0)
            size = QFontMetrics(font).boundingRect(QRect(0, 0, wide, 10_000), flags, line)
            if painter is not None:
                painter.setFont(font)
                painter.setPen(theme.current().colour("text" if at < 3 else "second"))
                painter.drawText(QRect(theme.px(4), y, wide, size.height()), flags, line)
            y += size.height() + theme.px(2)
        return y


class Stairs(QWidget):
    """Steps from left to right, each as high as its scale."""

    opened = Signal(str)

    def __init__(self, staircase: Staircase) -> None:
        super().__init__()
        self.buttons: list[StepButton] = []
        # Each cycle stands a little higher than the one before; a larger scale, a good deal.
        self._levels = [
            2 * max(0, improvement.step(one.card.scale)) + at for at, one in enumerate(staircase.steps)
        ]
        for step in staircase.steps:
            made = StepButton(step)
            made.setParent(self)
            made.clicked.connect(lambda _on=False, ent=step.card.ent: self.opened.emit(ent))
            self.buttons.append(made)
        self._place()

    def sizeHint(self) -> QSize:
        """As wide as its steps, as high as the highest words need."""
        tall = max(
            (self._top(at) + one.sizeHint().height() for at, one in enumerate(self.buttons)), default=0
        )
        return QSize(theme.px(STEP) * len(self.buttons) + theme.px(8), tall + theme.px(4))

    def minimumSizeHint(self) -> QSize:
        """All of it; what holds it scrolls."""
        return self.sizeHint()

    def _top(self, at: int) -> int:
        highest = max(self._levels, default=0)
        return theme.px(4) + theme.px(RISE) * (highest - self._levels[at])

    def _place(self) -> None:
        for at, one in enumerate(self.buttons):
            size = one.sizeHint()
            one.setGeometry(theme.px(4) + theme.px(STEP) * at, self._top(at), size.width(), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Every step in its place."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The risers between the steps."""
        painter = QPainter(self)
        painter.setPen(QPen(theme.current().colour("action"), theme.px(4)))
        for at in range(1, len(self.buttons)):
            x = theme.px(4) + theme.px(STEP) * at
            painter.drawLine(x, self._top(at - 1) + theme.px(3), x, self._top(at) + theme.px(3))
        painter.end()


class _Across(QScrollArea):
    """Scrolls sideways only; as high as what it holds."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.setWidget(inside)
        self.setWidgetResizable(False)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside.resize(inside.sizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room for the bar when there is one."""
        super().resizeEvent(event)
        size = self._inside.sizeHint()
        bar = self.horizontalScrollBar().sizeHint().height() if size.width() > self.width() else 0
        self.setFixedHeight(size.height() + bar)


class RampPage(Pane):
    """The ramps of a project. `opened(ent)` asks for one test."""

    opened = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, self.tr("Ramps"), self.tr("The project"), 0)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(
            Words(self.tr("Each idea is tested in steps: small first, then a little larger."), "second"), 1
        )
        self._switch = QButtonGroup(self)
        self._switch.setExclusive(True)
        self.as_stairs, self.as_list = QPushButton(self.tr("Staircase")), QPushButton(self.tr("List"))
        for one in (self.as_stairs, self.as_list):
            one.setCheckable(True)
            self._switch.addButton(one)
            row.addWidget(one)
        self.as_stairs.setChecked(True)
        self._switch.buttonClicked.connect(self._fit)
        self.sheet.add(line)
        self._stairs = QWidget()
        self._rows = column(self._stairs)
        self.sheet.add(self._stairs)
        columns: tuple[Column[Step], ...] = (
            Column(self.tr("Test"), lambda one: words.name(one.card), width=34),
            Column(self.tr("Scale"), lambda one: told(one)[1], width=14),
            Column(self.tr("How it went"), lambda one: " · ".join(told(one)[2:]), keep=False),
        )
        self.table = RecordTable(self.tr("Cycles of every ramp"), columns, lines=2, narrow=860)
        self.table.opened.connect(lambda step: self.opened.emit(step.card.ent))
        self.sheet.add(self.table, 1)
        self.empty = Empty(
            self.tr("No tests yet. Start small: one shift, one nurse, one patient."), "improvement"
        )
        self.sheet.add(self.empty, 1)
        self.stairs: list[Stairs] = []

    def show_ramps(self, title: str, found: Sequence[Staircase], at: str = "") -> None:
        """Show every ramp; the one with the test `at` first, its step ready."""
        self.tell(self.tr("Ramps"), title)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.stairs = []
        ordered = sorted(found, key=lambda one: not any(step.card.ent == at for step in one.steps))
        for one in ordered:
            state = say.code("idea_state", one.state) if one.state else ""
            idea = one.idea or self.tr("A test of change")
            card = Surface(say.tr("{idea}: {state}", idea=idea, state=state.lower()) if state else idea)
            stairs = Stairs(one)
            stairs.opened.connect(self.opened)
            card.add(_Across(stairs))
            self._rows.addWidget(card)
            self.stairs.append(stairs)
        self._rows.addStretch(1)
        self.table.show_page([step for one in ordered for step in one.steps])
        self._any = bool(ordered)
        self._fit()
        wanted = [one for stairs in self.stairs for one in stairs.buttons if one.step.card.ent == at]
        if wanted and self._stairs.isVisible():
            wanted[0].setFocus()

    _any = False

    def _fit(self) -> None:
        self._stairs.setVisible(self._any and self.as_stairs.isChecked())
        self.table.setVisible(self._any and self.as_list.isChecked())
        self.empty.setVisible(not self._any)
