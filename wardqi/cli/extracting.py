"""Commands that take records out for the trust's own systems: mhsds."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wardqi.cli.shared import STORE, answer, folder_for, json_option, opened, passphrase_option

if TYPE_CHECKING:
    from wardqi.services.mhsds import Extract, SavedExtract

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("mhsds")
@click.argument("ward", type=STORE)
@click.option("--from", "first", type=DAY, required=True, help="First day of the period.")
@click.option("--to", "last", type=DAY, required=True, help="Last day of the period.")
@click.option("--to-dir", "to", type=STORE, help="Folder for the files; else the period is only checked.")
@passphrase_option
@json_option
def mhsds(
    ward: Path,
    first: datetime,
    last: datetime,
    to: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Tables MHS505, MHS515 and MHS516 of a period as CSV, with checks. The files can identify patients."""
    from wardqi.services import mhsds as extracting

    period = _period(first, last)
    with opened(ward, passphrase_file) as session, session.desk() as desk:
        made = extracting.extract(desk, *period)
        saved = None
        if to is not None:
            with folder_for(to):
                saved = extracting.save(desk, made, to)
    values: dict[str, object] = {
        "rows": {name: len(rows) for name, rows in made.tables.items()},
        "people": made.people,
        "counted_in_lengths": made.counted,
        "checks": [
            {"number": one.number, "table": one.table, "row": one.row, "code": one.code, "effect": one.effect}
            for one in made.findings
        ],
        "folder": None if saved is None else str(saved.folder),
    }
    answer(values, as_json, *_lines(made, saved))


def _period(first: datetime, last: datetime) -> tuple[date, date]:
    if last < first:
        raise click.BadParameter("the last day is before the first", param_hint="--to")
    return first.date(), last.date()


def _lines(made: Extract, saved: SavedExtract | None) -> list[str]:
    from wardqi.reports import extract_words as words

    lines = [f"{name} {words.table(name)}: {len(rows)} rows" for name, rows in made.tables.items()]
    lines += [
        f"  {one.number} {one.table} {one.row}: {words.effect(one.effect)}. {words.check(one.code)}"
        for one in made.findings
    ]
    if saved is not None:
        lines.append(f"Saved in {saved.folder}. The files can identify patients: keep them accordingly.")
    else:
        lines.append("Nothing was saved: name a folder with --to-dir.")
    return lines
