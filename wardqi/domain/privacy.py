"""What may leave the ward and in what form, and how small numbers are hidden.

A field that is not in the table never leaves. Free text stays on the ward, apart from the few fields that
name a ward, a measure or a series, the questions between QI team and ward, and text a person reviewed
(`shared_text`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

from wardqi.domain import codes
from wardqi.domain.kinds import REMOVED, is_moment, is_uuid


class Travels(StrEnum):
    """How far a field may go: no further than the ward, the trust's QI team, or the region."""

    WARD = "ward"
    TRUST = "trust"
    REGION = "region"


class Cut(StrEnum):
    """In what form a field leaves: as it is, to the hour, as an age band, or as the patient's pseudonym."""

    WHOLE = "whole"
    HOUR = "hour"
    AGE_BAND = "age_band"
    PSEUDONYM = "pseudonym"


HIDDEN: Final = "*"
"""What stands where a number is too small to show."""

Shown = int | Literal["*"]
Rule = tuple[Travels, Cut]
_PRIVATE: Rule = (Travels.WARD, Cut.WHOLE)


def _table(
    *, ward: str = "", trust: str = "", region: str = "", hour: str = "", age: str = "", alias: str = ""
) -> Mapping[str, Rule]:
    """Paths by rule; `hour`, `age`, `alias` go to the trust in their cut form. Rows get their `removed`."""
    rules = dict.fromkeys(ward.split(), _PRIVATE)
    for words, rule in (
        (trust, (Travels.TRUST, Cut.WHOLE)),
        (region, (Travels.REGION, Cut.WHOLE)),
        (hour, (Travels.TRUST, Cut.HOUR)),
        (age, (Travels.TRUST, Cut.AGE_BAND)),
        (alias, (Travels.TRUST, Cut.PSEUDONYM)),
    ):
        for path in words.split():
            if path in rules:
                raise ValueError(f"{path} stands in the table twice")
            rules[path] = rule
    for group in {path.split(".")[0] for path in rules if "." in path}:
        reach = [rules[path][0] for path in rules if path.startswith(f"{group}.")]
        # A row that may be seen elsewhere must also be seen to go.
        furthest = max(reach, key=list(Travels).index)
        rules[f"{group}.{REMOVED}"] = (furthest, Cut.WHOLE)
    return MappingProxyType(rules)


