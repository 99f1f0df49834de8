"""Whole jobs of the program that are killed half-way; each is run in a program of its own."""

from __future__ import annotations

import itertools
import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path

from tests import make
from tests.store.faults import victim
from wardqi.services import access, exchange, recording
from wardqi.services.access import Founding

FOUNDING = Founding("Heron Ward", make.TRUST, "Sam Ade", make.PASSPHRASE)

if "forkserver" in multiprocessing.get_all_start_methods():
    # Read once by the server that forks every victim; the parent's list is there too.
    multiprocessing.get_context("forkserver").set_forkserver_preload([__name__, victim.__name__])


def logging(folder: Path, begun: Connection) -> None:
    """Log one incident after another through its draft, as the form does; say what was acknowledged."""
    session = access.unlock(folder, make.PASSPHRASE)
    with session.desk() as desk:
        begun.send(None)
        for number in itertools.count():
            draft, words = f"draft-{number}", f"incident {number}"
            recording.keep_draft(desk, draft, "incident", words, {"narrative": words})
            begun.send(("draft", number, draft))
            saved = recording.log_incident(desk, make.incident(narrative=words), draft)
            begun.send(("saved", number, saved.ent))


def founding(folder: Path, begun: Connection) -> None:
    begun.send(None)
    access.set_up_ward(folder / "ward", FOUNDING).close()
    begun.send(None)


def importing(folder: Path, begun: Connection) -> None:
    """Take every file that lies in the post beside the store."""
    session = access.unlock(folder / "store", make.PASSPHRASE)
    with session.desk() as desk:
        begun.send(None)
        for path in sorted((folder / "post").iterdir()):
            taken = exchange.take(desk, path)
            begun.send(taken.state)
    session.close()


def exporting(folder: Path, begun: Connection) -> None:
    """Make the same bundle of everything again and again."""
    session = access.unlock(folder / "store", make.PASSPHRASE)
    with session.desk() as desk:
        begun.send(None)
        for _ in range(6):
            (made,) = exchange.export(desk, folder / "post", everything=True)
            begun.send(made.path.name)
    session.close()
