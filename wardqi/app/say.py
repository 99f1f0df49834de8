"""Turns values into the words a person reads: moments, lengths of time, counts, codes, problems.

Times: today "03:12", this week "Tue 03:12", older "18 Nov 2026 03:12". The hour that comes twice when
the clocks go back is told apart. A moment is text such as "2026-10-25T01:20+01:00", or a datetime.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from wardqi.app import problems
from wardqi.app.problems import Message
from wardqi.text import QT_TRANSLATE_NOOP

__all__ = ["Message"]

_WEEK = 7
_OVERDUE_DAYS = 7


@cache
def _zone() -> tzinfo:
    from zoneinfo import ZoneInfo  # not needed by the sign-in window

    return ZoneInfo("Europe/London")


def tr(source: str, **places: object) -> str:
    """A whole sentence in the person's language, with its named places filled in."""
    said = QCoreApplication.translate("say", source)
    return said.format(**places) if places else said


def moment(value: str | datetime, now: datetime) -> str:
    """A past moment, as short as it can be without doubt; a later day always has its date."""
    at = _at(value)
    days = (now.date() - at.date()).days
    clock = time(at)
    if days == 0:
        return clock
    if 0 < days < _WEEK:
        return tr("{weekday} {time}", weekday=_locale_day(at.date(), "ddd"), time=clock)
    return tr("{date} {time}", date=day(at.date()), time=clock)


def logged(value: str, now: datetime) -> str:
    """A moment that the log holds, UTC text such as "2026-11-20T16:05:00Z", said as local time."""
    return moment(local(value), now)


def local(value: str) -> datetime:
    """A moment that the log holds, UTC text, in the ward's time."""
    at = datetime.fromisoformat(value)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(_zone())


def full_moment(value: str | datetime) -> str:
    """A moment with weekday, date and time, for a detail or a print: "Wed 18 Nov 2026 03:12"."""
    at = _at(value)
    return tr(
        "{weekday} {date} {time}", weekday=_locale_day(at.date(), "ddd"), date=day(at.date()), time=time(at)
    )


def time(value: str | datetime) -> str:
    """The time of day, "03:12"; in the hour that comes twice, "01:20 (first)" or "01:20 (second)"."""
    at = _at(value)
    clock = f"{at.hour:02}:{at.minute:02}"
    wall = at.replace(tzinfo=None)
    first = wall.replace(tzinfo=_zone(), fold=0).utcoffset()
    second = wall.replace(tzinfo=_zone(), fold=1).utcoffset()
    if first is None or second is None or first <= second:
        return clock
    offset = at.utcoffset()
    if offset == first:
        return tr("{time} (first)", time=clock)
    if offset == second:
        return tr("{time} (second)", time=clock)
    return clock


def exact_time(at: datetime) -> str:
    """The time with its seconds, "03:12:07", for "Draft saved"."""
    return f"{at.hour:02}:{at.minute:02}:{at.second:02}"


def day(value: str | date) -> str:
    """A date: "18 Nov 2026"."""
    on = date.fromisoformat(value) if isinstance(value, str) else value
    return _locale_day(on, "d MMM yyyy")


def long_day(value: str | date) -> str:
    """A date with its weekday: "Wednesday 18 November 2026"."""
    on = date.fromisoformat(value) if isinstance(value, str) else value
    return _locale_day(on, "dddd d MMMM yyyy")


def near_day(value: str | date, today: date) -> str:
    """A date in words where that is plainer: "today", "yesterday", "tomorrow", else "Wed 18 Nov 2026"."""
    on = date.fromisoformat(value) if isinstance(value, str) else value
    words = {0: "today", -1: "yesterday", 1: "tomorrow"}
    word = words.get((on - today).days)
    return tr(word) if word else _locale_day(on, "ddd d MMM yyyy")


def month(value: str | date) -> str:
    """A month: "Nov 2026"."""
    on = date.fromisoformat(value) if isinstance(value, str) else value
    return _locale_day(on, "MMM yyyy")


def due(value: str | datetime, now: datetime) -> str:
    """A moment to come, as short as it can be without doubt: "03:55", "Mon 23 Nov 02:55"."""
    at = _at(value).astimezone(_zone())
    if at.date() == now.astimezone(_zone()).date():
        return time(at)
    return f"{_locale_day(at.date(), 'ddd d MMM')} {time(at)}"


def length(minutes: int) -> str:
    """A length of time: "45 min", "1 h 05 min", "3 days 2 h"."""
    hours, rest = divmod(max(0, minutes), 60)
    days, hour = divmod(hours, 24)
    if days == 1:
        return tr("1 day {hours} h", hours=hour) if hour else tr("1 day")
    if days:
        return tr("{days} days {hours} h", days=days, hours=hour) if hour else tr("{days} days", days=days)
    if hours:
        return (
            tr("{hours} h {minutes} min", hours=hours, minutes=f"{rest:02}")
            if rest
            else tr("{hours} h", hours=hours)
        )
    return tr("{minutes} min", minutes=rest)


def left(until: str | datetime, now: datetime) -> str:
    """Time left on a clock in words: "5 h 10 min left", or "2 h overdue"."""
    minutes = int((_at(until) - now) / timedelta(minutes=1))
    if minutes >= 0:
        return tr("{length} left", length=length(minutes))
    return tr("{length} overdue", length=length(-minutes))


