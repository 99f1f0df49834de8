"""Incidents from another system: read, planned, loaded once, seen to be here again, a whole load undone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.app import heron
from wardqi import resources
from wardqi.domain import history as rules
from wardqi.domain.history import ColumnMapping
from wardqi.services import history, measuring, patients
from wardqi.services import incidents as reading
from wardqi.services.access import Session
from wardqi.services.loading import NotLoadable
from wardqi.store import records
from wardqi.store.incidents import Filters

MAPPING = history.read_mapping(resources.path("mappings/incidents-example.json"))
HEADING = list(MAPPING.columns.values())
NUMBER = "9434765919"
ROWS = (
    (
        "W1",
        "03/11/2025",
        "14:05",
        "8",
        "Supine",
        "",
        "Violence to others",
        "Lounge",
        "no",
        "yes",
        "Calm",
        NUMBER,
        "",
    ),
    ("W1", "03/11/2025", "14:13", "4", "IM rapid tranquillisation", "", "", "Lounge", "", "", "", NUMBER, ""),
    ("W2", "4 Nov 2025", "2330", "", "none", "Self harm", "", "Roof", "", "", "<b>x</b>", "", "L77"),
    ("W3", "26/10/2025", "01:20", "30", "prone; supine", "", "", "", "yes", "no", "=1+1", "", "L77"),
)


@pytest.fixture
def clock() -> heron.Clock:
    return heron.Clock()


@pytest.fixture
def ward(tmp_path: Path, clock: heron.Clock) -> Iterator[Session]:
    session = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    yield session
    session.close()


def a_csv(folder: Path, rows: object = ROWS, name: str = "old.csv", **how: object) -> Path:
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, **how)  # type: ignore[arg-type]
        writer.writerow(HEADING)
        writer.writerows(rows)  # type: ignore[arg-type]
    return path


def loaded(session: Session, path: Path, *, complete: bool = False) -> history.Plan:
    with session.desk() as desk:
        plan = history.plan(desk, history.read_sheet(path), MAPPING)
        history.apply(desk, plan, complete=complete)
        return plan


def test_rows_of_one_reference_are_one_incident_with_its_interventions(ward: Session, tmp_path: Path) -> None:
    plan = loaded(ward, a_csv(tmp_path))
    assert (plan.rows, plan.new, plan.here, plan.people, plan.bad) == (4, 3, 0, 1, ())
    with ward.desk() as desk:
        found = {one.value["external_ref"]: one.value for one in records.of_kind(desk.store, "incident")}
    both = sorted((one["type"], one["minutes"]) for one in found["W1"]["interventions"].values())
    assert both == [("09", 8), ("14", 4)]
    assert found["W1"]["started_at"] == "2025-11-03T14:05+00:00"
    assert found["W1"]["minutes"] == 12
    assert found["W1"]["area"] == "a0000001"
    assert (found["W1"]["reason"], found["W1"]["hurt_staff"], found["W1"]["hurt_other"]) == (
        "10",
        "yes",
        "unsure",
    )


def test_what_the_other_system_did_not_say_is_said_to_be_unknown(ward: Session, tmp_path: Path) -> None:
    loaded(ward, a_csv(tmp_path))
    with ward.desk() as desk:
        found = {one.value["external_ref"]: one.value for one in records.of_kind(desk.store, "incident")}
    assert found["W2"]["event"] == "other"
    assert (found["W2"]["place"], found["W2"]["area_kind"]) == ("Roof", "other")
    assert found["W3"]["reason"] == "99"
    assert found["W3"]["started_at"] == "2025-10-26T01:20+01:00", "the first of the hour that came twice"
    assert found["W3"]["interventions"].keys().__len__() == 2


def test_people_are_found_on_the_register_or_made_known_as_gone(ward: Session, tmp_path: Path) -> None:
    loaded(ward, a_csv(tmp_path))
    with ward.desk() as desk:
        found = {
            one.value["external_ref"]: one.value["patient"] for one in records.of_kind(desk.store, "incident")
        }
        assert found["W1"] == heron.patient(desk, "John Smith")
        assert found["W2"] == found["W3"]
        new = patients.find(desk, str(found["W2"]))
        assert new is not None
        assert (new.local_id, new.here, new.left_on) == ("L77", False, "2025-11-04")


def test_loading_again_changes_nothing(ward: Session, tmp_path: Path) -> None:
    loaded(ward, a_csv(tmp_path))
    with ward.desk() as desk:
        before = desk.store.edition()
    again = loaded(ward, a_csv(tmp_path))
    with ward.desk() as desk:
        assert (again.new, again.again, again.here, again.people) == (0, 0, 3, 0)
        assert desk.store.edition() == before


def test_a_whole_load_is_undone_and_can_be_loaded_once_more(ward: Session, tmp_path: Path) -> None:
    plan = loaded(ward, a_csv(tmp_path))
    with ward.desk() as desk:
        heron.incident(desk, "2026-11-20T10:00+00:00")
        assert history.undo(desk, plan.label) == 3
        assert reading.page(desk, Filters()).total == 1
        assert [one.local_id for one in patients.listed(desk, gone=True) if one.local_id] == []
        assert [bool(one.undone_at) for one in history.loads(desk)] == [True]
    again = loaded(ward, a_csv(tmp_path))
    assert (again.new, again.again) == (0, 3)
    with ward.desk() as desk:
        assert reading.page(desk, Filters()).total == 4
        assert records.in_review(desk.store) == []


def months(session: Session) -> dict[str, float | None]:
    with session.desk() as desk:
        found = measuring.measure_all(desk)
    (one,) = [each for each in found if each.measure.id == "incidents"]
    return {str(point.period.start)[:7]: point.value for point in one.points}


def test_months_count_once_the_other_system_is_confirmed_as_complete(ward: Session, tmp_path: Path) -> None:
    rows = [[f"Q{month}", f"01/{month:02}/2025", *ROWS[0][2:]] for month in (1, 3, 4)]
    loaded(ward, a_csv(tmp_path, rows))
    assert months(ward).get("2025-02") is None
    plan = loaded(ward, a_csv(tmp_path, [*rows, ["Q5", "01/05/2025", *ROWS[0][2:]]]), complete=True)
    assert [months(ward)[month] for month in ("2025-01", "2025-02", "2025-03")] == [1, 0, 1]
    with ward.desk() as desk:
        history.undo(desk, plan.label)
    assert months(ward).get("2025-02") is None


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"external_ref": " "}, "reference"),
        ({"start_date": "31/02/2025"}, "date"),
        ({"start_date": "soon"}, "date"),
        ({"start_date": ""}, "date"),
        ({"start_date": "03/11/2027"}, "future"),
        ({"start_time": "25:00"}, "time"),
        ({"start_time": ""}, "time"),
        ({"start_date": "30/03/2025", "start_time": "01:30"}, "skipped"),
        ({"minutes": "long"}, "minutes"),
        ({"minutes": "-3"}, "minutes"),
        ({"type": "flying"}, "word"),
        ({"type": "none"}, "nothing"),
        ({"nhs_number": "943 476 5918"}, "nhs_number"),
    ],
)
def test_a_row_that_cannot_be_understood_is_set_aside(
    ward: Session, tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    wrong = dict(zip(MAPPING.columns, ROWS[0], strict=True)) | {"external_ref": "W9"} | cells
    path = a_csv(tmp_path, [*ROWS, list(wrong.values())])
    with ward.desk() as desk:
        plan = history.plan(desk, history.read_sheet(path), MAPPING)
    assert plan.new == 3
    assert [(bad.line, bad.reason) for bad in plan.bad] == [(6, reason)]
    assert plan.bad[0].sentence()


def test_a_comma_without_quotation_marks_moves_no_cell_into_another_column(
    ward: Session, tmp_path: Path
) -> None:
    path = a_csv(tmp_path, [ROWS[0], (*ROWS[1][:10], "then", *ROWS[1][10:]), ROWS[2]])
    with ward.desk() as desk:
        plan = history.plan(desk, history.read_sheet(path), MAPPING)
    assert [(bad.line, bad.reason, len(bad.cells)) for bad in plan.bad] == [(3, "long", len(HEADING) + 1)]
    assert plan.new == 2
    ends = a_csv(tmp_path, [(*row, "") for row in ROWS], "ends.csv")  # every row ends with a comma
    assert all(len(cells) == len(HEADING) for _, cells in history.read_sheet(ends).rows)
    history.write_bad_rows(plan, tmp_path / "bad.csv")
    assert "quotation marks" in (tmp_path / "bad.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("born", ["31/12/2150", "1/1/1700", "21/11/2026"])
def test_a_birth_that_cannot_be_sets_the_row_aside_and_stops_no_other(
    ward: Session, tmp_path: Path, born: str
) -> None:
    path = tmp_path / "people.csv"
    title = "Reference,Date,Time,Type,NHS number,Date of birth\n"
    path.write_text(
        f"{title}P1,1/11/2026,10:00,Supine,{NUMBER},{born}\nP2,1/11/2026,10:00,Supine,,3/5/1988\n"
    )
    with ward.desk() as desk:
        sheet = history.read_sheet(path)
        plan = history.plan(desk, sheet, ColumnMapping(rules.suggested(sheet.heading)))
        assert [bad.reason for bad in plan.bad] == ["birth_date"] * (born != "21/11/2026")
        assert history.apply(desk, plan).incidents == plan.new


def test_words_without_a_code_are_listed_and_a_translation_lets_them_in(
    ward: Session, tmp_path: Path
) -> None:
    wrong = dict(zip(MAPPING.columns, ROWS[0], strict=True)) | {"external_ref": "W9", "type": "Flying "}
    path = a_csv(tmp_path, [list(wrong.values())])
    with ward.desk() as desk:
        plan = history.plan(desk, history.read_sheet(path), MAPPING)
        assert plan.unknown == (history.Unknown("type", "Flying", 1),)
        words = {**MAPPING.words, "type": {**MAPPING.words["type"], "flying": "13"}}
        told = history.plan(desk, history.read_sheet(path), replace(MAPPING, words=words))
    assert (told.new, told.unknown) == (1, ())


def test_rows_set_aside_are_saved_safe_for_a_spreadsheet(ward: Session, tmp_path: Path) -> None:
    wrong = dict(zip(MAPPING.columns, ROWS[0], strict=True)) | {"external_ref": "", "narrative": "=cmd()"}
    path = a_csv(tmp_path, [list(wrong.values())])
    with ward.desk() as desk:
        plan = history.plan(desk, history.read_sheet(path), MAPPING)
    target = tmp_path / "bad.csv"
    history.write_bad_rows(plan, target)
    text = target.read_text(encoding="utf-8-sig")
    assert '"2","the reference is missing"' in text
    assert '"\'=cmd()"' in text


def test_hostile_text_stays_text_and_loses_its_control_characters(ward: Session, tmp_path: Path) -> None:
    hostile = "<img src=//host/x> $\\foo$ \u202ereversed\u0007"
    row = dict(zip(MAPPING.columns, ROWS[0], strict=True)) | {"external_ref": hostile, "narrative": hostile}
    loaded(ward, a_csv(tmp_path, [list(row.values())]))
    with ward.desk() as desk:
        (found,) = records.of_kind(desk.store, "incident")
    assert found.value["narrative"] == "<img src=//host/x> $\\foo$ reversed"


def test_a_workbook_reads_as_the_same_table(ward: Session, tmp_path: Path) -> None:
    from datetime import datetime, time

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADING)
    for row in ROWS:
        sheet.append(list(row))
    sheet["B2"], sheet["C2"], sheet["D2"] = datetime(2025, 11, 3), time(14, 5), 8  # noqa: DTZ001
    path = tmp_path / "old.xlsx"
    book.save(path)
    plan = loaded(ward, path)
    assert (plan.new, plan.bad) == (3, ())


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.csv", b"", "empty"),
        ("heading.csv", b"a,b\n", "empty"),
        ("zeros.csv", b"a\0b\n1,2\n", "not_table"),
        ("broken.xlsx", b"PK\x03\x04 nothing", "not_table"),
        ("other.csv", b"a,b\n1,2\n", "no_column"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(
    ward: Session, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with ward.desk() as desk, pytest.raises(NotLoadable) as refused:
        history.plan(desk, history.read_sheet(path), MAPPING)
    assert refused.value.code == code
    assert "Nothing was changed" in refused.value.sentence()


def test_an_old_windows_file_with_semicolons_is_read(ward: Session, tmp_path: Path) -> None:
    path = a_csv(tmp_path, delimiter=";")
    path.write_bytes(path.read_text(encoding="utf-8").replace("Calm", "Café").encode("cp1252"))
    assert loaded(ward, path).new == 3


def test_stopping_half_way_leaves_the_store_as_it_was(ward: Session, tmp_path: Path) -> None:
    def stop(part: int, whole: int) -> None:
        raise KeyboardInterrupt

    with ward.desk() as desk:
        before = desk.store.edition()
        plan = history.plan(desk, history.read_sheet(a_csv(tmp_path)), MAPPING)
        with pytest.raises(KeyboardInterrupt):
            history.apply(desk, plan, stop)
        assert desk.store.edition() == before
        assert history.loads(desk) == []


def test_a_mapping_is_kept_by_name(ward: Session) -> None:
    with ward.desk() as desk:
        history.keep(desk, "Datix", MAPPING)
        assert history.kept(desk) == {"Datix": MAPPING}
        history.forget(desk, "Datix")
        assert history.kept(desk) == {}


@pytest.mark.parametrize(
    "spoiled",
    [
        [],
        {"fmt": "x"},
        {"fmt": "wardqi-mapping", "kind": "incidents", "columns": {"external_ref": "a"}},
        {
            "fmt": "wardqi-mapping",
            "kind": "incidents",
            "columns": {"external_ref": "a", "start_date": "b", "colour": "c"},
        },
        {**MAPPING.to_json(), "dates": "any"},
        {**MAPPING.to_json(), "words": {"type": {"x": "99x"}}},
        {**MAPPING.to_json(), "words": {"narrative": {}}},
    ],
)
def test_a_mapping_that_names_what_is_not_there_is_refused(spoiled: object) -> None:
    with pytest.raises(rules.BadMapping):
        rules.parse(spoiled)


def test_titles_suggest_their_columns() -> None:
    found = rules.suggested(
        ["Incident Ref", "ID", "Date of Incident", "Time", "Restraint type", "NHS No.", "Colour"]
    )
    assert found == {
        "external_ref": "ID",
        "start_date": "Date of Incident",
        "start_time": "Time",
        "type": "Restraint type",
        "nhs_number": "NHS No.",
    }