TRAVELS: Mapping[str, Mapping[str, Rule]] = MappingProxyType(
    {
        "ward": _table(
            ward="areas.name beds.label words.word screen_lock_minutes store_lock_minutes",
            trust="""day_starts late_starts night_starts huddle_starts huddle_days huddle_minutes
                chart_rules shift_points screening
                days_since_shown practice areas.kind areas.order beds.area beds.order beds.open_from
                beds.open_to
                clocks.clock clocks.minutes clocks.from_date""",
            region="""name code site trust ward_type security sex ages bed_count opened_on closed_on
                safewards.intervention safewards.started_on safewards.ended_on safewards.fidelity""",
        ),
        "patient": _table(
            ward="""name known_as initials birth_date nhs_number local_id spell_id bed legal_status dols
                diagnosis
                language interpreter care_plan_people alerts
                stays.ward stays.bed stays.admitted_on stays.left_on stays.spell_id stays.ward_stay_id
                stays.ended_by stays.left_to leaves.went_on leaves.back_on
                legal_statuses.status legal_statuses.started_at legal_statuses.ended_at
                legal_statuses.expires_at""",
            trust="""ethnic_category gender gender_same_as_birth sex sexual_orientation religion
                marital_status disabilities pregnancy ld_status autism_status""",
        ),
        "incident": _table(
            ward="""place
                asked_for early_signs deescalation_text
                narrative prevented_by patient_account negligible_by
                outcome_text body_map_at
                diagnosis capacity spell_id ward_stay_id
                external_ref lfpse_ref paper_serial loaded_from different_from recorded_by signed_by
                interventions.how
                people_involved.person people_involved.name people_involved.job_title_text people_involved.why
                deescalation.note
                injuries.person injuries.note
                marks.view marks.region marks.side marks.kind marks.size_mm marks.colour marks.age marks.x
                marks.y marks.seen_by marks.seen_at marks.recheck_at marks.note medicines.name
                medicines.dose medicines.unit medicines.note observations.by observations.note
                isolation_reviews.note reviews.facilitator reviews.facilitator_name
                reviews.would_have_helped reviews.care_plan_changes reviews.learning notified.name
                notified.by notified.by_name
                police.reason police.log_number""",
            trust="""ward event event_types still_open minutes shift area area_kind patient_unknown
                reason reasons_secondary hurt_patient hurt_staff hurt_other
                antecedents antecedent_main noticed_by deescalation_none deescalation_none_reason
                patient_part negligible_tests negligible_decision
                outcomes death serious_injury harm_physical harm_psychological body_map_none notify_none
                cctv_kept others_none
                ethnic_category gender gender_same_as_birth sex sexual_orientation religion
                marital_status disabilities pregnancy ld_status autism_status
                diagnosis_not_known legal_status legal_basis_considered dols
                entry_source
                interventions.type interventions.local_type interventions.still_open interventions.minutes
                interventions.in_care_plan interventions.injury_patient interventions.injury_staff
                interventions.injury_other interventions.holds interventions.staff_count interventions.area
                interventions.authorised_by_role interventions.care_plan_seen interventions.observe_every
                interventions.observe_risks
                people_involved.side people_involved.job_title people_involved.who people_involved.part
                people_involved.interventions people_involved.used_force people_involved.why_code
                people_involved.trained people_involved.support_offered
                deescalation.method deescalation.result
                injuries.whose injuries.job_title injuries.part_played injuries.body_part injuries.kind
                injuries.care injuries.absence injuries.riddor
                medicines.intervention medicines.medicine_class medicines.route medicines.as_needed
                medicines.consent medicines.over_limit
                observations.intervention observations.done observations.items observations.concern
                isolation_reviews.intervention isolation_reviews.clock isolation_reviews.by_roles
                isolation_reviews.decision
                reviews.kind reviews.with_whom reviews.response reviews.delayed_by
                reviews.offered_48h reviews.offered_72h reviews.held_48h reviews.held_72h
                reviews.not_held_reason reviews.facilitator_independent reviews.present
                reviews.care_plan_changed notified.who notified.answer notified.how
                police.force_used police.bodycam""",
            hour="""started_at ended_at negligible_at recorded_at signed_at
                interventions.started_at interventions.ended_at interventions.observe_ended_at
                medicines.given_at observations.due_at observations.done_at
                isolation_reviews.due_at isolation_reviews.held_at
                reviews.offered_at reviews.held_at
                notified.at
                police.requested_at police.arrived_at police.left_at""",
            age="age_band",
            alias="patient",
        ),
        "user": _table(ward="name job_title", trust="role sign_pub age_pub"),
        "replica": _table(ward="name", trust="ward dev"),
        "audit": _table(ward="note", trust="code count sha256 bundle"),
        "quiet_shift": _table(
            ward="confirmed_by loaded_from", trust="ward date shift confirmed", hour="confirmed_at"
        ),
        "bed_days": _table(
            trust="""ward month source days.occupied days.source days.leave days.admissions days.discharges
                groups.group groups.bed_days groups.people"""
        ),
        "checklist": _table(
            ward="prompts.text",
            trust="""ward base base_version edition
                prompts.prompt prompts.answer_kind prompts.order prompts.hidden prompts.retired_on""",
        ),
        "huddle": _table(
            ward="""good_thing closed_by paper_serial answers.people answers.text
                concerns.people concerns.text""",
            trust="""ward date shift minutes on_time checklist checklist_version checklist_edition
                lead_role recorder_role timekeeper_role teller_role opening_role at_prompt at_own_prompt
                not_held_reason
                answers.prompt answers.own_prompt answers.answer answers.number answers.scale answers.skipped
                concerns.prompt concerns.own_prompt concerns.ends_as concerns.action
                attendance.role attendance.count shown.fact shown.number shown.reported
                carried.action carried.status""",
            hour="planned_at started_at ended_at answers.answered_at",
        ),
        "action": _table(
            ward="what owner closed_by result",
            trust="""ward owner_role raised_on due escalate_to source huddle incident cycle status closed_on
                result_code""",
            hour="escalated_at",
        ),
        "paper_batch": _table(
            ward="""pc made_by made_at printed_at day slips.serial slips.unused slips.unused_by
                slips.unused_at places.key places.area places.area_kind""",
            trust="ward slips.form",
        ),
        "project": _table(
            ward="""title aim_what aim_for sponsor sponsor_name problem rationale context results lessons
                limits
                team.person team.name scores.reason scores.by context_scores.note
                diagram_versions.by diagram_versions.note""",
            trust="""ward aim_measure diagram_version starter_diagram sponsor_role
                team.part team.job_title team.stages team.influence team.credit
                measures.measure measures.part
                context_scores.level context_scores.score context_scores.on
                diagram_versions.number""",
            hour="diagram_versions.at",
            region="""topic status started_on ended_on aim_direction aim_percent aim_value aim_by
                baseline_value baseline_from baseline_to scores.score scores.on""",
        ),
        "driver": _table(ward="text", trust="project level standard order parents.driver"),
        "change_idea": _table(
            ward="title description dropped_text",
            trust="project suggested_by order drivers.driver",
            region="standard state state_since dropped_reason card",
        ),
        "cycle": _table(
            ward="""objective owner risks stop_rule data_what data_who data_when data_where data_how
                sealed_by seal learned decision_text team.person team.name
                predictions.question predictions.prediction predictions.result
                tasks.what tasks.who tasks.where tasks.how
                observations.text observations.by additions.text additions.by""",
            trust="""ward project idea previous number owner_role measure look_on
                team.part team.job_title team.stages team.influence team.credit
                predictions.low predictions.high predictions.by predictions.value predictions.verdict
                tasks.who_role tasks.when tasks.done_on observations.kind observations.number
                incidents.incident""",
            region="scale type stage starts_on ends_on as_planned decision decided_on",
            hour="sealed_at observations.at additions.at",
        ),
        "measure": _table(
            ward="baseline_set_by baseline_reason rebases.note rebases.set_by",
            trust="ward owner_role retired_on",
            region="""name standard kind counts numerator denominator definition types reasons areas unit per
                direction frequency source chart chart_rules shift_points screening target target_by
                aim_percent baseline_from baseline_to baseline_set_on
                rebases.from_date rebases.reason rebases.set_on""",
        ),
        "measure_value": _table(
            ward="note", trust="measure ward period numerator denominator value not_recorded"
        ),
        "annotation": _table(ward="text", trust="ward measure date until kind cycle excluded"),
        "external_series": _table(
            region="""name provider measure measure_id counts unit source licence rounded_to hidden_under
                loaded_on
                months.value months.suppressed"""
        ),
        "learning_card": _table(
            ward="""title problem idea core_parts flexible_parts steps who_needed predicted happened balancing
                what_failed equality_impact patient_part quote conditions expected surprised tell_others
                approved_by checked_by adaptations.text""",
            trust="measure",
            region="""ward kind standard driver roles_needed minutes cost ward_type security sex ages
                bed_count cycles_run scale prediction_verdict signal quote_consent contact_role maturity
                wards_reached version parent licence review_on state approved_on checked_on
                checked_version check_result shared_as place
                adaptations.part adaptations.on
                results.ward results.place results.card results.state results.signal
                results.dropped_reason results.on""",
        ),
        "shared_text": _table(
            ward="reviewed_by", region="about about_kind field text reach reviewed_on withdrawn"
        ),
        "question": _table(
            ward="answered_by",
            trust="""ward about about_kind measure period sort text asked_on answer answer_code answered_on
                closed_on""",
        ),
    }
)
"""Kind -> path without row id -> how far it may go and in what form."""


