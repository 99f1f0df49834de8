"""The shipped code lists against the national ones they follow."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from wardqi import resources
from wardqi.domain import codes

TODAY = date(2026, 11, 23)


def _codes(name: str) -> list[str]:
    return [entry.code for entry in codes.get(name).entries]


def test_every_list_reads_and_says_where_it_comes_from() -> None:
    for name in codes.names():
        found = codes.get(name)
        assert found.title, name
        assert found.version, name
        for entry in found.entries:
            assert entry.label.strip() == entry.label != "", name
            assert entry.plain.strip() == entry.plain != "", name
            assert entry.source, name


def test_fifteen_types_are_offered_and_two_retired_ones_still_read() -> None:
    types = codes.get("restrictive_type")
    live = {entry.code for entry in types.live(TODAY)}
    assert live == {"01", *(f"{n:02}" for n in range(4, 18))}
    assert Counter(types.group(code) for code in live) == {
        "physical": 8,
        "mechanical": 1,
        "chemical": 4,
        "isolation": 2,
    }
    assert "02" in types
    assert "03" in types
    assert types.label("01") == "Physical restraint - Prone"


@pytest.mark.parametrize("code", ["02", "03"])
def test_a_retired_type_was_live_until_its_last_day(code: str) -> None:
    types = codes.get("restrictive_type")
    assert code in {entry.code for entry in types.live(date(2019, 3, 31))}
    assert code not in {entry.code for entry in types.live(date(2019, 4, 1))}


def test_a_retired_type_is_still_counted_in_its_group() -> None:
    assert "02" in codes.get("restrictive_type").in_group("physical")
    assert "03" in codes.get("restrictive_type").in_group("chemical")


def test_twelve_reasons_are_offered() -> None:
    assert _codes("restrictive_reason") == [*(str(n) for n in range(10, 20)), "98", "99"]
    assert len(codes.get("restrictive_reason").live(TODAY)) == 12


def test_ethnic_categories_fall_in_the_groups_of_national_charts() -> None:
    found = codes.get("ethnic_category")
    groups = {
        "white": "ABC",
        "mixed": "DEFG",
        "asian": "HJKL",
        "black": "MNP",
        "other": "RS",
    }
    for group, letters in groups.items():
        assert found.in_group(group) == tuple(letters)
    assert found.in_group("not_known") == ("Z", "99")
    assert {entry.group for entry in found.entries} == {
        entry.code for entry in codes.get("ethnic_group").entries
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("gender_identity", "1 2 3 4 Z X"),
        ("gender_same_as_birth", "Y N Z X"),
        ("stated_gender", "1 2 9 X"),
        ("sexual_orientation", "1 2 3 4 U Z 9"),
        ("religion_group", "A B C D E F G H I J K L M N"),
        ("marital_status", "S M D W P N"),
        ("disability", "01 02 03 04 05 06 07 08 09 10 XX NN ZZ"),
        ("autism_status", "1 2 3 4 5 U X Z"),
        ("ld_status", "1 2 3 4 5 U X Z"),
        ("review_not_held_reason", "1 2 3"),
        ("age_band", "under_18 18_24 25_34 35_44 45_54 55_64 65_over"),
        ("harm_physical", "none low moderate severe fatal"),
        ("harm_psychological", "none low moderate severe"),
        ("in_care_plan", "yes no no_plan"),
        ("deescalation_result", "tried helped made_worse not_possible"),
        ("progress_score", "0.5 1.0 1.5 2.0 2.5 3.0 3.5 4.0 4.5 5.0"),
        ("cycle_decision", "adopt adapt abandon"),
        ("influence_level", "told consulted co_designed co_led"),
        ("coproduction_stage", "idea design test study"),
        ("escalation_level", "ward matron site executive"),
        ("shift", "early late night"),
        ("negligible_decision", "record negligible"),
        ("capability_level", "1 2 3 4 5"),
    ],
)
def test_a_list_holds_exactly_its_codes(name: str, expected: str) -> None:
    assert _codes(name) == expected.split()


def test_legal_statuses_are_the_national_ones_with_two_retired() -> None:
    live = {entry.code for entry in codes.get("legal_status").live(TODAY)}
    assert live == {
        *(f"{n:02}" for n in (*range(1, 11), *range(12, 21))),
        *("31", "32", "35", "36", "37", "38", "99"),
    }
    assert set(_codes("legal_status")) - live == {"33", "34"}
    assert codes.get("legal_status").in_group("short_term") == ("04", "05", "06", "19", "20")


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("antecedent", 24),
        ("deescalation", 15),
        ("safewards_domain", 6),
        ("safewards_intervention", 10),
        ("negligible_test", 6),
        ("huddle_prompt", 14),
        ("mark_kind", 6),
        ("body_view", 5),
    ],
)
def test_a_list_is_as_long_as_its_source(name: str, count: int) -> None:
    assert len(codes.get(name).entries) == count


def test_every_antecedent_but_not_known_has_a_safewards_domain() -> None:
    domains = {entry.code for entry in codes.get("safewards_domain").entries}
    for entry in codes.get("antecedent").entries:
        assert (entry.group in domains) != (entry.code == "not_known"), entry.code


def test_ideas_belong_to_secondary_drivers() -> None:
    drivers = codes.get("starter_driver")
    for entry in codes.get("starter_idea").entries:
        assert entry.group is not None
        assert drivers.group(entry.group) == "secondary", entry.code


def test_what_nobody_confirmed_says_so() -> None:
    for name in ("harm_physical", "disability", "security_level", "antecedent", "negligible_test"):
        assert {entry.status for entry in codes.get(name).entries} == {"unverified"}, name
    assert codes.get("restrictive_type")["09"].status == "verified"
    assert codes.get("restrictive_type")["02"].status == "unverified"


def test_an_unknown_code_and_an_unknown_list_are_named() -> None:
    with pytest.raises(codes.UnknownCode, match="97"):
        codes.get("restrictive_reason").label("97")
    for name in ("no_such_list", "../clocks", "A", ""):
        with pytest.raises(codes.BadList):
            codes.get(name)


_HEAD = 'title = "T"\nversion = "1"\nsource = "S"\nstatus = "verified"\n'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "title = ",
        _HEAD + "code = []",
        _HEAD + 'code = [{ code = "a" }]',
        _HEAD + 'code = [{ code = 1, label = "A" }]',
        _HEAD + 'code = [{ code = "a", label = "A" }, { code = "a", label = "B" }]',
        _HEAD + 'code = [{ code = "a", label = "A", status = "maybe" }]',
        _HEAD + 'code = [{ code = "a", label = "A", valid_to = "2019" }]',
        _HEAD.replace("title", "name") + 'code = [{ code = "a", label = "A" }]',
    ],
)
def test_a_list_put_together_wrongly_is_refused(text: str) -> None:
    with pytest.raises(codes.BadList):
        codes.parse("made_up", text)


def test_a_code_is_offered_only_between_its_days() -> None:
    text = _HEAD + 'code = [{ code = "a", label = "A", valid_from = 2026-01-02, valid_to = 2026-02-03 }]'
    found = codes.parse("made_up", text)
    offered = [
        day
        for day in (date(2026, 1, 1), date(2026, 1, 2), date(2026, 2, 3), date(2026, 2, 4))
        if found.live(day)
    ]
    assert offered == [date(2026, 1, 2), date(2026, 2, 3)]


def test_nothing_but_lists_lies_among_the_lists() -> None:
    assert {file.suffix for file in resources.path("codes").iterdir()} == {".toml"}
