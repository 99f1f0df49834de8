"""What a printed document says, block by block and free of any window; `app.printing` lays it out.

Everything is plain text: nothing in it is ever read as markup. Every page shows ward, title and period above,
and below who printed it, when, "page x of y" and, where `sensitive`, that it holds sensitive information.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Size = Literal["A3", "A4", "A5"]
Look = Literal["body", "second", "strong", "boxed"]
SMALLEST_PT = 10.0

_MARKS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2; it stays with what follows it."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some lines of text; line feeds are kept."""

    text: str
    look: Look = "body"


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with what is said of each, one below the other. `label_width` is a fraction of the line."""

    rows: tuple[tuple[str, str], ...]
    label_width: float = 0.28


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and its width beside the others."""

    title: str
    width: float = 1.0
    right: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings, which are repeated on each page. `blank_rows` more are left empty, to write in;
    a row is `row_mm` high at least, to write beside what it says."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    blank_rows: int = 0
    row_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or an SVG of our own making; `alt` says the same in words. No width: the whole line."""

    data: bytes
    alt: str
    width_mm: float = 0.0
    most_high_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Ticks:
    """Empty boxes to tick, each with its words, in so many columns."""

    items: tuple[str, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Lines:
    """Ruled lines to write on."""

    count: int


@dataclass(frozen=True, slots=True)
class Blanks:
    """Labels on one line, each followed by a rule to write on, such as name, signature and date."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Some room."""

    mm: float = 4.0


@dataclass(frozen=True, slots=True)
class Break:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns side by side where both fit on one page; else one after the other."""

    left: tuple[Simple, ...]
    right: tuple[Simple, ...]
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that are not parted by the end of a page, where one page can hold them."""

    blocks: tuple[Simple, ...]


Simple = Heading | Paragraph | Facts | Table | Picture | Ticks | Lines | Blanks | Gap
Block = Simple | Break | Columns | Together


@dataclass(frozen=True, slots=True)
class Document:
    """Everything on paper. `points` is the size of its body text, never under 10; not `titled`, its title
    stands in the line above each page only."""

    title: str
    ward: str
    blocks: tuple[Block, ...]
    period: str = ""
    size: Size = "A4"
    landscape: bool = False
    sensitive: bool = False
    points: float = SMALLEST_PT
    titled: bool = True

    def __post_init__(self) -> None:
        if self.points < SMALLEST_PT:
            raise ValueError("text on paper is never smaller than 10 points")


def plain(text: str) -> str:
    """The text with one kind of line end; marks that would turn it around or hide it show as "\u25a1"."""
    return _MARKS.sub("\u25a1", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))


def words(document: Document) -> str:
    """All of it as plain text, in reading order, as a screen reader says the preview."""
    head = [part for part in (document.ward, document.title, document.period) if part]
    return "\n".join([*head, *_told(document.blocks)])


def _told(blocks: Iterable[Block]) -> list[str]:
    said: list[str] = []
    for block in blocks:
        match block:
            case Heading(text) | Paragraph(text):
                said.append(plain(text))
            case Facts(rows):
                said += [f"{plain(label)}: {plain(text)}" for label, text in rows]
            case Table(columns, rows):
                said.append(", ".join(plain(one.title) for one in columns))
                said += [", ".join(plain(cell) for cell in row) for row in rows]
            case Picture(alt=alt):
                said.append(plain(alt))
            case Ticks(items):
                said += [plain(one) for one in items]
            case Blanks(labels):
                said.append(", ".join(plain(one) for one in labels))
            case Columns(left, right):
                said += [*_told(left), *_told(right)]
            case Together(inside):
                said += _told(inside)
    return said
