"""The encrypted file: how it is opened, written and checked."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path

import pytest

from wardqi.store import _sqlite

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of some pages, closed."""
    file = tmp_path / "a store.db"
    db = _sqlite.connect(file, KEY, create=True)
    with _sqlite.write_tx(db):
        db.execute("create table note (id integer primary key, words text)")
        db.conn.executemany(
            "insert into note (words) values (?)", [(f"heron {n} " + "x" * 900,) for n in range(60)]
        )
    db.conn.close()
    return file


def pragma(db: _sqlite.Database, name: str) -> object:
    return db.execute(f"pragma {name}").fetchone()[0]


def count(db: _sqlite.Database) -> int:
    return int(db.execute("select count(*) from note").fetchone()[0])


def test_every_setting_of_the_house_is_applied(path: Path) -> None:
    db = _sqlite.connect(path, KEY)
    found = {
        name: str(pragma(db, name))
        for name in (
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "cache_size",
            "temp_store",
            "trusted_schema",
            "cell_size_check",
            "busy_timeout",
            "cipher_memory_security",
        )
    }
    assert found == {
        "journal_mode": "truncate",
        "synchronous": "2",
        "foreign_keys": "1",
        "cache_size": "-65536",
        "temp_store": "2",
        "trusted_schema": "0",
        "cell_size_check": "1",
        "busy_timeout": "10000",
        "cipher_memory_security": "1",
    }
    assert db.conn.row_factory is None
    db.conn.close()


def test_a_hub_may_write_ahead_and_still_flushes_every_commit(path: Path) -> None:
    db = _sqlite.connect(path, KEY, wal=True)
    assert (pragma(db, "journal_mode"), pragma(db, "synchronous")) == ("wal", 2)
    db.conn.close()


