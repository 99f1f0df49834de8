"""Commands on one store: make, pair, verify, back up, restore."""

from __future__ import annotations

from pathlib import Path

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


@click.group("ward")
def ward() -> None:
    """Ward stores."""


@ward.command("init")
@click.argument("folder", type=STORE)
@click.option("--ward", "name", required=True, help="Name of the ward.")
@click.option("--trust", required=True, help="Name of the trust.")
@click.option("--person", default="Administrator", show_default=True, help="Name of the first administrator.")
@passphrase_option
@json_option
def ward_init(
    folder: Path, name: str, trust: str, person: str, passphrase_file: Path | None, as_json: bool
) -> None:
    """Make a new ward store with a first administrator, and the file that pairs it."""
    from wardqi.services import access, pairing

    founding = access.Founding(name, trust, person, shared.passphrase(passphrase_file, confirm=True))
    session = access.set_up_ward(folder, founding)
    try:
        with session.desk() as desk:
            shown = pairing.show_ward(desk, folder)
    finally:
        session.close()
    _tell_shown(folder, shown.path, shown.words, as_json)


@click.group("hub")
def hub() -> None:
    """QI team stores."""


@hub.command("init")
@click.argument("folder", type=STORE)
@click.option("--trust", required=True, help="Name of the trust.")
@click.option("--person", default="QI lead", show_default=True, help="Name of the first person.")
@click.option(
    "--trust-passphrase-file", type=FILE, help="Passphrase of the trust's key file; else the hub's own."
)
@passphrase_option
@json_option
def hub_init(
    folder: Path,
    trust: str,
    person: str,
    trust_passphrase_file: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Make a new hub store with its keys; prints the pairing words.

    The trust's own keys go into trust-keys.age beside it: move that file to a safe place offline.
    """
    from wardqi.services import access, pairing

    own = shared.passphrase(passphrase_file, confirm=True)
    locks = shared.passphrase(trust_passphrase_file) if trust_passphrase_file else own
    if (folder / pairing.TRUST_KEYS).exists():  # those of a hub before; whoever made it still needs them
        raise shared.refused("trust_keys_there", path=folder / pairing.TRUST_KEYS)
    session = access.set_up_hub(folder, access.Founding("QI team", trust, person, own))
    try:
        with session.desk() as desk:
            shown = pairing.found_office(desk, folder, locks)
        session.follow_recovery()
    finally:
        session.close()
    _tell_shown(folder, shown.path, shown.words, as_json)


@hub.command("pair")
@click.argument("folder", type=STORE)
@click.argument("ward_file", type=FILE)
@click.option("--trust-keys", type=FILE, help="The trust's key file; else trust-keys.age beside the store.")
@click.option("--trust-passphrase-file", type=FILE, help="Its passphrase; else the hub's own.")
@click.option("--to", "to", type=STORE, help="Folder for the ward's first receipt; else the store's folder.")
@passphrase_option
@json_option
def hub_pair(
    folder: Path,
    ward_file: Path,
    trust_keys: Path | None,
    trust_passphrase_file: Path | None,
    to: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """List a ward's PC, and write the first receipt that lets it in. Compare the words by telephone first."""
    from wardqi.services import access, exchange, pairing

    own = shared.passphrase(passphrase_file)
    locks = shared.passphrase(trust_passphrase_file) if trust_passphrase_file else own
    target = to or folder
    session = access.unlock(folder, own)
    try:
        if session.vault.profile != "hub":
            raise shared.refused("not_a_hub", path=folder)
        locked = trust_keys or folder / pairing.TRUST_KEYS
        if not locked.exists():
            raise shared.refused("no_trust_keys", path=locked)
        with session.desk() as desk, folder_for(target):
            trust = pairing.unlock_trust_keys(locked, locks)
            paired, file = pairing.add_ward(desk, ward_file, trust)
            made = exchange.welcome(desk, target, file, trust)
            pairing.show_hub(desk, folder)
    finally:
        session.close()
    words = " ".join(paired.words)
    values = {"paired": paired.name, "words": list(paired.words), "receipt": str(made.path)}
    answer(
        values,
        as_json,
        f"Paired with {paired.name}. Its six words: {words}",
        f"Give the ward this first receipt: {made.path}",
    )


@click.command("pair")
@click.argument("store", type=STORE)
@click.argument("hub_file", type=FILE)
@passphrase_option
@json_option
def pair(store: Path, hub_file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Let a ward trust this hub. Compare the six words with the QI team by telephone first.

    On a hub: let its trust trust a region, which is a hub too.
    """
    from wardqi.services import pairing, region

    with opened(store, passphrase_file) as session:
        if session.vault.profile == "hub":
            joined = region.join(session, hub_file)
            paired, shown = joined.region, joined.own
        else:
            with session.desk() as desk:
                paired = pairing.trust_hub(desk, hub_file)
                shown = pairing.show_ward(desk, store)
            session.follow_recovery()
    values = {"paired": paired.name, "words": list(paired.words), "ward_file": str(shown.path)}
    answer(
        values,
        as_json,
        f"Paired with {paired.name}. Its six words: {' '.join(paired.words)}",
        f"Give the other side this file: {shown.path} (words: {' '.join(shown.words)})",
    )


@click.command("verify")
@click.argument("store", type=STORE)
@passphrase_option
@json_option
def verify(store: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Check pages, the log's chains and signatures, and that the tables are what the log says."""
    from wardqi.services import keeping

    with (
        opened(store, passphrase_file) as session,
        progress("Checking", hidden=as_json) as report,
        session.desk() as desk,
    ):
        verdict = keeping.verify(desk, report)
    values = {
        "sound": verdict.sound,
        "changes": verdict.changes,
        "pages": list(verdict.pages),
        "log": [{"code": fault.code, "where": fault.where} for fault in verdict.log],
        "tables": list(verdict.tables),
    }
    lines = [f"Sound: {verdict.changes} changes checked."] if verdict.sound else []
    lines += [f"Page check: {found}" for found in verdict.pages]
    lines += [f"Log: {fault.code} at {fault.where}" for fault in verdict.log]
    lines += [f"Table not as the log says: {name}" for name in verdict.tables]
    answer(values, as_json, *lines)
    if not verdict.sound:
        raise shared.Refused(
            "The store is not sound. Nothing was changed. Restore a backup, or ask for help."
        )


@click.command("backup")
@click.argument("store", type=STORE)
@click.option(
    "--to",
    "to",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file of the copy; its keys lie beside it.",
)
@passphrase_option
@json_option
def backup(store: Path, to: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Make an encrypted backup, proved by opening it."""
    from wardqi.services import keeping

    with opened(store, passphrase_file) as session:
        made = keeping.back_up(session, to)
    values = {"file": str(made.path), "changes": made.stamp.changes, "proved": True}
    answer(values, as_json, f"Backup of {made.stamp.changes} changes made and proved: {made.path}")


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--to", "to", type=STORE, required=True, help="Folder of the store to put back.")
@passphrase_option
@json_option
def restore(file: Path, to: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Put a backup in place as a new installation, and say which records post-date it."""
    from wardqi.services import keeping

    returned = keeping.restore(file, to, shared.passphrase(passphrase_file))
    returned.session.close()
    lost = [{"number": one.number, "kind": one.kind, "at": one.at} for one in returned.lost]
    values = {
        "store": str(to),
        "reaches": returned.reaches,
        "known": returned.known,
        "post_date": lost,
        "replaced": str(returned.replaced) if returned.replaced else None,
    }
    lines = [f"Restored into {to}. The backup reaches to {returned.reaches}."]
    if returned.replaced:
        lines.append(f"What was there before is kept as {returned.replaced}.")
    if returned.known:
        lines.append(f"{len(lost)} records post-date it.")
        lines += [f"  {one['number']} ({one['kind']}), {one['at']}" for one in lost]
    else:
        lines.append("What was recorded after that is not known here; ask the QI team for a snapshot.")
    answer(values, as_json, *lines)


def _tell_shown(folder: Path, file: Path, words: tuple[str, ...], as_json: bool) -> None:
    values = {"store": str(folder), "public_file": str(file), "words": list(words)}
    answer(values, as_json, f"Made {folder}.", f"Pairing file: {file}", f"Six words: {' '.join(words)}")
