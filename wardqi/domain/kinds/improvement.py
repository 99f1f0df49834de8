"""Improvement projects: the aim, the drivers, the ideas and the cycles that test them."""

from __future__ import annotations

from wardqi.domain.kinds.model import Field, Kind, Rows, Type

_CREDIT = (
    Field("name", "Name", Type.TEXT),
    Field("part", "Part in the work", Type.CODE, "team_part"),
    Field("job_title", "Job title", Type.CODE, "job_title"),
    Field("stages", "Took part in", Type.CODES, "coproduction_stage"),
    Field("influence", "Level of influence", Type.CODE, "influence_level"),
    Field("credit", "How to be credited", Type.CODE, "credit_wish"),
)

TEAM = Rows("team", "Team", (Field("person", "Person on this ward's list", Type.PERSON), *_CREDIT))

PROJECT = Kind(
    "project",
    "Project",
    "Projects",
    (
        Field("ward", "Ward", Type.RECORD, refers="ward"),
        Field("title", "Title", Type.TEXT, required=True),
        Field("topic", "Topic", Type.CODE, "project_topic"),
        Field("status", "State", Type.CODE, "project_status"),
        Field("started_on", "Started on", Type.DATE),
        Field("ended_on", "Ended on", Type.DATE),
        Field("aim_what", "Aim: what", Type.NOTES),
        Field("aim_for", "Aim: for whom", Type.NOTES),
        Field("aim_direction", "Aim: up or down", Type.CODE, "direction"),
        Field("aim_percent", "Aim: by how many per cent", Type.NUMBER),
        Field("aim_value", "Aim: to what figure", Type.NUMBER),
        Field("aim_by", "Aim: by when", Type.DATE),
        Field("aim_measure", "Aim: measure", Type.RECORD, refers="measure"),
        Field("baseline_value", "Aim: from what baseline", Type.NUMBER),
        Field("baseline_from", "Baseline from", Type.DATE),
        Field("baseline_to", "Baseline to", Type.DATE),
        Field("sponsor", "Sponsor", Type.PERSON),
        Field("sponsor_name", "Sponsor (name)", Type.TEXT),
        Field("sponsor_role", "Sponsor (role)", Type.CODE, "job_title"),
        Field("problem", "Problem", Type.NOTES),
        Field("rationale", "Why this might work", Type.NOTES),
        Field("context", "Context", Type.NOTES),
        Field("results", "Results", Type.NOTES),
        Field("lessons", "Lessons", Type.NOTES),
        Field("limits", "Limits", Type.NOTES),
        Field("starter_diagram", "Started from the shipped diagram", Type.FLAG),
        Field("diagram_version", "Version of the driver diagram", Type.WHOLE),
    ),
    (
        TEAM,
        Rows(
            "measures",
            "Family of measures",
            (
                Field("measure", "Measure", Type.RECORD, refers="measure", required=True),
                Field("part", "Part in the family", Type.CODE, "measure_kind"),
            ),
        ),
        Rows(
            "diagram_versions",
            "Versions of the driver diagram",
            (
                Field("number", "Version", Type.WHOLE, required=True),
                Field("at", "Kept at", Type.MOMENT, required=True),
                Field("by", "Kept by", Type.PERSON),
                Field("note", "What changed", Type.NOTES),
            ),
        ),
        Rows(
            "scores",
            "Progress scores",
            (
                Field("score", "Score", Type.CODE, "progress_score", required=True),
                Field("on", "On", Type.DATE, required=True),
                Field("reason", "Reason", Type.NOTES),
                Field("by", "Given by", Type.PERSON),
            ),
        ),
        Rows(
            "context_scores",
            "Context scores",
            (
                Field("level", "Level", Type.CODE, "context_level", required=True),
                Field("score", "Score", Type.CODE, "agreement_score"),
                Field("on", "On", Type.DATE),
                Field("note", "In words", Type.NOTES),
            ),
        ),
    ),
)

DRIVER = Kind(
    "driver",
    "Driver",
    "Drivers",
    (
        Field("project", "Project", Type.RECORD, refers="project", required=True),
        Field("level", "Level", Type.CODE, "driver_level", required=True),
        Field("standard", "Shipped driver", Type.CODE, "starter_driver"),
        Field("text", "Driver in words", Type.TEXT),
        Field("order", "Place in the outline", Type.WHOLE),
    ),
    (
        Rows(
            "parents",
            "Works through",
            (Field("driver", "Driver", Type.RECORD, refers="driver", required=True),),
        ),
    ),
)

