"""The national extract of a hand-made ward month, against files written by hand."""

from __future__ import annotations

import csv
import stat
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests import make
from tests.app import heron
from wardqi.bundles import files
from wardqi.domain import codes
from wardqi.domain.mhsds import CHECKS, COLUMNS, Finding
from wardqi.reports import extract_words
from wardqi.services import mhsds, recording
from wardqi.services.access import Session
from wardqi.services.desk import Desk, NotAllowed
from wardqi.store import trail
from wardqi.store.log import Act

GOLDEN = Path(__file__).parent.parent / "data" / "mhsds" / "ward_month"
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
NOW = datetime.fromisoformat("2026-12-03T09:00+00:00")
INFORMAL = "01"


def ident(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def types(*rows: tuple[str, str, str | None], **more: object) -> dict[str, dict[str, object]]:
    """Interventions by row: type, start, end."""
    made: dict[str, dict[str, object]] = {}
    for at, (type_, start, end) in enumerate(rows, 1):
        held = {"type": type_, "started_at": start, **({"ended_at": end} if end else {"still_open": True})}
        made[f"{at:08x}"] = {**held, **more}
    return made


def put(desk: Desk, number: int, start: str, end: str | None, **more: object) -> None:
    values: dict[str, object] = {
        "event": "restrictive",
        "started_at": start,
        "area_kind": "lounge",
        "reason": "10",
        "hurt_patient": "no",
        "hurt_staff": "no",
        "hurt_other": "no",
        **({"ended_at": end} if end else {}),
        **more,
    }
    desk.append(Act("incident", "create", ident(number), values))


def month(desk: Desk) -> None:
    """Everything that a month can hold."""
    stays = {"00000001": {"admitted_on": "2026-09-01", "spell_id": "SP-1", "ward_stay_id": "WS-1"}}
    gone = {"00000001": {"admitted_on": "2026-11-01", "left_on": "2026-11-09", "spell_id": "=SP+2"}}
    desk.append(Act("patient", "create", ident(901), make.patient("John Smith", stays=stays)))
    desk.append(Act("patient", "create", ident(902), make.patient("Jane Sands", None, stays=gone)))
    smith, sands = {"patient": ident(901)}, {"patient": ident(902)}
    # 1: one event, three interventions, reviews in time.
    put(
        desk,
        1,
        "2026-11-03T22:10+00:00",
        "2026-11-03T22:31+00:00",
        **smith,
        interventions=types(
            ("07", "2026-11-03T22:10+00:00", "2026-11-03T22:14+00:00"),
            ("09", "2026-11-03T22:14+00:00", "2026-11-03T22:25+00:00"),
            ("14", "2026-11-03T22:24+00:00", "2026-11-03T22:31+00:00"),
            injury_patient="no",
            injury_staff="yes",
            injury_other="unsure",
        ),
        reviews={
            "00000001": {
                "kind": "post_incident",
                "with_whom": "patient",
                "held_at": "2026-11-04T10:00+00:00",
            },
            "00000002": {"kind": "post_incident", "with_whom": "staff", "held_at": "2026-11-07T10:00+00:00"},
        },
        police={
            "00000001": {
                "requested_at": "2026-11-03T22:20+00:00",
                "arrived_at": "2026-11-03T22:45+00:00",
                "force_used": "no",
            }
        },
    )
    # 2: a zero length and an end before the start; declined review; informal; default reason.
    put(
        desk,
        2,
        "2026-11-05T08:00+00:00",
        "2026-11-05T08:30+00:00",
        **sands,
        reason="99",
        legal_status=INFORMAL,
        interventions=types(
            ("10", "2026-11-05T08:00+00:00", "2026-11-05T08:00+00:00"),
            ("13", "2026-11-05T08:20+00:00", "2026-11-05T08:10+00:00"),
        ),
        reviews={"00000001": {"kind": "post_incident", "with_whom": "patient", "response": "declined"}},
    )
    # 3: after the patient left; no reason for a review that was not held; a retired type is left out.
    put(
        desk,
        3,
        "2026-11-12T10:00+00:00",
        "2026-11-12T10:20+00:00",
        **sands,
        interventions=types(
            ("08", "2026-11-12T10:00+00:00", "2026-11-12T10:20+00:00"),
            ("02", "2026-11-12T10:05+00:00", "2026-11-12T10:06+00:00"),
        ),
    )
    # 4: seclusion that began before the month and is still open; the patient is not known.
    put(
        desk,
        4,
        "2026-10-28T21:00+00:00",
        None,
        patient_unknown=True,
        interventions=types(("05", "2026-10-28T21:00+00:00", None)),
    )
    # 5: over before the month; 6: after it; 7: a near miss; 8: archived; 9: judged negligible.
    before = types(("07", "2026-10-30T21:00+00:00", "2026-10-30T21:05+00:00"))
    put(desk, 5, "2026-10-30T21:00+00:00", "2026-10-30T21:05+00:00", **smith, interventions=before)
    after = types(("07", "2026-12-01T00:10+00:00", "2026-12-01T00:15+00:00"))
    put(desk, 6, "2026-12-01T00:10+00:00", "2026-12-01T00:15+00:00", **smith, interventions=after)
    put(desk, 7, "2026-11-13T10:00+00:00", None, event="near_miss")
    inside = types(("07", "2026-11-14T10:00+00:00", "2026-11-14T10:05+00:00"))
    put(desk, 8, "2026-11-14T10:00+00:00", "2026-11-14T10:05+00:00", **smith, interventions=inside)
    recording.void(desk, ident(8), "duplicate")
    negligible = {"negligible_decision": "negligible", "interventions": inside}
    put(desk, 9, "2026-11-14T11:00+00:00", "2026-11-14T11:05+00:00", **smith, **negligible)
    # 10: only a default type: nothing of it can be sent; police without the time they were asked.
    put(
        desk,
        10,
        "2026-11-20T10:00+00:00",
        "2026-11-20T10:05+00:00",
        **smith,
        interventions=types(("03", "2026-11-20T10:00+00:00", "2026-11-20T10:05+00:00")),
        police={"00000001": {"force_used": "yes"}},
    )
    # 11: over midnight at the month's end, an intervention that outlasts its incident, no end of another.
    put(
        desk,
        11,
        "2026-11-30T23:50+00:00",
        "2026-12-01T00:10+00:00",
        **smith,
        interventions=types(
            ("11", "2026-11-30T23:50+00:00", "2026-12-01T00:20+00:00"),
            ("12", "2026-11-30T23:52+00:00", None),
        ),
    )


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    clock = heron.Clock(NOW)
    session = heron.open_ward(
        tmp_path_factory.mktemp("mhsds") / "ward", clock, role="ward_manager", people=False
    )
    with session.desk() as desk:
        month(desk)
    yield session
    session.close()


def found(made: mhsds.Extract) -> set[tuple[int, str, str, str]]:
    def told(one: Finding) -> tuple[int, str, str, str]:
        return (int(one.ent[-12:]), one.table, one.row[-1:], one.code)

    return {told(one) for one in made.findings}


def test_the_tables_are_those_written_by_hand(ward: Session, tmp_path: Path) -> None:
    with ward.desk() as desk:
        saved = mhsds.save(desk, mhsds.extract(desk, *NOVEMBER), tmp_path)
    assert saved.folder.name == "MHSDS 2026-11-01 to 2026-11-30"
    assert [one.name for one in saved.files] == ["MHS505.csv", "MHS515.csv", "MHS516.csv", "checks.csv"]
    for name in COLUMNS:
        assert (saved.folder / f"{name}.csv").read_bytes() == (GOLDEN / f"{name}.csv").read_bytes(), name


def test_the_checks_find_what_the_national_rules_would_trip_over(ward: Session) -> None:
    with ward.desk() as desk:
        made = mhsds.extract(desk, *NOVEMBER)
    assert found(made) == {
        (2, "MHS515", "1", "zero_length"),
        (2, "MHS515", "2", "end_before_start"),
        (2, "MHS505", "", "reason_default"),
        (2, "MHS505", "", "legal_informal"),
        (3, "MHS515", "1", "outside_spell"),
        (3, "MHS515", "2", "type_retired"),
        (3, "MHS515", "2", "outside_spell"),
        (3, "MHS505", "", "outside_spell"),
        (3, "MHS505", "", "spell_missing"),
        (3, "MHS505", "", "review_reason_missing"),
        (4, "MHS505", "", "patient_missing"),
        (10, "MHS515", "1", "type_retired"),
        (10, "MHS505", "", "no_types"),
        (10, "MHS516", "1", "request_missing"),
        (11, "MHS505", "", "review_reason_missing"),
        (11, "MHS515", "1", "outside_incident"),
        (11, "MHS515", "2", "end_missing"),
    }
    assert {name: len(rows) for name, rows in made.tables.items()} == {"MHS505": 5, "MHS515": 9, "MHS516": 1}
    assert made.people == 2
    assert made.counted == 4


def test_a_review_is_not_missed_before_its_48_hours_are_over(ward: Session) -> None:
    with ward.desk() as desk:
        made = mhsds.extract(desk, date(2026, 12, 1), date(2026, 12, 31))
    rows = {row[0]: row for row in made.tables["MHS505"]}
    held = COLUMNS["MHS505"].index("RestrictiveIntPIReviewHeldPat")
    assert rows[ident(6)][held] == "N"  # two days and nine hours ago
    assert rows[ident(4)][held] == ""  # still open


def test_every_row_is_whole_and_every_code_is_national(ward: Session) -> None:
    with ward.desk() as desk:
        made = mhsds.extract(desk, *NOVEMBER)
    for name, rows in made.tables.items():
        assert all(len(row) == len(COLUMNS[name]) for row in rows)
    sent = {row[2] for row in made.tables["MHS515"]}
    live = {one.code for one in codes.get("restrictive_type").live(NOVEMBER[0])}
    assert sent <= live
    assert {row[0] for row in made.tables["MHS505"]} == {row[1] for row in made.tables["MHS515"]}


def test_the_file_of_checks_is_for_people_and_runs_no_formula(ward: Session, tmp_path: Path) -> None:
    with ward.desk() as desk:
        saved = mhsds.save(desk, mhsds.extract(desk, *NOVEMBER), tmp_path)
    text = (saved.folder / "checks.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == ["Number", "Table", "Row", "Effect", "What"]
    assert ["Not counted in lengths", "It ends when it starts."] in [row[3:] for row in rows]
    raw = (saved.folder / "MHS505.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b'"=SP+2"' in raw  # another program gets the identifier just as the record system wrote it


def test_saving_is_noted_once_and_only_the_owner_may_read_the_folder(ward: Session, tmp_path: Path) -> None:
    with ward.desk() as desk:
        made = mhsds.extract(desk, *NOVEMBER)
        first, second = mhsds.save(desk, made, tmp_path), mhsds.save(desk, made, tmp_path)
        note = trail.latest(desk.store, "export", "mhsds")
    assert first.folder != second.folder
    assert stat.S_IMODE(first.folder.stat().st_mode) == 0o700
    assert note is not None
    assert note.op.set["count"] == 15


def test_a_folder_that_is_gone_is_one_plain_fault_and_nothing_is_noted(ward: Session, tmp_path: Path) -> None:
    with ward.desk() as desk:
        made = mhsds.extract(desk, *NOVEMBER)
        before = trail.count(desk.store, trail.Wanted())
        with pytest.raises(files.NotSaved):
            mhsds.save(desk, made, tmp_path / "gone")
        assert trail.count(desk.store, trail.Wanted()) == before


def test_only_a_manager_may_take_it_out(tmp_path: Path) -> None:
    session = heron.open_ward(tmp_path / "ward", heron.Clock(), role="nurse", people=False)
    with session.desk() as desk, pytest.raises(NotAllowed):
        mhsds.extract(desk, *NOVEMBER)
    session.close()


def test_every_check_has_an_effect_and_words() -> None:
    assert set(CHECKS) == set(extract_words.CHECKS)
    assert set(CHECKS.values()) == set(extract_words.EFFECTS)
    assert set(COLUMNS) == set(extract_words.TABLES)
