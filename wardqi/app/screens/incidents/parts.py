"""What can be said of an incident beyond its six questions, in sections: which fields, which rows, when.

One table serves the form while it is being written and the record later; only what the six questions ask
already is left out of the form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from wardqi.domain import codes, incidents, kinds
from wardqi.domain.incidents import ISOLATION
from wardqi.domain.kinds import live_rows
from wardqi.text import QT_TRANSLATE_NOOP

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Start:
    """One way to add a row: the words of its button, and what the new row says already."""

    words: str
    says: Values


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a record's rows inside a section.

    `fixed` rows are added and taken out elsewhere and only told more of here; `types` limits them to
    interventions of these types. `shape` names a control of its own: "grid" or "map".
    """

    rows: str
    fields: tuple[str, ...]
    starts: tuple[Start, ...] = ()
    fixed: bool = False
    types: frozenset[str] | None = None
    shape: str = ""


Asked = Callable[[Values], bool]


@dataclass(frozen=True, slots=True)
class Part:
    """A section. `asks` are its questions for the counter, each answered by any of its names or by a rule."""

    name: str
    title: str
    fields: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    asks: tuple[tuple[str, ...] | Asked, ...] = ()
    needs: frozenset[str] | None = None

    @property
    def questions(self) -> tuple[tuple[str, ...] | Asked, ...]:
        """What the counter counts: each field and each group of rows, unless told otherwise."""
        names = (*self.fields, *(group.rows for group in self.groups if not group.fixed))
        fixed = (_every(group, name) for group in self.groups if group.fixed for name in group.fields)
        return self.asks or (*fixed, *((name,) for name in names))

    def holds(self, path: str) -> bool:
        """Whether a path ("reason", "police.1a2b3c4d.left_at", "police") is asked here."""
        first, _, rest = path.partition(".")
        name = rest.partition(".")[2]
        return first in self.fields or any(
            group.rows == first and (not name or name in group.fields or name == kinds.REMOVED)
            for group in self.groups
        )

    def shown(self, values: Values) -> bool:
        """Whether it is offered: some sections need a type of force that they are about."""
        rows = live_rows(values, "interventions")
        return self.needs is None or any(one.get("type") in self.needs for _, one in rows)


def said(value: object) -> bool:
    """Whether a control holds an answer; an empty box is none."""
    return value not in (None, "", [], False)


def counted(part: Part, values: Values) -> tuple[int, int]:
    """How many of a section's questions are answered, and how many there are."""
    found = [_answered(question, values) for question in part.questions]
    return sum(found), len(found)


def _answered(question: tuple[str, ...] | Asked, values: Values) -> bool:
    if not isinstance(question, tuple):
        return question(values)
    return any(said(values.get(name)) or any(True for _ in live_rows(values, name)) for name in question)


def _every(group: Group, name: str) -> Asked:
    """Answered when every row of the group says it."""

    def asked(values: Values) -> bool:
        rows = [one for _, one in group_rows(group, values)]
        return bool(rows) and all(said(one.get(name)) for one in rows)

    return asked


def group_rows(group: Group, values: Values) -> list[tuple[str, Values]]:
    """The live rows that a group shows; interventions in the order they began."""
    found = [
        (row, one)
        for row, one in live_rows(values, group.rows)
        if group.types is None or one.get("type") in group.types
    ]
    if group.rows == "interventions":
        found.sort(key=lambda pair: (str(pair[1].get("started_at")), str(pair[1].get("type"))))
    return found


def _others(values: Values) -> bool:
    rows = live_rows(values, "people_involved")
    return values.get("others_none") is True or any(one.get("side") == "not_staff" for _, one in rows)


def _staff(values: Values) -> bool:
    return any(one.get("side") == "staff" for _, one in live_rows(values, "people_involved"))


def _review_with(whom: str) -> Asked:
    def asked(values: Values) -> bool:
        return any(one.get("with_whom") == whom for _, one in live_rows(values, "reviews"))

    return asked


_CHEMICAL = frozenset(codes.get("restrictive_type").in_group("chemical"))
_FORCE = frozenset(one.code for one in codes.get("restrictive_type").entries)


_ANY: tuple[Start, ...] = (Start(QT_TRANSLATE_NOOP("incident_words", "Add one"), {}),)

NARRATIVE = Part(
    "story",
    QT_TRANSLATE_NOOP("incident_words", "What happened, in words"),
    ("narrative", "place", "prevented_by"),
    asks=(("narrative",),),
)

