"""Values in words."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QApplication

from wardqi.app import say

NOW = datetime.fromisoformat("2026-11-21T14:00+00:00")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-21T03:12+00:00", "03:12"),
        ("2026-11-20T03:12+00:00", "Fri 03:12"),
        ("2026-11-15T03:12+00:00", "Sun 03:12"),
        ("2026-11-14T03:12+00:00", "14 Nov 2026 03:12"),
        ("2026-11-22T09:15+00:00", "22 Nov 2026 09:15"),
        ("2025-11-21T03:12+00:00", "21 Nov 2025 03:12"),
    ],
)
def test_a_moment_is_short_without_doubt(qapp: QApplication, at: str, said: str) -> None:
    assert say.moment(at, NOW) == said


def test_the_hour_that_comes_twice_is_told_apart(qapp: QApplication) -> None:
    assert say.time("2026-10-25T01:20+01:00") == "01:20 (first)"
    assert say.time("2026-10-25T01:20+00:00") == "01:20 (second)"
    assert say.time("2026-10-25T02:00+00:00") == "02:00"
    assert say.time("2026-10-25T00:59+01:00") == "00:59"
    assert say.time("2026-03-29T02:30+01:00") == "02:30"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 min"),
        (45, "45 min"),
        (60, "1 h"),
        (65, "1 h 05 min"),
        (1440, "1 day"),
        (1500, "1 day 1 h"),
        (4440, "3 days 2 h"),
        (-5, "0 min"),
    ],
)
def test_a_length_of_time(qapp: QApplication, minutes: int, said: str) -> None:
    assert say.length(minutes) == said


def test_what_is_left_and_what_is_overdue(qapp: QApplication) -> None:
    assert say.left("2026-11-21T19:10+00:00", NOW) == "5 h 10 min left"
    assert say.left("2026-11-21T12:00+00:00", NOW) == "2 h overdue"
    assert say.since("2026-11-21T10:55+00:00", NOW) == "for 3 h 05 min"


def test_days_that_are_near(qapp: QApplication) -> None:
    today = date(2026, 11, 21)
    assert say.near_day("2026-11-21", today) == "today"
    assert say.near_day("2026-11-20", today) == "yesterday"
    assert say.near_day("2026-11-22", today) == "tomorrow"
    assert say.near_day("2026-11-25", today) == "Wed 25 Nov 2026"
    assert say.long_day(today) == "Saturday 21 November 2026"
    assert say.month("2026-11-01") == "Nov 2026"


def test_counts_and_lists(qapp: QApplication) -> None:
    assert say.count(1, "record", "records") == "1 record"
    assert say.count(8184, "record", "records") == "8,184 records"
    assert say.listed(["staff", "outcome"]) == "staff and outcome"
    assert say.listed(["a", "b", "c"]) == "a, b and c"
    assert say.listed([]) == ""
    assert say.number(11.249, 1) == "11.2"


def test_codes_become_the_wards_words(qapp: QApplication) -> None:
    assert say.role("ward_manager") == "Ward manager"
    assert say.code("role", "never_held") == "never_held"


class Standing:
    def __init__(
        self, paired: bool, not_sent: int, confirmed_to: str, days: int, not_confirmed: int = 0
    ) -> None:
        self.paired, self.not_sent, self.not_confirmed = paired, not_sent, not_confirmed
        self.confirmed_to, self.oldest_wait_days = confirmed_to, days


@pytest.mark.parametrize(
    ("standing", "said", "tone"),
    [
        (
            Standing(True, 12, "2026-11-18T10:00:00Z", 3),
            "All work saved on this PC. 12 records not sent. QI team has confirmed up to 18 Nov.",
            "usual",
        ),
        (
            Standing(True, 0, "2025-11-18T10:00:00Z", 0),
            "All work saved on this PC. Nothing is waiting to be sent. "
            "QI team has confirmed up to 18 Nov 2025.",
            "usual",
        ),
        (Standing(True, 0, "", 0, 6), "All work saved on this PC. 6 records sent, not confirmed.", "usual"),
        (
            Standing(True, 12, "2026-11-12T10:00:00Z", 9),
            "Nothing confirmed for 9 days. Send a bundle.",
            "caution",
        ),
        (Standing(False, 1, "", 0), "All work saved on this PC. Not paired with a QI team yet.", "usual"),
    ],
)
def test_the_strip_says_where_sending_stands(
    qapp: QApplication, standing: Standing, said: str, tone: str
) -> None:
    assert say.standing(standing, date(2026, 11, 21)) == (said, tone)


def test_each_of_the_five_journeys_has_words_and_an_icon(qapp: QApplication) -> None:
    codes = ("not_sent", "sent", "received", "changed", "sent_back")
    assert len({say.journey(code) for code in codes}) == 5
    assert len({say.journey_icon(code) for code in codes}) == 5
