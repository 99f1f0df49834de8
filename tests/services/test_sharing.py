"""What leaves the ward: no name and no number by itself, and no text that names somebody without a reason."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import make
from wardqi.bundles import seal
from wardqi.domain import kinds
from wardqi.domain.kinds import Type
from wardqi.domain.privacy import TRAVELS, Travels
from wardqi.services import asking, exchange, recording, sharing
from wardqi.services.desk import NotAllowed
from wardqi.store import records, trail

NAME, NUMBER = "Zebedee Okonkwo-Pryce", "943 476 5919"


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Iterator[make.Trust]:
    made = make.Trust(tmp_path_factory.mktemp("sharing") / "trust")
    recording.create(made.heron, "patient", make.patient(NAME, make.NHS_NUMBER))
    yield made
    made.close()


@pytest.fixture
def bodies(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The plain text of every bundle made from now on."""
    seen: list[bytes] = []
    close = seal.close

    def watched(body: bytes, *rest: object) -> bytes:
        seen.append(gzip.decompress(body))
        return close(body, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(seal, "close", watched)
    return seen


def narrative(trust: make.Trust, words: str) -> sharing.Text:
    ent = recording.log_incident(trust.heron, make.incident(narrative=words)).ent
    return next(one for one in sharing.candidates(trust.heron) if one.ent == ent)


def test_a_name_and_a_number_typed_in_every_field_never_stand_in_a_bundle(
    trust: make.Trust, bodies: list[bytes], tmp_path: Path
) -> None:
    typed = 0
    for kind in sorted(set(kinds.KINDS) - kinds.SYSTEM - {"ward", "bed_days"}):
        fields = dict(kinds.KINDS[kind].paths())
        ent = ""
        for values in make.whole(kind, 1, mark=f"{NAME} {NUMBER} "):
            flat = kinds.flatten(values)
            for path, value in flat.items():
                parts = path.split(".")
                plain = path if len(parts) == 1 else f"{parts[0]}.{parts[2]}"
                if fields[plain].type not in (Type.TEXT, Type.NOTES):
                    continue
                if TRAVELS[kind][plain][0] is Travels.WARD:
                    typed += NAME in str(value)
                else:
                    flat[path] = "words"
            saved = (
                recording.amend(trust.heron, ent, kinds.nest(flat))
                if ent
                else recording.create(trust.heron, kind, kinds.nest(flat))
            )
            ent = saved.ent
    assert typed > 100
    exchange.export(trust.heron, tmp_path)
    assert bodies
    for body in bodies:
        folded = body.decode().casefold()
        for word in ("zebedee", "okonkwo", "pryce", NUMBER, make.NHS_NUMBER):
            assert word not in folded


def test_notes_of_what_waits_are_offered_one_by_one_with_what_is_found_in_them(trust: make.Trust) -> None:
    text = narrative(trust, "Zebedee asked for his radio.")
    assert (text.kind, text.path, text.text) == ("incident", "narrative", "Zebedee asked for his radio.")
    assert [one.text for one in text.sure] == ["Zebedee"]
    assert text.number


def test_a_text_that_names_somebody_is_not_shared_until_the_name_is_replaced(trust: make.Trust) -> None:
    text = narrative(trust, "Zebedee asked for his radio. NHS 943 476 5919.")
    with pytest.raises(sharing.Named) as refused:
        sharing.share(trust.heron, text, text.text)
    assert "Zebedee" not in refused.value.sentence()
    saved = sharing.share(trust.heron, text, "The patient asked for his radio.")
    shared = records.find(trust.heron.store, saved.ent)
    assert shared is not None
    assert shared.value["text"] == "The patient asked for his radio."
    assert shared.value["reviewed_by"] == trust.heron.person.uid
    about = records.find(trust.heron.store, text.ent)
    assert about is not None
    assert about.value["narrative"] == text.text
    assert text.ent not in {one.ent for one in sharing.candidates(trust.heron)}


def test_not_them_needs_a_reason_that_is_logged_and_stays_on_the_ward(
    trust: make.Trust, bodies: list[bytes], tmp_path: Path
) -> None:
    text = narrative(trust, "Zebedee from The Magic Roundabout was on television.")
    with pytest.raises(sharing.Named):
        sharing.share(trust.heron, text, text.text, "  ")
    saved = sharing.share(trust.heron, text, text.text, "A puppet called Florence’s friend")
    (noted,) = (
        one for one in trail.noted(trust.heron.store, "confirm", "not_them") if one.op.ent == saved.ent
    )
    assert noted.op.by == trust.heron.person.uid
    exchange.export(trust.heron, tmp_path)
    assert "The Magic Roundabout" in bodies[-1].decode()
    assert "Florence" not in bodies[-1].decode()


def test_a_text_that_came_by_another_way_stops_the_bundle_until_it_is_settled(
    trust: make.Trust, tmp_path: Path
) -> None:
    ent = recording.create(
        trust.heron,
        "question",
        {"ward": trust.heron.ward(), "text": "Why?", "answer": "Ask Mr Okonkwo-Pryce."},
    ).ent
    with pytest.raises(sharing.Named) as refused:
        exchange.export(trust.heron, tmp_path)
    assert list(tmp_path.iterdir()) == []
    (text,) = sharing.waiting(trust.heron)
    assert (text.ent, text.text) == (ent, "Ask Mr Okonkwo-Pryce.")
    assert refused.value.texts == (text,)
    sharing.not_them(trust.heron, text, "The name of a film")
    assert sharing.waiting(trust.heron) == []
    assert exchange.export(trust.heron, tmp_path)
    recording.amend(trust.heron, ent, {"answer": "Zebedee again"})
    with pytest.raises(sharing.Named):
        exchange.export(trust.heron, tmp_path)
    (again,) = sharing.waiting(trust.heron)
    sharing.not_them(trust.heron, again, "The film again")


def test_weak_findings_stop_nothing(trust: make.Trust, tmp_path: Path) -> None:
    text = narrative(trust, "ZOP watched a film of 12/3/1971.")
    assert text.found
    assert text.sure == ()
    sharing.share(trust.heron, text, text.text)
    assert exchange.export(trust.heron, tmp_path)


def test_only_those_who_may_approve_let_a_text_leave(trust: make.Trust) -> None:
    from dataclasses import replace

    text = narrative(trust, "All calm.")
    nurse = replace(trust.heron, person=replace(trust.heron.person, role="nurse"))
    with pytest.raises(NotAllowed):
        sharing.share(nurse, text, text.text)
    with pytest.raises(NotAllowed):
        sharing.not_them(nurse, text, "x")


def test_an_answer_to_the_qi_team_that_names_somebody_is_not_recorded(trust: make.Trust) -> None:
    ent = recording.create(trust.heron, "question", {"ward": trust.heron.ward(), "text": "Why?"}).ent
    with pytest.raises(sharing.Named):
        asking.answer(trust.heron, ent, "Because Zebedee was unwell.", "explained")
    assert asking.answer(trust.heron, ent, "Because one patient was unwell.", "explained").changes
