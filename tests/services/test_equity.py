"""Who is restrained, by group on its own bed days; what of it travels; what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests import make
from tests.services import months
from wardqi.domain import kinds
from wardqi.domain.equity import Breakdown, Line
from wardqi.services import recording
from wardqi.services.desk import NotFound
from wardqi.services.measuring import equity
from wardqi.store import records

SEPTEMBER = date(2026, 9, 1)
BLACK, WHITE = {"ethnic_category": "M", "birth_date": "1990-01-01"}, {"ethnic_category": "A"}


@pytest.fixture
def trust(tmp_path: Path) -> Iterator[make.Trust]:
    made = make.Trust(tmp_path / "trust")
    yield made
    made.close()


def ward_of_twelve(trust: make.Trust) -> None:
    """September: six Black patients in twelve incidents, six White in six; 360 bed days, half each."""
    desk = trust.heron
    stay = {"ward": desk.ward(), "admitted_on": "2026-08-20"}
    people = [{**(BLACK if n < 6 else WHITE), "stays": {"00000001": stay}} for n in range(12)]
    who = months.patients(desk, *people)
    months.live(desk, [12], who[:6], first=SEPTEMBER, beds=12)
    months.live(desk, [6], who[6:], first=SEPTEMBER, beds=12)


def part(found: equity.Equity, name: str) -> Breakdown:
    return next(one for one in found.parts if one.part == name)


def line(found: equity.Equity, group: str) -> Line:
    return next(one for each in found.parts for one in each.lines if one.group == group)


def test_a_groups_rate_stands_on_its_own_bed_days(trust: make.Trust) -> None:
    ward_of_twelve(trust)
    found = equity.breakdown(trust.heron, trust.heron.ward())
    assert (found.first, found.last) == (SEPTEMBER, SEPTEMBER)
    assert found.interventions == 20  # 18, to the nearest five
    assert line(found, "ethnic_black") == Line("ethnic_black", 10, 10, 5, 180, 67, 100)
    assert line(found, "ethnic_white") == Line("ethnic_white", 5, 5, 5, 180, 33, 100)
    assert line(found, "ethnic_asian") == Line("ethnic_asian", "*", "*", "*", "*", "*", "*")
    assert found.covered == 1
    assert part(found, "ethnic").missing_days == 0
    assert part(found, "age").missing_days == 50  # six dates of birth are not known
    assert part(found, "gender").missing_days == 100


def test_the_hub_gets_months_of_groups_and_no_stays(trust: make.Trust) -> None:
    ward_of_twelve(trust)
    trust.round_trip(trust.heron)
    ward = trust.heron.ward()
    month = records.find(trust.hub.store, kinds.month_id(ward, "2026-09"))
    assert equity.held(month)["ethnic_black"] == equity.GroupDays(180, 6)
    found = equity.breakdown(trust.hub, ward)
    assert line(found, "ethnic_black").rate == 67
    assert line(found, "ethnic_black").percent is None  # people of several months do not add up
    assert all("stays" not in one.value for one in records.of_kind(trust.hub.store, "patient"))


def test_the_months_are_brought_in_step_once_and_again_after_a_correction(trust: make.Trust) -> None:
    ward_of_twelve(trust)
    desk = trust.heron
    assert equity.derived(desk) != []
    trust.round_trip(desk)
    assert equity.derived(desk) == []
    black = BLACK["ethnic_category"]
    first = next(
        one for one in records.of_kind(desk.store, "patient") if one.value["ethnic_category"] == black
    )
    recording.amend(desk, first.ent, {"stays": {"00000001": {"left_on": "2026-09-11"}}})
    (act,) = equity.derived(desk)
    groups = act.values["groups"]
    assert isinstance(groups, dict)
    assert groups[kinds.group_row("ethnic_black")] == {"group": "ethnic_black", "bed_days": 160, "people": 6}


def test_a_pc_that_knows_too_few_patients_leaves_the_months_alone(trust: make.Trust) -> None:
    ward_of_twelve(trust)
    desk = trust.heron
    for patient in records.of_kind(desk.store, "patient")[:3]:
        recording.void(desk, patient.ent, "mistake")
    assert equity.derived(desk) == []
    assert equity.breakdown(desk, desk.ward()).covered == pytest.approx(0.75)


def test_a_month_that_has_not_come_stops_the_rates_and_says_so(trust: make.Trust) -> None:
    months.live(trust.maple, [8, 8], first=SEPTEMBER)
    trust.round_trip(trust.maple)
    found = equity.breakdown(trust.hub, trust.maple.ward())
    assert found.lacking == (SEPTEMBER, date(2026, 10, 1))
    assert {one.rate for each in found.parts for one in each.lines} == {None}
    assert part(found, "ethnic").missing_days is None


def test_there_is_no_breakdown_before_the_first_whole_month(trust: make.Trust) -> None:
    with pytest.raises(NotFound):
        equity.breakdown(trust.heron, trust.heron.ward())
