"""Commands that move and read figures: export, import, bundle inspect, measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wardqi.cli import shared
from wardqi.cli.shared import (
    FILE,
    STORE,
    answer,
    folder_for,
    json_option,
    opened,
    passphrase_option,
    progress,
)

if TYPE_CHECKING:
    from wardqi.services.access import Session
    from wardqi.services.desk import Desk
    from wardqi.services.exchange import Made, Taken
    from wardqi.services.measuring import Measured


@click.command("export")
@click.argument("store", type=STORE)
@click.option("--to", "to", type=STORE, required=True, help="Folder for the bundle.")
@click.option(
    "--all", "everything", is_flag=True, help="A bundle of everything, not only what is unconfirmed."
)
@passphrase_option
@json_option
def export(store: Path, to: Path, everything: bool, passphrase_file: Path | None, as_json: bool) -> None:
    """Make the next bundle for the paired hub.

    On a hub: a receipt for every ward it has heard from, and the bundle for the region it is paired with.
    """
    from wardqi.services import exchange

    with opened(store, passphrase_file) as session, folder_for(to):
        with session.desk() as desk:
            if desk.store.profile == "hub":
                made = list(_receipts(desk, to))
            else:
                office = desk.store.fact("trust") or ""
                made = [(office, one) for one in exchange.export(desk, to, everything)]
        made += [(_REGION, one) for one in _for_region(session, to, everything)]
    values = {
        "bundles": [
            {"file": str(one.path), "number": one.number, "changes": one.changes, "id": one.id, "for": whom}
            for whom, one in made
        ]
    }
    lines = [
        f"Bundle {one.number:05d} made for {whom}: {one.changes} changes, {one.path}" for whom, one in made
    ]
    answer(values, as_json, *(lines or [_NOBODY]))


_NOBODY = "Nothing was made: no ward's bundle was taken yet, and there is nothing new for a region."


_REGION = "the region"


def _receipts(desk: Desk, to: Path) -> Iterator[tuple[str, Made]]:
    """A receipt for each ward heard from, with its name: no other ward can open it."""
    from wardqi.services import exchange, sending

    heard = set(exchange.heard_from(desk))
    for one in sending.partners(desk):
        if one.ward in heard:
            yield one.name, exchange.receipt(desk, to, one.ward)


def _for_region(session: Session, to: Path, everything: bool) -> list[Made]:
    """A hub's bundle for its region; none without a region, or when there is nothing new to say."""
    from wardqi.services import exchange, region

    if not region.joined(session):
        return []
    try:
        return region.export(session, to, everything=everything)
    except exchange.NothingToSend:
        return []


@click.command("import")
@click.argument("store", type=STORE)
@click.argument("files", type=FILE, nargs=-1, required=True)
@passphrase_option
@json_option
@click.pass_context
def import_(
    ctx: click.Context, store: Path, files: tuple[Path, ...], passphrase_file: Path | None, as_json: bool
) -> None:
    """Take bundles or receipts; each file on its own, a bad one does not stop the good ones.

    A hub that is paired with a region takes the region's receipts too.
    """
    from wardqi.services import exchange, region

    with opened(store, passphrase_file) as session, progress("Taking bundles", hidden=as_json) as report:
        with session.desk() as desk:
            taken = exchange.take_all(desk, files, report)
        results = [_taken(one) for one in region.of_region(session, taken)]
        session.follow_recovery()
    lines = [f"{one['file']}: {_SAID[str(one['state'])]}{_detail(one)}" for one in results]
    answer({"files": results}, as_json, *lines)
    if any(one["state"] == "refused" for one in results):
        refused = [one for one in results if one["state"] == "refused"]
        click.echo(" ".join(str(one["reason"]) for one in refused[:1]), err=True)
        ctx.exit(1)


def _taken(taken: Taken) -> dict[str, object]:
    return {
        "file": str(taken.path),
        "state": taken.state,
        "reason": taken.sentence,
        "new": taken.new,
        "changed": taken.changed,
        "same": taken.same,
        "conflicts": taken.conflicts,
        "gaps": {rep: [list(gap) for gap in gaps] for rep, gaps in taken.gaps.items()},
        "newer": taken.newer,
        "kind": taken.kind,
    }


_SAID = {"accepted": "accepted", "had": "already had, nothing changed", "refused": "refused"}


def _detail(one: dict[str, object]) -> str:
    if one["state"] == "accepted":
        if one["kind"] == "receipt" and not one["new"] and not one["changed"]:
            return ": a receipt"
        words = "record" if one["new"] == 1 else "records"
        return f", {one['new']} new {words}, {one['changed']} changed, {one['same']} changes already here"
    return f". {one['reason']}" if one["reason"] else ""


@click.group("bundle")
def bundle() -> None:
    """Look at bundle files."""


