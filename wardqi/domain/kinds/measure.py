"""Measures, the points people type in, the notes on a chart, and series brought from outside."""

from __future__ import annotations

from wardqi.domain.kinds.model import Field, Kind, Rows, Type

MEASURE = Kind(
    "measure",
    "Measure",
    "Measures",
    (
        Field("ward", "Ward", Type.RECORD, refers="ward"),
        Field("name", "Name", Type.TEXT, required=True),
        Field("standard", "Shipped measure", Type.CODE, "measure_pack"),
        Field("kind", "Kind of measure", Type.CODE, "measure_kind"),
        Field("counts", "What it counts", Type.CODE, "counted_thing"),
        Field("numerator", "Counted above the line", Type.NOTES),
        Field("denominator", "Below the line", Type.CODE, "denominator"),
        Field("definition", "Definition", Type.NOTES),
        Field("types", "Types of intervention counted", Type.CODES, "restrictive_type"),
        Field("reasons", "Reasons counted", Type.CODES, "restrictive_reason"),
        Field("areas", "Kinds of area counted", Type.CODES, "area_kind"),
        Field("unit", "Unit", Type.TEXT),
        Field("per", "Per how many", Type.NUMBER),
        Field("direction", "Better when", Type.CODE, "better_when"),
        Field("frequency", "How often", Type.CODE, "frequency"),
        Field("source", "Where the figures come from", Type.CODE, "measure_source"),
        Field("chart", "Chart", Type.CODE, "chart_kind"),
        Field("chart_rules", "Rules of the chart", Type.CODE, "chart_rules"),
        Field("shift_points", "Points in a shift or trend", Type.WHOLE),
        Field("screening", "Extreme moving ranges left out of the limits", Type.FLAG),
        Field("owner_role", "Kept by", Type.CODE, "job_title"),
        Field("target", "Goal", Type.NUMBER),
        Field("target_by", "Goal by", Type.DATE),
        Field("aim_percent", "Aim: by how many per cent from the baseline", Type.NUMBER),
        Field("baseline_from", "Baseline from", Type.DATE),
        Field("baseline_to", "Baseline to", Type.DATE),
        Field("baseline_set_on", "Baseline set on", Type.DATE),
        Field("baseline_set_by", "Baseline set by", Type.PERSON),
        Field("baseline_reason", "Why this baseline", Type.NOTES),
        Field("retired_on", "Not used after", Type.DATE),
    ),
    (
        Rows(
            "rebases",
            "New limits",
            (
                Field("from_date", "From", Type.DATE, required=True),
                Field("reason", "Reason", Type.CODE, "rebase_reason"),
                Field("note", "In words", Type.NOTES),
                Field("set_on", "Decided on", Type.DATE),
                Field("set_by", "Decided by", Type.PERSON),
            ),
        ),
    ),
)

MEASURE_VALUE = Kind(
    "measure_value",
    "Measured value",
    "Measured values",
    (
        Field("measure", "Measure", Type.RECORD, refers="measure", required=True),
        Field("ward", "Ward", Type.RECORD, refers="ward"),
        Field("period", "First day of the period", Type.DATE, required=True),
        Field("numerator", "Above the line", Type.NUMBER),
        Field("denominator", "Below the line", Type.NUMBER),
        Field("value", "Value", Type.NUMBER),
        Field("not_recorded", "Not recorded", Type.FLAG),
        Field("note", "In words", Type.NOTES),
    ),
)

ANNOTATION = Kind(
    "annotation",
    "Note on a chart",
    "Notes on charts",
    (
        Field("ward", "Ward", Type.RECORD, refers="ward"),
        Field("measure", "Measure", Type.RECORD, refers="measure"),
        Field("date", "Day", Type.DATE, required=True),
        Field("until", "Last day", Type.DATE),
        Field("kind", "Kind of note", Type.CODE, "annotation_kind", required=True),
        Field("text", "In words", Type.NOTES),
        Field("cycle", "Test", Type.RECORD, refers="cycle"),
        Field("excluded", "Point left out of the limits", Type.FLAG),
    ),
)

EXTERNAL_SERIES = Kind(
    "external_series",
    "Series from outside",
    "Series from outside",
    (
        Field("name", "Name", Type.TEXT, required=True),
        Field("provider", "Provider", Type.TEXT, required=True),
        Field("measure", "Measure as published", Type.TEXT, required=True),
        Field("measure_id", "National measure", Type.CODE, "national_measure"),
        Field("counts", "What it counts", Type.CODE, "counted_thing"),
        Field("unit", "Unit", Type.TEXT),
        Field("source", "Published by", Type.TEXT),
        Field("licence", "Licence", Type.TEXT),
        Field("rounded_to", "Rounded to the nearest", Type.WHOLE),
        Field("hidden_under", "Hidden when under", Type.WHOLE),
        Field("loaded_on", "Loaded on", Type.DATE),
    ),
    (
        Rows(
            "months",
            "Months",
            (
                Field("value", "Value", Type.NUMBER),
                Field("suppressed", "Hidden by the publisher", Type.FLAG),
            ),
        ),
    ),
)
