"""Work that is killed half-way: each function is run in a program of its own until its time is up."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.store.faults import ward
from tests.store.faults.ward import NOW, OTHER, PASSPHRASE
from wardqi.store import _sqlite, keys, migrations, vault

THIRD = "copper heron violet stair"
Work = Callable[[Path, Connection], None]

# A server that has read the program once and forks: a new victim costs milliseconds. Windows has none.
_KIND = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_programs = multiprocessing.get_context(_KIND)
if _KIND == "forkserver":
    _programs.set_forkserver_preload(["tests.store.faults.victim"])


def creating(folder: Path, begun: Connection) -> None:
    begun.send(None)
    vault.create(folder, profile="ward", passphrase=PASSPHRASE, label="Sam")
    begun.send(None)


def rotating(folder: Path, begun: Connection) -> None:
    opened = vault.unlock(folder, PASSPHRASE)
    begun.send(None)
    opened.rotate()
    begun.send(None)


def changing_passphrases(folder: Path, begun: Connection) -> None:
    """The nurse's passphrase goes to and fro, and an opener is added, until the end."""
    opened = vault.unlock(folder, PASSPHRASE, uid=keys.people(folder)[0].uid)
    nurse = keys.people(folder)[1].uid
    begun.send(None)
    for _ in range(6):
        keys.change_passphrase(folder, opened.unlocked, nurse, OTHER, THIRD)
        keys.add_opener(folder, opened.unlocked, passphrase="seven tall red gates", recovery=())
        keys.change_passphrase(folder, opened.unlocked, nurse, THIRD, OTHER)
    begun.send(None)


def backing_up(folder: Path, begun: Connection) -> None:
    opened = vault.unlock(folder, PASSPHRASE)
    begun.send(None)
    for day in range(12):
        opened.daily_backup(NOW + timedelta(days=day))
    begun.send(None)


def restoring(folder: Path, begun: Connection) -> None:
    begun.send(None)
    vault.restore(folder / "copy.db", folder, PASSPHRASE)
    begun.send(None)


def big_step(db: _sqlite.Database) -> None:
    """A step of the schema that takes a while."""
    db.execute("create table later (id integer primary key, words text)")
    db.conn.executemany("insert into later (words) values (?)", [("x" * 500,) for _ in range(3000)])
    db.execute("create index later_words on later (words)")


def migrating(folder: Path, begun: Connection) -> None:
    migrations.STEPS = (*migrations.STEPS, big_step)
    migrations.LATEST = len(migrations.STEPS)
    begun.send(None)
    vault.unlock(folder, PASSPHRASE)
    begun.send(None)


def saving(folder: Path, begun: Connection) -> None:
    """Save until killed; the ids of each save are sent once it is acknowledged."""
    opened = vault.unlock(folder, PASSPHRASE)
    begun.send(None)
    with opened.open() as store:
        for number in range(100_000):
            begun.send(ward.save(opened, store, f"saved {number}"))


def duration(work: Work, folder: Path) -> float:
    """Seconds the work takes when nobody kills it, from its first word to its last."""
    here, there = _programs.Pipe()
    program = _programs.Process(target=work, args=(folder, there))
    program.start()
    here.recv()
    start = time.monotonic()
    here.recv()
    spent = time.monotonic() - start
    program.join()
    assert program.exitcode == 0
    return spent


def kill(work: Work, folder: Path, chance: random.Random, longest_s: float) -> list[object]:
    """Start the work and kill it at a random moment; gives what it had sent after its first word."""
    here, there = _programs.Pipe()
    program = _programs.Process(target=work, args=(folder, there))
    program.start()
    there.close()
    here.recv()
    time.sleep(chance.uniform(0, longest_s))
    program.kill()
    program.join()
    sent = []
    try:
        while here.poll(0):
            sent.append(here.recv())
    except EOFError:
        pass
    return sent


def _holds(folder: Path, begun: Connection) -> None:
    db = _sqlite.connect(folder / "store.db", keys.db_key(keys.unlock(folder, PASSPHRASE).dek))
    db.execute("begin exclusive")
    begun.send(None)
    time.sleep(60)


def _keeps_open(folder: Path, begun: Connection) -> None:
    opened = vault.unlock(folder, PASSPHRASE)
    begun.send(None)
    time.sleep(60)
    opened.lock()


def _started(work: Work, folder: Path) -> BaseProcess:
    here, there = _programs.Pipe()
    program = _programs.Process(target=work, args=(folder, there))
    program.start()
    here.recv()
    return program


def holding(folder: Path) -> BaseProcess:
    """A program that has the file to itself until it is killed."""
    return _started(_holds, folder)


def keeping_open(folder: Path) -> BaseProcess:
    """A program that has the store unlocked until it is killed."""
    return _started(_keeps_open, folder)


def _writes(path: Path, key: bytes, writer: int, count: int) -> None:
    db = _sqlite.connect(path, key)
    for number in range(count):
        with _sqlite.write_tx(db):
            (total,) = db.execute("select n from total").fetchone()
            db.execute("insert into note values (?, ?)", [writer, number])
            db.execute("update total set n = ?", [total + 1])
    db.conn.close()


def two_writers(path: Path, key: bytes, count: int) -> None:
    """Two programs that read and write the same file at the same time."""
    programs = [_programs.Process(target=_writes, args=(path, key, writer, count)) for writer in range(2)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
        assert program.exitcode == 0
