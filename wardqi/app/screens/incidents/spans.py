"""A timed row for each type of intervention: when it began, how long it lasted, or that it still goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.screens.incidents.when import LastedField, TimeField
from wardqi.app.widgets.words import Icon, Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain.incidents import ISOLATION, LONG, duration_band
from wardqi.services import recording


@dataclass(slots=True)
class _Row:
    """The widgets of one type."""

    id: str
    type: str
    frame: QFrame
    start: TimeField
    start_label: Words
    lasted: LastedField
    going: QCheckBox
    band: Band
    own_start: bool = False


class Band(QWidget):
    """How long a hold lasted, by the published bands; from ten minutes on by another shape and word."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        self._icon = Icon("clock", 18, "second")
        self.words = Words("", "second")
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        self.hide()

    def show_minutes(self, minutes: int | None) -> None:
        """Tell the band of a length; None hides it."""
        self.setVisible(minutes is not None and minutes >= 0)
        if minutes is None:
            return
        start, end = duration_band(minutes)
        band = (
            self.tr("over {minutes} minutes").format(minutes=start)
            if end is None
            else self.tr("{start} to {end} minutes").format(start=start, end=end)
        )
        long = minutes >= LONG
        said = (
            self.tr("10 minutes or longer. Published band: {band}.")
            if long
            else self.tr("Published band: {band}.")
        )
        self.words.setText(said.format(band=band))
        self.words.look("caution" if long else "second")
        self._icon.show_icon("caution" if long else "clock", "caution" if long else "second")


