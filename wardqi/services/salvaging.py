"""Saving what can still be read of damaged records, and taking it in again once a backup is in place.

A salvage file is a bundle that one person of the ward signs with their own key and that only the ward's
people and the trust's recovery key can open. Nothing of the damaged store is written to. Every change in
it is checked like one that comes from another PC, so that damage never gets in again.
"""

from __future__ import annotations

import json
import uuid
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import wardqi
from wardqi.bundles import contents, files, seal
from wardqi.bundles.contents import Manifest
from wardqi.bundles.refused import Refused
from wardqi.domain import kinds
from wardqi.domain.changes import BadChange, Line, parse_op
from wardqi.services.access import wall_clock
from wardqi.services.desk import Desk
from wardqi.store import keys, log, migrations, people, vault
from wardqi.store.store import Parcel
from wardqi.text import QT_TRANSLATE_NOOP, say

ORG = "salvage"


class NothingReads(Exception):
    """Not one change could be read."""

    def sentence(self) -> str:
        """What happened, what is safe and what to do."""
        return say("salvaging", _NOTHING)


class NobodySigns(Exception):
    """The passphrase was the shared one, which signs nothing."""

    def sentence(self) -> str:
        """What happened, what is safe and what to do."""
        return say("salvaging", _NOBODY)


_NOTHING = QT_TRANSLATE_NOOP(
    "salvaging",
    "Nothing of these records can be read any more, so nothing was saved. Nothing was changed. "
    "Restore the newest backup.",
)
_NOBODY = QT_TRANSLATE_NOOP(
    "salvaging",
    "The shared passphrase opens the records but cannot vouch for what is saved. Nothing was changed. "
    "Use a passphrase of your own.",
)


@dataclass(frozen=True, slots=True)
class Rescued:
    """What was saved: the files, how many changes, and how many are known to be lost."""

    paths: tuple[Path, ...]
    changes: int
    lost: int


@dataclass(frozen=True, slots=True)
class Returned:
    """What a salvage file brought: changes that were lacking, those already here, and records they are of."""

    new: int
    same: int
    records: int


def rescue(
    folder: Path, passphrase: str, to: Path, uid: str | None = None, now: datetime | None = None
) -> Rescued:
    """Save every change that still reads in a damaged store into a folder of one's choice.

    Raises NothingReads, NobodySigns, files.NotSaved, what `keys.unlock` raises, and vault.Damaged when
    there is nothing to read.
    """
    with vault.salvage(folder, passphrase, uid=uid) as found:
        own, file = found.unlocked.keys, found.unlocked.file
        if own is None or not own.sign_seed or file is None:
            raise NobodySigns
        lines = [Line(*parts) for parts in found.lines()]
        if not lines:
            raise NothingReads
        lost = found.lost
        to_whom = sorted({own.age_pub, *(user.pub for user in file.users), *file.recovery})
        signer = seal.device_from(own.sign_seed, own.age_secret)
        at = (now or wall_clock()).astimezone(UTC)
        texts = [line.to_json(with_private=True) for line in lines]
        written = [
            _write(part, number, own.uid, to_whom, signer, to, at)
            for number, part in enumerate(contents.split(texts), 1)
        ]
    return Rescued(tuple(written), len(lines), lost)


def _write(
    part: Sequence[str],
    number: int,
    uid: str,
    to_whom: Sequence[str],
    signer: seal.DeviceKeys,
    to: Path,
    at: datetime,
) -> Path:
    ranges = _ranges(part)
    manifest = Manifest(
        kind="salvage",
        id=str(uuid.uuid4()),
        org=ORG,
        ward="",
        dev=uid,
        rep=next(iter(ranges), "0" * 16),
        bseq=number,
        bprev=contents.FIRST_BPREV,
        to=tuple(to_whom),
        n=len(part),
        ranges=ranges,
        heads={},
        have={},
        schema=migrations.LATEST,
        min_schema=1,
        app=wardqi.__version__,
        made=at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    data = seal.close(contents.pack(manifest, part), to_whom, signer)
    path = files.free_path(to, f"salvage-{at:%Y%m%d-%H%M%S}-{number}.wqb")
    files.write(path, data)
    return path


def _ranges(part: Sequence[str]) -> dict[str, tuple[int, int]]:
    ranges: dict[str, tuple[int, int]] = {}
    for text in part:
        try:
            op = parse_op(json.loads(text)[0])
        except (BadChange, ValueError):  # a line that reads but is no change: left for the taking to refuse
            continue
        first, last = ranges.get(op.rep, (op.seq, op.seq))
        ranges[op.rep] = (min(first, op.seq), max(last, op.seq))
    return ranges


def bring_in(desk: Desk, path: Path) -> Returned:
    """Take the changes of a salvage file that are lacking here, in one transaction.

    The keys of whoever is signed in open the file. Raises Refused, NotAllowed.
    """
    desk.may("manage_keys")
    store, own = desk.store, desk.signer
    if not isinstance(own, keys.PersonKeys):
        raise NobodySigns
    known = {
        pubs[0]
        for one in people.members(store, retired=True)
        if one.ward == (store.fact("ward") or None) and (pubs := people.public_keys(store, one.uid))
    }
    opened = seal.open_file(path, [own.age_secret], lambda pub: b64encode(pub).decode("ascii") in known)
    manifest, lines = contents.unpack(opened.body)
    if manifest.kind != "salvage" or manifest.org != ORG:
        raise Refused("wrong_kind")
    try:
        plan = store.plan(lines, with_private=True)
    except log.Refused as refused:
        raise Refused(
            refused.code if refused.code in ("fork", "needs_earlier") else "bad_change"
        ) from refused
    parcel = Parcel(
        id=manifest.id,
        kind=manifest.kind,
        incoming=True,
        dev=manifest.dev,
        ward=store.fact("ward") or None,
        bseq=manifest.bseq,
        sha256=opened.sha256,
        body_sha256=opened.body_sha256,
        at=desk.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        by=desk.person.uid,
        count=manifest.n,
        manifest=json.dumps({"ranges": manifest.ranges, "made": manifest.made}),
        file=path.name,
    )
    if plan.new or plan.completed:
        note = desk.note(
            "import",
            manifest.id,
            code="salvage",
            count=len(plan.new),
            sha256=opened.sha256,
            bundle=manifest.id,
        )
        store.accept(plan, parcel, lambda: [note], desk.signer, desk.now())
    found = {entry.op.ent for entry in plan.new if entry.op.kind not in kinds.SYSTEM}
    return Returned(len(plan.new), plan.same, len(found))
