"""keys.json: who may open the store, and what nobody may do to it unnoticed."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.machine import OneMachine
from wardqi.store import disk, keys
from wardqi.store.keys import binding, entries, seals, throttle
from wardqi.store.keys import file as keyfile

STORE = "6f1c0e1e-4b5a-4f0e-9a51-000000000001"
SAM, ALEX, NEW = "plover kettle ninety drum", "gravel lantern oboe thirty", "copper heron violet stair"


def recovery_pair() -> tuple[str, str]:
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def sam(folder: Path) -> keys.Unlocked:
    return keys.create(folder, store=STORE, passphrase=SAM, label="Sam")


def later(*seconds: float) -> Callable[[], float]:
    """A clock that says these, one after the other, and then stays."""
    told = itertools.chain(seconds, itertools.repeat(seconds[-1]))
    return lambda: next(told)


def edit(folder: Path, **changes: object) -> None:
    """Rewrite both copies as somebody without the data key would: in perfect form."""
    for name in keys.COPIES:
        values = json.loads((folder / name).read_bytes())
        (folder / name).write_bytes(keyfile.canonical({**values, **changes}))


# -- the passphrase


def test_the_right_passphrase_gives_the_data_key_and_the_persons_own(
    folder: Path, sam: keys.Unlocked
) -> None:
    again = keys.unlock(folder, SAM)
    assert again.keys is not None
    assert sam.keys is not None
    assert (again.dek, again.uid, again.gen) == (sam.dek, sam.uid, 1)
    assert again.keys == sam.keys
    signature = again.keys.sign(b"a change")
    public = keyfile.unb64(sam.keys.sign_pub, "sign_pub", 32)
    Ed25519PublicKey.from_public_bytes(public).verify(signature, b"a change")


def test_a_wrong_passphrase_gives_nothing(folder: Path, sam: keys.Unlocked) -> None:
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(folder, ALEX)
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(folder, SAM, uid="6f1c0e1e-4b5a-4f0e-9a51-00000000dead")


def test_a_passphrase_typed_on_another_keyboard_is_the_same(folder: Path) -> None:
    keys.create(folder, store=STORE, passphrase="caf\u00e9 kettle ninety drum")
    assert keys.unlock(folder, "cafe\u0301 kettle ninety drum").store == STORE


def test_no_secret_is_written_or_shown(folder: Path, sam: keys.Unlocked) -> None:
    assert sam.keys is not None
    shown = repr(sam) + repr(sam.keys)
    for secret in (sam.keys.age_secret, keyfile.b64(sam.keys.sign_seed), keyfile.b64(bytes(sam.dek)), SAM):
        assert secret not in shown
        assert all(secret.encode() not in path.read_bytes() for path in folder.iterdir())
    assert str(bytes(sam.dek)) not in shown


def test_forgetting_overwrites_the_data_key(sam: keys.Unlocked) -> None:
    dek = sam.dek
    sam.forget()
    assert dek == bytes(32)
    assert sam.keys is None


def test_labels_may_be_seen_before_unlocking(folder: Path, sam: keys.Unlocked) -> None:
    keys.add_user(folder, sam, passphrase=ALEX, role="nurse", label="Alex\n", recovery=())
    assert [(one.role, one.label) for one in keys.people(folder)] == [("admin", "Sam"), ("nurse", "Alex")]


@pytest.mark.parametrize(
    ("passphrase", "codes"),
    [
        ("plover kettle", []),
        ("an ox or a bee", []),
        ("to be ox am", []),
        ("short one", ["too_short"]),
        ("Tr0ub4dor&3", ["too_short"]),
        ("", ["too_short", "repetitive"]),
        ("aaaaaaaaaaaaaaaa", ["repetitive"]),
        ("121212121212", ["repetitive"]),
        ("Password123456", ["common"]),
        ("password welcome", ["common"]),
        ("Correct Horse Battery Staple", ["common"]),
        ("WARD-nurse-2026", ["common"]),
        ("1234567890123", ["common"]),
        ("plover\tkettle", ["control_character"]),
        ("plover " * 200, ["too_long"]),
    ],
)
def test_a_passphrase_must_be_long_and_not_on_the_list(passphrase: str, codes: list[str]) -> None:
    assert keys.check_passphrase(passphrase) == codes


def test_a_weak_passphrase_makes_nothing(folder: Path) -> None:
    with pytest.raises(keys.WeakPassphrase) as refused:
        keys.create(folder, store=STORE, passphrase="password123456")
    assert refused.value.codes == ("common",)
    assert list(folder.iterdir()) == []


def test_in_earnest_a_passphrase_costs_what_the_design_says(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WARDQI_TEST")
    keys.create(folder, store=STORE, passphrase=SAM)
    (user,) = json.loads((folder / "keys.json").read_bytes())["users"]
    assert {name: user["kdf"][name] for name in "mtp"} == {"m": 65536, "t": 3, "p": 4}
    assert keys.unlock(folder, SAM).store == STORE


def test_in_earnest_an_entry_made_cheap_opens_nothing(
    folder: Path, sam: keys.Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WARDQI_TEST")
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(folder, SAM)


@pytest.mark.parametrize(("name", "value"), [("m", (1 << 20) + 1), ("t", 11), ("p", 17), ("m", 1), ("t", 0)])
def test_absurd_costs_are_refused_before_anything_is_derived(
    folder: Path, sam: keys.Unlocked, name: str, value: int
) -> None:
    values = json.loads((folder / "keys.json").read_bytes())
    values["users"][0]["kdf"][name] = value
    edit(folder, users=values["users"])
    with pytest.raises(keys.KeysDamaged):
        keys.unlock(folder, SAM)


# -- waiting


def test_wrong_passphrases_wait_longer_each_time_and_no_longer_than_a_minute(
    folder: Path, sam: keys.Unlocked
) -> None:
    waits, now = [], 1000.0
    for _ in range(9):
        with pytest.raises(keys.WrongPassphrase):
            keys.unlock(folder, ALEX, sam.uid, now=later(now))
        with pytest.raises(keys.Throttled) as early:
            keys.unlock(folder, SAM, sam.uid, now=later(now))
        waits.append(early.value.wait_s)
        now += early.value.wait_s
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert keys.unlock(folder, SAM, sam.uid, now=later(now)).uid == sam.uid
    assert keys.unlock(folder, SAM, sam.uid, now=later(now)).uid == sam.uid


def test_one_persons_mistakes_do_not_keep_another_waiting(folder: Path, sam: keys.Unlocked) -> None:
    alex = keys.add_user(folder, sam, passphrase=ALEX, role="nurse", recovery=())
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(folder, NEW, alex.uid, now=later(1000))
    assert keys.unlock(folder, SAM, sam.uid, now=later(1000)).uid == sam.uid
    with pytest.raises(keys.Throttled):
        keys.unlock(folder, ALEX, now=later(1000))


def test_a_clock_set_back_does_not_make_the_wait_longer(folder: Path, sam: keys.Unlocked) -> None:
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(folder, ALEX, sam.uid, now=later(1_000_000))
    with pytest.raises(keys.Throttled) as early:
        keys.unlock(folder, SAM, sam.uid, now=later(1000))
    assert early.value.wait_s == 1


def test_failures_are_kept_until_the_log_has_them(folder: Path, sam: keys.Unlocked) -> None:
    for second in (100, 200):
        with pytest.raises(keys.WrongPassphrase):
            keys.unlock(folder, ALEX, sam.uid, now=later(second))
    keys.unlock(folder, SAM, sam.uid, now=later(300))
    known = keys.failures(folder)
    assert known == [keys.Failure(sam.uid, 100), keys.Failure(sam.uid, 200)]
    keys.told(folder, known)
    assert keys.failures(folder) == []


def test_telling_the_log_does_not_shorten_the_wait(folder: Path, sam: keys.Unlocked) -> None:
    for second in (100, 200, 300):
        with pytest.raises(keys.WrongPassphrase):
            keys.unlock(folder, ALEX, sam.uid, now=later(second))
    keys.told(folder, keys.failures(folder))
    assert throttle.wait_s(folder, sam.uid, 300) == 4


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"fmt":"wardqi-throttle"}', b"\xff" * 50, b"[" * 5000])
def test_a_spoiled_count_keeps_nobody_out(folder: Path, sam: keys.Unlocked, data: bytes) -> None:
    (folder / throttle.NAME).write_bytes(data)
    assert keys.unlock(folder, SAM).uid == sam.uid
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(folder, ALEX)
    assert len(keys.failures(folder)) == 1


# -- people


def test_an_administrator_adds_people_without_knowing_their_passphrases(
    folder: Path, sam: keys.Unlocked
) -> None:
    people = [f"kettle heron violet {number}x" for number in range(8)]
    for number, passphrase in enumerate(people):
        keys.add_user(folder, sam, passphrase=passphrase, role="nurse", label=f"N{number}", recovery=())
    assert {bytes(keys.unlock(folder, passphrase).dek) for passphrase in [SAM, *people]} == {bytes(sam.dek)}


def test_a_nurse_cannot_add_remove_rotate_or_change_the_recovery_list(
    folder: Path, sam: keys.Unlocked
) -> None:
    keys.add_user(folder, sam, passphrase=ALEX, role="nurse", recovery=())
    alex = keys.unlock(folder, ALEX)
    before = (folder / "keys.json").read_bytes()
    acts: list[Callable[[], object]] = [
        lambda: keys.add_user(folder, alex, passphrase=NEW, role="nurse", recovery=()),
        lambda: keys.add_opener(folder, alex, passphrase=NEW, recovery=()),
        lambda: keys.remove_user(folder, alex, sam.uid, recovery=()),
        lambda: keys.begin_rotation(folder, alex, recovery=()),
        lambda: keys.set_recovery(folder, alex, []),
    ]
    for act in acts:
        with pytest.raises(keys.NotAllowed) as refused:
            act()
        assert refused.value.code == "not_admin"
    assert (folder / "keys.json").read_bytes() == before


def test_an_opener_opens_the_store_and_has_nothing_to_sign_with(folder: Path, sam: keys.Unlocked) -> None:
    uid = keys.add_opener(folder, sam, passphrase=ALEX, label="Morning", recovery=())
    opened = keys.unlock(folder, ALEX)
    assert (opened.keys, opened.uid, opened.dek) == (None, uid, sam.dek)
    with pytest.raises(keys.NotAllowed):
        keys.add_user(folder, opened, passphrase=NEW, role="admin", recovery=())


def test_changing_a_passphrase_changes_that_entry_only(folder: Path, sam: keys.Unlocked) -> None:
    alex = keys.add_user(folder, sam, passphrase=ALEX, role="nurse", recovery=())
    before = json.loads((folder / "keys.json").read_bytes())
    keys.change_passphrase(folder, sam, alex.uid, ALEX, NEW)
    after = json.loads((folder / "keys.json").read_bytes())
    assert (after["users"][0], after["dek"]) == (before["users"][0], before["dek"])
    assert keys.unlock(folder, NEW, alex.uid).keys == alex
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(folder, ALEX, alex.uid)


def test_changing_a_passphrase_needs_the_old_one_and_a_strong_new_one(
    folder: Path, sam: keys.Unlocked
) -> None:
    with pytest.raises(keys.WrongPassphrase):
        keys.change_passphrase(folder, sam, sam.uid, ALEX, NEW)
    with pytest.raises(keys.Throttled):
        keys.change_passphrase(folder, sam, sam.uid, SAM, NEW)
    with pytest.raises(keys.WeakPassphrase):
        keys.change_passphrase(folder, sam, sam.uid, SAM, "short", now=later(2e9 + 100))


def test_a_person_removed_cannot_open_the_next_data_key(folder: Path, sam: keys.Unlocked) -> None:
    alex = keys.add_user(folder, sam, passphrase=ALEX, role="nurse", recovery=())
    old = bytes(sam.dek)
    keys.remove_user(folder, sam, alex.uid, recovery=())
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(folder, ALEX, alex.uid)
    during = keys.unlock(folder, SAM, sam.uid)
    assert (bytes(during.dek), during.next) == (old, sam.next)
    keys.finish_rotation(folder, sam)
    after = keys.unlock(folder, SAM, sam.uid)
    assert (after.gen, after.next) == (2, None)
    assert bytes(after.dek) not in (old, bytes(32))
    file = keyfile.parse((folder / "keys.json").read_bytes())
    assert seals.open_dek(file.dek, alex.age_secret, STORE, 2) is None
    assert len(keys.people(folder)) == 1


def test_the_last_administrator_stays(folder: Path, sam: keys.Unlocked) -> None:
    keys.add_user(folder, sam, passphrase=ALEX, role="nurse", recovery=())
    with pytest.raises(keys.NotAllowed) as refused:
        keys.remove_user(folder, sam, sam.uid, recovery=())
    assert refused.value.code == "last_admin"


def test_people_may_be_added_while_a_rotation_waits(folder: Path, sam: keys.Unlocked) -> None:
    keys.begin_rotation(folder, sam, recovery=())
    keys.add_user(folder, sam, passphrase=ALEX, role="nurse", recovery=())
    alex = keys.unlock(folder, ALEX)
    assert (alex.dek, alex.next) == (sam.dek, sam.next)
    with pytest.raises(keys.NotAllowed):
        keys.begin_rotation(folder, sam, recovery=())


# -- tampering


def test_nothing_is_sealed_to_a_recipient_that_somebody_wrote_into_the_file(
    folder: Path, sam: keys.Unlocked
) -> None:
    _, thief = recovery_pair()
    edit(folder, recovery=[thief])
    before = (folder / "keys.json").read_bytes()
    acts: list[Callable[[], object]] = [
        lambda: keys.add_user(folder, sam, passphrase=ALEX, role="nurse", recovery=[thief]),
        lambda: keys.begin_rotation(folder, sam, recovery=[thief]),
        lambda: keys.set_recovery(folder, sam, []),
        lambda: keys.change_passphrase(folder, sam, sam.uid, SAM, NEW),
    ]
    for act in acts:
        with pytest.raises(keys.KeysTampered):
            act()
    assert (folder / "keys.json").read_bytes() == before
    with pytest.raises(keys.KeysTampered):
        keys.unlock(folder, SAM)


def test_a_recovery_list_that_is_not_the_trusts_stops_every_sealing(folder: Path, sam: keys.Unlocked) -> None:
    _, old = recovery_pair()
    _, new = recovery_pair()
    keys.set_recovery(folder, sam, [old])
    with pytest.raises(keys.KeysTampered):
        keys.add_user(folder, sam, passphrase=ALEX, role="nurse", recovery=[new])
    with pytest.raises(keys.KeysTampered):
        keys.begin_rotation(folder, sam, recovery=[])
    keys.set_recovery(folder, sam, [new, old])
    keys.add_user(folder, sam, passphrase=ALEX, role="nurse", recovery=[old, new])


@pytest.mark.parametrize("field", ["uid", "role", "pub", "sign_pub", "kdf", "label"])
def test_no_part_of_an_entry_can_be_changed(folder: Path, sam: keys.Unlocked, field: str) -> None:
    assert sam.keys is not None
    entry, _ = entries.new(folder, "nurse", "Alex", ALEX)
    whole = replace(sam.file.users[0], **{field: getattr(entry, field)})
    assert entries.opened(folder, sam.file.users[0], SAM) is not None
    assert entries.opened(folder, whole, SAM) is None


def test_a_data_key_of_another_store_or_generation_is_not_taken(folder: Path, sam: keys.Unlocked) -> None:
    assert sam.keys is not None
    secret, public = sam.keys.age_secret, sam.keys.age_pub
    sealed = seals.seal_dek(STORE, 1, bytes(32), [public])
    assert seals.open_dek(sealed, secret, STORE, 1) == bytearray(32)
    assert seals.open_dek(sealed, secret, STORE, 2) is None
    assert seals.open_dek(sealed, secret, STORE.replace("1", "2"), 1) is None
    edit(folder, dek=sealed)
    with pytest.raises(keys.KeysTampered):
        keys.unlock(folder, SAM)


# -- damaged copies


def test_a_damaged_keys_file_gives_way_to_its_spare_and_is_mended(folder: Path, sam: keys.Unlocked) -> None:
    whole = (folder / "keys.json").read_bytes()
    (folder / "keys.json").write_bytes(whole[:-40])
    opened = keys.unlock(folder, SAM)
    assert opened.source == "keys.json.bak"
    assert keys.settle(folder, opened) is True
    assert (folder / "keys.json").read_bytes() == whole
    (kept,) = folder.glob("keys.damaged-*.json")
    assert kept.read_bytes() == whole[:-40]
    assert keys.settle(folder, keys.unlock(folder, SAM)) is False


def test_an_altered_keys_file_gives_way_to_its_spare(folder: Path, sam: keys.Unlocked) -> None:
    whole = (folder / "keys.json").read_bytes()
    values = json.loads(whole)
    values["gen"] = 2
    (folder / "keys.json").write_bytes(keyfile.canonical(values))
    assert keys.unlock(folder, SAM).source == "keys.json.bak"


def test_a_damaged_entry_gives_way_to_the_same_entry_in_the_spare(folder: Path, sam: keys.Unlocked) -> None:
    values = json.loads((folder / "keys.json").read_bytes())
    values["users"][0]["nonce"] = keyfile.b64(bytes(12))
    (folder / "keys.json").write_bytes(keyfile.canonical(values))
    assert keys.unlock(folder, SAM).source == "keys.json.bak"


def test_a_stale_spare_does_not_bring_back_an_old_passphrase(folder: Path, sam: keys.Unlocked) -> None:
    stale = (folder / "keys.json.bak").read_bytes()
    keys.change_passphrase(folder, sam, sam.uid, SAM, NEW)
    (folder / "keys.json.bak").write_bytes(stale)
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(folder, SAM)
    assert keys.unlock(folder, NEW, now=later(2e9 + 100)).source == "keys.json"


def test_with_both_copies_gone_a_backups_copy_is_believed(folder: Path, sam: keys.Unlocked) -> None:
    backup = folder / keys.BACKUPS
    backup.mkdir()
    (backup / "2026-03-01-090000-daily.db.keys.json").write_bytes(b"spoiled")
    (folder / "keys.json").rename(backup / "2026-02-28-090000-daily.db.keys.json")
    (folder / "keys.json.bak").write_bytes(b"{}")
    assert [one.label for one in keys.people(folder)] == ["Sam"]
    opened = keys.unlock(folder, SAM)
    assert opened.source == "backups/2026-02-28-090000-daily.db.keys.json"
    keys.settle(folder, opened)
    assert keys.unlock(folder, SAM).source == "keys.json"


def test_a_backup_does_not_bring_back_an_old_passphrase(folder: Path, sam: keys.Unlocked) -> None:
    (folder / keys.BACKUPS).mkdir()
    old = (folder / "keys.json").read_bytes()
    (folder / keys.BACKUPS / "2026-03-01-090000-daily.db.keys.json").write_bytes(old)
    keys.change_passphrase(folder, sam, sam.uid, SAM, NEW)
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(folder, SAM)


def test_no_file_at_all_is_missing_and_rubbish_is_damaged(folder: Path) -> None:
    with pytest.raises(keys.KeysMissing):
        keys.unlock(folder, SAM)
    with pytest.raises(keys.KeysMissing):
        keys.people(folder)
    (folder / "keys.json").write_bytes(b"rubbish")
    with pytest.raises(keys.KeysDamaged):
        keys.unlock(folder, SAM)
    with pytest.raises(keys.KeysDamaged):
        keys.people(folder)


# -- PIN


def test_a_pin_gives_the_persons_keys_back(sam: keys.Unlocked) -> None:
    assert sam.keys is not None
    blob = keys.pin_wrap(sam.keys, "402917")
    assert keys.pin_unwrap(blob, "402917") == sam.keys
    assert sam.keys.age_secret not in blob
    with pytest.raises(keys.WrongPin):
        keys.pin_unwrap(blob, "402918")


@pytest.mark.parametrize(
    ("pin", "code"),
    [("40291", "too_short"), ("40a917", "not_digits"), ("", "not_digits"), ("٤٠٢٩١٧", "not_digits"),
     ("123456", "too_simple"), ("987654", "too_simple"), ("111111", "too_simple"), ("121212", "too_simple"),
     ("4" * 20 + "5" * 20, "too_long")],
)  # fmt: skip
def test_a_simple_pin_is_refused(sam: keys.Unlocked, pin: str, code: str) -> None:
    assert sam.keys is not None
    with pytest.raises(keys.WeakPassphrase) as refused:
        keys.pin_wrap(sam.keys, pin)
    assert refused.value.codes == (code,)


def test_wrapped_keys_cannot_be_moved_to_another_person_or_altered(sam: keys.Unlocked) -> None:
    assert sam.keys is not None
    blob = keys.pin_wrap(sam.keys, "402917")
    assert keys.pin_unwrap(blob, "402917").uid == sam.uid
    for broken in (
        blob.replace(sam.uid, STORE),
        blob.replace('"role":"admin"', '"role":"nurse"'),
        blob[:-1],
        blob.replace('"m":64', '"m":65'),
        "",
        "[]",
        "\ud800",
    ):
        assert broken != blob
        with pytest.raises(keys.WrongPin):
            keys.pin_unwrap(broken, "402917")


# -- the PC secret


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> OneMachine:
    here = OneMachine(77)
    monkeypatch.setattr(binding, "this_system", lambda: here)
    return here


def test_an_entry_is_bound_to_the_pc_it_was_made_on(folder: Path, machine: OneMachine) -> None:
    made = keys.create(folder, store=STORE, passphrase=SAM)
    assert keys.unlock(folder, SAM).dek == made.dek
    assert made.file.users[0].kdf.pc is not None
    machine.machine = 78
    with pytest.raises(keys.BindingLost):
        keys.unlock(folder, SAM)
    with pytest.raises(keys.BindingLost):
        keys.unlock(folder, ALEX, made.uid)
    machine.machine = 77
    (folder / binding.NAME).unlink()
    with pytest.raises(keys.BindingLost):
        keys.unlock(folder, SAM)


def test_a_system_without_sealing_cannot_open_a_bound_entry(
    folder: Path, machine: OneMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.create(folder, store=STORE, passphrase=SAM)
    monkeypatch.setattr(binding, "this_system", lambda: None)
    with pytest.raises(keys.BindingLost):
        keys.unlock(folder, SAM)


def test_a_lost_binding_counts_no_failure(folder: Path, machine: OneMachine) -> None:
    keys.create(folder, store=STORE, passphrase=SAM)
    machine.machine = 78
    for _ in range(3):
        with pytest.raises(keys.BindingLost):
            keys.unlock(folder, SAM)
    assert keys.failures(folder) == []


def test_a_bound_passphrase_still_has_to_be_right(folder: Path, machine: OneMachine) -> None:
    keys.create(folder, store=STORE, passphrase=SAM)
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(folder, ALEX)


def test_recovery_binds_the_store_to_the_new_pc(folder: Path, machine: OneMachine) -> None:
    secret, public = recovery_pair()
    made = keys.create(folder, store=STORE, passphrase=SAM, recovery=[public])
    machine.machine = 78
    request = keys.recovery_request(folder, NEW)
    answer = keys.recovery_answer(request.text, secret)
    back = keys.recovery_accept(folder, answer, NEW, recovery=[public])
    assert back.dek == made.dek
    assert keys.unlock(folder, NEW).dek == made.dek
    assert len(list(folder.glob("device.lost-*.bin"))) == 1


# -- recovery


@pytest.fixture
def trust(folder: Path, sam: keys.Unlocked) -> tuple[str, str]:
    """The trust's recovery key, private and public; the store is sealed to it."""
    pair = recovery_pair()
    keys.set_recovery(folder, sam, [pair[1]])
    return pair


