"""One learning card before the QI lead: its words, what was found in them, what stands behind it; pass on,
send back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from wardqi.app import say, theme
from wardqi.app.widgets.card import Card as Surface
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import people, spreading
from wardqi.domain.kinds import KINDS, Type, live_rows
from wardqi.domain.learning import KIND
from wardqi.services import recording
from wardqi.services.learning import adopting, approval, cards, evidence, spread
from wardqi.services.learning.adopting import Result
from wardqi.services.learning.approval import Found
from wardqi.services.learning.cards import Card
from wardqi.services.learning.evidence import Behind
from wardqi.services.recording import Saved

if TYPE_CHECKING:
    from wardqi.services.desk import Desk

_FIELDS = {one.name: one for one in KINDS[KIND].fields}
_PARTS: tuple[tuple[str, ...], ...] = (
    (
        "problem",
        "idea",
        "core_parts",
        "flexible_parts",
        "steps",
        "who_needed",
        "roles_needed",
        "minutes",
        "cost",
    ),
    ("ward_type", "security", "sex", "ages", "bed_count", "conditions"),
    ("cycles_run", "scale", "predicted", "happened", "prediction_verdict", "signal", "maturity"),
    ("balancing", "what_failed", "equality_impact", "patient_part", "quote", "quote_consent"),
    ("expected", "surprised", "tell_others", "contact_role", "licence", "review_on"),
)


@dataclass(frozen=True, slots=True)
class Look:
    """A card with everything there is to judge it by; `behind` is None for a card that was passed on
    already."""

    card: Card
    waits: bool
    found: tuple[Found, ...]
    behind: Behind | None
    results: tuple[Result, ...]


def read(desk: Desk, ent: str) -> Look:
    """A card as it stands now; raises NotFound."""
    card = cards.find(desk, ent)
    record = card.record
    waits = record is not None and record.ward is not None and spreading.to_check(record.value)
    return Look(
        card,
        waits,
        approval.findings(desk, ent) if waits else (),
        evidence.behind(desk, ent) if waits else None,
        adopting.results(desk, card),
    )


class CardPage(QWidget):
    """The card in full, and the two answers to it."""

    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._look: Look | None = None
        self.answers: dict[str, QLineEdit] = {}
        self.back_button = QPushButton(self.tr("Learning cards"))
        look(self.back_button, "quiet")
        theme.dress(self.back_button, "back", "action", 18)
        self.back_button.clicked.connect(self.left)
        self.title, self.where = Words("", "title"), Words("", "second")
        self.found = Surface(self.tr("What could tell who somebody is"))
        self.behind = Surface(self.tr("What stands behind it"))
        self.results = Surface(self.tr("What came of it"))
        self.words = Surface(self.tr("The card"))
        self.problem = FieldProblem()
        self.pass_on = QPushButton(self.tr("Pass it on to every ward"))
        look(self.pass_on, "primary")
        self.pass_on.clicked.connect(self._pass_on)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(72))
        self.reason.setAccessibleName(self.tr("What the ward should mend"))
        self.reason_problem = FieldProblem(self.reason)
        self.send_back = QPushButton(self.tr("Send it back to its ward"))
        self.send_back.clicked.connect(self._send_back)
        self._lay_out()
        self.setFocusProxy(self.back_button)

    def open(self, ent: str) -> None:
        """Read a card."""
        self._workspace.read(read, ent, done=self._show)

    def _lay_out(self) -> None:
        sheet = Sheet(900)
        head = QHBoxLayout()
        head.addWidget(self.back_button)
        head.addStretch(1)
        sheet.add_layout(head)
        for part in (self.title, self.where, self.found, self.behind, self.results, self.words):
            sheet.add(part)
        self._answer = Surface(self.tr("Your answer"))
        passing = Flow(8)
        passing.add(self.pass_on)
        label = Words(self.tr("&What the ward should mend, if anything"), "subheading")
        label.setBuddy(self.reason)
        sending = Flow(8)
        sending.add(self.send_back)
        for each in (self.problem, passing, label, self.reason, self.reason_problem, sending):
            self._answer.add(each)
        self._may_not = Words(self.tr("Only the QI lead passes cards on or sends them back."), "second")
        sheet.add(self._answer)
        sheet.add(self._may_not)
        sheet.end()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(sheet)

    # --- what it shows -------------------------------------------------------------------------------

    def _show(self, found: Look) -> None:
        self._look = found
        card = found.card
        place = card.text("place") or card.ward_name
        version = card.value.get("version")
        self.title.setText(card.title)
        self.where.setText(
            self.tr("{place} · version {version} · {state}").format(
                place=place, version=version or 1, state=say.code("card_state", card.state)
            )
        )
        may = people.may(self._workspace.role, "check_sharing")
        self._answer.setVisible(found.waits and may)
        self._may_not.setVisible(found.waits and not may)
        for problem in (self.problem, self.reason_problem):
            problem.say("")
        self.reason.clear()
        self._show_found(found)
        self._show_behind(found)
        self._show_results(found.results)
        self._show_words(card)

    def _show_found(self, found: Look) -> None:
        self.found.clear()
        self.answers.clear()
        self.found.setVisible(found.waits)
        if not found.found:
            self.found.add(
                Words(
                    self.tr(
                        "Nothing was found: no number, date of birth or title before a name. The QI team's "
                        "store knows no patient's name, so read the words below yourself."
                    )
                )
            )
        for one in found.found:
            self.found.add(_Finding(self, one))

    def _show_behind(self, found: Look) -> None:
        self.behind.clear()
        self.behind.setVisible(found.behind is not None)
        if found.behind is not None:
            for line in (self._said(found.card), *self._seen(found.behind)):
                self.behind.add(Words(line))

    def _said(self, card: Card) -> str:
        run, scale = card.value.get("cycles_run"), card.text("scale")
        told = [
            say.count(run, "test", "tests") if isinstance(run, int) else self.tr("no tests"),
            self.tr("largest scale {scale}").format(scale=say.code("cycle_scale", scale).lower())
            if scale
            else "",
            self.tr("predictions: {verdict}").format(
                verdict=say.code("prediction_verdict", card.text("prediction_verdict")).lower()
            )
            if card.text("prediction_verdict")
            else "",
            self.tr("chart: {signal}").format(signal=say.code("chart_signal", card.text("signal")).lower())
            if card.text("signal")
            else self.tr("nothing of a chart"),
        ]
        return self.tr("The ward says: {told}.").format(told=", ".join(part for part in told if part))

    def _seen(self, one: Behind) -> list[str]:
        if not one.tests:
            return [self.tr("This hub has received no test that belongs to it.")]
        tests = say.count(one.tests, "test", "tests")
        decided = [f"{say.code('cycle_decision', code).lower()} {many}" for code, many in one.decided.items()]
        verdicts = [
            f"{say.code('prediction_verdict', code).lower()} {many}" for code, many in one.verdicts.items()
        ]
        lines = [
            self.tr("This hub has received {tests}; decided: {decided}; predictions: {verdicts}.").format(
                tests=tests,
                decided=say.listed(decided) or self.tr("none yet"),
                verdicts=say.listed(verdicts) or self.tr("none answered"),
            )
        ]
        if one.chart:
            signal = say.code("chart_signal", one.signal).lower() if one.signal else self.tr("not known")
            lines.append(
                self.tr("{measure}: {sentence} Since the first test: {signal}.").format(
                    measure=one.measure, sentence=one.chart, signal=signal
                )
            )
        return lines

    def _show_results(self, found: tuple[Result, ...]) -> None:
        self.results.clear()
        self.results.setVisible(bool(found))
        for one in found:
            self.results.add(Words(result_words(one)))

    def _show_words(self, card: Card) -> None:
        self.words.clear()
        for part in _PARTS:
            for name in part:
                if said := said_of(name, card.value.get(name)):
                    self.words.add(Words(_FIELDS[name].label, "subheading"))
                    self.words.add(Words(said))
        rows = [
            f"{say.code('card_part', str(one.get('part')))}: {one['text']}"
            for _, one in live_rows(card.value, "adaptations")
            if one.get("text")
        ]
        if rows:
            self.words.add(Words(self.tr("What was changed"), "subheading"))
            self.words.add(Words("\n".join(rows)))

    # --- the two answers ------------------------------------------------------------------------------

    def _pass_on(self) -> None:
        found = self._look
        if found is None:
            return
        said: Mapping[str, str] = {key: edit.text() for key, edit in self.answers.items()}
        left = [key for key, text in said.items() if not text.strip()]
        if left:
            self.problem.say(self.tr("Say of each thing found why it is nobody, or send the card back."))
            self.answers[left[0]].setFocus()
            self._workspace.announce(self.problem.text)
            return
        self._workspace.do(
            spread.pass_on, found.card.ref, said, done=self._passed, failed=self._not_now, changes="cards"
        )

    def _passed(self, saved: Saved) -> None:
        self._workspace.did(
            self.tr("Passed on. It goes to every ward with the next receipts."),
            recording.undo,
            saved.changes,
            changes="cards",
        )
        self.left.emit()

    def _send_back(self) -> None:
        found = self._look
        if found is None:
            return
        empty = not self.reason.toPlainText().strip()
        self.reason_problem.say(self.tr("Write what the ward should mend first.") if empty else "")
        if empty:
            self.reason.setFocus()
            self._workspace.announce(self.reason_problem.text)
            return
        self._workspace.do(
            spread.send_back,
            found.card.ref,
            self.reason.toPlainText(),
            done=self._sent_back,
            failed=self._not_now,
            changes="cards",
        )

    def _sent_back(self, saved: Saved) -> None:
        self._workspace.did(
            self.tr("Sent back. Its ward reads why with the next receipt."),
            recording.undo,
            saved.changes,
            changes="cards",
        )
        self.left.emit()

    def _not_now(self, error: Exception) -> None:
        message = say.problem(error)
        if message is None:
            self._workspace.explain(error)
        else:
            self.problem.say(message.sentence())


class _Finding(QWidget):
    """Something found, where, and why it is nobody."""

    def __init__(self, page: CardPage, one: Found) -> None:
        super().__init__()
        field = _FIELDS.get(one.path)
        where = field.label if field is not None else page.tr("What was changed")
        start, end = max(0, one.start - 40), one.end + 40
        around = " ".join(one.whole[start:end].split())
        label = Words(
            page.tr("“{found}” in {where}: … {around} …").format(found=one.text, where=where, around=around)
        )
        edit = QLineEdit()
        edit.setMaxLength(200)
        edit.setPlaceholderText(page.tr("Why this is nobody"))
        edit.setAccessibleName(page.tr("Why “{found}” is nobody").format(found=one.text))
        page.answers[one.key] = edit
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(label)
        rows.addWidget(edit)


def said_of(name: str, value: object) -> str:
    """A field of a card in words."""
    field = _FIELDS[name]
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        return say.listed([say.code(field.codes or "", str(one)) for one in value])
    if field.codes:
        return say.code(field.codes, str(value))
    return say.day(str(value)) if field.type is Type.DATE else str(value)


def result_words(one: Result) -> str:
    """What came of a card on a ward, in a sentence."""
    words = [say.code("idea_state", one.state).lower() if one.state else ""]
    if one.dropped_reason:
        words.append(say.code("dropped_reason", one.dropped_reason).lower())
    if one.signal:
        words.append(say.tr("chart: {signal}", signal=say.code("chart_signal", one.signal).lower()))
    when = f" ({say.day(one.on)})" if one.on else ""
    return f"{one.ward_name or say.tr('Another ward')}: {', '.join(part for part in words if part)}{when}"
