"""What a store gets each day it is opened: a proved backup, and once a week a check of its log."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.machine import OneMachine
from wardqi.services import access, keeping
from wardqi.services.access import Founding, Session
from wardqi.store import _sqlite, backups, keys
from wardqi.store.keys import binding

PASSPHRASE = "quiet water runs past the mill"


class _Clock:
    """A clock the test moves."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/London"))

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def ward(tmp_path: Path, clock: _Clock) -> Session:
    founding = Founding("Heron Ward", "Northfield", "Ama Mensah", PASSPHRASE)
    return access.set_up_ward(tmp_path / "ward", founding, clock=clock)


def test_a_day_gets_one_backup_that_opens(ward: Session, clock: _Clock, tmp_path: Path) -> None:
    keeping.look_after(ward)
    keeping.look_after(ward)
    assert len(backups.kept(ward.vault.folder)) == 1
    clock.at += timedelta(days=1)
    keeping.look_after(ward)
    kept = backups.kept(ward.vault.folder)
    assert len(kept) == 2
    ward.close()
    returned = keeping.restore(kept[0].path, tmp_path / "again", PASSPHRASE)
    assert returned.session.person is not None
    returned.session.close()


def test_a_restore_is_tried_where_passphrases_are_bound_to_this_pc(
    tmp_path: Path, clock: _Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = OneMachine(77)
    monkeypatch.setattr(binding, "this_system", lambda: machine)
    founding = Founding("Heron Ward", "Northfield", "Ama Mensah", PASSPHRASE)
    ward = access.set_up_ward(tmp_path / "bound", founding, clock=clock)
    kept = ward.vault.backup()
    before = {path.name for path in ward.vault.folder.iterdir()}
    assert binding.NAME in before
    assert keeping.drill(ward, kept.path, PASSPHRASE).behind == 0
    assert {path.name for path in ward.vault.folder.iterdir()} == before
    machine.machine = 78  # the backup was carried to another computer: only recovery opens it
    with pytest.raises(keys.BindingLost):
        keeping.drill(ward, kept.path, PASSPHRASE)
    ward.close()


def test_once_a_week_a_log_that_was_altered_is_noticed(ward: Session, clock: _Clock) -> None:
    keeping.look_after(ward)
    with ward.vault.open() as store, _sqlite.write_tx(store.db):
        store.db.execute("update change set op = replace(op, 'Heron', 'Robin') where kind = 'ward'")
    clock.at += timedelta(days=2)
    keeping.look_after(ward)
    clock.at += timedelta(days=6)
    with pytest.raises(keeping.NotSound) as found:
        keeping.look_after(ward)
    assert found.value.faults[0].code == "altered"
    assert "keep the backups" in found.value.sentence()
    ward.close()
