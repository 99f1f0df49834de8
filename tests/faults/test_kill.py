"""The whole program killed (SIGKILL) while people work with it: nothing acknowledged is lost, or torn."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests import make
from tests.faults import victim
from tests.make import Trust
from tests.store.faults.victim import duration, kill
from wardqi.services import access, exchange, keeping, pairing, recording
from wardqi.services.access import Session
from wardqi.services.desk import Desk
from wardqi.store import drafts, outbox, records

SHORT = 6


def kills(full: int) -> pytest.MarkDecorator:
    """A few kills in every run, and the number the design asks for in the long one."""
    return pytest.mark.parametrize("count", [SHORT, pytest.param(full, marks=pytest.mark.full)])


def opened(folder: Path) -> Session:
    return access.unlock(folder, make.PASSPHRASE)


def sound(desk: Desk) -> None:
    verdict = keeping.verify(desk)
    assert verdict.sound, verdict


@kills(500)
def test_killed_while_incidents_are_logged(trust: Trust, tmp_path: Path, count: int) -> None:
    trust.desk("heron")
    trust.close()
    chance, folder = random.Random(1), tmp_path / "ward"
    acknowledged = drafted = 0
    for _ in range(2 * SHORT if count == SHORT else count):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(trust.folder / "heron", folder)
        said = kill(victim.logging, folder, chance, 0.25)
        session = opened(folder)
        with session.desk() as desk:
            sound(desk)
            saved = {number: ent for what, number, ent in said if what == "saved"}  # type: ignore[misc]
            for number, ent in saved.items():
                record = records.find(desk.store, ent)
                assert record is not None, "an acknowledged incident is lost"
                assert record.value["narrative"] == f"incident {number}"
            words = {one.value.get("narrative") for one in records.of_kind(desk.store, "incident")}
            for what, number, draft in said:  # type: ignore[misc]
                if what == "draft" and number not in saved:
                    drafted += 1
                    there = drafts.find(desk.store, draft)
                    assert there is not None or f"incident {number}" in words, "neither draft nor record"
            acknowledged += len(saved)
        session.close()
    print(f"{count} kills while logging: {acknowledged} saves acknowledged, 0 lost; {drafted} drafts open")
    assert acknowledged > 0


@kills(60)
def test_killed_while_a_ward_is_set_up(tmp_path: Path, count: int) -> None:
    chance, endings = random.Random(2), Counter[str]()
    place = tmp_path / "timed"
    place.mkdir()
    longest = duration(victim.founding, place)
    for number in range(count):
        place = tmp_path / f"victim-{number}"
        place.mkdir()
        kill(victim.founding, place, chance, longest)
        folder = place / "ward"
        state = access.state(folder)
        if state == "locked":
            try:
                opened(folder).close()
            except access.SetUpUnfinished:
                state = "unfinished"
        assert state in ("new", "unfinished", "locked")
        endings[state] += 1
        session = opened(folder) if state == "locked" else access.set_up_ward(folder, victim.FOUNDING)
        with session.desk() as desk:
            sound(desk)
            assert [one.value["name"] for one in records.of_kind(desk.store, "ward")] == ["Heron Ward"]
        session.close()
        shutil.rmtree(place)
    print(f"{count} kills while setting up: {dict(endings)}")


def placed(tmp_path: Path, store: Path, *post: Path) -> Path:
    """A store with its post beside it, for one victim."""
    folder = tmp_path / "victim"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(store, folder / "store")
    (folder / "post").mkdir()
    for number, path in enumerate(post):
        shutil.copy(path, folder / "post" / f"{number}.wqb")
    return folder


@kills(60)
def test_killed_while_a_bundle_is_imported(trust: Trust, tmp_path: Path, count: int) -> None:
    post = []
    for _ in range(3):
        recording.log_incidents(trust.heron, [make.incident() for _ in range(40)])
        post.append(trust.send(trust.heron))
    trust.desk("hub")
    trust.close()
    chance, endings = random.Random(3), Counter[int]()
    longest = 3 * duration(victim.importing, placed(tmp_path, trust.folder / "hub", *post))
    for _ in range(count):
        folder = placed(tmp_path, trust.folder / "hub", *post)
        said = kill(victim.importing, folder, chance, longest)
        session = opened(folder / "store")
        with session.desk() as desk:
            sound(desk)
            held = records.counts(desk.store).get("incident", 0)
            # Whole bundles or nothing of them; every one that was acknowledged.
            assert held in (0, 40, 80, 120)
            assert held >= 40 * said.count("accepted")
            assert len(outbox.parcels(desk.store, incoming=True)) == held // 40
            endings[held] += 1
            for path in sorted((folder / "post").iterdir()):
                make.take(desk, path)
            assert records.counts(desk.store)["incident"] == 120
            sound(desk)
        session.close()
    print(f"{count} kills while importing, incidents then held: {dict(endings)}")


@kills(60)
def test_killed_while_a_bundle_is_made(trust: Trust, tmp_path: Path, count: int) -> None:
    recording.log_incidents(trust.heron, [make.incident() for _ in range(200)])
    trust.desk("hub")
    trust.close()
    hub = opened(trust.folder / "hub")
    chance, whole = random.Random(4), 0
    longest = 5 * duration(victim.exporting, placed(tmp_path, trust.folder / "heron"))
    for _ in range(count):
        folder = placed(tmp_path, trust.folder / "heron")
        said = kill(victim.exporting, folder, chance, longest)
        session = opened(folder / "store")
        with session.desk() as desk, hub.desk() as analyst:
            sound(desk)
            files = list((folder / "post").glob("*.wqb"))
            assert set(said) <= {path.name for path in files}
            for path in files:  # what lies there under its name is whole
                assert exchange.inspect(analyst, path).state == "new"
                whole += 1
            noted = {one.file for one in outbox.parcels(desk.store, incoming=False)}
            assert set(said) <= noted <= {path.name for path in files}
            (made,) = exchange.export(desk, folder / "post", everything=True)
            assert exchange.inspect(analyst, made.path).state == "new"
        session.close()
    hub.close()
    print(f"{count} kills while exporting: {whole} bundles under their names, all whole")


@kills(60)
def test_killed_while_the_first_receipt_is_taken(trust: Trust, tmp_path: Path, count: int) -> None:
    """The trust's key for pseudonyms and the pseudonyms themselves change in one save, or not at all."""
    session = access.set_up_ward(tmp_path / "wren", victim.FOUNDING)
    with session.desk() as desk:
        patient = recording.create(desk, "patient", make.patient()).ent
        recording.log_incidents(desk, [make.incident(patient=patient) for _ in range(60)])
        pairing.trust_hub(desk, pairing.show_hub(trust.hub, tmp_path).path)
        _, file = pairing.add_ward(trust.hub, pairing.show_ward(desk, tmp_path).path, trust.keys)
        welcome = exchange.welcome(trust.hub, tmp_path, file, trust.keys).path
    session.close()
    chance, endings = random.Random(5), Counter[bool]()
    longest = duration(victim.importing, placed(tmp_path, tmp_path / "wren", welcome))
    for _ in range(count):
        folder = placed(tmp_path, tmp_path / "wren", welcome)
        kill(victim.importing, folder, chance, longest)
        again = opened(folder / "store")
        with again.desk() as desk:
            sound(desk)
            taken = desk.store.fact("pseudonym_key") == trust.keys.pseudonym_key
            (relinked,) = desk.store.db.execute(
                "select count(*) from change where kind = 'incident' and action = 'amend'"
            ).fetchone()
            assert relinked == (60 if taken else 0)
            endings[taken] += 1
        again.close()
    print(f"{count} kills while the first receipt was taken; it had been taken: {dict(endings)}")
