"""Times as people type them, read in the light of the present; and which shift a moment belongs to.

What is typed stands for the most recent past: "2350" at ten past midnight is yesterday's. In the hour that
comes twice a time means two moments, and the person is asked which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from wardqi.domain.incidents import moments_at

SLACK = timedelta(minutes=10)
"""A time this little ahead is today's: a clock on the wall running fast must not make it yesterday's."""

_CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})|(\d{1,2})(\d{2})", re.ASCII)
_AGO = re.compile(
    r"(?:(\d{1,3}) ?(?:h|hr|hrs|hour|hours))? ?(?:(\d{1,4}) ?(?:m|min|mins|minute|minutes)?)?(?: ago)?",
    re.ASCII,
)
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?|(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_NAMED_DAY = re.compile(r"(\d{1,2}) ([a-z]{3,9})(?: (\d{4}))?", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MOST_MINUTES = 366 * 24 * 60


class NotATime(ValueError):
    """What was typed is no time. Codes: empty, not_a_time, no_such_day, skipped (the hour lost in spring)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Told:
    """The moments that what was typed may mean: one, or two in the repeated hour, summer time first."""

    moments: tuple[str, ...]

    @property
    def certain(self) -> str | None:
        """The moment, when there is no doubt about it."""
        return self.moments[0] if len(self.moments) == 1 else None


def read(text: str, now: datetime, zone: tzinfo) -> Told:
    """A moment as typed: "now", "10" or "10 min ago", "0305", "3:05", "yesterday 2350", "20/11 0305".

    Up to two digits alone are minutes ago; three or four are a time of day. `now` is aware. Raises NotATime.
    """
    said = _tidy(text)
    if not said:
        raise NotATime("empty")
    if said == "now":
        return Told((_exact(now, zone),))
    if re.fullmatch(r"\d{3,4}|\d{1,2}[:.]\d{2}", said, re.ASCII):
        return _recent(_clock(said), now, zone)
    ago = _ago(said)
    if ago is not None:
        return Told((_exact(now - ago, zone),))
    day_words, _, clock_words = said.rpartition(" ")
    on = _day(day_words, now.astimezone(zone).date())
    return Told(_moments(datetime.combine(on, _clock(clock_words)), zone))


def read_end(text: str, start: str, now: datetime, zone: tzinfo) -> Told:
    """When something that began at `start` ended: it lasted "8", "8 min" or "1 h 20", or ended at "0313".

    Up to three digits alone are minutes. A time of day is the next one after the start that is not still to
    come; when there is none, that day's time before the start, which is then asked about. Raises NotATime.
    """
    said = _tidy(text)
    if not said:
        raise NotATime("empty")
    begun = datetime.fromisoformat(start)
    if said == "now":
        return Told((_exact(now, zone),))
    if re.fullmatch(r"\d{1,3}", said, re.ASCII):
        return Told((_exact(begun + timedelta(minutes=int(said)), zone),))
    if re.fullmatch(r"\d{4}|\d{1,2}[:.]\d{2}", said, re.ASCII):
        return _ending(_clock(said), begun, now, zone)
    lasted = None if said.endswith("ago") else _ago(said)
    if lasted is not None:
        return Told((_exact(begun + lasted, zone),))
    day_words, _, clock_words = said.rpartition(" ")
    on = _day(day_words, now.astimezone(zone).date())
    return Told(_moments(datetime.combine(on, _clock(clock_words)), zone))


def _tidy(text: str) -> str:
    return " ".join(text.casefold().replace(",", " ").split())


def _exact(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).isoformat(timespec="minutes")


def _clock(said: str) -> time:
    found = _CLOCK.fullmatch(said)
    if found is None:
        raise NotATime("not_a_time")
    hour, minute = (int(part) for part in found.groups() if part is not None)
    if hour > 23 or minute > 59:
        raise NotATime("not_a_time")
    return time(hour, minute)


def _ago(said: str) -> timedelta | None:
    found = _AGO.fullmatch(said)
    if found is None or not any(found.groups()):
        return None
    minutes = 60 * int(found.group(1) or 0) + int(found.group(2) or 0)
    return timedelta(minutes=minutes) if minutes <= _MOST_MINUTES else None


def _moments(local: datetime, zone: tzinfo) -> tuple[str, ...]:
    found = moments_at(local, zone)
    if not found:
        raise NotATime("skipped")
    return found


def _recent(clock: time, now: datetime, zone: tzinfo) -> Told:
    """The latest moment the clock on the wall showed this, or will within the slack."""
    here = now.astimezone(zone)
    for back in (0, 1):
        local = datetime.combine(here.date() - timedelta(days=back), clock)
        found = moments_at(local, zone)
        if not found and local <= here.replace(tzinfo=None):
            raise NotATime("skipped")
        past = tuple(one for one in found if datetime.fromisoformat(one) <= now + SLACK)
        if past:
            return Told(past)
    raise NotATime("skipped")


