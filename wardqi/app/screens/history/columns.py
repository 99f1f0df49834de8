"""Which column of the file means what: a choice for each thing a record can hold, with a sample beside it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import theme
from wardqi.app.screens.history import words
from wardqi.app.widgets.card import Card, Section
from wardqi.app.widgets.words import Words, look
from wardqi.domain import history as rules
from wardqi.domain.history import ColumnMapping
from wardqi.services.history import Sheet

_SAMPLES = 3
_SAMPLE_LETTERS = 60


class Columns(Card):
    """The choices. `changed`: the mapping is another; `kept(name)`: keep it; `forgotten(name)`: drop it."""

    changed = Signal()
    kept = Signal(str)
    forgotten = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("2  What the columns mean"))
        self._kept: dict[str, ColumnMapping] = {}
        self._words: Mapping[str, Mapping[str, str]] = {}
        self._sheet: Sheet | None = None
        self._boxes: dict[str, QComboBox] = {}
        self._samples: dict[str, Words] = {}
        self.add(self._make_kept())
        first, more = QWidget(), QWidget()
        needed = [*rules.NEEDED, "start_time", "minutes", "type", "event_types", "reason", "area"]
        self._lay_out(first, needed)
        self._lay_out(more, [name for name in rules.TARGETS if name not in needed])
        self.add(first)
        self.section = Section(self.tr("More columns"))
        self.section.add(more)
        self.add(self.section)
        self.add(self._make_keep())

    def show_sheet(self, sheet: Sheet, kept: Mapping[str, ColumnMapping]) -> None:
        """A new file: the kept mapping that fits its heading, else what the titles suggest."""
        self._sheet, self._kept = sheet, dict(kept)
        fits = next((one for one in kept.items() if set(one[1].columns.values()) <= set(sheet.heading)), None)
        self._fill_kept(fits[0] if fits else "")
        mapping = fits[1] if fits else ColumnMapping(rules.suggested(sheet.heading))
        self._show(mapping)

    def keep_listed(self, kept: Mapping[str, ColumnMapping], name: str) -> None:
        """The kept mappings after one was kept or dropped; `name` is the one in use."""
        self._kept = dict(kept)
        self._fill_kept(name)

    def translate(self, table: Mapping[str, Mapping[str, str]]) -> None:
        """Take codes given to words."""
        self._words = table
        self.changed.emit()

    @property
    def table(self) -> Mapping[str, Mapping[str, str]]:
        """The codes given to words so far."""
        return self._words

    def mapping(self) -> ColumnMapping | None:
        """What is chosen; None while a needed column is not."""
        columns = {name: box.currentText() for name, box in self._boxes.items() if box.currentIndex() > 0}
        if any(name not in columns for name in rules.NEEDED):
            return None
        table = {name: said for name, said in self._words.items() if name in columns}
        return ColumnMapping(columns, table, self.dates.currentData())

    def _make_kept(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        label = Words(self.tr("Start from"))
        label.setWordWrap(False)
        self.kept_box = QComboBox()
        label.setBuddy(self.kept_box)
        self.kept_box.setAccessibleName(self.tr("Start from a kept mapping"))
        self.kept_box.activated.connect(self._choose_kept)
        self.drop = QPushButton(self.tr("Drop it"))
        self.drop.setAccessibleName(self.tr("Drop this kept mapping"))
        look(self.drop, "quiet")
        self.drop.clicked.connect(lambda: self.forgotten.emit(self.kept_box.currentData()))
        self.dates = QComboBox()
        self.dates.setAccessibleName(self.tr("How dates are written"))
        self.dates.addItem(self.tr("Dates as 3/11/2025: 3 November"), "day_first")
        self.dates.addItem(self.tr("Dates as 11/3/2025: 3 November"), "month_first")
        self.dates.activated.connect(self.changed)
        row.addWidget(label)
        row.addWidget(self.kept_box)
        row.addWidget(self.drop)
        row.addStretch(1)
        row.addWidget(self.dates)
        return holder

    def _make_keep(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        label = Words(self.tr("Keep this mapping as"))
        label.setWordWrap(False)
        self.name = QLineEdit()
        self.name.setMaxLength(60)
        self.name.setAccessibleName(self.tr("Name to keep this mapping by"))
        label.setBuddy(self.name)
        self.keep = QPushButton(self.tr("Keep"))
        self.keep.setAccessibleName(self.tr("Keep this mapping"))
        self.keep.setEnabled(False)
        self.name.textChanged.connect(lambda text: self.keep.setEnabled(bool(text.strip())))
        self.keep.clicked.connect(lambda: self.kept.emit(self.name.text().strip()))
        row.addWidget(label)
        row.addWidget(self.name, 1)
        row.addWidget(self.keep)
        return holder

    def _lay_out(self, holder: QWidget, names: list[str]) -> None:
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 4)
        for at, name in enumerate(names):
            box = self._boxes[name] = QComboBox()
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(14)
            label = Words(words.target(name))
            label.setBuddy(box)
            box.setAccessibleName(words.target(name))
            box.activated.connect(partial(self._chosen, name))
            sample = self._samples[name] = Words("", "second")
            right = QVBoxLayout()
            right.setSpacing(theme.px(2))
            right.addWidget(box)
            right.addWidget(sample)
            grid.addWidget(label, at, 0)
            grid.addLayout(right, at, 1)

    def _fill_kept(self, name: str) -> None:
        self.kept_box.clear()
        self.kept_box.addItem(self.tr("The titles"), "")
        for one in self._kept:
            self.kept_box.addItem(one, one)
        self.kept_box.setCurrentIndex(max(0, self.kept_box.findData(name)))
        self.drop.setEnabled(bool(name))

    def _choose_kept(self) -> None:
        name = self.kept_box.currentData()
        self.drop.setEnabled(bool(name))
        if self._sheet is not None:
            self._show(self._kept.get(name) or ColumnMapping(rules.suggested(self._sheet.heading)))
            self.changed.emit()

    def _show(self, mapping: ColumnMapping) -> None:
        assert self._sheet is not None  # noqa: S101 - only called once a file is there
        self._words = mapping.words
        self.name.setText(self.kept_box.currentData() or "")
        self.dates.setCurrentIndex(max(0, self.dates.findData(mapping.dates)))
        for name, box in self._boxes.items():
            box.clear()
            box.addItem(self.tr("Not in the file"))
            box.addItems(list(self._sheet.heading))
            column = mapping.columns.get(name, "")
            box.setCurrentIndex(self._sheet.heading.index(column) + 1 if column in self._sheet.heading else 0)
            self._sample(name)
        self._count()

    def _chosen(self, name: str) -> None:
        self._sample(name)
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        inside = [box for box in self._boxes.values() if self.section.isAncestorOf(box)]
        said = self.tr("{part} of {whole}")
        self.section.count(said.format(part=sum(box.currentIndex() > 0 for box in inside), whole=len(inside)))

    def _sample(self, name: str) -> None:
        """The first different values of the chosen column."""
        sheet, at = self._sheet, self._boxes[name].currentIndex() - 1
        found: list[str] = []
        for _, cells in sheet.rows[:200] if sheet is not None and at >= 0 else ():
            cell = " ".join(cells[at].split())[:_SAMPLE_LETTERS]
            if cell and cell not in found:
                found.append(cell)
            if len(found) == _SAMPLES:
                break
        sample = self._samples[name]
        sample.setText(self.tr("Such as {values}").format(values="; ".join(found)) if found else "")
        sample.setVisible(bool(found))
