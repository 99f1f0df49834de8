"""An idea goes from a ward to its trust, to the region, to another trust and its ward, and comes back as
evidence.

Two trusts, three wards and the region, each a real store; everything between them goes in bundle files.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests import make
from tests.regional import HILLSIDE, NORTH, Regional, outlet_of
from tests.services import months
from wardqi.bundles import contents, seal
from wardqi.domain.privacy import HIDDEN
from wardqi.services import asking, exchange, keeping, measuring, pairing, recording, region, rollup
from wardqi.services.desk import Desk
from wardqi.services.learning import adopting, approval, cards, evidence, spread
from wardqi.store import records

CARD = {
    "title": "Evening walk",
    "problem": "The hour after supper is loud.",
    "idea": "A walk round the garden after supper.",
    "core_parts": "Every evening, whoever comes.",
    "flexible_parts": "Where to, and how long.",
    "conditions": "A garden, and one member of staff who can leave the ward.",
}
FIRST = date(2026, 7, 1)


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Regional]:
    made = Regional(tmp_path_factory.mktemp("regional"))
    made.join(made.lakeside_session)
    made.join(made.hillside_session)
    yield made
    made.close()


def plaintext(path: Path, desk: Desk) -> str:
    opened = seal.open_file(path, [pairing.device_keys(desk.store).recv_secret], lambda _key: True)
    contents.unpack(opened.body)
    return opened.body.decode()


def carried_out(desk: Desk, card: str, state: str, signal: str, **more: object) -> None:
    """The idea of a ward's own card, tried, and the card approved with what came of it."""
    values = {"title": "Our walk", "card": card, "state": state, "state_since": "2026-11-01", **more}
    recording.create(desk, "change_idea", values)
    cards.change(desk, card, {"signal": signal})
    approval.approve(desk, card)


def told(desk: Desk, ref: str) -> set[tuple[str, str, str]]:
    """What a store says came of a card: place, state, signal."""
    return {(one.ward_name, one.state, one.signal) for one in adopting.results(desk, cards.find(desk, ref))}


def test_scenario_nine_an_idea_spreads_and_its_results_return(there: Regional) -> None:
    heron, maple, rowan = there.heron, there.maple, there.rowan
    lakeside, hillside = there.lakeside.hub, there.hillside

    # A ward tests an idea; its manager approves the card.
    card = cards.create(heron, CARD).ent
    carried_out(heron, card, "kept", "improvement")
    there.inwards(lakeside, heron)
    there.inwards(lakeside, maple)
    there.inwards(hillside, rowan)

    # The QI lead looks at it and passes it on; the other ward of the trust reads and adopts it.
    (waiting,) = spread.to_check(lakeside)
    assert (waiting.title, waiting.ward_name, waiting.found) == ("Evening walk", "Heron Ward", 0)
    ours = spread.pass_on(lakeside, card).ent
    there.outwards(lakeside, maple)
    copy = adopting.adopt(maple, ours, [{"part": "flexible", "text": "Round the yard."}]).ent
    carried_out(maple, copy, "adapted", "improvement")
    there.inwards(lakeside, maple)
    assert told(lakeside, ours) == {("Maple Ward", "adapted", "improvement")}

    # The trust sends it to the region, where it is looked at again and shared with every trust.
    there.up(there.lakeside_session)
    there.up(there.hillside_session)
    (waiting,) = spread.to_check(there.region)
    assert (waiting.title, waiting.ward_name) == ("Evening walk", "Lakeside NHS Trust")
    shared = spread.pass_on(there.region, ours).ent
    assert told(there.region, shared) == {("Lakeside NHS Trust", "adapted", "improvement")}
    there.down(there.lakeside_session)
    there.down(there.hillside_session)

    # The other trust's ward reads it from its own QI team, with what came of it elsewhere.
    there.outwards(hillside, rowan)
    read = cards.find(rowan, shared)
    assert {name: read.text(name) for name in CARD} == CARD
    assert read.text("place") == f"Heron Ward, Lakeside NHS Trust, {NORTH}"
    assert told(rowan, shared) == {("Lakeside NHS Trust", "adapted", "improvement")}
    other = adopting.adopt(rowan, shared).ent
    carried_out(rowan, other, "dropped", "common", dropped_reason="not_fitting")
    there.inwards(hillside, rowan)
    assert told(hillside, shared) == {
        ("Rowan Ward", "dropped", "common"),
        ("Lakeside NHS Trust", "adapted", "improvement"),
    }

    # Its result returns by way of the region to the ward that began.
    path = there.up(there.hillside_session)
    there.down(there.lakeside_session)
    there.down(there.hillside_session)
    for hub, ward in ((lakeside, heron), (lakeside, maple), (hillside, rowan)):
        there.outwards(hub, ward)
    everywhere = {("Maple Ward", "adapted", "improvement"), (HILLSIDE, "dropped", "common")}
    assert told(lakeside, ours) == told(heron, card) == told(maple, ours) == everywhere
    assert told(there.region, shared) == {
        ("Lakeside NHS Trust", "adapted", "improvement"),
        (HILLSIDE, "dropped", "common"),
    }
    assert told(rowan, shared) == told(hillside, shared)
    assert {
        cards.find(desk, ref).value["wards_reached"] for desk, ref in ((heron, card), (rowan, shared))
    } == {1}

    # The region sees which trust, and neither which ward nor whose.
    said = "".join(plaintext(one, there.region) for one in path)
    for hidden in ("Rowan", rowan.ward(), other, "Our walk", "Dee Obi"):
        assert hidden not in said
    found = evidence.idea_map(there.region)
    (row,) = found.rows
    states = {column.name: cell.state for column, cell in zip(found.columns, row.cells, strict=True)}
    assert states == {"Lakeside NHS Trust": "adapted", HILLSIDE: "dropped"}

    # Nothing waits for a choice, and every store is sound.
    for desk in (heron, maple, rowan, lakeside, hillside, there.region):
        assert records.in_review(desk.store) == []
        assert keeping.verify(desk).sound
        assert all(not one.gaps for one in exchange.sources(desk))


