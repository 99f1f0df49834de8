"""What the log means for the tables that screens read; all of them can be rebuilt from it.

`apply` takes changes that have just gone into the log, folds each record they touch and writes its
row. `replay` empties the derived tables and does the same for the whole log; `differences` compares
the two, so that a table nobody wrote through the log is noticed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from wardqi.domain import codes, improvement, incidents, kinds, merge, spreading
from wardqi.domain.changes import Op
from wardqi.store import _sqlite, fulltext, log, migrations
from wardqi.store._sqlite import Database


@dataclass(frozen=True, slots=True)
class Record:
    """A record as the table holds it: `value` nested, `heads` to build on, `conflicts` by path."""

    ent: str
    kind: str
    ward: str | None
    value: Mapping[str, object]
    heads: tuple[str, ...]
    conflicts: Mapping[str, tuple[merge.Rival, ...]]
    voided: bool
    review: bool
    created_by: str
    created_at: str
    changed_by: str
    changed_at: str
    number: str


LOCKS: Mapping[str, merge.Lock] = {"cycle": improvement.LOCK}
"""Kinds in which one change fixes what others may not replace: the sealed plan of a test."""

RULES = 4
"""Goes up whenever a derived table is worked out otherwise: a store from before is then replayed once."""

COLUMNS = (
    "ent, kind, ward, value, heads, conflicts, voided, review, created_by, created_at, changed_by,"
    " changed_at, number"
)
"""The columns of `record` that `read` wants, in order."""

_REPLACED = ", ".join(f"{column} = excluded.{column}" for column in COLUMNS.split(", ")[1:])


def read(row: Sequence[object]) -> Record:
    """A record from a row of `COLUMNS`."""
    conflicts = json.loads(str(row[5])) if row[5] else {}
    return Record(
        ent=str(row[0]),
        kind=str(row[1]),
        ward=None if row[2] is None else str(row[2]),
        value=json.loads(str(row[3])),
        heads=tuple(json.loads(str(row[4]))),
        conflicts={path: tuple(merge.Rival(*one) for one in found) for path, found in conflicts.items()},
        voided=bool(row[6]),
        review=bool(row[7]),
        created_by=str(row[8]),
        created_at=str(row[9]),
        changed_by=str(row[10]),
        changed_at=str(row[11]),
        number=str(row[12]),
    )


def find(db: Database, ent: str) -> Record | None:
    """One record, or None."""
    row = db.execute(f"select {COLUMNS} from record where ent = ?", [ent]).fetchone()
    return None if row is None else read(row)


def heads(db: Database, ents: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The changes that the next change to each of these records builds on; a new record is absent."""
    among, value = _sqlite.among(ents)
    rows = db.execute(f"select ent, heads from record where ent {among}", [value])
    return {str(ent): tuple(json.loads(str(kept))) for ent, kept in rows}


def change(entry: log.Entry) -> merge.Change:
    """What folding needs of an entry: known fields only, the private values laid over the public ones."""
    op = entry.op
    sets = {
        path: value
        for part in (op.set, entry.private)
        for path, value in kinds.flatten(kinds.known(op.kind, part)[0]).items()
    }
    return merge.Change(op.id, op.lam, op.action, op.base, sets, op.by, entry.at, op.reason)


def foldable(entry: log.Entry) -> bool:
    """Whether this version understands the change; the others are kept for a newer one."""
    op = entry.op
    kind = kinds.KINDS.get(op.kind)
    return (
        kind is not None
        and op.kind not in kinds.SYSTEM
        and op.action in merge.ACTIONS
        and op.sv <= kind.version
    )


def apply(db: Database, entries: Sequence[log.Entry]) -> set[str]:
    """Bring the tables up to date with changes just put into the log; gives the kinds that changed."""
    if any(entry.op.kind in ("user", "replica") for entry in entries):
        rebuild_people(db)
    fresh: dict[str, list[log.Entry]] = {}
    for entry in entries:
        if foldable(entry):
            fresh.setdefault(entry.op.ent, []).append(entry)
    _fold(db, fresh)
    return {entry.op.kind for entry in entries}


