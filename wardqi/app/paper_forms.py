"""The paper twin: a huddle sheet and incident slips to fill in by hand, numbered as the screens are typed.

A code on a slip is the number that is typed for it later, so a slip is typed in by its numbers alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from wardqi.app import huddle_words, say
from wardqi.app.printing import Printout, Stamp
from wardqi.domain import codes
from wardqi.domain.checklists import Prompt
from wardqi.reports import page, qr
from wardqi.reports.page import Block, Document
from wardqi.services.incidents import Area
from wardqi.services.paper import Made
from wardqi.text import QT_TRANSLATE_NOOP

_CONTEXT = "paper_forms"
OTHER = "20"
_DIGITS, _PLACES = 9, 11
_CODE_MM = 24.0
_CONCERN_ROWS, _ACTION_ROWS = 4, 6
_SLIP_LINES, _COLUMNS = (4, 3, 2, 1, 0), ((3, 4), (3, 3), (2, 4), (2, 3))
_ROOM_MM, _CARRIED = (15.0, 13.0, 11.0, 9.0, 7.0), (24, 18, 14, 10, 6)
"""Of a sheet: how high each prompt's row is, and how many carried actions are named. The most that fits."""


def tr(source: str, **places: object) -> str:
    """A sentence of the forms in the person's language."""
    said = QCoreApplication.translate(_CONTEXT, source)
    return said.format(**places) if places else said


def forms(made: Made, ward: str, on: date) -> Document:
    """Everything of one printing, each form on a page of its own; a sheet goes on overleaf."""
    blocks: list[Block] = _sheet(made, ward) if made.sheet else []
    shape = _slip_shape(made, ward, on)
    for serial in made.slips:
        slip = _slip(serial, made.places, on, *shape)
        blocks += [page.Break(), *slip] if blocks else slip
    return _document(blocks, ward, say.day(on))


def _document(blocks: Sequence[Block], ward: str, period: str) -> Document:
    return Document(tr("Paper forms"), ward, tuple(blocks), period=period, sensitive=True, titled=False)


def _on_one_page(blocks: Sequence[Block], ward: str) -> bool:
    """Whether it fits, whoever prints it: a long name takes one line more at the foot."""
    stamp = Stamp("m" * 60, datetime.now().astimezone(), practice=True)
    return Printout(_document(blocks, ward, "30 September 2026"), stamp).count == 1


def file_name(on: date) -> str:
    """What the PDF is called: a day and nothing about a person."""
    return tr("paper-forms-{day}", day=on.isoformat())


def _code(serial: str) -> page.Picture:
    return page.Picture(qr.svg(serial.replace("-", "")), tr("Code of {serial}", serial=serial), _CODE_MM)


def _head(title: str, serial: str, told: Sequence[page.Simple]) -> page.Columns:
    """Title and serial with the code beside them."""
    named = page.Heading(tr("{title}  {serial}", title=title, serial=serial))
    return page.Columns((named, *told), (_code(serial),), 0.83)


# --- the incident slip


def _slip_shape(made: Made, ward: str, on: date) -> tuple[int, int, int]:
    """As many lines to write on as one page has room for; in how many columns kinds, and places, stand."""
    shapes = [(lines, kinds, places) for lines in _SLIP_LINES for kinds, places in _COLUMNS]
    fits = (one for one in shapes if _on_one_page(_slip("0000-0000", made.places, on, *one), ward))
    return next(fits, shapes[-1]) if made.slips else shapes[-1]


def _slip(serial: str, places: Sequence[Area], on: date, lines: int, kinds: int, areas: int) -> list[Block]:
    what, reasons = (
        [f"{one.code}  {say.code(name, one.code)}" for one in codes.get(name).live(on)]
        for name in ("restrictive_type", "restrictive_reason")
    )
    told = tr(
        "The numbers are those to type. As soon as WardQI works again: press F12, type the serial or scan "
        "the code. Spoiled? Keep it, and say so there. Filled in, this is a patient's record: keep it safe."
    )
    return [
        _head(
            tr("Incident slip"),
            serial,
            (page.Paragraph(told, "second"), page.Blanks((tr("Written by"), tr("Role")))),
        ),
        page.Heading(tr("1  What happened: all that apply"), 2),
        page.Ticks((*what, tr("{code}  Something else:", code=OTHER)), kinds),
        page.Heading(tr("2  When"), 2),
        page.Blanks((tr("Date"), tr("Started, as 0305"), tr("Ended"), tr("or minutes"))),
        page.Heading(tr("3  Where"), 2),
        page.Ticks(
            (*(_place(at, area) for at, area in enumerate(places[:_PLACES], 1)), tr("Elsewhere:")), areas
        ),
        page.Heading(tr("4  Who"), 2),
        page.Blanks((tr("Initials, or unknown"), tr("Bed"), tr("Name, if two are alike"))),
        page.Heading(tr("5  Main reason: one"), 2),
        page.Ticks(tuple(reasons), 2),
        page.Heading(tr("6  Anyone hurt?  n no, y yes, u not sure"), 2),
        page.Ticks(_hurt(), 6),
        *((page.Heading(tr("In a few words, without names"), 2), page.Lines(lines)) if lines else ()),
    ]


