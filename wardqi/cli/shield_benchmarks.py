"""The name shield: how long a sentence takes to look through while it is typed, and a whole long note."""

from __future__ import annotations

import random
import re
import statistics
from pathlib import Path

from wardqi.cli import measuring
from wardqi.cli.measuring import Result, ms, p95
from wardqi.services import recording, shielding

TARGET = "p95 <= 5 ms a sentence, note_ms <= 50"
PEOPLE, SENTENCES = 120, 300

_FIRST = "Adaeze Bronwen Callum Dilys Ewan Farida Gwenllian Hamish Imogen Jerzy Keziah Lowri"
_LAST = "Abernathy Bhatt Cadwallader Delacroix Eboigbe Ffoulkes Gallacher Hrabanek Iyer Jephcott"
_SAID = (
    "{who} was pacing near the door of the lounge and asked for leave",
    "staff sat down beside {who} and talked about the garden for a while",
    "after supper the room was calm and {who} went to bed at ten",
    "the doctor was told, and {who} said that the noise had been too much",
)


def shield(folder: Path) -> list[Result]:
    """Each sentence looked through as a field does it; the floor is one search for the same names.

    One sentence in four names somebody, now and then with a slip.
    """
    names = [f"{first} {last}" for first in _FIRST.split() for last in _LAST.split()][:PEOPLE]
    chance = random.Random(4)  # noqa: S311 - which sentence names whom, the same in each run
    with measuring.ward(folder / "shield" / "ward") as session, session.desk() as desk:
        recording.create_all(
            desk, [("patient", {"name": name, "birth_date": "1980-05-03"}, None) for name in names]
        )
        made = statistics.median(measuring.times(lambda _: shielding.shield(desk), 5))
        known, today = shielding.shield(desk), desk.now().date()
    said = [_sentence(chance, names) for _ in range(SENTENCES)]
    plain = re.compile(rf"\b(?:{'|'.join(part for name in names for part in name.split())})\b", re.IGNORECASE)
    ours = measuring.times(lambda at: known.find(said[at], today), SENTENCES)
    floor = measuring.times(lambda at: plain.findall(said[at]), SENTENCES)
    note = ". ".join(said)[:4000]
    return [
        {
            "name": "shield",
            "people": PEOPLE,
            "p50_ms": ms(statistics.median(ours)),
            "p95_ms": ms(p95(ours)),
            "floor_p50_ms": ms(statistics.median(floor)),
            "ratio": round(statistics.median(ours) / max(statistics.median(floor), 1e-6), 1),
            "note_ms": ms(statistics.median(measuring.times(lambda _: known.find(note, today), 9))),
            "made_ms": ms(made),
        }
    ]


def _sentence(chance: random.Random, names: list[str]) -> str:
    if chance.random() > 0.25:
        return chance.choice(_SAID).format(who="the patient")
    who = chance.choice(names).split()[chance.randrange(2)]
    slip = chance.randrange(1, len(who)) if chance.random() < 0.25 else len(who)
    return chance.choice(_SAID).format(who=who[:slip] + who[slip + 1 :])
