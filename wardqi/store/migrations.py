"""The schema as numbered steps.

To add a step, write a function that names tables and columns as they are that day, imports nothing of
ours, and append it to `STEPS`; never edit a released one. Tables read from the log (`DERIVED`) can also
be dropped and replayed, so only `change` and the tables beside it need careful steps. Each step and the
new `user_version` are one transaction; the caller has made a backup first.
"""

from __future__ import annotations

from collections.abc import Callable

from wardqi.store import _sqlite

_FIRST = """
create table if not exists meta (key text primary key, value text not null);

create table change (
  rep text not null, seq integer not null, lam integer not null, kind text not null, action text not null,
  ent text not null, sv integer not null, by text not null, at text not null, hash text not null,
  op text not null, sig text not null, uid text not null, private text, bundle text,
  unique (rep, seq)
);
create index change_of_record on change (ent, rep, seq);
create index change_to_send on change (rep, seq, kind, ent, at);
create index change_of_people on change (lam, rep) where kind in ('user', 'replica');

create table device (
  dev text primary key, ward text, name text not null, role text not null,
  sign_pub text not null, recv_pub text not null, revoked_after text
) without rowid;
create table draft (
  id text primary key, kind text not null, author text not null, about text, title text not null,
  body text not null, started_at text not null, saved_at text not null
) without rowid;
create table pin (uid text primary key, wrapped text not null, wrong integer not null default 0)
  without rowid;
create table bundle (
  id text primary key, kind text not null, incoming integer not null, dev text not null, ward text,
  bseq integer not null, sha256 text not null, body_sha256 text not null, at text not null, by text not null,
  count integer not null, manifest text not null, file text not null, undone_at text
) without rowid;
create index bundle_by_file on bundle (sha256);
create table mark (rep text primary key, sent integer not null default 0, acked integer not null default 0)
  without rowid;

create table replica (rep text primary key, ward text, dev text, name text) without rowid;
create table person (
  uid text primary key, role text not null, sign_pub text not null, age_pub text, name text, job_title text,
  ward text, enrolled text not null, enrolled_lam integer not null, retired text
) without rowid;
create table record (
  ent text primary key, kind text not null, ward text, value text not null, heads text not null,
  conflicts text, voided integer not null, review integer not null, created_by text not null,
  created_at text not null, changed_by text not null, changed_at text not null, number text not null
) without rowid;
create index record_by_kind on record (kind, ward, voided);
create index record_in_review on record (review) where review;
create table incident (
  id integer primary key, ent text not null unique, number text not null, ward text, patient text,
  started integer, started_at text, day text, ended integer, minutes integer, area text, reason text,
  types text not null, event text, event_types text not null, hurt text not null, negligible integer not null,
  lacking text not null, gaps integer not null,
  signed integer not null, voided integer not null, review integer not null, author text not null
);
create index incident_by_time on incident (voided, started desc, id);
create index incident_by_day on incident (
  voided, ward, day, ent, patient, minutes, types, event, event_types, hurt, negligible
);
create table intervention (
  ent text not null, row text not null, ward text, day text, last_day text, type text not null,
  started integer, ended integer, minutes integer, care_plan_seen text, voided integer not null,
  primary key (ent, row)
) without rowid;
create index intervention_by_day on intervention (
  voided, ward, day, type, ent, row, last_day, minutes, care_plan_seen
);
create virtual table incident_text using fts5 (
  words, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2"
);
create table bed_day (
  ward text not null, day text not null, occupied integer, leave integer, ent text not null,
  primary key (ward, day)
) without rowid;
create table quiet_shift (
  ent text primary key, ward text, day text not null, shift text not null, author text not null
) without rowid;
create index quiet_shift_by_day on quiet_shift (ward, day, shift);
"""

DERIVED = (
    "replica",
    "person",
    "record",
    "incident",
    "intervention",
    "incident_text",
    "bed_day",
    "quiet_shift",
    "paper_slip",
)
"""Tables that are only the log's shadow; `tables.replay` empties and fills them."""


def _step_1(db: _sqlite.Database) -> None:
    for statement in _FIRST.split(";\n"):
        if statement.strip():
            db.execute(statement)


