"""One measure's chart: what it counts, the chart with its sentence, what would be seen, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wardqi.app import beside, charting, offers, say, theme
from wardqi.app.card_offer import CardOffer
from wardqi.app.chart_panel import BETWEEN, ChartPanel
from wardqi.app.charting import Told
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.guide import GuideOffer
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import kinds, own, people
from wardqi.services import measuring
from wardqi.services.desk import NotFound
from wardqi.services.learning import prompts
from wardqi.services.measuring import FREQUENCIES, Charted

if TYPE_CHECKING:
    from wardqi.services.desk import Desk


def read(desk: Desk, measure: str, ward: str, every: str, kind: str) -> Told:
    """A chart and all that can be said of it. Without bed days a rate is shown as its counts."""
    if kind == BETWEEN:
        return charting.tell(measuring.days_between(desk, measure, ward))
    found = measuring.measure_ward(desk, ward, [measure], every or None)
    if not found:
        raise NotFound
    return charting.tell(charting.chart_of(charting.as_counts(found[0]) or found[0], kind or None))


class ChartPage(QWidget):
    """The chart of one measure of one ward. `wanted` names a page behind it (see `pages`)."""

    left = Signal()
    wanted = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._measure = self._ward = ""
        self.back = QPushButton(self.tr("All measures"))
        look(self.back, "quiet")
        theme.dress(self.back, "back", "action", 18)
        self.back.clicked.connect(self.left)
        self.title = Words("", "title")
        self.counts = Words("", "second")
        self.panel = ChartPanel(workspace, self.tr("Chart"))
        self.panel.offers_between = True
        self.panel.told.connect(self._told)
        self.panel.failed.connect(workspace.explain)
        self.panel.view.picture.setMinimumHeight(theme.px(280))
        self.beds = QPushButton(self.tr("Add bed days to see a rate"))
        self.beds.clicked.connect(lambda: workspace.go("bed_days"))
        self.beds.hide()
        sheet = Sheet()
        sheet.add_layout(self._head())
        self.guide = GuideOffer(workspace, "chart")
        self.cards = CardOffer(workspace, prompts.SIGNAL)
        for part in (self.title, self.counts, self.guide, self.cards, self.beds):
            sheet.add(part)
        sheet.add(self.panel, 1)
        sheet.add(self._seen_card())
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        tools = flow = Flow(8)
        self.every = QComboBox()
        for code, words in zip(
            FREQUENCIES, (self.tr("By month"), self.tr("By week"), self.tr("By day")), strict=True
        ):
            self.every.addItem(words, code)
        self.every.setAccessibleName(self.tr("A point for each"))
        self.every.activated.connect(self._switch)
        flow.add(self.every)
        self.pages: dict[str, QPushButton] = {}
        for name, words in (
            ("points", self.tr("Enter figures")),
            ("limits", self.tr("Limits and aim")),
            ("notes", self.tr("Notes")),
            ("define", self.tr("Change the measure")),
        ):
            button = QPushButton(words)
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
            flow.add(button)
            self.pages[name] = button
        for tool in self.panel.tools:
            flow.add(tool)
        head.addWidget(tools, 1)
        return head

    @property
    def _beside(self) -> tuple[Words, ...]:
        """What is said beside the figures, in the order it is read."""
        return (self.offer, self.aim, self.chance, self.people, self.below)

    def _seen_card(self) -> Card:
        self.seen = Card(self.tr("Beside the figures"))
        self.chance = Words()
        self.aim = Words()
        self.people = Words()
        self.offer = Words()
        self.below = Words()
        for words in self._beside:
            self.seen.add(words)
        self.seen.hide()
        return self.seen

    def open(self, measure: str, ward: str) -> None:
        """Show a measure; its own kind of chart first."""
        self._measure, self._ward = measure, ward
        self.title.setText("")
        self.counts.setText("")
        self.seen.hide()
        self.panel.open(read, measure, ward, "")
        self.panel.view.picture.setFocus()

    def again(self) -> None:
        """Read it anew."""
        self.panel.again()

    def _switch(self) -> None:
        """Another period; the kind of chart begins with its own again."""
        self.panel.open(read, self._measure, self._ward, self.every.currentData())

    def _told(self, told: Told) -> None:
        measured = told.charted.measured
        if measured is None:
            self._tell_between(told.charted)
            return
        one = measured.measure
        title = told.charted.title
        if self._workspace.profile == "hub":
            title = self.tr("{ward}: {measure}").format(ward=measured.ward_name, measure=title)
        self.title.setText(title)
        things = say.code("counted_thing", one.counts).lower()
        self.counts.setText(
            self.tr("This chart counts {things}. {definition}").format(
                things=things, definition=one.definition
            )
        )
        self.beds.setVisible(charting.lacks_beds(measured) and self._workspace.profile == "ward")
        name = f"{measured.ward_name} {one.name if kinds.is_uuid(one.id) else one.id}".strip()
        self.panel.title = f"{measured.ward_name}: {told.charted.title}"
        self.panel.ward = measured.ward_name
        self.panel.paper_title = told.charted.title
        self.panel.about = measured.record
        self.panel.file_name = "-".join(name.lower().split())
        self._offer_pages(told.charted)
        self._say_beside(told.charted)
        analysis = told.charted.analysis
        if analysis is not None and any(point.special != "none" for point in analysis.points):
            self.guide.offer()
            self.cards.offer(*offers.signal(told.charted.analysis))

    def _tell_between(self, charted: Charted) -> None:
        """Days between events: what each point is, and how long it has been since the last."""
        last = charted.between[0] if charted.between is not None else None
        said = self.tr("Each point is the days from one day with an event to the next.")
        if last is not None:
            since = (self._workspace.now().date() - last).days
            ago = self.tr("{days} since the last.").format(days=say.count(since, "day", "days"))
            said = f"{said} {ago}"
        self.title.setText(charted.title)
        self.panel.paper_title = charted.title
        self.counts.setText(said)
        self.beds.hide()
        self.seen.hide()
        self.panel.beside = ()

    def _offer_pages(self, charted: Charted) -> None:
        measured = charted.measured
        if measured is None:
            return
        typed = measured.measure.source == own.ENTERED
        role, ward = self._workspace.role, self._workspace.profile == "ward"
        self.every.setCurrentIndex(max(0, self.every.findData(measured.frequency)))
        self.every.setVisible(not typed)
        self.pages["points"].setVisible(typed and ward and people.may(role, "record"))
        is_own = kinds.is_uuid(measured.measure.id)
        self.pages["define"].setVisible(is_own and people.may(role, "define_measures"))

    def _say_beside(self, charted: Charted) -> None:
        measured = charted.measured
        if measured is None:
            return
        aimed = measured.settings.aim_percent is not None
        self._set(self.aim, beside.aim(charted) if aimed else "")
        self._set(self.people, beside.people(measured))
        self._set(self.offer, beside.offer(measured, measuring.suggestion(charted)))
        self._set(self.chance, "")
        self._set(self.below, "")
        self._put_beside()
        self._workspace.read(beside.chance, charted, done=self._chance_came)
        self._workspace.read(beside.beds, charted, done=self._beds_came)

    def _chance_came(self, answer: tuple[Charted, str]) -> None:
        self._came(self.chance, *answer)

    def _beds_came(self, answer: tuple[Charted, str]) -> None:
        self._came(self.below, *answer)

    def _came(self, words: Words, charted: Charted, said: str) -> None:
        """Say what was worked out for the chart, unless another is shown by now."""
        if self.panel.now is not None and charted is self.panel.now.charted:
            self._set(words, said)
            self._put_beside()

    def _put_beside(self) -> None:
        """What stands beside the chart stands on paper too."""
        self.panel.beside = tuple(words.text() for words in self._beside if words.text())
        self.seen.setVisible(bool(self.panel.beside))

    @staticmethod
    def _set(words: Words, text: str) -> None:
        words.setText(text)
        words.setVisible(bool(text))
