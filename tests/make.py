"""Sample records of every kind, and a small trust on disk: two PCs of one ward, another ward, the QI team."""

from __future__ import annotations

import atexit
import functools
import hashlib
import shutil
import tempfile
import uuid
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

from wardqi.bundles import enrolment
from wardqi.domain import codes, improvement, kinds
from wardqi.domain.kinds import Field, Type
from wardqi.services import access, exchange, pairing
from wardqi.services.access import Founding, Session
from wardqi.services.desk import Desk
from wardqi.services.pairing import TrustKeys
from wardqi.store.log import Act

NIGHT = datetime.fromisoformat("2026-11-21T03:05:20+00:00")
PASSPHRASE = "seven herons over the lake"
TRUST = "Lakeside NHS Trust"
WARDS = {"heron": "Heron Ward", "heron2": "Heron Ward", "maple": "Maple Ward"}
PEOPLE = {"heron": "Sam Ade", "heron2": "Rhian Jones", "maple": "Bola Osei", "hub": "Jo Park"}
NHS_NUMBER = "9434765919"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NIGHT) -> None:
        self.at = now

    def __call__(self) -> datetime:
        return self.at

    def go(self, **by: float) -> None:
        self.at += timedelta(**by)


# --- records ----------------------------------------------------------------------------------------


def incident(start: str = "2026-11-20T22:00+00:00", **more: object) -> dict[str, object]:
    """A restraint of eight minutes in the lounge, or what `more` makes of it."""
    end = (datetime.fromisoformat(start) + timedelta(minutes=8)).isoformat(timespec="minutes")
    values: dict[str, object] = {
        "event": "restrictive",
        "started_at": start,
        "area_kind": "lounge",
        "reason": "10",
        "hurt_patient": "no",
        "hurt_staff": "no",
        "hurt_other": "no",
        "interventions": {"11111111": {"type": "09", "started_at": start, "ended_at": end}},
        **more,
    }
    if "patient" not in values:
        values["patient_unknown"] = True
    return values


def patient(
    name: str = "John Smith", nhs_number: str | None = NHS_NUMBER, **more: object
) -> dict[str, object]:
    """Somebody on the ward."""
    values: dict[str, object] = {"name": name, "initials": "".join(part[0] for part in name.split())}
    return {**values, **({"nhs_number": nhs_number} if nhs_number else {}), **more}


def value(field: Field, number: int = 0, mark: str = "") -> object:
    """Something that a field may hold; another number gives another value where the type has two.

    Every text begins with the mark, so that it can be found again.
    """
    return _MAKERS[field.type](field, number, mark)


def _code(field: Field, number: int) -> str:
    if field.codes is None:
        return f"{number % 2**32:08x}"
    entries = codes.get(field.codes).entries
    return entries[number % len(entries)].code


def _moment(number: int) -> str:
    return (NIGHT - timedelta(days=3) + timedelta(minutes=number)).isoformat(timespec="minutes")


def _uuid(*parts: object) -> str:
    return str(uuid.UUID(bytes=hashlib.md5(repr(parts).encode()).digest(), version=4))


_MAKERS = {
    Type.TEXT: lambda field, number, mark: f"{mark}{field.name} {number}",
    Type.NOTES: lambda field, number, mark: f"{mark}{field.name} {number}\nand more",
    Type.CODE: lambda field, number, mark: _code(field, number),
    Type.CODES: lambda field, number, mark: sorted({_code(field, number), _code(field, number + 1)}),
    Type.FLAG: lambda field, number, mark: number % 2 == 0,
    Type.WHOLE: lambda field, number, mark: number,
    Type.NUMBER: lambda field, number, mark: number + 0.5,
    Type.DATE: lambda field, number, mark: (NIGHT.date() - timedelta(days=number)).isoformat(),
    Type.MOMENT: lambda field, number, mark: _moment(number),
    Type.RECORD: lambda field, number, mark: _uuid(field.refers, number),
    Type.PERSON: lambda field, number, mark: _uuid("person", number),
}


def whole(kind: str, number: int = 0, mark: str = "") -> list[dict[str, object]]:
    """Values for every field of a kind, rows included, in as many changes as one record of them takes."""
    told = kinds.KINDS[kind]
    flat: dict[str, object] = {one.name: value(one, number, mark) for one in told.fields}
    for place, rows in enumerate(told.rows):
        row = _row(kind, rows.name, place)
        flat |= {
            f"{rows.name}.{row}.{one.name}": value(one, number, f"{mark}{rows.name}.") for one in rows.fields
        }
    if kind == "cycle":  # a test begins with a true seal
        flat["seal"] = improvement.fingerprint(kinds.nest(flat))
    paths = list(flat)
    parts = [paths[start : start + 150] for start in range(0, len(paths), 150)]
    return [kinds.nest({path: flat[path] for path in part}) for part in parts]


def _row(kind: str, rows: str, place: int) -> str:
    if (kind, rows) == ("bed_days", "days"):
        return "20261103"
    return "20261100" if (kind, rows) == ("external_series", "months") else f"{place + 1:08x}"