def refold(db: Database, ents: Iterable[str]) -> None:
    """Work out records again from the log alone, for when changes were taken back out of it.

    People and installations must be rebuilt before, for they say which ward a record belongs to.
    """
    ents = list(ents)
    among, value = _sqlite.among(ents)
    for table in ("record", "intervention", "quiet_shift", "bed_day", "paper_slip"):
        db.execute(f"delete from {table} where ent {among}", [value])
    ids = [row[0] for row in db.execute(f"select id from incident where ent {among}", [value])]
    fulltext.drop(db, ids)
    db.conn.executemany("delete from incident where id = ?", [(number,) for number in ids])
    _fold(db, {ent: _logged(db, ent) for ent in ents})
    _project_again(db, ents)  # incidents of patients that are gone


def replay(db: Database) -> None:
    """Empty every derived table and fill it from the log; inside a write transaction."""
    fulltext.index(db)
    for table in migrations.DERIVED:
        db.execute(f"delete from {table}")
    rebuild_people(db)
    batch: dict[str, list[log.Entry]] = {}
    for ent, group in groupby(_all(db), key=lambda entry: entry.op.ent):
        batch[ent] = [entry for entry in group if foldable(entry)]
        if len(batch) >= 2000:
            _fold(db, batch)
            batch = {}
    _fold(db, batch)
    _project_again(db)


def up_to_date(db: Database) -> bool:
    """Whether the derived tables were filled by the rules of this program."""
    return log.get(db, "rules") == str(RULES)


def bring_up_to_date(db: Database) -> None:
    """Fill them by the rules of this program; inside a write transaction."""
    replay(db)
    log.put(db, "rules", str(RULES))


def rebuild_people(db: Database) -> None:
    """Fill the tables of people and installations from the log alone."""
    db.execute("delete from person")
    db.execute("delete from replica")
    rows = db.execute(f"select {log.ROW} from change where kind in ('user', 'replica') order by lam, rep")
    for row in rows.fetchall():
        _apply_system(db, log.read(row))


def _all(db: Database) -> Iterator[log.Entry]:
    rows = db.execute(
        f"select {log.ROW} from change where kind not in ('user', 'replica', 'audit') order by ent, rep, seq"
    )
    return map(log.read, rows)


def differences(db: Database) -> list[str]:
    """Names of derived tables that a replay would change; empty when all is well. Changes nothing."""
    found: list[str] = []
    db.execute("create virtual table temp.word_seen using fts5vocab('main', 'incident_text', 'instance')")
    try:
        with _sqlite.write_tx(db):
            fulltext.index(db)
            before = {table: _print_of(db, table) for table in migrations.DERIVED}
            replay(db)
            fulltext.index(db)
            found = [table for table in migrations.DERIVED if _print_of(db, table) != before[table]]
            raise _Compared
    except _Compared:
        return found
    finally:
        db.execute("drop table temp.word_seen")


class _Compared(Exception):
    """Everything was looked at; the replay is taken back."""


def _print_of(db: Database, table: str) -> tuple[int, int]:
    """How many rows, and a sum over what they say that does not depend on their order."""
    # The row number of an incident is only where its row lies.
    sql, skip = f"select * from {table}", 1 if table == "incident" else 0
    if table == "incident_text":
        sql = "select ent, term, offset from temp.word_seen left join incident on incident.id = word_seen.doc"
    count = total = 0
    for row in db.execute(sql):
        count += 1
        total += hash(row[skip:])
    return count, total


def _logged(db: Database, ent: str) -> list[log.Entry]:
    rows = db.execute(f"select {log.ROW} from change where ent = ? order by rep, seq", [ent])
    return [entry for entry in map(log.read, rows) if foldable(entry)]


def history(db: Database, ent: str) -> list[log.Entry]:
    """Every change to a record, oldest first."""
    return sorted(_logged(db, ent), key=lambda entry: (entry.op.lam, entry.op.id))


def attempts(db: Database, ent: str) -> Mapping[str, tuple[merge.Rival, ...]]:
    """What was given, without effect, to paths of a record that a lock had fixed, by path."""
    entries = _logged(db, ent)
    if not entries:
        return {}
    wards = {str(rep): ward for rep, ward in db.execute("select rep, ward from replica")}
    return _folded(ent, entries, wards)[1].attempts


