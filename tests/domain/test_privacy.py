"""What may leave the ward, and how small numbers are hidden."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wardqi.domain import codes, privacy
from wardqi.domain.kinds import KINDS, SYSTEM, Field, Kind, Type, check, flatten, nest
from wardqi.domain.privacy import TRAVELS, Cut, Travels, split

PATIENT = "0b8cbb3e-6c1f-4a53-9a5d-0d2f6f6f7a11"
ALIAS = "5e" * 32

MAY_LEAVE_AS_TEXT = {
    "ward": {"name", "code", "site", "trust"},
    "measure": {"name", "numerator", "definition", "unit"},
    "external_series": {"name", "provider", "measure", "unit", "source", "licence"},
    "learning_card": {"place", "results.place"},
    "shared_text": {"field", "text"},
    "question": {"text", "answer"},
    "user": {"sign_pub", "age_pub"},
    "replica": {"ward", "dev"},
    "audit": {"code", "sha256", "bundle"},
}


def _alias(patient: str) -> str:
    assert patient == PATIENT
    return ALIAS


def _differences(kinds: Mapping[str, Kind]) -> dict[str, set[str]]:
    """Paths that stand in the fields but not in the table, or the other way round."""
    found = {}
    for name in {*kinds, *TRAVELS}:
        fields = {path for path, _ in kinds[name].paths()} if name in kinds else set()
        if odd := fields ^ set(TRAVELS.get(name, {})):
            found[name] = odd
    return found


def test_the_table_names_every_field_and_no_other() -> None:
    assert _differences(KINDS) == {}


def test_a_new_field_nobody_decided_about_is_noticed_and_stays_on_the_ward() -> None:
    incident = KINDS["incident"]
    grown = dataclasses.replace(incident, fields=(*incident.fields, Field("nickname", "Nickname", Type.TEXT)))
    assert _differences({**KINDS, "incident": grown}) == {"incident": {"nickname"}}
    assert split("incident", {"nickname": "Jonny"}, _alias) == ({}, {"nickname": "Jonny"})
    rows = {"interventions": {"1a2b3c4d": {"nickname": "Jonny"}}}
    assert split("incident", rows, _alias) == ({}, rows)
    assert split("new_kind", {"a": 1}, _alias) == ({}, {"a": 1})


def test_free_text_leaves_only_where_this_list_says() -> None:
    for name, kind in KINDS.items():
        leaving = {
            path
            for path, field in kind.paths()
            if field.type in (Type.TEXT, Type.NOTES) and TRAVELS[name][path][0] is not Travels.WARD
        }
        assert leaving == MAY_LEAVE_AS_TEXT.get(name, set()), name


def test_nobody_on_the_staff_leaves_by_name_or_number() -> None:
    for name, kind in KINDS.items():
        for path, field in kind.paths():
            if field.type is Type.PERSON:
                assert TRAVELS[name][path] == (Travels.WARD, Cut.WHOLE), f"{name}.{path}"


def test_no_exact_time_leaves() -> None:
    for name, kind in KINDS.items():
        for path, field in kind.paths():
            if field.type is Type.MOMENT:
                travels, cut = TRAVELS[name][path]
                assert travels is Travels.WARD or cut is Cut.HOUR, f"{name}.{path}"


def test_a_patient_is_referred_to_by_pseudonym_or_not_at_all() -> None:
    for name, kind in KINDS.items():
        for path, field in kind.paths():
            if field.refers == "patient":
                assert TRAVELS[name][path] == (Travels.TRUST, Cut.PSEUDONYM), f"{name}.{path}"


def test_of_a_patient_only_equality_facts_leave() -> None:
    leaving = {path for path, (travels, _) in TRAVELS["patient"].items() if travels is not Travels.WARD}
    assert leaving == {
        *("ethnic_category", "gender", "gender_same_as_birth", "sex", "sexual_orientation", "religion"),
        *("marital_status", "disabilities", "pregnancy", "ld_status", "autism_status"),
    }


def test_nothing_about_single_incidents_or_patients_reaches_the_region() -> None:
    for name in ("incident", "patient", "quiet_shift", "huddle", "action", "bed_days", "question"):
        assert Travels.REGION not in {travels for travels, _ in TRAVELS[name].values()}, name


def test_an_incident_is_split_as_the_rules_say() -> None:
    values: dict[str, object] = {
        "patient": PATIENT,
        "started_at": "2026-10-25T01:20+01:00",
        "minutes": 14,
        "reason": "10",
        "age_band": 34,
        "narrative": "Jon was upset.",
        "interventions": {
            "1a2b3c4d": {"type": "09", "started_at": "2026-10-25T01:59+01:00", "how": "Two of us"},
            "1a2b3c4e": {"removed": True},
        },
        "people_involved": {
            "00000001": {"side": "staff", "name": "A. Mensah", "job_title": "registered_nurse"}
        },
        "marks": {"00000002": {"region": "wrist", "kind": "bruise"}, "00000003": {"removed": True}},
        "ended_at": None,
    }
    check("incident", values)
    public, private = split("incident", values, _alias)
    assert public == {
        "patient": ALIAS,
        "started_at": "2026-10-25T01:00+01:00",
        "minutes": 14,
        "reason": "10",
        "age_band": "25_34",
        "interventions": {
            "1a2b3c4d": {"type": "09", "started_at": "2026-10-25T01:00+01:00"},
            "1a2b3c4e": {"removed": True},
        },
        "people_involved": {"00000001": {"side": "staff", "job_title": "registered_nurse"}},
        "ended_at": None,
    }
    assert private == {
        "patient": PATIENT,
        "started_at": "2026-10-25T01:20+01:00",
        "age_band": 34,
        "narrative": "Jon was upset.",
        "interventions": {"1a2b3c4d": {"started_at": "2026-10-25T01:59+01:00", "how": "Two of us"}},
        "people_involved": {"00000001": {"name": "A. Mensah"}},
        "marks": {"00000002": {"region": "wrist", "kind": "bruise"}, "00000003": {"removed": True}},
        "ended_at": None,
    }
    check("incident", public)


def test_a_patient_without_a_pseudonym_yet_is_left_out() -> None:
    assert split("incident", {"patient": PATIENT}, lambda _: "") == ({}, {"patient": PATIENT})


@pytest.mark.parametrize(
    "values",
    [
        {"patient": "Jon Smith"},
        {"started_at": "Jon Smith was upset at 01:20"},
        {"age_band": "34 years and two months"},
        {"started_at": 5},
        {"age_band": 34.5},
    ],
)
def test_a_value_that_cannot_be_cut_stays_on_the_ward(values: dict[str, object]) -> None:
    assert split("incident", values, _alias) == ({}, values)


def _value(field: Field) -> st.SearchStrategy[object]:
    hours, minutes = st.integers(0, 23), st.integers(0, 59)
    listed = [entry.code for entry in codes.get(field.codes).entries] if field.codes else ["00c0ffee"]
    of_type: dict[Type, st.SearchStrategy[object]] = {
        Type.TEXT: st.text("abc £", max_size=5),
        Type.NOTES: st.text("abc\n", max_size=5),
        Type.CODE: st.sampled_from(listed),
        Type.CODES: st.sets(st.sampled_from(listed), max_size=3).map(sorted),
        Type.FLAG: st.booleans(),
        Type.WHOLE: st.integers(0, 999),
        Type.NUMBER: st.integers(0, 999) | st.floats(0, 9),
        Type.DATE: st.just("2026-10-25"),
        Type.MOMENT: st.builds("2026-10-25T{:02}:{:02}+01:00".format, hours, minutes),
        Type.RECORD: st.just(PATIENT),
        Type.PERSON: st.just(PATIENT),
    }
    return st.none() | of_type[field.type]


@st.composite
def _changes(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    kind = draw(st.sampled_from([kind for kind in KINDS.values() if kind.name not in SYSTEM]))
    paths = dict(kind.paths())
    flat: dict[str, object] = {}
    for path in draw(st.lists(st.sampled_from(sorted(paths)), max_size=8)):
        name, _, rest = path.partition(".")
        where = f"{name}.{draw(st.sampled_from(['00000001', '0000000a']))}.{rest}" if rest else name
        flat[where] = draw(_value(paths[path]))
    return kind.name, nest(flat)


@settings(max_examples=300)
@given(_changes())
def test_private_laid_over_public_gives_the_change_back(change: tuple[str, dict[str, object]]) -> None:
    kind, values = change
    public, private = split(kind, values, _alias)
    assert {**flatten(public), **flatten(private)} == flatten(values)


@settings(max_examples=300)
@given(_changes())
def test_what_leaves_is_allowed_and_still_a_sound_record(change: tuple[str, dict[str, object]]) -> None:
    kind, values = change
    check(kind, values)
    public, _ = split(kind, values, _alias)
    check(kind, public)
    for path, value in flatten(public).items():
        parts = path.split(".")
        travels, cut = TRAVELS[kind][".".join(parts[::2])]
        assert travels is not Travels.WARD
        if cut is Cut.HOUR and value is not None:
            assert str(value)[14:16] == "00"
        if cut is Cut.PSEUDONYM:
            assert value in (None, ALIAS)


def test_a_canary_in_every_private_field_stays_home() -> None:
    for name, kind in KINDS.items():
        for path, field in kind.paths():
            if TRAVELS[name][path][0] is Travels.WARD and field.type in (Type.TEXT, Type.NOTES):
                where = path.replace(".", ".00000001.")
                public, private = split(name, nest({where: "CANARY"}), _alias)
                assert public == {}
                assert "CANARY" in json.dumps(private)


@pytest.mark.parametrize(
    ("years", "band"),
    [
        (0, "under_18"),
        (17, "under_18"),
        (18, "18_24"),
        (24, "18_24"),
        (25, "25_34"),
        (35, "35_44"),
        (45, "45_54"),
        (64, "55_64"),
        (65, "65_over"),
        (110, "65_over"),
    ],
)
def test_ages_fall_in_the_national_bands(years: int, band: str) -> None:
    assert privacy.age_band(years) == band


def test_a_negative_age_has_no_band() -> None:
    with pytest.raises(ValueError, match="age"):
        privacy.age_band(-1)


def test_age_turns_on_the_birthday() -> None:
    assert privacy.age_on(date(2008, 11, 23), date(2026, 11, 22)) == 17
    assert privacy.age_on(date(2008, 11, 23), date(2026, 11, 23)) == 18
    assert privacy.age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert privacy.age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "*"),
        (1, "*"),
        (4, "*"),
        (5, 5),
        (6, 5),
        (7, 5),
        (8, 10),
        (12, 10),
        (13, 15),
        (1002, 1000),
        (1003, 1005),
    ],
)
def test_counts_are_hidden_under_five_and_rounded_to_five(count: int, shown: object) -> None:
    assert privacy.suppress_count(count) == shown


@pytest.mark.parametrize(
    ("interventions", "people", "bed_days", "shown"),
    [
        (4, 5, 500, "*"),
        (5, 4, 500, "*"),
        (5, 5, 99, "*"),
        (5, 5, 100, 50),
        (5, 5, 2000, 3),  # 2.5, halves up
        (0, 0, 0, "*"),
        (7, 6, 540, 13),
    ],
)
def test_rates_are_hidden_or_whole(interventions: int, people: int, bed_days: int, shown: object) -> None:
    assert privacy.suppress_rate(interventions, people, bed_days) == shown


@pytest.mark.parametrize(
    ("people", "in_hospital", "shown"), [(4, 100, "*"), (5, 4, "*"), (5, 200, 3), (5, 16, 31), (33, 33, 100)]
)
def test_percentages_are_hidden_or_whole(people: int, in_hospital: int, shown: object) -> None:
    assert privacy.suppress_percent(people, in_hospital) == shown


@pytest.mark.parametrize(
    ("interventions", "incidents", "shown"),
    [(4, 4, "*"), (9, 4, "*"), (5, 5, 1.0), (25, 20, 1.3), (9, 7, 1.3)],
)
def test_types_per_incident_have_one_decimal(interventions: int, incidents: int, shown: object) -> None:
    assert privacy.suppress_ratio(interventions, incidents) == shown


def test_times_are_hidden_with_the_count_behind_them() -> None:
    assert privacy.suppress_minutes(12.5, 5, 5) == 12.5
    assert privacy.suppress_minutes(12.5, 4, 5) == "*"
    assert privacy.suppress_minutes(12.5, 5, 4) == "*"
    assert privacy.suppress_minutes(None, 5, 5) is None


def test_a_single_hidden_cell_takes_the_next_smallest_with_it() -> None:
    assert privacy.suppress_cells({"a": 3, "b": 12, "c": 40}) == {"a": "*", "b": "*", "c": 40}
    assert privacy.suppress_cells({"a": 3, "b": 4, "c": 40}) == {"a": "*", "b": "*", "c": 40}
    assert privacy.suppress_cells({"a": 8, "b": 12}) == {"a": 10, "b": 10}
    assert privacy.suppress_cells({"a": 2}) == {"a": "*"}
    assert privacy.suppress_cells({"b": 20, "a": 20, "z": 0}) == {"b": 20, "a": "*", "z": "*"}


@pytest.mark.parametrize("numbers", [(-1,), (5, -1)])
def test_a_negative_count_is_a_fault_of_the_program(numbers: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="negative"):
        privacy.suppress_percent(*numbers) if len(numbers) == 2 else privacy.suppress_count(*numbers)


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), min_size=2, max_size=8))
def test_no_hidden_cell_can_be_had_by_taking_away(counts: dict[str, int]) -> None:
    shown = privacy.suppress_cells(counts)
    hidden = [name for name, value in shown.items() if value == privacy.HIDDEN]
    assert len(hidden) != 1
    assert all(name in hidden for name, count in counts.items() if count < 5)
