"""Who is restrained: rates by group of patients on the group's own bed days, small numbers hidden."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from wardqi.app import say
from wardqi.app.screens.measures.parts import Pane, grid
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain import codes
from wardqi.domain.equity import PARTS, Breakdown, Line
from wardqi.domain.privacy import HIDDEN, Shown
from wardqi.services.desk import NotFound
from wardqi.services.measuring import equity
from wardqi.services.measuring.equity import Equity
from wardqi.text import QT_TRANSLATE_NOOP

_NAMES = {
    "ethnic": QT_TRANSLATE_NOOP("say", "Ethnic group"),
    "gender": QT_TRANSLATE_NOOP("say", "Gender"),
    "age": QT_TRANSLATE_NOOP("say", "Age"),
    "ld": QT_TRANSLATE_NOOP("say", "Learning disability"),
    "autism": QT_TRANSLATE_NOOP("say", "Autism"),
}
_FAIR = 0.9


def _figure(value: Shown | None) -> str:
    if value is None:
        return say.tr("not known")
    return HIDDEN if value == HIDDEN else say.number(value)


def _spoken(value: Shown | None) -> str:
    return say.tr("hidden, a small number") if value == HIDDEN else _figure(value)


def _column(title: str, name: str) -> Column[Line]:
    return Column(
        title,
        lambda one: _figure(getattr(one, name)),
        spoken=lambda one: f"{title}: {_spoken(getattr(one, name))}",
        width=10,
        right=True,
        keep=name in ("interventions", "rate"),
    )


class EquityPage(Pane):
    """One breakdown at a time, with what is missing beside it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, self.tr("Who is restrained"), self.tr("All measures"), widest=0)
        self._ward = ""
        self.now: Equity | None = None
        banner = Card(kind="note-box")
        banner.add(
            Words(
                self.tr(
                    "Small numbers hidden: * is a count under 5, or one that would give another away. "
                    "Counts are to the nearest 5. Rate: interventions per 1,000 of the group's own bed days. "
                    "% affected: of the group's people who were here. Internal, do not publish."
                )
            )
        )
        self.sheet.add(banner)
        self.part = QComboBox()
        for part in PARTS:
            self.part.addItem(say.tr(_NAMES[part]), part)
        self.part.activated.connect(self._turn)
        rows = grid()
        self.ask(rows, "part", self.tr("&By"), self.part)
        self.sheet.add_layout(rows)
        self.total = Words()
        self.sheet.add(self.total)
        columns: tuple[Column[Line], ...] = (
            Column(self.tr("Group"), lambda one: codes.get("equality_group").label(one.group)),
            _column(self.tr("Interventions"), "interventions"),
            _column(self.tr("Incidents"), "incidents"),
            _column(self.tr("People"), "people"),
            _column(self.tr("Bed days"), "bed_days"),
            _column(self.tr("Rate"), "rate"),
            _column(self.tr("% affected"), "percent"),
        )
        self.table = RecordTable(self.tr("Breakdown"), columns, page_size=50)
        self.sheet.add(self.table, 1)
        self.missing = Words()
        self.cautions = Words("", "caution")
        self.sheet.add(self.missing)
        self.sheet.add(self.cautions)

    def open(self, ward: str) -> None:
        """Show a ward's latest year."""
        self._ward, self.now = ward, None
        self.table.show_page([])
        for words in (self.total, self.missing, self.cautions):
            words.setText("")
        self.again()

    def again(self) -> None:
        """Read it anew."""
        if self._ward:
            self.workspace.read(equity.breakdown, self._ward, done=self._show, failed=self._not_read)

    def _not_read(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.about.setText(self.tr("There is no whole month yet. Come back when one is over."))
        else:
            self.workspace.explain(error)

    def _show(self, now: Equity) -> None:
        if now.ward != self._ward:
            return
        self.now = now
        span = self.tr("{ward}, {first} to {last}").format(
            ward=now.ward_name, first=say.month(now.first), last=say.month(now.last)
        )
        self.about.setText(span)
        self._turn()

    def _turn(self) -> None:
        if self.now is None:
            return
        part = next(one for one in self.now.parts if one.part == self.part.currentData())
        self.table.show_page(part.lines)
        self.total.setText(
            self.tr("In all: {rows} interventions in {incidents} incidents, {people} people.").format(
                rows=_figure(self.now.interventions),
                incidents=_figure(self.now.incidents),
                people=_figure(self.now.people),
            )
        )
        self.missing.setText(self._missing(part))
        self._cautions()

    def _missing(self, part: Breakdown) -> str:
        name = say.tr(_NAMES[part.part]).lower()
        told = [
            self.tr("Of interventions, {name} is not known for: {share}.").format(
                name=name, share=_share(part.missing)
            )
        ]
        if part.missing_days is not None:
            told.append(
                self.tr("Of bed days, it is not known for: {share}.").format(share=_share(part.missing_days))
            )
        return " ".join(told)

    def _cautions(self) -> None:
        told = []
        if self.now is not None and self.now.lacking:
            months = say.listed([say.month(one) for one in self.now.lacking[:6]])
            told.append(
                self.tr("No rates: bed days by group are not here for {months}.").format(months=months)
            )
        if self.now is not None and self.now.covered is not None and self.now.covered < _FAIR:
            told.append(
                self.tr(
                    "Patients' stays account for {percent}% of the beds counted: rates are too high until "
                    "the missing stays are written down."
                ).format(percent=round(100 * self.now.covered))
            )
        self.cautions.setText(" ".join(told))
        self.cautions.setVisible(bool(told))


def _share(value: Shown) -> str:
    return say.tr("hidden, a small number") if value == HIDDEN else f"{value}%"