def _apply_system(db: Database, entry: log.Entry) -> None:
    op = entry.op
    if op.kind == "replica":
        db.execute(
            "insert or replace into replica (rep, ward, dev, name) values (?, ?, ?, ?)",
            [op.rep, op.set.get("ward"), op.set.get("dev"), op.set.get("name")],
        )
    elif op.kind == "user" and op.action == "enrol":
        sets = {**op.set, **entry.private}
        db.execute(
            "insert into person (uid, role, sign_pub, age_pub, name, job_title, ward, enrolled, enrolled_lam)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (uid) do update set role = excluded.role,"
            " sign_pub = excluded.sign_pub, age_pub = excluded.age_pub,"
            " name = coalesce(excluded.name, name), job_title = coalesce(excluded.job_title, job_title),"
            " enrolled_lam = min(enrolled_lam, excluded.enrolled_lam), retired = null",
            [
                op.ent,
                sets.get("role"),
                sets.get("sign_pub"),
                sets.get("age_pub"),
                sets.get("name"),
                sets.get("job_title"),
                _ward_of(db, op.rep),
                op.id,
                op.lam,
            ],
        )
    elif op.kind == "user" and op.action == "retire":
        db.execute("update person set retired = ? where uid = ?", [op.id, op.ent])


def _ward_of(db: Database, rep: str) -> str | None:
    row = db.execute("select ward from replica where rep = ?", [rep]).fetchone()
    return None if row is None or row[0] is None else str(row[0])


def _fold(db: Database, fresh: Mapping[str, list[log.Entry]]) -> None:
    wards = {str(rep): ward for rep, ward in db.execute("select rep, ward from replica")}
    among, value = _sqlite.among(list(fresh))
    known = {str(ent) for (ent,) in db.execute(f"select ent from record where ent {among}", [value])}
    records: list[Record] = []
    for ent, entries in fresh.items():
        if ent in known and (grown := _grown(db, ent, entries, wards)):
            records.append(grown)
        elif whole := _logged(db, ent) if ent in known else entries:
            records.append(_record(ent, whole, wards))
    db.conn.executemany(
        f"insert into record ({COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        f" on conflict (ent) do update set {_REPLACED}",
        (_row(record) for record in records),
    )
    _project(db, records, known)


def _grown(
    db: Database, ent: str, entries: Sequence[log.Entry], wards: Mapping[str, str | None]
) -> Record | None:
    """A record with one amendment more that builds on all there was, worked out from its row; None where the
    whole of it has to be folded. A record of many changes, as a huddle is, is saved as fast as a short one.
    """
    held = find(db, ent) if len(entries) == 1 else None
    if held is None or held.conflicts or held.voided or held.review:
        return None
    (entry,) = entries
    op = entry.op
    same = op.kind == held.kind and op.action == merge.AMEND and wards.get(op.rep) == held.ward
    if not same or op.kind in LOCKS or op.kind in spreading.SHARED_KINDS:
        return None
    if set(op.base) != set(held.heads) or _derived_here(ent, held.ward or "", op):
        return None
    if any(lam >= op.lam for lam in _counters(db, held.heads)):
        return None
    more = change(entry)
    return replace(
        held,
        value=kinds.nest({**kinds.flatten(held.value), **more.sets}),
        heads=(more.id,),
        changed_by=more.by,
        changed_at=more.at,
    )


def _counters(db: Database, ids: Sequence[str]) -> list[int]:
    """The Lamport counters of changes; nothing before them has a higher one."""
    found = []
    for id_ in ids:
        rep, _, seq = id_.rpartition(":")
        row = db.execute("select lam from change where rep = ? and seq = ?", [rep, int(seq)]).fetchone()
        found.append(int(row[0]))
    return found


def _folded(
    ent: str, entries: Sequence[log.Entry], wards: Mapping[str, str | None]
) -> tuple[Op, merge.State]:
    """The change that begins a record, and what all its changes make of it."""
    first = _beginning(ent, entries, wards)
    ward = wards.get(first.rep)
    # It names the kind and the ward: no forged change turns it into another kind of record,
    # and no ward can change another's. Only what the QI team and a ward share is written by both.
    ours = [entry for entry in entries if entry.op.kind == first.kind]
    if first.kind in spreading.SHARED_KINDS:
        changes = _shared(first, ours, wards)
    else:
        changes = [change(entry) for entry in ours if wards.get(entry.op.rep) == ward]
    return first, merge.fold(changes, LOCKS.get(first.kind))