TYPES = Part(
    "types",
    QT_TRANSLATE_NOOP("incident_words", "Types of force and their times"),
    groups=(Group("interventions", ("type", "started_at", "ended_at", "still_open", "area"), _ANY),),
)

BASICS = Part(
    "basics",
    QT_TRANSLATE_NOOP("incident_words", "When, where, who and why"),
    (
        *("event_types", "started_at", "ended_at", "area", "patient", "patient_unknown", "reason"),
        *("hurt_patient", "hurt_staff", "hurt_other"),
    ),
    asks=(
        *(("started_at",), ("ended_at",), ("area", "area_kind"), ("patient", "patient_unknown")),
        *(("reason",), ("hurt_patient",), ("hurt_staff",), ("hurt_other",)),
    ),
)

BEFORE = Part(
    "before",
    QT_TRANSLATE_NOOP("incident_words", "Before it started"),
    ("antecedents", "antecedent_main", "asked_for", "early_signs", "noticed_by", "reasons_secondary"),
    asks=(("antecedents",), ("antecedent_main",), ("asked_for",), ("early_signs",), ("noticed_by",)),
)

TRIED = Part(
    "tried",
    QT_TRANSLATE_NOOP("incident_words", "What was tried first, and how it went"),
    ("deescalation_none", "deescalation_none_reason", "deescalation_text"),
    (Group("deescalation", ("method", "result"), shape="grid"),),
    asks=(incidents.tried_first, ("deescalation_text",)),
)

PEOPLE = Part(
    "people",
    QT_TRANSLATE_NOOP("incident_words", "People involved"),
    ("others_none",),
    (
        Group(
            "people_involved",
            (
                *("side", "person", "name", "job_title", "job_title_text", "part", "used_force"),
                *("interventions", "trained", "who", "why_code", "why", "support_offered"),
            ),
            (
                Start(
                    QT_TRANSLATE_NOOP("incident_words", "Add a member of staff"),
                    {"side": "staff", "used_force": "yes"},
                ),
                Start(QT_TRANSLATE_NOOP("incident_words", "Add somebody else"), {"side": "not_staff"}),
            ),
        ),
    ),
    asks=(_staff, _others),
)

HOLDS = Part(
    "holds",
    QT_TRANSLATE_NOOP("incident_words", "Holds and positions"),
    groups=(
        Group(
            "interventions",
            ("holds", "local_type", "staff_count", "how", "authorised_by_role"),
            fixed=True,
        ),
    ),
    needs=_FORCE,
)

INJURIES = Part(
    "injuries",
    QT_TRANSLATE_NOOP("incident_words", "Injuries and body map"),
    ("body_map_none", "body_map_at"),
    (
        Group("interventions", ("injury_patient", "injury_staff", "injury_other"), fixed=True),
        Group(
            "injuries",
            (
                *("whose", "person", "job_title", "part_played", "body_part", "kind", "care", "absence"),
                *("riddor", "note"),
            ),
            (
                Start(
                    QT_TRANSLATE_NOOP("incident_words", "Add an injury of the patient"), {"whose": "patient"}
                ),
                Start(QT_TRANSLATE_NOOP("incident_words", "Add an injury of staff"), {"whose": "staff"}),
                Start(
                    QT_TRANSLATE_NOOP("incident_words", "Add an injury of someone else"), {"whose": "other"}
                ),
            ),
        ),
        Group(
            "marks",
            (
                *("region", "view", "side", "kind", "size_mm", "colour", "age", "seen_by", "seen_at"),
                *("recheck_at", "note"),
            ),
            (Start(QT_TRANSLATE_NOOP("incident_words", "Add a mark from the list"), {}),),
            shape="map",
        ),
    ),
    asks=(
        _every(Group("interventions", ("injury_patient",)), "injury_patient"),
        _every(Group("interventions", ("injury_staff",)), "injury_staff"),
        _every(Group("interventions", ("injury_other",)), "injury_other"),
        ("marks", "body_map_none"),
    ),
)

MEDICINES = Part(
    "medicines",
    QT_TRANSLATE_NOOP("incident_words", "Medicines and observations"),
    groups=(
        Group(
            "medicines",
            (
                *("name", "medicine_class", "dose", "unit", "route", "given_at", "intervention", "as_needed"),
                *("consent", "over_limit", "note"),
            ),
            (Start(QT_TRANSLATE_NOOP("incident_words", "Add a medicine"), {}),),
        ),
        Group(
            "interventions",
            ("observe_risks", "observe_every", "observe_ended_at"),
            fixed=True,
            types=_CHEMICAL,
        ),
        Group(
            "observations",
            ("done", "done_at", "due_at", "intervention", "items", "concern", "by", "note"),
            (
                Start(QT_TRANSLATE_NOOP("incident_words", "Add an observation"), {"done": "done"}),
                Start(
                    QT_TRANSLATE_NOOP("incident_words", "Add one seen from the door"),
                    {"done": "seen_from_door"},
                ),
            ),
        ),
    ),
    asks=(("medicines",), ("observations",)),
)

