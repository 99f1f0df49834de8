"""The bed-day grid: a month of occupied beds, typed or pasted from a sheet, with what is missing shown.

What is typed is saved within two seconds, several days in one step, and each step can be undone.
"""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QIntValidator,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import diagnostics, say, theme
from wardqi.app.forms.ui_bed_days import Ui_BedDays
from wardqi.app.screen import Command, Page
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain import times
from wardqi.services import census, overview, recording
from wardqi.services.desk import NotFound
from wardqi.services.overview import Month
from wardqi.services.recording import Saved

Index = QModelIndex | QPersistentModelIndex
_KEEP_MS = 1200
_MOST = 999
_WIDE, _WIDEST = 860, 1120


class Grid(QAbstractTableModel):
    """A month as weeks, Monday first; a cell is a day's occupied beds, None while not entered."""

    entered = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._weeks: list[list[date]] = []
        self.month = ""
        self.today = date.min
        self.beds: dict[str, int] = {}
        self.sources: dict[str, str] = {}
        self.stays: dict[str, int] = {}
        self.may = False

    def show(self, found: Month) -> None:
        """Show a month."""
        self.beginResetModel()
        self.month, self.today, self.may = found.month, found.today, found.may_record
        self.beds, self.sources, self.stays = dict(found.occupied), dict(found.sources), dict(found.stays)
        year, month = int(found.month[:4]), int(found.month[5:])
        self._weeks = calendar.Calendar().monthdatescalendar(year, month)
        self.endResetModel()

    def days(self) -> list[date]:
        """The days of the month."""
        return [day for week in self._weeks for day in week if self.inside(day)]

    def inside(self, day: date) -> bool:
        """Whether a day belongs to the month shown."""
        return day.isoformat().startswith(self.month)

    def open_day(self, day: date) -> bool:
        """Whether a day can be entered: it belongs to the month and is not still to come."""
        return self.inside(day) and day <= self.today

    def day(self, index: Index) -> date:
        """The day of a cell."""
        return self._weeks[index.row()][index.column()]

    def place(self, day: date) -> QModelIndex:
        """The cell of a day."""
        for row, week in enumerate(self._weeks):
            if day in week:
                return self.index(row, week.index(day))
        return QModelIndex()

    def missing(self) -> list[date]:
        """Days that have passed and were not entered."""
        return [day for day in self.days() if day < self.today and day.isoformat() not in self.beds]

    def apart(self) -> list[date]:
        """Days whose count is not what ward stays give."""
        counted = [day for day in self.days() if day.isoformat() in self.beds]
        return [day for day in counted if self.other_count(day) is not None]

    def other_count(self, day: date) -> int | None:
        """What ward stays give for a day, where that is not what was counted."""
        given = self.stays.get(day.isoformat())
        return given if given is not None and given != self.beds.get(day.isoformat(), given) else None

    def from_huddle(self, day: date) -> bool:
        """Whether the huddle's count stands for a day."""
        return self.sources.get(day.isoformat()) == census.HUDDLE

    def rowCount(self, parent: Index | None = None) -> int:
        """Weeks."""
        return 0 if parent is not None and parent.isValid() else len(self._weeks)

    def columnCount(self, parent: Index | None = None) -> int:
        """Days of a week."""
        return 0 if parent is not None and parent.isValid() else 7

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Days outside the month cannot be chosen; those to come cannot be entered."""
        if not index.isValid() or not self.inside(self.day(index)):
            return Qt.ItemFlag.NoItemFlags
        held = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return held | Qt.ItemFlag.ItemIsEditable if self.may and self.open_day(self.day(index)) else held

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The number, and the day with it in words for a screen reader."""
        if not index.isValid():
            return None
        day = self.day(index)
        beds = self.beds.get(day.isoformat())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None if beds is None else beds
        if role == Qt.ItemDataRole.AccessibleTextRole and self.inside(day):
            return f"{say.near_day(day, self.today)}: {self.words(day)}"
        return None

    def words(self, day: date) -> str:
        """What a cell says."""
        beds = self.beds.get(day.isoformat())
        if beds is not None:
            said = [say.count(beds, "bed", "beds")]
            if self.from_huddle(day):
                said.append(self.tr("from the huddle"))
            if (given := self.other_count(day)) is not None:
                said.append(self.tr("ward stays give {given}").format(given=say.number(given)))
            return ", ".join(said)
        return self.tr("not entered") if day <= self.today else self.tr("still to come")

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Take a number, or nothing to clear the day."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        text = str(value if value is not None else "").strip()
        if text and not (text.isascii() and text.isdigit() and int(text) <= _MOST):
            return False
        return self.enter(self.day(index), int(text) if text else None)

    def enter(self, day: date, beds: int | None) -> bool:
        """Set a day; False when that changes nothing."""
        key = day.isoformat()
        counted_elsewhere = beds is not None and self.sources.get(key) in (census.HUDDLE, census.STAYS)
        if not self.open_day(day) or (self.beds.get(key) == beds and not counted_elsewhere):
            return False
        if beds is None:
            del self.beds[key]
            self.sources.pop(key, None)
        else:
            self.beds[key] = beds
            self.sources[key] = census.HAND
        place = self.place(day)
        self.dataChanged.emit(place, place)
        self.entered.emit(key, beds)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        """Weekdays."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return QLocale().dayName(section + 1, QLocale.FormatType.ShortFormat)
        return None


class Cell(QStyledItemDelegate):
    """Draws a day: its number small, its beds large; a day that was missed is hatched and says so."""

    moved = Signal(int)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One day."""
        model = index.model()
        if not isinstance(model, Grid) or not model.inside(model.day(index)):
            return
        now, day = theme.current(), model.day(index)
        box = QRectF(option.rect).adjusted(2, 2, -2, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        beds, missed = model.beds.get(day.isoformat()), day in model.missing()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.colour("action" if chosen else "line"), 2 if chosen else 1))
        painter.setBrush(now.colour("selected" if chosen else "surface"))
        painter.drawRoundedRect(box, 5, 5)
        if missed and not chosen:
            self._hatch(painter, box)
        small = painter.font()
        small.setPointSizeF(max(theme.SMALLEST_PT * theme.scale(), small.pointSizeF() * 0.87))
        inside = box.adjusted(theme.px(6), theme.px(3), -theme.px(6), -theme.px(3))
        painter.setFont(small)
        self._words(
            painter,
            inside,
            str(day.day),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
            hatched=missed,
        )
        if beds is None:
            said = model.words(day) if missed or day == model.today else ""
            low = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            self._words(painter, inside, said, low, hatched=missed and not chosen)
        else:
            large = painter.font()
            large.setPointSizeF(small.pointSizeF() * 1.5)
            large.setBold(True)
            painter.setFont(large)
            painter.setPen(now.colour("text"))
            painter.drawText(
                inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, say.number(beds)
            )
            painter.setFont(small)
            painter.setPen(now.colour("second"))
            top = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            self._whole(painter, inside, self.tr("huddle") if model.from_huddle(day) else "", top)
            given = model.other_count(day)
            low = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            told = "" if given is None else self.tr("stays {given}").format(given=say.number(given))
            self._whole(painter, inside, told, low)
        painter.restore()

    @staticmethod
    def _whole(painter: QPainter, box: QRectF, text: str, side: Qt.AlignmentFlag) -> None:
        """A word beside the number, where there is room for all of it; the totals say it in any case."""
        if text and painter.fontMetrics().horizontalAdvance(text) <= box.width() * 0.62:
            painter.drawText(box, side, text)

    @staticmethod
    def _words(painter: QPainter, box: QRectF, text: str, side: Qt.AlignmentFlag, *, hatched: bool) -> None:
        """Words on a plain ground, so that the hatching never runs through them."""
        if not text:
            return
        now = theme.current()
        place = painter.boundingRect(box, side, text)
        if hatched:
            painter.fillRect(place.adjusted(-2, 0, 2, 0), now.colour("surface"))
        painter.setPen(now.colour("second"))
        painter.drawText(box, side, text)

    @staticmethod
    def _hatch(painter: QPainter, box: QRectF) -> None:
        painter.save()
        painter.setClipRect(box.adjusted(1, 1, -1, -1))
        painter.setPen(QPen(theme.current().colour("border"), 1))
        for left in range(int(box.left() - box.height()), int(box.right()), theme.px(9)):
            painter.drawLine(left, int(box.bottom()), left + int(box.height()), int(box.top()))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field for a number."""
        edit = QLineEdit(parent)
        edit.setValidator(QIntValidator(0, _MOST, edit))
        edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        model = index.model()
        if isinstance(model, Grid):
            name = self.tr("Beds on {day}").format(day=say.day(model.day(index)))
            edit.setAccessibleName(name)
        return edit

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What is there."""
        held = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QLineEdit):
            editor.setText("" if held is None else str(held))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """What was typed."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter takes the number and goes to the next day, with Shift to the one before."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(editor, QLineEdit)
        ):
            key = event.key()
            step = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 7, Qt.Key.Key_Up: -7}.get(
                Qt.Key(key)
            )
            if step is not None:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                back = step == 1 and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.moved.emit(-1 if back else step)
                return True
        return super().eventFilter(editor, event)


class Calendar(QTableView):
    """The grid on the screen: one stop for Tab, arrows move, a number begins to enter it, Delete clears."""

    pasted = Signal()
    stood = Signal(QRect)

    def __init__(self, name: str, grid: Grid) -> None:
        super().__init__()
        self.setModel(grid)
        self._grid = grid
        self.cell = Cell(self)
        self.cell.moved.connect(self.step)
        self.setItemDelegate(self.cell)
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            self.tr("Arrows move, a number enters the day, Enter goes to the next, Delete clears.")
        )
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked | trigger.EditKeyPressed)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.horizontalHeader().setMinimumSectionSize(theme.px(30))
        self.verticalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        grid.modelReset.connect(self._fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, clear, and Enter to enter."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.currentIndex().isValid():
            self._grid.setData(self.currentIndex(), "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.edit(self.currentIndex())
        elif (
            event.text()
            and not event.text().isdigit()
            and event.text().isprintable()
            and not event.text().isspace()
        ):
            event.accept()  # a letter enters nothing
        else:
            super().keyPressEvent(event)

    def currentChanged(self, now: Index, before: Index) -> None:  # noqa: N802 - Qt's name
        """Tell where on the page the day stands, so that it can be brought into view."""
        super().currentChanged(now, before)
        if now.isValid():
            self.stood.emit(self.visualRect(now))

    def sizeHint(self) -> QSize:
        """High enough for every week."""
        return QSize(theme.px(420), self._tall())

    def minimumSizeHint(self) -> QSize:
        """Seven narrow days."""
        return QSize(theme.px(7 * 40), self._tall())

    def step(self, by: int) -> None:
        """Go on by days; stays inside the month and before tomorrow."""
        index = self.currentIndex()
        if not index.isValid():
            return
        day = self._grid.day(index) + timedelta(days=by)
        if self._grid.open_day(day):
            self.setCurrentIndex(self._grid.place(day))

    def go_to(self, day: date) -> None:
        """Stand at a day."""
        self.setCurrentIndex(self._grid.place(day))

    def _tall(self) -> int:
        line = self.fontMetrics().lineSpacing()
        return round(line * 2 + max(1, self._grid.rowCount()) * line * 2.9)

    def _fit(self) -> None:
        self.updateGeometry()


class BedDaysPage(Page):
    """A month at a time. Opened at "" (this month) or "2026-10"."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.ui = Ui_BedDays()
        body = QWidget()
        self.ui.setupUi(body)
        self.sheet = Sheet(widest=_WIDEST)
        self.sheet.add(body)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.sheet)
        self.grid = Grid(self)
        self.view = Calendar(self.tr("Beds occupied, by day"), self.grid)
        self.ui.gridPlace.addWidget(self.view)
        self._said = Words("", "caution")
        self.ui.problemPlace.addWidget(self._said)
        self._totals = [Words() for _ in range(6)]
        for words in self._totals:
            self.ui.totalsPlace.addWidget(words)
        self._pending: dict[str, int | None] = {}
        self._beds: int | None = None
        self._go_to = ""
        self._month = ""  # the month asked for last: answers may overtake each other
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_MS)
        self._timer.timeout.connect(self.keep)
        self._connect()

    def open(self, ident: str) -> None:
        """Show a month: this one unless another is named."""
        self.keep()
        if ident or not self.grid.month:
            self._show_month(ident or self.workspace.now().date().isoformat()[:7])
        else:
            self._reload()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Save what was entered, now."""
        self._timer.stop()
        if self._pending:
            days, self._pending = self._pending, {}
            self.workspace.do(
                recording.set_bed_days,
                f"{self.grid.month}-01",
                days,
                census.HAND,
                done=self._saved,
                failed=self._not_saved,
                changes="bed_days",
            )

    def finish(self) -> bool:
        """Ctrl+Enter saves at once."""
        self.keep()
        return True

    def saved(self) -> str:
        """When it was last saved."""
        return self.ui.savedLabel.text()

    def commands(self) -> list[Command]:
        """What the command box offers here."""
        return [
            Command(self.tr("Previous month"), partial(self._step, -1), "", "before earlier"),
            Command(self.tr("Next month"), partial(self._step, 1), "", "after later"),
            Command(self.tr("First missing day"), self._first_missing, "", "gap not entered"),
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Totals beside the grid, or below it when narrow."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_WIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self.ui.columns.setDirection(across if wide else down)
        self.ui.totalsCard.setMinimumWidth(theme.px(260) if wide else 0)

    def _connect(self) -> None:
        ui = self.ui
        theme.dress(ui.beforeButton, "back", "action", 18)
        theme.dress(ui.afterButton, "next", "action", 18)
        ui.beforeButton.clicked.connect(partial(self._step, -1))
        ui.afterButton.clicked.connect(partial(self._step, 1))
        ui.firstMissingButton.clicked.connect(self._first_missing)
        self.grid.entered.connect(self._entered)
        self.view.pasted.connect(self._paste)
        self.view.stood.connect(self._reveal)
        self.workspace.changed.connect(self._changed)

    def _reveal(self, place: QRect) -> None:
        """Bring the day that has focus fully into view."""
        body = self.sheet.area.widget()
        if body is not None:
            middle = self.view.viewport().mapTo(body, QPoint(place.center()))
            self.sheet.area.ensureVisible(middle.x(), middle.y(), place.width(), place.height())

    def _show_month(self, month: str) -> None:
        self._month = month
        self.workspace.read(overview.bed_month, month, done=self._show)

    def _reload(self) -> None:
        if self.grid.month and not self._pending:
            self._go_to = self._current()
            self._show_month(self._month)

    def _current(self) -> str:
        index = self.view.currentIndex()
        return self.grid.day(index).isoformat() if index.isValid() and self.grid.rowCount() else ""

    def _show(self, found: Month) -> None:
        if found.month != self._month:
            return
        if self._pending and found.month == self.grid.month:
            return  # something was typed while this was read; it is saved and read again
        at, self._go_to = self._go_to, ""
        self._beds = found.beds
        self.grid.show(found)
        self.ui.monthLabel.setText(
            QLocale().monthName(int(found.month[5:]), QLocale.FormatType.LongFormat) + f" {found.month[:4]}"
        )
        self.ui.afterButton.setEnabled(found.month < found.today.isoformat()[:7])
        start = date.fromisoformat(at) if at.startswith(found.month) else None
        missing = self.grid.missing()
        self.view.go_to(start or (missing[0] if missing else self._last_open()))
        self._tell()

    def _last_open(self) -> date:
        days = [day for day in self.grid.days() if self.grid.open_day(day)]
        return days[-1] if days else self.grid.days()[0]

    def _step(self, by: int) -> None:
        self.keep()
        first = date.fromisoformat(f"{self.grid.month}-01")
        other = first - timedelta(days=1) if by < 0 else first + timedelta(days=32)
        if other.isoformat()[:7] <= self.workspace.now().date().isoformat()[:7]:
            self.ui.savedLabel.setText("")
            self._show_month(other.isoformat()[:7])

    def _first_missing(self) -> None:
        missing = self.grid.missing()
        if missing:
            self.view.go_to(missing[0])
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- entering

    def _entered(self, day: str, beds: int | None) -> None:
        self._pending[day] = beds
        self._timer.start()
        self._ask(day, beds)
        self._tell()

    def _ask(self, day: str, beds: int | None) -> None:
        """A number above the beds the ward has is asked about, never refused."""
        if beds is not None and self._beds is not None and beds > self._beds:
            asked = self.tr("{day}: {beds} is more than the {open} beds that are open. Is it right?")
            self._said.setText(asked.format(day=say.day(day), beds=beds, open=self._beds))
            self.workspace.announce(self._said.text())
        else:
            self._said.setText("")

    def _paste(self) -> None:
        """Numbers from a sheet: with dates beside them by date, else day after day from here."""
        text = QGuiApplication.clipboard().text()
        index = self.view.currentIndex()
        if not text.strip() or not index.isValid() or not self.grid.may:
            return
        read = read_paste(text, self.grid.day(index), self.grid.today)
        if read is None:
            self._said.setText(
                self.tr("What was copied holds something that is not a number of beds. Nothing was pasted.")
            )
            self.workspace.announce(self._said.text())
            return
        taken = sum(self.grid.enter(day, beds) for day, beds in read.items())
        left_out = sum(not self.grid.open_day(day) for day in read)
        said = say.count(taken, "day pasted", "days pasted")
        if left_out:
            said += self.tr("; {days} outside this month or still to come were left out").format(
                days=left_out
            )
        self._said.setText(self.tr("{said}.").format(said=said))
        self.workspace.announce(said)

    def _saved(self, saved: Saved) -> None:
        at = say.exact_time(self.workspace.now())
        self.ui.savedLabel.setText(self.tr("Saved {time}").format(time=at))
        said = self.tr("Bed days saved.")
        self.workspace.did(said, recording.undo, saved.changes, changes="bed_days")

    def _not_saved(self, error: Exception) -> None:
        if isinstance(error, NotFound):  # nothing differed from what is kept
            return
        self.workspace.show(say.problem(error) or say.broke(diagnostics.fault(error)))
        self._reload()

    def _changed(self, subject: str) -> None:
        if subject == "bed_days" and self.isVisible():
            self._reload()

    # --- totals

    def _tell(self) -> None:
        days, missing = self.grid.days(), self.grid.missing()
        held = [self.grid.beds[day.isoformat()] for day in days if day.isoformat() in self.grid.beds]
        past = [day for day in days if day < self.grid.today]
        entered = sum(day.isoformat() in self.grid.beds for day in past)
        lines = [
            self.tr("{total} bed days").format(total=say.number(sum(held))),
            self.tr("{entered} of {past} past days entered").format(entered=entered, past=len(past)),
            self.tr("{mean} beds on an average day").format(mean=say.number(sum(held) / len(held), 1))
            if held
            else "",
            self.tr("Not entered: {days}").format(days=_ranges([day.day for day in missing]))
            if missing
            else "",
            self._counted(),
            self._beside(),
        ]
        for words, line in zip(self._totals, lines, strict=True):
            words.setText(line)
            words.setVisible(bool(line))
        self.ui.firstMissingButton.setVisible(bool(missing) and self.grid.may)

    def _counted(self) -> str:
        """Which count is the denominator: how many days by hand, how many from the huddle."""
        many: dict[str, int] = {}
        for day in self.grid.beds:
            source = self.grid.sources.get(day, census.HAND)
            many[source] = many.get(source, 0) + 1
        parts = [
            self.tr("{source} {days}").format(
                source=say.code("bed_day_source", source).lower(), days=say.count(count, "day", "days")
            )
            for source, count in sorted(many.items(), key=lambda one: -one[1])
        ]
        return self.tr("Denominator in use: {parts}").format(parts=say.listed(parts)) if parts else ""

    def _beside(self) -> str:
        """What ward stays give for the same days."""
        grid = self.grid
        both = [day for day in grid.beds if day in grid.stays]
        if not both:
            return ""
        given = sum(grid.stays[day] for day in both)
        apart = grid.apart()
        if not apart:
            return self.tr("Ward stays give the same on each of these days.")
        said = self.tr("Ward stays give {total} bed days for the same days; they differ on {days}")
        return said.format(total=say.number(given), days=_ranges([day.day for day in apart]))


def read_paste(text: str, start: date, today: date) -> dict[date, int | None] | None:
    """Beds by day from copied cells; None when a cell is not a number. An empty cell leaves its day alone."""
    lines = [line.split("\t") for line in text.replace("\r", "").strip("\n").split("\n")]
    if all(len(line) >= 2 and _as_day(line[0], today) is not None for line in lines):
        cells = [(_as_day(line[0], today), line[1]) for line in lines]
    else:
        flat = [cell for line in lines for cell in line]
        cells = [(start + timedelta(days=at), cell) for at, cell in enumerate(flat)]
    found: dict[date, int | None] = {}
    for day, cell in cells:
        said = cell.strip()
        if not said or day is None:
            continue
        whole = said.removesuffix(".0")
        if not (whole.isascii() and whole.isdigit() and int(whole) <= _MOST):
            return None
        found[day] = int(whole)
    return found


def _as_day(text: str, today: date) -> date | None:
    said = text.strip()
    if said.isdigit():
        return None
    try:
        return datetime.fromisoformat(said).date()
    except ValueError:
        pass
    try:
        return times.read_date(said, today)
    except times.NotATime:
        return None


def _ranges(numbers: list[int]) -> str:
    """Days in short: "3, 7 to 9"."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    said = [
        str(part[0]) if len(part) == 1 else say.tr("{first} to {last}", first=part[0], last=part[-1])
        for part in parts
    ]
    return ", ".join(said)