def _shared(first: Op, entries: Sequence[log.Entry], wards: Mapping[str, str | None]) -> list[merge.Change]:
    """The changes that count in a record which the QI team and a ward write together; see `spreading`."""
    begun_by = wards.get(first.rep)
    said = first.set.get("ward")
    asked = said if isinstance(said, str) else None
    found = []
    for entry in entries:
        author, one = wards.get(entry.op.rep), change(entry)
        sets = spreading.heard(first.kind, begun_by, asked, author, one.sets)
        # Who began a record alone archives it.
        acts = one.action in (merge.VOID, merge.RESTORE) and author == begun_by
        if acts or sets or entry.op is first:
            found.append(replace(one, sets=sets))
    return found


def _record(ent: str, entries: Sequence[log.Entry], wards: Mapping[str, str | None]) -> Record:
    first, state = _folded(ent, entries, wards)
    return Record(
        ent=ent,
        kind=first.kind,
        ward=wards.get(first.rep),
        value=kinds.nest(state.values),
        heads=state.heads,
        conflicts=state.conflicts,
        voided=state.voided,
        review=state.needs_review,
        created_by=state.created_by,
        created_at=state.created_at,
        changed_by=state.changed_by,
        changed_at=state.changed_at,
        number=f"{first.rep[:4].upper()}-{first.seq}",
    )


def _beginning(ent: str, entries: Sequence[log.Entry], wards: Mapping[str, str | None]) -> Op:
    """The change that begins a record and so says what kind it is and whose.

    An id that a ward and a date make can be worked out by another ward too: it is the ward's whose it is.
    """
    ops = sorted((entry.op for entry in entries), key=lambda op: (op.lam, op.id))
    # What the QI team began, every ward reads: none can claim it with an older counter. What it only adds to
    # may have come before the card itself.
    begun = [op for op in ops if op.kind in spreading.GOES_DOWN and op.action == merge.CREATE]
    if begun:
        return next((op for op in begun if wards.get(op.rep) is None), begun[0])
    return next((op for op in ops if _derived_here(ent, wards.get(op.rep) or "", op)), ops[0])


def _derived_here(ent: str, ward: str, op: Op) -> bool:
    """Whether the id is the one this ward's record of that month, shift or day has."""
    if op.kind == "bed_days":
        return ent == kinds.month_id(ward, str(op.set.get("month")))
    if op.kind == "quiet_shift":
        return ent == kinds.shift_id(ward, str(op.set.get("date")), str(op.set.get("shift")))
    if op.kind == "huddle":
        return ent == kinds.huddle_id(ward, str(op.set.get("date")))
    if op.kind == "checklist":
        return ent == kinds.checklist_id(ward, str(op.set.get("base")))
    if op.kind == "external_series":
        return ent == kinds.rollup_id(ward, str(op.set.get("measure")))
    return False


def _row(record: Record) -> tuple[object, ...]:
    conflicts = {
        path: [[one.change, one.value, one.by, one.at] for one in rivals]
        for path, rivals in record.conflicts.items()
    }
    return (
        record.ent,
        record.kind,
        record.ward,
        _json(record.value),
        _json(record.heads),
        _json(conflicts) if conflicts else None,
        record.voided,
        record.review,
        record.created_by,
        record.created_at,
        record.changed_by,
        record.changed_at,
        record.number,
    )


def _project(db: Database, records: Sequence[Record], known: set[str]) -> None:
    """Write the tables of single subjects: incidents, quiet shifts, bed days, slips."""
    by_kind: dict[str, list[Record]] = {}
    for record in records:
        by_kind.setdefault(record.kind, []).append(record)
    if "patient" in by_kind:
        _project_again(db, [record.ent for record in by_kind["patient"]])
    if "incident" in by_kind:
        _project_incidents(db, by_kind["incident"], known)
    if "quiet_shift" in by_kind:
        _project_quiet_shifts(db, by_kind["quiet_shift"])
    if "bed_days" in by_kind:
        _project_bed_days(db, by_kind["bed_days"])
    if "paper_batch" in by_kind:
        _project_paper(db, by_kind["paper_batch"])