CHANGE_IDEA = Kind(
    "change_idea",
    "Change idea",
    "Change ideas",
    (
        Field("project", "Project", Type.RECORD, refers="project"),
        Field("standard", "Shipped idea", Type.CODE, "starter_idea"),
        Field("title", "Idea in plain words", Type.TEXT),
        Field("description", "Idea in a sentence", Type.NOTES),
        Field("state", "State", Type.CODE, "idea_state"),
        Field("state_since", "In this state since", Type.DATE),
        Field("dropped_reason", "Why it was dropped", Type.CODE, "dropped_reason"),
        Field("dropped_text", "Why it was dropped, in words", Type.NOTES),
        Field("suggested_by", "Suggested by", Type.CODE, "team_part"),
        Field("card", "From learning card", Type.RECORD, refers="learning_card"),
        Field("order", "Place in the outline", Type.WHOLE),
    ),
    (
        Rows(
            "drivers",
            "Acts on",
            (Field("driver", "Driver", Type.RECORD, refers="driver", required=True),),
        ),
    ),
)

CYCLE = Kind(
    "cycle",
    "Test of change",
    "Tests of change",
    (
        Field("ward", "Ward", Type.RECORD, refers="ward"),
        Field("project", "Project", Type.RECORD, refers="project"),
        Field("idea", "Change idea", Type.RECORD, refers="change_idea"),
        Field("number", "Number in the ramp", Type.WHOLE),
        Field("previous", "Cycle before", Type.RECORD, refers="cycle"),
        Field("objective", "Objective", Type.NOTES),
        Field("scale", "Scale", Type.CODE, "cycle_scale"),
        Field("type", "Kind of cycle", Type.CODE, "cycle_type"),
        Field("stage", "Stage", Type.CODE, "cycle_stage"),
        Field("starts_on", "Starts on", Type.DATE),
        Field("ends_on", "Ends on", Type.DATE),
        Field("look_on", "Look at it on", Type.DATE),
        Field("owner", "Owner", Type.PERSON),
        Field("owner_role", "Owner (role)", Type.CODE, "job_title"),
        Field("risks", "Risks", Type.NOTES),
        Field("stop_rule", "When to stop", Type.NOTES),
        Field("measure", "Measure", Type.RECORD, refers="measure"),
        Field("data_what", "Data: what", Type.NOTES),
        Field("data_who", "Data: who", Type.TEXT),
        Field("data_when", "Data: when", Type.TEXT),
        Field("data_where", "Data: where", Type.TEXT),
        Field("data_how", "Data: how", Type.NOTES),
        Field("sealed_at", "Plan sealed at", Type.MOMENT),
        Field("sealed_by", "Plan sealed by", Type.PERSON),
        Field("seal", "Fingerprint of the sealed plan", Type.TEXT),
        Field("as_planned", "Carried out as planned", Type.CODE, "partly"),
        Field("learned", "What we learned", Type.NOTES),
        Field("decision", "Decision", Type.CODE, "cycle_decision"),
        Field("decision_text", "Decision in words", Type.NOTES),
        Field("decided_on", "Decided on", Type.DATE),
    ),
    (
        TEAM,
        Rows(
            "predictions",
            "Questions and predictions",
            (
                Field("question", "Question", Type.NOTES, required=True),
                Field("prediction", "Prediction", Type.NOTES),
                Field("low", "Predicted at least", Type.NUMBER),
                Field("high", "Predicted at most", Type.NUMBER),
                Field("by", "By when", Type.DATE),
                Field("result", "Result", Type.NOTES),
                Field("value", "Result as a number", Type.NUMBER),
                Field("verdict", "As expected?", Type.CODE, "prediction_verdict"),
            ),
        ),
        Rows(
            "tasks",
            "Tasks",
            (
                Field("what", "What", Type.NOTES, required=True),
                Field("who", "Who", Type.TEXT),
                Field("who_role", "Who (role)", Type.CODE, "job_title"),
                Field("when", "When", Type.DATE),
                Field("where", "Where", Type.TEXT),
                Field("how", "How", Type.NOTES),
                Field("done_on", "Done on", Type.DATE),
            ),
        ),
        Rows(
            "observations",
            "Observations",
            (
                Field("at", "When", Type.MOMENT, required=True),
                Field("kind", "Kind", Type.CODE, "cycle_observation"),
                Field("text", "What was seen or said", Type.NOTES),
                Field("number", "Number", Type.NUMBER),
                Field("by", "Written by", Type.PERSON),
            ),
        ),
        Rows(
            "additions",
            "Added to the plan after sealing",
            (
                Field("text", "What was added", Type.NOTES, required=True),
                Field("at", "When", Type.MOMENT, required=True),
                Field("by", "Written by", Type.PERSON),
            ),
        ),
        Rows(
            "incidents",
            "Incidents behind this test",
            (Field("incident", "Incident", Type.RECORD, refers="incident", required=True),),
        ),
    ),
)
