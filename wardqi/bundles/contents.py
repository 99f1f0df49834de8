"""What a bundle says: a manifest line, then one line for each change, compressed together.

What may not leave the ward is stopped here a last time: only the kinds of bundle that stay between a
ward's own PCs may hold a change's private text.
"""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from wardqi.bundles import fields
from wardqi.bundles.outside import MOST_STANZAS
from wardqi.bundles.refused import Refused
from wardqi.bundles.seal import FORMAT, LARGEST_BODY, VERSION
from wardqi.domain import changes, strict

MOST_LINES: Final = 50_000
LONGEST_LINE: Final = changes.LONGEST_LINE
PART_CHANGES: Final = 20_000
PART_BYTES: Final = 15 * 1024 * 1024
KINDS: Final = frozenset({"changes", "ward", "receipt", "snapshot", "salvage"})
PRIVATE_KINDS: Final = frozenset({"ward", "salvage"})
FIRST_BPREV: Final = "0" * 64

_KIND: Final = re.compile("|".join(sorted(KINDS)))
_MOST_REPLICAS: Final = 10_000
_MOST_NOTES: Final = 10_000
_MOST_NAMES: Final = 100
# As quick as level 1; level 6 takes two and a half times as long for a file a tenth smaller.
_GZIP_LEVEL: Final = 2


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first line inside a bundle.

    `bseq` counts this device's bundles from 1; `bprev` is the SHA-256 of its previous compressed body
    (FIRST_BPREV for the first). `ranges` maps a replica to its first and last change here, `heads` to
    the newest change known and that change's SHA-256, `have` to the highest number held without a gap.
    `ward` is empty when the QI team sends. `made` is UTC, as 2026-10-25T01:20:00Z, for information only.
    `keyring` is a signed text; `pseudonym_key` (base64) comes with a ward's first receipt; `reviews` and
    `questions` are what `receipts` reads and writes. Only a receipt has these last three.
    """

    kind: str
    id: str
    org: str
    ward: str
    dev: str
    rep: str
    bseq: int
    bprev: str
    to: tuple[str, ...]
    n: int
    ranges: Mapping[str, tuple[int, int]]
    heads: Mapping[str, tuple[int, str]]
    have: Mapping[str, int]
    schema: int
    min_schema: int
    app: str
    made: str
    keyring: str | None = None
    pseudonym_key: str | None = field(default=None, repr=False)
    reviews: tuple[Mapping[str, object], ...] = field(default=())
    questions: tuple[Mapping[str, object], ...] = field(default=())


def split(lines: Iterable[str]) -> list[list[str]]:
    """The lines in order, in as few parts as a bundle can hold each; raises Refused for a line too long."""
    parts: list[list[str]] = []
    room = 0
    for line in lines:
        size = _size(line)
        if not parts or size > room or len(parts[-1]) == PART_CHANGES:
            parts.append([])
            room = PART_BYTES
        parts[-1].append(line)
        room -= size
    return parts


def pack(manifest: Manifest, lines: Sequence[str]) -> bytes:
    """The compressed body of a bundle, ready to be closed.

    Everything a reader would refuse is refused here already: "bad_manifest" (also when `n` is not the
    number of lines), "bad_line", "private_inside", "too_big".
    """
    first = strict.dumps(_values(manifest))
    _manifest(first)
    if manifest.n != len(lines):
        raise Refused("bad_manifest")
    for line in lines:
        _check_change(manifest.kind, line)
    if len(lines) >= MOST_LINES or sum(map(_size, (first, *lines))) > LARGEST_BODY:
        raise Refused("too_big")
    return compressed("\n".join((first, *lines, "")).encode())


def compressed(text: bytes) -> bytes:
    """One gzip member, which tells nothing of when it was made."""
    return gzip.compress(text, _GZIP_LEVEL, mtime=0)


def unpack(inflated: bytes) -> tuple[Manifest, list[str]]:
    """The manifest and the change lines as they were written.

    A line given back is strict JSON: three or, in the kinds that stay on a ward, also four strings.
    What the strings say is not looked at. Raises Refused.
    """
    if inflated.count(b"\n") > MOST_LINES:
        raise Refused("bomb")
    if not inflated.endswith(b"\n"):
        raise Refused("bad_line")
    found = io.BytesIO(inflated)  # shares the bytes, and parts them at line feeds only
    manifest = _manifest(_decoded(found.readline(), "bad_manifest"))
    lines = []
    for raw in found:
        line = _decoded(raw, "bad_line")
        _check_change(manifest.kind, line)
        lines.append(line)
    if manifest.n != len(lines):
        raise Refused("bad_manifest")
    return manifest, lines


def _size(line: str) -> int:
    size = len(line) if line.isascii() else len(line.encode())
    if size >= LONGEST_LINE:
        raise Refused("too_big")
    return size + 1


def _decoded(raw: bytes, code: str) -> str:
    if len(raw) > LONGEST_LINE:
        raise Refused("bomb")
    try:
        return raw[:-1].decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(code) from None


def _check_change(kind: str, line: str) -> None:
    if "\n" in line:
        raise Refused("bad_line")
    try:
        parts = strict.loads(line)
    except strict.NotStrict:
        raise Refused("bad_line") from None
    if not isinstance(parts, list) or not 3 <= len(parts) <= 4:
        raise Refused("bad_line")
    if not all(isinstance(part, str) for part in parts):
        raise Refused("bad_line")
    if len(parts) == 4 and kind not in PRIVATE_KINDS:
        raise Refused("private_inside")


def _values(manifest: Manifest) -> dict[str, object]:
    values: dict[str, object] = {
        "fmt": FORMAT,
        "v": VERSION,
        "kind": manifest.kind,
        "id": manifest.id,
        "org": manifest.org,
        "ward": manifest.ward,
        "dev": manifest.dev,
        "rep": manifest.rep,
        "bseq": manifest.bseq,
        "bprev": manifest.bprev,
        "to": list(manifest.to),
        "n": manifest.n,
        "ranges": {rep: list(ends) for rep, ends in manifest.ranges.items()},
        "heads": {rep: list(head) for rep, head in manifest.heads.items()},
        "have": dict(manifest.have),
        "schema": manifest.schema,
        "min_schema": manifest.min_schema,
        "app": manifest.app,
        "made": manifest.made,
    }
    if manifest.keyring is not None:
        values["keyring"] = manifest.keyring
    if manifest.pseudonym_key is not None:
        values["pseudonym_key"] = manifest.pseudonym_key
    if manifest.reviews:
        values["reviews"] = [dict(review) for review in manifest.reviews]
    if manifest.questions:
        values["questions"] = [dict(question) for question in manifest.questions]
    return values


def _manifest(line: str) -> Manifest:
    try:
        value = strict.loads(line)
    except strict.NotStrict:
        raise Refused("bad_manifest") from None
    with fields.reading("bad_manifest"):
        said = fields.mapping(value, _MOST_NAMES)
        if said.get("fmt") != FORMAT or fields.whole(said.get("v"), 1) != VERSION:
            raise fields.Unfit  # the head has said so already: never two versions in one file
        manifest = Manifest(
            kind=fields.text(said.get("kind"), _KIND),
            id=fields.text(said.get("id"), fields.UUID4),
            org=fields.text(said.get("org"), fields.TOKEN),
            ward=fields.text(said.get("ward"), fields.TOKEN_OR_NONE),
            dev=fields.text(said.get("dev"), fields.TOKEN),
            rep=fields.text(said.get("rep"), fields.REPLICA),
            bseq=fields.whole(said.get("bseq"), 1),
            bprev=fields.text(said.get("bprev"), fields.SHA256),
            to=fields.texts(said.get("to"), fields.AGE_PUB, MOST_STANZAS),
            n=fields.whole(said.get("n"), 0),
            ranges=_ranges(said.get("ranges")),
            heads=_heads(said.get("heads")),
            have={rep: fields.whole(seq, 0) for rep, seq in _by_replica(said.get("have"))},
            schema=fields.whole(said.get("schema"), 1),
            min_schema=fields.whole(said.get("min_schema"), 1),
            app=fields.text(said.get("app"), 64),
            made=fields.text(said.get("made"), fields.MOMENT_UTC),
            keyring=None if said.get("keyring") is None else fields.text(said["keyring"], LONGEST_LINE),
            pseudonym_key=None
            if said.get("pseudonym_key") is None
            else fields.written_key(fields.key(said["pseudonym_key"])),
            reviews=_notes(said.get("reviews", [])),
            questions=_notes(said.get("questions", [])),
        )
        if manifest.min_schema > manifest.schema:
            raise fields.Unfit
        told = manifest.reviews or manifest.questions or manifest.pseudonym_key
        if manifest.kind != "receipt" and told:
            raise fields.Unfit
        return manifest


def _by_replica(value: object) -> Iterable[tuple[str, object]]:
    for rep, said in fields.mapping(value, _MOST_REPLICAS).items():
        yield fields.text(rep, fields.REPLICA), said


def _ranges(value: object) -> dict[str, tuple[int, int]]:
    read = {}
    for rep, said in _by_replica(value):
        first, last = fields.pair(said)
        start = fields.whole(first, 1)
        read[rep] = start, fields.whole(last, start)
    return read


def _heads(value: object) -> dict[str, tuple[int, str]]:
    read = {}
    for rep, said in _by_replica(value):
        seq, digest = fields.pair(said)
        read[rep] = fields.whole(seq, 1), fields.text(digest, fields.SHA256)
    return read


def _notes(value: object) -> tuple[Mapping[str, object], ...]:
    return tuple(fields.mapping(note, _MOST_NAMES) for note in fields.sequence(value, _MOST_NOTES))
