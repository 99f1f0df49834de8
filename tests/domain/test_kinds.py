"""The kinds of record, their fields, and what a field may hold."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardqi.domain import codes, kinds
from wardqi.domain.kinds import KINDS, BadValue, Type, check, describe, flatten, nest
from wardqi.domain.privacy import TRAVELS

PAGE = Path(__file__).parents[2] / "docs" / "fields.md"
UUID = "0b8cbb3e-6c1f-4a53-9a5d-0d2f6f6f7a11"
EDITED = [kind for kind in KINDS.values() if kind.name not in kinds.SYSTEM]


def _why(kind: str, values: dict[str, object]) -> tuple[str, str]:
    with pytest.raises(BadValue) as caught:
        check(kind, values)
    return caught.value.path, caught.value.code


def test_the_mission_has_all_its_kinds() -> None:
    assert {kind.name for kind in EDITED} == {
        *("ward", "patient", "incident", "quiet_shift", "bed_days", "checklist", "huddle", "action"),
        *("project", "driver", "change_idea", "cycle", "measure", "measure_value", "annotation"),
        *("external_series", "learning_card", "shared_text", "question", "paper_batch"),
    }


def test_no_kind_has_two_fields_of_one_name() -> None:
    for kind in KINDS.values():
        paths = [path for path, _ in kind.paths()]
        assert len(paths) == len(set(paths)), kind.name
        assert not {field.name for field in kind.fields} & {rows.name for rows in kind.rows}


def test_every_code_field_names_a_shipped_list_or_rows_to_point_to() -> None:
    shipped = set(codes.names())
    for kind in KINDS.values():
        for path, field in kind.paths():
            where = f"{kind.name}.{path}"
            if field.type in (Type.CODE, Type.CODES):
                assert (field.codes in shipped) != (field.refers is not None), where
            else:
                assert field.codes is None, where


def test_every_reference_points_to_a_kind_or_rows_that_exist() -> None:
    for kind in KINDS.values():
        for path, field in kind.paths():
            if field.refers is None:
                continue
            name, _, rows = field.refers.partition(".")
            assert name in KINDS, f"{kind.name}.{path}"
            assert not rows or rows in {group.name for group in KINDS[name].rows}, f"{kind.name}.{path}"


def test_record_kinds_can_be_named_in_a_record() -> None:
    assert {entry.code for entry in codes.get("record_kind").entries} == {kind.name for kind in EDITED}


def test_a_whole_incident_passes() -> None:
    check(
        "incident",
        {
            "event": "restrictive",
            "patient": UUID,
            "started_at": "2026-10-25T01:20+01:00",
            "area": "00c0ffee",
            "reason": "10",
            "reasons_secondary": ["11", "17"],
            "minutes": 14,
            "hurt_staff": "unsure",
            "narrative": "First line\n\tsecond line",
            "interventions": {
                "1a2b3c4d": {"type": "09", "still_open": False, "holds": ["one_arm"]},
                "1a2b3c4e": {"removed": True},
            },
            "ended_at": None,
        },
    )


@pytest.mark.parametrize(
    ("kind", "values", "path", "code"),
    [
        ("incidents", {}, "", "unknown_kind"),
        ("incident", {"nhs_number": "943 476 5919"}, "nhs_number", "unknown_field"),
        (
            "incident",
            {"interventions": {"1a2b3c4d": {"kind": "x"}}},
            "interventions.1a2b3c4d.kind",
            "unknown_field",
        ),
        ("incident", {"interventions": {"1A2B3C4D": {}}}, "interventions", "bad_row_id"),
        ("incident", {"interventions": {"1a2b3c4d\n": {}}}, "interventions", "bad_row_id"),
        ("incident", {"interventions": []}, "interventions", "wrong_type"),
        ("incident", {"interventions": {"1a2b3c4d": None}}, "interventions.1a2b3c4d", "wrong_type"),
        ("incident", {"reason": "97"}, "reason", "not_in_list"),
        ("incident", {"reason": 10}, "reason", "wrong_type"),
        ("incident", {"reason": {"1a2b3c4d": {"x": 1}}}, "reason", "wrong_type"),
        ("incident", {"reasons_secondary": ["11", "10"]}, "reasons_secondary", "not_sorted"),
        ("incident", {"reasons_secondary": ["10", "10"]}, "reasons_secondary", "not_sorted"),
        ("incident", {"reasons_secondary": ["10", "97"]}, "reasons_secondary", "not_in_list"),
        ("incident", {"reasons_secondary": "10"}, "reasons_secondary", "wrong_type"),
        ("incident", {"still_open": 1}, "still_open", "wrong_type"),
        ("incident", {"minutes": True}, "minutes", "wrong_type"),
        ("incident", {"minutes": 10.0}, "minutes", "wrong_type"),
        ("incident", {"minutes": 2**53}, "minutes", "out_of_range"),
        ("incident", {"started_at": "2026-10-25 01:20+01:00"}, "started_at", "not_a_moment"),
        ("incident", {"started_at": "2026-10-25T01:20Z"}, "started_at", "not_a_moment"),
        ("incident", {"started_at": "2026-10-25T01:20:30+01:00"}, "started_at", "not_a_moment"),
        ("incident", {"started_at": "2026-02-29T01:20+00:00"}, "started_at", "not_a_moment"),
        ("incident", {"started_at": "2026-10-25T24:20+00:00"}, "started_at", "not_a_moment"),
        ("incident", {"started_at": "2026-10-25T01:20+19:00"}, "started_at", "not_a_moment"),
        ("incident", {"started_at": "2026-10-25T01:20+01:00\n"}, "started_at", "not_a_moment"),
        ("incident", {"started_at": "٢٠٢٦-10-25T01:20+01:00"}, "started_at", "not_a_moment"),
        ("incident", {"area": "lounge"}, "area", "not_a_row"),
        ("incident", {"patient": "Jon Smith"}, "patient", "not_a_record"),
        ("incident", {"ward": "ab" * 32}, "ward", "not_a_record"),
        ("incident", {"signed_by": "A. Mensah"}, "signed_by", "not_a_person"),
        ("incident", {"age_band": 131}, "age_band", "out_of_range"),
        ("incident", {"place": "by the\ndoor"}, "place", "control_character"),
        ("incident", {"narrative": "a\x00b"}, "narrative", "control_character"),
        ("incident", {"narrative": "a\rb"}, "narrative", "control_character"),
        ("incident", {"narrative": "a\u202eb"}, "narrative", "control_character"),
        ("incident", {"narrative": "a\u2066b"}, "narrative", "control_character"),
        ("incident", {"narrative": "a\ud800b"}, "narrative", "control_character"),
        ("incident", {"narrative": "a\u2028b"}, "narrative", "control_character"),
        ("incident", {"narrative": "a" * 65_537}, "narrative", "too_long"),
        ("incident", {"narrative": "é" * 32_769}, "narrative", "too_long"),
        ("quiet_shift", {"date": "2026-11-31"}, "date", "not_a_date"),
        ("quiet_shift", {"date": 20261130}, "date", "wrong_type"),
        ("measure_value", {"value": float("nan")}, "value", "not_a_number"),
        ("measure_value", {"value": float("inf")}, "value", "not_a_number"),
        ("measure_value", {"value": "12"}, "value", "wrong_type"),
        ("measure_value", {"value": False}, "value", "wrong_type"),
    ],
)
def test_what_no_record_may_hold_is_named(kind: str, values: dict[str, object], path: str, code: str) -> None:
    assert _why(kind, values) == (path, code)


def test_the_error_never_repeats_the_value() -> None:
    with pytest.raises(BadValue) as caught:
        check("incident", {"patient": "Jon Smith"})
    assert "Jon" not in str(caught.value)


def test_a_text_of_exactly_the_limit_passes() -> None:
    check("incident", {"narrative": "é" * 32_768})
    check("incident", {"narrative": "🙂" * 16_384})


def test_two_hundred_fields_pass_and_one_more_does_not() -> None:
    rows: dict[str, object] = {f"{n:08x}": {"occupied": n} for n in range(200)}
    check("bed_days", {"days": rows})
    assert _why("bed_days", {"days": {**rows, "ffffffff": {"occupied": 1}}}) == ("", "too_many")


def test_a_pseudonym_stands_where_a_patient_does() -> None:
    check("incident", {"patient": "ab" * 32})


def test_a_retired_code_is_still_read() -> None:
    check("incident", {"interventions": {"1a2b3c4d": {"type": "02"}}})


def test_what_is_required_and_empty_is_listed_apart_from_rows_taken_out() -> None:
    values = {"event": "other", "interventions": {"00000001": {"type": "09"}, "00000002": {"removed": True}}}
    assert kinds.lacking("incident", values) == ("started_at", "interventions.00000001.started_at")


_words = st.text("abcdefgh_", min_size=1, max_size=6)
_rows = st.dictionaries(
    st.from_regex(r"[0-9a-f]{8}", fullmatch=True),
    st.dictionaries(_words, st.integers() | st.none() | st.lists(st.text()), min_size=1),
    min_size=1,
    max_size=3,
)


@given(st.dictionaries(_words, st.integers() | st.text() | st.none() | _rows))
def test_nesting_undoes_flattening(values: dict[str, object]) -> None:
    assert nest(flatten(values)) == values


@pytest.mark.parametrize("flat", [{"a.b": 1}, {"a.b.c.d": 1}, {"a": 1, "a.00000000.b": 2}])
def test_paths_that_mean_nothing_are_refused(flat: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="a"):
        nest(flat)


@given(st.dates(date(1850, 1, 1), date(2199, 12, 31)))
def test_every_real_day_is_a_day(day: date) -> None:
    assert kinds.is_date(day.isoformat())


@pytest.mark.parametrize("year", ["0001", "0202", "1849", "2200", "9999"])
def test_a_year_that_no_record_is_about_is_refused(year: str) -> None:
    assert not kinds.is_date(f"{year}-11-20")
    assert not kinds.is_moment(f"{year}-11-20T22:00+00:00")


@given(
    st.datetimes(datetime.fromisoformat("1850-01-01"), datetime.fromisoformat("2199-12-31T23:59")),
    st.integers(-14 * 60, 14 * 60),
)
def test_every_real_minute_is_a_moment(at: datetime, minutes: int) -> None:
    aware = at.replace(second=0, microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert kinds.is_moment(aware.isoformat(timespec="minutes"))


def test_ids_made_from_parts_are_the_same_everywhere_and_differ_by_part() -> None:
    assert kinds.month_id(UUID, "2026-10-01") == kinds.month_id(UUID, "2026-10-25")
    made = {
        kinds.month_id(UUID, "2026-10-01"),
        kinds.month_id(UUID, "2026-11-01"),
        kinds.month_id(UUID.replace("0b", "0c"), "2026-10-01"),
        kinds.shift_id(UUID, "2026-10-01", "early"),
        kinds.shift_id(UUID, "2026-10-01", "late"),
        kinds.point_id(UUID, "2026-10-01"),
        kinds.series_id("A", "BC"),
        kinds.series_id("AB", "C"),
    }
    assert len(made) == 8
    assert all(kinds.is_uuid(one) for one in made)
    assert kinds.month_id(UUID, "2026-10-01") == "409c0726-f613-5ae7-89dc-b521afe38286"


def test_days_and_months_make_row_ids() -> None:
    assert kinds.day_row("2026-11-03") == "20261103"
    assert kinds.month_row("2021-09-01") == "20210900"
    check("bed_days", {"days": {kinds.day_row("2026-11-03"): {"occupied": 17}}})
    check("external_series", {"months": {kinds.month_row("2021-09-01"): {"value": 35, "suppressed": False}}})


def test_the_page_of_fields_is_in_step() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "write it again: python -m tests.domain.test_kinds"


def page() -> str:
    return describe.markdown(KINDS.values(), TRAVELS)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
