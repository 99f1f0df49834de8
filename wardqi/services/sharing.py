"""Free text that leaves the ward: looked at one by one, and stopped where it names somebody.

Notes stay on the ward. One that a person chose is copied, as reviewed, into a record of its own that travels.
Whatever text is on its way out is looked through once more before a bundle is made.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from wardqi.domain.kinds import KINDS, SYSTEM, Type, flatten
from wardqi.domain.privacy import TRAVELS, Travels
from wardqi.domain.shield import Finding, Shield
from wardqi.services import shielding
from wardqi.services.desk import Desk, NotFound
from wardqi.services.recording import Saved
from wardqi.store import outbox, records, trail
from wardqi.store.log import Act
from wardqi.text import QT_TRANSLATE_NOOP, say

_ABOUT_PLACES = frozenset({"ward", "external_series", *SYSTEM})
"""Kinds whose travelling texts are names of wards, providers and installations."""
_NOT_THEM = "not_them"


class Named(Exception):
    """A text on its way out names somebody, or holds a number or date of theirs; nothing was written."""

    def __init__(self, texts: tuple[Text, ...]) -> None:
        super().__init__(len(texts))
        self.texts = texts

    def sentence(self) -> str:
        """What happened, what is safe and what to do; never the words themselves."""
        return say("Sharing", _NAMED_ONE if len(self.texts) == 1 else _NAMED, many=len(self.texts))


_NAMED_ONE = QT_TRANSLATE_NOOP(
    "Sharing",
    "A text that would leave the ward may name somebody. Nothing was made, and everything recorded is safe. "
    "Replace what is found in it, or look through free text in Send and receive and say why it is not them.",
)
_NAMED = QT_TRANSLATE_NOOP(
    "Sharing",
    "{many} texts that would leave the ward may name somebody. Nothing was made, and everything recorded is "
    "safe. Look through the texts in Send and receive: replace what is found, or say why it is not them.",
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text and where it stands: the record, its kind and number, the field, and what is found in it."""

    ent: str
    kind: str
    path: str
    label: str
    number: str
    text: str
    found: tuple[Finding, ...] = ()

    @property
    def sure(self) -> tuple[Finding, ...]:
        """What stops it from leaving."""
        return tuple(one for one in self.found if one.sure)


def candidates(desk: Desk) -> list[Text]:
    """The notes of records that wait to be sent, which stay here unless somebody chooses them."""
    desk.may("read")
    shield = shielding.shield(desk)
    shared = {
        (one.value.get("about"), one.value.get("field"))
        for one in records.of_kind(desk.store, "shared_text")
        if not one.value.get("withdrawn")
    }
    return [
        _looked(desk, shield, text)
        for kind, ents in outbox.unsent(desk.store).items()
        if kind in KINDS and kind != "shared_text"
        for ent in ents
        for text in _notes(desk, kind, ent)
        if (text.ent, text.path) not in shared
    ]


def share(desk: Desk, text: Text, reviewed: str, reason: str = "") -> Saved:
    """Let a text leave as it was reviewed; the note itself stays as it is.

    Raises Named while something certain is found and no reason says why it is not them; the reason is logged.
    """
    desk.may("approve_sharing")
    words = reviewed.strip()
    if not words or records.find(desk.store, text.ent) is None:
        raise NotFound
    looked = _looked(desk, shielding.shield(desk), _with(text, words))
    if looked.sure and not reason.strip():
        raise Named((looked,))
    ent = str(uuid.uuid4())
    values = {
        "about": text.ent,
        "about_kind": text.kind,
        "field": text.path,
        "text": words,
        "reach": "trust",
        "reviewed_by": desk.person.uid,
        "reviewed_on": desk.now().date().isoformat(),
    }
    entries = desk.append(
        Act("shared_text", "create", ent, values),
        *([said_why(desk, ent, words, reason)] if looked.sure else []),
    )
    own = next(one for one in entries if one.op.ent == ent and one.op.kind == "shared_text")
    return Saved(ent, "", (own.op.id,), (), own.at)


