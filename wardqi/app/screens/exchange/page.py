"""The Send and receive screen: its first page, and the pages that open from it; Esc comes back."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from wardqi.app.screen import Command, Page
from wardqi.app.screens.exchange.answer import Answer
from wardqi.app.screens.exchange.bundle import MakeBundle
from wardqi.app.screens.exchange.listing import Listing
from wardqi.app.screens.exchange.overview import Front
from wardqi.app.screens.exchange.pair import Pair
from wardqi.app.screens.exchange.receipt import OpenReceipt
from wardqi.app.screens.exchange.texts import ReviewTexts
from wardqi.app.workspace import Workspace

_QUESTION = "question:"
_CHANGES = ("incidents", "bed_days", "quiet_shifts", "patients", "exchange", "measures", "ward")


class Exchange(Page):
    """The front, and one page for each thing that is done from it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.front = Front(workspace)
        self.bundle = MakeBundle(workspace)
        self.texts = ReviewTexts(workspace)
        self.receipt = OpenReceipt(workspace)
        self.pair = Pair(workspace)
        self.listing = Listing(workspace)
        self.answer = Answer(workspace)
        self._stack = QStackedWidget()
        for each in (self.front, self.bundle, self.texts, self.receipt, self.pair, self.listing, self.answer):
            self._stack.addWidget(each)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.front.bundle_wanted.connect(self._make_bundle)
        self.front.receipt_wanted.connect(self._open_receipt)
        self.front.pair_wanted.connect(self._pair)
        self.front.list_wanted.connect(self._list)
        self.front.answer_wanted.connect(self._answer)
        self.bundle.texts_wanted.connect(self._look_through)
        self.texts.left.connect(self._make_bundle)
        self.pair.receipt_wanted.connect(self._open_receipt)
        for each in (self.bundle, self.receipt, self.pair, self.listing, self.answer):
            each.left.connect(self._home)
        workspace.changed.connect(self._changed)

    def open(self, ident: str) -> None:
        """The front; or the page named: bundle, receipt, pair, and "question:" with its id."""
        pages = {
            "bundle": self._make_bundle,
            "texts": self._look_through,
            "receipt": self._open_receipt,
            "pair": self._pair,
        }
        if ident in pages:
            pages[ident]()
        elif ident.startswith(_QUESTION):
            self._answer(ident.removeprefix(_QUESTION))
        else:
            if not ident:
                self._stack.setCurrentWidget(self.front)
            self.front.refresh()

    def finish(self) -> bool:
        """Ctrl+Enter: the answer that is open."""
        if self._stack.currentWidget() is not self.answer:
            return False
        self.answer.save()
        return True

    def back(self) -> bool:
        """From any page to the front."""
        if self._stack.currentWidget() is self.front:
            return False
        if self._stack.currentWidget() is self.texts:
            self._make_bundle()
            return True
        self._home()
        return True

    def commands(self) -> list[Command]:
        """What can be done from here."""
        return [
            Command(self.tr("Make a bundle"), self._make_bundle, words="export send"),
            Command(self.tr("Open a receipt"), self._open_receipt, words="import receive"),
        ]

    def _home(self) -> None:
        self._stack.setCurrentWidget(self.front)
        self.front.refresh()
        self.front.make.setFocus()

    def _turn(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        page.setFocus()

    def _make_bundle(self) -> None:
        self._turn(self.bundle)
        self.bundle.open()

    def _look_through(self) -> None:
        self._turn(self.texts)
        self.texts.open()

    def _open_receipt(self) -> None:
        self._turn(self.receipt)
        self.receipt.open()

    def _pair(self) -> None:
        self._turn(self.pair)
        self.pair.open()

    def _list(self, kind: str) -> None:
        self._turn(self.listing)
        self.listing.open(kind)

    def _answer(self, ent: str) -> None:
        self._turn(self.answer)
        self.answer.open(ent)

    def _changed(self, subject: str) -> None:
        if subject in _CHANGES and self.isVisible():
            self.front.refresh()