def since(value: str | datetime, now: datetime) -> str:
    """How long something open has lasted: "for 3 h 05 min"."""
    return tr("for {length}", length=length(int((now - _at(value)) / timedelta(minutes=1))))


def number(value: float, places: int = 0) -> str:
    """A number in the person's own notation."""
    return QLocale().toString(float(value), "f", places)


def count(many: int, one: str, more: str) -> str:
    """A count and its noun: `count(1, "record", "records")` is "1 record"."""
    return f"{number(many)} {tr(one if many == 1 else more)}"


def listed(words: list[str]) -> str:
    """Words as a list is spoken: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return tr("{first} and {last}", first=", ".join(words[:-1]), last=words[-1])


def code(name: str, value: str) -> str:
    """A code in the ward's words, by the list's name; one the list never held is shown as it is kept."""
    from wardqi.domain import codes

    found = codes.get(name)
    return QCoreApplication.translate("codes", found.plain(value)) if value in found else value


def role(value: str) -> str:
    """A role in words."""
    return code("role", value)


_RECORDS = {
    "bed_days": (
        QT_TRANSLATE_NOOP("say", "month of bed days"),
        QT_TRANSLATE_NOOP("say", "months of bed days"),
    ),
    "external_series": (
        QT_TRANSLATE_NOOP("say", "outside series"),
        QT_TRANSLATE_NOOP("say", "outside series"),
    ),
    "user": (QT_TRANSLATE_NOOP("say", "role of a person"), QT_TRANSLATE_NOOP("say", "roles of people")),
    "audit": (
        QT_TRANSLATE_NOOP("say", "line of the audit trail"),
        QT_TRANSLATE_NOOP("say", "lines of the audit trail"),
    ),
}


def records(kind: str, many: int) -> str:
    """A count of records of a kind: "1 incident", "12 quiet shifts"."""
    if kind in _RECORDS:
        return count(many, *_RECORDS[kind])
    from wardqi.domain.kinds import KINDS

    known = KINDS.get(kind)
    if known is None:
        return count(many, "record", "records")
    return count(many, known.label.lower(), known.plural.lower())


_JOURNEY = {
    "not_sent": (QT_TRANSLATE_NOOP("say", "Not sent"), "journey-not-sent"),
    "sent": (QT_TRANSLATE_NOOP("say", "Sent, not confirmed"), "journey-sent"),
    "received": (QT_TRANSLATE_NOOP("say", "Received"), "journey-received"),
    "changed": (QT_TRANSLATE_NOOP("say", "Changed since sent"), "journey-changed"),
    "sent_back": (QT_TRANSLATE_NOOP("say", "Sent back"), "journey-sent-back"),
}


def journey(code: str) -> str:
    """Where a record is on its way to the QI team, one of five phrases."""
    return tr(_JOURNEY[code][0])


def journey_icon(code: str) -> str:
    """The icon that always goes with the phrase."""
    return _JOURNEY[code][1]


class Standing(Protocol):
    """Where sending stands, as `services.exchange.strip` tells it."""

    @property
    def paired(self) -> bool:
        """Whether there is a QI team to send to."""

    @property
    def not_sent(self) -> int:
        """Records saved on this PC only."""

    @property
    def not_confirmed(self) -> int:
        """Records sent that no receipt has confirmed yet."""

    @property
    def confirmed_to(self) -> str:
        """The moment the last receipt reaches to, empty before the first."""

    @property
    def oldest_wait_days(self) -> int:
        """Days the oldest record has waited for a receipt."""


def standing(now: Standing, today: date) -> tuple[str, str]:
    """The status strip's sentence and tone."""
    saved = tr("All work saved on this PC.")
    if not now.paired:
        return f"{saved} {tr('Not paired with a QI team yet.')}", "usual"
    if now.oldest_wait_days > _OVERDUE_DAYS:
        return tr("Nothing confirmed for {days} days. Send a bundle.", days=now.oldest_wait_days), "caution"
    if now.not_sent:
        sent = tr("{records} not sent.", records=count(now.not_sent, "record", "records"))
    elif now.not_confirmed:
        sent = tr("{records} sent, not confirmed.", records=count(now.not_confirmed, "record", "records"))
    else:
        sent = tr("Nothing is waiting to be sent.")
    if not now.confirmed_to:
        return f"{saved} {sent}", "usual"
    until = date.fromisoformat(now.confirmed_to[:10])
    on = _locale_day(until, "d MMM" if until.year == today.year else "d MMM yyyy")
    return f"{saved} {sent} {tr('QI team has confirmed up to {day}.', day=on)}", "usual"


def broke(reference: str) -> Message:
    """A fault of ours: what a person needs to know, and the reference of the log's line."""
    return Message(
        what=tr("That did not work because of a fault in WardQI."),
        safe=tr("What was saved before is safe."),
        do=tr("Try once more, or carry on elsewhere."),
        ref=reference,
    )


def screen_broke(reference: str) -> Message:
    """A screen that could not be made or stopped working."""
    return Message(
        what=tr("That screen stopped working."),
        safe=tr("Your saved work is safe."),
        do=tr("Reopen it, or carry on elsewhere."),
        ref=reference,
    )


def problem(error: BaseException) -> Message | None:
    """The message for a fault of the world or a refusal; None when it is a fault of ours."""
    return problems.message(error)


def _at(value: str | datetime) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _locale_day(on: date, pattern: str) -> str:
    return QLocale().toString(QDate(on.year, on.month, on.day), pattern)