def outgoing(desk: Desk, lines: Iterable[outbox.Outgoing]) -> list[Text]:
    """Texts of these changes that name somebody for certain, without those said to be somebody else."""
    shield = shielding.shield(desk)
    said = settled(desk)
    found: dict[tuple[str, str, str], Text] = {}
    for line in lines:
        for path, words in _texts(line):
            if (line.ent, fingerprint(words)) in said:
                continue
            label = dict(KINDS[line.kind].paths())[path].label
            text = _looked(desk, shield, Text(line.ent, line.kind, path, label, "", words))
            if text.sure:
                found[line.ent, path, words] = text
    return list(found.values())


def waiting(desk: Desk, everything: bool = False) -> list[Text]:
    """What stops the next bundle: as `outgoing`, of the changes that it would hold."""
    marks = {} if everything else {mark.rep: mark.acked for mark in outbox.marks(desk.store)}
    return outgoing(desk, outbox.lines_after(desk.store, marks, own_ward=True))


def stop(desk: Desk, ent: str, kind: str, path: str, words: str) -> None:
    """Raise Named when words about to be recorded in a field that travels name somebody.

    Once recorded they could only be explained, never taken back: the log is not rewritten.
    """
    label = dict(KINDS[kind].paths())[path].label
    text = _looked(desk, shielding.shield(desk), Text(ent, kind, path, label, "", words))
    if text.sure and (ent, fingerprint(words)) not in settled(desk):
        raise Named((text,))


def not_them(desk: Desk, text: Text, reason: str) -> None:
    """Say why what is found in an outgoing text is nobody here; logged with who said so."""
    desk.may("approve_sharing")
    if not reason.strip():
        raise Named((text,))
    desk.append(said_why(desk, text.ent, text.text, reason))


def check(desk: Desk, lines: Iterable[outbox.Outgoing]) -> None:
    """Raise Named when something on its way out is not settled."""
    found = outgoing(desk, lines)
    if found:
        raise Named(tuple(found))


def said_why(desk: Desk, ent: str, words: str, reason: str) -> Act:
    """The line that says why what is found in these words of a record is nobody here."""
    return desk.note("confirm", ent, code=_NOT_THEM, sha256=fingerprint(words), note=" ".join(reason.split()))


def settled(desk: Desk) -> set[tuple[str, str]]:
    """What was said to be nobody: record, and fingerprint of its words as `fingerprint` gives it."""
    noted = trail.noted(desk.store, "confirm", _NOT_THEM)
    return {(entry.op.ent, str(entry.op.set.get("sha256"))) for entry in noted}


def _looked(desk: Desk, shield: Shield, text: Text) -> Text:
    found = tuple(shield.find(text.text, desk.now().date()))
    return Text(text.ent, text.kind, text.path, text.label, text.number, text.text, found)


def _with(text: Text, words: str) -> Text:
    return Text(text.ent, text.kind, text.path, text.label, text.number, words)


def _notes(desk: Desk, kind: str, ent: str) -> Iterator[Text]:
    """A record's own notes that do not travel by themselves."""
    record = records.find(desk.store, ent)
    if record is None or record.voided:
        return
    fields = dict(KINDS[kind].paths())
    for path, value in flatten(record.value).items():
        plain = _plain(path)
        field = fields.get(plain)
        if field is None or field.type is not Type.NOTES or not isinstance(value, str) or not value.strip():
            continue
        if TRAVELS[kind][plain][0] is Travels.WARD:
            yield Text(ent, kind, path, field.label, record.number, value)


def _texts(line: outbox.Outgoing) -> Iterator[tuple[str, str]]:
    """The texts that a change carries out of the ward, by path without row ids."""
    wanted = _travelling(line.kind)
    if not wanted:
        return
    values: Mapping[str, object] = json.loads(json.loads(line.text)[0]).get("set") or {}
    for path, value in flatten(values).items():
        if _plain(path) in wanted and isinstance(value, str) and value.strip():
            yield _plain(path), value


@cache
def _travelling(kind: str) -> frozenset[str]:
    if kind not in KINDS or kind in _ABOUT_PLACES:
        return frozenset()
    free = (path for path, field in KINDS[kind].paths() if field.type in (Type.TEXT, Type.NOTES))
    return frozenset(path for path in free if TRAVELS[kind][path][0] is not Travels.WARD)


def _plain(path: str) -> str:
    parts = path.split(".")
    return f"{parts[0]}.{parts[2]}" if len(parts) == 3 else path


def fingerprint(words: str) -> str:
    """What stands for these words in the log, which is not to hold them again."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