def _place(at: int, area: Area) -> str:
    return f"{at}  {area.name}" if at <= _DIGITS else area.name


def _hurt() -> tuple[str, ...]:
    """Three boxes for each of three, two to a line and the third below."""
    subjects = (tr("Patient"), tr("Staff"), tr("Other"))
    return tuple(f"{who}  {key}" for who in subjects for key in ("n", "y", "u"))


# --- the huddle sheet


def _sheet(made: Made, ward: str) -> list[Block]:
    """Prompts on the front with room to write; overleaf what comes of them."""
    fronts = (_front(made, room) for room in _ROOM_MM)
    front = next((one for one in fronts if _on_one_page(one, ward)), _front(made, 0.0))
    backs = (_back(made, most) for most in _CARRIED)
    back = next((one for one in backs if _on_one_page(one, ward)), _back(made, _CARRIED[-1]))
    return [*front, page.Break(), *back]


def _front(made: Made, room: float) -> list[Block]:
    at = tr("planned {time}", time=say.time(made.planned_at)) if made.planned_at else ""
    day = ", ".join(part for part in (say.long_day(made.day), at) if part)
    told = tr("Initials or beds, never names. Type it in later: press F12, then the serial.")
    return [
        _head(
            tr("Huddle sheet"),
            made.sheet,
            (
                page.Paragraph(day, "strong"),
                page.Paragraph(told, "second"),
                page.Blanks((tr("Started"), tr("Ended"), tr("Led by (role)"))),
            ),
        ),
        page.Blanks((tr("Who was here, by role"),)),
        page.Blanks((tr("Beds occupied"), tr("On leave"), tr("Coming in"), tr("Going home"))),
        _prompts(made.prompts, room),
    ]


def _back(made: Made, carried: int) -> list[Block]:
    """The other side, which says whose it is should the two be parted."""
    title = tr("Huddle sheet {serial}, {day}, overleaf", serial=made.sheet, day=say.long_day(made.day))
    columns = (
        page.Column(tr("Initials or bed"), 1.4),
        page.Column(tr("What is the concern"), 5),
        page.Column(tr("It ends as: action, watch, nothing"), 2.6),
    )
    concerns = page.Table(columns, (), blank_rows=_CONCERN_ROWS)
    return [
        page.Heading(title),
        page.Together((page.Heading(tr("Concerns"), 2), concerns)),
        *_actions(),
        *_carried(made, carried),
    ]


def _actions() -> list[Block]:
    columns = (
        page.Column(tr("Action: what"), 4),
        page.Column(tr("Who"), 2),
        page.Column(tr("By when"), 1.3),
        page.Column(tr("If stuck, tell"), 1.3),
    )
    actions = page.Table(columns, (), blank_rows=_ACTION_ROWS)
    return [page.Together((page.Heading(tr("Actions"), 2), actions))]


def _carried(made: Made, most: int) -> list[Block]:
    if not made.carried:
        return []
    lines = [huddle_words.action(one, made.day) for one in made.carried[:most]]
    blocks: list[Block] = [page.Heading(tr("Carried over: tick what was done"), 2), page.Ticks(tuple(lines))]
    more = len(made.carried) - len(lines)
    if more > 0:
        blocks.append(page.Paragraph(tr("and {count} more", count=say.number(more))))
    return blocks


def _prompts(prompts: Sequence[Prompt], room: float) -> page.Table:
    columns = (
        page.Column("", 0.4),
        page.Column(tr("Prompt"), 4.6),
        page.Column(tr("Answer"), 4),
    )
    rows = tuple((str(at), huddle_words.asked(one), _answers(one)) for at, one in enumerate(prompts, 1))
    return page.Table(columns, rows, row_mm=room)


_ELSEWHERE = {
    "opening": QT_TRANSLATE_NOOP("paper_forms", "above"),
    "actions": QT_TRANSLATE_NOOP("paper_forms", "overleaf"),
}


def _answers(one: Prompt) -> str:
    """What may be ringed, numbered as the digits that answer it on the screen; for staff, two figures."""
    if one.key in _ELSEWHERE:
        return tr(_ELSEWHERE[one.key])
    if "staff_planned" in one.facts:
        return tr("planned ............   here ............")
    listed = codes.get("huddle_answer")
    group = {"yes_no": "yes_no", "concern": "concern"}.get(one.answer)
    if group is None:
        return ""
    order = listed.in_group(group) if group == "yes_no" else ("no_action", "watch", "concern")
    said = {"no_action": tr("no action")}
    return "   ".join(
        f"{at} {said.get(code) or say.code('huddle_answer', code).lower()}"
        for at, code in enumerate(order, 1)
    )
