"""A day of work with a word in every text that is found nowhere else; run as a program of its own.

`python -m tests.faults.canaries FOLDER` works in FOLDER/stores and FOLDER/exports, with its home, temporary
files and logs elsewhere in FOLDER; it ends by a fault that nobody catches.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path

from tests import make
from wardqi.domain import kinds
from wardqi.services import access, exchange, keeping, pairing, recording
from wardqi.services.access import Founding

CANARY = "Quokka"
PASSPHRASE = f"{CANARY}pass seven tall gates"


def work(folder: Path) -> None:
    from wardqi.app import diagnostics

    diagnostics.start(folder / "logs")
    stores, exports = folder / "stores", folder / "exports"
    exports.mkdir(parents=True)
    ward = access.set_up_ward(
        stores / "ward", Founding("Heron Ward", make.TRUST, f"{CANARY}sam {CANARY}ade", PASSPHRASE)
    )
    hub = access.set_up_hub(
        stores / "hub", Founding("QI team", make.TRUST, f"{CANARY}jo {CANARY}park", PASSPHRASE)
    )
    ward.set_pin("271828")
    with ward.desk() as nurse, hub.desk() as analyst:
        shown = pairing.found_office(analyst, exports, PASSPHRASE)
        trust = pairing.unlock_trust_keys(exports / pairing.TRUST_KEYS, PASSPHRASE)
        pairing.trust_hub(nurse, shown.path)
        _, file = pairing.add_ward(analyst, pairing.show_ward(nurse, exports).path, trust)
        make.take(nurse, exchange.welcome(analyst, exports, file, trust).path)
        for kind in sorted(set(kinds.KINDS) - kinds.SYSTEM):
            ent = make.record(nurse, kind, 1, mark=f"{CANARY}{kind}.")
        recording.void(nurse, ent, "mistake", f"{CANARY}void words")
        patient = recording.create(
            nurse, "patient", make.patient(f"{CANARY}john {CANARY}smith", local_id=f"{CANARY}7")
        ).ent
        recording.log_incident(nurse, make.incident(patient=patient, narrative=f"{CANARY}narrative"))
        recording.keep_draft(nurse, "d", "incident", f"{CANARY}title", {"narrative": f"{CANARY}draft"})
        (sent,) = exchange.export(nurse, exports)
        make.take(analyst, sent.path)
        make.take(nurse, exchange.receipt(analyst, exports, nurse.ward()).path)
        for desk in (nurse, analyst):
            assert keeping.verify(desk).sound
        with contextlib.suppress(kinds.BadValue):
            recording.create(nurse, "patient", {"name": f"{CANARY}bad\x07"})
        hostile = Path(tempfile.mkdtemp()) / f"{make.TRUST}.wqb"
        hostile.write_bytes(b"x")
        exchange.take(nurse, hostile)
        keeping.back_up(ward)
        keeping.back_up(ward, stores / "copy.db")
        added = ward.add_person(
            name=f"{CANARY}rhian {CANARY}jones",
            job_title=f"{CANARY}title",
            role="nurse",
            passphrase=PASSPHRASE + "x",
        )
    ward.remove_person(added.uid)
    ward.close()
    hub.close()
    with contextlib.suppress(Exception):
        access.unlock(stores / "ward", f"{CANARY}wrong passphrase")
    diagnostics.note("bundle.made", name=f"{CANARY}note", count=3)
    raise ValueError(f"{CANARY}crash {PASSPHRASE}")


if __name__ == "__main__":
    work(Path(sys.argv[1]))