class Spans(QWidget):
    """The rows of the types chosen. A row's start follows the incident's until it is given its own."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._rows: dict[str, _Row] = {}
        self._shown: list[str] = []
        self._start: str | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(8))

    def show_types(self, types: Sequence[str]) -> None:
        """Rows for these types, as they were chosen; one taken away and chosen again keeps its times."""
        if list(types) != self._shown:
            self._arrange(list(types))
        for type_ in self._shown:
            row = self._rows[type_]
            row.start.setVisible(self._timed(row))
            row.start_label.setVisible(self._timed(row))
        self.setVisible(bool(self._shown))

    def _arrange(self, types: list[str]) -> None:
        """Put the rows in this order without taking focus from one that stays."""
        self._shown = types
        for type_ in types:
            if type_ not in self._rows:
                row = self._rows[type_] = self._make(type_)
                self._follow(row)
        for at, type_ in enumerate(types):
            frame = self._rows[type_].frame
            if self._box.indexOf(frame) != at:
                self._box.insertWidget(at, frame)
            frame.setVisible(True)
        for type_, row in self._rows.items():
            if type_ not in types:
                self._box.removeWidget(row.frame)
                row.frame.setVisible(False)

    def stops(self) -> list[QWidget]:
        """Its controls in the order of Tab."""
        found: list[QWidget] = []
        for type_ in self._shown:
            row = self._rows[type_]
            found += [*row.start.stops(), *row.lasted.stops(), row.going]
        return found

    def begin(self, start: str | None) -> None:
        """The incident begins then; rows without a start of their own follow."""
        self._start = start
        for row in self._rows.values():
            self._follow(row)

    def values(self) -> dict[str, dict[str, object]]:
        """The rows as a record holds them; a time in doubt is left out."""
        found: dict[str, dict[str, object]] = {}
        for type_ in self._shown:
            row = self._rows[type_]
            one: dict[str, object] = {"type": type_}
            start = row.start.moment if self._timed(row) else self._start
            if start is not None:
                one["started_at"] = start
            if row.going.isChecked():
                one["still_open"] = True
            elif row.lasted.moment is not None:
                one["ended_at"] = row.lasted.moment
            found[row.id] = one
        return found

    def first_open(self) -> QWidget | None:
        """Where the first length that is missing is typed."""
        rows = (self._rows[type_] for type_ in self._shown)
        open_ = (row for row in rows if not row.going.isChecked() and row.lasted.moment is None)
        return next((row.lasted for row in open_), None)

    def doubtful(self) -> list[TimeField]:
        """Fields where something is typed that cannot be used yet."""
        fields: list[TimeField] = []
        for type_ in self._shown:
            row = self._rows[type_]
            if self._timed(row) and row.start.in_doubt:
                fields.append(row.start)
            if not row.going.isChecked() and row.lasted.in_doubt:
                fields.append(row.lasted)
        return fields

    def ask(self, questions: Mapping[str, str]) -> None:
        """Show questions beside fields, by path ("interventions.1a2b3c4d.ended_at")."""
        for row in self._rows.values():
            row.band.show_minutes(None if row.type in ISOLATION else row.lasted.minutes)
            start = questions.get(f"interventions.{row.id}.started_at", "")
            end = questions.get(f"interventions.{row.id}.ended_at", "")
            shown = self._timed(row)
            row.start.ask(start if shown else "")
            row.lasted.ask(end or ("" if shown else start))

    def state(self) -> list[dict[str, object]]:
        """What a draft keeps: the shown rows in their order."""
        return [
            {
                "id": row.id,
                "type": row.type,
                "own_start": row.own_start,
                "start": row.start.state() if row.own_start else None,
                "lasted": row.lasted.state(),
                "going": row.going.isChecked(),
            }
            for row in (self._rows[type_] for type_ in self._shown)
        ]

    def restore(self, state: object) -> list[str]:
        """Make the rows a draft kept; gives their types in order."""
        self.clear()
        kept = [one for one in state if isinstance(one, dict)] if isinstance(state, list) else []
        for one in kept:
            row = self._rows[str(one.get("type"))] = self._make(
                str(one.get("type")), str(one.get("id") or "")
            )
            row.own_start = bool(one.get("own_start"))
            row.going.setChecked(bool(one.get("going")))
            if row.own_start:
                row.start.restore(one.get("start"))
            row.lasted.begin(row.start.moment or self._start)
            row.lasted.restore(one.get("lasted"))
        return [str(one.get("type")) for one in kept]

    def clear(self) -> None:
        """No rows."""
        for row in self._rows.values():
            row.frame.hide()
            row.frame.deleteLater()
        self._rows.clear()
        self._shown.clear()
        self.hide()

    def _timed(self, row: _Row) -> bool:
        return len(self._shown) > 1 or row.own_start

    def _follow(self, row: _Row) -> None:
        if not row.own_start:
            row.start.put_moment(self._start)
        row.lasted.begin(row.start.moment)

    def _make(self, type_: str, ident: str = "") -> _Row:
        words = say.code("restrictive_type", type_)
        frame = QFrame(self)
        look(frame, "inset")
        grid = QGridLayout(frame)
        grid.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        start = TimeField(self.workspace, self.tr("{type}: started").format(type=words))
        start_label = Words(self.tr("Started"))
        lasted = LastedField(self.workspace, self.tr("{type}: lasted or ended").format(type=words))
        going = QCheckBox(self.tr("Still going"))
        going.setAccessibleName(self.tr("{type}: still going").format(type=words))
        going.setVisible(type_ in ISOLATION)
        lasted_label = Words(self.tr("Lasted or ended"))
        for label in (start_label, lasted_label):  # on one line with the field, whatever stands below it
            label.setMinimumHeight(start.edit.sizeHint().height())
            label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(Words(words, "subheading"), 0, 0, 1, 3)
        grid.addWidget(start_label, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(start, 1, 1, 1, 2)
        grid.addWidget(lasted_label, 2, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(lasted, 2, 1)
        grid.addWidget(going, 2, 2, Qt.AlignmentFlag.AlignTop)
        band = Band()
        grid.addWidget(band, 3, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, lasted_label.fontMetrics().horizontalAdvance(lasted_label.text()))
        row = _Row(ident or recording.new_row(), type_, frame, start, start_label, lasted, going, band)
        start.changed.connect(lambda: self._started(row))
        lasted.changed.connect(self.changed)
        going.toggled.connect(lambda on: self._went_on(row, on))
        return row

    def _started(self, row: _Row) -> None:
        row.own_start = not row.start.empty
        if row.start.empty:
            row.lasted.begin(self._start)
        else:
            row.lasted.begin(row.start.moment)
        self.changed.emit()

    def _went_on(self, row: _Row, on: bool) -> None:
        row.lasted.setEnabled(not on)
        self.changed.emit()
