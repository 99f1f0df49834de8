"""A short text as a square code that a scanner types in again."""

from __future__ import annotations

import io

QUIET = 4
"""Modules of white around the code, without which many scanners do not find it."""


def svg(text: str) -> bytes:
    """The code as a drawing, black on white, of the smallest size that survives a smudge (level M)."""
    import segno

    made = io.BytesIO()
    code = segno.make(text, error="m", boost_error=False, micro=False)
    code.save(made, kind="svg", border=QUIET, dark="#000", light="#fff", xmldecl=False, scale=4)
    return made.getvalue()
