"""The contract of the command line: keys of the answers, exit codes, one sentence and never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests import make, spoiled
from tests.cli.program import Program
from tests.make import Trust, take
from wardqi.bundles import seal
from wardqi.services import pairing, recording, sharing
from wardqi.store import records


@pytest.fixture
def shut(trust: Trust) -> Trust:
    """A trust with an incident at Heron, every store locked."""
    recording.log_incident(trust.heron, make.incident(narrative="He slept."))
    trust.close()
    return trust


# --- a whole round by hand --------------------------------------------------------------------------


def test_a_ward_and_a_hub_are_made_paired_and_exchange(wardqi: Program, tmp_path: Path) -> None:
    ward, hub, post = tmp_path / "ward", tmp_path / "hub", tmp_path / "post"
    post.mkdir()
    made = wardqi.done("ward", "init", ward, "--ward", "Heron Ward", "--trust", make.TRUST, "--person", "Sam")
    assert made.keys() == {"store", "public_file", "words"}
    assert len(made["words"]) == 6
    office = wardqi.done("hub", "init", hub, "--trust", make.TRUST)
    assert office.keys() == {"store", "public_file", "words"}
    trusted = wardqi.done("pair", ward, office["public_file"])
    assert trusted.keys() == {"paired", "words", "ward_file"}
    assert trusted["words"] == office["words"]
    listed = wardqi.done("hub", "pair", hub, trusted["ward_file"], "--to", post)
    assert listed.keys() == {"paired", "words", "receipt"}
    assert listed["words"] == made["words"]
    (first,) = wardqi.done("import", ward, listed["receipt"])["files"]
    assert first.keys() == {
        *("file", "state", "reason", "new", "changed", "same", "conflicts", "gaps", "newer", "kind")
    }
    assert first["state"] == "accepted"
    (bundle,) = wardqi.done("export", ward, "--to", post)["bundles"]
    assert bundle.keys() == {"file", "number", "changes", "id", "for"}
    assert bundle["for"] == make.TRUST
    outside = wardqi.done("bundle", "inspect", bundle["file"])
    assert outside.keys() == {"file", "age", "size", "recipients_about", "opened"}
    assert (outside["age"], outside["opened"], outside["recipients_about"]) == (True, False, 2)
    inside = wardqi.done("bundle", "inspect", bundle["file"], "--store", hub)
    assert inside.keys() - outside.keys() == {
        *("signature", "sender", "kind", "number", "id", "ranges", "changes", "new", "same", "state")
    }
    assert (inside["signature"], inside["new"], inside["state"]) == ("valid", bundle["changes"], "new")
    assert inside["id"] == bundle["id"]
    (taken,) = wardqi.done("import", hub, bundle["file"])["files"]
    assert (taken["state"], taken["new"]) == ("accepted", 1)
    (again,) = wardqi.done("import", hub, bundle["file"])["files"]
    assert (again["state"], again["new"]) == ("had", 0)
    (receipt,) = wardqi.done("export", hub, "--to", post)["bundles"]
    assert receipt["for"] == "Heron Ward"
    wardqi.done("import", ward, receipt["file"])
    assert wardqi.refused("export", ward, "--to", post).startswith("There is nothing new to send.")
    (everything,) = wardqi.done("export", ward, "--to", post, "--all")["bundles"]
    assert everything["number"] == 2
    for store in (ward, hub):
        verdict = wardqi.done("verify", store)
        assert verdict.keys() == {"sound", "changes", "pages", "log", "tables"}
        assert verdict["sound"]


def test_a_trust_is_to_a_region_what_a_ward_is_to_a_trust(
    wardqi: Program, shut: Trust, tmp_path: Path
) -> None:
    """The region is a hub too; the trust's hub pairs with it, and import and export go on as ever."""
    hub, north, post = shut.folder / "hub", tmp_path / "north", tmp_path / "post"
    region = wardqi.done("hub", "init", north, "--trust", "North region")
    joined = wardqi.done("pair", hub, region["public_file"])
    assert (joined["paired"], joined["words"]) == ("North region", region["words"])
    listed = wardqi.done("hub", "pair", north, joined["ward_file"], "--to", post)
    (first,) = wardqi.done("import", hub, listed["receipt"])["files"]
    assert (first["state"], first["kind"]) == ("accepted", "receipt")
    (bundle,) = wardqi.done("export", hub, "--to", post)["bundles"]
    (taken,) = wardqi.done("import", north, bundle["file"])["files"]
    assert (taken["state"], taken["new"]) == ("accepted", 1)  # the trust itself
    (receipt,) = wardqi.done("export", north, "--to", post)["bundles"]
    (told,) = wardqi.done("import", hub, receipt["file"])["files"]
    assert told["state"] == "accepted"
    assert wardqi.done("export", hub, "--to", post)["bundles"] == []
    assert wardqi.done("verify", north)["sound"]


