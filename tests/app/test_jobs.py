"""Work off the window's thread."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from wardqi.app.jobs import Job, Jobs, Stopped, _Collector

Until = Callable[[Callable[[], object]], None]


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[int] = set()

    def hear(self, answer: object) -> None:
        self.heard.append(answer)
        self.threads.add(threading.get_ident())


def test_an_answer_comes_back_on_the_windows_thread(jobs: Jobs, until: Until) -> None:
    listener = Listener()
    worker: list[int] = []

    def work() -> int:
        worker.append(threading.get_ident())
        return 7

    jobs.write(jobs.job(done=listener.hear), work)
    until(lambda: listener.heard)
    assert listener.heard == [7]
    assert listener.threads == {threading.get_ident()}
    assert worker[0] != threading.get_ident()


def test_no_quick_answer_is_lost(jobs: Jobs, until: Until) -> None:
    listener = Listener()
    for number in range(200):
        jobs.read(jobs.job(done=listener.hear), lambda n=number: n)
    until(lambda: len(listener.heard) == 200)
    assert sorted(map(str, listener.heard)) == sorted(map(str, range(200)))


def test_writes_keep_their_order(jobs: Jobs, until: Until) -> None:
    done: list[int] = []
    listener = Listener()
    for number in range(100):
        jobs.write(jobs.job(done=listener.hear), lambda n=number: done.append(n))
    until(lambda: len(listener.heard) == 100)
    assert done == list(range(100))


def test_a_fault_is_an_answer_too(jobs: Jobs, until: Until) -> None:
    listener = Listener()
    jobs.write(jobs.job(failed=listener.hear), lambda: 1 / 0)
    until(lambda: listener.heard)
    assert isinstance(listener.heard[0], ZeroDivisionError)


def test_a_closed_screen_simply_hears_nothing(jobs: Jobs, until: Until, qtbot: QtBot) -> None:
    listener, go = Listener(), threading.Event()
    heard = listener.heard
    jobs.write(jobs.job(done=listener.hear), go.wait)
    listener.deleteLater()
    qtbot.wait(20)
    del listener
    go.set()
    until(lambda: not jobs.busy)
    assert heard == []


def test_work_can_be_watched_and_stopped(jobs: Jobs, until: Until) -> None:
    listener = Listener()
    seen: list[tuple[int, int]] = []
    job = jobs.job(failed=listener.hear)
    job.progress.connect(lambda part, whole: seen.append((part, whole)))
    begun = threading.Event()

    def work(job: Job = job) -> None:
        job.report(1, 10**9)
        begun.set()
        for part in range(2, 10**9):
            job.report(part, 10**9)

    jobs.write(job, work)
    until(lambda: begun.is_set() and seen)
    job.stop()
    until(lambda: listener.heard)
    assert isinstance(listener.heard[0], Stopped)
    assert seen[0] == (1, 10**9)


def test_reports_come_at_most_ten_times_a_second(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(1000))
    monkeypatch.setattr("wardqi.app.jobs.time.monotonic", lambda: 100 + next(ticks) * 0.03)
    seen: list[int] = []
    jobs.reported.disconnect()
    jobs.reported.connect(lambda _job, part, _whole: seen.append(part))
    job = jobs.job()
    for part in range(1, 11):
        job.report(part, 10)
    assert seen == [1, 5, 9, 10]


class Knot:
    """Something only the collector of cycles can take apart."""

    def __init__(self) -> None:
        self.me = self


def test_what_is_no_longer_used_is_taken_apart_on_the_windows_thread_only(jobs: Jobs, until: Until) -> None:
    listener = Listener()
    where: list[int] = []
    knot = Knot()
    weakref.finalize(knot, lambda: where.append(threading.get_ident()))
    del knot

    def work() -> list[list[int]]:
        return [[number] for number in range(200_000)]

    jobs.read(jobs.job(done=listener.hear), work)
    until(lambda: listener.heard)
    until(lambda: where)
    assert where == [threading.get_ident()]


def test_python_collects_as_usual_once_all_work_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Collector, "users", 0)  # whatever other tests left open
    one, other = Jobs(), Jobs()
    assert not gc.isenabled()
    one.close()
    assert not gc.isenabled()
    other.close()
    other.close()
    assert gc.isenabled()
