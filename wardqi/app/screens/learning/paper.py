"""A card on A5: its picture, the idea, how it is done, what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from wardqi import resources
from wardqi.app import learning_words as words
from wardqi.app import say, theme
from wardqi.domain.kinds import live_rows
from wardqi.domain.learning import DRAFT
from wardqi.reports.page import Block, Columns, Document, Facts, Heading, Paragraph, Picture
from wardqi.services.learning.pages import Detail

_PICTURE_MM = 26.0


def document(found: Detail, ward: str) -> Document:
    """The sheet of a card, to pin up or hand round."""
    card = found.card
    about = " · ".join(one for one in (words.kind(card), words.driver(card), words.maturity(card)) if one)
    idea = [
        Paragraph(about, "second"),
        *([Paragraph(card.text("idea"), "strong")] if card.text("idea") else []),
    ]
    blocks: list[Block] = [Columns((_picture(words.picture(card)),), tuple(idea), 0.26)]
    quick = words.quick(card)
    if quick:
        blocks.append(Facts(tuple(quick)))
    more = [(say.tr("A first test"), card.first_test), (say.tr("Watch for"), card.watch)]
    blocks += _section(say.tr("How it is done"), found, words.HOW, more)
    tests = [(say.tr("Tests"), words.evidence(card.value))]
    blocks += _section(say.tr("What happened"), found, words.WHAT_HAPPENED, tests)
    blocks += _section(say.tr("The story"), found, words.TOLD)
    changed = [str(one.get("text") or "") for _, one in live_rows(card.value, "adaptations")]
    if any(changed):
        blocks += [Heading(say.tr("What was changed here"), 2), Paragraph("\n".join(filter(None, changed)))]
    unread = card.own and (card.changed or card.state == DRAFT)  # nobody looked for names in it yet
    return Document(card.title, ward, tuple(blocks), period=words.source(card), size="A5", sensitive=unread)


def _picture(name: str) -> Picture:
    drawn = resources.read_text(f"icons/{name}.svg").replace("currentColor", theme.load("light")["text"])
    return Picture(drawn.encode(), "", _PICTURE_MM)


def _section(
    title: str,
    found: Detail,
    fields: Sequence[tuple[str, str]],
    more: Sequence[tuple[str, str]] = (),
) -> list[Block]:
    card = found.card
    told = [(say.tr(label), card.text(name).strip()) for name, label in fields]
    rows = tuple((label, text) for label, text in (*told, *more) if text)
    return [Heading(title, 2), Facts(rows, 0.3)] if rows else []
