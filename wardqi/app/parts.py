"""What pages inside a screen share: a way back, questions with their problems, answers read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import improvement_words as words
from wardqi.app import say, theme
from wardqi.app.widgets import notes
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import codes, kinds, people, times
from wardqi.services import recording
from wardqi.services.recording import Saved
from wardqi.store.tables import Record
from wardqi.text import QT_TRANSLATE_NOOP

WIDEST = 980
PROBLEMS = {
    "missing": QT_TRANSLATE_NOOP("say", "Please answer this. The rest is kept."),
    "not_a_number": QT_TRANSLATE_NOOP("say", "This is not a number that can be used here."),
    "not_above_zero": QT_TRANSLATE_NOOP("say", "A share is above nought, such as 25."),
    "not_a_date": QT_TRANSLATE_NOOP("say", "This is not a day. Write it as 4 May, Friday or in 2 weeks."),
    "order": QT_TRANSLATE_NOOP("say", "The last is before the first. Which one should change?"),
}
"""What stands beside an answer that cannot be used, by code."""


class Unread(ValueError):
    """What was typed cannot be read; `field` is the answer and `code` one of PROBLEMS."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


class Notes(notes.Notes):
    """Several lines with the name shield, as high as so many lines."""

    def __init__(self, name: str = "", lines: int = 3) -> None:
        self._lines = lines
        super().__init__()
        self.setAccessibleName(name)

    def text(self) -> str:
        """What is written, without blank ends."""
        return self.toPlainText().strip()

    def setText(self, text: str) -> None:  # noqa: N802 - as a field of one line has it
        """Show a text; the place of writing stays when it is the one that is there."""
        if text != self.toPlainText():
            self.setPlainText(text)

    def sizeHint(self) -> QSize:
        """So many lines of the font at hand."""
        return QSize(super().sizeHint().width(), self._high())

    def minimumSizeHint(self) -> QSize:
        """Never lower than its lines."""
        return QSize(theme.px(120), self._high())

    def _high(self) -> int:
        return self.fontMetrics().lineSpacing() * self._lines + theme.px(18)


class Pane(QWidget):
    """A page: a way back, a title, a line about it, what stands below. `left` asks for the page before."""

    left = Signal()
    wanted = Signal(str, str)
    subject = "improvement"
    """What changes when something is kept here."""

    def __init__(self, workspace: Workspace, title: str, back: str, widest: int = WIDEST) -> None:
        super().__init__()
        self.workspace = workspace
        self.back = QPushButton(back)
        look(self.back, "quiet")
        theme.dress(self.back, "back", "action", 18)
        self.back.clicked.connect(self.left)
        self.title = Words(title, "title")
        self.about = Words("", "second")
        self.about.hide()
        self.sheet = Sheet(widest)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.px(8))
        self.head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self._rest = QWidget()
        self._rest.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.head.addWidget(self._rest, 1)
        self.sheet.add_layout(self.head)
        self.sheet.add(self.title)
        self.sheet.add(self.about)
        self.problems: dict[str, FieldProblem] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.sheet)

    def tell(self, title: str, about: str = "") -> None:
        """Say what the page is about."""
        self.title.setText(title)
        self.about.setText(about)
        self.about.setVisible(bool(about))

    def tools(self) -> Flow:
        """A line of buttons beside the way back."""
        flow = Flow(8)
        self.head.replaceWidget(self._rest, flow)
        self.head.setStretchFactor(flow, 1)
        self._rest.deleteLater()
        return flow

    def may(self, act: str) -> bool:
        """Whether the person here may do this."""
        return people.may(self.workspace.role, act)

    def kept(self, said: str, saved: Saved) -> None:
        """Say what was saved, and how to take it back."""
        self.workspace.did(said, recording.undo, saved.changes, changes=self.subject)


def button(
    text: str, run: Callable[[], object], icon: str = "", kind: str = "", name: str = ""
) -> QPushButton:
    """A button that says what it does; `name` what a screen reader says when that is more."""
    made = QPushButton(text.replace("&", "&&"))
    if kind:
        look(made, kind)
    if icon:
        theme.dress(
            made, icon, "on_action" if kind == "primary" else "action" if kind == "quiet" else "text", 18
        )
    if name:
        made.setAccessibleName(name)
    made.clicked.connect(lambda _on=False: run())
    return made


def ask(
    rows: QVBoxLayout, label: str, field: QWidget, hint: str = "", problem: FieldProblem | None = None
) -> FieldProblem:
    """A question: its label above the field, a hint, and room for a problem."""
    said = QLabel(label)
    said.setTextFormat(Qt.TextFormat.PlainText)
    said.setWordWrap(True)
    said.setBuddy(field)
    field.setAccessibleName(label.replace("&", ""))
    part = QVBoxLayout()
    part.setSpacing(theme.px(4))
    part.addWidget(said)
    if hint:
        field.setAccessibleDescription(hint)
        part.addWidget(Words(hint, "small"))
    part.addWidget(field)
    if isinstance(field, notes.Notes):
        part.addWidget(field.beside)
    if isinstance(field, QComboBox):
        fit(field)
    found = problem or FieldProblem(field)
    part.addWidget(found)
    rows.addLayout(part)
    return found


def fit(box: QComboBox, letters: int = 12) -> None:
    """Let a list of choices be as narrow as its column."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)


def alone(widget: QWidget) -> QWidget:
    """A button on a line of its own, no wider than its words."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return line


