"""What every command shares: passphrases, sentences for what went wrong, JSON answers, progress."""

from __future__ import annotations

import codecs
import errno
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import click

from wardqi.app import problems
from wardqi.services.access import Session
from wardqi.text import QT_TRANSLATE_NOOP, say

CONTEXT = "Command line"
VARIABLE = "WARDQI_PASSPHRASE"

SENTENCES = {
    "passphrase_file": QT_TRANSLATE_NOOP(
        "Command line", "The passphrase file {path} could not be read. Nothing was changed."
    ),
    "no_passphrase": QT_TRANSLATE_NOOP(
        "Command line",
        "A passphrase is needed: give --passphrase-file, set WARDQI_PASSPHRASE, or run this at a terminal.",
    ),
    "broke": QT_TRANSLATE_NOOP(
        "Command line", "Something in WardQI broke ({kind}). What was saved before is safe. Please report it."
    ),
    "not_allowed": QT_TRANSLATE_NOOP(
        "Command line",
        "This person's role may not do that. Nothing was changed. Ask a ward manager or QI lead.",
    ),
    "stopped": QT_TRANSLATE_NOOP("Command line", "Stopped. Nothing of the unfinished step was kept."),
    "not_empty": QT_TRANSLATE_NOOP(
        "Command line", "The folder {path} is not empty. Nothing was changed. Choose a new folder."
    ),
    "no_display": QT_TRANSLATE_NOOP(
        "Command line",
        "There is no display here, so the window cannot be opened. Nothing was changed. "
        "Run it on the desktop, or see the commands with: wardqi --help",
    ),
    "not_a_hub": QT_TRANSLATE_NOOP(
        "Command line",
        "The store in {path} is a ward's, not a QI team's. Nothing was changed. "
        "Name the hub's folder; a ward pairs with: wardqi pair",
    ),
    "trust_keys_there": QT_TRANSLATE_NOOP(
        "Command line",
        "There is a trust's key file already: {path}. Nothing was changed. "
        "Choose another folder, and keep that file in a safe place.",
    ),
    "no_trust_keys": QT_TRANSLATE_NOOP(
        "Command line",
        "The trust's key file is not at {path}. Nothing was changed. "
        "Bring it from where it is kept, and name it with --trust-keys.",
    ),
    "folder": QT_TRANSLATE_NOOP(
        "Command line", "The folder or file {path} cannot be used ({why}). Nothing was changed."
    ),
}

STORE = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path)
passphrase_option = click.option(
    "--passphrase-file", type=FILE, help="A file whose first line is the passphrase."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")


class Refused(click.ClickException):
    """A refused or failed job: one plain sentence on stderr, exit code 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence alone."""
        click.echo(self.message, file=file, err=file is None)


def refused(code: str, **places: object) -> Refused:
    """The sentence of that code as an error to raise."""
    return Refused(say(CONTEXT, SENTENCES[code], **places))


class Guarded(click.Group):
    """Turns every fault into one sentence and an exit code; a traceback is never shown."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; faults of the world and refusals become Refused, faults of ours a reference."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            raise refused("stopped") from None
        except OSError as error:
            if isinstance(error, FileExistsError) and error.errno is None:  # of ours, not of the system
                raise refused("not_empty", path=error.args[0]) from None
            if error.errno == errno.EPIPE:  # whoever read our answer has heard enough
                raise
            raise refused("folder", path=error.filename or "", why=error.strerror or "") from None
        except Exception as error:
            message = problems.message(error)
            if message is not None:
                raise Refused(message.sentence()) from None
            if os.environ.get("WARDQI_DEBUG") == "1":
                raise
            raise refused("broke", kind=type(error).__name__) from None


def passphrase(file: Path | None, *, confirm: bool = False) -> str:
    """The passphrase from a file, the variable, or the person; never from an argument."""
    if file is not None:
        try:
            data = file.read_bytes()
            # Notepad and PowerShell may put a mark in front, or write two bytes a letter.
            encoding = "utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
            return data.decode(encoding).splitlines()[0]
        except (OSError, UnicodeDecodeError, IndexError):
            raise refused("passphrase_file", path=file) from None
    given = os.environ.get(VARIABLE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise refused("no_passphrase")
    return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True))


@contextmanager
def opened(store: Path, file: Path | None) -> Iterator[Session]:
    """A store unlocked for one command, locked again afterwards."""
    from wardqi.services import access

    session = access.unlock(store, passphrase(file))
    try:
        yield session
    finally:
        session.close()


@contextmanager
def folder_for(to: Path) -> Iterator[None]:
    """A folder for what is made inside; when that fails, folders made for it are gone again."""
    made = [folder for folder in (to, *to.parents) if not folder.exists()]
    to.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        raise


def answer(values: Mapping[str, object], as_json: bool, *lines: str) -> None:
    """One JSON object, or the lines for a person."""
    if as_json:
        click.echo(json.dumps(values, ensure_ascii=False))
    else:
        for line in lines:
            click.echo(line)


@contextmanager
def progress(label: str, *, hidden: bool = False) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal and nothing when piped; the function is told part and whole."""
    if hidden or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=100, label=label, file=sys.stderr) as bar:

        def report(done: int, total: int) -> None:
            bar.update(max(0, round(100 * done / max(total, 1)) - bar.pos))

        yield report
