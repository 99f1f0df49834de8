"""The meter beside a form: how far the statutory record has come, and what it still lacks."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from wardqi.app.screens.incidents import words
from wardqi.app.widgets.words import Words, look
from wardqi.domain.incidents import ITEMS, Statutory


class Meter:
    """Fills the drawn meter: gaps that can be closed here are links to their question, the rest are told."""

    def __init__(self, label: QLabel, hint: QLabel, place: QVBoxLayout, ways: Mapping[str, QWidget]) -> None:
        self._label, self._hint, self._place = label, hint, place
        self._ways = ways
        self._shown: tuple[str, ...] | None = None
        self.text = ""

    def show(self, found: Statutory) -> None:
        """Show this state."""
        if not found.applies:
            self.text = label = self._label.tr("Statutory record")
            hint = self._label.tr("Counted when force was used.")
        else:
            self.text = label = self._label.tr("Statutory record {part} of {whole}").format(
                part=len(found.present), whole=len(ITEMS)
            )
            hint = self._label.tr("Nothing is missing.") if not found.missing else ""
        self._label.setText(label)
        if found.missing != self._shown:
            self._shown = found.missing
            self._list(found)
        later = [words.item(gap) for gap in found.missing if gap not in self._ways]
        if later:
            hint = self._label.tr("After finishing: {things}.").format(things=", ".join(later))
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def _list(self, found: Statutory) -> None:
        while (item := self._place.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        here = [gap for gap in found.missing if gap in self._ways]
        if here:
            self._place.addWidget(Words(self._label.tr("Still to answer here"), "small"))
        for gap in here:
            said = words.item(gap)
            link = QPushButton((said[0].upper() + said[1:]).replace("&", "&&"))
            look(link, "link")
            way = self._ways[gap]
            link.clicked.connect(lambda _on=False, way=way: way.setFocus())
            self._place.addWidget(link)