def test_a_shared_text_that_nobody_looked_through_stops_the_export_with_one_sentence(
    trust: Trust, wardqi: Program
) -> None:
    desk = trust.heron
    recording.create(desk, "patient", make.patient("Zebedee Okonkwo-Pryce", make.NHS_NUMBER))
    about = recording.log_incident(desk, make.incident(narrative="He slept.")).ent
    told = {"about": about, "about_kind": "incident", "field": "narrative", "reach": "trust"}
    text = recording.create(desk, "shared_text", {**told, "text": "Zebedee slept."}).ent
    ward, post = trust.shut("heron"), trust.folder / "out"
    said = wardqi.refused("export", ward, "--to", post)
    assert said.startswith("A text that would leave the ward may name somebody. Nothing was made")
    assert "Zebedee" not in said
    assert not post.exists()

    recording.void(trust.heron, text, "entered_in_error")
    (named,) = sharing.waiting(trust.heron)  # what was recorded stays in the log, and on its way out
    sharing.not_them(trust.heron, named, "The name of a film")
    (bundle,) = wardqi.done("export", trust.shut("heron"), "--to", post)["bundles"]
    assert Path(bundle["file"]).is_file()


def test_a_text_that_was_looked_through_leaves_as_it_was_reviewed(trust: Trust, wardqi: Program) -> None:
    desk = trust.heron
    recording.create(desk, "patient", make.patient("Zebedee Okonkwo-Pryce", make.NHS_NUMBER))
    recording.log_incident(desk, make.incident(narrative="Zebedee slept."))
    (text,) = (one for one in sharing.candidates(desk) if one.text == "Zebedee slept.")
    sharing.share(desk, text, "The patient slept.")
    (bundle,) = wardqi.done("export", trust.shut("heron"), "--to", trust.folder / "out")["bundles"]
    wardqi.done("import", trust.shut("hub"), bundle["file"])
    shared = records.of_kind(trust.hub.store, "shared_text")
    assert [one.value["text"] for one in shared] == ["The patient slept."]


def test_people_are_told_in_sentences_what_was_done(wardqi: Program, shut: Trust, tmp_path: Path) -> None:
    heron, hub = shut.folder / "heron", shut.folder / "hub"
    assert "Sound: " in wardqi("verify", heron).out
    said = wardqi("export", heron, "--to", shut.post).out
    assert said.startswith(f"Bundle 00001 made for {make.TRUST}: ")
    path = said.rsplit(" ", 1)[1].strip()
    assert "2 new records, 0 changed" in wardqi("import", hub, path).out
    assert "signature valid" in wardqi("bundle", "inspect", path, "--store", hub).out
    assert "made and proved" in wardqi("backup", heron, "--to", tmp_path / "copy.db").out
    told = [line.split("\t") for line in wardqi("measures", hub).out.splitlines()]
    assert told[0][:3] == ["ward", "measure", "month"]
    assert {len(row) for row in told} == {8}
    assert not {"None", "nan"} & {cell for row in told for cell in row}
    assert "Restored into" in wardqi("restore", tmp_path / "copy.db", "--to", tmp_path / "again").out