SECLUSION = Part(
    "isolation",
    QT_TRANSLATE_NOOP("incident_words", "Seclusion and segregation reviews"),
    groups=(
        Group(
            "isolation_reviews",
            ("clock", "intervention", "held_at", "by_roles", "decision", "note"),
            (Start(QT_TRANSLATE_NOOP("incident_words", "Add a review"), {}),),
        ),
    ),
    needs=ISOLATION,
)

OUTCOME = Part(
    "outcome",
    QT_TRANSLATE_NOOP("incident_words", "Outcome"),
    (
        *("death", "serious_injury", "outcomes", "outcome_text", "harm_physical", "harm_psychological"),
        "cctv_kept",
    ),
    asks=(("death",), ("serious_injury",), ("outcomes", "outcome_text"), ("harm_physical",)),
)

TOLD = Part(
    "told",
    QT_TRANSLATE_NOOP("incident_words", "People told"),
    ("notify_none",),
    (
        Group(
            "notified",
            ("who", "name", "answer", "at", "by", "by_name", "how"),
            (Start(QT_TRANSLATE_NOOP("incident_words", "Add somebody who was told"), {"answer": "told"}),),
        ),
    ),
    asks=(("notified", "notify_none"),),
)

LAW = Part(
    "law",
    QT_TRANSLATE_NOOP("incident_words", "Care plan and legal status"),
    ("legal_status", "legal_basis_considered", "dols", "capacity"),
    (Group("interventions", ("in_care_plan", "care_plan_seen"), fixed=True),),
    asks=(
        _every(Group("interventions", ("in_care_plan",)), "in_care_plan"),
        ("legal_status",),
        ("capacity",),
    ),
)

PERSON = Part(
    "person",
    QT_TRANSLATE_NOOP("incident_words", "About the person, as known then"),
    (
        *("age_band", "ethnic_category", "gender", "gender_same_as_birth", "sex", "disabilities"),
        *("marital_status", "pregnancy", "religion", "sexual_orientation", "ld_status", "autism_status"),
        *("diagnosis", "diagnosis_not_known"),
    ),
    asks=(
        *(("age_band",), ("ethnic_category",), ("gender", "sex"), ("disabilities",), ("marital_status",)),
        *(("pregnancy",), ("religion",), ("sexual_orientation",), ("ld_status",), ("autism_status",)),
        ("diagnosis", "diagnosis_not_known"),
    ),
)

POLICE = Part(
    "police",
    QT_TRANSLATE_NOOP("incident_words", "Police"),
    groups=(
        Group(
            "police",
            ("requested_at", "arrived_at", "left_at", "force_used", "bodycam", "reason", "log_number"),
            (Start(QT_TRANSLATE_NOOP("incident_words", "The police were asked to come"), {}),),
        ),
    ),
)

REVIEWS = Part(
    "reviews",
    QT_TRANSLATE_NOOP("incident_words", "Reviews offered and held"),
    groups=(
        Group(
            "reviews",
            (
                *("kind", "with_whom", "offered_at", "response", "delayed_by", "held_at", "not_held_reason"),
                *("facilitator", "facilitator_name", "facilitator_independent", "present"),
                *("would_have_helped", "care_plan_changed", "care_plan_changes", "learning"),
            ),
            (
                Start(
                    QT_TRANSLATE_NOOP("incident_words", "Review with the patient"),
                    {"kind": "post_incident", "with_whom": "patient"},
                ),
                Start(
                    QT_TRANSLATE_NOOP("incident_words", "Review with staff"),
                    {"kind": "post_incident", "with_whom": "staff"},
                ),
                Start(
                    QT_TRANSLATE_NOOP("incident_words", "Talk soon afterwards"),
                    {"kind": "immediate", "with_whom": "patient"},
                ),
                Start(
                    QT_TRANSLATE_NOOP("incident_words", "Formal review within 72 hours"), {"kind": "formal"}
                ),
            ),
        ),
    ),
    asks=(_review_with("patient"), _review_with("staff")),
)

