"""Commands for damaged records: saving what still reads, and taking it in on top of a restored backup."""

from __future__ import annotations

from pathlib import Path

import click

from wardqi.cli import shared
from wardqi.cli.shared import FILE, STORE, answer, folder_for, json_option, opened, passphrase_option


@click.command("salvage")
@click.argument("store", type=STORE)
@click.option("--to", "to", type=STORE, required=True, help="Folder for the file that is made.")
@passphrase_option
@json_option
def salvage(store: Path, to: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Save what can still be read of a damaged store; the store itself is not touched."""
    from wardqi.services import salvaging

    with folder_for(to):
        saved = salvaging.rescue(store, shared.passphrase(passphrase_file), to)
    values = {"files": [str(path) for path in saved.paths], "changes": saved.changes, "lost": saved.lost}
    lines = [f"Saved: {path}" for path in saved.paths]
    lines.append(f"{saved.changes} changes saved, {saved.lost} could not be read.")
    lines.append("Now restore a backup, then take the file in: wardqi bring-in STORE FILE")
    answer(values, as_json, *lines)


@click.command("bring-in")
@click.argument("store", type=STORE)
@click.argument("file", type=FILE)
@passphrase_option
@json_option
def bring_in(store: Path, file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Take what was saved of damaged records into a restored store; what is there already stays."""
    from wardqi.services import salvaging

    with opened(store, passphrase_file) as session, session.desk() as desk:
        found = salvaging.bring_in(desk, file)
    values = {"new": found.new, "same": found.same, "records": found.records}
    answer(
        values,
        as_json,
        f"{found.new} changes came back, of {found.records} records; {found.same} were here already.",
    )
