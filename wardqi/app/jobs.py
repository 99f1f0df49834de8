"""The only threads: work goes out, one reply comes back on the window's thread.

Writing happens one job at a time and in the order it was asked for, so a later draft can never be
overtaken by an earlier one. Reading runs beside it.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

Slot = Callable[[Any], None]
Report = Callable[[int, int], None]
_READERS = 2
_BETWEEN_REPORTS_S = 0.1
_WAIT_MS = 60_000
_COLLECT_MS = 500


class Stopped(Exception):
    """The person stopped the work; nothing is wrong."""


class Job(QObject):
    """One piece of work under way; every signal arrives on the window's thread."""

    done = Signal(object)
    failed = Signal(object)
    progress = Signal(int, int)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._stop = threading.Event()
        self._last = 0.0

    def stop(self) -> None:
        """Ask the work to end at its next report; it then fails with `Stopped`."""
        self._stop.set()

    def report(self, part: int, whole: int) -> None:
        """Called by the work itself, as often as it likes; passed on at most ten times a second."""
        if self._stop.is_set():
            raise Stopped
        now = time.monotonic()
        if part >= whole or now - self._last >= _BETWEEN_REPORTS_S:
            self._last = now
            self._jobs.reported.emit(self, part, whole)


class Jobs(QObject):
    """Runs work off the window's thread.

    `done` and `failed` must be bound methods of a QObject: when that object is gone, the reply is
    simply not heard. They are connected before the work starts; a quick answer would be lost otherwise.
    """

    reported = Signal(object, int, int)
    settled = Signal(object, bool, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = self._pool(1)
        self._readers = self._pool(_READERS)
        self._running: set[Job] = set()
        self._collector = _Collector(self)
        self.reported.connect(self._reported)
        self.settled.connect(self._settled)

    def job(self, *, done: Slot | None = None, failed: Slot | None = None) -> Job:
        """A job that has not started."""
        job = Job(self)
        if done is not None:
            job.done.connect(done)
        if failed is not None:
            job.failed.connect(failed)
        return job

    def write(self, job: Job, fn: Callable[[], object]) -> Job:
        """Run `fn` after every write asked for before it."""
        return self._start(self._writer, job, fn)

    def read(self, job: Job, fn: Callable[[], object]) -> Job:
        """Run `fn` as soon as a reader is free; it may overtake other reads."""
        return self._start(self._readers, job, fn)

    def close(self) -> bool:
        """Wait for what runs and take no more; as `wait`."""
        ended = self.wait()
        if ended:
            self._collector.close()
        return ended

    def wait(self) -> bool:
        """Wait for what runs, up to a minute; False when something is still running then."""
        return self._writer.waitForDone(_WAIT_MS) and self._readers.waitForDone(_WAIT_MS)

    @property
    def busy(self) -> bool:
        """Whether a reply is still to come."""
        return bool(self._running)

    def _pool(self, threads: int) -> QThreadPool:
        pool = QThreadPool(self)
        pool.setMaxThreadCount(threads)
        return pool

    def _start(self, pool: QThreadPool, job: Job, fn: Callable[[], object]) -> Job:
        self._running.add(job)
        pool.start(_Work(self, job, fn))
        return job

    def _reported(self, job: Job, part: int, whole: int) -> None:
        if job in self._running:
            job.progress.emit(part, whole)

    def _settled(self, job: Job, well: bool, answer: object) -> None:
        self._running.discard(job)
        (job.done if well else job.failed).emit(answer)
        job.deleteLater()


class _Collector(QObject):
    """Python's collector of cycles, kept on the window's thread.

    Left alone it runs on whichever thread happens to allocate, and there it would take apart windows that
    are no longer used: Qt does not survive that. It is off while any `Jobs` lives; a timer does its work.
    """

    users = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        _Collector.users += 1
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_COLLECT_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def close(self) -> None:
        """No more work on other threads: Python may collect as it likes again."""
        if self._timer.isActive():
            self._timer.stop()
            _Collector.users -= 1
            if not _Collector.users:
                gc.enable()

    def _collect(self) -> None:
        for generation, (count, limit) in reversed(
            list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
        ):
            if limit and count > limit:
                gc.collect(generation)
                return


class _Work(QRunnable):
    """Runs in a worker; touches nothing of Qt but the signals of the long-lived `Jobs`."""

    def __init__(self, jobs: Jobs, job: Job, fn: Callable[[], object]) -> None:
        super().__init__()
        self._jobs, self._job, self._fn = jobs, job, fn

    def run(self) -> None:
        """Do the work; every fault becomes a reply."""
        try:
            answer: object = self._fn()
        except Exception as error:
            self._tell(False, error)
        else:
            self._tell(True, answer)

    def _tell(self, well: bool, answer: object) -> None:
        with suppress(RuntimeError):  # Qt's word for: the program has ended, nobody is left to hear
            self._jobs.settled.emit(self._job, well, answer)
