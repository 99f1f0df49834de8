"""A ward's own measure: what it counts, what of it, out of what, and how it is charted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from wardqi.app import theme
from wardqi.app.screens.measures import parts
from wardqi.app.screens.measures.parts import Pane, grid
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.words import look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, own
from wardqi.services.desk import NotFound
from wardqi.services.measuring import FREQUENCIES, points
from wardqi.services.recording import Saved
from wardqi.store import records

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wardqi.services.desk import Desk

_FILTERS = (("types", "restrictive_type"), ("reasons", "restrictive_reason"), ("areas", "area_kind"))


def read(desk: Desk, ent: str) -> tuple[str, Mapping[str, object]]:
    """What an own measure's record holds; raises NotFound."""
    record = records.find(desk.store, ent)
    if record is None or record.voided:
        raise NotFound
    return ent, record.value


class DefinePage(Pane):
    """The form for a new measure, or for changing one; `made` gives the id of a new one."""

    made = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, self.tr("A measure of your own"), self.tr("All measures"))
        self._ent = ""
        self.about.setText(
            self.tr("A measure is only as good as its definition: two people counting should get one answer.")
        )
        self.sheet.add(self._what())
        self.sheet.add(self._from())
        self.sheet.add(self._how())
        self.save = QPushButton(self.tr("Save the measure"))
        look(self.save, "primary")
        self.save.clicked.connect(self.finish)
        self.retire = QPushButton(self.tr("No longer use it"))
        self.retire.clicked.connect(self._retire)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self.save)
        line.addWidget(self.retire)
        line.addStretch(1)
        self.sheet.add_layout(line)
        self.sheet.end()

    def open(self, ent: str = "") -> None:
        """An empty form, or one measure's."""
        self._ent = ent
        self.clear_problems()
        self.retire.setVisible(bool(ent))
        self._fill({})
        if ent:
            self.workspace.read(read, ent, done=self._show)
        else:
            self.name.setFocus()

    def _what(self) -> Card:
        card = Card(self.tr("What it is"))
        self.name, self.definition, self.kind = QLineEdit(), QLineEdit(), QComboBox()
        parts.fill(self.kind, "measure_kind")
        rows = grid()
        self.ask(rows, "name", self.tr("&Name"), self.name)
        self.ask(
            rows,
            "definition",
            self.tr("&Definition"),
            self.definition,
            self.tr("What counts, what does not, who counts it and when. No names of people."),
        )
        self.ask(rows, "kind", self.tr("&Kind of measure"), self.kind)
        return _put(card, rows)

    def _from(self) -> Card:
        card = Card(self.tr("Where its figures come from"))
        self.source, self.counts, self.below = QComboBox(), QComboBox(), QComboBox()
        self.per, self.unit = QLineEdit(), QLineEdit()
        parts.fill(self.source, "measure_source", (own.ENTERED, own.RECORDS))
        if self.workspace.profile != "ward":
            parts.fill(self.source, "measure_source", (own.RECORDS,))
        self.source.activated.connect(self._sourced)
        rows = grid()
        self.ask(rows, "source", self.tr("&Figures are"), self.source)
        self.ask(rows, "counts", self.tr("What it &counts"), self.counts)
        self.ask(rows, "denominator", self.tr("&Out of"), self.below)
        self.ask(
            rows, "per", self.tr("&Times"), self.per, self.tr("1,000 for bed days, 100 for per cent, else 1.")
        )
        self.ask(
            rows, "unit", self.tr("&Unit"), self.unit, self.tr("Such as: per cent of planned activities.")
        )
        self._filters = Card(self.tr("Only some of them (nothing ticked means all)"), kind="inset")
        self.lists: dict[str, QListWidget] = {}
        inside = grid()
        for (name, codelist), label in zip(
            _FILTERS, (self.tr("T&ypes"), self.tr("&Reasons"), self.tr("Kinds of &area")), strict=True
        ):
            box = QListWidget()
            box.setMinimumHeight(theme.px(96))
            box.setMaximumHeight(theme.px(150))
            for one in codes.get(codelist).entries:
                if one.valid_to is None:
                    item = QListWidgetItem(one.plain)
                    item.setData(Qt.ItemDataRole.UserRole, one.code)
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    item.setCheckState(Qt.CheckState.Unchecked)
                    box.addItem(item)
            self.lists[name] = box
            self.ask(inside, name, label, box, self.tr("Arrows move, Space ticks."))
        _put(self._filters, inside)
        _put(card, rows)
        card.add(self._filters)
        return card

    def _how(self) -> Card:
        card = Card(self.tr("How it is charted"))
        self.direction, self.every, self.chart = QComboBox(), QComboBox(), QComboBox()
        parts.fill(self.direction, "better_when")
        parts.fill(self.every, "frequency", FREQUENCIES)
        parts.fill(self.chart, "chart_kind", ("auto", "run", "xmr", "c", "u", "p"))
        rows = grid()
        self.ask(rows, "direction", self.tr("&Better when"), self.direction)
        self.ask(rows, "frequency", self.tr("How oft&en"), self.every)
        self.ask(rows, "chart", self.tr("C&hart"), self.chart)
        return _put(card, rows)

    def _sourced(self) -> None:
        """Offer only what this source can give."""
        typed = self.source.currentData() == own.ENTERED
        counts, below = self.counts.currentData(), self.below.currentData()
        parts.fill(
            self.counts,
            "counted_thing",
            ("events", "people", "days", "minutes", "answers") if typed else own.ABOVE,
        )
        parts.fill(self.below, "denominator", own.TYPED if typed else own.BELOW)
        parts.pick(self.counts, counts)
        parts.pick(self.below, below)
        self._filters.setVisible(not typed)

    def _show(self, answer: tuple[str, Mapping[str, object]]) -> None:
        if answer[0] == self._ent:
            self._fill(answer[1])

    def _fill(self, value: Mapping[str, object]) -> None:
        for field, box in (("name", self.name), ("definition", self.definition), ("unit", self.unit)):
            box.setText(str(value.get(field) or ""))
        per = value.get("per")
        self.per.setText(parts.shown_number(float(per)) if isinstance(per, int | float) else "1")
        parts.pick(self.source, value.get("source"))
        self._sourced()
        for field, choice in (
            ("kind", self.kind),
            ("counts", self.counts),
            ("denominator", self.below),
            ("direction", self.direction),
            ("chart", self.chart),
        ):
            parts.pick(choice, value.get(field))
        parts.pick(self.every, value.get("frequency") or "month")
        for field, listing in self.lists.items():
            held = value.get(field)
            ticked = held if isinstance(held, list) else []
            for at in range(listing.count()):
                item = listing.item(at)
                on = item.data(Qt.ItemDataRole.UserRole) in ticked
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def values(self) -> dict[str, object]:
        """What the form says, as the kind `measure` has it. Raises Unread."""
        said: dict[str, object] = {
            "name": self.name.text().strip(),
            "definition": self.definition.text().strip() or None,
            "kind": self.kind.currentData(),
            "source": self.source.currentData(),
            "counts": self.counts.currentData(),
            "denominator": self.below.currentData(),
            "per": parts.read_number("per", self.per),
            "unit": self.unit.text().strip() or None,
            "direction": self.direction.currentData(),
            "frequency": self.every.currentData(),
            "chart": self.chart.currentData(),
        }
        for field, listing in self.lists.items():
            items = [listing.item(at) for at in range(listing.count())]
            ticked = [
                str(item.data(Qt.ItemDataRole.UserRole))
                for item in items
                if item.checkState() == Qt.CheckState.Checked
            ]
            said[field] = sorted(ticked) if ticked and said["source"] == own.RECORDS else None
        return said

    def finish(self) -> None:
        """Save the measure."""
        self.clear_problems()
        try:
            values = self.values()
        except parts.Unread as error:
            self.refused(error)
            return
        self.workspace.do(
            points.define,
            values,
            self._ent or None,
            done=self._saved,
            failed=self._not_saved,
            changes="measures",
        )

    def _saved(self, saved: Saved) -> None:
        self.kept(self.tr("Measure saved."), saved)
        self.made.emit(saved.ent)

    def _not_saved(self, error: Exception) -> None:
        if isinstance(error, NotFound):  # nothing differs
            self.made.emit(self._ent)
        else:
            self.refused(error)

    def _retire(self) -> None:
        self.workspace.do(points.retire, self._ent, done=self._retired, changes="measures")

    def _retired(self, saved: Saved) -> None:
        self.kept(self.tr("This measure is no longer shown. Its figures are kept."), saved)
        self.left.emit()


def _put(card: Card, rows: QGridLayout) -> Card:
    inside = QWidget()
    inside.setLayout(rows)
    rows.setContentsMargins(0, 0, 0, 0)
    card.add(inside)
    return card
