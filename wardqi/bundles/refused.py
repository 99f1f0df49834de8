"""Why a file that arrived is not taken: one code, one reference and one plain message for each reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from wardqi.text import QT_TRANSLATE_NOOP, say

_CONTEXT: Final = "Refused"

# Each message says what happened, what is safe, what to do. The reference is for the telephone.
REASONS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "wrong_recipient": (
            "B-101",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This file was locked for somebody else. Nothing was opened. Check who it was meant for.",
            ),
        ),
        "not_a_bundle": (
            "B-102",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This file was not made by WardQI. Nothing was imported. Check which file was chosen.",
            ),
        ),
        "empty": (
            "B-130",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This file is empty: copying it may have stopped half-way. Nothing was imported. "
                "Copy it once more, or ask its sender for it again.",
            ),
        ),
        "folder": (
            "B-131",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This is a folder, not a file. Nothing was imported. "
                "Choose the file inside it, ending in .wqb.",
            ),
        ),
        "passphrase": (
            "B-103",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This file is locked with a passphrase, so it is not for WardQI. Nothing was opened. "
                "Check which file was chosen.",
            ),
        ),
        "truncated_or_altered": (
            "B-104",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This file was changed or cut short after it was made. Nothing was imported. "
                "Ask the sender to send it again.",
            ),
        ),
        "too_big": (
            "B-105",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This file is larger than any bundle WardQI makes. Nothing was imported. "
                "Check which file was chosen.",
            ),
        ),
        "newer": (
            "B-106",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This file was made by a newer WardQI. Nothing was changed. "
                "Ask IT to update WardQI on this PC.",
            ),
        ),
        "bad_signature": (
            "B-107",
            QT_TRANSLATE_NOOP(
                "Refused",
                "The sender's signature does not fit this file. Nothing was imported. "
                "Telephone the sender before you use anything from it.",
            ),
        ),
        "unknown_signer": (
            "B-108",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This file comes from a PC that is not paired with your organisation. Nothing was imported. "
                "Ask the QI team to pair that PC first.",
            ),
        ),
        "revoked_signer": (
            "B-109",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This file comes from a PC whose key was withdrawn. Nothing was imported. "
                "Telephone the QI team before you use it.",
            ),
        ),
        "bomb": (
            "B-110",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This file unpacks to far more than any bundle WardQI makes. Nothing was imported. "
                "Telephone the sender.",
            ),
        ),
        "bad_manifest": (
            "B-111",
            QT_TRANSLATE_NOOP(
                "Refused",
                "The description inside this file cannot be understood. Nothing was imported. "
                "Ask the sender to make it again.",
            ),
        ),
        "bad_line": (
            "B-112",
            QT_TRANSLATE_NOOP(
                "Refused",
                "An entry inside this file cannot be understood. Nothing was imported. "
                "Ask the sender to make it again.",
            ),
        ),
        "not_for_us": (
            "B-113",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This file was made for somebody else and passed on. Nothing was imported. "
                "Ask its sender for one of your own.",
            ),
        ),
        "wrong_sender": (
            "B-114",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This file names another sender than the PC that signed it. Nothing was imported. "
                "Telephone the sender.",
            ),
        ),
        "wrong_kind": (
            "B-115",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This kind of file does not belong here. Nothing was imported. Check who it was meant for.",
            ),
        ),
        "private_inside": (
            "B-116",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This file holds details that must stay on the ward. Nothing was imported. "
                "Telephone the sender, and delete the file.",
            ),
        ),
        "cannot_read": (
            "B-117",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This file could not be read. Nothing was imported. "
                "Check that the folder or stick is still there, and choose it again.",
            ),
        ),
        "fork": (
            "B-118",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This file tells a different story of entries you already have: a copy of that PC's records "
                "was restored or altered. Nothing was imported. Telephone the sender.",
            ),
        ),
        "bad_change": (
            "B-119",
            QT_TRANSLATE_NOOP(
                "Refused",
                "An entry inside this file is not signed by a person known on its ward. "
                "Nothing was imported. Telephone the sender.",
            ),
        ),
        "needs_earlier": (
            "B-120",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This file follows an earlier one that has not arrived. Nothing was imported. "
                "Import the earlier one first, or ask the sender for a bundle of everything.",
            ),
        ),
        "bad_keyring": (
            "B-121",
            QT_TRANSLATE_NOOP(
                "Refused",
                "The list of paired PCs cannot be understood. Nothing was changed. "
                "Ask the QI team to send it again.",
            ),
        ),
        "other_root": (
            "B-122",
            QT_TRANSLATE_NOOP(
                "Refused",
                "The list of paired PCs is not signed by your own organisation. Nothing was changed. "
                "Telephone the QI team.",
            ),
        ),
        "keyring_fork": (
            "B-123",
            QT_TRANSLATE_NOOP(
                "Refused",
                "Two different lists of paired PCs carry the same number. Nothing was changed. "
                "Telephone the QI team.",
            ),
        ),
        "bad_enrolment": (
            "B-124",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This pairing file is incomplete or was altered. Nothing was changed. "
                "Ask for a new one from the PC you are pairing with.",
            ),
        ),
        "other_side": (
            "B-128",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This is a pairing file of the wrong side: a ward takes the QI team's hub-public.json, and "
                "the QI team takes a ward's ward-public.json. Nothing was changed. Choose the other one.",
            ),
        ),
        "own_file": (
            "B-129",
            QT_TRANSLATE_NOOP(
                "Refused",
                "This is the pairing file of your own QI team. Nothing was changed. "
                "Choose the file of the region you are pairing with.",
            ),
        ),
        "wrong_passphrase": (
            "B-126",
            QT_TRANSLATE_NOOP(
                "Refused",
                "The passphrase does not open the trust's own key file. Nothing was changed. "
                "Try again, or ask whoever keeps that file.",
            ),
        ),
        "practice": (
            "B-127",
            QT_TRANSLATE_NOOP(
                "Refused",
                "One side is a practice ward, and practice and real records never mix. Nothing was changed. "
                "Check which file and which store were chosen.",
            ),
        ),
        "bad_key": (
            "B-125",
            QT_TRANSLATE_NOOP(
                "Refused",
                "A key is not written as a key should be. Nothing was changed. "
                "Check that the whole key was copied.",
            ),
        ),
    }
)


class Refused(Exception):
    """A file or text from outside is not taken; `code` names the reason, `ref` is what people quote."""

    def __init__(self, code: str) -> None:
        self.ref = REASONS[code][0]
        self.code = code
        super().__init__(f"{self.ref} {code}")

    def sentence(self) -> str:
        """What happened, what is safe and what to do, ending with the reference."""
        message = say(_CONTEXT, REASONS[self.code][1])
        return say(_CONTEXT, _WITH_REFERENCE, message=message, ref=self.ref)


_WITH_REFERENCE: Final = QT_TRANSLATE_NOOP("Refused", "{message} Ref {ref}")