def foot(widget: QWidget, widest: int) -> QWidget:
    """A button at the bottom of a page, under the column of the page's content."""
    line = QWidget()
    inside = alone(widget)
    inside.setMaximumWidth(theme.px(widest))
    inside.setContentsMargins(theme.px(24), theme.px(8), theme.px(24), theme.px(8))
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(inside, 1000)
    row.addStretch(1)
    return line


def column(inside: QWidget | None = None, gap: int = 12) -> QVBoxLayout:
    """Rows without a margin."""
    rows = QVBoxLayout(inside) if inside is not None else QVBoxLayout()
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(theme.px(gap))
    return rows


def grid(inside: QWidget) -> QGridLayout:
    """Columns without a margin."""
    made = QGridLayout(inside)
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(theme.px(8))
    made.setVerticalSpacing(theme.px(4))
    return made


def cells(count: int) -> tuple[QWidget, list[QVBoxLayout]]:
    """So many equal columns beside each other, and the inside of each."""
    whole = QWidget()
    beside = grid(whole)
    found = []
    for at in range(count):
        cell = column()
        beside.addLayout(cell, 0, at)
        beside.setColumnStretch(at, 1)
        found.append(cell)
    return whole, found


def named(label: Words, field: QWidget, *below: QWidget, gap: int = 2) -> QWidget:
    """A short field under its name, which stays on one line, with what is said of it below."""
    label.setWordWrap(False)
    label.setBuddy(field)
    whole = QWidget()
    rows = QVBoxLayout(whole)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(theme.px(gap))
    for part in (label, field, *below):
        rows.addWidget(part)
    return whole


def watch(root: QWidget, workspace: Workspace, record: str) -> None:
    """Let the name shield look over every field of words inside; `record` is what they belong to."""
    for field in root.findChildren(notes.Notes):
        field.watch(workspace, record)


def in_order(widgets: Iterable[QWidget]) -> None:
    """Tab goes through these one after another."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def before(anchor: QWidget, widgets: Iterable[QWidget]) -> None:
    """Tab comes to these, made later, just before the anchor."""
    last = anchor.previousInFocusChain()
    in_order([*([] if last is None else [last]), *widgets, anchor])


def tab_stops(root: QWidget) -> list[QWidget]:
    """What takes focus by Tab inside, in the order it was made."""
    return [each for each in root.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]


def fill(box: QComboBox, codelist: str, only: Iterable[str] = (), blank: str = "") -> None:
    """Offer a code list's codes in words; `only` some, in that order; `blank` is what no answer is called."""
    known = codes.get(codelist)
    box.clear()
    if blank:
        box.addItem(blank, "")
    for code in list(only) or [one.code for one in known.entries if one.valid_to is None]:
        box.addItem(known.plain(code), code)


def pick(box: QComboBox, value: object) -> None:
    """Choose the line with this value; the first when there is none."""
    box.setCurrentIndex(max(0, box.findData(value or "")))


def read_number(field: str, box: QLineEdit) -> float | None:
    """A number as typed, a comma or a per cent sign allowed; None when empty. Raises Unread."""
    text = box.text().strip().rstrip("%").strip().replace("\u2212", "-").replace(",", ".")
    if not text:
        return None
    try:
        found = float(text)
    except ValueError:
        raise Unread(field, "not_a_number") from None
    if found != found or abs(found) > 1e12:
        raise Unread(field, "not_a_number")
    return int(found) if found == int(found) else found


def read_day(field: str, box: QLineEdit, today: date) -> str | None:
    """A day to come as typed, as records hold it; None when empty. Raises Unread."""
    if not box.text().strip():
        return None
    try:
        return times.read_coming(box.text(), today).isoformat()
    except times.NotATime:
        raise Unread(field, "not_a_date") from None


def one_line(box: QLineEdit) -> str:
    """What is typed as one line, without marks that are not seen."""
    return kinds.cleaned(box.text()).strip()


def shown_number(figure: object) -> str:
    """A number as it is typed."""
    return "" if not isinstance(figure, int | float) else f"{figure:g}"


def shown_day(held: object) -> str:
    """A day as it is typed."""
    return say.day(held) if isinstance(held, str) and held else ""


class Rivals(Card):
    """Answers that two PCs wrote independently: both are shown, one is chosen. `chosen(path, value)`."""

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(self.tr("Two PCs wrote different answers"), kind="caution-box")
        self.hide()

    def show_rivals(
        self, record: Record, names: Mapping[str, str], measures: Mapping[str, str], now: datetime, may: bool
    ) -> None:
        """List every answer with who wrote it and when; what is shown elsewhere for now is the first."""
        self.clear()
        for path, rivals in sorted(record.conflicts.items()):
            label = words.field(record.kind, path)
            self.add(Words(label, "subheading"))
            for rival in rivals:
                told = words.shown(record.kind, path, rival.value, {**measures, **names})
                line = QWidget()
                row = QHBoxLayout(line)
                row.setContentsMargins(0, 0, 0, 0)
                who = say.tr(
                    "{who}, {when}",
                    who=names.get(rival.by, rival.by[:8]),
                    when=say.logged(rival.at, now),
                )
                both = QVBoxLayout()
                both.setSpacing(0)
                both.addWidget(Words(told))
                both.addWidget(Words(who, "small"))
                row.addLayout(both, 1)
                if may:
                    keep = button(self.tr("Keep this"), partial(self.chosen.emit, path, rival.value))
                    keep.setAccessibleName(
                        self.tr("Keep this for {field}: {answer}").format(field=label, answer=told)
                    )
                    row.addWidget(keep, 0, Qt.AlignmentFlag.AlignTop)
                self.add(line)
        self.setVisible(bool(record.conflicts))
