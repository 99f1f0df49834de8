"""Incidents from another system: what its columns and words mean, and the record each of its numbers becomes.

Nothing is guessed when a file is read: a column means what the mapping says, a word becomes the code the
mapping gives it, and a row that cannot be understood is set aside with its reason. Rows that share a
reference are one incident with several interventions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from types import MappingProxyType

from wardqi.domain import codes, kinds, patients
from wardqi.domain.incidents import moments_at

FORMAT = "wardqi-mapping"
KIND = "incidents"
LEFT_OUT = ""
"""What a word is translated to when it says nothing that WardQI records."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a column may mean. `codes` lists what its words become; `several` may stand in a cell."""

    name: str
    codes: str | None = None
    several: bool = False


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        one.name: one
        for one in (
            Target("external_ref"),
            Target("start_date"),
            Target("start_time"),
            Target("end_date"),
            Target("end_time"),
            Target("minutes"),
            Target("type", "restrictive_type", several=True),
            Target("event_types", "event_type", several=True),
            Target("reason", "restrictive_reason"),
            Target("area"),
            Target("hurt_patient", "yes_no_unsure"),
            Target("hurt_staff", "yes_no_unsure"),
            Target("hurt_other", "yes_no_unsure"),
            Target("in_care_plan", "in_care_plan"),
            Target("death", "yes_no"),
            Target("serious_injury", "yes_no"),
            Target("narrative"),
            Target("outcome_text"),
            Target("nhs_number"),
            Target("local_id"),
            Target("patient_name"),
            Target("birth_date"),
            Target("ethnic_category", "ethnic_category"),
            Target("gender", "gender_identity"),
            Target("legal_status", "legal_status"),
        )
    }
)
"""Everything a column of another system may mean, in the order a person is asked."""

NEEDED = ("external_ref", "start_date")

_DATES = {
    "day_first": (
        "%d/%m/%Y",
        "%d-%m-%Y",
        "%d.%m.%Y",
        "%d/%m/%y",
        "%d %b %Y",
        "%d %B %Y",
        "%d-%b-%Y",
        "%d-%b-%y",
    ),
    "month_first": ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y"),
}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})[:.]?(\d{2})(?:[:.]\d{2}(?:\.\d+)?)?\s*([ap]m)?", re.ASCII | re.IGNORECASE)
_SEVERAL = re.compile(r"[;|\n]")
_WHOLE = re.compile(r"\d{1,6}(\.0+)?", re.ASCII)
_LONGEST = 60 * 24 * 366 * 5


class BadMapping(ValueError):
    """A mapping that cannot be used; its text names the part that is wrong."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of a file mean (target: column) and what their words mean (target: {word: code}).

    Words are compared without regard to case and spaces at the ends. `dates` is day_first or month_first.
    """

    columns: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: str = "day_first"

    def to_json(self) -> dict[str, object]:
        """The mapping as a file holds it."""
        return {
            "fmt": FORMAT,
            "kind": KIND,
            "columns": dict(self.columns),
            "words": {target: dict(words) for target, words in self.words.items()},
            "dates": self.dates,
        }


def parse(said: object) -> ColumnMapping:
    """A mapping from its JSON value; raises BadMapping naming the part that is wrong."""
    if not isinstance(said, dict) or said.get("fmt") != FORMAT or said.get("kind") != KIND:
        raise BadMapping("fmt, kind")
    columns, words, dates = said.get("columns"), said.get("words", {}), said.get("dates", "day_first")
    if not isinstance(columns, dict) or not all(isinstance(one, str) and one for one in columns.values()):
        raise BadMapping("columns")
    unknown = [name for name in columns if name not in TARGETS]
    lacking = [name for name in NEEDED if name not in columns]
    if unknown or lacking:
        raise BadMapping(f"columns: {(unknown + lacking)[0]}")
    if dates not in _DATES:
        raise BadMapping("dates")
    if not isinstance(words, dict):
        raise BadMapping("words")
    for name, table in words.items():
        target = TARGETS.get(name)
        if target is None or target.codes is None or not isinstance(table, dict):
            raise BadMapping(f"words: {name}")
        known = codes.get(target.codes)
        if not all(code == LEFT_OUT or code in known for code in table.values()):
            raise BadMapping(f"words: {name}")
    return ColumnMapping(
        dict(columns),
        {name: {word_of(word): str(code) for word, code in table.items()} for name, table in words.items()},
        dates,
    )


