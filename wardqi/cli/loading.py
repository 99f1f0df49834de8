"""The command that brings history from another system: `wardqi load`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wardqi.cli.shared import FILE, STORE, answer, json_option, opened, passphrase_option, progress

if TYPE_CHECKING:
    from wardqi.services.desk import Desk


@click.command("load")
@click.argument("store", type=STORE)
@click.argument("file", type=FILE)
@click.option("--mapping", type=FILE, required=True, help="A JSON file that says what the columns mean.")
@click.option(
    "--complete",
    is_flag=True,
    help="The other system held every incident from its first day to its last: other days were quiet.",
)
@click.option("--dry-run", is_flag=True, help="Only say what each row would do.")
@click.option("--bad", "bad_file", type=FILE, help="Where rows that are set aside go; else beside FILE.")
@passphrase_option
@json_option
def load(
    store: Path,
    file: Path,
    mapping: Path,
    complete: bool,
    dry_run: bool,
    bad_file: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Bring history from another system: incidents into a ward, series into a hub.

    Rows that cannot be understood go to a file with the reason; the others go in.
    """
    from wardqi.services import loading

    said = loading.mapping_kind(mapping)
    with (
        opened(store, passphrase_file) as session,
        progress("Loading", hidden=as_json) as report,
        session.desk() as desk,
    ):
        work = _load_incidents if said == "incidents" else _load_series
        work(desk, file, mapping, _Wanted(complete, dry_run, bad_file, as_json), report)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """How a load is asked for on the command line."""

    complete: bool
    dry_run: bool
    bad_file: Path | None
    as_json: bool

    def bad_target(self, file: Path) -> Path:
        return self.bad_file or file.with_name(f"{file.stem}-not-loaded.csv")


def _load_series(
    desk: Desk, file: Path, mapping: Path, wanted: _Wanted, report: Callable[[int, int], None]
) -> None:
    from wardqi.services import loading

    plan = loading.plan(desk, file, loading.read_mapping(mapping), report)
    target = None
    if plan.bad:  # before anything is loaded, so that no row is lost without a word
        target = wanted.bad_target(file)
        loading.write_bad_rows(plan, target)
    if not wanted.dry_run:
        loading.apply(desk, plan, report)
    values = {
        "rows": plan.rows,
        "series": plan.series,
        "new": plan.new,
        "changed": plan.changed,
        "same": plan.same,
        "hidden": plan.hidden,
        "bad": len(plan.bad),
        "bad_file": str(target) if target else None,
        "loaded": not wanted.dry_run,
    }
    done = "Would load" if wanted.dry_run else "Loaded"
    lines = [
        f"{done} {plan.rows - len(plan.bad)} of {plan.rows} rows: {plan.new} new, {plan.changed} changed,"
        f" {plan.same} already here ({plan.hidden} hidden by the publisher)."
    ]
    if target:
        lines.append(f"{len(plan.bad)} rows were set aside with the reason: {target}")
    answer(values, wanted.as_json, *lines)


def _load_incidents(
    desk: Desk, file: Path, mapping: Path, wanted: _Wanted, report: Callable[[int, int], None]
) -> None:
    from wardqi.services import history

    plan = history.plan(desk, history.read_sheet(file, report), history.read_mapping(mapping), report)
    target = None
    if plan.bad:
        target = wanted.bad_target(file)
        history.write_bad_rows(plan, target)
    if not wanted.dry_run:
        history.apply(desk, plan, report, complete=wanted.complete)
    values = {
        "rows": plan.rows,
        "new": plan.new + plan.again,
        "changed": 0,
        "same": plan.here,
        "people": plan.people,
        "bad": len(plan.bad),
        "bad_file": str(target) if target else None,
        "unknown": [{"column": one.target, "word": one.word, "rows": one.count} for one in plan.unknown],
        "load": plan.label,
        "loaded": not wanted.dry_run,
    }
    done = "Would load" if wanted.dry_run else "Loaded"
    lines = [
        f"{done} {plan.new + plan.again} incidents from {plan.rows} rows; {plan.here} are already here and"
        f" stay as they are; {plan.people} people are new."
    ]
    lines += [f"No code yet for “{one.word}” ({one.target}), in {one.count} rows." for one in plan.unknown]
    if target:
        lines.append(f"{len(plan.bad)} rows were set aside with the reason: {target}")
    answer(values, wanted.as_json, *lines)
