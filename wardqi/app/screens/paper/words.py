"""What a slip says for itself: what it is, what became of it, and why a serial was not taken."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from wardqi.app import say
from wardqi.domain import serials
from wardqi.services.paper import Slip
from wardqi.store.paper import Return

_CONTEXT = "paper"
EXAMPLE = serials.EXAMPLE


def tr(source: str, **places: object) -> str:
    """A sentence about slips in the person's language."""
    said = QCoreApplication.translate(_CONTEXT, source)
    return said.format(**places) if places else said


def form(slip: Slip) -> str:
    """What was printed, a sheet with its day."""
    what = say.code("paper_form", slip.form)
    return tr("{form}, {day}", form=what, day=say.day(slip.day)) if slip.day is not None else what


def named(slip: Slip) -> str:
    """ "Incident slip K7QM-014R"."""
    return tr("{form} {serial}", form=say.code("paper_form", slip.form), serial=slip.serial)


def origin(slip: Slip, now: datetime) -> str:
    """When it was printed, and by whom."""
    when = say.moment(slip.printed_at or slip.made_at, now)
    return tr("printed {when} by {name}", when=when, name=slip.made_by) if slip.made_by else when


def refused(code: str) -> str:
    """Why what was typed is no serial."""
    return {
        "empty": tr("Type the serial that stands on the slip, or scan its code."),
        "length": tr("A serial has eight letters and digits, such as {example}.", example=serials.EXAMPLE),
        "character": tr(
            "A serial has only letters and digits, such as {example}, and no vowels.", example=serials.EXAMPLE
        ),
    }.get(code, tr("One character of that serial is mistyped or two changed places. Please look again."))


def unknown(serial: str) -> str:
    """No such slip."""
    return tr(
        "No slip {serial} is known on this PC. If another PC printed it, take in that PC's file first.",
        serial=serial,
    )


def two_pcs(serial: str) -> str:
    """Chance gave two PCs one serial before they knew of each other."""
    return tr("Two PCs printed the serial {serial}. Both slips can be typed in.", serial=serial)


def back(slip: Slip, now: datetime) -> str:
    """What it came back as."""
    first = slip.came_back[0]
    when = say.logged(first.recorded_at, now)
    if len(slip.came_back) > 1:
        numbers = say.listed([record(one) for one in slip.came_back])
        return tr("{slip} was typed in more than once: {records}.", slip=named(slip), records=numbers)
    return tr("{slip} was typed in {when}: {record}.", slip=named(slip), when=when, record=record(first))


def record(one: Return) -> str:
    """A record by what people call it."""
    if one.kind == "huddle":
        return tr("the huddle of {day}", day=say.day(one.day)) if one.day else tr("a huddle")
    return tr("incident {number}", number=one.number)


def unused(slip: Slip, now: datetime) -> str:
    """Why it was set aside."""
    told = tr(
        "{slip} was marked: {reason}.", slip=named(slip), reason=say.code("paper_unused", slip.unused).lower()
    )
    if not slip.unused_at:
        return told
    return tr(
        "{told} By {name}, {when}.", told=told, name=slip.unused_by, when=say.moment(slip.unused_at, now)
    )