def _project_again(db: Database, patients: Sequence[str] | None = None) -> None:
    """Incidents whose row depends on what is known of their patient."""
    where = ""
    values: list[str] = []
    if patients is not None:
        among, *values = _sqlite.among(patients)
        where = f" and ent in (select ent from incident where patient {among})"
    rows = db.execute(f"select {COLUMNS} from record where kind = 'incident'{where}", values).fetchall()
    found = [read(row) for row in rows]
    _project_incidents(db, found, {record.ent for record in found})


def _project_incidents(db: Database, records: Sequence[Record], known: set[str]) -> None:
    patients = _patients(db, records)
    old = [record.ent for record in records if record.ent in known]
    numbers: dict[str, int] = {}
    if old:
        among, value = _sqlite.among(old)
        db.execute(f"delete from intervention where ent {among}", [value])
        here = db.execute(f"select ent, id from incident where ent {among}", [value])
        numbers = {str(ent): int(number) for ent, number in here}
    (top,) = db.execute("select coalesce(max(id), 0) from incident").fetchone()
    rows, said, interventions = [], [], []
    for record in records:
        number = numbers.get(record.ent)
        if number is None:
            top += 1
            number = top
        view = _Incident(record, patients.get(str(record.value.get("patient"))))
        rows.append((number, *view.row()))
        said.append((number, view.words()))
        interventions.extend(view.interventions())
    db.conn.executemany(_PUT_INCIDENT, rows)
    fulltext.put(db, said, numbers.values())
    db.conn.executemany(
        "insert into intervention (ent, row, ward, day, last_day, type, started, ended, minutes,"
        " care_plan_seen, voided) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        interventions,
    )


_INCIDENT = (
    "ent, number, ward, patient, started, started_at, day, ended, minutes, area, reason, types, event,"
    " event_types, hurt, negligible, lacking, gaps, signed, voided, review, author"
)
"""The columns of `incident` after its id, as `_Incident.row` gives them."""

# Not "insert or replace": that keeps a copy of every page it touches until it is done, twenty times the work.
_PUT_INCIDENT = (
    f"insert into incident (id, {_INCIDENT}) values (?{', ?' * len(_INCIDENT.split(','))})"
    f" on conflict (id) do update set {', '.join(f'{one} = excluded.{one}' for one in _INCIDENT.split(', '))}"
)


def _patients(db: Database, records: Sequence[Record]) -> dict[str, Mapping[str, object]]:
    wanted = {str(record.value["patient"]) for record in records if record.value.get("patient")}
    if not wanted:
        return {}
    among, value = _sqlite.among(sorted(wanted))
    rows = db.execute(f"select ent, value from record where ent {among}", [value])
    return {str(ent): json.loads(str(held)) for ent, held in rows}


class _Incident:
    """An incident's rows in the tables of one subject."""

    def __init__(self, record: Record, patient: Mapping[str, object] | None) -> None:
        self._record = record
        self._patient = patient
        self._value = record.value
        found = self._value.get("interventions")
        self._interventions = {
            row: fields
            for row, fields in (found.items() if isinstance(found, dict) else ())
            if isinstance(fields, dict) and not fields.get("removed") and isinstance(fields.get("type"), str)
        }

    def row(self) -> tuple[object, ...]:
        value, record = self._value, self._record
        started_at = value.get("started_at")
        hurt = [who for who in ("patient", "staff", "other") if value.get(f"hurt_{who}") == "yes"]
        statutory = incidents.statutory(value, self._patient)
        return (
            record.ent,
            record.number,
            record.ward,
            value.get("patient"),
            minute(started_at),
            started_at,
            str(started_at)[:10] if started_at else None,
            minute(value.get("ended_at")),
            value.get("minutes"),
            value.get("area"),
            value.get("reason"),
            " ".join(sorted(str(one["type"]) for one in self._interventions.values())),
            value.get("event"),
            " ".join(str(one) for one in _list(value.get("event_types"))),
            " ".join(hurt),
            value.get("negligible_decision") == "negligible",
            " ".join(incidents.complete(value)),
            len(statutory.missing),
            value.get("signed_at") is not None,
            record.voided,
            record.review,
            record.created_by,
        )

    def words(self) -> str:
        value = self._value
        said = [self._record.number]
        for one in self._interventions.values():
            said.append(_label("restrictive_type", one["type"]))
        if value.get("reason"):
            said.append(_label("restrictive_reason", value["reason"]))
        said.extend(text for text in _texts(value) if len(text) > 2)
        return " ".join(said)

    def interventions(self) -> list[tuple[object, ...]]:
        value, record = self._value, self._record
        rows: list[tuple[object, ...]] = []
        if not incidents.restrictive(value):
            return rows  # judged negligible, or a near miss: on the record, but not counted
        for row, one in self._interventions.items():
            started_at = one.get("started_at") or value.get("started_at")
            ended_at = one.get("ended_at")
            rows.append(
                (
                    record.ent,
                    row,
                    record.ward,
                    str(started_at)[:10] if started_at else None,
                    str(ended_at)[:10] if ended_at else None,
                    one["type"],
                    minute(started_at),
                    minute(ended_at),
                    one.get("minutes"),
                    one.get("care_plan_seen"),
                    record.voided,
                )
            )
        return rows