ACCOUNT = Part(
    "account",
    QT_TRANSLATE_NOOP("incident_words", "The patient's own account"),
    ("patient_account", "patient_part"),
)

NUMBERS = Part(
    "numbers",
    QT_TRANSLATE_NOOP("incident_words", "Numbers elsewhere"),
    ("external_ref", "lfpse_ref", "paper_serial", "spell_id", "ward_stay_id"),
)

NEGLIGIBLE = Part(
    "negligible",
    QT_TRANSLATE_NOOP("incident_words", "Was the force negligible?"),
    ("negligible_tests", "negligible_decision"),
    asks=(("negligible_decision",),),
    needs=_FORCE,
)

_LATER: Sequence[Part] = (
    *(BEFORE, TRIED, PEOPLE, HOLDS, INJURIES, MEDICINES, SECLUSION, OUTCOME, TOLD, LAW, PERSON, POLICE),
    *(REVIEWS, ACCOUNT, NUMBERS, NEGLIGIBLE),
)

PARTS: Sequence[Part] = (NARRATIVE, TYPES, BASICS, *_LATER)
"""Everything of a record that may be added or changed."""

FORM_PARTS: Sequence[Part] = (replace(NARRATIVE, fields=("narrative", "place")), *_LATER)
"""What the form offers below its questions."""


FREE_LINES = frozenset({"place", "job_title_text", "colour"})
"""Fields of one line in which anything may be written; the others are for names, numbers and references."""


@dataclass(frozen=True, slots=True)
class When:
    """A field is asked while another field beside it holds one of these; what it holds is always shown."""

    name: str
    values: tuple[object, ...] = ()
    """Empty: while the other holds anything."""
    without: bool = False
    """The other way round: while the other holds nothing."""

    def met(self, beside: Values) -> bool:
        """Whether it is asked now."""
        held = beside.get(self.name)
        if self.without:
            return not said(held)
        return held in self.values if self.values else said(held)


_STAFF = When("side", ("staff",))
_NOT_STAFF = When("side", ("not_staff",))
_STAFF_HURT = When("whose", ("staff",))
_WAS_TOLD = When("answer", ("told",))

ASKED_WHEN: Mapping[str, When] = {
    "antecedent_main": When("antecedents"),
    "deescalation_none_reason": When("deescalation_none", (True,)),
    "legal_basis_considered": When("legal_status", ("01",)),
    "diagnosis_not_known": When("diagnosis", without=True),
    "people_involved.person": _STAFF,
    "people_involved.name": When("person", without=True),
    "people_involved.job_title": _STAFF,
    "people_involved.job_title_text": When("job_title", ("other",)),
    "people_involved.used_force": _STAFF,
    "people_involved.interventions": _STAFF,
    "people_involved.trained": _STAFF,
    "people_involved.who": _NOT_STAFF,
    "people_involved.why_code": _NOT_STAFF,
    "people_involved.why": _NOT_STAFF,
    "injuries.person": _STAFF_HURT,
    "injuries.job_title": _STAFF_HURT,
    "injuries.part_played": _STAFF_HURT,
    "injuries.absence": _STAFF_HURT,
    "injuries.riddor": _STAFF_HURT,
    "notified.at": _WAS_TOLD,
    "notified.by": _WAS_TOLD,
    "notified.by_name": _WAS_TOLD,
    "notified.how": _WAS_TOLD,
    "reviews.delayed_by": When("response", ("delayed",)),
    "reviews.not_held_reason": When("held_at", without=True),
    "reviews.facilitator_name": When("facilitator", without=True),
    "reviews.care_plan_changes": When("care_plan_changed", ("yes",)),
}
"""By path without row ids: when a field is asked at all."""

OFFERED_GROUPS: Mapping[str, tuple[str, ...]] = {"isolation_reviews.clock": ("seclusion", "segregation")}
"""By path without row ids: the groups of a list of codes that fit there."""

NOT_KNOWN: Mapping[str, object] = {
    "ethnic_category": "99",
    "gender": "X",
    "gender_same_as_birth": "X",
    "disabilities": ["ZZ"],
    "marital_status": "N",
    "pregnancy": "not_known",
    "religion": "N",
    "sexual_orientation": "9",
    "ld_status": "X",
    "autism_status": "X",
    "diagnosis_not_known": True,
}
"""The national answer for what is not known, where the law allows it; age is not among them."""

NATIONAL: frozenset[str] = frozenset(
    {*NOT_KNOWN, "sex", "legal_status"} - {"pregnancy", "diagnosis_not_known"}
)
"""Fields whose national code stands beside the words."""