def _ending(clock: time, begun: datetime, now: datetime, zone: tzinfo) -> Told:
    first = begun.astimezone(zone).date()
    after: list[str] = []
    for on in (first, first + timedelta(days=1)):
        for one in moments_at(datetime.combine(on, clock), zone):
            if begun <= datetime.fromisoformat(one):
                after.append(one)
        if after:
            break
    passed = tuple(one for one in after if datetime.fromisoformat(one) <= now + SLACK)
    if passed:
        return Told(passed)
    here = now.astimezone(zone).date()
    while here > first:  # it began some days ago: the latest such time that has passed
        found = moments_at(datetime.combine(here, clock), zone)
        passed = tuple(one for one in found if datetime.fromisoformat(one) <= now + SLACK)
        if passed:
            return Told(passed)
        here -= timedelta(days=1)
    return Told(_moments(datetime.combine(first, clock), zone))


def _day(said: str, today: date) -> date:
    """A day as typed; without a year, the latest that is not after tomorrow. Raises NotATime."""
    if said == "today":
        return today
    if said == "yesterday":
        return today - timedelta(days=1)
    if len(said) >= 3 and said[:3] in _WEEKDAYS and said.isalpha():
        back = (today.weekday() - _WEEKDAYS.index(said[:3])) % 7
        return today - timedelta(days=back)
    found = _DAY.fullmatch(said)
    if found is not None and found.group(4):
        return _made(int(found.group(4)), int(found.group(5)), int(found.group(6)))
    if found is not None:
        return _dated(int(found.group(1)), int(found.group(2)), found.group(3), today)
    named = _NAMED_DAY.fullmatch(said)
    if named is not None and named.group(2)[:3] in _MONTHS:
        month = _MONTHS.index(named.group(2)[:3]) + 1
        return _dated(int(named.group(1)), month, named.group(3), today)
    raise NotATime("not_a_time")


def _dated(day: int, month: int, year: str | None, today: date) -> date:
    if year is not None:
        return _made(int(year), month, day)
    try:
        this_year = date(today.year, month, day)
    except ValueError:
        return _made(today.year - 1, month, day)
    return this_year if this_year <= today + timedelta(days=1) else _made(today.year - 1, month, day)


def _made(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotATime("no_such_day") from None


def read_date(text: str, today: date) -> date:
    """A day alone, as typed: "3 May 1988", "3/5/1988", "1988-05-03", "today". Raises NotATime."""
    said = _tidy(text)
    if not said:
        raise NotATime("empty")
    return _day(said, today)


_AHEAD = re.compile(r"(?:in )?(\d{1,3}|a|one|two) ?(d|days?|w|weeks?)", re.ASCII)
_FEW = {"a": 1, "one": 1, "two": 2}
_PAST_DAYS = 60


def read_coming(text: str, today: date) -> date:
    """A day to come, as typed: "tomorrow", "Friday", "in 2 weeks", "3 May"; without a year the next there is.

    Raises NotATime.
    """
    said = _tidy(text)
    if not said:
        raise NotATime("empty")
    if said == "tomorrow":
        return today + timedelta(days=1)
    ahead = _AHEAD.fullmatch(said)
    if ahead is not None:
        many = _FEW.get(ahead.group(1)) or int(ahead.group(1))
        return today + timedelta(days=many * (7 if ahead.group(2).startswith("w") else 1))
    found = _day(said, today)
    if len(said) >= 3 and said[:3] in _WEEKDAYS and said.isalpha():
        return found + timedelta(days=7) if found < today else found
    yearless = not re.search(r"\d{4}", said)
    if yearless and (today - found).days > _PAST_DAYS:
        return _made(found.year + 1, found.month, found.day)
    return found


@dataclass(frozen=True, slots=True)
class ShiftTimes:
    """Minutes of the day at which the early, late and night shifts start."""

    early: int = 7 * 60
    late: int = 14 * 60
    night: int = 21 * 60

    @classmethod
    def of_ward(cls, early: object, late: object, night: object) -> ShiftTimes:
        """A ward's own times where they are set and in order, else the usual ones."""
        usual = cls()
        own = [
            told if isinstance(told, int) and 0 <= told < 24 * 60 else other
            for told, other in ((early, usual.early), (late, usual.late), (night, usual.night))
        ]
        return cls(*own) if own[0] < own[1] < own[2] else usual


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift: `day` is the day it began ("2026-11-23"), `code` early, late or night; moments in UTC."""

    day: str
    code: str
    started: datetime
    ends: datetime


def shift_at(now: datetime, times: ShiftTimes, zone: tzinfo) -> Shift:
    """The shift a moment belongs to; a night belongs to the day it began."""
    here = now.astimezone(zone)
    minute = here.hour * 60 + here.minute
    today = here.date()
    if minute < times.early:
        return _shift("night", today - timedelta(days=1), times, zone)
    if minute < times.late:
        return _shift("early", today, times, zone)
    return _shift("late" if minute < times.night else "night", today, times, zone)


def shift_before(shift: Shift, times: ShiftTimes, zone: tzinfo) -> Shift:
    """The shift that ended when this one began."""
    return shift_at(shift.started - timedelta(minutes=1), times, zone)


def _shift(code: str, on: date, times: ShiftTimes, zone: tzinfo) -> Shift:
    starts = {"early": times.early, "late": times.late, "night": times.night}
    ends = {"early": times.late, "late": times.night, "night": times.early}
    last = on + timedelta(days=1) if code == "night" else on
    return Shift(on.isoformat(), code, _wall(on, starts[code], zone), _wall(last, ends[code], zone))


def _wall(on: date, minute: int, zone: tzinfo) -> datetime:
    return datetime.combine(on, time(minute // 60, minute % 60), tzinfo=zone).astimezone(UTC)
