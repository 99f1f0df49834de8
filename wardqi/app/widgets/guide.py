"""The offer of a two-minute guide: a quiet line above the work, read in place or sent away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from wardqi.app import guides, say, theme
from wardqi.app.guides import Guide
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace


class GuideOffer(Card):
    """Put it above what it is about and call `offer` when that is shown; it takes no room otherwise.

    It never takes focus from the work, and Esc goes on meaning what it means there.
    """

    def __init__(self, workspace: Workspace, place: str) -> None:
        super().__init__(kind="note-box")
        self._workspace, self._place = workspace, place
        self.guide: Guide | None = None
        self.told = Words("", "subheading")
        self.text = Words()
        self.read = QPushButton(self.tr("Read it"))
        self.later = QPushButton(self.tr("Close"))
        self.never = QPushButton(self.tr("Offer me no more guides"))
        theme.dress(self.read, "learning", "action", 18)
        look(self.never, "quiet")
        self.read.clicked.connect(self._read)
        self.later.clicked.connect(self._away)
        self.never.clicked.connect(self._never)
        buttons = Flow(8)
        for one in (self.read, self.later, self.never):
            buttons.add(one)
        self.add(self.told)
        self.add(self.text)
        self.add(buttons)
        self.hide()

    def offer(self) -> None:
        """Offer the guide of this place, if this is the first time and no other was offered today."""
        if self.guide is not None and not self.isHidden():
            return
        settings, today = self._workspace.settings, self._workspace.now().date()
        self.guide = guides.wanted(settings, self._place, today)
        if self.guide is None:
            self.hide()
            return
        guides.offered(settings, self.guide, today)
        self.told.setText(self.guide.title)
        self.setAccessibleName(self.guide.title)
        self.text.setText(self._stays(say.tr("New to this? It takes two minutes.")))
        self.read.show()
        self.show()

    def _stays(self, said: str) -> str:
        """A sentence, and where guides can be found later; the QI team has no such place."""
        return f"{said} {say.tr('It stays in My learning.')}" if self._workspace.profile == "ward" else said

    def _read(self) -> None:
        if self.guide is not None:
            self.text.setText("\n\n".join(self.guide.words))
            self._workspace.announce(" ".join(self.guide.words))
            self.read.hide()
            self.later.setFocus()

    def _away(self) -> None:
        self._leave_focus()
        self.hide()
        self.guide = None

    def _never(self) -> None:
        guides.end(self._workspace.settings)
        self._workspace.announce(self._stays(say.tr("No more guides will be offered.")))
        self._away()

    def _leave_focus(self) -> None:
        """Focus goes on to what comes after the guide."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return
        following = self.never.nextInFocusChain()
        while following is not None and following is not self.never:
            takes = following.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes and following.isVisible() and following.isEnabled() and not self.isAncestorOf(following):
                following.setFocus()
                return
            following = following.nextInFocusChain()
