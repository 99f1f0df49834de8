"""An incident and everything kept inside it: timed interventions, people, reviews, observations."""

from __future__ import annotations

from wardqi.domain.kinds.model import Field, Kind, Rows, Type
from wardqi.domain.kinds.patient import EQUALITY

_SIX_QUESTIONS = (
    Field("ward", "Ward", Type.RECORD, refers="ward"),
    Field("event", "What kind of entry", Type.CODE, "event_kind", required=True),
    Field("event_types", "Other things that happened", Type.CODES, "event_type"),
    Field("started_at", "Started", Type.MOMENT, required=True),
    Field("ended_at", "Ended", Type.MOMENT),
    Field("still_open", "Still going", Type.FLAG),
    Field("minutes", "Length in minutes", Type.WHOLE),
    Field("shift", "Shift", Type.CODE, "shift"),
    Field("area", "Where", Type.CODE, refers="ward.areas"),
    Field("area_kind", "Kind of area", Type.CODE, "area_kind"),
    Field("place", "Where, in words", Type.TEXT),
    Field("patient", "Patient", Type.RECORD, refers="patient"),
    Field("patient_unknown", "Patient not known yet", Type.FLAG),
    Field("reason", "Main reason", Type.CODE, "restrictive_reason"),
    Field("reasons_secondary", "Further reasons", Type.CODES, "restrictive_reason"),
    Field("hurt_patient", "Patient hurt", Type.CODE, "yes_no_unsure"),
    Field("hurt_staff", "Staff hurt", Type.CODE, "yes_no_unsure"),
    Field("hurt_other", "Someone else hurt", Type.CODE, "yes_no_unsure"),
)

_BEFORE = (
    Field("antecedents", "Before it started", Type.CODES, "antecedent"),
    Field("antecedent_main", "Main thing before it started", Type.CODE, "antecedent"),
    Field("asked_for", "What the person seemed to be asking for", Type.NOTES),
    Field("early_signs", "Early signs", Type.NOTES),
    Field("noticed_by", "Who noticed", Type.CODE, "noticed_by"),
    Field("deescalation_none", "Nothing could be tried first", Type.FLAG),
    Field("deescalation_none_reason", "Why nothing could be tried", Type.CODE, "no_deescalation_reason"),
    Field("deescalation_text", "What was tried to avoid force", Type.NOTES),
)

_ACCOUNT = (
    Field("narrative", "What happened", Type.NOTES),
    Field("prevented_by", "What stopped it getting worse", Type.NOTES),
    Field("patient_account", "The patient's own account", Type.NOTES),
    Field("patient_part", "How the patient took part in this record", Type.CODE, "patient_part"),
    Field("negligible_tests", "Negligible force: what applies", Type.CODES, "negligible_test"),
    Field("negligible_decision", "Negligible force: decision", Type.CODE, "negligible_decision"),
    Field("negligible_by", "Negligible force: decided by", Type.PERSON),
    Field("negligible_at", "Negligible force: decided at", Type.MOMENT),
)

_OUTCOME = (
    Field("outcomes", "Outcome", Type.CODES, "outcome"),
    Field("outcome_text", "Outcome in words", Type.NOTES),
    Field("death", "Did anyone die as a result", Type.CODE, "yes_no"),
    Field("serious_injury", "Was anyone seriously injured as a result", Type.CODE, "yes_no"),
    Field("harm_physical", "Physical harm to the patient", Type.CODE, "harm_physical"),
    Field("harm_psychological", "Psychological harm to the patient", Type.CODE, "harm_psychological"),
    Field("body_map_none", "No marks seen", Type.FLAG),
    Field("body_map_at", "Body checked at", Type.MOMENT),
    Field("notify_none", "Nobody notified because", Type.CODE, "notify_none"),
    Field("cctv_kept", "Camera recording kept", Type.CODE, "yes_no_not_known"),
)

_LAW = (
    Field("age_band", "Age", Type.CODE, "age_band"),
    *EQUALITY,
    Field("diagnosis", "Mental disorder", Type.NOTES),
    Field("diagnosis_not_known", "Mental disorder not known", Type.FLAG),
    Field("legal_status", "Mental Health Act status", Type.CODE, "legal_status"),
    Field("legal_basis_considered", "Legal basis and assessment considered", Type.CODE, "yes_no_not_known"),
    Field("dols", "Deprivation of Liberty authorised", Type.FLAG),
    Field("capacity", "Capacity and consent to treatment", Type.NOTES),
    Field("spell_id", "Hospital spell number", Type.TEXT),
    Field("ward_stay_id", "Ward stay number", Type.TEXT),
)

_OTHERS = (Field("others_none", "Nobody but staff took part", Type.FLAG),)

