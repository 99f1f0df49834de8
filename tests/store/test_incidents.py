from __future__ import annotations

import pytest

from tests import make
from tests.make import Trust
from wardqi.services import recording
from wardqi.store import fulltext, incidents, tables
from wardqi.store._sqlite import write_tx
from wardqi.store.incidents import Filters

AREAS = {"areas": {"a0000001": {"name": "Garden room", "kind": "lounge"}}}
TYPES = ("09", "07", "04")


@pytest.fixture
def logged(trust: Trust) -> list[str]:
    """Three incidents on three days, with three kinds of intervention; ids from the oldest on."""
    desk = trust.heron
    recording.amend(desk, desk.ward(), AREAS)
    found = []
    for day, (type_, words) in enumerate(zip(TYPES, ("Asleep", "Shouting", "Zoë's visit"), strict=True), 10):
        start = f"2026-11-{day}T22:00+00:00"
        rows = {"11111111": {"type": type_, "started_at": start}}
        found.append(
            recording.log_incident(desk, make.incident(start, interventions=rows, narrative=words)).ent
        )
    return found


def ents(trust: Trust, **narrowed: object) -> list[str]:
    return [row.ent for row in incidents.page(trust.heron.store, Filters(**narrowed)).rows]  # type: ignore[arg-type]


def test_the_newest_come_first_and_the_order_can_be_turned(trust: Trust, logged: list[str]) -> None:
    assert ents(trust) == logged[::-1]
    turned = incidents.page(trust.heron.store, descending=False)
    assert [row.ent for row in turned.rows] == logged


def test_pages_follow_each_other_without_a_gap(trust: Trust, logged: list[str]) -> None:
    pages = [incidents.page(trust.heron.store, limit=2, offset=offset) for offset in (0, 2)]
    assert [row.ent for page in pages for row in page.rows] == logged[::-1]
    assert [(page.total, page.more) for page in pages] == [(3, False), (3, False)]


def test_counting_stops_where_nobody_reads_on(
    trust: Trust, logged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incidents, "MOST_COUNTED", 2)
    page = incidents.page(trust.heron.store, limit=1)
    assert (page.total, page.more) == (2, True)


@pytest.mark.parametrize(
    ("narrowed", "places"),
    [
        ({"first_day": "2026-11-11"}, [2, 1]),
        ({"last_day": "2026-11-11"}, [1, 0]),
        ({"first_day": "2026-11-11", "last_day": "2026-11-11"}, [1]),
        ({"types": ("09", "04")}, [2, 0]),
        ({"reason": "10"}, [2, 1, 0]),
        ({"reason": "12"}, []),
        ({"author": "nobody"}, []),
        ({"state": "signed"}, []),
        ({"state": "complete"}, [2, 1, 0]),
        ({"state": "review"}, []),
        ({"text": "shout"}, [1]),
        ({"text": "zoe"}, [2]),
        ({"text": "visit zoë"}, [2]),
        ({"text": "visit shouting"}, []),
    ],
)
def test_the_list_is_narrowed(
    trust: Trust, logged: list[str], narrowed: dict[str, object], places: list[int]
) -> None:
    assert ents(trust, **narrowed) == [logged[place] for place in places]


@pytest.mark.parametrize(
    "typed", ['"', "'", "*", "a OR b", "NEAR(", "words:x", "-", "%", "\x00", "((((", '"*']
)
def test_nothing_typed_is_taken_for_a_command(trust: Trust, logged: list[str], typed: str) -> None:
    assert set(ents(trust, text=typed)) <= set(logged)


def test_a_patients_name_finds_their_incidents(trust: Trust) -> None:
    patient = recording.create(trust.heron, "patient", make.patient("Precious Okoro")).ent
    ent = recording.log_incident(trust.heron, make.incident(patient=patient)).ent
    recording.log_incident(trust.heron, make.incident())
    assert ents(trust, text="okoro") == [ent]
    assert ents(trust, text="precious smith") == []


