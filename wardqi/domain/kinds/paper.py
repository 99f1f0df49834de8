"""Paper forms that were printed: each slip with its serial, and what the numbers on it stand for."""

from __future__ import annotations

from wardqi.domain.kinds.model import Field, Kind, Rows, Type

PAPER_BATCH = Kind(
    "paper_batch",
    "Printing of paper forms",
    "Printings of paper forms",
    (
        Field("ward", "Ward", Type.RECORD, refers="ward", required=True),
        Field("pc", "Installation it was printed on", Type.TEXT),
        Field("made_by", "Made by", Type.PERSON),
        Field("made_at", "Made at", Type.MOMENT),
        Field("printed_at", "Printed or saved at", Type.MOMENT),
        Field("day", "Day of the huddle sheet", Type.DATE),
    ),
    (
        Rows(
            "slips",
            "Slips",
            (
                Field("serial", "Serial", Type.TEXT, required=True),
                Field("form", "Form", Type.CODE, "paper_form", required=True),
                Field("unused", "Not used because", Type.CODE, "paper_unused"),
                Field("unused_by", "Marked so by", Type.PERSON),
                Field("unused_at", "Marked so at", Type.MOMENT),
            ),
        ),
        Rows(
            "places",
            "Places as they are numbered on the slips",
            (
                Field("key", "Number on the slip", Type.WHOLE),
                Field("area", "Area of the ward", Type.CODE, refers="ward.areas"),
                Field("area_kind", "Kind of area", Type.CODE, "area_kind"),
            ),
        ),
    ),
)
"""Whether a slip came back is not kept here: an incident or huddle that names its serial says it did."""