def word_of(cell: str) -> str:
    """A cell's word as it is compared."""
    return " ".join(cell.split()).casefold()


def words_in(target: Target, cell: str) -> list[str]:
    """The words of a cell, several where the target may hold several; blanks are none."""
    parts = _SEVERAL.split(cell) if target.several else [cell]
    return [word for part in parts if (word := " ".join(part.split()))]


def code_for(target: Target, word: str, given: Mapping[str, str]) -> str | None:
    """What a word means: as the mapping says, else a code, label (or its end) or plain words; else None."""
    said = word_of(word)
    if said in given:
        return given[said]
    return _known(target.codes or "").get(said)


def _known(name: str) -> Mapping[str, str]:
    found = _KNOWN.get(name)
    if found is None:
        found = {}
        entries = codes.get(name).entries
        ends = Counter(word_of(one.label.rpartition(" - ")[2]) for one in entries)
        for one in entries:
            for said in (one.label.rpartition(" - ")[2], one.plain, one.label, one.code):
                if ends[word_of(said)] < 2:  # "Other" ends more than one label, so it means none of them
                    found[word_of(said)] = one.code
        if name.startswith("yes_no"):
            found |= {"y": "yes", "n": "no", "true": "yes", "false": "no"}
        _KNOWN[name] = found
    return found


_KNOWN: dict[str, dict[str, str]] = {}


def suggested(heading: Sequence[str]) -> dict[str, str]:
    """A first guess at the columns, by their titles, for a person to look at: target to column."""
    found: dict[str, str] = {}
    for column in heading:
        said = " ".join(re.sub(r"[^a-z0-9]+", " ", column.casefold()).split())
        target = next((name for name, titles in _TITLES.items() if said in titles), None)
        if target is not None and target not in found:
            found[target] = column
    return found