def test_the_trusts_key_gives_a_ward_its_store_back(
    folder: Path, sam: keys.Unlocked, trust: tuple[str, str]
) -> None:
    request = keys.recovery_request(folder, NEW)
    assert keys.read_request(request.text) == request
    answer = keys.recovery_answer(request.text, trust[0])
    back = keys.recovery_accept(folder, answer, NEW, label="New", recovery=[trust[1]])
    assert back.dek == sam.dek
    again = keys.unlock(folder, NEW)
    assert again.keys is not None
    assert (again.uid, again.keys.role) == (back.uid, "admin")
    assert keys.unlock(folder, SAM).uid == sam.uid
    assert not (folder / "recovery.json").exists()
    with pytest.raises(keys.BadRecovery, match="none_waiting"):
        keys.recovery_accept(folder, answer, NEW, recovery=[trust[1]])


def test_neither_request_nor_answer_holds_a_key_in_the_open(
    folder: Path, sam: keys.Unlocked, trust: tuple[str, str]
) -> None:
    request = keys.recovery_request(folder, NEW)
    answer = keys.recovery_answer(request.text, trust[0])
    waiting = (folder / "recovery.json").read_text()
    for text in (request.text, answer, waiting):
        assert keyfile.b64(bytes(sam.dek)) not in text
        assert "AGE-SECRET-KEY" not in text