def test_nothing_readable_is_in_the_file(path: Path) -> None:
    data = path.read_bytes()
    assert b"heron" not in data
    assert b"SQLite format" not in data
    assert b"create table" not in data.lower()


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_of_another_length_is_never_taken_for_a_passphrase(path: Path, length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        _sqlite.connect(path, b"k" * length)


def test_another_key_opens_nothing_and_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(_sqlite.Unreadable):
        _sqlite.connect(path, OTHER_KEY)
    assert path.read_bytes() == before


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(_sqlite.DiskFault):
        _sqlite.connect(tmp_path / "none.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_making_a_file_refuses_one_that_is_there(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        _sqlite.connect(path, KEY, create=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["50% ready?.db", "a#b.db", "ward's.db", "ünï.db", "a&mode=memory.db"])
def test_any_file_name_opens_that_file_and_no_other(tmp_path: Path, name: str) -> None:
    _sqlite.connect(tmp_path / name, KEY, create=True).conn.close()
    db = _sqlite.connect(tmp_path / name, KEY)
    with _sqlite.write_tx(db):
        db.execute("create table t (a)")
    db.conn.close()
    assert {entry.name for entry in tmp_path.iterdir()} == {name, name + "-journal"}


def test_what_fails_inside_a_transaction_leaves_nothing(path: Path) -> None:
    db = _sqlite.connect(path, KEY)
    with pytest.raises(_sqlite.IntegrityError), _sqlite.write_tx(db):
        db.conn.executemany("insert into note (id, words) values (?, 'half')", [(61,), (62,), (1,)])
    assert count(db) == 60
    assert not db.conn.in_transaction
    db.conn.close()


def test_an_inner_transaction_is_undone_alone(path: Path) -> None:
    db = _sqlite.connect(path, KEY)
    with _sqlite.write_tx(db):
        db.execute("insert into note (words) values ('kept')")
        with pytest.raises(_sqlite.IntegrityError), _sqlite.write_tx(db):
            db.conn.executemany("insert into note (id, words) values (?, 'undone')", [(99,), (1,)])
    assert [row[0] for row in db.execute("select words from note where id > 60")] == ["kept"]
    db.conn.close()


def test_a_read_followed_by_a_write_waits_for_another_writer(path: Path) -> None:
    first = _sqlite.connect(path, KEY)
    saved = []

    def second() -> None:
        db = _sqlite.connect(path, KEY)
        with _sqlite.write_tx(db):
            saved.append(count(db))
            db.execute("insert into note (words) values ('second')")
        db.conn.close()

    with _sqlite.write_tx(first):
        other = threading.Thread(target=second)
        other.start()
        first.execute("insert into note (words) values ('first')")
    other.join()
    assert (saved, count(first)) == ([61], 62)
    first.conn.close()


def test_a_writer_that_never_lets_go_is_said_to_be_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = _sqlite.connect(path, KEY)
    monkeypatch.setattr(_sqlite, "TIMEOUT_S", 0.05)
    late = _sqlite.connect(path, KEY)
    with _sqlite.write_tx(holder):
        with pytest.raises(_sqlite.StoreBusy), _sqlite.write_tx(late):
            pytest.fail("two writers at once")
        holder.execute("insert into note (words) values ('kept')")
    with _sqlite.write_tx(late):
        late.execute("insert into note (words) values ('later')")
    assert count(holder) == 62
    holder.conn.close()
    late.conn.close()


def test_a_read_only_connection_cannot_write(path: Path) -> None:
    before = path.read_bytes()
    db = _sqlite.connect(path, KEY, read_only=True)
    with pytest.raises(_sqlite.ReadOnly), _sqlite.write_tx(db):
        db.execute("delete from note")
    assert count(db) == 60
    db.conn.close()
    assert path.read_bytes() == before


def test_an_error_of_our_own_keeps_its_class(path: Path) -> None:
    db = _sqlite.connect(path, KEY)
    with pytest.raises(_sqlite.OperationalError, match="no such table"), _sqlite.write_tx(db):
        db.execute("insert into missing values (1)")
    db.conn.close()


def test_sqlite_utils_knows_the_errors_of_this_driver(path: Path) -> None:
    db = _sqlite.connect(path, KEY)
    with _sqlite.write_tx(db):
        table = db.table("note")
        table.insert({"id": 1, "words": "again"}, ignore=True)
        table.upsert({"id": 2, "words": "changed"}, pk="id")
        table.insert({"id": 3, "words": "replaced"}, replace=True)
    words = dict(db.execute("select id, words from note where id < 4").fetchall())
    assert (words[2], words[3]) == ("changed", "replaced")
    assert words[1].startswith("heron 0")
    assert list(db.query("select count(*) as n from note")) == [{"n": 60}]
    db.conn.close()


def test_a_connection_belongs_to_its_thread_but_may_be_asked_whether_it_is_open(path: Path) -> None:
    db = _sqlite.connect(path, KEY)
    said: list[object] = []

    def elsewhere() -> None:
        said.append(_sqlite.is_open(db))
        try:
            db.execute("select 1")
        except _sqlite.ProgrammingError as error:
            said.append(type(error).__name__)

    other = threading.Thread(target=elsewhere)
    other.start()
    other.join()
    db.conn.close()
    assert said == [True, "ProgrammingError"]
    assert not _sqlite.is_open(db)


def checked(path: Path) -> list[str]:
    db = _sqlite.connect(path, KEY, wal=None)
    try:
        return _sqlite.check(db)
    finally:
        db.conn.close()


def test_a_sound_file_passes_both_checks(path: Path) -> None:
    assert checked(path) == []


def test_the_two_checks_side_by_side_find_what_they_find_in_turn(path: Path) -> None:
    def another() -> _sqlite.Database:
        return _sqlite.connect(path, KEY)

    db = another()
    assert _sqlite.check(db, another) == _sqlite.check(db) == []
    db.conn.close()
    with path.open("r+b") as file:
        file.seek(5 * 4096 + 100)
        file.write(b"\0" * 64)
    db = another()
    found = _sqlite.check(db, another)
    assert found
    assert found == _sqlite.check(db)
    db.conn.close()


def test_a_changed_byte_is_found_by_the_page_check(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[5 * PAGE + 100] ^= 1
    path.write_bytes(data)
    assert any(fault.startswith("pages:") for fault in checked(path))


def test_a_file_cut_at_a_page_is_found_by_the_structure_check(path: Path) -> None:
    # Cut behind the connection's back, for the opener itself notices a file shorter than it says.
    db = _sqlite.connect(path, KEY)
    os.truncate(path, path.stat().st_size - PAGE)
    found = _sqlite.check(db)
    db.conn.close()
    assert found
    assert all(fault.startswith("structure:") for fault in found)
    with pytest.raises(_sqlite.Unreadable):
        _sqlite.connect(path, KEY)


def test_pages_added_behind_the_end_are_found_by_the_page_check(path: Path) -> None:
    with path.open("ab") as file:
        file.write(os.urandom(PAGE))
    assert any(fault.startswith("pages:") for fault in checked(path))


@pytest.mark.parametrize("wal", [False, True])
def test_a_copy_has_the_same_key_and_content(path: Path, tmp_path: Path, *, wal: bool) -> None:
    db = _sqlite.connect(path, KEY, wal=wal)
    with _sqlite.write_tx(db):
        db.execute("insert into note (words) values ('last')")
    _sqlite.vacuum_into(db, tmp_path / "copy.db")
    db.conn.close()
    assert b"heron" not in (tmp_path / "copy.db").read_bytes()
    copy = _sqlite.connect(tmp_path / "copy.db", KEY, read_only=True)
    assert (count(copy), _sqlite.check(copy)) == (61, [])
    copy.conn.close()


def test_after_a_change_of_key_only_the_new_one_opens(path: Path) -> None:
    db = _sqlite.connect(path, KEY)
    _sqlite.rekey(db, OTHER_KEY)
    db.conn.close()
    with pytest.raises(_sqlite.Unreadable):
        _sqlite.connect(path, KEY)
    db = _sqlite.connect(path, OTHER_KEY)
    assert (count(db), _sqlite.check(db)) == (60, [])
    db.conn.close()


FORBIDDEN = {
    "an unencrypted database": re.compile(r"Database\(\s*(f?[\"']|memory|str\()|memory\s*=\s*True"),
    "a second database without a key": re.compile(r"db\.attach\(|\battach (database|'|\?|:)", re.I),
    "a plain dump": re.compile(r"iterdump"),
    "a copy that can hang": re.compile(r"conn\.backup\("),
    "code loaded into the connection": re.compile(r"enable_load_extension|set_trace_callback|tracer\s*="),
    "rows that break sqlite-utils": re.compile(r"row_factory\s*="),
    "commits that are not flushed": re.compile(r"synchronous\s*=\s*(NORMAL|OFF|0|1)\b", re.IGNORECASE),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_code_opens_a_database_another_way(what: str) -> None:
    package = Path(_sqlite.__file__).parents[1]
    found = [
        f"{file.relative_to(package)}: {line.strip()}"
        for file in package.rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if FORBIDDEN[what].search(line)
    ]
    assert found == []
