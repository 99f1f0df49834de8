"""The command `wardqi`: opens the window when given no command, else runs one over the same services."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from wardqi import __version__
from wardqi.cli import chart, exchanging, extracting, loading, recovering, salvaging, stores
from wardqi.cli.display import can_show
from wardqi.cli.shared import STORE, Guarded, answer, json_option, progress, refused


@click.group(cls=Guarded, invoke_without_command=True)
@click.version_option(__version__, prog_name="wardqi")
@click.option("--data-dir", type=STORE, help="The folder of the store; else this computer's own place.")
@click.option("--practice", is_flag=True, help="The practice ward, in its own folder.")
@click.pass_context
def wardqi(ctx: click.Context, data_dir: Path | None, practice: bool) -> None:
    """WardQI: quality improvement for mental-health wards. Without a command, opens the window."""
    if ctx.invoked_subcommand is None:
        if not can_show():
            raise refused("no_display")
        from wardqi.app.main import run

        ctx.exit(run(data_dir, practice=practice))


@wardqi.command("demo")
@click.argument("out", type=STORE)
@click.option("--wards", type=click.IntRange(1, 50), default=4, show_default=True)
@click.option("--months", type=click.IntRange(1, 120), default=24, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@json_option
def demo(out: Path, wards: int, months: int, seed: int, as_json: bool) -> None:
    """The whole job without a screen, on invented wards: record, export, import, receipts, charts."""
    from wardqi.services import practice

    told: set[str] = set()

    def tell(what: str, done: int, total: int) -> None:
        if done >= total - 1 and what not in told and not as_json and sys.stderr.isatty():
            told.add(what)
            click.echo(f"  {what}: done", err=True)

    summary = practice.demo(out, wards=wards, months=months, seed=seed, report=tell)
    lines = [f"Made in {out} (passphrase of every store: {summary.passphrase}):"]
    for one in summary.wards:
        state = "confirmed" if one.confirmed else "not confirmed"
        lines.append(f"  {one.name}: {sum(one.records.values())} records, bundle {one.bundle}, {state}")
        lines.append(f"    {one.sentence}")
    card = summary.card
    went = f"adopted by {card.adopted_by} ({card.result}), " if card.adopted_by else ""
    lines.append(
        f"  Card “{card.title}” of {card.from_ward}: passed on, {went}{card.waiting} waiting at the hub"
    )
    lines.append(
        f"  hub in {summary.hub}, charts in charts, figures in {summary.measures}, summary in summary.json"
    )
    lines.append("Every store was checked and is sound." if summary.sound else "A store is NOT sound.")
    answer(asdict(summary), as_json, *lines)
    if not summary.sound:
        ctx = click.get_current_context()
        ctx.exit(1)


@wardqi.command("bench")
@click.option(
    "--sizes",
    default="1000,10000,100000",
    show_default=True,
    help="Incidents in the store that grows, in turn.",
)
@click.option("--only", default="", help="Names of benchmarks, with commas; else all.")
@json_option
def bench(sizes: str, only: str, as_json: bool) -> None:
    """WardQI's own benchmark: ratios against floors measured in the same run."""
    from wardqi.cli import benchmarks

    try:
        wanted = [int(size) for size in sizes.split(",")]
    except ValueError:
        wanted = [0]
    if min(wanted) < 1:
        raise click.BadParameter("whole numbers from 1 on, with commas", param_hint="--sizes")
    names = [name.strip() for name in only.split(",") if name.strip()]
    if unknown := next((name for name in names if name not in benchmarks.TARGETS), None):
        raise click.BadParameter(
            f"there is no {unknown}; known are {', '.join(benchmarks.TARGETS)}", param_hint="--only"
        )
    with progress("Measuring", hidden=as_json) as report:
        results = benchmarks.run(wanted, names, report)
    answer(results, as_json, *benchmarks.lines(results))


@wardqi.command("selftest")
@json_option
def selftest(as_json: bool) -> None:
    """Open a store, sign in, log an incident, draw a chart, export and import, in a temporary folder."""
    from wardqi.services import selftest as testing

    steps = testing.run()
    answer({"ok": True, "steps": steps}, as_json, *[f"ok: {step}" for step in steps], "selftest passed")


wardqi.add_command(stores.ward)
wardqi.add_command(stores.hub)
wardqi.add_command(recovering.recovery)
for command in (
    stores.pair,
    stores.verify,
    stores.backup,
    stores.restore,
    salvaging.salvage,
    salvaging.bring_in,
    exchanging.export,
    exchanging.import_,
    exchanging.bundle,
    loading.load,
    exchanging.measures,
    extracting.mhsds,
    chart.chart,
    chart.funnel,
):
    wardqi.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    os.umask(0o077)
    code: object = wardqi.main(
        args=None if arguments is None else list(arguments), prog_name="wardqi", standalone_mode=True
    )
    return code if isinstance(code, int) else 0
