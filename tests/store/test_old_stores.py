"""The store and the bundle of every released version open in this one, with everything that was in them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from wardqi import __version__
from wardqi.domain import kinds, spreading
from wardqi.services import access, exchange, keeping, recording
from wardqi.store import drafts, keys, records

OLD = Path(__file__).parent / "old"
RELEASED = sorted(path.name for path in OLD.iterdir() if (path / "said.json").is_file())


@pytest.fixture(params=RELEASED)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of what a version left."""
    return Path(shutil.copytree(OLD / str(request.param), tmp_path / "old"))


def said(old: Path) -> dict[str, Any]:
    return dict(json.loads((old / "said.json").read_text(encoding="utf-8")))


def of_ward(kind: str, value: dict[str, Any], ward: str) -> dict[str, Any]:
    """Of what a ward once said, what counts now: what only the QI team may say is not heard of a ward."""
    if kind not in spreading.SHARED_KINDS:
        return value
    return kinds.nest(spreading.heard(kind, ward, None, ward, kinds.flatten(value)))


def test_this_version_has_left_a_sample() -> None:
    assert __version__ in RELEASED


def test_it_opens_with_every_record_and_is_sound(old: Path) -> None:
    session = access.unlock(old / "ward", said(old)["passphrase"])
    with session.desk() as desk:
        assert keeping.verify(desk).sound
        for kind, one in said(old)["records"].items():
            record = records.find(desk.store, one["ent"])
            assert record is not None
            value = of_ward(kind, one["value"], desk.ward())
            assert (record.kind, record.value, record.number) == (kind, value, one["number"])
            assert record.heads == tuple(one["heads"])
        (draft,) = drafts.all_of(desk.store)
        assert draft.body == {"narrative": "half a sentence"}
        recording.amend(desk, said(old)["records"]["incident"]["ent"], {"reason": "12"})
        assert keeping.verify(desk).sound
    assert session.person is not None
    session.screen_lock()
    session.sign_in_pin(keys.people(old / "ward")[0].uid, "271828")
    session.close()


def test_its_bundle_is_taken_by_its_hub(old: Path) -> None:
    session = access.unlock(old / "hub", said(old)["passphrase"])
    with session.desk() as desk:
        taken = exchange.take(desk, old / "bundle.wqb")
        assert (taken.state, taken.newer) == ("accepted", 0)
        for one in said(old)["records"].values():
            record = records.find(desk.store, one["ent"])
            assert record is not None
            assert record.heads == tuple(one["heads"])
        assert keeping.verify(desk).sound
    session.close()


def test_its_keys_cost_what_they_should(old: Path) -> None:
    for name in ("ward", "hub"):
        for user in json.loads((old / name / "keys.json").read_text())["users"]:
            assert user["kdf"]["m"] >= 65536
            assert user["kdf"]["t"] >= 3
    assert keys.people(old / "ward")[0].label == "SA"