def _project_quiet_shifts(db: Database, records: Sequence[Record]) -> None:
    db.conn.executemany("delete from quiet_shift where ent = ?", [(record.ent,) for record in records])
    db.conn.executemany(
        "insert into quiet_shift (ent, ward, day, shift, author) values (?, ?, ?, ?, ?)",
        (
            (record.ent, record.ward, record.value["date"], record.value["shift"], record.created_by)
            for record in records
            if not record.voided and record.value.get("date") and record.value.get("shift")
        ),
    )


def _project_bed_days(db: Database, records: Sequence[Record]) -> None:
    db.conn.executemany("delete from bed_day where ent = ?", [(record.ent,) for record in records])
    rows: list[tuple[object, ...]] = []
    for record in records:
        month = str(record.value.get("month"))[:7]
        # One record for each ward and month: days of another month or under another id would count twice.
        if record.voided or record.ent != kinds.month_id(record.ward or "", month):
            continue
        for row, one in kinds.live_rows(record.value, "days"):
            day, beds = f"{row[:4]}-{row[4:6]}-{row[6:8]}", one.get("occupied")
            if day[:7] == month and kinds.is_date(day) and isinstance(beds, int) and beds >= 0:
                rows.append((record.ward or "", day, beds, one.get("leave"), record.ent))
    db.conn.executemany("insert into bed_day (ward, day, occupied, leave, ent) values (?, ?, ?, ?, ?)", rows)


def _project_paper(db: Database, records: Sequence[Record]) -> None:
    db.conn.executemany("delete from paper_slip where ent = ?", [(record.ent,) for record in records])
    whose = ("pc", "day", "made_by", "made_at", "printed_at")
    rows = [
        (
            *(record.ent, row, record.ward, slip["serial"], slip["form"]),
            *(record.value.get(name) for name in whose),
            *(slip.get(name) for name in ("unused", "unused_by", "unused_at")),
        )
        for record in records
        if not record.voided
        for row, slip in kinds.live_rows(record.value, "slips")
        if slip.get("serial") and slip.get("form")
    ]
    db.conn.executemany(
        "insert into paper_slip (ent, row, ward, serial, form, pc, day, made_by, made_at, printed_at, unused,"
        " unused_by, unused_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def minute(moment: object) -> int | None:
    """A moment as whole minutes since 1970 in UTC, which sorts and subtracts right across clock changes."""
    if not isinstance(moment, str):
        return None
    return int(datetime.fromisoformat(moment).timestamp() // 60)


def _label(codelist: str, code: object) -> str:
    found = codes.get(codelist)
    text = str(code)
    return f"{found.label(text)} {found.plain(text)}" if text in found else text


def _texts(value: Mapping[str, object]) -> Iterator[str]:
    """Every free text of a record, for searching."""
    for name, one in value.items():
        if isinstance(one, dict):
            yield from _texts(one)
        elif isinstance(one, str) and name in _TEXT_FIELDS:
            yield one


_TEXT_FIELDS = frozenset(
    field.name
    for kind in kinds.KINDS.values()
    if kind.name == "incident"
    for _, field in kind.paths()
    if field.type in (kinds.Type.TEXT, kinds.Type.NOTES)
)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
