"""The questions of the incident form: the answers on the screen, and the record or draft they make."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from wardqi.app import incident_words as words
from wardqi.app import say
from wardqi.app.forms.ui_incident_form import Ui_IncidentForm
from wardqi.app.screens.incidents.answers import Answers, nobody_button
from wardqi.app.screens.incidents.choices import Choices, Option
from wardqi.app.screens.incidents.editors import Editors, multiline
from wardqi.app.screens.incidents.meter import Meter
from wardqi.app.screens.incidents.more import MoreDetail
from wardqi.app.screens.incidents.parts import FORM_PARTS
from wardqi.app.screens.incidents.picker import UNKNOWN, PatientPicker
from wardqi.app.screens.incidents.spans import Spans
from wardqi.app.screens.incidents.when import ZONE, WhenField
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.domain import clocks, codes, incidents, kinds, times
from wardqi.services.incidents import Area, Opening

OTHER = "other"
OTHER_KEY = "20"
NEAR_MISS = "near_miss"
_CLOCKS = 6
_HURT_KEYS = {"no": "n", "yes": "y", "unsure": "u"}


class Questions(QObject):
    """Six questions, or the three of a near miss. `changed` tells of what a person does, not of filling."""

    changed = Signal()

    def __init__(self, workspace: Workspace, ui: Ui_IncidentForm) -> None:
        super().__init__()
        self.workspace, self.ui = workspace, ui
        self.mode = "incident"
        self.different: str | None = None
        self.paper = ""
        self._numbered: tuple[Area, ...] = ()
        self._areas: dict[str, Area] = {}
        self._shifts = times.ShiftTimes()
        self._limits = clocks.shipped()
        self._brief = self._clocks_start = False
        self._filling = False
        self._stops: list[QWidget] | None = None
        self._make()
        self._place()
        for widget in (self.others, self.when, self.spans, self.where, self.who, self.reason, self.hurt):
            widget.changed.connect(self._changed)
        for edit in (self.story, self.stopped):
            edit.textChanged.connect(self._changed)
        self.more.changed.connect(self._changed)

    @property
    def near_miss(self) -> bool:
        """Whether these are the three questions of a near miss or good catch."""
        return self.mode == NEAR_MISS

    # --- what they hold

    def values(self) -> dict[str, object]:
        """The answers as a record holds them; what is not answered or in doubt is left out."""
        found: dict[str, object] = {"entry_source": "paper" if self.paper else "typed"}
        if self.paper:
            found["paper_serial"] = self.paper
        start = self.when.moment
        if start is not None:
            found["started_at"] = start
            found["shift"] = times.shift_at(datetime.fromisoformat(start), self._shifts, ZONE).code
        place = self._areas.get(self.where.one or "")
        if place is not None:
            found["area_kind"] = place.kind
            if place.row is not None:
                found["area"] = place.row
        if self.different is not None:
            found["different_from"] = self.different
        if self.near_miss:
            return found | self._near_miss_values()
        asked = found | self._incident_values()
        return kinds.nest({**kinds.flatten(asked), **self.more.changes()})

    def _near_miss_values(self) -> dict[str, object]:
        found: dict[str, object] = {}
        if self.what.one:
            found["event"] = self.what.one
        for name, edit in (("narrative", self.story), ("prevented_by", self.stopped)):
            text = kinds.cleaned(edit.toPlainText(), lines=True).strip()
            if text:
                found[name] = text
        return found

    def _incident_values(self) -> dict[str, object]:
        found: dict[str, object] = {}
        if self.types:
            found["event"] = "restrictive"
            found["interventions"] = rows = self.spans.values()
            ends = [str(row["ended_at"]) for row in rows.values() if "ended_at" in row]
            if len(ends) == len(rows):
                found["ended_at"] = max(ends, key=datetime.fromisoformat)
            if any(row.get("still_open") for row in rows.values()):
                found["still_open"] = True
        elif self.other:
            found["event"] = "other"
        if self.other and self.others.chosen:
            found["event_types"] = sorted(self.others.chosen)
        if self.who.chosen == UNKNOWN:
            found["patient_unknown"] = True
        elif self.who.chosen:
            found["patient"] = self.who.chosen
        if self.reason.one and self.types:
            found["reason"] = self.reason.one
        return found | {f"hurt_{who}": answer for who, answer in self.hurt.given.items()}

    @property
    def types(self) -> list[str]:
        """The types of force chosen, in the order they were chosen."""
        return [] if self.near_miss else [code for code in self.what.chosen if code != OTHER]

    @property
    def other(self) -> bool:
        """Whether something else happened too."""
        return not self.near_miss and OTHER in self.what.chosen

    def title(self) -> str:
        """What a list of drafts calls it; others on the ward may read it, so it names nobody."""
        chosen = [self.what.words(code) for code in self.what.chosen]
        if chosen:
            return say.listed(chosen[:3])
        return self.tr("Near miss or good catch") if self.near_miss else self.tr("Incident")

    def body(self) -> dict[str, object]:
        """What a draft keeps: everything as typed, also what cannot be used yet."""
        return {
            "mode": self.mode,
            "what": list(self.what.chosen),
            "others": list(self.others.chosen),
            "when": self.when.state(),
            "spans": self.spans.state(),
            "where": list(self.where.chosen),
            "who": self.who.chosen,
            "who_text": self.who.text,
            "reason": list(self.reason.chosen),
            "hurt": self.hurt.given,
            "story": self.story.toPlainText(),
            "stopped": self.stopped.toPlainText(),
            "different": self.different,
            "paper": self.paper,
            "more": {} if self.near_miss else self.more.changes(),
        }

    # --- filling them

    def clear(self, mode: str, paper: str = "") -> None:
        """Nothing answered; the start is now, or what the slip of this serial says."""
        self._filling = True
        if mode != self.mode:
            self._stops = None
        self.mode, self.different = mode, None
        self.paper, self._numbered = paper, ()
        self._make_what()
        self._offer_codes()
        for choices in (self.others, self.where, self.reason):
            choices.choose([])
        self.hurt.give({})
        self.who.choose(None)
        self.spans.clear()
        self.story.clear()
        self.stopped.clear()
        self.when.put("" if paper else "now")
        self.more.begin({}, {})
        self.forget_problems()
        self._filling = False
        self._show_mode()
        self.refresh()

    def fill(self, body: Mapping[str, object]) -> None:
        """Show what a draft kept."""
        self._filling = True
        self.what.choose(_texts(body.get("what")))
        self.others.choose(_texts(body.get("others")))
        self.when.restore(body.get("when"))
        self.spans.begin(self.when.moment)
        self.spans.restore(body.get("spans"))
        self.where.choose(_texts(body.get("where")))
        who = body.get("who")
        self.who.choose(who if isinstance(who, str) else None, str(body.get("who_text") or ""))
        self.reason.choose(_texts(body.get("reason")))
        hurt = body.get("hurt")
        self.hurt.give({str(k): str(v) for k, v in hurt.items()} if isinstance(hurt, dict) else {})
        self.story.setPlainText(str(body.get("story") or ""))
        self.stopped.setPlainText(str(body.get("stopped") or ""))
        different = body.get("different")
        self.different = different if isinstance(different, str) else None
        self.paper = str(body.get("paper") or "")
        more = body.get("more")
        self.more.begin({}, more if isinstance(more, dict) else {})
        self._filling = False
        self.refresh()

    def offer(self, found: Opening) -> None:
        """Places, patients and shift times as they stand in the store."""
        areas = self._numbered or found.areas
        self._areas = {area.row or f"kind:{area.kind}": area for area in areas}
        keyed = enumerate(self._areas.items(), 1)
        self.where.offer([Option(code, area.name, str(at) if at < 10 else "") for at, (code, area) in keyed])
        self.who.offer(found.patients)
        self._shifts, self._limits = found.shifts, found.limits
        self._editors.know(found.people, found.named, ())
        self.refresh()

    def number(self, places: tuple[Area, ...]) -> None:
        """Number places as the slip does that is typed in; given before they are offered."""
        self._numbered = places

    def start_now(self) -> None:
        """The start is now, while nothing else was answered."""
        self.when.put("now")
        self.refresh()

    # --- following the answers

    def refresh(self) -> None:
        """Bring everything that follows from the answers up to date."""
        if self._filling:
            return
        self.ui.otherBox.setVisible(self.other)
        self.spans.begin(self.when.moment)
        self.spans.show_types(self.types)
        only_other = bool(self.what.chosen) and not self.types
        self.ui.reasonCard.setVisible(not self.near_miss and not only_other)
        self.more.follow(self._known())
        values = self.values()
        asked = incidents.questions(values, self.workspace.now())
        told = {one.path: words.question(one, values) for one in reversed(asked)}
        self.when.ask(told.get("started_at", ""))
        self.spans.ask(told)
        patient = self.who.patient
        self.meter.show(incidents.statutory(values, None if patient is None else patient.value))
        self._tell_clocks(values)

    def _known(self) -> dict[str, object]:
        """What the questions say, and what the patient's own record says already."""
        asked = self._incident_values()
        if self.paper:
            asked["paper_serial"] = self.paper
        if self.when.moment is not None:
            asked["started_at"] = self.when.moment
        patient = self.who.patient
        known = {} if patient is None else incidents.carried(patient.value, asked)
        return kinds.nest({**incidents.injuries_told(asked), **kinds.flatten(known | asked)})

    def _tell_clocks(self, values: Mapping[str, object]) -> None:
        """Which reviews and checks this entry starts, and when they fall due."""
        now = self.workspace.now()
        by_due: dict[datetime, list[str]] = {}
        for clock in clocks.running(values, now, self._limits):
            if clock.due is not None and clock.state in ("due", "overdue"):
                by_due.setdefault(clock.due, []).append(say.code("review_clock", clock.clock))
        said = self.tr("By {time}: {what}")
        lines = [
            said.format(time=say.due(due, now), what="; ".join(what)) for due, what in sorted(by_due.items())
        ]
        for at, line in enumerate(lines[: len(self._clock_lines)]):
            self._clock_lines[at].setText(line)
        for at, label in enumerate(self._clock_lines):
            label.setVisible(at < len(lines))
        self._clocks_start = bool(lines)
        self._show_clocks()

    def brief(self, on: bool) -> None:
        """Where there is little room, the meter is one line and the clocks wait for Today."""
        self._brief = on
        self.meter.brief(on)
        self._show_clocks()

    def _show_clocks(self) -> None:
        self.ui.clocksCard.setVisible(self._clocks_start and not self.near_miss and not self._brief)

    def problems(self, values: Mapping[str, object]) -> list[FieldProblem]:
        """Say beside each answer what is missing or in doubt; gives the lines in that order."""
        self.forget_problems()
        found: list[FieldProblem] = []
        for name in incidents.complete(values):
            place = self._lines()[name]
            if place not in found:
                place.say(words.tr(words.ANSWERS[name]))
                found.append(place)
        doubtful = [self.when] if self.when.in_doubt else []
        for field in (*doubtful, *self.spans.doubtful()):
            field.problem.say(field.trouble())
            if field.problem not in found:
                found.append(field.problem)
        return found

    def keep_for(self, draft: str) -> None:
        """The draft that the name shield's "keep" is remembered for from now on."""
        self._editors.record = draft
        for notes in (self.story, self.stopped):
            notes.watch(self.workspace, draft)

    def go_to(self, item: str, path: str) -> None:
        """Stand where a paragraph of the statutory record is filled in."""
        asked: dict[str, QWidget] = {"a": self.reason, "c": self.what, "e": self.who, "g": self.who}
        if item == "b":
            ends = self.spans.first_open() if path == "ended_at" else None
            asked["b"] = ends or (self.when if path == "started_at" else self.where)
        if item in asked:
            asked[item].setFocus()
        else:
            self.more.go_to(path)

    def forget_problems(self) -> None:
        """Take the lines beside the answers away."""
        for problem in self._lines().values():
            problem.say("")

    def stops(self) -> list[QWidget]:
        """Every control of the questions in the order of Tab."""
        return [
            *self.what.stops(),
            *self.others.stops(),
            *self.story.stops(),
            *self.stopped.stops(),
            *self.when.stops(),
            *self.spans.stops(),
            *self.where.stops(),
            self.who.edit,
            *self.reason.stops(),
            *self.hurt.stops(),
            self.nobody,
            *self.more.stops(),
        ]

    def order(self, before: list[QWidget], after: list[QWidget]) -> None:
        """Let Tab go from what stands before the questions through them to what stands after."""
        stops = [*before, *self.stops(), *after]
        if stops != self._stops:
            self._stops = stops
            for one, following in itertools.pairwise(stops):
                QWidget.setTabOrder(one, following)

    def _changed(self) -> None:
        if not self._filling:
            self.refresh()
            self.changed.emit()

    def _lines(self) -> dict[str, FieldProblem]:
        """The line beside each answer, by the domain's name for what is missing."""
        return {
            "event": self._what_problem,
            "interventions": self._what_problem,
            "event_types": self._other_problem,
            "what": self._story_problem,
            "started_at": self.when.problem,
            "area": self._where_problem,
            "patient": self.who.problem,
            "reason": self._reason_problem,
            "hurt_patient": self._hurt_problem,
            "hurt_staff": self._hurt_problem,
            "hurt_other": self._hurt_problem,
        }

    # --- building

    def _make(self) -> None:
        self.what = Choices(self.tr("What happened"))
        self.others = Choices(self.tr("What else happened"))
        self.when = WhenField(self.workspace, self.tr("When"))
        self.spans = Spans(self.workspace)
        self.where = Choices(self.tr("Where"), single=True, columns=3)
        self.who = PatientPicker(self.workspace)
        self.reason = Choices(self.tr("Main reason"), single=True)
        subjects = [
            ("patient", self.tr("The patient")),
            ("staff", self.tr("Staff")),
            ("other", self.tr("Someone else")),
        ]
        answers = [
            Option(one.code, one.plain, _HURT_KEYS[one.code]) for one in codes.get("yes_no_unsure").entries
        ]
        self.hurt = Answers(self.tr("Anyone hurt?"), subjects, answers)
        self.nobody = nobody_button(self.tr("Nobody was hurt"), self.hurt)
        self.story = multiline(self.workspace, self.tr("What happened"))
        self.stopped = multiline(self.workspace, self.tr("What stopped it getting worse"))
        self._editors = Editors(self.workspace, names={}, areas={}, patients=())
        self.more = MoreDetail(self.workspace, FORM_PARTS, self._editors)
        self._what_problem = FieldProblem(self.what)
        self._other_problem = FieldProblem(self.others)
        self._where_problem = FieldProblem(self.where)
        self._reason_problem = FieldProblem(self.reason)
        self._hurt_problem = FieldProblem(self.hurt)
        self._story_problem = FieldProblem(self.story)

    def _place(self) -> None:
        ui = self.ui
        for place, widgets in (
            (ui.whatPlace, (self.what, self._what_problem)),
            (ui.otherPlace, (self.others, self._other_problem)),
            (ui.storyEditPlace, (self.story, self.story.beside)),
            (ui.storyPlace, (self._story_problem,)),
            (ui.stoppedEditPlace, (self.stopped, self.stopped.beside)),
            (ui.morePlace, (self.more,)),
            (ui.whenPlace, (self.when,)),
            (ui.spansPlace, (self.spans,)),
            (ui.wherePlace, (self.where, self._where_problem)),
            (ui.whoPlace, (self.who,)),
            (ui.reasonPlace, (self.reason, self._reason_problem)),
            (ui.hurtPlace, (self.hurt, self._hurt_problem)),
            (ui.nobodyPlace, (self.nobody,)),
        ):
            for widget in widgets:
                place.addWidget(widget)
        self._clock_lines = [Words() for _ in range(_CLOCKS)]
        for line in self._clock_lines:
            ui.clocksPlace.addWidget(line)
        ui.stoppedLabel.setBuddy(self.stopped)
        self.meter = Meter(ui.meterLabel, ui.meterHint, ui.meterPlace, self.go_to)

    def _make_what(self) -> None:
        """The first question is of another sort in each mode."""
        old, self.what = self.what, Choices(self.tr("What happened"), single=self.near_miss)
        self.what.changed.connect(self._changed)
        self._what_problem.guard(self.what)
        self.ui.whatPlace.replaceWidget(old, self.what)
        old.hide()
        old.deleteLater()

    def _offer_codes(self) -> None:
        """The lists as they stand today."""
        day = self.workspace.now().date()
        if self.near_miss:
            kinds = codes.get("event_kind")
            pair = enumerate((NEAR_MISS, "good_catch"), 1)
            self.what.offer([Option(code, kinds.label(code), str(at)) for at, code in pair])
            return
        groups = {
            "physical": self.tr("Held"),
            "mechanical": self.tr("Mechanical"),
            "chemical": self.tr("Medicine"),
            "isolation": self.tr("Isolation"),
        }
        live = codes.get("restrictive_type").live(day)
        options = [Option(one.code, one.plain, one.code, groups.get(one.group or "", "")) for one in live]
        options.append(Option(OTHER, self.tr("Something else happened"), OTHER_KEY, self.tr("Other event")))
        self.what.offer(options)
        self.others.offer([Option(one.code, one.plain) for one in codes.get("event_type").live(day)])
        reasons = codes.get("restrictive_reason").live(day)
        self.reason.offer([Option(one.code, one.plain, one.code) for one in reasons])

    def _show_mode(self) -> None:
        near, ui = self.near_miss, self.ui
        for card in (ui.whoCard, ui.reasonCard, ui.hurtCard, ui.side, ui.moreCard):
            card.setVisible(not near)
        ui.storyCard.setVisible(near)
        title = self.tr("Near miss or good catch") if near else self.tr("New incident")
        if self.paper:
            title = self.tr("Incident from slip {serial}").format(serial=self.paper)
        ui.titleLabel.setText(title)
        ui.whatLabel.setText(self.tr("1  What was it?") if near else self.tr("1  What happened"))
        ui.whatHint.setText(
            self.tr("Type 1 for a near miss, 2 for a good catch.")
            if near
            else self.tr("Type the numbers, or move with the arrows and press Space. Choose all that apply.")
        )
        ui.storyLabel.setText(self.tr("2  What happened"))
        ui.whenLabel.setText(self.tr("3  When") if near else self.tr("2  When"))
        ui.whereLabel.setText(self.tr("Where, if you know") if near else self.tr("3  Where"))


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
