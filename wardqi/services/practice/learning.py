"""What the practice ward wrote for others: a card of what it kept, one it took up, a lesson in a draft."""

from __future__ import annotations

from collections.abc import Mapping

from wardqi.services import recording
from wardqi.services.desk import Desk
from wardqi.services.improvement import ideas
from wardqi.services.learning import adopting, approval, cards, collecting

KEPT = "Evening and weekend activities"
TAKEN_UP = "Cancelled leave told before noon"
LET_GO = "Board games in the quiet room after supper"

_KEPT: Mapping[str, object] = {
    "idea": "One planned thing to do every evening, chosen by patients, with a name on the board.",
    "core_parts": "Patients choose. A named person each evening, weekends too.",
    "flexible_parts": "What it is: music, cooking, cards, a walk.",
    "what_failed": "Two Sundays without a name on the board had no activity, and one of them was hard.",
    "equality_impact": "Women came less on sports evenings; the community meeting now plans with them first.",
    "patient_part": "Two patients planned the first test; a peer worker led the second.",
    "quote": "I knew what I was going to do at six. That was new.",
    "quote_consent": "yes",
    "conditions": "A lounge that can be used until nine, and a late shift of at least five.",
    "expected": "We expected a few people to come and hoped that evenings would be a little quieter.",
    "surprised": "The quietest evening was the one with cooking. Bank staff followed the board too.",
    "tell_others": "Start with one evening. Ask what people would come to. Put a name beside it.",
    "contact_role": "registered_nurse",
}
_CHANGED = (
    {"part": "steps", "text": "We look only for cancelled leave, in the diary at eight."},
    {"part": "people", "text": "The shift lead asks the doctor; the huddle reads the list aloud."},
)
_LESSON: Mapping[str, object] = {
    "idea": "Board games put out in the quiet room every evening after supper.",
    "steps": "Put the games out at seven. Sit down with whoever comes. Put them away at nine.",
    "core_parts": "",
    "flexible_parts": "",
    "what_failed": "Games after supper took the quiet room from people who wanted it quiet.",
    "tell_others": "Ask what a room is for before you fill it. Games went to the lounge and are liked there.",
}


def record(desk: Desk) -> None:
    """Write the ward's cards; its tests must be there."""
    known = {one.title: one.ent for one in ideas.listed(desk)}
    approval.approve(desk, _card(desk, known[KEPT], _KEPT))
    copy = adopting.adopt(desk, f"{cards.SHIPPED}bad_news", _CHANGED).ent
    recording.amend(desk, known[TAKEN_UP], {"card": copy})
    cards.change(desk, copy, collecting.what_happened(desk, copy))
    approval.approve(desk, copy)
    _card(desk, known[LET_GO], _LESSON)


def _card(desk: Desk, idea: str, said: Mapping[str, object]) -> str:
    values, about = collecting.from_idea(desk, idea)
    return cards.create(desk, {**values, **said}, about).ent