_SECOND = """
create index action_by_state on record (
  ward, json_extract(value, '$.status'), json_extract(value, '$.due')
) where kind = 'action' and voided = 0;
create index action_by_due on record (
  ward, json_extract(value, '$.due'), json_extract(value, '$.closed_on')
) where kind = 'action' and voided = 0;
create index action_of_huddle on record (
  ward, json_extract(value, '$.huddle')
) where kind = 'action' and voided = 0;
create index patient_by_stays on record (
  ward, json_extract(value, '$.stays')
) where kind = 'patient' and voided = 0;
create index intervention_by_type on intervention (voided, ward, type, day);
create index incident_by_event on incident (voided, ward, event_types, event, day) where event_types <> '';
"""


def _step_2(db: _sqlite.Database) -> None:
    """What a huddle asks when it opens, found without reading every action and patient there ever was."""
    for statement in _SECOND.split(";\n"):
        if statement.strip():
            db.execute(statement)


_THIRD = """
create table record_in_order (
  ent text not null unique, kind text not null, ward text, value text not null, heads text not null,
  conflicts text, voided integer not null, review integer not null, created_by text not null,
  created_at text not null, changed_by text not null, changed_at text not null, number text not null
);
insert into record_in_order select ent, kind, ward, value, heads, conflicts, voided, review, created_by,
  created_at, changed_by, changed_at, number from record order by created_at, ent;
drop table record;
drop index intervention_by_type;
alter table record_in_order rename to record;
create index record_by_kind on record (kind, ward, voided, ent);
create index record_in_review on record (review) where review;
create index action_by_state on record (
  ward, json_extract(value, '$.status'), json_extract(value, '$.due')
) where kind = 'action' and voided = 0;
create index action_by_due on record (
  ward, json_extract(value, '$.due'), json_extract(value, '$.closed_on')
) where kind = 'action' and voided = 0;
create index action_of_huddle on record (
  ward, json_extract(value, '$.huddle')
) where kind = 'action' and voided = 0;
create index patient_by_stays on record (
  ward, json_extract(value, '$.stays')
) where kind = 'patient' and voided = 0;
"""


def _step_3(db: _sqlite.Database) -> None:
    """A save touches fewer pages: records lie in the order they came, not each between two others."""
    for statement in _THIRD.split(";\n"):
        if statement.strip():
            db.execute(statement)


_FOURTH = """
create table own_learning (uid text primary key, sealed text not null) without rowid;
create table confirmation (
  id text primary key, learner text not null, coach text not null, sealed text not null
) without rowid;
"""


def _step_4(db: _sqlite.Database) -> None:
    """What a person keeps of their own learning, each sealed to them; it is in no log and can be erased."""
    for statement in _FOURTH.split(";\n"):
        if statement.strip():
            db.execute(statement)


_FIFTH = """
create table paper_slip (
  serial text not null, ent text not null, row text not null, ward text, pc text, form text not null,
  day text, made_by text, made_at text, printed_at text, unused text, unused_by text, unused_at text,
  primary key (ent, row)
) without rowid;
create index paper_slip_by_serial on paper_slip (serial);
create index paper_slip_open on paper_slip (ward, printed_at, serial)
  where unused is null and printed_at is not null;
create index record_by_paper on record (ward, json_extract(value, '$.paper_serial'))
  where voided = 0 and json_extract(value, '$.paper_serial') is not null;
"""


def _step_5(db: _sqlite.Database) -> None:
    """Paper slips by serial, which are still out, and the record each came back as."""
    for statement in _FIFTH.split(";\n"):
        if statement.strip():
            db.execute(statement)


_SIXTH = "create table incident_words (id integer primary key, words text not null)"


def _step_6(db: _sqlite.Database) -> None:
    """The words of the newest incidents wait for the index, which then takes some at a time."""
    db.execute(_SIXTH)


STEPS: tuple[Callable[[_sqlite.Database], None], ...] = (
    _step_1,
    _step_2,
    _step_3,
    _step_4,
    _step_5,
    _step_6,
)
LATEST = len(STEPS)


def version(db: _sqlite.Database) -> int:
    """How many steps this file has had."""
    (number,) = db.execute("pragma user_version").fetchone()
    return int(number)


def needed(db: _sqlite.Database) -> bool:
    """Whether the file is older than this program; a newer one is the vault's to refuse."""
    return version(db) < LATEST


def migrate(db: _sqlite.Database) -> None:
    """Bring the file to the newest schema, one transaction a step."""
    for number in range(version(db), LATEST):
        with _sqlite.write_tx(db):
            STEPS[number](db)
            db.execute(f"pragma user_version = {number + 1:d}")