def test_a_rotation_cut_short_can_still_be_recovered(
    folder: Path, sam: keys.Unlocked, trust: tuple[str, str]
) -> None:
    keys.begin_rotation(folder, sam, recovery=[trust[1]])
    answer = keys.recovery_answer(keys.recovery_request(folder, NEW).text, trust[0])
    back = keys.recovery_accept(folder, answer, NEW, recovery=[trust[1]])
    assert (back.dek, back.next) == (sam.dek, sam.next)
    assert keys.unlock(folder, SAM).next == sam.next


def test_an_edited_keys_file_is_recovered_without_what_was_edited_in(
    folder: Path, sam: keys.Unlocked, trust: tuple[str, str]
) -> None:
    _, thief = recovery_pair()
    request = keys.recovery_request(folder, NEW)
    edit(folder, recovery=[thief])
    answer = keys.recovery_answer(request.text, trust[0])
    keys.recovery_accept(folder, answer, NEW, label="New", recovery=[trust[1]])
    opened = keys.unlock(folder, NEW)
    assert opened.file.recovery == (trust[1],)
    assert [one.label for one in keys.people(folder)] == ["New"]


def test_recovery_says_what_is_wrong(folder: Path, sam: keys.Unlocked, trust: tuple[str, str]) -> None:
    def code(act: Callable[[], object]) -> str:
        with pytest.raises(keys.BadRecovery) as refused:
            act()
        return refused.value.code

    request = keys.recovery_request(folder, NEW).text
    answer = keys.recovery_answer(request, trust[0])
    stranger, _ = recovery_pair()
    assert code(lambda: keys.recovery_answer(request, stranger)) == "not_for_this_key"
    assert code(lambda: keys.recovery_answer(request, "rubbish")) == "not_for_this_key"
    other = request.replace(STORE, STORE.replace("6f", "7f"))
    assert code(lambda: keys.recovery_answer(other, trust[0])) == "not_for_this_key"
    for broken in ("", "{}", request[:-3], answer, "[" * 9000, "\ud800"):
        assert code(lambda text=broken: keys.recovery_answer(text, trust[0])) == "malformed"
        if broken != answer:
            text = broken
            assert code(lambda text=text: keys.recovery_accept(folder, text, NEW, recovery=[])) == "malformed"
    assert code(lambda: keys.recovery_accept(folder, answer, ALEX, recovery=[])) == "wrong_passphrase"
    foreign = answer.replace(STORE, STORE.replace("6f", "7f"))
    assert code(lambda: keys.recovery_accept(folder, foreign, NEW, recovery=[])) == "another_store"
    keys.recovery_request(folder, NEW)
    assert code(lambda: keys.recovery_accept(folder, answer, NEW, recovery=[])) == "not_for_this_key"
    assert keys.unlock(folder, SAM).uid == sam.uid


