"""What an incident record still lacks, and what about its times to ask.

A record is Complete when the six questions are answered, so that it counts. The statutory record is the
list of section 6(5)(a) to (p) of the Mental Health Units (Use of Force) Act 2018. Times are questioned,
never refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from wardqi.domain import codes
from wardqi.domain.kinds import live_rows
from wardqi.domain.kinds.patient import EQUALITY
from wardqi.domain.privacy import age_band, age_on

Values = Mapping[str, object]

ITEMS = "abcdefghijklmnop"
"""The sixteen paragraphs, in the Act's order."""

ISOLATION = frozenset({"05", "06"})
"""Seclusion and long-term segregation: the only types that may stand open for long."""

LATE = timedelta(hours=24)
REVIEW = timedelta(hours=48)
FORMAL_REVIEW = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Statutory:
    """How far the statutory record has come.

    `gaps` gives, for each missing paragraph, the paths to fill ("interventions.1a2b3c4d.in_care_plan").
    When it does not apply (no force, or force judged negligible) nothing is present and nothing missing.
    """

    applies: bool
    present: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    gaps: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something about a time that a person should look at again; `path` is where the focus goes."""

    code: str
    path: str


def restrictive(values: Values) -> bool:
    """Whether this counts as a restrictive intervention.

    A near miss or good catch never does; nor does force judged negligible, of which no record is due.
    """
    if values.get("event") in ("near_miss", "good_catch"):
        return False
    if values.get("negligible_decision") == "negligible" and not not_negligible(values):
        return False
    return any(row.get("type") for _, row in live_rows(values, "interventions"))


def not_negligible(values: Values) -> list[str]:
    """What rules out that force was negligible, as codes of `negligible_test` in the list's order.

    What was ticked, and what the record says itself: mechanical or chemical restraint, isolation, somebody
    hurt, more than one member of staff.
    """
    ticked = values.get("negligible_tests")
    found = {str(one) for one in ticked} if isinstance(ticked, list) else set()
    types = codes.get("restrictive_type")
    rows = [row for _, row in live_rows(values, "interventions")]
    groups = {types.group(str(row["type"])) for row in rows if row.get("type") in types}
    if groups & {"mechanical", "chemical"}:
        found.add("mechanical_chemical")
    if "isolation" in groups:
        found.add("not_light")
    if any(values.get(f"hurt_{who}") == "yes" for who in ("patient", "staff", "other")):
        found.add("hurt")
    if any(isinstance(many := row.get("staff_count"), int) and many > 1 for row in rows):
        found.add("several_staff")
    return [one.code for one in codes.get("negligible_test").entries if one.code in found]


def complete(values: Values) -> list[str]:
    """The answers a record lacks to be Complete, as field names in the order asked; [] when it is."""
    wanted = _QUESTIONS.get(str(values.get("event")), ("event", "started_at"))
    return [name for name in wanted if not _answered(name, values)]


_QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "restrictive": (
        *("interventions", "started_at", "area", "patient", "reason"),
        *("hurt_patient", "hurt_staff", "hurt_other"),
    ),
    "other": ("event_types", "started_at", "area"),
    "near_miss": ("what", "started_at"),
    "good_catch": ("what", "started_at"),
}


def _answered(name: str, values: Values) -> bool:
    if name == "interventions":
        return _typed(values)
    if name == "patient" and values.get("patient_unknown") is True:
        return True
    return any(_said(values.get(one)) for one in _MEANS.get(name, (name,)))


_MEANS = {"what": ("event_types", "narrative"), "area": ("area", "area_kind", "place")}
"""Questions that more than one field answers."""


def _said(value: object) -> bool:
    """Whether there is an answer: blanks and empty lists are none, False and 0 are."""
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value != []


def _typed(values: Values) -> bool:
    rows = [row for _, row in live_rows(values, "interventions")]
    return bool(rows) and all(row.get("type") for row in rows)


def statutory(values: Values, patient: Values | None) -> Statutory:
    """The state of the sixteen items, from the incident and what is known of its patient (None: not known).

    "Not known" is an answer where the Act says "if known" (j, k) and where a national code for it exists (l).
    """
    if not restrictive(values):
        return Statutory(applies=False)
    person: Values = patient or {}
    gaps = {item: tuple(check(values, person)) for item, check in zip(ITEMS, _CHECKS, strict=True)}
    return Statutory(
        True,
        tuple(item for item in ITEMS if not gaps[item]),
        tuple(item for item in ITEMS if gaps[item]),
        {item: paths for item, paths in gaps.items() if paths},
    )


def cannot_sign(values: Values, patient: Values | None) -> list[str]:
    """What stands in the way of signing: fields the record lacks to be Complete, then paragraphs "a" to "p".

    Two gaps do not stand in the way: the length of isolation that is still going on, and the NHS number of a
    person who has a local record number. Entries without force need to be Complete only.
    """
    lacking = complete(values)
    found = statutory(values, patient)
    excused = set()
    if (patient or {}).get("local_id"):
        excused.add("g")
    # Only the missing end is excused: the place and the start must be there.
    if found.gaps and set(found.gaps.get("b", ())) == {"ended_at"} and _open_isolation(values):
        excused.add("b")
    return lacking + [item for item in found.missing if item not in excused]


def _open_isolation(values: Values) -> bool:
    rows = [row for _, row in live_rows(values, "interventions")]
    going_on = [row for row in rows if not row.get("ended_at")]
    return bool(going_on) and all(row.get("type") in ISOLATION for row in going_on)


def _why(values: Values, _: Values) -> list[str]:
    return [] if values.get("reason") not in (None, "99") else ["reason"]


def _place_and_time(values: Values, _: Values) -> list[str]:
    gaps = [] if _answered("area", values) else ["area"]
    return gaps + [name for name in ("started_at", "ended_at") if not values.get(name)]


def _types(values: Values, _: Values) -> list[str]:
    return [] if _typed(values) else ["interventions"]


def _care_plan(values: Values, _: Values) -> list[str]:
    return [
        f"interventions.{row_id}.in_care_plan"
        for row_id, row in live_rows(values, "interventions")
        if not row.get("in_care_plan")
    ]


def _name(_: Values, patient: Values) -> list[str]:
    return [] if _said(patient.get("name")) else ["patient"]


def _how(values: Values, _: Values) -> list[str]:
    rows = [row for _, row in live_rows(values, "interventions")]
    told = _said(values.get("narrative")) or all(_said(row.get("how")) for row in rows)
    return [] if told else ["narrative"]


def _identifier(_: Values, patient: Values) -> list[str]:
    number = patient.get("nhs_number")
    return [] if isinstance(number, str) and nhs_number_holds(number) else ["patient"]


def _staff(values: Values, _: Values) -> list[str]:
    rows = [
        (row_id, row)
        for row_id, row in live_rows(values, "people_involved")
        if row.get("side") == "staff" and row.get("used_force") != "no"
    ]
    if not rows:
        return ["people_involved"]
    gaps = []
    for row_id, row in rows:
        if not (_said(row.get("name")) or row.get("person")):
            gaps.append(f"people_involved.{row_id}.name")
        if not (row.get("job_title") or _said(row.get("job_title_text"))):
            gaps.append(f"people_involved.{row_id}.job_title")
    return gaps


def _others(values: Values, _: Values) -> list[str]:
    rows = [
        (row_id, row)
        for row_id, row in live_rows(values, "people_involved")
        if row.get("side") == "not_staff" and row.get("part") != "witness"
    ]
    if not rows:
        return [] if values.get("others_none") is True else ["others_none"]
    gaps = []
    for row_id, row in rows:
        if not row.get("who"):
            gaps.append(f"people_involved.{row_id}.who")
        if not (row.get("why_code") or _said(row.get("why"))):
            gaps.append(f"people_involved.{row_id}.why")
    return gaps


def _disorder(values: Values, patient: Values) -> list[str]:
    known = _said(values.get("diagnosis")) or values.get("diagnosis_not_known") is True
    return [] if known or _said(patient.get("diagnosis")) else ["diagnosis"]


def _characteristics(values: Values, patient: Values) -> list[str]:
    gaps = [] if _said(values.get("age_band")) or patient.get("birth_date") else ["age_band"]
    if not any(_said(one.get(name)) for one in (values, patient) for name in ("gender", "sex")):
        gaps.append("gender")
    return gaps + [
        name for name in _CHARACTERISTICS if not (_said(values.get(name)) or _said(patient.get(name)))
    ]


_CHARACTERISTICS = (
    "ethnic_category",
    "disabilities",
    "marital_status",
    "pregnancy",
    "religion",
    "sexual_orientation",
)
"""With age and sex, the characteristics the Act lists. Gender reassignment is not among them."""


def _learning(values: Values, patient: Values) -> list[str]:
    return [name for name in ("ld_status", "autism_status") if not (values.get(name) or patient.get(name))]


def _outcome(values: Values, _: Values) -> list[str]:
    return [] if _said(values.get("outcomes")) or _said(values.get("outcome_text")) else ["outcomes"]


def _death(values: Values, _: Values) -> list[str]:
    return [name for name in ("death", "serious_injury") if not values.get(name)]


def _efforts(values: Values, _: Values) -> list[str]:
    return [] if tried_first(values) else ["deescalation"]


def _notified(values: Values, _: Values) -> list[str]:
    rows = list(live_rows(values, "notified"))
    if not rows:
        return [] if values.get("notify_none") else ["notified"]
    gaps = []
    for row_id, row in rows:
        if row.get("answer") in (None, "to_do"):
            gaps.append(f"notified.{row_id}.answer")
        if row.get("answer") == "told" and not row.get("at"):
            gaps.append(f"notified.{row_id}.at")
        if row.get("answer") == "told" and not (row.get("by") or _said(row.get("by_name"))):
            gaps.append(f"notified.{row_id}.by")
    return gaps


_CHECKS: Sequence[Callable[[Values, Values], list[str]]] = (
    _why,
    _place_and_time,
    _types,
    _care_plan,
    _name,
    _how,
    _identifier,
    _staff,
    _others,
    _disorder,
    _characteristics,
    _learning,
    _outcome,
    _death,
    _efforts,
    _notified,
)


def tried_first(values: Values) -> bool:
    """Whether the efforts made to avoid force are told.

    Medicine alone does not count as de-escalation (NICE guideline 10), so offering it cannot be the only
    thing ticked. Words count, unless medicine is all that was ticked; that nothing was possible needs a
    reason.
    """
    ways = codes.get("deescalation")
    results = codes.get("deescalation_result")
    tried = {
        str(row.get("method"))
        for _, row in live_rows(values, "deescalation")
        if row.get("result") in results and results.group(str(row["result"])) == "tried"
    }
    medicine = {method for method in tried if method in ways and ways.group(method) == "medicine"}
    if tried - medicine:
        return True
    if tried:
        return False
    if values.get("deescalation_none") is True and values.get("deescalation_none_reason"):
        return True
    return _said(values.get("deescalation_text"))


def nhs_number_holds(text: str) -> bool:
    """Whether ten digits (spaces allowed) end in the right check digit, by the published modulus 11 rule."""
    from nhs_number import validate

    digits = text.replace(" ", "")
    plain = len(digits) == 10 and digits.isascii() and digits.isdigit()
    return plain and bool(validate.is_valid(digits))


def carried(patient: Values, values: Values) -> dict[str, object]:
    """What an incident takes from its patient as known then: equality facts, legal status, age band."""
    taken = {
        name: patient[name]
        for name in (*(field.name for field in EQUALITY), "legal_status", "dols", "diagnosis", "spell_id")
        if _said(patient.get(name))
    }
    born, started = patient.get("birth_date"), values.get("started_at")
    if isinstance(born, str) and isinstance(started, str):
        day = date.fromisoformat(started[:10])
        birth = date.fromisoformat(born)
        if birth <= day:
            taken["age_band"] = age_band(age_on(birth, day))
    return taken


def minutes_between(start: str, end: str) -> int:
    """Whole minutes that really passed between two moments, whatever the clocks on the wall did."""
    passed = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    return int(passed.total_seconds() // 60)


BANDS = (10, 30, 60)
"""Upper ends, in minutes, of the published bands for how long restraint lasted; the last has none."""

LONG = 10
"""From how many minutes on the length of a hold is pointed out where it is entered."""


def duration_band(minutes: int) -> tuple[int, int | None]:
    """The published band a length of restraint falls in: from and until, None for no end."""
    start = 0
    for end in BANDS:
        if minutes <= end:
            return start, end
        start = end + 1
    return BANDS[-1], None


def injuries_told(values: Values) -> dict[str, str]:
    """By path, what "anyone hurt" says of each type where it can mean only one thing.

    Nobody hurt means not by any type; with one type alone, the answer is its answer.
    """
    rows = [row_id for row_id, _ in live_rows(values, "interventions")]
    answers = {who: values.get(f"hurt_{who}") for who in ("patient", "staff", "other")}
    return {
        f"interventions.{row_id}.injury_{who}": answer
        for who, answer in answers.items()
        for row_id in rows
        if isinstance(answer, str) and (answer == "no" or len(rows) == 1)
    }


def review_marks(values: Values) -> dict[str, dict[str, bool]]:
    """By row of `reviews`: whether it was offered and held within 48 and 72 hours of the incident's end.

    These leave the ward whole, because the times themselves leave only to the hour.
    """
    end = moment_of(values, "ended_at")
    marks: dict[str, dict[str, bool]] = {}
    for row_id, row in live_rows(values, "reviews"):
        for name in ("offered", "held"):
            at = moment_of(row, f"{name}_at")
            if end is not None and at is not None:
                mark = marks.setdefault(row_id, {})
                mark[f"{name}_48h"] = at - end <= REVIEW
                mark[f"{name}_72h"] = at - end <= FORMAL_REVIEW
    return marks


def questions(values: Values, now: datetime) -> list[Question]:
    """What about the times looks wrong; none of it stops a save.

    Codes: end_before_start, zero_minutes, future (starts or ends after now), late (recorded more than 24
    hours after the start), outside_incident (an intervention outside its incident), overlap (two of one
    type at once).
    """
    found = _times(values, "", now)
    begun, over = moment_of(values, "started_at"), moment_of(values, "ended_at")
    recorded = moment_of(values, "recorded_at") or now
    if begun is not None and recorded - begun > LATE:
        found.append(Question("late", "started_at"))
    spans = []
    for row_id, row in live_rows(values, "interventions"):
        path = f"interventions.{row_id}."
        found += _times(row, path, now)
        start, end = moment_of(row, "started_at"), moment_of(row, "ended_at")
        if start and ((begun and start < begun) or (over and start > over)):
            found.append(Question("outside_incident", f"{path}started_at"))
        if end and ((over and end > over) or (begun and end < begun)):
            found.append(Question("outside_incident", f"{path}ended_at"))
        if start and not (end and end <= start):
            spans.append((str(row.get("type")), start, end, path))
    # By type and start, a span that begins before the furthest end so far lies over an earlier one.
    furthest: dict[str, datetime | None] = {}
    for type_, start, end, path in sorted(spans, key=lambda span: (span[0], span[1])):
        if type_ in furthest:
            last = furthest[type_]
            if last is None or start < last:
                found.append(Question("overlap", f"{path}started_at"))
            furthest[type_] = None if last is None or end is None else max(last, end)
        else:
            furthest[type_] = end
    return found


def _times(one: Values, path: str, now: datetime) -> list[Question]:
    start, end = moment_of(one, "started_at"), moment_of(one, "ended_at")
    found = [
        Question("future", f"{path}{name}")
        for name, at in (("started_at", start), ("ended_at", end))
        if at is not None and at > now
    ]
    if start is not None and end is not None and end <= start:
        found.append(Question("zero_minutes" if end == start else "end_before_start", f"{path}ended_at"))
    return found


def moment_of(one: Values, name: str) -> datetime | None:
    """The moment a field holds, in UTC; None when it holds none."""
    value = one.get(name)
    return datetime.fromisoformat(value).astimezone(UTC) if isinstance(value, str) else None


def moments_at(local: datetime, zone: tzinfo) -> tuple[str, ...]:
    """What a time on the wall may mean: one moment, two when the clocks go back, none in the hour lost.

    `local` has no offset. When there are two, the first is in summer time: ask which.
    """
    found = []
    for fold in (0, 1):
        aware = local.replace(tzinfo=zone, fold=fold)
        real = aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) == local.replace(fold=0)
        text = aware.isoformat(timespec="minutes")
        if real and text not in found:
            found.append(text)
    return tuple(found)
