"""What a receipt tells a ward: how far the QI team has its changes, what to look at, what is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from wardqi.bundles import fields
from wardqi.bundles.contents import Manifest
from wardqi.bundles.refused import Refused

LONGEST_QUESTION: Final = 2000
_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PATH: Final = re.compile(r"[a-z][A-Za-z0-9_.]{0,119}")
_POSITION_CODE: Final = re.compile(r"[0-9A-Za-z:_.-]{1,80}")
_MOST_PATHS: Final = 200


@dataclass(frozen=True, slots=True)
class Review:
    """A record the ward should look at: its kind and id, why (a code), and which of its fields if any."""

    kind: str
    ent: str
    why: str
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Something the QI team asks about a measure in a period (both codes; empty: about no one point)."""

    id: str
    asked: str
    text: str
    measure: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the QI team holds of each replica (`have` without a gap, `heads` newest with its SHA-256)."""

    have: Mapping[str, int]
    heads: Mapping[str, tuple[int, str]]
    reviews: tuple[Review, ...] = ()
    questions: tuple[Question, ...] = ()
    keyring: str | None = None
    pseudonym_key: str | None = field(default=None, repr=False)


def onto(manifest: Manifest, receipt: Receipt) -> Manifest:
    """The manifest as one of a receipt that says this."""
    return replace(
        manifest,
        kind="receipt",
        have=dict(receipt.have),
        heads=dict(receipt.heads),
        keyring=receipt.keyring,
        pseudonym_key=receipt.pseudonym_key,
        reviews=tuple(
            {"kind": one.kind, "ent": one.ent, "why": one.why, "paths": list(one.paths)}
            for one in receipt.reviews
        ),
        questions=tuple(
            {
                "id": one.id,
                "asked": one.asked,
                "text": one.text,
                "measure": one.measure,
                "period": one.period,
            }
            for one in receipt.questions
        ),
    )


def said(manifest: Manifest) -> Receipt:
    """What a received receipt says; raises Refused ("wrong_kind" for another kind of bundle)."""
    if manifest.kind != "receipt":
        raise Refused("wrong_kind")
    with fields.reading("bad_manifest"):
        return Receipt(
            have=manifest.have,
            heads=manifest.heads,
            reviews=tuple(map(_review, manifest.reviews)),
            questions=tuple(map(_question, manifest.questions)),
            keyring=manifest.keyring,
            pseudonym_key=manifest.pseudonym_key,
        )


def _review(value: Mapping[str, object]) -> Review:
    return Review(
        kind=fields.text(value.get("kind"), _CODE),
        ent=fields.text(value.get("ent"), _POSITION_CODE),
        why=fields.text(value.get("why"), _CODE),
        paths=fields.texts(value.get("paths", []), _PATH, _MOST_PATHS),
    )


def _question(value: Mapping[str, object]) -> Question:
    return Question(
        id=fields.text(value.get("id"), fields.UUID4),
        asked=fields.day(value.get("asked")),
        text=fields.text(value.get("text"), LONGEST_QUESTION),
        measure=fields.text(value.get("measure", ""), fields.TOKEN_OR_NONE),
        period=fields.text(value.get("period", ""), fields.TOKEN_OR_NONE),
    )