# -- the folder


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
/dev/sda2 /home ext4 rw 0 0
server:/export /home/ward/shared nfs4 rw,vers=4.2 0 0
//server/share /mnt/my\\040share cifs rw 0 0
/dev/sdb1 /media/stick vfat rw 0 0
host /mnt/host 9p rw,trans=virtio 0 0
tank /mnt/plan9 9p rw,trans=tcp 0 0
/dev/sdc1 /mnt/twice ext4 rw 0 0
server:/late /mnt/twice nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "removable", "why"),
    [
        ("/home/ward/store", False, None),
        ("/home/ward/shared", False, "network"),
        ("/home/ward/shared/a/b", False, "network"),
        ("/home/ward/sharedstore", False, None),
        ("/mnt/my share/x", False, "network"),
        ("/media/stick/store", True, "removable"),
        ("/mnt/host/store", False, None),
        ("/mnt/plan9/store", False, "network"),
        ("/mnt/twice/store", False, "network"),
    ],
)
def test_network_and_removable_disks_are_told_from_the_computers_own(
    path: str, why: str | None, *, removable: bool
) -> None:
    assert disk.judge_mount(*disk.mount_of(Path(path), MOUNTS), removable=removable) == why


def test_a_folder_that_does_not_exist_yet_is_judged_by_its_parent(tmp_path: Path) -> None:
    assert disk.not_local(tmp_path / "a" / "b") == disk.not_local(tmp_path)
