"""The ward itself, its bed days and its confirmed quiet shifts."""

from __future__ import annotations

from wardqi.domain.kinds.model import Field, Kind, Rows, Type

WARD = Kind(
    "ward",
    "Ward",
    "Wards",
    (
        Field("name", "Ward name", Type.TEXT, required=True),
        Field("code", "Short code used in file names", Type.TEXT, required=True),
        Field("site", "Site", Type.TEXT),
        Field("trust", "Trust or provider", Type.TEXT),
        Field("ward_type", "Kind of ward", Type.CODE, "ward_type"),
        Field("security", "Level of security", Type.CODE, "security_level"),
        Field("sex", "Who the ward is for", Type.CODE, "ward_sex"),
        Field("ages", "Ages the ward is for", Type.CODE, "ward_ages"),
        Field("bed_count", "Beds open", Type.WHOLE),
        Field("opened_on", "Open since", Type.DATE),
        Field("closed_on", "Closed on", Type.DATE),
        Field("day_starts", "Minute of the day the early shift starts", Type.WHOLE),
        Field("late_starts", "Minute of the day the late shift starts", Type.WHOLE),
        Field("night_starts", "Minute of the day the night shift starts", Type.WHOLE),
        Field("huddle_starts", "Minute of the day the huddle starts", Type.WHOLE),
        Field("huddle_days", "Days with a planned huddle", Type.CODES, "weekday"),
        Field("huddle_minutes", "Minutes a huddle should take at most", Type.WHOLE),
        Field("chart_rules", "Rules of every chart", Type.CODE, "chart_rules"),
        Field("shift_points", "Points in a shift or trend on every chart", Type.WHOLE),
        Field("screening", "Extreme moving ranges left out of every chart's limits", Type.FLAG),
        Field("days_since_shown", "Days-since figures shown outside the huddle", Type.FLAG),
        Field("screen_lock_minutes", "Minutes of quiet before the screen locks", Type.WHOLE),
        Field("store_lock_minutes", "Minutes under the lock before the records close", Type.WHOLE),
        Field("practice", "Practice ward, invented data", Type.FLAG),
    ),
    (
        Rows(
            "areas",
            "Areas",
            (
                Field("name", "Name on the ward", Type.TEXT, required=True),
                Field("kind", "Kind of area", Type.CODE, "area_kind", required=True),
                Field("order", "Place in the list", Type.WHOLE),
            ),
        ),
        Rows(
            "beds",
            "Beds",
            (
                Field("label", "Bed", Type.TEXT, required=True),
                Field("area", "Area", Type.CODE, refers="ward.areas"),
                Field("order", "Place in the list", Type.WHOLE),
                Field("open_from", "In use from", Type.DATE),
                Field("open_to", "In use until", Type.DATE),
            ),
        ),
        Rows(
            "words",
            "Words the ward added to its dictionary",
            (Field("word", "Word", Type.TEXT, required=True),),
        ),
        Rows(
            "clocks",
            "Review clocks set by the ward",
            (
                Field("clock", "Clock", Type.CODE, "review_clock", required=True),
                Field("minutes", "Due after minutes", Type.WHOLE, required=True),
                Field("from_date", "In use from", Type.DATE),
            ),
        ),
        Rows(
            "safewards",
            "Safewards interventions in use",
            (
                Field("intervention", "Intervention", Type.CODE, "safewards_intervention", required=True),
                Field("started_on", "In use since", Type.DATE),
                Field("ended_on", "In use until", Type.DATE),
                Field("fidelity", "How fully it is done", Type.CODE, "fidelity"),
            ),
        ),
    ),
)

QUIET_SHIFT = Kind(
    "quiet_shift",
    "Quiet shift",
    "Quiet shifts",
    (
        Field("ward", "Ward", Type.RECORD, refers="ward", required=True),
        Field("date", "Day the shift began", Type.DATE, required=True),
        Field("shift", "Shift", Type.CODE, "shift", required=True),
        Field("confirmed", "Nothing to report", Type.FLAG, required=True),
        Field("confirmed_by", "Confirmed by", Type.PERSON),
        Field("confirmed_at", "Confirmed at", Type.MOMENT),
        Field("loaded_from", "Known from file", Type.TEXT),
    ),
)

BED_DAYS = Kind(
    "bed_days",
    "Bed days of a month",
    "Bed days",
    (
        Field("ward", "Ward", Type.RECORD, refers="ward", required=True),
        Field("month", "First day of the month", Type.DATE, required=True),
        Field("source", "How the beds were counted", Type.CODE, "bed_day_source"),
    ),
    (
        Rows(
            "days",
            "Days",
            (
                Field("occupied", "Beds occupied", Type.WHOLE),
                Field("source", "How they were counted that day", Type.CODE, "bed_day_source"),
                Field("leave", "Of these, on leave", Type.WHOLE),
                Field("admissions", "Admissions", Type.WHOLE),
                Field("discharges", "Discharges", Type.WHOLE),
            ),
        ),
        Rows(
            "groups",
            "Bed days of a group of patients",
            (
                Field("group", "Group", Type.CODE, "equality_group", required=True),
                Field("bed_days", "Bed days", Type.WHOLE),
                Field("people", "People in hospital", Type.WHOLE),
            ),
        ),
    ),
)
