"""Commands for the day when every passphrase of a store is forgotten."""

from __future__ import annotations

from pathlib import Path

import click

from wardqi.cli import shared
from wardqi.cli.shared import FILE, STORE, answer, json_option, passphrase_option


@click.group("recovery")
def recovery() -> None:
    """Get back into a store with the help of the trust's recovery key."""


@recovery.command("request")
@click.argument("store", type=STORE)
@click.option("--to", "to", type=FILE, required=True, help="Where the request goes.")
@passphrase_option
@json_option
def request(store: Path, to: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """On the ward: write a request. The passphrase asked for is the new one."""
    from wardqi.bundles import files
    from wardqi.services import recovery as recovering

    asked = recovering.request(store, shared.passphrase(passphrase_file, confirm=True))
    files.write(to, asked.text.encode("utf-8"))
    _tell(to, asked.words, as_json)


@recovery.command("answer")
@click.argument("file", type=FILE)
@click.option("--trust-keys", type=FILE, required=True, help="The trust's key file.")
@click.option("--to", "to", type=FILE, required=True, help="Where the answer goes.")
@passphrase_option
@json_option
def reply(file: Path, trust_keys: Path, to: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """At information governance: answer a request, once its six words were read back by telephone."""
    from wardqi.bundles import files
    from wardqi.services import pairing
    from wardqi.services import recovery as recovering

    text = pairing.read_text(file)
    asked = recovering.read(text)
    trust = pairing.unlock_trust_keys(trust_keys, shared.passphrase(passphrase_file))
    files.write(to, recovering.answer(text, trust).encode("utf-8"))
    _tell(to, asked.words, as_json)


@recovery.command("accept")
@click.argument("store", type=STORE)
@click.argument("file", type=FILE)
@click.option("--person", required=True, help="Name of the person who becomes the administrator.")
@passphrase_option
@json_option
def accept(store: Path, file: Path, person: str, passphrase_file: Path | None, as_json: bool) -> None:
    """On the ward: take the answer; the new passphrase opens the store."""
    from wardqi.services import pairing
    from wardqi.services import recovery as recovering

    text = pairing.read_text(file)
    session = recovering.accept(store, text, shared.passphrase(passphrase_file), name=person)
    session.close()
    answer({"store": str(store), "person": person}, as_json, f"{person} can open {store} now.")


def _tell(path: Path, words: tuple[str, ...], as_json: bool) -> None:
    values = {"file": str(path), "words": list(words)}
    answer(values, as_json, f"Written: {path}", f"Six words to read back: {' '.join(words)}")