_RECORD = (
    Field("external_ref", "Number in the trust's incident system", Type.TEXT),
    Field("lfpse_ref", "Number in the national learning service", Type.TEXT),
    Field("paper_serial", "Serial of the paper slip", Type.TEXT),
    Field("entry_source", "How it was entered", Type.CODE, "entry_source"),
    Field("loaded_from", "Loaded from file", Type.TEXT),
    Field("different_from", "Checked: not the same event as", Type.RECORD, refers="incident"),
    Field("recorded_by", "Recorded by", Type.PERSON),
    Field("recorded_at", "Recorded at", Type.MOMENT),
    Field("signed_by", "Signed by", Type.PERSON),
    Field("signed_at", "Signed at", Type.MOMENT),
)

INTERVENTIONS = Rows(
    "interventions",
    "Interventions",
    (
        Field("type", "Type", Type.CODE, "restrictive_type", required=True),
        Field("local_type", "Local detail", Type.CODE, "local_type"),
        Field("started_at", "Started", Type.MOMENT, required=True),
        Field("ended_at", "Ended", Type.MOMENT),
        Field("still_open", "Still going", Type.FLAG),
        Field("minutes", "Length in minutes", Type.WHOLE),
        Field("in_care_plan", "In the care plan", Type.CODE, "in_care_plan"),
        Field("injury_patient", "Patient injured", Type.CODE, "yes_no_unsure"),
        Field("injury_staff", "Staff injured", Type.CODE, "yes_no_unsure"),
        Field("injury_other", "Someone else injured", Type.CODE, "yes_no_unsure"),
        Field("holds", "Holds used", Type.CODES, "hold"),
        Field("staff_count", "Staff taking part", Type.WHOLE),
        Field("how", "How it was done", Type.NOTES),
        Field("area", "Where", Type.CODE, refers="ward.areas"),
        Field("authorised_by_role", "Authorised by", Type.CODE, "job_title"),
        Field("care_plan_seen", "Care plan looked at beforehand", Type.CODE, "yes_no_not_known"),
        Field("observe_every", "Observe every (minutes)", Type.WHOLE),
        Field("observe_risks", "Reasons for closer observation", Type.CODES, "observation_risk"),
        Field("observe_ended_at", "No further concern at", Type.MOMENT),
    ),
)

_PEOPLE = Rows(
    "people_involved",
    "People involved",
    (
        Field("side", "Staff or not", Type.CODE, "person_side", required=True),
        Field("person", "Person on this ward's list", Type.PERSON),
        Field("name", "Name", Type.TEXT),
        Field("job_title", "Job title", Type.CODE, "job_title"),
        Field("job_title_text", "Job title in words", Type.TEXT),
        Field("who", "Who they were", Type.CODE, "other_person"),
        Field("part", "Part played", Type.CODE, "part_played"),
        Field("interventions", "Part in which interventions", Type.CODES, refers="incident.interventions"),
        Field("used_force", "Used force", Type.CODE, "yes_no"),
        Field("why", "Why they took part", Type.NOTES),
        Field("why_code", "Why they took part", Type.CODE, "other_person_reason"),
        Field("trained", "Training in date", Type.CODE, "yes_no_not_known"),
        Field("support_offered", "Support offered", Type.CODE, "yes_no"),
    ),
)

_DEESCALATION = Rows(
    "deescalation",
    "Tried first",
    (
        Field("method", "What was tried", Type.CODE, "deescalation", required=True),
        Field("result", "How it went", Type.CODE, "deescalation_result", required=True),
        Field("note", "In words", Type.NOTES),
    ),
)

_INJURIES = Rows(
    "injuries",
    "Injuries",
    (
        Field("whose", "Whose", Type.CODE, "hurt_person", required=True),
        Field("person", "Person involved", Type.CODE, refers="incident.people_involved"),
        Field("job_title", "Job title", Type.CODE, "job_title"),
        Field("part_played", "Part played", Type.CODE, "part_played"),
        Field("body_part", "Part of the body", Type.CODE, "body_region"),
        Field("kind", "Kind of injury", Type.CODE, "injury_kind"),
        Field("care", "Care needed", Type.CODE, "injury_care"),
        Field("absence", "Time off work", Type.CODE, "absence"),
        Field("riddor", "To be reported to the Health and Safety Executive", Type.CODE, "yes_no_not_known"),
        Field("note", "In words", Type.NOTES),
    ),
)

_MARKS = Rows(
    "marks",
    "Body map",
    (
        Field("view", "View", Type.CODE, "body_view"),
        Field("region", "Part of the body", Type.CODE, "body_region", required=True),
        Field("side", "Side", Type.CODE, "body_side"),
        Field("kind", "Kind of mark", Type.CODE, "mark_kind", required=True),
        Field("size_mm", "Size in millimetres", Type.WHOLE),
        Field("colour", "Colour", Type.TEXT),
        Field("age", "New or old", Type.CODE, "mark_age"),
        Field("x", "Across, thousandths of the outline", Type.WHOLE),
        Field("y", "Down, thousandths of the outline", Type.WHOLE),
        Field("seen_by", "Seen by", Type.PERSON),
        Field("seen_at", "Seen at", Type.MOMENT),
        Field("recheck_at", "Look again at", Type.MOMENT),
        Field("note", "In words", Type.NOTES),
    ),
)

