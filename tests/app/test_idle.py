"""Quiet, the cover, and the longer quiet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from wardqi.app.idle import Activity, Idle


class Time:
    def __init__(self) -> None:
        self.steady = self.wall = 1_000_000.0

    def pass_(self, minutes: float, *, asleep: bool = False) -> None:
        self.wall += 60 * minutes
        if not asleep:
            self.steady += 60 * minutes


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    made = Time()
    monkeypatch.setattr("wardqi.app.idle.time.monotonic", lambda: made.steady)
    monkeypatch.setattr("wardqi.app.idle.time.time", lambda: made.wall)
    return made


@pytest.fixture
def news(time: Time, activity: Activity) -> tuple[Idle, list[str]]:
    idle = Idle(activity)
    heard: list[str] = []
    idle.quiet.connect(lambda: heard.append("quiet"))
    idle.long_quiet.connect(lambda: heard.append("long"))
    idle.watch(True)
    return idle, heard


def test_five_quiet_minutes_cover_the_screen(time: Time, news: tuple[Idle, list[str]]) -> None:
    idle, heard = news
    time.pass_(4.9)
    idle.look()
    assert heard == []
    time.pass_(0.2)
    idle.look()
    assert heard == ["quiet"]


def test_a_key_begins_the_quiet_anew(time: Time, news: tuple[Idle, list[str]], qtbot: QtBot) -> None:
    idle, heard = news
    field = QLineEdit()
    qtbot.addWidget(field)
    time.pass_(4.9)
    qtbot.keyClick(field, Qt.Key.Key_A)
    time.pass_(4.9)
    idle.look()
    assert heard == []


def test_a_computer_that_slept_comes_back_covered(time: Time, news: tuple[Idle, list[str]]) -> None:
    idle, heard = news
    time.pass_(30, asleep=True)
    idle.look()
    assert heard == ["quiet"]


def test_an_hour_under_the_cover_closes_the_store(time: Time, news: tuple[Idle, list[str]]) -> None:
    idle, heard = news
    idle.covered(True)
    time.pass_(59)
    idle.look()
    assert heard == []
    time.pass_(2)
    idle.look()
    assert heard == ["long"]


def test_limits_outside_the_trusts_range_are_brought_into_it(
    time: Time, news: tuple[Idle, list[str]]
) -> None:
    idle, heard = news
    idle.limit(99, 1)
    time.pass_(14)
    idle.look()
    assert heard == []
    time.pass_(1.1)
    idle.look()
    assert heard == ["quiet"]
    idle.covered(True)
    time.pass_(14.9)
    idle.look()
    assert heard == ["quiet"]
    time.pass_(0.2)
    idle.look()
    assert heard == ["quiet", "long"]