def record(desk: Desk, kind: str, number: int = 0, mark: str = "") -> str:
    """A record of the kind with every field set, through the log; gives its id."""
    ent = str(uuid.uuid4())
    first, *rest = whole(kind, number, mark)
    if kind == "bed_days":
        first |= {"ward": desk.ward(), "month": "2026-11-01"}
        ent = kinds.month_id(desk.ward(), "2026-11-01")
    desk.append(Act(kind, "create", ent, first))
    for values in rest:
        desk.append(Act(kind, "amend", ent, values))
    return ent


# --- a trust ----------------------------------------------------------------------------------------


@functools.cache
def _template() -> tuple[Path, TrustKeys]:
    """A trust made once for all tests: its folder is copied, for making the trust's keys takes seconds."""
    folder = Path(tempfile.mkdtemp(prefix="wardqi-trust-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    clock = Clock(NIGHT - timedelta(days=30))
    with ExitStack() as stack:
        founding = Founding("QI team", TRUST, PEOPLE["hub"], PASSPHRASE)
        hub = access.set_up_hub(folder / "hub", founding, clock=clock)
        stack.callback(hub.close)
        analyst = stack.enter_context(hub.desk())
        shown = pairing.found_office(analyst, folder, PASSPHRASE)
        keys = pairing.unlock_trust_keys(folder / pairing.TRUST_KEYS, PASSPHRASE)
        desks: dict[str, Desk] = {}
        for name, place in WARDS.items():
            founding = Founding(place, TRUST, PEOPLE[name], PASSPHRASE, pc=f"PC {1 + (name == 'heron2')}")
            same = desks["heron"].ward() if name == "heron2" else ""
            session = access.set_up_ward(folder / name, founding, clock=clock, ward=same)
            stack.callback(session.close)
            desks[name] = desk = stack.enter_context(session.desk())
            pairing.trust_hub(desk, shown.path)
            pairing.add_ward(analyst, pairing.show_ward(desk, folder / name).path, keys)
        for name, desk in desks.items():  # once everybody is listed, so that each has the whole list
            file = enrolment.parse_ward_file((folder / name / pairing.WARD_FILE).read_text())
            made = exchange.welcome(analyst, folder, file, keys)
            assert exchange.take(desk, made.path).state == "accepted"
            made.path.unlink()
        pairing.show_hub(analyst, folder)
    return folder, keys


class Trust:
    """Two PCs of Heron Ward, one of Maple Ward and the QI team's, all paired, each a real store in `folder`.

    `heron`, `heron2`, `maple` and `hub` are their desks, each with its first person signed in.
    """

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        made, self.keys = _template()
        shutil.copytree(made, folder)
        self.folder = folder
        self.post = folder / "post"
        self.post.mkdir()
        self.clock = clock or Clock()
        self._sessions: dict[str, Session] = {}
        self._desks: dict[str, tuple[Desk, ExitStack]] = {}

    def session(self, name: str) -> Session:
        """The session of a store, opened at its first use."""
        if name not in self._sessions:
            self._sessions[name] = session = access.unlock(self.folder / name, PASSPHRASE, clock=self.clock)
            work = ExitStack()
            self._desks[name] = (work.enter_context(session.desk()), work)
        return self._sessions[name]

    def desk(self, name: str) -> Desk:
        """The desk of a store's first person."""
        self.session(name)
        return self._desks[name][0]

    @property
    def heron(self) -> Desk:
        return self.desk("heron")

    @property
    def heron2(self) -> Desk:
        return self.desk("heron2")

    @property
    def maple(self) -> Desk:
        return self.desk("maple")

    @property
    def hub(self) -> Desk:
        return self.desk("hub")

    def shut(self, name: str) -> Path:
        """Lock one store again; gives its folder."""
        if name in self._sessions:
            self._desks.pop(name)[1].close()
            self._sessions.pop(name).close()
        return self.folder / name

    def close(self) -> None:
        """Lock everything."""
        for name in list(self._sessions):
            self.shut(name)

    def send(self, desk: Desk, *, everything: bool = False) -> Path:
        """The next bundle of a ward for the QI team."""
        (made,) = exchange.export(desk, self.post, everything)
        return made.path

    def share(self, desk: Desk) -> Path:
        """A bundle with private parts for the other PCs of a ward."""
        (made,) = exchange.export_to_ward(desk, self.post)
        return made.path

    def answer(self, desk: Desk) -> Path:
        """The QI team's receipt for a ward."""
        return exchange.receipt(self.hub, self.post, desk.ward()).path

    def round_trip(self, desk: Desk) -> None:
        """Everything of a ward to the hub, and its receipt back."""
        take(self.hub, self.send(desk))
        take(desk, self.answer(desk))


def take(desk: Desk, path: Path) -> exchange.Taken:
    """Take a file that must be good."""
    taken = exchange.take(desk, path)
    assert taken.state in ("accepted", "had"), taken.sentence
    return taken


def counted(desk: Desk) -> int:
    """How many changes are in the log."""
    (found,) = desk.store.db.execute("select count(*) from change").fetchone()
    return int(found)
