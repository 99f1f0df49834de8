"""The daily safety huddle, the ward's own prompts, and the actions that come out of it."""

from __future__ import annotations

from wardqi.domain.kinds.model import Field, Kind, Rows, Type

CHECKLIST = Kind(
    "checklist",
    "Huddle checklist",
    "Huddle checklists",
    (
        Field("ward", "Ward", Type.RECORD, refers="ward", required=True),
        Field("base", "Shipped checklist it starts from", Type.CODE, "checklist", required=True),
        Field("base_version", "Version of the shipped checklist", Type.WHOLE),
        Field("edition", "Edition of the ward's list", Type.WHOLE),
    ),
    (
        Rows(
            "prompts",
            "Prompts",
            (
                Field("prompt", "Shipped prompt", Type.CODE, "huddle_prompt"),
                Field("text", "The ward's own prompt", Type.NOTES),
                Field("answer_kind", "Kind of answer", Type.CODE, "answer_kind"),
                Field("order", "Place in the list", Type.WHOLE),
                Field("hidden", "Hidden", Type.FLAG),
                Field("retired_on", "Not asked after", Type.DATE),
            ),
        ),
    ),
)

HUDDLE = Kind(
    "huddle",
    "Huddle",
    "Huddles",
    (
        Field("ward", "Ward", Type.RECORD, refers="ward", required=True),
        Field("date", "Day", Type.DATE, required=True),
        Field("shift", "Shift", Type.CODE, "shift"),
        Field("planned_at", "Planned for", Type.MOMENT),
        Field("started_at", "Started", Type.MOMENT),
        Field("ended_at", "Ended", Type.MOMENT),
        Field("minutes", "Length in minutes", Type.WHOLE),
        Field("on_time", "Started within five minutes of the plan", Type.FLAG),
        Field("checklist", "Checklist", Type.CODE, "checklist"),
        Field("checklist_version", "Version of the checklist", Type.WHOLE),
        Field("checklist_edition", "Edition of the ward's list", Type.WHOLE),
        Field("lead_role", "Led by", Type.CODE, "job_title"),
        Field("recorder_role", "Recorded by", Type.CODE, "job_title"),
        Field("timekeeper_role", "Time kept by", Type.CODE, "job_title"),
        Field("teller_role", "Tells those who were not there", Type.CODE, "job_title"),
        Field("opening_role", "Opened by", Type.CODE, "job_title"),
        Field("at_prompt", "Prompt being asked", Type.CODE, "huddle_prompt"),
        Field("at_own_prompt", "The ward's prompt being asked", Type.CODE, refers="checklist.prompts"),
        Field("paper_serial", "Serial of the paper sheet", Type.TEXT),
        Field("not_held_reason", "Why it was not held", Type.CODE, "huddle_not_held"),
        Field("good_thing", "One good thing", Type.NOTES),
        Field("closed_by", "Closed by", Type.PERSON),
    ),
    (
        Rows(
            "answers",
            "Answers",
            (
                Field("prompt", "Prompt", Type.CODE, "huddle_prompt"),
                Field("own_prompt", "The ward's prompt", Type.CODE, refers="checklist.prompts"),
                Field("answer", "Answer", Type.CODE, "huddle_answer"),
                Field("number", "Number", Type.NUMBER),
                Field("scale", "Score of which tool", Type.CODE, "risk_tool"),
                Field("people", "Initials or beds", Type.TEXT),
                Field("text", "In words", Type.NOTES),
                Field("skipped", "Skipped because", Type.CODE, "prompt_skipped"),
                Field("answered_at", "Answered at", Type.MOMENT),
            ),
        ),
        Rows(
            "concerns",
            "Concerns",
            (
                Field("prompt", "Raised at prompt", Type.CODE, "huddle_prompt"),
                Field("own_prompt", "Raised at the ward's prompt", Type.CODE, refers="checklist.prompts"),
                Field("people", "Initials or beds", Type.TEXT),
                Field("text", "What the concern is", Type.NOTES),
                Field("ends_as", "Ends as", Type.CODE, "concern_end"),
                Field("action", "Action", Type.RECORD, refers="action"),
            ),
        ),
        Rows(
            "attendance",
            "Who was there",
            (
                Field("role", "Role", Type.CODE, "job_title", required=True),
                Field("count", "How many", Type.WHOLE),
            ),
        ),
        Rows(
            "shown",
            "Figures shown",
            (
                Field("fact", "Figure", Type.CODE, "huddle_fact", required=True),
                Field("number", "Number", Type.NUMBER),
                Field("reported", "Share of days reported", Type.NUMBER),
            ),
        ),
        Rows(
            "carried",
            "Actions carried over",
            (
                Field("action", "Action", Type.RECORD, refers="action", required=True),
                Field("status", "State at this huddle", Type.CODE, "action_status"),
            ),
        ),
    ),
)

ACTION = Kind(
    "action",
    "Action",
    "Actions",
    (
        Field("ward", "Ward", Type.RECORD, refers="ward"),
        Field("what", "What", Type.NOTES, required=True),
        Field("owner_role", "Who (role)", Type.CODE, "job_title"),
        Field("owner", "Who", Type.PERSON),
        Field("raised_on", "Raised on", Type.DATE),
        Field("due", "By when", Type.DATE),
        Field("escalate_to", "Escalate to", Type.CODE, "escalation_level"),
        Field("escalated_at", "Escalated at", Type.MOMENT),
        Field("source", "Where it came from", Type.CODE, "action_source"),
        Field("huddle", "Huddle", Type.RECORD, refers="huddle"),
        Field("incident", "Incident", Type.RECORD, refers="incident"),
        Field("cycle", "Test", Type.RECORD, refers="cycle"),
        Field("status", "State", Type.CODE, "action_status"),
        Field("closed_on", "Closed on", Type.DATE),
        Field("closed_by", "Closed by", Type.PERSON),
        Field("result_code", "What came of it", Type.CODE, "action_result"),
        Field("result", "What came of it, in words", Type.NOTES),
    ),
)