def test_a_month_that_nobody_reported_has_no_count_that_would_add_up(wardqi: Program, trust: Trust) -> None:
    recording.log_incident(trust.heron, make.incident("2026-08-02T03:00+01:00"))
    recording.log_incident(trust.heron, make.incident())
    take(trust.hub, trust.send(trust.heron))
    rows = wardqi.done("measures", trust.shut("hub"))["measures"]
    counted = {row["month"]: row for row in rows if row["measure"] == "incidents"}
    assert counted["2026-08"]["numerator"] == 1
    missing = counted["2026-09"]
    assert (missing["reporting"], missing["numerator"], missing["value"]) == ("none", None, None)


def test_a_backup_is_proved_and_a_restore_says_what_post_dates_it(
    wardqi: Program, shut: Trust, tmp_path: Path
) -> None:
    heron, copy = shut.folder / "heron", tmp_path / "copy.db"
    made = wardqi.done("backup", heron, "--to", copy)
    assert made.keys() == {"file", "changes", "proved"}
    assert made["proved"] is True
    recording.log_incident(shut.heron, make.incident())
    shut.close()
    back = wardqi.done("restore", copy, "--to", heron)
    assert back.keys() == {"store", "reaches", "known", "post_date", "replaced"}
    (lost,) = back["post_date"]
    assert lost.keys() == {"number", "kind", "at"}
    assert (back["known"], lost["kind"]) == (True, "incident")
    assert wardqi.done("verify", heron)["sound"]


def test_a_backup_never_lands_on_the_store_itself(wardqi: Program, shut: Trust) -> None:
    heron = shut.folder / "heron"
    for target in (heron / "store.db", heron / "keys.json"):
        before = target.stat().st_ino
        assert "another file of that name" in wardqi.refused("backup", heron, "--to", target)
        assert target.stat().st_ino == before
    assert wardqi.done("verify", heron)["sound"]


