"""Times as people type them, the hour that comes twice, and shifts."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardqi.domain import times

LONDON = ZoneInfo("Europe/London")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


NIGHT = at("2026-11-21T03:05:20+00:00")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("now", "2026-11-21T03:05+00:00"),
        ("10", "2026-11-21T02:55+00:00"),
        ("10 min ago", "2026-11-21T02:55+00:00"),
        ("1h 20 ago", "2026-11-21T01:45+00:00"),
        ("2 hours ago", "2026-11-21T01:05+00:00"),
        ("0305", "2026-11-21T03:05+00:00"),
        ("305", "2026-11-21T03:05+00:00"),
        ("3:05", "2026-11-21T03:05+00:00"),
        ("3.05", "2026-11-21T03:05+00:00"),
        ("2350", "2026-11-20T23:50+00:00"),
        ("0310", "2026-11-21T03:10+00:00"),
        ("0330", "2026-11-20T03:30+00:00"),
        ("yesterday 0305", "2026-11-20T03:05+00:00"),
        ("Tue 14:00", "2026-11-17T14:00+00:00"),
        ("18/11 0912", "2026-11-18T09:12+00:00"),
        ("18 Nov 0912", "2026-11-18T09:12+00:00"),
        ("31/12 2300", "2025-12-31T23:00+00:00"),
        ("18/11/2025 0912", "2025-11-18T09:12+00:00"),
    ],
)
def test_a_typed_time_is_the_most_recent_past(typed: str, meant: str) -> None:
    assert times.read(typed, NIGHT, LONDON).certain == meant


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("2570", "not_a_time"),
        ("0399", "not_a_time"),
        ("soon", "not_a_time"),
        ("31/2/2026 0900", "no_such_day"),
        ("31/6 0900", "no_such_day"),
        ("tomorrowish 0900", "not_a_time"),
        ("٠٣٠٥", "not_a_time"),
    ],
)
def test_what_is_no_time_is_said_so(typed: str, code: str) -> None:
    with pytest.raises(times.NotATime) as found:
        times.read(typed, NIGHT, LONDON)
    assert found.value.code == code


def test_in_the_repeated_hour_both_times_are_offered_first_one_first() -> None:
    now = at("2026-10-25T03:00+00:00")
    assert times.read("0120", now, LONDON).moments == ("2026-10-25T01:20+01:00", "2026-10-25T01:20+00:00")


def test_only_the_first_is_meant_while_the_second_is_still_to_come() -> None:
    now = at("2026-10-25T01:40+01:00")
    assert times.read("0120", now, LONDON).certain == "2026-10-25T01:20+01:00"


def test_minutes_ago_are_never_in_doubt_in_the_repeated_hour() -> None:
    now = at("2026-10-25T01:10+00:00")
    assert times.read("30", now, LONDON).certain == "2026-10-25T01:40+01:00"


def test_a_time_in_the_hour_lost_in_spring_is_asked_about() -> None:
    now = at("2026-03-29T03:10+01:00")
    with pytest.raises(times.NotATime) as found:
        times.read("0130", now, LONDON)
    assert found.value.code == "skipped"


@pytest.mark.parametrize(
    ("typed", "start", "meant"),
    [
        ("8", "2026-11-21T02:55+00:00", "2026-11-21T03:03+00:00"),
        ("120", "2026-11-20T22:00+00:00", "2026-11-21T00:00+00:00"),
        ("1 h 20", "2026-11-20T22:00+00:00", "2026-11-20T23:20+00:00"),
        ("0303", "2026-11-21T02:55+00:00", "2026-11-21T03:03+00:00"),
        ("0250", "2026-11-20T22:00+00:00", "2026-11-21T02:50+00:00"),
        ("0250", "2026-11-21T02:55+00:00", "2026-11-21T02:50+00:00"),
        ("0", "2026-11-21T02:55+00:00", "2026-11-21T02:55+00:00"),
        ("now", "2026-11-21T02:55+00:00", "2026-11-21T03:05+00:00"),
        ("1200", "2026-11-18T22:00+00:00", "2026-11-19T12:00+00:00"),
        ("20/11 1200", "2026-11-18T22:00+00:00", "2026-11-20T12:00+00:00"),
    ],
)
def test_an_end_is_a_length_or_a_time(typed: str, start: str, meant: str) -> None:
    assert times.read_end(typed, start, NIGHT, LONDON).certain == meant


def test_an_end_in_the_repeated_hour_is_asked_only_when_both_follow_the_start() -> None:
    now = at("2026-10-25T03:00+00:00")
    before, between = "2026-10-25T00:50+01:00", "2026-10-25T01:30+01:00"
    assert len(times.read_end("0120", before, now, LONDON).moments) == 2
    assert times.read_end("0120", between, now, LONDON).certain == "2026-10-25T01:20+00:00"


@given(st.integers(0, 3650 * 24 * 60), st.integers(0, 1439))
def test_a_time_of_day_is_never_far_ahead_and_never_over_two_days_old(gone: int, minute: int) -> None:
    now = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=gone)
    typed = f"{minute // 60:02}{minute % 60:02}"
    lost = now.astimezone(LONDON).month == 3 and typed[:2] == "01"
    with contextlib.suppress(times.NotATime) if lost else contextlib.nullcontext():
        told = times.read(typed, now, LONDON)
        assert told.moments
        for one in told.moments:
            passed = now - datetime.fromisoformat(one)
            assert -times.SLACK <= passed <= timedelta(hours=49)
            assert datetime.fromisoformat(one).astimezone(LONDON).strftime("%H%M") == typed


def test_a_date_alone_is_read_as_it_is_written() -> None:
    today = date(2026, 11, 21)
    for typed in ("3 May 1988", "3/5/1988", "1988-05-03", "03.05.1988"):
        assert times.read_date(typed, today) == date(1988, 5, 3)
    assert times.read_date("today", today) == today


@pytest.mark.parametrize(
    ("now", "day", "code"),
    [
        ("2026-11-21T03:05+00:00", "2026-11-20", "night"),
        ("2026-11-21T07:00+00:00", "2026-11-21", "early"),
        ("2026-11-21T13:59+00:00", "2026-11-21", "early"),
        ("2026-11-21T14:00+00:00", "2026-11-21", "late"),
        ("2026-11-21T21:00+00:00", "2026-11-21", "night"),
    ],
)
def test_a_night_belongs_to_the_day_it_began(now: str, day: str, code: str) -> None:
    shift = times.shift_at(at(now), times.ShiftTimes(), LONDON)
    assert (shift.day, shift.code) == (day, code)
    assert shift.started <= at(now) < shift.ends


def test_the_shift_before_a_night_is_that_days_late() -> None:
    night = times.shift_at(NIGHT, times.ShiftTimes(), LONDON)
    before = times.shift_before(night, times.ShiftTimes(), LONDON)
    assert (before.day, before.code) == ("2026-11-20", "late")
    assert before.ends == night.started


def test_the_night_the_clocks_go_back_lasts_an_hour_longer() -> None:
    night = times.shift_at(at("2026-10-25T01:20+00:00"), times.ShiftTimes(), LONDON)
    assert night.ends - night.started == timedelta(hours=11)


def test_shift_times_out_of_order_fall_back_to_the_usual_ones() -> None:
    assert times.ShiftTimes.of_ward(450, None, 1290) == times.ShiftTimes(450, 840, 1290)
    assert times.ShiftTimes.of_ward(900, 800, 1290) == times.ShiftTimes()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("tomorrow", "2026-11-22"),
        ("today", "2026-11-21"),
        ("friday", "2026-11-27"),
        ("sat", "2026-11-21"),
        ("in 2 weeks", "2026-12-05"),
        ("10 days", "2026-12-01"),
        ("a week", "2026-11-28"),
        ("4 dec", "2026-12-04"),
        ("4/3", "2027-03-04"),
        ("20 Nov", "2026-11-20"),
        ("4 March 2026", "2026-03-04"),
        ("2027-01-31", "2027-01-31"),
    ],
)
def test_a_day_to_come_is_read_ahead(typed: str, day: str) -> None:
    assert times.read_coming(typed, date(2026, 11, 21)).isoformat() == day
