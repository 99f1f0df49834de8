"""The name shield of a ward: made from its patients and staff, and what its people said is nobody.

Names are read here and stay in memory; no list of them is ever written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from wardqi.domain.kinds import live_rows
from wardqi.domain.shield import Finding, Person, Shield, Side
from wardqi.domain.shield.fold import plain
from wardqi.services import dictionary
from wardqi.services.desk import Desk
from wardqi.store import people as register
from wardqi.store import records, trail
from wardqi.store.log import Act

_KNOWN_FOR = timedelta(days=365)
"""How long after leaving somebody's name is still looked for."""


def shield(desk: Desk) -> Shield:
    """The shield as the ward's registers stand now; on a hub it knows no names, only numbers."""
    return Shield(people(desk), dictionary.ordinary, _places(desk))


Kept = tuple[str, str, str]
"""Words that are nobody: in which record (its id, or its draft's), as what they were found, and folded."""


def kept_of(record: str, finding: Finding) -> Kept:
    """What is remembered when a finding in a record is nobody."""
    return record, finding.kind.value, plain(finding.text)


def kept(desk: Desk) -> frozenset[Kept]:
    """What the ward's people said is nobody, as the audit trail has it: for whoever opens the record next."""
    lines = [*trail.noted(desk.store, "confirm", _KEPT), *trail.noted(desk.store, "confirm", _POINTED_OUT)]
    found: dict[Kept, bool] = {}
    for entry in sorted(lines, key=lambda one: (one.op.lam, one.op.id)):
        kind, _, words = str(entry.private.get("note") or "").partition(" ")
        found[entry.op.ent, kind, words] = entry.op.set.get("code") == _KEPT
    return frozenset(one for one, still in found.items() if still)


def keep(desk: Desk, one: Kept) -> None:
    """Say that these words are nobody in this record. The words stay on the ward."""
    desk.may("record")
    desk.append(_confirmed(desk, one, _KEPT))


def point_out(desk: Desk, one: Kept) -> None:
    """Take that back: they are pointed out again."""
    desk.may("record")
    desk.append(_confirmed(desk, one, _POINTED_OUT))


def _confirmed(desk: Desk, one: Kept, code: str) -> Act:
    record, kind, words = one
    return desk.note("confirm", record, code=code, note=f"{kind} {words}")


_KEPT, _POINTED_OUT = "kept", "pointed_out"


def people(desk: Desk) -> tuple[Person, ...]:
    """The ward's patients, those who left within a year too, and its staff."""
    since = (desk.now().date() - _KNOWN_FOR).isoformat()
    patients = (
        _patient(one.ent, one.value)
        for one in records.of_kind(desk.store, "patient")
        if _recent(one.value, since)
    )
    staff = (_member(one) for one in register.members(desk.store, retired=True))
    return tuple(person for person in (*patients, *staff) if person.names or person.numbers)


def _recent(value: Mapping[str, object], since: str) -> bool:
    stays = [stay for _, stay in live_rows(value, "stays")]
    return not stays or any(not stay.get("left_on") or str(stay["left_on"]) >= since for stay in stays)


def _patient(ent: str, value: Mapping[str, object]) -> Person:
    born = _text(value.get("birth_date"))
    spells = (_text(stay.get("spell_id")) for _, stay in live_rows(value, "stays"))
    numbers = (_text(value.get(name)) for name in ("nhs_number", "local_id", "spell_id"))
    return Person(
        ent,
        Side.PATIENT,
        _said(_text(value.get(name)) for name in ("name", "known_as")),
        _text(value.get("initials")),
        date.fromisoformat(born) if born else None,
        _said((*numbers, *spells)),
    )


def _member(one: register.Member) -> Person:
    return Person(one.uid, Side.STAFF, _said([_text(one.name)]), part=_text(one.job_title))


def _places(desk: Desk) -> tuple[str, ...]:
    """Names of the ward and its rooms, in which a person's name may stand."""
    ward = desk.store.fact("ward")
    record = records.find(desk.store, ward) if ward else None
    if record is None:
        return ()
    named = [_text(record.value.get(name)) for name in ("name", "site", "trust")]
    areas = (_text(area.get("name")) for _, area in live_rows(record.value, "areas"))
    return _said((*named, *areas))


def _said(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
