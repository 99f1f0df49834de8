"""A patient: identity that never leaves the ward, and the equality facts that may."""

from __future__ import annotations

from wardqi.domain.kinds.model import Field, Kind, Rows, Type

EQUALITY = (
    Field("ethnic_category", "Ethnic category", Type.CODE, "ethnic_category"),
    Field("gender", "Gender", Type.CODE, "gender_identity"),
    Field("gender_same_as_birth", "Gender same as registered at birth", Type.CODE, "gender_same_as_birth"),
    Field("sex", "Sex", Type.CODE, "stated_gender"),
    Field("sexual_orientation", "Sexual orientation", Type.CODE, "sexual_orientation"),
    Field("religion", "Religion or belief", Type.CODE, "religion_group"),
    Field("marital_status", "Marital or civil partnership status", Type.CODE, "marital_status"),
    Field("disabilities", "Disability", Type.CODES, "disability"),
    Field("pregnancy", "Pregnancy", Type.CODE, "yes_no_not_known"),
    Field("ld_status", "Learning disability", Type.CODE, "ld_status"),
    Field("autism_status", "Autism", Type.CODE, "autism_status"),
)
"""Held for the patient and copied on each incident as they were known then."""

PATIENT = Kind(
    "patient",
    "Patient",
    "Patients",
    (
        Field("name", "Name", Type.TEXT),
        Field("known_as", "Known as", Type.TEXT),
        Field("initials", "Initials", Type.TEXT),
        Field("birth_date", "Date of birth", Type.DATE),
        Field("nhs_number", "NHS number", Type.TEXT),
        Field("local_id", "Local record number", Type.TEXT),
        Field("spell_id", "Hospital spell number", Type.TEXT),
        Field("bed", "Bed", Type.CODE, refers="ward.beds"),
        Field("legal_status", "Mental Health Act status", Type.CODE, "legal_status"),
        Field("dols", "Deprivation of Liberty authorised", Type.FLAG),
        Field("diagnosis", "Mental disorder", Type.NOTES),
        Field("language", "Preferred language", Type.TEXT),
        Field("interpreter", "Interpreter or communication aid needed", Type.FLAG),
        Field("care_plan_people", "People named in the care plan", Type.NOTES),
        Field("alerts", "What helps and what to avoid", Type.NOTES),
        *EQUALITY,
    ),
    (
        Rows(
            "stays",
            "Ward stays",
            (
                Field("ward", "Ward", Type.RECORD, refers="ward"),
                Field("bed", "Bed", Type.CODE, refers="ward.beds"),
                Field("admitted_on", "Came to the ward", Type.DATE, required=True),
                Field("left_on", "Left the ward", Type.DATE),
                Field("ended_by", "How the stay ended", Type.CODE, "patient_move"),
                Field("left_to", "Went to", Type.TEXT),
                Field("spell_id", "Hospital spell number", Type.TEXT),
                Field("ward_stay_id", "Ward stay number", Type.TEXT),
            ),
        ),
        Rows(
            "leaves",
            "Times on leave",
            (
                Field("went_on", "Went on leave", Type.DATE, required=True),
                Field("back_on", "Came back", Type.DATE),
            ),
        ),
        Rows(
            "legal_statuses",
            "Mental Health Act periods",
            (
                Field("status", "Status", Type.CODE, "legal_status", required=True),
                Field("started_at", "From", Type.MOMENT),
                Field("ended_at", "Until", Type.MOMENT),
                Field("expires_at", "Expires", Type.MOMENT),
            ),
        ),
    ),
)
