"""Incidents on paper: the statutory record of one, on A4, and the list as it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from wardqi.app import incident_words as words
from wardqi.app import say
from wardqi.domain.incidents import ITEMS
from wardqi.domain.kinds import live_rows
from wardqi.domain.kinds.patient import EQUALITY
from wardqi.domain.privacy import age_on
from wardqi.reports import page
from wardqi.reports.page import Block, Document
from wardqi.services.incidents import Detail
from wardqi.store.records import Step
from wardqi.text import QT_TRANSLATE_NOOP

_CONTEXT = "incident_paper"
Values = Mapping[str, object]


def tr(source: str, **places: object) -> str:
    """A sentence of these papers in the person's language."""
    said = QCoreApplication.translate(_CONTEXT, source)
    return said.format(**places) if places else said


def record(detail: Detail, ward: str) -> Document:
    """Everything the Act asks for, items (a) to (p), then reviews, what else is known, history, signatures.

    An entry without force, of which the Act wants no record, is told without the items.
    """
    return _Record(detail).document(ward)


def file_name(detail: Detail) -> str:
    """What the PDF is called: a number and nothing about a person."""
    return tr("incident-{number}", number=detail.line.number)


def listed(
    ward: str,
    filters: Sequence[str],
    headings: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[str]],
    total: str,
) -> Document:
    """The list as it is shown: its filters in words, its columns in order, how many there are."""
    told = say.listed(list(filters)) if filters else tr("none")
    columns = tuple(page.Column(title, width) for title, width in headings)
    return Document(
        tr("Incidents"),
        ward,
        (
            page.Paragraph(tr("Filters: {filters}.", filters=told)),
            page.Paragraph(total),
            page.Table(columns, tuple(tuple(row) for row in rows)),
        ),
        landscape=True,
        sensitive=True,
    )


