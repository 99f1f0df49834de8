"""The offer of cards of the library where they may help: a quiet line, one a day, sent away for good."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from wardqi.app import say
from wardqi.app.parts import button
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace


class CardOffer(Card):
    """Put it above what it is about and call `offer`; it takes no room otherwise, and never takes focus.

    A day brings one offer, a guide or this; what was sent away for good, or read, is not offered again.
    """

    def __init__(self, workspace: Workspace, code: str) -> None:
        super().__init__(kind="note-box")
        self._workspace, self._code = workspace, code
        self.told = Words("", "subheading")
        self.buttons = Flow(8)
        self.add(self.told)
        self.add(self.buttons)
        self.hide()

    def offer(self, sentence: str, found: Sequence[tuple[str, str]]) -> None:
        """Offer cards, each a reference and a title, unless one was made today or none is wanted."""
        if not self.isHidden():
            return
        settings, today = self._workspace.settings, self._workspace.now().date().isoformat()
        ended = self._code in settings.text("ended_prompts").split()
        if ended or not found or settings.text("guide_day") == today:
            return
        settings.keep("guide_day", today)
        self.told.setText(sentence)
        self.setAccessibleName(sentence)
        self.buttons.clear()
        for ref, title in found:
            said = say.tr("Read: {title}", title=title)
            made = button(said, partial(self._read, ref), "learning")
            self.buttons.add(made)
        self.buttons.add(button(self.tr("Close"), self.hide, name=self.tr("Close this offer")))
        self.buttons.add(button(self.tr("Not again"), self._never, kind="quiet"))
        self.show()

    def _read(self, ref: str) -> None:
        self._end()
        self._workspace.go("learning", f"card:{ref}")

    def _never(self) -> None:
        self._workspace.announce(say.tr("This is not offered again. The library stays open to you."))
        self._end()

    def _end(self) -> None:
        settings = self._workspace.settings
        ended = settings.text("ended_prompts").split()
        settings.keep("ended_prompts", " ".join(dict.fromkeys([*ended, self._code])))
        self.hide()
