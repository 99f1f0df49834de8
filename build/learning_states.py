"""The states of the library worth a picture: a card, this ward's own, its form, its approval, trying one."""

from __future__ import annotations

from collections.abc import Callable

from wardqi.app.frame import Frame
from wardqi.app.screens.learning.page import LearningPage
from wardqi.services.learning import cards


def states(frame: Frame, settle: Callable[[], None], picture: Callable[[str], None]) -> None:
    """Show each and have its picture made."""
    for ident, name in (
        ("card:shipped:calm_box", "learning-card"),
        ("card:shipped:how:signal", "learning-guide"),
        ("search:evening", "learning-search"),
    ):
        frame.open("learning", ident)
        settle()
        picture(name)
    page = frame.page
    if not isinstance(page, LearningPage):
        return
    page.list.search.clear()
    with frame.workspace._door.desk() as desk:
        own = [one for one in cards.library(desk) if one.own]
    kept = next((one for one in own if one.state != "draft"), None)
    draft = next((one for one in own if one.state == "draft"), None)
    for card, name in ((kept, "learning-own"), (draft, "learning-draft")):
        if card is not None:
            page.open_card(card.ref)
            settle()
            picture(name)
    if kept is not None:
        page.open_card(kept.ref)
        settle()
        page.card.sheet.area.verticalScrollBar().setValue(10_000)
        picture("learning-own-end")
    if draft is not None:
        with frame.workspace._door.desk() as desk:
            told = "Mrs Featherstone sang; ring 0113 496 0123 for the songs."
            cards.change(desk, draft.ref, {"conditions": told})
        page._wanted("approve", draft.ref)
        settle()
        picture("learning-approve")
        page._wanted("change", draft.ref)
        settle()
        picture("learning-form")
        page.back()
        settle()
    page._wanted("try", "shipped:soft_words")
    settle()
    picture("learning-try")
    page._show(page.list)
    settle()
