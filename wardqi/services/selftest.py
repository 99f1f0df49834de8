"""The whole chain once, with real parts, in a temporary folder: for an installed or frozen copy."""

from __future__ import annotations

import tempfile
from pathlib import Path

from wardqi.services import access, exchange, keeping, measuring, pairing, recording
from wardqi.services.access import Founding
from wardqi.services.desk import moment

_PASSPHRASE = "a selftest opens what it locked"  # noqa: S105 - of a store that lives a second


class SelftestFailed(Exception):
    """A step did not give what it must; `step` names it."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step

    def sentence(self) -> str:
        """Which step."""
        return f"The selftest failed at: {self.step}. This copy of WardQI must not be used."


def run() -> list[str]:
    """Do it; gives the steps that passed, raises SelftestFailed at the first that did not."""
    with tempfile.TemporaryDirectory(prefix="wardqi-selftest-", ignore_cleanup_errors=True) as folder:
        return _run(Path(folder))


def _run(folder: Path) -> list[str]:
    steps: list[str] = []

    def passed(step: str, good: bool) -> None:
        if not good:
            raise SelftestFailed(step)
        steps.append(step)

    ward = access.set_up_ward(
        folder / "ward", Founding("Selftest Ward", "Selftest Trust", "First Person", _PASSPHRASE)
    )
    ward.close()
    ward = access.unlock(folder / "ward", _PASSPHRASE)
    passed("a store made, locked and opened", ward.person is not None)
    hub = access.set_up_hub(folder / "hub", Founding("QI team", "Selftest Trust", "QI Person", _PASSPHRASE))
    try:
        with ward.desk() as nurse, hub.desk() as analyst:
            shown = pairing.found_office(analyst, folder, _PASSPHRASE)
            own = pairing.show_ward(nurse, folder)
            pairing.trust_hub(nurse, shown.path)
            trust = pairing.unlock_trust_keys(folder / pairing.TRUST_KEYS, _PASSPHRASE)
            _, file = pairing.add_ward(analyst, own.path, trust)
            welcome = exchange.welcome(analyst, folder, file, trust)
            passed("paired, first receipt taken", exchange.take(nurse, welcome.path).state == "accepted")
            saved = recording.log_incident(nurse, _incident(moment(nurse.now())))
            passed("an incident logged", bool(saved.number))
            passed("every signature and table checked", keeping.verify(nurse).sound)
            (sent,) = exchange.export(nurse, folder)
            taken = exchange.take(analyst, sent.path)
            passed("a bundle exported and imported", taken.state == "accepted" and taken.new > 0)
            again = exchange.take(analyst, sent.path)
            passed("the same bundle again changes nothing", again.state == "had")
            receipt = exchange.receipt(analyst, folder, nurse.ward())
            exchange.take(nurse, receipt.path)
            passed("a receipt confirmed it", exchange.strip(nurse).not_confirmed == 0)
            passed("a chart drawn", _chart(folder / "chart.png"))
            measured = measuring.measure_ward(analyst, nurse.ward(), ["incidents"])
            passed("the measure counts it", sum(point.numerator or 0 for point in measured[0].points) == 1)
    finally:
        ward.close()
        hub.close()
    return steps


def _incident(now: str) -> dict[str, object]:
    return {
        "event": "restrictive",
        "started_at": now,
        "area_kind": "lounge",
        "patient_unknown": True,
        "reason": "10",
        "hurt_patient": "no",
        "hurt_staff": "no",
        "hurt_other": "no",
        "interventions": {recording.new_row(): {"type": "07", "started_at": now, "ended_at": now}},
    }


def _chart(path: Path) -> bool:
    from datetime import date

    from wardqi.domain import spc
    from wardqi.reports import chart

    dates = [date(2025 + month // 12, month % 12 + 1, 1) for month in range(24)]
    values = [float(8 + (month * 7) % 5) for month in range(24)]
    analysis = spc.analyse(spc.Series.of_values(dates, values), spc.Settings(kind="xmr"))
    chart.save(chart.draw(analysis, chart.load_look("light"), title="Selftest", y_label="incidents"), path)
    return path.stat().st_size > 5000