def test_what_is_only_the_hubs_never_leaves_the_trust(there: Regional) -> None:
    lakeside = there.lakeside.hub
    asking.ask(lakeside, there.heron.ward(), None, "Only between us: why so many?")
    recording.log_incident(there.heron, make.incident())
    there.inwards(lakeside, there.heron)
    path = [one.path for one in region.export(there.lakeside_session, there.post, everything=True)]
    said = "".join(plaintext(one, there.region) for one in path)
    for hidden in ("Only between us", there.heron.ward(), there.maple.ward(), '"incident', '"question'):
        assert hidden not in said
    kinds_there = set(records.counts(there.region.store)) - {"learning_card", "shared_text"}
    assert kinds_there <= {"ward", "external_series"}


def test_a_card_sent_back_by_the_region_says_why_to_the_trust(there: Regional) -> None:
    lakeside = there.lakeside.hub
    card = cards.create(there.heron, {**CARD, "title": "Quiet hour"}).ent
    approval.approve(there.heron, card)
    there.inwards(lakeside, there.heron)
    ours = spread.pass_on(lakeside, card).ent
    there.up(there.lakeside_session)
    spread.send_back(there.region, ours, "Say what it costs.")
    there.down(there.lakeside_session)
    assert list(region.look(there.lakeside_session)[0].asked) == ["Say what it costs."]


def test_a_card_its_ward_takes_back_is_read_in_no_trust(there: Regional) -> None:
    lakeside = there.lakeside.hub
    card = cards.create(there.heron, {**CARD, "title": "Garden hour"}).ent
    approval.approve(there.heron, card)
    there.inwards(lakeside, there.heron)
    ours = spread.pass_on(lakeside, card).ent
    there.up(there.lakeside_session)
    shared = spread.pass_on(there.region, ours).ent
    there.down(there.hillside_session)
    there.outwards(there.hillside, there.rowan)
    assert cards.find(there.rowan, shared).state == "shared"
    approval.withdraw(there.heron, card)
    there.inwards(lakeside, there.heron)
    there.up(there.lakeside_session)
    there.down(there.hillside_session)
    there.outwards(there.hillside, there.rowan)
    assert shared not in {one.ref for one in cards.library(there.rowan)}
    assert cards.find(there.hillside, shared).state == "withdrawn"


