"""Learning: the library, one card, writing and approving one, trying one here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from wardqi.app.screen import Command, Page, made
from wardqi.app.screens.learning.approve_page import ApprovePage
from wardqi.app.screens.learning.card_page import CardPage
from wardqi.app.screens.learning.form_page import FormPage
from wardqi.app.screens.learning.list_page import ListPage
from wardqi.app.screens.learning.try_page import TryPage
from wardqi.app.workspace import Workspace
from wardqi.domain import people
from wardqi.domain.learning import Filters
from wardqi.services import recording
from wardqi.services.learning import adopting, approval, cards, collecting, pages, trying
from wardqi.services.learning.cards import Card
from wardqi.services.learning.pages import Detail
from wardqi.services.learning.trying import Place, Tried
from wardqi.services.recording import Saved

if TYPE_CHECKING:
    from wardqi.reports.page import Document
    from wardqi.services.desk import Desk

SUBJECT = "learning"
_FOLLOWS = (SUBJECT, "improvement", "exchange")
_FROM = {
    "cycle": collecting.from_cycle,
    "idea": collecting.from_idea,
    "project": collecting.from_project,
}


class LearningPage(Page):
    """`open` knows: nothing (the library), "card:REF", "new:KIND", "search:WORDS", and "cycle:ID", "idea:ID",
    "project:ID" or "story:ID" (of a project) for a card filled from the records.

    Every page but the library is made when somebody first goes there.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.stack = QStackedWidget()
        self.list = ListPage(workspace)
        self.list.opened.connect(self.open_card)
        self.list.write_wanted.connect(self._write)
        self.stack.addWidget(self.list)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.stack)
        self._ref = ""
        self._before: list[str] = []
        self._enter = False
        workspace.changed.connect(self._changed)

    @cached_property
    def card(self) -> CardPage:
        """One card."""
        page = CardPage(self.workspace)
        page.wanted.connect(self._wanted)
        page.adapted.connect(self._adapted)
        page.settled.connect(self._settle)
        self._add(page)
        return page

    @cached_property
    def form(self) -> FormPage:
        """Writing a card."""
        page = FormPage(self.workspace)
        page.finished.connect(self._written)
        self._add(page)
        return page

    @cached_property
    def approve(self) -> ApprovePage:
        """Looking a card through before it leaves the ward."""
        page = ApprovePage(self.workspace)
        page.approved.connect(self.open_card)
        page.change_wanted.connect(self._change)
        self._add(page)
        return page

    @cached_property
    def tries(self) -> TryPage:
        """Where a card is to be tried."""
        page = TryPage(self.workspace)
        page.begun.connect(self._begun)
        self._add(page)
        return page

    def _add(self, page: CardPage | FormPage | ApprovePage | TryPage) -> None:
        page.left.connect(self.back)
        self.stack.addWidget(page)

    # --- going about

    def open(self, ident: str) -> None:
        """The screen was opened, perhaps at one card."""
        what, _, rest = ident.partition(":")
        if what == "card" and rest:
            self._before.clear()
            self.open_card(rest)
        elif what == "new":
            self._write(rest or "idea")
        elif what == "search":
            self._show(self.list)
            self.list.use(Filters())
            self.list.search.setText(rest)
        elif what in _FROM or what == "story":
            find = _FROM.get(what, collecting.from_project)
            self.workspace.read(_filled, find, rest, what, done=self._offer)
        elif not ident and not isinstance(self.stack.currentWidget(), FormPage):
            self._show(self.list)
        else:
            self._refresh()

    def open_card(self, ref: str) -> None:
        """Show a card."""
        if isinstance(self.stack.currentWidget(), CardPage) and self._ref and self._ref != ref:
            self._before.append(self._ref)
        self._ref, self._enter = ref, True
        self._show(self.card)

    def _show(self, pane: QWidget) -> None:
        now = self.stack.currentWidget()
        if isinstance(now, FormPage) and pane is not now:
            now.keep()
        self.stack.setCurrentWidget(pane)
        self._refresh()

    def _refresh(self) -> None:
        """Read what the page that is shown needs."""
        now = self.stack.currentWidget()
        if now is self.list:
            self.workspace.read(cards.library, done=self._show_list)
        elif isinstance(now, CardPage) and self._ref:
            self.workspace.read(pages.detail, self._ref, done=self._show_card, failed=self._gone)
        elif isinstance(now, ApprovePage):
            now.again()

    def _changed(self, subject: str) -> None:
        if subject in _FOLLOWS and self.isVisible():
            self._refresh()

    def _gone(self, error: Exception) -> None:
        self.workspace.explain(error)
        self._ref = ""
        self._show(self.list)

    def _show_list(self, found: tuple[Card, ...]) -> None:
        self.list.show_cards(found)
        if self._ref and self._enter:
            self.list.choose(self._ref)
            self.list.table.setFocus()
        self._enter = False

    def _show_card(self, found: Detail) -> None:
        if found.card.ref != self._ref:
            return
        self.card.show_card(found)
        if self._enter:
            self._enter = False
            self.card.enter()

    def back(self) -> bool:
        """One page back; from the library the window goes on."""
        now = self.stack.currentWidget()
        if now is self.list:
            return False
        if isinstance(now, FormPage):
            now.finish()
            return True
        self._enter = True
        if isinstance(now, CardPage):
            if self._before:
                self._ref = self._before.pop()
                self._refresh()
            else:
                self._show(self.list)
        else:
            self._show(self.card)
        return True

    def look_for(self) -> bool:
        """Ctrl+F: search the library."""
        if self.stack.currentWidget() is not self.list:
            self._show(self.list)
        self.list.search.setFocus()
        self.list.search.selectAll()
        return True

    def finish(self) -> bool:
        """Ctrl+Enter: finish the form that is open."""
        now = self.stack.currentWidget()
        if isinstance(now, FormPage | ApprovePage | TryPage):
            now.finish()
            return True
        return False

    def keep(self) -> None:
        """Whatever is half written is kept now."""
        if (form := made(self.stack, FormPage)) is not None:
            form.keep()

    def saved(self) -> str:
        """When the card was last kept."""
        now = self.stack.currentWidget()
        return now.saved_at.text() if isinstance(now, FormPage) else ""

    def print_out(self) -> bool:
        """Ctrl+P: the card on A5."""
        now = self.stack.currentWidget()
        found = now.found if isinstance(now, CardPage) else None
        if found is None:
            return False
        self.workspace.print_out(_paper(found, self.workspace.ward), "card", _about(found), "card")
        return True

    def commands(self) -> Sequence[Command]:
        """What the command box offers here."""
        if not self._may_write():
            return ()
        return [
            Command(self.tr("Write a card"), partial(self._write, "idea"), "", self.tr("share idea")),
            Command(self.tr("Tell a story"), partial(self._write, "story"), "", self.tr("learning story")),
        ]

    def _may_write(self) -> bool:
        return people.may(self.workspace.role, "record") and self.workspace.profile == "ward"

    # --- what was asked for

    def _wanted(self, what: str, ref: str) -> None:
        if what == "open":
            self.open_card(ref)
        elif what == "project":
            self.workspace.go("improvement", f"project:{ref}")
        elif what == "print":
            self.print_out()
        elif what == "change":
            self._change(ref)
        elif what == "happened":
            self.workspace.do(_happened, ref, done=self._tell_happened, changes=SUBJECT)
        elif what == "try":
            self.workspace.read(_places, ref, done=self._offer_places)
        elif what == "adopt":
            self.workspace.do(adopting.adopt, ref, done=self._adopted, changes=SUBJECT)
        elif what == "approve":
            self.approve.open(ref)
            self.stack.setCurrentWidget(self.approve)
        elif what == "withdraw":
            self.workspace.do(approval.withdraw, ref, done=self._withdrawn, changes=SUBJECT)

    def _write(self, kind: str) -> None:
        self._ref = ""
        self._show(self.form)
        self.form.open_new({"kind": kind})

    def _offer(self, filled: tuple[str, Mapping[str, object], tuple[str, ...]]) -> None:
        card, values, about = filled
        self._show(self.form)
        if card:
            self._ref = card
            self.workspace.read(pages.detail, card, done=self._tell_happened)
        else:
            self._ref = ""
            self.form.open_new(values, about)

    def _change(self, ref: str) -> None:
        self.workspace.read(cards.find, ref, done=self._open_form)

    def _open_form(self, card: Card) -> None:
        self._show(self.form)
        self.form.open_card(card)

    def _tell_happened(self, found: Detail) -> None:
        self._ref = found.card.ref
        self._show(self.form)
        self.form.open_card(found.card, found.news)

    def _written(self, ref: str) -> None:
        """Back from writing: to the card, or to the library when nothing was written."""
        if ref:
            self.open_card(ref)
        elif self._ref:
            self._show(self.card)
        else:
            self._show(self.list)

    def _adapted(self, part: str, text: str) -> None:
        self.workspace.do(adopting.adapted, self._ref, part, text, done=self._noted, changes=SUBJECT)

    def _noted(self, saved: Saved) -> None:
        self._say(self.tr("Noted on the card."), saved)

    def _settle(self, path: str, value: object) -> None:
        self.workspace.do(recording.resolve, self._ref, path, value, done=self._settled, changes=SUBJECT)

    def _settled(self, saved: Saved) -> None:
        self._say(self.tr("This answer stands now."), saved)

    def _withdrawn(self, saved: Saved) -> None:
        self._say(self.tr("Taken back. Its words go to nobody from now on."), saved)

    def _adopted(self, saved: Saved) -> None:
        self._say(self.tr("This ward has a card of its own now."), saved)
        self.open_card(saved.ent)

    def _offer_places(self, answer: tuple[Card, tuple[Place, ...]]) -> None:
        self.stack.setCurrentWidget(self.tries)
        self.tries.open(*answer)

    def _begun(self, tried: Tried) -> None:
        self.stack.setCurrentWidget(self.card)
        self.workspace.go("improvement", f"cycle:{tried.cycle}")

    def _say(self, said: str, saved: Saved) -> None:
        self.workspace.did(said, recording.undo, saved.changes, changes=SUBJECT)


def _places(desk: Desk, ref: str) -> tuple[Card, tuple[Place, ...]]:
    return cards.find(desk, ref), trying.places(desk, ref)


def _happened(desk: Desk, ref: str) -> Detail:
    """This ward's own card about what it tried: made now where there is none yet."""
    card = cards.find(desk, ref)
    if card.own and not card.shipped:
        return pages.detail(desk, ref)
    mine = next((one for one in adopting.family(desk, ref).forks if one.own), None)
    ent = mine.ref if mine is not None else trying.own_card(desk, ref).ent
    return pages.detail(desk, ent)


def _filled(
    desk: Desk, find: collecting.Find, ent: str, what: str
) -> tuple[str, Mapping[str, object], tuple[str, ...]]:
    """The card that an idea has already, or what a new one begins with."""
    values, about = find(desk, ent)
    if what in ("cycle", "idea"):
        return collecting.card_of(desk, about), values, about
    kind = {"kind": "story"} if what == "story" else {}
    return "", {**values, **kind}, about if what == "project" else ()


def _about(found: Detail) -> str:
    return "" if found.card.shipped else found.card.ref


def _paper(found: Detail, ward: str) -> Document:
    from wardqi.app.screens.learning import paper

    return paper.document(found, ward)