_MEDICINES = Rows(
    "medicines",
    "Medicines",
    (
        Field("intervention", "Intervention", Type.CODE, refers="incident.interventions"),
        Field("name", "Medicine", Type.TEXT),
        Field("medicine_class", "Class of medicine", Type.CODE, "medicine_class"),
        Field("dose", "Dose", Type.NUMBER),
        Field("unit", "Unit", Type.CODE, "dose_unit"),
        Field("route", "Route", Type.CODE, "medicine_route"),
        Field("given_at", "Given at", Type.MOMENT),
        Field("as_needed", "Prescribed as needed", Type.FLAG),
        Field("consent", "Consent", Type.CODE, "medicine_consent"),
        Field("over_limit", "Over the formulary maximum", Type.CODE, "yes_no_not_known"),
        Field("note", "In words", Type.NOTES),
    ),
)

_OBSERVATIONS = Rows(
    "observations",
    "Observations",
    (
        Field("intervention", "After which intervention", Type.CODE, refers="incident.interventions"),
        Field("due_at", "Due", Type.MOMENT),
        Field("done_at", "Done at", Type.MOMENT),
        Field("done", "Done or not", Type.CODE, "observation_done", required=True),
        Field("items", "What was looked at", Type.CODES, "observation_item"),
        Field("concern", "Concern", Type.CODE, "yes_no"),
        Field("by", "Seen by", Type.PERSON),
        Field("note", "In words", Type.NOTES),
    ),
)

_ISOLATION_REVIEWS = Rows(
    "isolation_reviews",
    "Seclusion and segregation reviews",
    (
        Field("intervention", "Which intervention", Type.CODE, refers="incident.interventions"),
        Field("clock", "Review", Type.CODE, "review_clock", required=True),
        Field("due_at", "Due", Type.MOMENT),
        Field("held_at", "Held", Type.MOMENT),
        Field("by_roles", "Held by", Type.CODES, "job_title"),
        Field("decision", "Decision", Type.CODE, "isolation_decision"),
        Field("note", "In words", Type.NOTES),
    ),
)

_REVIEWS = Rows(
    "reviews",
    "Reviews after the incident",
    (
        Field("kind", "Review", Type.CODE, "review_kind", required=True),
        Field("with_whom", "With whom", Type.CODE, "review_with", required=True),
        Field("offered_at", "Offered", Type.MOMENT),
        Field("response", "Answer to the offer", Type.CODE, "review_response"),
        Field("delayed_by", "Who decided to wait", Type.CODE, "review_delayed_by"),
        Field("held_at", "Held", Type.MOMENT),
        Field("offered_48h", "Offered within 48 hours", Type.FLAG),
        Field("offered_72h", "Offered within 72 hours", Type.FLAG),
        Field("held_48h", "Held within 48 hours", Type.FLAG),
        Field("held_72h", "Held within 72 hours", Type.FLAG),
        Field("not_held_reason", "Why it was not held", Type.CODE, "review_not_held_reason"),
        Field("facilitator", "Led by", Type.PERSON),
        Field("facilitator_name", "Led by (name)", Type.TEXT),
        Field("facilitator_independent", "Led by someone not involved", Type.CODE, "yes_no"),
        Field("present", "Also there", Type.CODES, "review_present"),
        Field("would_have_helped", "What would have helped", Type.NOTES),
        Field("care_plan_changed", "Care plan changed", Type.CODE, "yes_no"),
        Field("care_plan_changes", "Changes to the care plan", Type.NOTES),
        Field("learning", "What the team will do differently", Type.NOTES),
    ),
)

_NOTIFIED = Rows(
    "notified",
    "People told",
    (
        Field("who", "Who", Type.CODE, "notified_person", required=True),
        Field("name", "Name", Type.TEXT),
        Field("answer", "Told or not", Type.CODE, "notified_answer"),
        Field("at", "When", Type.MOMENT),
        Field("by", "By whom", Type.PERSON),
        Field("by_name", "By whom (name)", Type.TEXT),
        Field("how", "How", Type.CODE, "notified_how"),
    ),
)

_POLICE = Rows(
    "police",
    "Police",
    (
        Field("requested_at", "Asked for", Type.MOMENT),
        Field("arrived_at", "Arrived", Type.MOMENT),
        Field("left_at", "Left", Type.MOMENT),
        Field("force_used", "Police used force", Type.CODE, "yes_no"),
        Field("bodycam", "Body cameras used", Type.CODE, "yes_no_not_known"),
        Field("reason", "Why they were asked", Type.NOTES),
        Field("log_number", "Police log number", Type.TEXT),
    ),
)

INCIDENT = Kind(
    "incident",
    "Incident",
    "Incidents",
    (*_SIX_QUESTIONS, *_BEFORE, *_ACCOUNT, *_OTHERS, *_OUTCOME, *_LAW, *_RECORD),
    (
        INTERVENTIONS,
        _PEOPLE,
        _DEESCALATION,
        _INJURIES,
        _MARKS,
        _MEDICINES,
        _OBSERVATIONS,
        _ISOLATION_REVIEWS,
        _REVIEWS,
        _NOTIFIED,
        _POLICE,
    ),
)
