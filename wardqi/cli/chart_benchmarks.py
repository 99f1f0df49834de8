"""The charts' part of the benchmark: working out, drawing, and filling a list, beside the peers' medians.

The peers' figures were measured elsewhere, on a machine of two cores, and stand here as constants: they
tell the order of things, not a race on this machine.
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

Result = dict[str, object]

PEERS: Final[dict[str, tuple[str, float]]] = {
    "xmr 36 points": ("NHSRplotthedots 0.2.2", 0.057),
    "xmr 1,000 points": ("NHSRplotthedots 0.2.2", 0.060),
    "xmr 100,000 points": ("NHSRplotthedots 0.2.2", 2.80),
    "xmr 1,500 wards x 36": ("NHSRplotthedots 0.2.2", 6.80),
    "u 1,500 wards x 36": ("qicharts2 0.8.1", 74.8),
    "funnel 1,500 wards": ("FunnelPlotR 0.6.0", 0.061),
}
"""Each peer's median in seconds for the same work, measured when this project was begun; never here."""

TARGET: Final = (
    "first chart <= 0.9 s, redraw <= 60 ms, no gap over 50 ms; 1,500 x 36 at least 100 times faster than the"
    " peer's median; linear in points"
)

_WINDOW = """
import sys, time, datetime as dt
from PySide6.QtCore import QObject, QTimer
from wardqi.app.main import make_app
from wardqi.app import theme
app = make_app()
theme.apply("light")
from wardqi.app.widgets.chart_view import Paper
from wardqi.services import access  # nobody sees a chart without having signed in
assert not [name for name in ("matplotlib", "numpy") if name in sys.modules]
begun, worked = time.perf_counter(), time.thread_time()
from wardqi.app import charting
from wardqi.domain import spc
from wardqi.reports.sentences import Said
from wardqi.services.measuring import Charted

def charted(count, shift=0):

    points = tuple(
        spc.Point(
            dt.date(2016 + at // 12, at % 12 + 1, 1), numerator=8.0 + (at * 7 + shift) % 9, denominator=540.0
        )
        for at in range(count)
    )
    analysis = spc.analyse(spc.Series(points), spc.Settings(kind="u", per=1000.0))
    return Charted("Incidents", "per 1,000 bed days", "incidents", analysis, Said("", "", ""))

page = Paper(9.6, 4.2, 96.0)
charting.draw(None, charted(36), "light", page)
first, first_worked = time.perf_counter() - begun, time.thread_time() - worked
long = charted(120)
redraws, redraws_worked = [], []
for _ in range(15):
    begun, worked = time.perf_counter(), time.thread_time()
    charting.draw(None, long, "light", page)
    redraws.append(time.perf_counter() - begun)
    redraws_worked.append(time.thread_time() - worked)

from wardqi.app.jobs import Jobs
jobs = Jobs()
many = [charted(24, at) for at in range(30)]
gaps, last = [], [time.perf_counter()]

class Beat(QObject):
    def beat(self):
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

class Filled(QObject):
    def __init__(self):
        super().__init__()
        self.left, self.done = list(many), 0

    def next(self, drawing=None):
        self.done += drawing is not None
        if self.left:
            one = self.left.pop(0)
            job = jobs.job(done=self.next)
            jobs.read(job, lambda: charting.thumb(None, one, "light", Paper(1.56, 0.76, 96.0)))
        elif self.done == len(many):
            app.quit()

beat, filled, timer = Beat(), Filled(), QTimer()
timer.timeout.connect(beat.beat)
timer.start(1)
begun = time.perf_counter()
last[0] = begun
QTimer.singleShot(0, filled.next)
app.exec()
whole = time.perf_counter() - begun
jobs.close()
redraws.sort(), redraws_worked.sort()
print(first, redraws[7], whole, max(gaps), first_worked, redraws_worked[7], flush=True)
"""


def charts() -> list[Result]:
    """Every figure; those of the window are left out of a frozen copy, which has no Python to start."""
    results = [_against(what, seconds) for what, seconds in _worked_out().items()]
    return results if getattr(sys, "frozen", False) else results + _in_a_window()


def _against(what: str, seconds: float) -> Result:
    peer, median = PEERS[what]
    return {
        "name": "charts",
        "what": what,
        "seconds": round(seconds, 5),
        "peer": peer,
        "peer_seconds": median,
        "times_faster": round(median / seconds, 1),
    }


def _worked_out() -> dict[str, float]:
    """Seconds for each thing a peer does too, rules included, drawing not."""
    import numpy as np

    from wardqi.domain import spc
    from wardqi.domain.funnel import funnel

    chance = np.random.default_rng(1)

    def series(count: int) -> spc.Series:
        values = chance.poisson(12, count).astype(float).tolist()
        first = dt.date(2000, 1, 1)
        if count > 10_000:
            return spc.Series.of_values(range(count), values)
        return spc.Series.of_values([first + dt.timedelta(days=at) for at in range(count)], values)

    xmr, u = spc.Settings(kind="xmr"), spc.Settings(kind="u", per=1000.0)
    single = {count: series(count) for count in (36, 1000, 100_000)}
    counts = chance.poisson(12, (1500, 36)).astype(float)
    beds = chance.integers(480, 560, (1500, 36)).astype(float)
    names = [f"Ward {number}" for number in range(1500)]
    above, below = counts.sum(axis=1).tolist(), beds.sum(axis=1).tolist()
    return {
        "xmr 36 points": _median(lambda: spc.analyse(single[36], xmr), 30),
        "xmr 1,000 points": _median(lambda: spc.analyse(single[1000], xmr), 15),
        "xmr 100,000 points": _median(lambda: spc.analyse(single[100_000], xmr), 3),
        "xmr 1,500 wards x 36": _median(lambda: spc.analyse_many(xmr, values=counts), 9),
        "u 1,500 wards x 36": _median(lambda: spc.analyse_many(u, numerators=counts, denominators=beds), 9),
        "funnel 1,500 wards": _median(lambda: funnel(names, above, below, per=1000.0), 9),
    }


def _median(work: Callable[[], object], count: int) -> float:
    work()
    found = []
    for _ in range(count):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return statistics.median(found)


def _in_a_window(runs: int = 3) -> list[Result]:
    """From a cold import to the first picture, a redraw, and thirty small charts while the window lives."""
    _window()  # once for the disk, and so that everything is compiled
    told = [_window() for _ in range(runs)]
    first, redraw, whole, gap, first_cpu, redraw_cpu = (
        statistics.median(one[at] for one in told) for at in range(6)
    )
    longest = max(one[3] for one in told)
    return [
        {
            "name": "charts",
            "what": "first chart from a cold import",
            "seconds": round(first, 3),
            "processor_seconds": round(first_cpu, 3),
        },
        {
            "name": "charts",
            "what": "redraw of 120 points",
            "seconds": round(redraw, 4),
            "processor_seconds": round(redraw_cpu, 4),
        },
        {
            "name": "charts",
            "what": "thirty small charts off the thread",
            "seconds": round(whole, 3),
            "longest_gap_ms": round(gap * 1000, 1),
            "longest_gap_of_all_runs_ms": round(longest * 1000, 1),
        },
    ]


def _window() -> tuple[float, ...]:
    done = subprocess.run(  # noqa: S603 - our own script, our own Python
        [sys.executable, "-c", _WINDOW],
        env={k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    return tuple(float(figure) for figure in done.stdout.split()[-6:])
