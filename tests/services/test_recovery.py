"""Getting back in when every passphrase is forgotten, with the trust's recovery key."""

from __future__ import annotations

from pathlib import Path

import pytest

from wardqi.services import access, keeping, pairing, recording, recovery
from wardqi.services.access import Founding
from wardqi.services.pairing import TrustKeys
from wardqi.store import keys, people, records

FORGOTTEN = "nobody remembers this one now"
NEW = "a fresh start for everyone here"
TRUSTS = "kept in the safe by governance"


@pytest.fixture(scope="module")
def trust_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub's pairing files and the trust's own keys."""
    folder = tmp_path_factory.mktemp("trust")
    hub = access.set_up_hub(folder / "hub", Founding("QI team", "Northfield", "Jo Park", FORGOTTEN))
    with hub.desk() as desk:
        pairing.found_office(desk, folder, TRUSTS)
    hub.close()
    return folder


@pytest.fixture
def trust(trust_folder: Path) -> TrustKeys:
    """The trust's keys, brought out of the safe."""
    return pairing.unlock_trust_keys(trust_folder / pairing.TRUST_KEYS, TRUSTS)


@pytest.fixture
def ward(tmp_path: Path, trust_folder: Path) -> Path:
    """A paired ward with one area recorded, closed, its passphrase forgotten."""
    session = access.set_up_ward(
        tmp_path / "ward", Founding("Heron Ward", "Northfield", "Ama Mensah", FORGOTTEN)
    )
    with session.desk() as desk:
        pairing.trust_hub(desk, trust_folder / pairing.HUB_FILE)
        recording.amend(desk, desk.ward(), {"site": "Riverside"})
    assert session.follow_recovery()
    session.close()
    return tmp_path / "ward"


def test_the_trusts_key_lets_a_new_administrator_in_and_the_log_says_so(ward: Path, trust: TrustKeys) -> None:
    asked = recovery.request(ward, NEW)
    received = recovery.read(asked.text)
    assert received.words == asked.words
    session = recovery.accept(ward, recovery.answer(received.text, trust), NEW, name="Rhian Jones")
    with session.desk() as desk:
        assert desk.person.name == "Rhian Jones"
        ward_record = records.find(desk.store, desk.ward())
        assert ward_record is not None
        assert ward_record.value["site"] == "Riverside"
        acts = [(entry.op.action, entry.op.by[:4]) for entry in records.audit(desk.store)]
        assert ("recovery", "dev:") in acts
        assert {member.name for member in people.members(desk.store)} == {"Ama Mensah", "Rhian Jones"}
        assert keeping.verify(desk).sound
        recording.amend(desk, desk.ward(), {"site": "Hillside"})
    session.close()


def test_those_who_still_know_their_passphrase_keep_it(ward: Path, trust: TrustKeys) -> None:
    asked = recovery.request(ward, NEW)
    recovery.accept(ward, recovery.answer(asked.text, trust), NEW, name="Rhian Jones").close()
    session = access.unlock(ward, FORGOTTEN)
    assert session.person is not None
    assert session.person.name == "Ama Mensah"
    session.close()


def test_another_trusts_key_opens_nothing(ward: Path, trust: TrustKeys) -> None:
    asked = recovery.request(ward, NEW)
    stranger = TrustKeys(trust.root_seed, _other_secret(ward.parent), trust.pseudonym_key)
    with pytest.raises(keys.BadRecovery):
        recovery.answer(asked.text, stranger)


def test_an_answer_is_of_no_use_without_the_new_passphrase(ward: Path, trust: TrustKeys) -> None:
    asked = recovery.request(ward, NEW)
    text = recovery.answer(asked.text, trust)
    with pytest.raises(keys.BadRecovery):
        recovery.accept(ward, text, "not the one that was chosen", name="A Thief")
    with pytest.raises(keys.WrongPassphrase):
        access.unlock(ward, "not the one that was chosen")


def _other_secret(folder: Path) -> str:
    hub = access.set_up_hub(folder / "other", Founding("QI team", "Elsewhere", "Jo Park", FORGOTTEN))
    with hub.desk() as desk:
        pairing.found_office(desk, folder / "other", TRUSTS)
    hub.close()
    return pairing.unlock_trust_keys(folder / "other" / pairing.TRUST_KEYS, TRUSTS).recovery_secret
