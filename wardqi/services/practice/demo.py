"""The whole job without a screen: invented wards record, send, the hub takes, answers, charts and reports."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path

from wardqi.domain import pack
from wardqi.services import access, exchange, keeping, measuring, pairing
from wardqi.services.access import Founding, Session
from wardqi.services.practice import passing_on
from wardqi.services.practice.passing_on import CardSummary
from wardqi.services.practice.story import PLOTS, ZONE, Plot
from wardqi.services.practice.ward import PASSPHRASE, TRUST, StoryClock, make_ward, span
from wardqi.store import records

SUMMARY = "summary.json"
CHARTED = "incidents_rate"

Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class WardSummary:
    """What one ward of the demo holds and sent."""

    name: str
    store: str
    records: dict[str, int]
    bundle: str
    accepted: int
    confirmed: bool
    chart: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What the demo made; as `summary.json` has it. Paths are relative to its folder."""

    out: str
    seed: int
    months: int
    wards: tuple[WardSummary, ...]
    hub: str
    measures: str
    sound: bool
    card: CardSummary
    passphrase: str = PASSPHRASE


def demo(
    out: Path, *, wards: int = 4, months: int = 24, seed: int = 1, report: Report | None = None
) -> Summary:
    """Make everything under an empty or new folder; raises FileExistsError where something is already."""
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(out)
    out.mkdir(parents=True, exist_ok=True)
    tell = report or (lambda what, done, total: None)
    days = span(months, access.wall_clock().date())
    with ExitStack() as stack:
        clock = StoryClock(access.wall_clock())
        made: list[tuple[Plot, Session]] = []
        for number in range(wards):
            plot = _plot(number)

            def days_done(done: int, total: int, name: str = plot.name) -> None:
                tell(name, done, total)

            session = make_ward(out / plot.name.lower(), plot, seed, days, clock, days_done)
            stack.callback(session.close)
            made.append((plot, session))
        clock.at = datetime.combine(days.last + timedelta(days=1), time(9, 0), ZONE)
        hub = access.set_up_hub(out / "hub", _office(), clock=clock)
        stack.callback(hub.close)
        _pair(out, hub, [session for _, session in made])
        tell("bundles", 0, len(made))
        summaries = _exchange(out, hub, made, tell)
        card = passing_on.carry(out, hub, [session for _, session in made])
        tell("charts", 0, len(made))
        summaries = _charts(out, hub, summaries, made)
        measures = _measures(out, hub)
        sound = True
        for _, session in [*made, (None, hub)]:
            with session.desk() as desk:
                sound = sound and keeping.verify(desk).sound
    summary = Summary(str(out), seed, months, tuple(summaries), "hub", measures, sound, card)
    (out / SUMMARY).write_text(
        json.dumps(asdict(summary), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return summary


def _plot(number: int) -> Plot:
    plot = PLOTS[number % len(PLOTS)]
    again = number // len(PLOTS)
    return plot if not again else replace(plot, name=f"{plot.name} {again + 1}")


def _office() -> Founding:
    return Founding(
        place="QI team", trust=TRUST, person="Jo Park", passphrase=PASSPHRASE, label="QI lead", practice=True
    )


def _pair(out: Path, hub: Session, wards: Sequence[Session]) -> None:
    """Each ward and the hub show each other their files; the words of both sides are the same."""
    folder = out / "pairing"
    folder.mkdir()
    with hub.desk() as desk:
        shown = pairing.found_office(desk, folder, PASSPHRASE)
        trust = pairing.unlock_trust_keys(folder / pairing.TRUST_KEYS, PASSPHRASE)
        for session in wards:
            with session.desk() as ward:
                own = pairing.show_ward(ward, folder)
                paired = pairing.trust_hub(ward, shown.path)
                listed, file = pairing.add_ward(desk, own.path, trust)
                if paired.words != shown.words or listed.words != own.words:
                    raise AssertionError("the words on the two sides differ")
                welcome = exchange.welcome(desk, folder, file, trust)
                exchange.accept(ward, exchange.inspect(ward, welcome.path))
            session.follow_recovery()


def _exchange(
    out: Path, hub: Session, made: Sequence[tuple[Plot, Session]], tell: Report
) -> list[WardSummary]:
    bundles, receipts = out / "bundles", out / "receipts"
    bundles.mkdir()
    receipts.mkdir()
    found = []
    for number, (plot, session) in enumerate(made, 1):
        with session.desk() as ward, hub.desk() as desk:
            sent = exchange.export(ward, bundles)
            accepted = [exchange.accept(desk, exchange.inspect(desk, one.path)) for one in sent]
            receipt = exchange.receipt(desk, receipts, ward.ward())
            exchange.accept(ward, exchange.inspect(ward, receipt.path))
            found.append(
                WardSummary(
                    name=f"{plot.name} Ward",
                    store=plot.name.lower(),
                    records=records.counts(ward.store),
                    bundle=str(sent[0].path.relative_to(out)),
                    accepted=sum(one.new for one in accepted),
                    confirmed=exchange.strip(ward).not_sent == 0 and exchange.strip(ward).not_confirmed == 0,
                    chart="",
                    sentence="",
                )
            )
        tell("bundles", number, len(made))
    return found


def _charts(
    out: Path, hub: Session, summaries: Sequence[WardSummary], made: Sequence[tuple[Plot, Session]]
) -> list[WardSummary]:
    from wardqi.reports import chart as drawing

    folder = out / "charts"
    folder.mkdir()
    look = drawing.load_look("light")
    found = []
    with hub.desk() as desk:
        for summary, (plot, session) in zip(summaries, made, strict=True):
            charted = measuring.chart(desk, CHARTED, session.fact("ward") or "")
            picture = ""
            if charted.analysis is not None:
                path = folder / f"{plot.name.lower().replace(' ', '-')}.png"
                title = f"{summary.name}: {charted.title}"
                drawing.save(drawing.draw(charted.analysis, look, title=title, y_label=charted.axis), path)
                picture = str(path.relative_to(out))
            found.append(replace(summary, chart=picture, sentence=charted.said.text))
    return found


def _measures(out: Path, hub: Session) -> str:
    """Every ward, measure and month as a CSV for a spreadsheet."""
    path = out / "measures.csv"
    with hub.desk() as desk, path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(
            ["ward", "measure", "name", "counts", "month", "numerator", "denominator", "value", "reporting"]
        )
        for one in measuring.measure_all(desk, list(pack.RULES)):
            for point in one.points:
                figures = (point.numerator, point.denominator, point.value)
                writer.writerow(
                    [
                        one.ward_name,
                        one.measure.id,
                        one.measure.name,
                        one.measure.counts,
                        point.period.start.isoformat(),
                        *("" if figure is None else figure for figure in figures),
                        point.reporting.state,
                    ]
                )
    return path.name
