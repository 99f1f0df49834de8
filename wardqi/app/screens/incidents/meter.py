"""The meter beside a form: how far the statutory record has come, and what it still lacks."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from wardqi.app import incident_words as words
from wardqi.app.widgets.words import Words, look
from wardqi.domain.incidents import ITEMS, Statutory


class Meter(QObject):
    """Fills the drawn meter: gaps that can be closed here are links to their question, the rest are told.

    `ways` are the questions by item of the record.
    """

    def __init__(self, label: QLabel, hint: QLabel, place: QVBoxLayout, ways: dict[str, QWidget]) -> None:
        super().__init__(label)
        self._label, self._hint, self._place = label, hint, place
        self.ways = ways
        self._links: dict[str, QWidget] = {}
        self._brief = False
        self._note = Words("", "small")
        place.addWidget(self._note)
        for gap in ways:
            said = words.item(gap)
            link = QPushButton((said[0].upper() + said[1:]).replace("&", "&&"))
            look(link, "link")
            link.clicked.connect(lambda _on=False, gap=gap: self.ways[gap].setFocus())
            place.addWidget(link)
            self._links[gap] = link
        self._here: set[str] = set()

    def show(self, found: Statutory) -> None:
        """Show this state."""
        if found.applies:
            said = self.tr("Statutory record {part} of {whole}")
            label = said.format(part=len(found.present), whole=len(ITEMS))
            hint = "" if found.missing else self.tr("Nothing is missing.")
        else:
            label, hint = self.tr("Statutory record"), self.tr("Counted when force was used.")
        self._label.setText(label)
        self._here = {gap for gap in found.missing if gap in self.ways}
        later = [words.item(gap) for gap in found.missing if gap not in self.ways]
        if later:
            hint = self.tr("Can be added after finishing: {things}.").format(things=", ".join(later))
        self._hint.setText(hint)
        self._note.setText(self.tr("Still to answer here:"))
        self._fit()

    def brief(self, on: bool) -> None:
        """Only the count, where there is little room."""
        self._brief = on
        self._fit()

    def _fit(self) -> None:
        self._hint.setVisible(bool(self._hint.text()) and not self._brief)
        self._note.setVisible(bool(self._here) and not self._brief)
        for gap, link in self._links.items():
            link.setVisible(gap in self._here and not self._brief)