_TITLES: Mapping[str, tuple[str, ...]] = {
    "external_ref": (
        *(
            "reference",
            "ref",
            "incident reference",
            "incident number",
            "incident no",
            "incident id",
            "record id",
        ),
        *("id", "web number", "datix id", "datix number", "datix ref", "ulysses number", "external ref"),
    ),
    "start_date": (
        *("date", "incident date", "start date", "date of incident", "start", "started", "date and time"),
        *("incident date time", "start date time", "started at", "date started"),
    ),
    "start_time": ("time", "incident time", "start time", "time of incident", "time started"),
    "end_date": ("end date", "end", "ended", "end date time", "ended at", "date ended"),
    "end_time": ("end time", "time ended", "time end"),
    "minutes": ("minutes", "duration", "duration minutes", "duration mins", "length", "length minutes"),
    "type": (
        *("type", "restraint type", "intervention type", "type of restraint", "restrictive intervention"),
        *("type of intervention", "position", "restraint position"),
    ),
    "event_types": ("category", "incident type", "incident category", "sub category", "event", "event type"),
    "reason": ("reason", "main reason", "reason for restraint", "primary reason"),
    "area": ("area", "location", "place", "where", "exact location", "location exact"),
    "hurt_patient": ("patient injured", "patient hurt", "injury to patient", "patient injury"),
    "hurt_staff": ("staff injured", "staff hurt", "injury to staff", "staff injury"),
    "hurt_other": ("other injured", "others injured", "injury to other", "other injury"),
    "in_care_plan": ("care plan", "in care plan", "care planned"),
    "death": ("death", "died"),
    "serious_injury": ("serious injury",),
    "narrative": ("description", "narrative", "what happened", "details", "incident description"),
    "outcome_text": ("outcome", "result", "action taken", "immediate action"),
    "nhs_number": ("nhs number", "nhs no", "nhsnumber"),
    "local_id": (
        "patient id",
        "local id",
        "hospital number",
        "unit number",
        "rio number",
        "client id",
        "mrn",
    ),
    "patient_name": ("patient", "patient name", "name", "service user", "client name"),
    "birth_date": ("date of birth", "dob", "birth date"),
    "ethnic_category": ("ethnicity", "ethnic category", "ethnic group"),
    "gender": ("gender", "sex"),
    "legal_status": ("legal status", "mha status", "section", "mental health act status"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the other system, understood; `reference` ties rows of one incident together.

    `patient` holds what identifies the person: nhs_number, local_id, name, birth_date.
    """

    line: int
    reference: str
    values: Mapping[str, object]
    types: tuple[str, ...]
    patient: Mapping[str, str]


class Unreadable(ValueError):
    """A row that cannot be understood: `code` says why, `target` which column, `word` what it said."""

    def __init__(self, code: str, target: str = "", word: str = "") -> None:
        super().__init__(code)
        self.code, self.target, self.word = code, target, word


def read(line: int, cells: Mapping[str, str], mapping: ColumnMapping, zone: tzinfo, now: datetime) -> Row:
    """A row's cells by target as the record's values; raises Unreadable.

    The hour that comes twice in October is taken as its first, because the other system did not say.
    """
    said = {name: cell.strip() for name, cell in cells.items()}
    reference = said.get("external_ref", "")
    if not reference:
        raise Unreadable("reference", "external_ref")
    values: dict[str, object] = {}
    started = _moment(said, "start", mapping, zone)
    if started is None:
        raise Unreadable("date", "start_date")
    if datetime.fromisoformat(started) > now + timedelta(days=1):
        raise Unreadable("future", "start_date")
    values["started_at"] = started
    ended = _ended(said, started, mapping, zone)
    if ended is not None:
        values["ended_at"] = ended
    types = _codes(said, "type", mapping)
    others = _codes(said, "event_types", mapping)
    if not types and not others:
        raise Unreadable("nothing", "type")
    if others:
        values["event_types"] = sorted(set(others))
    for name, target in TARGETS.items():
        if target.codes and not target.several and said.get(name):
            found = _codes(said, name, mapping)
            if found:
                values[name] = found[0]
    for name in ("narrative", "outcome_text", "area"):
        if said.get(name):
            values[name] = kinds.cleaned(said[name], lines=name != "area")
    person = _person(said, mapping, now.date())
    return Row(line, kinds.cleaned(reference), values, tuple(dict.fromkeys(types)), person)


def _codes(said: Mapping[str, str], name: str, mapping: ColumnMapping) -> list[str]:
    target = TARGETS[name]
    found = []
    for word in words_in(target, said.get(name, "")):
        code = code_for(target, word, mapping.words.get(name, {}))
        if code is None:
            raise Unreadable("word", name, word)
        if code != LEFT_OUT:
            found.append(code)
    return found


def _person(said: Mapping[str, str], mapping: ColumnMapping, today: date) -> dict[str, str]:
    found: dict[str, str] = {}
    number = patients.nhs_number(said.get("nhs_number", ""))
    if number:
        if patients.nhs_problem(number):
            raise Unreadable("nhs_number", "nhs_number")
        found["nhs_number"] = number
    if said.get("local_id"):
        found["local_id"] = kinds.cleaned(said["local_id"])
    if said.get("patient_name"):
        found["name"] = kinds.cleaned(said["patient_name"])
    if said.get("birth_date"):
        born = day(said["birth_date"], mapping.dates)
        if born is None or "birth_date" in patients.problems({"birth_date": born.isoformat()}, today):
            raise Unreadable("birth_date", "birth_date")
        found["birth_date"] = born.isoformat()
    return found


def _moment(said: Mapping[str, str], which: str, mapping: ColumnMapping, zone: tzinfo) -> str | None:
    """A date and a time, in one cell or two; None when there is no date."""
    text, clock = said.get(f"{which}_date", ""), said.get(f"{which}_time", "")
    if not text:
        return None
    on = day(text, mapping.dates)
    if on is None:
        head, _, tail = text.replace("T", " ", 1).partition(" ")
        on, clock = day(head, mapping.dates), clock or tail
    if on is None:  # a month in words has spaces of its own: "3 Nov 2026 14:05"
        head, _, tail = text.rpartition(" ")
        on, clock = day(head, mapping.dates), tail
    if on is None or not "1900-01-01" <= on.isoformat() <= "2199-12-31":
        raise Unreadable("date", f"{which}_date")
    found = moments_at(datetime.combine(on, _clock(clock, which)), zone)
    if not found:
        raise Unreadable("skipped", f"{which}_time")
    return found[0]


def _ended(said: Mapping[str, str], started: str, mapping: ColumnMapping, zone: tzinfo) -> str | None:
    """The end: as given, else from the length; a clock without a date is the first one after the start."""
    length = said.get("minutes", "")
    if said.get("end_time") and not said.get("end_date"):
        return _next(_clock(said["end_time"], "end"), started, zone)
    ended = _moment(said, "end", mapping, zone)
    if ended is not None:
        return ended
    if not length:
        return None
    if not _WHOLE.fullmatch(length) or int(float(length)) > _LONGEST:
        raise Unreadable("minutes", "minutes")
    begun = datetime.fromisoformat(started).astimezone(UTC)
    return (begun + timedelta(minutes=int(float(length)))).astimezone(zone).isoformat(timespec="minutes")


def _next(clock: time, started: str, zone: tzinfo) -> str:
    begun = datetime.fromisoformat(started)
    for ahead in (0, 1):
        on = begun.astimezone(zone).date() + timedelta(days=ahead)
        for one in moments_at(datetime.combine(on, clock), zone):
            if datetime.fromisoformat(one) >= begun:
                return one
    raise Unreadable("skipped", "end_time")


def day(text: str, order: str) -> date | None:
    """A date as written: 2026-11-03, or in the mapping's order 03/11/2026, 3 Nov 2026; None if none."""
    text = " ".join(text.split())
    if _ISO_DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    for pattern in (*_DATES[order], *(_DATES["day_first"][4:] if order != "day_first" else ())):
        try:
            return datetime.strptime(text, pattern).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def _clock(text: str, which: str) -> time:
    text = text.strip().removesuffix("Z").split("+")[0].strip()
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise Unreadable("time", f"{which}_time")
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise Unreadable("time", f"{which}_time")
    return time(hour, minute)


def incident(rows: Sequence[Row], areas: Mapping[str, str]) -> dict[str, object]:
    """The record of rows that share a reference, without the patient; `areas` are the ward's by word.

    What the other system did not say is said to be unknown: reason 99, hurt "not sure".
    """
    whole: dict[str, object] = {}
    interventions: dict[str, dict[str, object]] = {}
    for row in rows:
        for name, value in row.values.items():
            if name not in ("started_at", "ended_at", "in_care_plan"):
                whole.setdefault(name, value)
        for code in row.types:
            span = {
                name: row.values[name]
                for name in ("started_at", "ended_at", "in_care_plan")
                if name in row.values
            }
            same = kinds.derived_row_id(
                "history", code, str(span["started_at"]), str(span.get("ended_at", ""))
            )
            interventions[same] = {"type": code, **span}
    whole["event"] = "restrictive" if interventions else "other"
    whole["external_ref"] = rows[0].reference
    whole["entry_source"] = "loaded"
    place = whole.pop("area", None)
    if isinstance(place, str):
        known = areas.get(word_of(place))
        whole |= {"area": known} if known else {"place": place, "area_kind": "other"}
    else:
        whole["area_kind"] = "other"
    if interventions:
        whole["interventions"] = interventions
        whole.setdefault("reason", "99")
        for who in ("patient", "staff", "other"):
            whole.setdefault(f"hurt_{who}", "unsure")
    if not interventions or len({str(one["started_at"]) for one in interventions.values()}) == 1:
        whole["started_at"] = rows[0].values["started_at"]
    if not interventions and "ended_at" in rows[0].values:
        whole["ended_at"] = rows[0].values["ended_at"]
    return whole


def together(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by their reference, in the order the references first came."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.reference, []).append(row)
    return found