Values = dict[str, object]


def split(kind: str, values: Mapping[str, object], pseudonym: Callable[[str], str]) -> tuple[Values, Values]:
    """What a change says publicly and what it keeps on the ward, each shaped like `values`.

    A field that may not leave is in the second only, one that leaves whole in the first only; one that is
    cut has its cut form in the first and its exact value in the second, so private laid over public gives
    `values` again. `pseudonym` is given the id of a patient's record; when it gives an empty text (the
    trust's key has not arrived yet) the patient is left out of the public part. A field or kind not in the
    table is private.
    """
    table = TRAVELS.get(kind, {})
    public: Values = {}
    private: Values = {}
    for name, value in values.items():
        if not isinstance(value, Mapping):
            _part(public, private, name, value, table.get(name, _PRIVATE), pseudonym)
            continue
        seen_rows: dict[str, Values] = {}
        kept_rows: dict[str, Values] = {}
        for row_id, row in value.items():
            seen: Values = {}
            kept: Values = {}
            for key, item in row.items():
                _part(seen, kept, key, item, table.get(f"{name}.{key}", _PRIVATE), pseudonym)
            if seen:
                seen_rows[row_id] = seen
            if kept:
                kept_rows[row_id] = kept
        if seen_rows:
            public[name] = seen_rows
        if kept_rows:
            private[name] = kept_rows
    return public, private


