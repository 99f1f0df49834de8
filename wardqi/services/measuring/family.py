"""The family of measures a ward watches together: outcome, process and balancing, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wardqi.domain import kinds, pack
from wardqi.services.desk import Desk
from wardqi.services.measuring import settings
from wardqi.services.measuring.series import Measured, measure_ward, own_measures
from wardqi.store import records

KINDS: Final = ("outcome", "process", "balancing")
USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "outcome": ("incidents_rate", "rapid_tranquillisation_rate", "people"),
    "process": ("review_held_patient_48h", "huddles_held", "observations_done"),
    "balancing": ("staff_hurt", "assaults", "patients_feel_safe"),
}
"""What is shown until a project names its own family."""

MOST: Final = 30


def family(desk: Desk, ward: str) -> dict[str, list[Measured]]:
    """The ward's family by kind: what its running projects named, else the usual ones; and its own."""
    known = settings.settled(desk, ward)
    ids: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for part, id_ in _named(desk, ward, known):
        if id_ not in ids[part]:
            ids[part].append(id_)
    for kind in KINDS:
        ids[kind] = ids[kind] or list(USUAL[kind])
    for one in own_measures(known, ward, desk.now().date()):
        if one.kind in ids and one.id not in ids[one.kind]:
            ids[one.kind].append(one.id)
    wanted = [id_ for kind in KINDS for id_ in ids[kind]][:MOST]
    found = {one.measure.id: one for one in measure_ward(desk, ward, list(dict.fromkeys(wanted)))}
    return {kind: [found[id_] for id_ in ids[kind] if id_ in found] for kind in KINDS}


def _named(desk: Desk, ward: str, known: settings.Settled) -> list[tuple[str, str]]:
    """What the ward's running projects list as their family: the part and the measure's id."""
    found = []
    for project in records.of_kind(desk.store, "project"):
        value = project.value
        if value.get("ward") not in (None, "", ward) or value.get("ended_on"):
            continue
        for _, row in kinds.live_rows(value, "measures"):
            record = known.measures.get(str(row.get("measure")))
            if record is None:
                continue
            standard = str(record.value.get("standard") or "")
            id_ = standard if standard in pack.shipped() else record.ent
            kind = pack.shipped()[standard].kind if standard in pack.shipped() else record.value.get("kind")
            part = str(row.get("part") or kind or "outcome")
            if part in KINDS:
                found.append((part, id_))
    return found
