"""The meter beside a form: how far the statutory record has come, and what it still lacks, as links."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from wardqi.app import incident_words as words
from wardqi.app import say, theme
from wardqi.app.widgets.words import look
from wardqi.domain.incidents import ITEMS, Statutory


class Meter(QObject):
    """Fills the drawn meter. A link calls `go(item, path)`: the paragraph, and what of it is to be filled."""

    def __init__(
        self, label: QLabel, hint: QLabel, place: QVBoxLayout, go: Callable[[str, str], None]
    ) -> None:
        super().__init__(label)
        self._label, self._hint, self._go = label, hint, go
        self._paths: dict[str, str] = {}
        self.links: dict[str, QPushButton] = {}
        self._brief = False
        self.unfold = QPushButton("")
        self.unfold.setCheckable(True)
        look(self.unfold, "fold")
        self.unfold.toggled.connect(self._fit)
        place.addWidget(self.unfold)
        for item in ITEMS:
            said = words.item(item)
            link = QPushButton((said[0].upper() + said[1:]).replace("&", "&&"))
            look(link, "link")
            link.clicked.connect(lambda _on=False, item=item: self._go(item, self._paths[item]))
            place.addWidget(link)
            self.links[item] = link
        self._fit()

    def show(self, found: Statutory) -> None:
        """Show this state."""
        gaps = found.gaps or {}
        self._paths = {item: (gaps.get(item) or ("",))[0] for item in found.missing}
        if found.applies:
            said = self.tr("Statutory record {part} of {whole}")
            self._label.setText(said.format(part=len(found.present), whole=len(ITEMS)))
            self._hint.setText(
                self.tr("Each can be added here, or after finishing.")
                if found.missing
                else self.tr("Nothing is missing.")
            )
        else:
            self._label.setText(self.tr("Statutory record"))
            self._hint.setText(self.tr("Counted when force was used."))
        many = say.count(len(self._paths), "thing to add", "things to add")
        self.unfold.setText(many)
        self.unfold.setAccessibleName(many)
        self._fit()

    def brief(self, on: bool) -> None:
        """Where there is little room, the gaps are folded under their count."""
        self._brief = on
        self._fit()

    @property
    def width(self) -> int:
        """What the widest gap needs."""
        return max(link.sizeHint().width() for link in self.links.values())

    def stops(self) -> list[QWidget]:
        """Its controls in the order of Tab."""
        return [self.unfold, *self.links.values()]

    def _fit(self) -> None:
        shown = not self._brief or self.unfold.isChecked()
        self.unfold.setVisible(self._brief and bool(self._paths))
        theme.dress(self.unfold, "down" if self.unfold.isChecked() else "right", "second", 16)
        self.unfold.setAccessibleDescription(
            self.tr("open") if self.unfold.isChecked() else self.tr("folded")
        )
        self._hint.setVisible(bool(self._hint.text()) and not (self._brief and self._paths))
        for item, link in self.links.items():
            link.setVisible(item in self._paths and shown)
