"""The name shield: finds in a text what could tell somebody who a patient or a colleague is.

It knows this ward's people; what it finds is shown to the person who writes, who replaces it or keeps it.
It is a help, not a promise: names of people the ward does not know are not found.
"""

from wardqi.domain.shield.find import Shield
from wardqi.domain.shield.model import CERTAIN_KINDS, Finding, Kind, Person, Side
from wardqi.domain.shield.standin import replaced, stand_in

__all__ = ["CERTAIN_KINDS", "Finding", "Kind", "Person", "Shield", "Side", "replaced", "stand_in"]