@bundle.command("inspect")
@click.argument("file", type=FILE)
@click.option("--store", type=STORE, help="A store that can open it, to say more. Nothing is imported.")
@passphrase_option
@json_option
def inspect(file: Path, store: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """Say what a bundle shows; with a store that can open it, its sender, number and contents."""
    from wardqi.services import exchange

    seen = exchange.peek(file)
    values: dict[str, object] = {
        "file": str(file),
        "age": True,
        "size": seen.size,
        "recipients_about": seen.recipients,
        "opened": False,
    }
    lines = [f"An age file of {seen.size} bytes for about {seen.recipients} recipients."]
    if store is None:
        lines.append("Sender, number and signature need a key: name a store with --store.")
    else:
        with opened(store, passphrase_file) as session, session.desk() as desk:
            found = exchange.inspect(desk, file)
        if found.arrived is None or found.plan is None:
            raise shared.Refused(found.sentence)
        manifest = found.arrived.manifest
        values |= {
            "opened": True,
            "signature": "valid",
            "sender": found.sender,
            "kind": manifest.kind,
            "number": manifest.bseq,
            "id": manifest.id,
            "ranges": {rep: list(span) for rep, span in manifest.ranges.items()},
            "changes": manifest.n,
            "new": len(found.plan.new),
            "same": found.plan.same,
            "state": found.state,
        }
        lines.append(
            f"Made by {found.sender}: {manifest.kind} number {manifest.bseq}, signature valid,"
            f" {manifest.n} changes, {len(found.plan.new)} new here."
        )
    answer(values, as_json, *lines)


@click.command("measures")
@click.argument("hub", type=STORE)
@click.option(
    "--outside",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also write the series from outside here, as files for `funnel` and `chart`.",
)
@passphrase_option
@json_option
def measures(hub: Path, outside: Path | None, passphrase_file: Path | None, as_json: bool) -> None:
    """Every measure, ward and month: numerator, denominator, value, completeness."""
    from wardqi.services import measuring

    with opened(hub, passphrase_file) as session, session.desk() as desk:
        rows = [*_measured(measuring.measure_all(desk)), *_outside(desk)]
        if outside is not None:
            _write_outside(desk, outside)
    lines = ["\t".join(_TOLD), *["\t".join(_cell(row[name]) for name in _TOLD) for row in rows]]
    answer({"measures": rows}, as_json, *lines)


_TOLD = ("ward", "measure", "month", "numerator", "denominator", "value", "completeness", "reporting")


def _cell(value: object) -> str:
    """A figure as it is read by people; one that is missing is empty, which is not zero."""
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return "" if value is None else str(value)


def _write_outside(desk: Desk, folder: Path) -> None:
    """Providers with every month: one file with a row each, one with all of them by month."""
    from wardqi.reports import sheet
    from wardqi.services import measuring
    from wardqi.services.desk import NotFound

    try:
        whole = measuring.outside_whole(desk)
        months, _ = measuring.outside_rate(desk, measuring.ALL_PROVIDERS)
    except NotFound:
        raise shared.Refused(
            "No provider has every month of people restrained and bed days. Nothing was written. "
            "Load their series first."
        ) from None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sheet.write_csv(folder / "providers.csv", ("unit", "numerator", "denominator"), whole.rows)
        sheet.write_csv(
            folder / "all-providers.csv",
            ("date", "numerator", "denominator"),
            [(one.month.isoformat(), one.numerator, one.denominator) for one in months],
        )
    except OSError:
        raise shared.Refused(
            f"The files could not be written to {folder}. Nothing else was changed. Choose another folder."
        ) from None
    click.echo(
        f"{len(whole.rows)} providers with all {len(whole.months)} months; left out: {whole.hidden} with a"
        f" hidden small number, {whole.others} with a month missing.",
        err=True,
    )


def _measured(found: Sequence[Measured]) -> list[dict[str, object]]:
    return [
        {
            "ward": one.ward_name,
            "ward_id": one.ward,
            "measure": one.measure.id,
            "name": one.measure.name,
            "national": one.measure.national,
            "counts": one.measure.counts,
            "month": point.period.start.isoformat()[: 7 if one.frequency == "month" else 10],
            # Where nothing was reported nothing was counted: a zero would add up as one.
            "numerator": point.numerator if point.numerator or point.reporting.state != "none" else None,
            "denominator": point.denominator,
            "value": point.value,
            "completeness": round(point.reporting.share, 4),
            "reporting": point.reporting.state,
            "source": one.measure.source,
        }
        for one in found
        for point in one.points
    ]


def _outside(desk: Desk) -> list[dict[str, object]]:
    from wardqi.services import measuring

    return [
        {
            "ward": provider,
            "ward_id": None,
            "measure": measuring.PEOPLE_RESTRAINED + "_rate",
            "name": "People restrained per 1,000 bed days",
            "national": "MHS76",
            "counts": "people",
            "month": one.month.isoformat()[:7],
            "numerator": one.numerator,
            "denominator": one.denominator,
            "value": one.rate,
            "completeness": 0.0 if one.rate is None else 1.0,
            "reporting": "hidden" if one.hidden else "none" if one.rate is None else "full",
            "source": "outside",
        }
        for provider, months in measuring.outside_rates(desk).items()
        for one in months
    ]