def test_a_trusts_months_reach_the_region_with_small_numbers_hidden(there: Regional) -> None:
    people = months.patients(
        there.heron, *({"name": f"Person {at}", "local_id": f"L{at}"} for at in range(7))
    )
    counts = (12, 3, 8)
    months.live(there.heron, counts, people, first=FIRST)
    months.live(there.maple, (4, 0, None), first=FIRST)
    for ward in (there.heron, there.maple):
        there.inwards(there.lakeside.hub, ward)
    told = rollup.rollup(there.lakeside.hub)
    july, august = told.months[:2]
    assert (july.start, august.start) == (FIRST, date(2026, 8, 1))
    assert (july.figures[rollup.INTERVENTIONS], july.figures[rollup.PEOPLE]) == (15, 5)  # 16 and 7, rounded
    assert (august.figures[rollup.INTERVENTIONS], august.figures[rollup.PEOPLE]) == (HIDDEN, HIDDEN)
    assert july.figures[rollup.BED_DAYS] == 2 * 31 * 10
    assert date(2026, 9, 1) in told.lacking  # Maple reported nothing
    there.up(there.lakeside_session)
    shown, _ = measuring.outside_rate(there.region, "Lakeside NHS Trust")
    assert [(one.month, one.numerator, one.hidden) for one in shown] == [
        (FIRST, 5.0, False),
        (date(2026, 8, 1), None, True),
    ]
    (path,) = [one.path for one in region.export(there.lakeside_session, there.post, everything=True)]
    assert '"value":3' not in plaintext(path, there.region)


def test_a_month_completed_late_is_told_then_and_one_that_is_no_longer_whole_is_taken_out(
    there: Regional,
) -> None:
    months.live(there.maple, (6,), first=date(2026, 9, 1))
    there.inwards(there.lakeside.hub, there.maple)
    there.up(there.lakeside_session)
    shown, _ = measuring.outside_rate(there.region, "Lakeside NHS Trust")
    assert date(2026, 9, 1) in [one.month for one in shown]


def test_a_single_hidden_cell_takes_the_next_smallest_with_it(there: Regional) -> None:
    told = rollup.rollup(there.lakeside.hub)
    july = told.months[0].figures
    cells = {name: july[name] for name in july if name.startswith(f"{rollup.INTERVENTIONS}_")}
    assert cells == {
        f"{rollup.INTERVENTIONS}_physical": 15,
        f"{rollup.INTERVENTIONS}_mechanical": HIDDEN,
        f"{rollup.INTERVENTIONS}_chemical": HIDDEN,
        f"{rollup.INTERVENTIONS}_isolation": HIDDEN,
    }


def test_a_tampered_bundle_and_a_file_for_somebody_else_are_refused_at_the_outlet(there: Regional) -> None:
    receipt = exchange.receipt(there.region, there.post, outlet_of(there.lakeside_session)).path
    assert region.take(there.hillside_session, receipt).sentence.endswith("B-101")
    data = bytearray(receipt.read_bytes())
    data[-40] ^= 1
    spoiled = there.post / "spoiled.wqb"
    spoiled.write_bytes(data)
    assert region.take(there.lakeside_session, spoiled).sentence.endswith("B-104")
    assert region.take(there.lakeside_session, receipt).state == "accepted"


def test_a_hub_without_a_region_sends_nothing_up(there: Regional) -> None:
    with pytest.raises(region.NoRegion):
        region.export(there.region_session, there.post)


def test_an_outlet_that_is_lost_is_made_again_and_is_the_same_trust_to_the_region(there: Regional) -> None:
    hub, office = there.lakeside_session, there.lakeside.hub
    before = outlet_of(hub)
    stood = {one.ent: one for one in spread.passed_on(office)}
    shutil.rmtree(hub.vault.folder / region.OUTLET)
    there.join(hub)
    assert outlet_of(hub) == before
    there.up(hub)
    there.down(hub)
    assert {one.ent: one for one in spread.passed_on(office)} == stood
    assert spread.to_check(there.region) == ()
    for desk in (there.region, office):
        assert keeping.verify(desk).sound
        assert records.in_review(desk.store) == []
    assert [one.name for one in evidence.idea_map(there.region).columns] == [HILLSIDE, "Lakeside NHS Trust"]
