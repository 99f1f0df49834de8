"""Two trusts and their region on disk: three wards, two QI teams, all paired, each a real store."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from unittest import mock

from tests import make
from tests.make import NIGHT, PASSPHRASE, Clock, take
from wardqi.bundles import enrolment, seal
from wardqi.services import access, exchange, pairing, region
from wardqi.services.access import Founding, Session
from wardqi.services.desk import Desk
from wardqi.services.pairing import TrustKeys

HILLSIDE, NORTH = "Hillside NHS Trust", "North region"


@functools.cache
def _template() -> tuple[Path, TrustKeys]:
    """Hillside with Rowan Ward, and the region with its keys; made once for all tests."""
    folder = Path(tempfile.mkdtemp(prefix="wardqi-region-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    clock = Clock(NIGHT - timedelta(days=20))
    with ExitStack() as stack:
        offices = {}
        for name, place, person in (("hillside", HILLSIDE, "Ann Lee"), ("region", NORTH, "Uma Rao")):
            founding = Founding("QI team", place, person, PASSPHRASE)
            hub = access.set_up_hub(folder / name, founding, clock=clock)
            stack.callback(hub.close)
            offices[name] = office = stack.enter_context(hub.desk())
            with _quick():
                pairing.found_office(office, folder / name, PASSPHRASE)
        founding = Founding("Rowan Ward", HILLSIDE, "Dee Obi", PASSPHRASE)
        rowan = access.set_up_ward(folder / "rowan", founding, clock=clock)
        stack.callback(rowan.close)
        ward, office = stack.enter_context(rowan.desk()), offices["hillside"]
        pairing.trust_hub(ward, folder / "hillside" / pairing.HUB_FILE)
        _list(office, pairing.show_ward(ward, folder / "rowan").path, folder / "hillside", ward)
        return folder, _keys(folder / "region")


@contextmanager
def _quick() -> Iterator[None]:
    """Without the seconds that locking a key file with a passphrase is made to take."""
    with (
        mock.patch.object(seal, "lock_with_passphrase", lambda data, _passphrase: data),
        mock.patch.object(seal, "unlock_with_passphrase", lambda data, _passphrase: data),
    ):
        yield


def _keys(folder: Path) -> TrustKeys:
    with _quick():
        return pairing.unlock_trust_keys(folder / pairing.TRUST_KEYS, PASSPHRASE)


def _list(office: Desk, ward_file: Path, folder: Path, ward: Desk) -> None:
    keys = _keys(folder)
    _, file = pairing.add_ward(office, ward_file, keys)
    take(ward, exchange.welcome(office, folder, file, keys).path)


class Regional:
    """Lakeside (Heron, Maple) and Hillside (Rowan), and the region that lists both trusts."""

    def __init__(self, folder: Path) -> None:
        self.lakeside = make.Trust(folder / "lakeside")
        self.clock = self.lakeside.clock
        self.folder = folder
        self.post = folder / "post"
        self.post.mkdir()
        made, self._keys = _template()
        shutil.copytree(made, folder, dirs_exist_ok=True)
        self._stack = ExitStack()
        self.hillside_session = self._open("hillside")
        self.region_session = self._open("region")
        self.rowan = self._stack.enter_context(self._open("rowan").desk())
        self.hillside = self._stack.enter_context(self.hillside_session.desk())
        self.region = self._stack.enter_context(self.region_session.desk())

    def _open(self, name: str) -> Session:
        session = access.unlock(self.folder / name, PASSPHRASE, clock=self.clock)
        self._stack.callback(session.close)
        return session

    @property
    def heron(self) -> Desk:
        return self.lakeside.heron

    @property
    def maple(self) -> Desk:
        return self.lakeside.maple

    @property
    def lakeside_session(self) -> Session:
        return self.lakeside.session("hub")

    def join(self, hub: Session) -> None:
        """A trust and the region trust each other; the words of both sides are the same."""
        joined = region.join(hub, self.folder / "region" / pairing.HUB_FILE)
        paired, file = pairing.add_ward(self.region, joined.own.path, self._keys)
        assert paired.words == joined.own.words
        welcome = exchange.welcome(self.region, self.post, file, self._keys)
        assert region.take(hub, welcome.path).state == "accepted"

    def up(self, hub: Session) -> list[Path]:
        """A trust's bundle, taken by the region."""
        made = [one.path for one in region.export(hub, self.post)]
        for path in made:
            take(self.region, path)
        return made

    def down(self, hub: Session) -> None:
        """The region's receipt, taken by a trust."""
        (ward,) = [one for one in exchange.heard_from(self.region) if one == outlet_of(hub)]
        path = exchange.receipt(self.region, self.post, ward).path
        taken = region.take(hub, path)
        assert taken.state == "accepted", taken.sentence

    def inwards(self, hub: Desk, ward: Desk) -> None:
        """A ward's bundle to its trust, and the receipt back."""
        for made in exchange.export(ward, self.post):
            take(hub, made.path)
        self.outwards(hub, ward)

    def outwards(self, hub: Desk, ward: Desk) -> None:
        """A trust's receipt to one of its wards."""
        take(ward, exchange.receipt(hub, self.post, ward.ward()).path)

    def close(self) -> None:
        """Lock everything."""
        self._stack.close()
        self.lakeside.close()


def outlet_of(hub: Session) -> str:
    """What a trust is to the region."""
    file = hub.vault.folder / region.OUTLET / pairing.WARD_FILE
    return enrolment.parse_ward_file(file.read_text()).ward
