"""Questions between the QI team and a ward: asked at the hub, answered on the ward, read again at the hub.

A question goes down in the ward's next receipt; its answer comes back in the ward's next bundle.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wardqi.domain import codes
from wardqi.services import recording, sharing
from wardqi.services.desk import Desk, NotFound
from wardqi.services.recording import Saved
from wardqi.store import records
from wardqi.store.tables import Record

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands. `period` is the first day of the month it is about, None for no one month;
    days are those of the PC it was asked or answered on, empty while open."""

    ent: str
    ward: str
    text: str
    period: date | None
    asked_on: str
    answer: str
    code: str
    answered_on: str
    closed_on: str


class NotFit(Exception):
    """What was written cannot be sent; `code` is missing or too_long."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def ask(desk: Desk, ward: str, month: date | None, text: str) -> Saved:
    """At the hub: ask a ward something, perhaps about one month; raises NotAllowed, NotFit, NotFound."""
    desk.may("analyse")
    known = records.find(desk.store, ward)
    if known is None or known.kind != "ward":
        raise NotFound
    values: dict[str, object] = {
        "ward": ward,
        "text": worded(text),
        "sort": "other" if month is None else "missing",
        "asked_on": desk.now().date().isoformat(),
    }
    if month is not None:
        values["period"] = month.isoformat()
    return recording.create(desk, "question", values)


def close(desk: Desk, ent: str) -> Saved:
    """At the hub: a question is settled, answered or not; raises NotAllowed, NotFound."""
    desk.may("analyse")
    return recording.amend(desk, _question(desk, ent).ent, {"closed_on": desk.now().date().isoformat()})


def answer(desk: Desk, ent: str, text: str, code: str) -> Saved:
    """On the ward: answer a question; raises NotAllowed, NotFit, NotFound, sharing.Named."""
    desk.may("exchange")
    if code not in codes.get("question_answer"):
        raise NotFit("missing")
    words = " ".join(text.split())[:LONGEST]
    sharing.stop(desk, ent, "question", "answer", words)
    return recording.amend(
        desk,
        _question(desk, ent).ent,
        {
            "answer": words or None,
            "answer_code": code,
            "answered_on": desk.now().date().isoformat(),
            "answered_by": desk.person.uid,
        },
    )


def waiting(desk: Desk) -> tuple[Asked, ...]:
    """On the ward: the questions nobody has answered yet, the oldest first."""
    return tuple(one for one in _asked(records.of_kind(desk.store, "question")) if _is_open(one))


def of_ward(desk: Desk, ward: str, month: date | None = None) -> tuple[Asked, ...]:
    """At the hub: what a ward was asked, perhaps about one month, the oldest first."""
    found = _asked(records.of_kind(desk.store, "question"))
    return tuple(one for one in found if one.ward == ward and month in (None, one.period))


def find(desk: Desk, ent: str) -> Asked:
    """One question; raises NotFound."""
    return next(iter(_asked([_question(desk, ent)])))


def _is_open(one: Asked) -> bool:
    return not one.answered_on and not one.closed_on


def _question(desk: Desk, ent: str) -> Record:
    found = records.find(desk.store, ent)
    if found is None or found.kind != "question":
        raise NotFound
    return found


def _asked(found: Iterable[Record]) -> list[Asked]:
    asked = [
        Asked(
            ent=one.ent,
            ward=_text(one, "ward"),
            text=_text(one, "text"),
            period=date.fromisoformat(_text(one, "period")) if one.value.get("period") else None,
            asked_on=_text(one, "asked_on"),
            answer=_text(one, "answer"),
            code=_text(one, "answer_code"),
            answered_on=_text(one, "answered_on"),
            closed_on=_text(one, "closed_on"),
        )
        for one in found
    ]
    return sorted(asked, key=lambda one: (one.asked_on, one.ent))


def _text(record: Record, name: str) -> str:
    return str(record.value.get(name) or "")


def worded(text: str) -> str:
    """A question as it is kept; raises NotFit for none and for one too long."""
    worded = " ".join(text.split())
    if not worded:
        raise NotFit("missing")
    if len(worded) > LONGEST:
        raise NotFit("too_long")
    return worded
