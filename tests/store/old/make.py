"""Makes the sample store of this version that later ones must still open; run once for each release.

    python -m tests.store.old.make

Writes tests/store/old/<version>/ with store.db, keys.json, a bundle, and what was in them. The keys cost what
they cost on a ward (never run it with WARDQI_TEST).
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests import make
from wardqi import __version__
from wardqi.domain import kinds
from wardqi.services import access, exchange, keeping, pairing, recording
from wardqi.services.access import Founding
from wardqi.services.desk import Desk
from wardqi.store import records

HERE = Path(__file__).parent
PASSPHRASE = "old herons remember every pond"


def main() -> None:
    if os.environ.get("WARDQI_TEST"):
        sys.exit("Run this without WARDQI_TEST: the keys must cost what they cost on a ward.")
    target = HERE / __version__
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        clock = make.Clock()
        ward = access.set_up_ward(
            folder / "ward", Founding("Heron Ward", make.TRUST, "Sam Ade", PASSPHRASE), clock=clock
        )
        hub = access.set_up_hub(
            folder / "hub", Founding("QI team", make.TRUST, "Jo Park", PASSPHRASE), clock=clock
        )
        ward.set_pin("271828")
        with ward.desk() as nurse, hub.desk() as analyst:
            shown = pairing.found_office(analyst, folder, PASSPHRASE)
            trust = pairing.unlock_trust_keys(folder / pairing.TRUST_KEYS, PASSPHRASE)
            pairing.trust_hub(nurse, shown.path)
            _, file = pairing.add_ward(analyst, pairing.show_ward(nurse, folder).path, trust)
            make.take(nurse, exchange.welcome(analyst, folder, file, trust).path)
            ents = {kind: make.record(nurse, kind, 1) for kind in sorted(set(kinds.KINDS) - kinds.SYSTEM)}
            recording.keep_draft(nurse, "draft", "incident", "a draft", {"narrative": "half a sentence"})
            (sent,) = exchange.export(nurse, folder)
            said = {kind: _record(nurse, ent) for kind, ent in ents.items()}
            assert keeping.verify(nurse).sound
        ward.close()
        hub.close()
        for name in ("ward", "hub"):
            shutil.rmtree(target / name, ignore_errors=True)
            (target / name).mkdir(parents=True)
            for part in ("store.db", "keys.json"):
                shutil.copy(folder / name / part, target / name / part)
        shutil.copy(sent.path, target / "bundle.wqb")
        text = json.dumps({"passphrase": PASSPHRASE, "records": said}, indent=1, sort_keys=True)
        (target / "said.json").write_text(text + "\n", encoding="utf-8")


def _record(desk: Desk, ent: str) -> dict[str, object]:
    record = records.find(desk.store, ent)
    assert record is not None
    return {"ent": ent, "value": record.value, "number": record.number, "heads": list(record.heads)}


if __name__ == "__main__":
    main()