class _Record:
    """Puts one record into words, item by item."""

    def __init__(self, detail: Detail) -> None:
        self._detail = detail
        self._held: Values = detail.record.value
        self._person: Values = {} if detail.patient is None else detail.patient.value
        self._types = list(live_rows(self._held, "interventions"))

    def document(self, ward: str) -> Document:
        detail, applies = self._detail, self._detail.statutory.applies
        blocks: list[Block] = [page.Facts(tuple(self._heading()), 0.16)]
        if self._types:
            blocks += [page.Heading(tr("Types of force: items (c) and (d)"), 2), self._types_table()]
        if applies:
            blocks += [page.Heading(tr("What the Act asks for, section 6(5)"), 2), self._items_table()]
        more = self._more(all_of_it=not applies)
        if more:
            blocks += [page.Heading(tr("Also recorded") if applies else tr("What is recorded"), 2)]
            blocks.append(page.Facts(tuple(more)))
        if list(live_rows(self._held, "reviews")):
            blocks += [page.Heading(tr("Reviews after the incident"), 2), self._reviews()]
        blocks += [page.Heading(tr("History of this record"), 2)]
        blocks += [page.Paragraph(line) for line in self._history()]
        blocks.append(
            page.Together(
                (
                    page.Heading(tr("Signatures"), 2),
                    page.Blanks((tr("Name"), tr("Signature"), tr("Date"))),
                    page.Blanks((tr("Name"), tr("Signature"), tr("Date"))),
                )
            )
        )
        title = tr("Statutory record of the use of force") if applies else tr("Record of an incident")
        number = tr("Number {number}", number=detail.line.number)
        return Document(title, ward, tuple(blocks), period=number, sensitive=True)

    # --- the top

    def _heading(self) -> list[tuple[str, str]]:
        line = self._detail.line
        found = [] if self._types else [(tr("What"), words.short(line))]
        if line.voided:
            found.append((tr("State"), tr("Archived: kept, and left out of every count")))
        elif isinstance(self._held.get("signed_at"), str):
            by, at = self._name(self._held.get("signed_by")), say.full_moment(str(self._held["signed_at"]))
            found.append((tr("State"), tr("Signed by {name}, {time}", name=by, time=at)))
        else:
            missing = self._detail.statutory.missing
            said = words.to_add(missing, most=len(ITEMS)) if missing else tr("Nothing is missing.")
            found.append((tr("State"), tr("Not signed. {what}", what=said)))
        if self._detail.record.conflicts:
            found.append(
                (tr("Note"), tr("Two people changed this record; a choice between them is still to make."))
            )
        return found

    def _types_table(self) -> page.Table:
        columns = (
            page.Column(tr("Type"), 3.6),
            page.Column(tr("Started"), 1.3),
            page.Column(tr("Ended"), 1.3),
            page.Column(tr("Length"), 1.2),
            page.Column(tr("In care plan"), 1.6),
            page.Column(tr("Injured"), 2.6),
        )
        return page.Table(columns, tuple(self._type_row(one) for _, one in self._types))

    def _type_row(self, one: Values) -> tuple[str, ...]:
        kind = str(one.get("type") or "")
        name = (
            tr("{words} ({code})", words=say.code("restrictive_type", kind), code=kind)
            if kind
            else _missing()
        )
        ended = self._moment(one.get("ended_at"))
        if not ended:
            ended = tr("still going") if one.get("still_open") else _missing()
        minutes = one.get("minutes")
        return (
            name,
            self._moment(one.get("started_at")) or _missing(),
            ended,
            say.length(minutes) if isinstance(minutes, int) and minutes >= 0 else "",
            tr(_PLANNED[str(one["in_care_plan"])]) if one.get("in_care_plan") in _PLANNED else _missing(),
            self._injured(one),
        )

    def _moment(self, value: object) -> str:
        """The time alone on the day of the incident, which stands in item (b); else the day too."""
        if not isinstance(value, str):
            return ""
        same = value[:10] == str(self._held.get("started_at"))[:10]
        return say.time(value) if same else say.full_moment(value)

    def _injured(self, one: Values) -> str:
        sides = (("patient", tr("patient")), ("staff", tr("staff")), ("other", tr("other")))
        found = [
            f"{word}: {self._coded(one, f'injury_{side}', 'yes_no_unsure').lower()}"
            for side, word in sides
            if one.get(f"injury_{side}")
        ]
        return ", ".join(found)

    # --- the sixteen items

    def _items_table(self) -> page.Table:
        columns = (page.Column("", 0.5), page.Column(tr("Item"), 2.7), page.Column(tr("Recorded"), 5.8))
        missing = set(self._detail.statutory.missing)
        rows = []
        for item in ITEMS:
            said = self._items[item](self).strip() or ""
            if item in missing:
                said = "\n".join(part for part in (said, tr("Still to add.")) if part)
            label = words.item(item)
            rows.append((f"({item})", label[:1].upper() + label[1:], said or tr("Nothing recorded")))
        return page.Table(columns, tuple(rows))

    def _reason(self) -> str:
        code = self._held.get("reason")
        if not code:
            return ""
        main = tr(
            "{words} (national code {code})", words=say.code("restrictive_reason", str(code)), code=code
        )
        more = self._held.get("reasons_secondary")
        if isinstance(more, list) and more:
            also = say.listed([say.code("restrictive_reason", str(one)) for one in more])
            return tr("{main}; also: {also}", main=main, also=also)
        return main

    def _place(self) -> str:
        place = ", ".join(
            part for part in (self._detail.line.area, str(self._held.get("place") or "")) if part
        )
        start, end = self._held.get("started_at"), self._held.get("ended_at")
        if isinstance(start, str) and isinstance(end, str):
            minutes = self._detail.line.minutes
            length = say.length(minutes) if minutes is not None and minutes >= 0 else ""
            span = tr("{start} to {end}", start=say.full_moment(start), end=say.full_moment(end))
            return ". ".join(part for part in (place, f"{span} ({length})" if length else span) if part)
        begun = (
            tr("From {start}, still going", start=say.full_moment(start)) if isinstance(start, str) else ""
        )
        return ". ".join(part for part in (place, begun) if part)

    def _in_table(self) -> str:
        return tr("In the table above") if self._types else ""

    def _patient(self) -> str:
        one = self._detail.patient
        if one is None:
            return tr("Not known yet") if self._held.get("patient_unknown") else ""
        born = tr("born {day}", day=say.day(one.birth_date)) if one.birth_date else ""
        return ", ".join(part for part in (one.name or one.initials, born) if part)

    def _how(self) -> str:
        parts = [str(self._held.get("narrative") or "")]
        for _, one in self._types:
            said = [str(one.get("how") or "")]
            holds = one.get("holds")
            if isinstance(holds, list) and holds:
                said.append(say.listed([say.code("hold", str(hold)) for hold in holds]))
            staff = one.get("staff_count")
            if isinstance(staff, int):
                said.append(say.count(staff, "member of staff", "members of staff"))
            told = "; ".join(part for part in said if part)
            if told:
                parts.append(f"{say.code('restrictive_type', str(one.get('type')))}: {told}")
        return "\n".join(part for part in parts if part)

    def _number(self) -> str:
        one = self._detail.patient
        if one is None:
            return ""
        local = tr("local record number {number}", number=one.local_id) if one.local_id else ""
        return ", ".join(part for part in (_grouped(one.nhs_number), local) if part)

    def _staff(self) -> str:
        return "\n".join(self._involved("staff"))

    def _others(self) -> str:
        found = self._involved("not_staff")
        if not found and self._held.get("others_none") is True:
            return tr("Nobody but staff took part")
        return "\n".join(found)

    def _involved(self, side: str) -> list[str]:
        found = []
        for _, one in live_rows(self._held, "people_involved"):
            if one.get("side") != side:
                continue
            name = str(one.get("name") or "") or (self._name(one["person"]) if one.get("person") else "")
            job = str(one.get("job_title_text") or "") or self._coded(one, "job_title", "job_title")
            why = ", ".join(
                part
                for part in (self._coded(one, "why_code", "other_person_reason"), str(one.get("why") or ""))
                if part
            )
            parts = [
                name,
                self._coded(one, "who", "other_person"),
                job,
                self._coded(one, "part", "part_played").lower(),
                tr("why: {why}", why=why) if why else "",
            ]
            if one.get("used_force") == "no":
                parts.append(tr("used no force"))
            found.append(", ".join(part for part in parts if part))
        return found

    def _disorder(self) -> str:
        known = str(self._held.get("diagnosis") or "") or str(self._person.get("diagnosis") or "")
        return known or (tr("Not known") if self._held.get("diagnosis_not_known") is True else "")

    def _characteristics(self) -> str:
        skipped = ("ld_status", "autism_status")
        found = [self._age()]
        for field in EQUALITY:
            held = self._held.get(field.name) or self._person.get(field.name)
            if field.name not in skipped and held:
                said = words.value(field, held, {}, {})
                found.append(f"{field.label.lower()}: {said}")
        said = "; ".join(part for part in found if part)
        return said[:1].upper() + said[1:]

    def _age(self) -> str:
        born, start = self._person.get("birth_date"), self._held.get("started_at")
        if isinstance(born, str) and isinstance(start, str):
            age = age_on(datetime.fromisoformat(born).date(), datetime.fromisoformat(start).date())
            return tr("age {age}", age=age)
        band = self._coded(self._held, "age_band", "age_band")
        return tr("age {age}", age=band.lower()) if band else ""

    def _learning(self) -> str:
        found = []
        for name, label in (("ld_status", tr("learning disability")), ("autism_status", tr("autism"))):
            code = self._held.get(name) or self._person.get(name)
            if code:
                found.append(f"{label}: {say.code(name, str(code)).lower()}")
        said = "; ".join(found)
        return said[:1].upper() + said[1:]

    def _outcome(self) -> str:
        held = self._held.get("outcomes")
        coded = say.listed([say.code("outcome", str(one)) for one in held]) if isinstance(held, list) else ""
        return "\n".join(part for part in (coded, str(self._held.get("outcome_text") or "")) if part)

    def _death(self) -> str:
        asked = (("death", tr("death")), ("serious_injury", tr("serious injury")))
        found = [
            f"{label}: {self._coded(self._held, name, 'yes_no').lower()}"
            for name, label in asked
            if self._held.get(name)
        ]
        said = "; ".join(found)
        return said[:1].upper() + said[1:]

    def _tried(self) -> str:
        found = []
        for _, one in live_rows(self._held, "deescalation"):
            method = self._coded(one, "method", "deescalation")
            result = self._coded(one, "result", "deescalation_result")
            said = f"{method}: {result.lower()}" if result else method
            note = str(one.get("note") or "")
            found.append(f"{said} ({note})" if note else said)
        if self._held.get("deescalation_none") is True:
            why = self._coded(self._held, "deescalation_none_reason", "no_deescalation_reason")
            found.append(tr("nothing was possible: {why}", why=why or _missing()))
        told = "; ".join(found)
        return "\n".join(part for part in (told, str(self._held.get("deescalation_text") or "")) if part)

    def _told(self) -> str:
        found = []
        for _, one in live_rows(self._held, "notified"):
            by = str(one.get("by_name") or "") or (self._name(one["by"]) if one.get("by") else "")
            at = one.get("at")
            parts = [
                self._coded(one, "who", "notified_person"),
                str(one.get("name") or ""),
                self._coded(one, "answer", "notified_answer").lower(),
                say.full_moment(at) if isinstance(at, str) else "",
                tr("by {name}", name=by) if by else "",
            ]
            found.append(", ".join(part for part in parts if part))
        if not found and self._held.get("notify_none"):
            return self._coded(self._held, "notify_none", "notify_none")
        return "\n".join(found)

    _items: Mapping[str, Callable[[_Record], str]] = {
        "a": _reason,
        "b": _place,
        "c": _in_table,
        "d": _in_table,
        "e": _patient,
        "f": _how,
        "g": _number,
        "h": _staff,
        "i": _others,
        "j": _disorder,
        "k": _characteristics,
        "l": _learning,
        "m": _outcome,
        "n": _death,
        "o": _tried,
        "p": _told,
    }

    # --- the rest

    def _more(self, *, all_of_it: bool) -> list[tuple[str, str]]:
        """What is recorded besides; without the items, everything is."""
        found = []
        if all_of_it:
            found += [
                (tr("When and where"), self._place()),
                (tr("Patient"), self._patient()),
                (tr("What happened"), self._how()),
            ]
            found = [(label, said) for label, said in found if said]
            kept = {name: held for name, held in self._held.items() if name not in ("narrative", "place")}
        else:
            kept = {name: held for name, held in self._held.items() if name not in _IN_ITEMS}
        kept = {name: held for name, held in kept.items() if name != "reviews"}
        found += words.facts(kept, self._detail.names, self._detail.areas)
        who, at = self._held.get("recorded_by"), self._held.get("recorded_at")
        if isinstance(at, str):
            found.append(
                (tr("Recorded"), tr("{name}, {time}", name=self._name(who), time=say.full_moment(at)))
            )
        return found

    def _reviews(self) -> page.Table:
        columns = (
            page.Column(tr("Review"), 2.2),
            page.Column(tr("With"), 1),
            page.Column(tr("Offered"), 2),
            page.Column(tr("Answer"), 1.2),
            page.Column(tr("Held"), 2),
            page.Column(tr("Led by, and what came of it"), 3),
        )
        return page.Table(columns, tuple(self._review(one) for _, one in live_rows(self._held, "reviews")))

    def _review(self, one: Values) -> tuple[str, ...]:
        offered, held = one.get("offered_at"), one.get("held_at")
        by = str(one.get("facilitator_name") or "")
        by = by or (self._name(one["facilitator"]) if one.get("facilitator") else "")
        why = self._coded(one, "not_held_reason", "review_not_held_reason")
        parts = [by, why, *(str(one.get(name) or "") for name in _OF_REVIEW)]
        return (
            self._coded(one, "kind", "review_kind"),
            self._coded(one, "with_whom", "review_with"),
            say.full_moment(offered) if isinstance(offered, str) else "",
            self._coded(one, "response", "review_response"),
            say.full_moment(held) if isinstance(held, str) else tr("not held"),
            "\n".join(part for part in parts if part),
        )

    def _history(self) -> list[str]:
        rows = {
            f"interventions.{row}": say.code("restrictive_type", str(one.get("type")))
            for row, one in self._types
        }
        return [self._step(step, rows) for step in self._detail.steps]

    def _step(self, step: Step, rows: Mapping[str, str]) -> str:
        done = words.tr(words.ACTIONS.get(step.action, words.ACTIONS["amend"]))
        if step.after.get("signed_at"):
            done = tr("Signed off")
        name = self._detail.names.get(step.by, tr("somebody not on this ward's list"))
        at = say.full_moment(say.local(step.at))
        told = tr("{done} by {name}, {time}", done=done, name=name, time=at)
        if step.reason:
            told = tr("{told}: {reason}", told=told, reason=words.reason(step.reason))
        lines = [told]
        if step.action == "amend" and not step.after.get("signed_at"):
            lines += words.changes(
                step.before, step.after, self._detail.names, self._detail.areas, dict(rows)
            )
        return "\n    ".join(lines)

    # --- small words

    def _name(self, uid: object) -> str:
        return self._detail.names.get(str(uid), tr("somebody not on this ward's list"))

    @staticmethod
    def _coded(one: Values, name: str, of: str) -> str:
        held = one.get(name)
        return say.code(of, str(held)) if held else ""


_PLANNED = {
    "yes": QT_TRANSLATE_NOOP("incident_paper", "yes"),
    "no": QT_TRANSLATE_NOOP("incident_paper", "no"),
    "no_plan": QT_TRANSLATE_NOOP("incident_paper", "no plan"),
}
_OF_REVIEW = ("would_have_helped", "care_plan_changes", "learning")
_IN_ITEMS = frozenset(
    {
        *("reasons_secondary", "place", "narrative", "people_involved", "others_none", "diagnosis"),
        *("diagnosis_not_known", "age_band", "outcomes", "outcome_text", "death", "serious_injury"),
        *("deescalation", "deescalation_none", "deescalation_none_reason", "deescalation_text", "notified"),
        *("notify_none", "minutes", *(field.name for field in EQUALITY)),
    }
)


def _missing() -> str:
    return tr("not recorded")


def _grouped(number: str) -> str:
    """An NHS number as it is read aloud: 943 476 5919."""
    digits = number.replace(" ", "")
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if len(digits) == 10 else number
