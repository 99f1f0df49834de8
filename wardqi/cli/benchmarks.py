"""WardQI's own benchmark: each figure beside a floor measured in the same run, and how it grows with size.

A floor is the least any program would need for the same thing: a bare window, a commit of the same
bytes, the same rows inserted without any checks, the `age` command on the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from wardqi.bundles import contents, seal
from wardqi.cli import (
    chart_benchmarks,
    form_benchmarks,
    huddle_benchmarks,
    library_benchmarks,
    measuring,
    project_benchmarks,
    shield_benchmarks,
)
from wardqi.cli.measuring import PASSPHRASE, Result, ms, p95
from wardqi.domain import history as rules
from wardqi.domain.history import ColumnMapping
from wardqi.services import access, exchange, history, mhsds, pairing, recording
from wardqi.services.access import Founding, Session
from wardqi.services.desk import Desk, moment
from wardqi.services.practice.story import ZONE
from wardqi.store import _sqlite, incidents, keys, migrations

Report = Callable[[int, int], None]
IMPORTED = 24_000
SAVES = 120
TARGETS: Mapping[str, str] = {
    "start": "ratio <= 2.0",
    "memory": "ratio, for information",
    "unlock": "seconds <= 1",
    "save": "p95 <= 10 ms, flat with size",
    "import": "ratio <= 6, linear",
    "export": "ratio <= 1.5",
    "load": "ratio <= 8, linear",
    "search": "p95 <= 100 ms at 200,000",
    "extract": "ratio <= 10, linear",
    "form": form_benchmarks.TARGET,
    "shield": shield_benchmarks.TARGET,
    "project": project_benchmarks.TARGET,
    "diagram": project_benchmarks.LAYOUT,
    "library": library_benchmarks.TARGET,
    "charts": chart_benchmarks.TARGET,
    "growth": "save and search flat, import linear: about 1 from the smallest store to the largest",
    "huddle_prepare": huddle_benchmarks.PREPARE,
    "huddle_answer": huddle_benchmarks.ANSWER,
}

# The most memory a process had: what getrusage tells would count the memory of the one that started it.
_PEAK = """
import time
def peak():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
"""
_BARE = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv)
window = QWidget()
window.resize(1000, 700)
window.show()
app.processEvents()
print(peak(), time.process_time(), flush=True)
"""
_OURS = """
import sys
from pathlib import Path
import wardqi.cli.door
from wardqi.app.main import Program, make_app
app = make_app()
program = Program(Path(sys.argv[1]))
program.start()
app.processEvents()
heavy = [name for name in ("matplotlib", "numpy", "click") if name in sys.modules]
assert not heavy, heavy
print(peak(), time.process_time(), flush=True)
program.leave()
"""


