"""The national extract of a ward's period, and saving it for the trust's own systems."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wardqi.bundles import files
from wardqi.domain import mhsds
from wardqi.domain.mhsds import Extract, Source
from wardqi.reports import extract_words, sheet
from wardqi.services.desk import Desk
from wardqi.store import incidents, records

__all__ = ["Extract", "SavedExtract", "extract", "save"]

CHECKS = "checks.csv"


@dataclass(frozen=True, slots=True)
class SavedExtract:
    """Where the files are."""

    folder: Path
    files: tuple[Path, ...]


def extract(desk: Desk, first: date, last: date) -> Extract:
    """What the ward's records hold for the days from `first` to `last`; changes nothing.

    Raises NotAllowed, and ValueError when the period ends before it begins.
    """
    desk.may("extract")
    if last < first:
        raise ValueError("the period ends before it begins")
    return mhsds.extract(_sources(desk, first, last), first, last, desk.now())


def save(desk: Desk, made: Extract, folder: Path) -> SavedExtract:
    """Save one file for each table and one of the checks, in a new folder; a line of the audit trail says so.

    The tables are for another program: UTF-8 without a mark, every cell quoted and just as it is. The checks
    are for people. Raises NotAllowed and `files.NotSaved`.
    """
    desk.may("extract")
    place = files.free_path(folder, f"MHSDS {made.first.isoformat()} to {made.last.isoformat()}")
    texts = {f"{name}.csv": _table(name, made).encode("utf-8") for name in mhsds.COLUMNS}
    texts[CHECKS] = _checks(made).encode("utf-8-sig")
    with files.trouble():
        place.mkdir(mode=0o700)
    whole = hashlib.sha256()
    saved = []
    for name, data in texts.items():
        files.write(place / name, data)
        saved.append(place / name)
        whole.update(data)
    many = sum(len(rows) for rows in made.tables.values())
    about = desk.store.fact("store_id") or "store"
    desk.append(desk.note("export", about, code="mhsds", count=many, sha256=whole.hexdigest()))
    return SavedExtract(place, tuple(saved))


def _table(name: str, made: Extract) -> str:
    return sheet.raw_text(mhsds.COLUMNS[name], made.tables[name])


def _checks(made: Extract) -> str:
    rows = [
        (one.number, one.table, one.row, extract_words.effect(one.effect), extract_words.check(one.code))
        for one in made.findings
    ]
    return sheet.csv_text(extract_words.heading(), rows)


def _sources(desk: Desk, first: date, last: date) -> Iterator[Source]:
    known: dict[str, Mapping[str, object] | None] = {}
    since = mhsds.around(first).isoformat()
    for record in incidents.touching(desk.store, first.isoformat(), last.isoformat(), since):
        patient = str(record.value.get("patient") or "")
        if patient not in known:
            found = records.find(desk.store, patient) if patient else None
            known[patient] = None if found is None else found.value
        yield Source(record.ent, record.number, record.value, known[patient], record.review)