def test_a_place_that_takes_no_backup_is_not_told_of_as_this_pc(
    wardqi: Program, shut: Trust, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    said = wardqi.refused("backup", shut.folder / "heron", "--to", tmp_path / "file" / "copy.db")
    assert said.startswith("The file was not saved: the folder can't be reached")


def test_a_store_that_is_not_sound_ends_with_1_and_says_where(wardqi: Program, shut: Trust) -> None:
    db = shut.heron.store.db
    db.execute("update incident set reason = '12'")
    shut.close()
    answer = wardqi("verify", shut.folder / "heron", "--json")
    assert answer.code == 1
    assert answer.json["tables"] == ["incident"]
    assert answer.err.startswith("The store is not sound.")


def test_the_selftest_passes(wardqi: Program) -> None:
    said = wardqi.done("selftest")
    assert said["ok"] is True
    assert len(said["steps"]) == 9


def test_the_demo_makes_what_it_says(wardqi: Program, tmp_path: Path) -> None:
    out = tmp_path / "demo"
    summary = wardqi.done("demo", out, "--wards", 2, "--months", 1)
    assert summary["sound"]
    card = summary["card"]
    assert card["passed_on"]
    assert card["came_home"]
    assert card["from_ward"] != card["adopted_by"] != ""
    assert card["result"] == "adapted"
    assert json.loads((out / "summary.json").read_text()) == summary
    for ward in summary["wards"]:
        assert ward["confirmed"]
        assert (out / ward["bundle"]).is_file()
        assert (out / ward["chart"]).stat().st_size > 5000
    assert "is not empty" in wardqi.refused("demo", out)


# --- passphrases ------------------------------------------------------------------------------------


def test_the_file_goes_before_the_variable(wardqi: Program, shut: Trust, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(make.PASSPHRASE + "\nwhatever else\n")
    wardqi.passphrase("not this one at all")
    assert wardqi.done("verify", shut.folder / "heron", "--passphrase-file", file)["sound"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_passphrase_file_may_be_written_as_windows_does(
    wardqi: Program, shut: Trust, tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "secret"
    file.write_bytes(f"{make.PASSPHRASE}\r\n".encode(encoding))
    wardqi.passphrase(None)
    assert wardqi.done("verify", shut.folder / "heron", "--passphrase-file", file)["sound"]


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe"])
def test_a_passphrase_file_that_says_nothing_is_refused(
    wardqi: Program, shut: Trust, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    assert "passphrase file" in wardqi.refused("verify", shut.folder / "heron", "--passphrase-file", file)


def test_without_a_terminal_nothing_is_asked(wardqi: Program, shut: Trust) -> None:
    wardqi.passphrase(None)
    assert "A passphrase is needed" in wardqi.refused("verify", shut.folder / "heron")


def test_a_passphrase_is_never_taken_from_an_argument(wardqi: Program, shut: Trust) -> None:
    assert wardqi("verify", shut.folder / "heron", "--passphrase", make.PASSPHRASE).code == 2


def test_a_wrong_passphrase_is_refused_and_then_has_to_wait(wardqi: Program, shut: Trust) -> None:
    wardqi.passphrase("not the passphrase")
    assert wardqi.refused("verify", shut.folder / "heron").endswith("A-301")
    assert wardqi.refused("verify", shut.folder / "heron").endswith("A-312")


@pytest.mark.parametrize("weak", ["short", "password1234", "aaaaaaaaaaaaaaa"])
def test_a_weak_passphrase_makes_no_store(wardqi: Program, tmp_path: Path, weak: str) -> None:
    wardqi.passphrase(weak)
    wardqi.refused("ward", "init", tmp_path / "ward", "--ward", "Heron", "--trust", "T")
    assert not (tmp_path / "ward" / "store.db").exists()


# --- whatever may be wrong --------------------------------------------------------------------------


@pytest.mark.parametrize("what", spoiled.REFUSED)
def test_every_refused_bundle_ends_with_1_and_one_sentence(wardqi: Program, trust: Trust, what: str) -> None:
    ref, spoil = spoiled.REFUSED[what]
    path = spoil(trust)
    trust.close()
    answer = wardqi("import", trust.folder / "hub", path, "--json")
    assert answer.code == 1
    assert answer.err.strip().endswith(f"Ref {ref}")
    assert len(answer.err.strip().splitlines()) == 1
    (told,) = answer.json["files"]
    assert (told["state"], told["reason"]) == ("refused", answer.err.strip())


def test_a_bad_file_does_not_stop_the_good_ones(wardqi: Program, trust: Trust) -> None:
    bad, good = spoiled.altered(trust), spoiled.sent(trust)
    trust.close()
    answer = wardqi("import", trust.folder / "hub", bad, good, trust.post / "gone", "--json")
    assert answer.code == 1
    assert [one["state"] for one in answer.json["files"]] == ["refused", "accepted", "refused"]


def test_parts_of_one_sending_may_be_named_in_any_order(
    wardqi: Program, trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wardqi.bundles.contents.PART_CHANGES", 5)
    recording.log_incidents(trust.heron, [make.incident() for _ in range(9)])
    made = spoiled.exchange.export(trust.heron, trust.post)
    trust.close()
    files = wardqi.done("import", trust.folder / "hub", *[one.path for one in reversed(made)])["files"]
    assert [one["file"] for one in files] == [str(one.path) for one in reversed(made)]
    assert {one["state"] for one in files} == {"accepted"}


@pytest.mark.parametrize(
    "what", ["a text", "nothing", "a pipe", "gone", "too large", "locked with a passphrase"]
)
def test_looking_at_a_file_without_a_key_refuses_it_the_same_way(
    wardqi: Program, trust: Trust, what: str
) -> None:
    ref, spoil = spoiled.REFUSED[what]
    path = spoil(trust)
    trust.close()
    assert wardqi.refused("bundle", "inspect", path).endswith(ref)


def damaged(folder: Path, what: str) -> None:
    """Spoil a store's folder."""
    store = folder / "store.db"
    if what == "no store":
        store.unlink()
    elif what == "empty store":
        store.write_bytes(b"")
    elif what == "altered store":
        data = bytearray(store.read_bytes())
        data[len(data) // 2] ^= 1
        store.write_bytes(bytes(data))
    elif what == "cut store":
        store.write_bytes(store.read_bytes()[:-4096])
    elif what == "another database":
        store.unlink()
        sqlite3.connect(store).execute("create table change (a)").connection.close()
    elif what == "no keys":
        for name in ("keys.json", "keys.json.bak"):
            (folder / name).unlink()
    elif what == "damaged keys":
        for name in ("keys.json", "keys.json.bak"):
            (folder / name).write_bytes(b"{" * 5000)
    elif what == "tampered keys":
        for name in ("keys.json", "keys.json.bak"):
            said = json.loads((folder / name).read_text())
            said["users"][0]["role"] = "nurse" if said["users"][0]["role"] == "admin" else "admin"
            (folder / name).write_text(json.dumps(said))
    else:
        shutil.rmtree(folder)


SPOILED = (
    *("no store", "empty store", "altered store", "cut store", "another database"),
    *("no keys", "damaged keys", "tampered keys", "no folder"),
)


@pytest.mark.parametrize("what", SPOILED)
def test_a_damaged_store_is_named_and_left_alone(wardqi: Program, shut: Trust, what: str) -> None:
    folder = shut.folder / "heron"
    damaged(folder, what)
    files = [path for path in folder.glob("*") if path.suffix in (".db", ".json")]
    before = {path: path.read_bytes() for path in files}
    for command in (
        ("verify", folder),
        ("export", folder, "--to", shut.post),
        ("backup", folder, "--to", shut.post / "copy.db"),
    ):
        assert wardqi.refused(*command)[-5:-3] in ("D-", "A-")
    assert {path: path.read_bytes() for path in files} == before
    assert list(shut.post.iterdir()) == []


def test_a_missing_store_beside_its_keys_is_never_a_first_run(wardqi: Program, shut: Trust) -> None:
    folder = shut.folder / "heron"
    (folder / "store.db").unlink()
    wardqi.refused("ward", "init", folder, "--ward", "Heron", "--trust", make.TRUST)
    assert not (folder / "store.db").exists()


def test_a_file_where_a_folder_is_wanted_is_wrong_usage(wardqi: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for command in (("verify", tmp_path / "file"), ("export", tmp_path, "--to", tmp_path / "file")):
        answer = wardqi(*command)
        assert answer.code == 2
        assert answer.out == ""


def test_a_store_in_use_is_not_opened_twice(wardqi: Program, trust: Trust) -> None:
    trust.desk("heron")
    assert wardqi.refused("verify", trust.folder / "heron").endswith("D-213")


def test_a_restore_of_nothing_changes_nothing(wardqi: Program, shut: Trust, tmp_path: Path) -> None:
    heron = shut.folder / "heron"
    (tmp_path / "text.db").write_text("not a backup")
    for name, ref in (("text.db", "D-216"), ("gone.db", "D-215"), ("", "D-215")):
        assert wardqi.refused("restore", tmp_path / name, "--to", heron).endswith(f"Ref {ref}")
    assert wardqi.done("verify", heron)["sound"]


def test_a_backup_of_one_store_is_not_put_over_another(wardqi: Program, shut: Trust, tmp_path: Path) -> None:
    copy, hub = tmp_path / "copy.db", shut.folder / "hub"
    wardqi.done("backup", shut.folder / "heron", "--to", copy)
    assert "holds another store" in wardqi.refused("restore", copy, "--to", hub)
    assert wardqi.done("verify", hub)["sound"]


def test_a_role_that_may_not_is_told_so(wardqi: Program, trust: Trust, tmp_path: Path) -> None:
    trust.session("heron").add_person(
        name="Lee Vane", job_title="HCA", role="health_care_assistant", passphrase="three grey geese fly"
    )
    trust.close()
    wardqi.passphrase("three grey geese fly")
    assert wardqi.refused("export", trust.folder / "heron", "--to", tmp_path).endswith("A-308")


@pytest.mark.parametrize("name", ["bad\x07name", "turned\u202ename", "x" * 70_000])
def test_a_name_that_cannot_be_kept_makes_no_store(wardqi: Program, tmp_path: Path, name: str) -> None:
    for values in (("--ward", name), ("--ward", "Heron", "--person", name)):
        wardqi.refused("ward", "init", tmp_path / "ward", "--trust", "T", *values)
        assert not (tmp_path / "ward").exists()


@pytest.mark.parametrize("name", ["", "  ", "x" * 121])
def test_a_store_needs_names_that_pairing_files_can_hold(wardqi: Program, tmp_path: Path, name: str) -> None:
    for names in ((name, "T", "P"), ("W", name, "P"), ("W", "T", name)):
        said = zip(("--ward", "--trust", "--person"), names, strict=True)
        told = wardqi.refused("ward", "init", tmp_path / "ward", *(word for pair in said for word in pair))
        assert "1 to 120 characters. Nothing was made" in told
    assert "Nothing was made" in wardqi.refused("hub", "init", tmp_path / "hub", "--trust", name)
    assert list(tmp_path.iterdir()) == []


def test_a_pairing_file_of_the_wrong_side_is_named_and_changes_nothing(
    wardqi: Program, trust: Trust, tmp_path: Path
) -> None:
    own, post = pairing.show_hub(trust.hub, tmp_path).path, tmp_path / "post"
    ward_file = pairing.show_ward(trust.maple, tmp_path).path
    recording.log_incident(trust.heron, make.incident())
    heron, hub = trust.shut("heron"), trust.shut("hub")
    assert "B-128" in wardqi.refused("pair", heron, ward_file)
    assert "B-128" in wardqi.refused("pair", hub, ward_file)
    assert "B-129" in wardqi.refused("pair", hub, own)
    wardqi.done("hub", "init", tmp_path / "other", "--trust", "T")
    assert "B-128" in wardqi.refused("hub", "pair", tmp_path / "other", own, "--to", post)
    assert "is a ward's, not a QI team's" in wardqi.refused("hub", "pair", heron, ward_file, "--to", post)
    away = tmp_path / "away.age"
    said = wardqi.refused("hub", "pair", hub, ward_file, "--trust-keys", away, "--to", post)
    assert f"The trust's key file is not at {away}" in said
    assert not post.exists()
    # The hub goes on as before: it has no region, and a file that is not for it stops no other.
    assert not (hub / "region").exists()
    (bundle,) = wardqi.done("export", heron, "--to", tmp_path)["bundles"]
    stray = tmp_path / "stray.wqb"
    somebody = seal.new_device_keys()
    stray.write_bytes(seal.close(b"x", [somebody.recv_pub], somebody))
    answer = wardqi("import", hub, stray, bundle["file"], "--json")
    assert [one["state"] for one in answer.json["files"]] == ["refused", "accepted"]


def test_a_hub_that_has_heard_of_nobody_says_so(wardqi: Program, tmp_path: Path) -> None:
    wardqi.done("hub", "init", tmp_path / "hub", "--trust", "T")
    answer = wardqi("export", tmp_path / "hub", "--to", tmp_path / "post")
    assert (answer.code, answer.out.startswith("Nothing was made: no ward's bundle")) == (0, True)


def test_a_hub_is_not_made_over_the_keys_of_another(wardqi: Program, tmp_path: Path) -> None:
    kept = tmp_path / "trust-keys.age"
    kept.write_text("theirs")
    assert "Nothing was changed" in wardqi.refused("hub", "init", tmp_path, "--trust", "T")
    assert list(tmp_path.iterdir()) == [kept]


def test_what_comes_back_to_its_maker_is_already_had(wardqi: Program, shut: Trust) -> None:
    heron = shut.folder / "heron"
    (bundle,) = wardqi.done("export", heron, "--to", shut.post)["bundles"]
    assert "already had, nothing changed" in wardqi("import", heron, bundle["file"]).out


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["export"],
        ["export", "x"],
        ["import", "x"],
        ["demo", "x", "--wards", "0"],
        ["bench", "--sizes", "many"],
        ["bench", "--sizes", "-5"],
        ["bench", "--only", "nonsense"],
        ["load", "x", "y"],
        ["ward", "init", "x"],
    ],
)
def test_wrong_usage_ends_with_2(wardqi: Program, arguments: list[str]) -> None:
    answer = wardqi(*arguments)
    assert (answer.code, answer.out) == (2, "")


COMMANDS = (
    *("demo", "ward init", "hub init", "hub pair", "pair", "export", "import", "bundle inspect"),
    *("verify", "backup", "restore", "load", "chart", "funnel", "measures", "bench", "selftest"),
    *("recovery request", "recovery answer", "recovery accept"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(wardqi: Program, command: str) -> None:
    answer = wardqi(*command.split(), "--help")
    assert answer.code == 0
    assert "Usage: wardqi" in answer.out


def test_a_fault_of_ours_is_one_sentence_with_its_kind(
    wardqi: Program, shut: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("John Smith")

    monkeypatch.setattr("wardqi.services.keeping.verify", broken)
    answer = wardqi("verify", shut.folder / "heron")
    assert answer.code == 1
    assert "broke (ZeroDivisionError)" in answer.err
    assert "John" not in answer.err


def test_the_program_answers_the_same_when_installed(shut: Trust) -> None:
    environment = {**os.environ, "WARDQI_PASSPHRASE": "not the passphrase"}
    ended = subprocess.run(
        [sys.executable, "-m", "wardqi", "verify", str(shut.folder / "heron")],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.strip().endswith("A-301")


def test_what_still_reads_of_a_damaged_store_is_saved_and_brought_in(
    wardqi: Program, tmp_path: Path, trust: Trust
) -> None:
    folder = trust.shut("heron")
    wardqi("backup", folder, "--to", tmp_path / "copy.db")
    many = [make.incident(f"2026-11-20T{hour:02}:05+00:00", patient_unknown=True) for hour in range(12)]
    ents = recording.log_incidents(trust.heron, many)
    trust.shut("heron")
    data = bytearray((folder / "store.db").read_bytes())
    data[-100] ^= 1
    (folder / "store.db").write_bytes(data)
    saved = wardqi.done("salvage", folder, "--to", tmp_path)
    assert saved["changes"] > 0
    wardqi("restore", tmp_path / "copy.db", "--to", folder)
    assert not [ent for ent in ents if records.find(trust.heron.store, ent)]
    trust.shut("heron")
    back = wardqi.done("bring-in", folder, saved["files"][0])
    assert back["new"] > 0
    assert [ent for ent in ents if records.find(trust.heron.store, ent)]


def test_without_a_display_the_window_is_not_tried(
    wardqi: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert "There is no display here" in wardqi.refused("--data-dir", tmp_path)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
@pytest.mark.parametrize("display", ["", ":4711"])
@pytest.mark.parametrize("words", [[], ["--practice"], ["--data-dir", "ward"]])
def test_the_program_itself_says_so_too(tmp_path: Path, display: str, words: list[str]) -> None:
    """The window has a door of its own, which does not load the commands."""
    places = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    around = {name: value for name, value in os.environ.items() if name not in places}
    done = subprocess.run(
        [sys.executable, "-m", "wardqi", *words],
        env=around | {"DISPLAY": display, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("There is no display here")
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_request_that_is_none_is_told_as_one(wardqi: Program, tmp_path: Path) -> None:
    wardqi.done("hub", "init", tmp_path / "hub", "--trust", "T")
    text = tmp_path / "text.json"
    text.write_text("{}")
    keys, to = tmp_path / "hub" / "trust-keys.age", tmp_path / "answer.json"
    said = wardqi.refused("recovery", "answer", text, "--trust-keys", keys, "--to", to)
    assert said.endswith("A-313")
    assert not to.exists()


def test_there_is_nothing_to_salvage_where_no_store_is(wardqi: Program, tmp_path: Path) -> None:
    assert wardqi.refused("salvage", tmp_path / "none", "--to", tmp_path / "out").endswith("D-214")
    assert list(tmp_path.iterdir()) == []