def run(sizes: Sequence[int], only: Sequence[str], report: Report) -> Result:
    """Measure; gives everything as one object. `only` names benchmarks (see TARGETS), empty for all."""
    results: list[Result] = []
    wanted = {name for name in TARGETS if not only or name in only}
    total = len(sizes) + 2
    with tempfile.TemporaryDirectory(prefix="wardqi-bench-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        if {"start", "memory"} & wanted:
            results += _start(folder)
        if {"save", "search", "extract", "unlock"} & wanted:
            for number, found in enumerate(_growing(folder / "ward", sorted(sizes), wanted)):
                report(number, total)
                results += found
        report(len(sizes), total)
        if {"import", "export"} & wanted:
            for count in sorted({min(size, IMPORTED) for size in (*sizes, IMPORTED) if size <= max(sizes)}):
                results += _exchange(folder / f"x{count}", count)
        if "load" in wanted:
            results += [_load(folder / f"l{count}", count) for count in sorted({*sizes})]
        report(len(sizes) + 1, total)
        if "form" in wanted:
            results += form_benchmarks.form(folder)
        if "shield" in wanted:
            results += shield_benchmarks.shield(folder)
        if {"huddle_prepare", "huddle_answer"} & wanted:
            results += huddle_benchmarks.huddles_of(folder)
        if "project" in wanted:
            results += project_benchmarks.project(folder)
        if "diagram" in wanted:
            results += project_benchmarks.diagram()
        if "library" in wanted:
            results += library_benchmarks.library(folder)
        if "charts" in wanted:
            results += chart_benchmarks.charts()
        results += list(_growth(results))
        report(total, total)
    results = [one for one in results if one["name"] in wanted]
    return {"version": 1, "cores": os.cpu_count(), "targets": dict(TARGETS), "results": results}


_GROWS = (
    ("save", "processor_p50_ms"),
    ("search", "processor_p50_ms"),
    ("import", "processor_ms_each"),
    ("load", "processor_ms_each"),
    ("unlock", "seconds"),
)


def _growth(results: Sequence[Result]) -> Iterator[Result]:
    """How many times more one of them takes in the largest store than in the smallest."""
    for name, figure in _GROWS:
        found = [one for one in results if one["name"] == name]
        if len(found) > 1:
            least, most = found[0], found[-1]
            times = float(str(most[figure])) / max(float(str(least[figure])), 1e-9)
            yield {
                "name": "growth",
                "of": f"{name} {figure}",
                "from": least["size"],
                "to": most["size"],
                "times": round(times, 2),
            }


def lines(results: Result) -> Iterator[str]:
    """The results as a person reads them."""
    found = results["results"]
    for one in found if isinstance(found, list) else ():
        figures = ", ".join(f"{key} {value}" for key, value in one.items() if key not in ("name",))
        yield f"{one['name']}: {figures} (target: {TARGETS[str(one['name'])]})"


def _growing(folder: Path, sizes: Sequence[int], wanted: set[str]) -> Iterator[list[Result]]:
    """One store that grows from each size to the next, with what is measured at each."""
    session = access.set_up_ward(folder, Founding("Bench Ward", "Bench Trust", "First Person", PASSPHRASE))
    held = 0
    try:
        for size in sizes:
            _record(session, held, size)
            found: list[Result] = []
            if "search" in wanted:
                found.append(_search(session, size))
            if "extract" in wanted:
                found.append(_extract(session, size))
            if "save" in wanted:
                found.append(_save(session, size))
            held = size + (SAVES if "save" in wanted else 0)
            if "unlock" in wanted:
                session.close()
                found.append(_unlock(folder, size))
                session = access.unlock(folder, PASSPHRASE)
            yield found
    finally:
        session.close()


def _record(session: Session, first: int, last: int) -> None:
    """Incidents recorded through the services, some thousands at a time."""
    with session.desk() as desk:
        for start in range(first, last, 2000):
            recording.log_incidents(desk, [_incident(one) for one in range(start, min(start + 2000, last))])


def _incident(number: int) -> dict[str, object]:
    """A typical incident with two interventions and some words."""
    at = datetime(2021, 1, 1, 8, 0, tzinfo=ZONE) + timedelta(minutes=13 * number)
    rows = {
        recording.new_row(): {
            "type": kind,
            "started_at": moment(at + timedelta(minutes=5 * place)),
            "ended_at": moment(at + timedelta(minutes=5 * place + 5)),
            "in_care_plan": "yes",
        }
        for place, kind in enumerate(("07", "09") if number % 3 else ("14",))
    }
    return {
        "event": "restrictive",
        "started_at": moment(at),
        "area_kind": ("lounge", "corridor", "bedroom", "garden")[number % 4],
        "patient_unknown": True,
        "reason": ("10", "11", "13", "17")[number % 4],
        "hurt_patient": "no",
        "hurt_staff": "no",
        "hurt_other": "no",
        "interventions": rows,
        "antecedents": ["leave_cancelled", "waiting"],
        "narrative": "Was pacing near the door, then shouted. Talked with for a while; calm by the end."
        f" Entry {number} {_WORDS[number % len(_WORDS)]} {_WORDS[number // 7 % len(_WORDS)]}.",
    }


_WORDS = (
    "garden",
    "telephone",
    "visitor",
    "leave",
    "medicine",
    "window",
    "corridor",
    "supper",
    "music",
    "keys",
    "shoes",
)


def _save(session: Session, size: int) -> Result:
    """From finishing the form to the record read back, on a connection of its own as the window does it.

    `with_draft` is the same with a draft, which is dropped afterwards in a transaction of its own.
    """

    def once(number: int) -> None:
        with session.desk() as desk:
            recording.log_incident(desk, _incident(size + number), drafts.get(number))

    drafts: dict[int, str] = {}
    with session.desk() as desk:
        (op, private) = desk.store.db.execute(
            "select op, private from change where kind = 'incident' order by rowid desc limit 1"
        ).fetchone()
        for number in range(SAVES // 2, SAVES):
            drafts[number] = f"draft-{number}"
            recording.keep_draft(desk, drafts[number], "incident", "", {"narrative": "Was pacing."})
    commit = _commit(session.vault.folder.parent / f"floor-{size}.db", str(op), str(private))
    ours, floor = _in_turn(once, commit, SAVES // 2)
    with_draft = _times(lambda number: once(SAVES // 2 + number), SAVES // 2)
    return {
        "name": "save",
        "size": size,
        **_compared(ours, floor),
        "with_draft_p50_ms": ms(statistics.median(one.wall for one in with_draft)),
    }


def _commit(path: Path, op: str, private: str) -> Callable[[int], None]:
    key = secrets.token_bytes(32)
    db = _sqlite.connect(path, key, create=True)
    with _sqlite.write_tx(db):
        db.execute("create table floor (op text, private text)")

    def once(_: int) -> None:
        with _sqlite.write_tx(db):
            db.execute("insert into floor values (?, ?)", [op, private])

    return once


def _search(session: Session, size: int) -> Result:
    """First page of the list for words typed, a prefix, a filter and none; the floor is one indexed read."""
    asked = [
        incidents.Filters(text="garden"),
        incidents.Filters(text="gar"),
        incidents.Filters(text="visitor keys"),
        incidents.Filters(text=f"entry {size // 2}"),
        incidents.Filters(types=("14",)),
        incidents.Filters(reason="11", first_day="2021-03-01"),
        incidents.Filters(),
    ]
    with session.desk() as desk:
        store = desk.store
        for filters in asked:
            incidents.page(store, filters)
        ours, floor = _in_turn(
            lambda number: _discard(incidents.page(store, asked[number % len(asked)])),
            lambda number: _discard(
                store.db.execute("select * from incident where id = ?", [number + 1]).fetchone()
            ),
            10 * len(asked),
        )
    each = [statistics.median(one.wall for one in ours[at :: len(asked)]) for at in range(len(asked))]
    return {
        "name": "search",
        "size": size,
        **_compared(ours, floor),
        "slowest_ms": ms(max(each)),
    }


def _extract(session: Session, size: int) -> Result:
    """The national extract of a year; the floor reads the same records and parses them, no more."""
    first = date(2021, 1, 1)

    def floor() -> int:
        rows = desk.store.db.execute(
            "select value from record where ent in (select ent from incident where day between ? and ?)",
            ["2021-01-01", "2021-12-31"],
        )
        return sum(1 for (value,) in rows if json.loads(str(value)))

    with session.desk() as desk:
        ours, least = [], []
        for _ in range(3):
            begun = time.perf_counter()
            made = mhsds.extract(desk, first, date(2021, 12, 31))
            ours.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            count = floor()
            least.append(time.perf_counter() - begun)
    return {
        "name": "extract",
        "size": size,
        "incidents": count,
        "rows": sum(len(rows) for rows in made.tables.values()),
        "ms": ms(statistics.median(ours)),
        "floor_ms": ms(statistics.median(least)),
        "ratio": round(statistics.median(ours) / max(statistics.median(least), 1e-6), 2),
    }


def _unlock(folder: Path, size: int) -> Result:
    """Passphrase to a signed-in person, both checks of every page included; the floor is the key alone."""

    def once(_: int) -> None:
        access.unlock(folder, PASSPHRASE).close()

    def derive(_: int) -> None:
        keys.unlock(folder, PASSPHRASE).forget()

    ours, floor = _in_turn(once, derive, 3 if size <= 20_000 else 1)
    taken, least = (statistics.median(one.wall for one in found) for found in (ours, floor))
    megabytes = (folder / "store.db").stat().st_size / 1e6
    return {
        "name": "unlock",
        "size": size,
        "megabytes": round(megabytes, 1),
        "seconds": round(taken, 3),
        "floor_seconds": round(least, 3),
        "ratio": round(taken / least, 2),
    }


def _start(folder: Path, pairs: int = 9) -> list[Result]:
    """A process to its first window: the sign-in window of a ward, against a bare one."""
    if getattr(sys, "frozen", False) or sys.platform != "linux":
        return []  # needs a Python to start, and to be told how much memory a process took at most
    home = folder / "start"
    access.set_up_ward(home, Founding("Bench Ward", "Bench Trust", "First Person", PASSPHRASE)).close()
    _window(_BARE, ""), _window(_OURS, str(home))  # once for the disk, and so that everything is compiled
    found = [(_window(_BARE, ""), _window(_OURS, str(home))) for _ in range(pairs)]
    bare, ours = [one for one, _ in found], [one for _, one in found]
    bare_s, ours_s = (statistics.median(one.wall for one, _ in each) for each in (bare, ours))
    bare_work, ours_work = (statistics.median(one.work for one, _ in each) for each in (bare, ours))
    bare_kb, ours_kb = (statistics.median(peak for _, peak in each) for each in (bare, ours))
    return [
        {
            "name": "start",
            "seconds": round(ours_s, 3),
            "floor_seconds": round(bare_s, 3),
            "ratio": round(ours_s / bare_s, 2),
            "processor_seconds": round(ours_work, 3),
            "processor_ratio": round(ours_work / bare_work, 2),
        },
        {
            "name": "memory",
            "peak_mb": round(ours_kb / 1024),
            "floor_mb": round(bare_kb / 1024),
            "ratio": round(ours_kb / bare_kb, 2),
        },
    ]


def _window(script: str, argument: str) -> tuple[_Time, int]:
    """From the start of a process to its window being shown, and its peak kilobytes by then."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    begun = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own script, our own Python
        [sys.executable, "-c", _PEAK + script, argument],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    ) as process:
        said = process.stdout.readline() if process.stdout else ""
        taken = time.perf_counter() - begun
    if process.returncode:
        raise RuntimeError("the window could not be shown")
    peak, worked = said.split()
    return _Time(taken, float(worked)), int(peak)


def _exchange(folder: Path, count: int) -> list[Result]:
    """Export of so many incidents against `age` on the same bytes; import against inserting the same rows."""
    folder.mkdir()
    with measuring.ward(folder / "ward") as ward:
        _record(ward, 0, count)
        hub = access.set_up_hub(folder / "hub", Founding("QI team", "Bench Trust", "QI Person", PASSPHRASE))
        try:
            with ward.desk() as sender, hub.desk() as taker:
                _pair(folder, sender, taker)
                exported, files = _export(folder, sender, count)
                taken = _timed(lambda _: _take(taker, files), 0)
                bulk = _bulk_insert(folder / "bulk.db", taker)
        finally:
            hub.close()
    return [
        exported,
        {
            "name": "import",
            "size": count,
            "seconds": round(taken.wall, 3),
            "processor_seconds": round(taken.work, 3),
            "floor_seconds": round(bulk.wall, 3),
            "floor_processor_seconds": round(bulk.work, 3),
            "ratio": round(taken.wall / bulk.wall, 2),
            "per_second": round(count / taken.wall),
            "processor_ms_each": round(taken.work / count * 1000, 3),
        },
    ]


def _pair(folder: Path, ward: Desk, hub: Desk) -> None:
    shown = pairing.found_office(hub, folder, PASSPHRASE)
    own = pairing.show_ward(ward, folder)
    pairing.trust_hub(ward, shown.path)
    trust = pairing.unlock_trust_keys(folder / pairing.TRUST_KEYS, PASSPHRASE)
    _, file = pairing.add_ward(hub, own.path, trust)
    exchange.take(ward, exchange.welcome(hub, folder, file, trust).path)


def _export(folder: Path, desk: Desk, count: int) -> tuple[Result, list[exchange.Made]]:
    """A whole export, and the sealing of its bodies against `age` on the same bytes.

    The floor of the whole compresses the same text as much and gives it to `age`: no store is read, nothing
    is checked, signed, written or read back.
    """
    files: list[exchange.Made] = []
    whole = _timed(lambda _: files.extend(exchange.export(desk, folder, everything=True)), 0)
    device = pairing.device_keys(desk.store)
    opened = [seal.decrypt(one.path.read_bytes(), [device.recv_secret]) for one in files]
    bodies = [inside[inside.index(b"\n") + 1 :] for inside in opened]
    texts = [gzip.decompress(body) for body in bodies]
    to = [device.recv_pub, seal.new_device_keys().recv_pub]

    def close(_: int) -> None:
        for body in bodies:
            seal.close(body, to, device)

    def age(_: int) -> None:
        for body in bodies:
            _age(body, to)

    def compress_too(_: int) -> None:
        for text in texts:
            _age(contents.compressed(text), to)

    ours, floor = _in_turn(close, age, 7)
    sealed, least, bare = (min(one.wall for one in found) for found in (ours, floor, _times(compress_too, 3)))
    return {
        "name": "export",
        "size": count,
        "seal_seconds": round(sealed, 4),
        "floor_seconds": round(least, 4),
        "ratio": round(sealed / least, 2),
        "megabytes": round(sum(map(len, bodies)) / 1e6, 2),
        "whole_seconds": round(whole.wall, 3),
        "whole_floor_seconds": round(bare, 3),
        "whole_ratio": round(whole.wall / bare, 2),
        "whole_ms_each": round(whole.wall / count * 1000, 4),
    }, files


def _age(body: bytes, to: Sequence[str]) -> None:
    program = shutil.which("age")
    if program is None:
        raise FileNotFoundError("the age command is needed as the floor of this benchmark")
    arguments = [part for one in to for part in ("-r", one)]
    subprocess.run([program, *arguments], input=body, capture_output=True, check=True)  # noqa: S603


def _take(desk: Desk, files: Sequence[exchange.Made]) -> None:
    for one in files:
        exchange.accept(desk, exchange.inspect(desk, one.path))


_OLD_ROWS = (
    "Reference",
    "Date",
    "Time",
    "Minutes",
    "Type",
    "Reason",
    "Location",
    "Description",
    "Patient ID",
)


def _load(folder: Path, count: int) -> Result:
    """A CSV of another system read, planned and loaded, against inserting the rows it left."""
    folder.mkdir()
    table = folder / "old.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_OLD_ROWS)
        writer.writerows(_old_row(number) for number in range(count))
    mapping = ColumnMapping(rules.suggested(_OLD_ROWS))
    with measuring.ward(folder / "ward") as session, session.desk() as desk:

        def load(_: int) -> None:
            history.apply(desk, history.plan(desk, history.read_sheet(table), mapping))

        taken = _timed(load, 0)
        bulk = _bulk_insert(folder / "bulk.db", desk)
    return {
        "name": "load",
        "size": count,
        "seconds": round(taken.wall, 3),
        "processor_seconds": round(taken.work, 3),
        "floor_seconds": round(bulk.wall, 3),
        "ratio": round(taken.wall / max(bulk.wall, 1e-9), 2),
        "per_second": round(count / taken.wall),
        "processor_ms_each": round(taken.work / count * 1000, 4),
    }


def _old_row(number: int) -> tuple[str, ...]:
    day = date(2020, 1, 1) + timedelta(days=number % 2000)
    clock, types = f"{number % 24:02}:{number % 60:02}", ("Supine", "Prone", "Seated; Standing", "Seclusion")
    said = (str(number % 40), types[number % 4], "10", "Lounge", "Was pacing in the corridor, then calmer.")
    return (f"R{number}", day.strftime("%d/%m/%Y"), clock, *said, f"L{number % 400}")


def _bulk_insert(path: Path, desk: Desk) -> _Time:
    """The time to insert the rows an import left, in one transaction, without looking at them."""
    tables = ("change", "record", "incident", "intervention")
    rows = {
        table: desk.store.db.execute(f"select * from {table}").fetchall()  # noqa: S608
        for table in tables
    }
    db = _sqlite.connect(path, secrets.token_bytes(32), create=True)
    migrations.migrate(db)

    def insert(_: int) -> None:
        with _sqlite.write_tx(db):
            for table, found in rows.items():
                if found:
                    marks = ",".join("?" * len(found[0]))
                    db.conn.executemany(f"insert into {table} values ({marks})", found)  # noqa: S608

    taken = _timed(insert, 0)
    db.conn.close()
    return taken


@dataclass(frozen=True, slots=True)
class _Time:
    """Seconds that went by, and seconds of this thread's own work in them."""

    wall: float
    work: float


def _timed(once: Callable[[int], None], number: int) -> _Time:
    wall, work = time.perf_counter(), time.thread_time()
    once(number)
    return _Time(time.perf_counter() - wall, time.thread_time() - work)


def _times(once: Callable[[int], None], count: int) -> list[_Time]:
    return [_timed(once, number) for number in range(count)]


def _in_turn(
    ours: Callable[[int], None], floor: Callable[[int], None], count: int
) -> tuple[list[_Time], list[_Time]]:
    """Both so many times, one after the other, so that what else the machine does meets both alike."""
    pairs = [(_timed(ours, number), _timed(floor, number)) for number in range(count)]
    return [one for one, _ in pairs], [one for _, one in pairs]


def _compared(ours: Sequence[_Time], floor: Sequence[_Time]) -> Result:
    walls, least = [one.wall for one in ours], [one.wall for one in floor]
    return {
        "p50_ms": ms(statistics.median(walls)),
        "p95_ms": ms(p95(walls)),
        "processor_p50_ms": ms(statistics.median(one.work for one in ours)),
        "floor_p50_ms": ms(statistics.median(least)),
        "floor_p95_ms": ms(p95(least)),
        "ratio": round(statistics.median(walls) / max(statistics.median(least), 1e-6), 2),
    }


def _discard(_: object) -> None:
    """Only the time it took is wanted."""
