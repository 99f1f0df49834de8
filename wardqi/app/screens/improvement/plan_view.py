"""A plan to read: its questions with their predictions first, then all that was said of how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wardqi.app import improvement_words as words
from wardqi.app import say, theme
from wardqi.app.parts import column
from wardqi.app.screens.improvement.rows_form import Asked, said
from wardqi.app.screens.improvement.steps import PEOPLE, TASKS
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.words import Icon, Words
from wardqi.domain import kinds
from wardqi.services.improvement.cycles import Detail


class PlanView(QWidget):
    """The whole plan in words."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: QVBoxLayout = column(self, 6)

    def show_plan(self, detail: Detail) -> None:
        """Show a plan."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        value = detail.record.value
        for _, one in kinds.live_rows(value, "predictions"):
            if one.get("question"):
                self._rows.addWidget(Words(str(one["question"]), "subheading"))
                expected = words.foretold(one) or say.tr("No prediction yet")
                self._rows.addWidget(Words(say.tr("We expect: {prediction}", prediction=expected)))
        for label, text in _facts(value, detail):
            self._rows.addWidget(_fact(label, text))


def _facts(value: Mapping[str, object], detail: Detail) -> list[tuple[str, str]]:
    def text(name: str) -> str:
        return str(value.get(name) or "").strip()

    def code(name: str, codelist: str) -> str:
        return say.code(codelist, text(name)) if text(name) else ""

    def day(name: str) -> str:
        return say.day(text(name)) if text(name) else ""

    def rows(name: str, fields: Sequence[Asked]) -> str:
        called = {"person": detail.names}
        return "\n".join(said(fields, one, called) for _, one in kinds.live_rows(value, name))

    data = [text(name) for name in ("data_what", "data_who", "data_when", "data_where", "data_how")]
    measure = dict(detail.measures).get(text("measure"), "")
    told = [
        (say.tr("To find out"), text("objective")),
        (say.tr("Scale"), code("scale", "cycle_scale")),
        (say.tr("Kind"), code("type", "cycle_type")),
        (say.tr("Starts on"), day("starts_on")),
        (say.tr("Look on"), day("look_on")),
        (say.tr("Ends on"), day("ends_on")),
        (say.tr("Measure"), measure),
        (say.tr("Data"), " · ".join(one for one in data if one)),
        (say.tr("Tasks"), rows("tasks", TASKS)),
        (say.tr("Risks"), text("risks")),
        (say.tr("We stop when"), text("stop_rule")),
        (say.tr("With"), rows("team", PEOPLE)),
    ]
    return [(label, held) for label, held in told if held]


def _fact(label: str, text: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    name = Words(label, "second")
    name.setFixedWidth(theme.px(120))
    row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Words(text), 1)
    return line


class SealedPlan(Card):
    """The sealed plan with its padlock: when, by whom, whether it still is as sealed, and what came after."""

    def __init__(self) -> None:
        super().__init__()
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.icon = Icon("lock", 20, "text")
        self.seal = Words("", "subheading")
        row.addWidget(self.icon)
        row.addWidget(self.seal, 1)
        self.add(head)
        self.plan = PlanView()
        self.add(self.plan)
        self.added = Card(self.tr("Added after sealing"), kind="note-box")
        self.add(self.added)
        self.tried = Card(self.tr("Attempts to change the sealed plan"), kind="caution-box")
        self.add(self.tried)

    def show_detail(self, detail: Detail, now: datetime) -> None:
        """Show a sealed plan; one that never was sealed says so."""
        value = detail.record.value
        who = detail.names.get(str(value.get("sealed_by") or ""), "")
        told = words.sealed(value, detail.seal, who, now) if detail.seal != "open" else ""
        self.seal.setText(told or self.tr("Not sealed yet"))
        broken = detail.seal == "broken"
        self.seal.look("problem" if broken else "subheading")
        self.icon.show_icon("problem" if broken else "lock", "problem" if broken else "text")
        self.plan.show_plan(detail)
        self.added.clear()
        additions = sorted(
            (one for _, one in kinds.live_rows(value, "additions")), key=lambda one: str(one.get("at"))
        )
        for one in additions:
            by = detail.names.get(str(one.get("by") or ""), "")
            self.added.add(Words(str(one.get("text") or "")))
            at = say.moment(str(one["at"]), now) if one.get("at") else ""
            self.added.add(Words(", ".join(part for part in (by, at) if part), "small"))
        self.added.setVisible(bool(additions))
        self.tried.clear()
        if detail.attempts:
            self.tried.add(
                Words(self.tr("The sealed words above stand. This was written over them, without effect:"))
            )
        called = {**dict(detail.measures), **detail.names}
        for attempt in detail.attempts:
            told = say.tr(
                "{field}: {value}",
                field=words.field("cycle", attempt.path),
                value=words.shown("cycle", attempt.path, attempt.value, called),
            )
            self.tried.add(Words(told))
            when = say.tr("{who}, {when}", who=attempt.by, when=say.logged(attempt.at, now))
            self.tried.add(Words(when, "small"))
        self.tried.setVisible(bool(detail.attempts))