def _part(
    public: Values, private: Values, key: str, value: object, rule: Rule, pseudonym: Callable[[str], str]
) -> None:
    travels, cut = rule
    if travels is Travels.WARD:
        private[key] = value
    elif cut is Cut.WHOLE:
        public[key] = value
    else:
        private[key] = value
        if value is None:
            public[key] = None
            return
        shown = _CUTS[cut](value) if cut is not Cut.PSEUDONYM else _alias(value, pseudonym)
        if shown is not None:
            public[key] = shown


def _hour(value: object) -> str | None:
    """A moment cut to its hour, its offset kept: 2026-10-25T01:20+01:00 to 2026-10-25T01:00+01:00."""
    if not isinstance(value, str) or not is_moment(value):
        return None
    return f"{value[:14]}00{value[16:]}"


def _band(value: object) -> str | None:
    if type(value) is int:
        return age_band(value)
    return value if isinstance(value, str) and value in codes.get("age_band") else None


def _alias(value: object, pseudonym: Callable[[str], str]) -> str | None:
    return (pseudonym(value) or None) if isinstance(value, str) and is_uuid(value) else None


_CUTS: Mapping[Cut, Callable[[object], str | None]] = {Cut.HOUR: _hour, Cut.AGE_BAND: _band}


def age_on(birth: date, on: date) -> int:
    """Whole years lived on a day; somebody born on 29 February has the birthday on 1 March in other years."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def age_band(years: int) -> str:
    """The code of the age band used by the national statistics; raises ValueError for a negative age."""
    if years < 0:
        raise ValueError("an age is not negative")
    return next(code for top, code in _BANDS if years < top)


_BANDS = (
    (18, "under_18"),
    (25, "18_24"),
    (35, "25_34"),
    (45, "35_44"),
    (55, "45_54"),
    (65, "55_64"),
    (10**9, "65_over"),
)


# How the national statistics hide small numbers. For what leaves the trust, is published, or is broken down
# by a characteristic; never inside a ward's own run charts, where most months are under five.


def suppress_count(count: int) -> Shown:
    """People, incidents or interventions: hidden under 5 (0 too), otherwise to the nearest 5."""
    _not_negative(count)
    return HIDDEN if count < 5 else 5 * _rounded(count, 5)


def suppress_rate(interventions: int, people: int, bed_days: int, per: int = 1000) -> Shown:
    """A rate per 1,000 bed days, whole; hidden when either count is under 5 or bed days are under 100."""
    _not_negative(interventions, people, bed_days)
    if interventions < 5 or people < 5 or bed_days < 100:
        return HIDDEN
    return _rounded(per * interventions, bed_days)


def suppress_percent(people: int, in_hospital: int) -> Shown:
    """People affected in every hundred in hospital, whole; hidden when either number is under 5."""
    _not_negative(people, in_hospital)
    return HIDDEN if people < 5 or in_hospital < 5 else _rounded(100 * people, in_hospital)


def suppress_ratio(interventions: int, incidents: int) -> float | Literal["*"]:
    """Interventions per incident to one decimal; hidden when either count is under 5."""
    _not_negative(interventions, incidents)
    return HIDDEN if interventions < 5 or incidents < 5 else _rounded(10 * interventions, incidents) / 10


def suppress_minutes(minutes: float | None, interventions: int, people: int) -> float | Literal["*"] | None:
    """A mean, median or longest time, hidden whenever the count behind it is; None stays None.

    The national files publish these unhidden. On a ward the longest seclusion is one person's, so WardQI
    does not.
    """
    _not_negative(interventions, people)
    return HIDDEN if interventions < 5 or people < 5 else minutes


def suppress_cells(counts: Mapping[str, int]) -> dict[str, Shown]:
    """The cells of one breakdown whose total is shown: a single hidden cell takes the next smallest with it.

    Otherwise the hidden one could be had by taking the others from the total.
    """
    shown = {name: suppress_count(count) for name, count in counts.items()}
    hidden = [name for name, value in shown.items() if value == HIDDEN]
    if len(hidden) == 1 and len(shown) > 1:
        rest = (name for name in counts if name != hidden[0])
        shown[min(rest, key=lambda name: (counts[name], name))] = HIDDEN
    return shown


def _rounded(top: int, bottom: int) -> int:
    """top / bottom to the nearest whole number, halves up, without passing through a float."""
    return (2 * top + bottom) // (2 * bottom)


def _not_negative(*numbers: int) -> None:
    if min(numbers) < 0:
        raise ValueError("a count is not negative")