def test_an_archived_incident_is_found_where_the_archive_is(trust: Trust, logged: list[str]) -> None:
    recording.void(trust.heron, logged[0], "mistake")
    assert ents(trust) == [logged[2], logged[1]]
    assert ents(trust, archived=True) == [logged[0]]


def test_words_that_were_amended_away_find_nothing_more(trust: Trust, logged: list[str]) -> None:
    recording.amend(trust.heron, logged[1], {"narrative": "Singing"})
    assert ents(trust, text="shouting") == []
    assert ents(trust, text="singing") == [logged[1]]


@pytest.mark.parametrize("most", [0, 2, 32])
def test_words_are_found_alike_whether_they_wait_for_the_index_or_not(
    trust: Trust, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(fulltext, "MOST_WAITING", most)
    words = ("Zoë ran", "running", "He ran off", "calm", "ran again")
    told = [recording.log_incident(trust.heron, make.incident(narrative=one)).ent for one in words]
    recording.amend(trust.heron, told[2], {"narrative": "walked"})
    recording.amend(trust.heron, told[0], {"narrative": "Zoë ran twice"})
    recording.void(trust.heron, told[4], "mistake")
    assert set(ents(trust, text="ran")) == {told[0]}
    assert set(ents(trust, text="ran", archived=True)) == {told[4]}
    assert set(ents(trust, text="zoe twi")) == {told[0]}
    assert set(ents(trust, text="r")) >= {told[0], told[1]}
    assert ents(trust, text="walked") == [told[2]]
    assert tables.differences(trust.heron.store.db) == []


def test_few_words_wait_and_a_change_taken_back_leaves_none(
    trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext, "MOST_WAITING", 3)
    db = trust.heron.store.db
    waiting = []
    for number in range(6):
        recording.log_incident(trust.heron, make.incident(narrative=f"fifth{number}"))
        waiting.append(db.execute("select count(*) from incident_words").fetchone()[0])
    assert waiting == [1, 2, 3, 0, 1, 2]
    (last,) = db.execute("select max(id) from incident").fetchone()
    with write_tx(db):
        fulltext.drop(db, [last, last - 5])
    assert len(ents(trust, text="fifth")) == 4


def test_an_incident_is_found_by_its_number_as_people_write_it(trust: Trust, logged: list[str]) -> None:
    found = incidents.find(trust.heron.store, logged[0])
    assert found is not None
    row, record = found
    assert (row.ent, record.ent) == (logged[0], logged[0])
    assert incidents.numbered(trust.heron.store, f" {row.number.lower()} ") == logged[0]
    assert incidents.numbered(trust.heron.store, "XXXX-1") is None
    assert incidents.find(trust.heron.store, "no such record") is None


def test_a_possible_double_is_near_in_time(trust: Trust, logged: list[str]) -> None:
    (started,) = trust.heron.store.db.execute(
        "select started from incident where ent = ?", [logged[0]]
    ).fetchone()
    assert [row.ent for row in incidents.near(trust.heron.store, started + 30)] == [logged[0]]
    assert incidents.near(trust.heron.store, started + 31) == []


def test_a_day_tells_force_other_entries_and_quiet_shifts_apart(trust: Trust, logged: list[str]) -> None:
    near_miss = {"event": "near_miss", "started_at": "2026-11-10T09:00+00:00", "interventions": {}}
    recording.create(trust.heron, "incident", near_miss)
    for shift in ("early", "late"):
        recording.confirm_quiet(trust.heron, "2026-11-14", shift)
    days = incidents.days(trust.heron.store, "2026-11-10", "2026-11-14")
    assert (days["2026-11-10"].restrictive, days["2026-11-10"].other) == (1, 1)
    assert (days["2026-11-14"].restrictive, days["2026-11-14"].quiet) == (0, 2)
    assert "2026-11-13" not in days  # not reported is not nothing happened
    assert incidents.days(trust.heron.store, "2026-11-10", "2026-11-14", "another ward") == {}
