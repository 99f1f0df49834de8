"""More detail: a record's further answers in folded sections, each with a counter and made when it is opened.

The same sections serve the form while it is being written and the record later. Ctrl+Down opens the next.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLayout, QPushButton, QVBoxLayout, QWidget

from wardqi.app import incident_hints, theme
from wardqi.app import incident_words as words
from wardqi.app.screens.incidents.editors import Editor, Editors, ManyEditor, OneEditor
from wardqi.app.screens.incidents.groups import GroupEditors, MarkGroup, RowGroup, TriedGroup
from wardqi.app.screens.incidents.pairs import Pairs
from wardqi.app.screens.incidents.parts import NOT_KNOWN, Group, Part, Values, counted, said
from wardqi.app.screens.incidents.rows import row_title
from wardqi.app.widgets.card import Section
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain import kinds
from wardqi.domain.kinds import live_rows

_FIELDS = {field.name: field for field in kinds.KINDS["incident"].fields}
_SHAPES: Mapping[str, type[GroupEditors]] = {"grid": TriedGroup, "map": MarkGroup}


class Inside(QWidget):
    """The controls of one section. `base` is the record, `begun` what was changed before, by path."""

    changed = Signal()

    def __init__(self, part: Part, editors: Editors, base: Values, begun: Values) -> None:
        super().__init__()
        self.part = part
        self._now: Values = base
        self.hint = Words("", "caution")
        self.fields = [self._field(editors, name, base, begun) for name in part.fields]
        self.groups = [self._group(editors, group, base, begun) for group in part.groups]
        self._pairs = Pairs(self.fields)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        box.addWidget(self.hint)
        self.hint.hide()
        for group in self.groups:
            box.addWidget(group)
            group.changed.connect(self.changed)
        box.addWidget(self._pairs)
        if part.name == "person":
            box.addWidget(self._not_known())
        for editor in self.fields:
            editor.changed.connect(self.changed)

    def flat(self) -> dict[str, object]:
        """What would change, by path."""
        found = {editor.field.name: editor.value for editor in self.fields if editor.differs}
        for group in self.groups:
            found |= group.flat()
        return found

    def check(self) -> QWidget | None:
        """The first control whose words cannot be kept; None when all can."""
        wrong = [editor for editor in self.fields if not editor.check()]
        troubled = [bad for group in self.groups if (bad := group.check()) is not None]
        return next(iter([*troubled, *wrong]), None)

    def follow(self, base: Values) -> None:
        """The record says this now."""
        for editor in self.fields:
            editor.follow(base.get(editor.field.name))
        for group in self.groups:
            group.follow(base)

    def tell(self, now: Values) -> None:
        """Everything answered so far: what is asked follows from it."""
        for editor in self.fields:
            editor.asked(now)
            if isinstance(editor, OneEditor | ManyEditor) and editor.follows:
                editor.offer()
        self._pairs.arrange()
        for group in self.groups:
            group.tell()
        hint = incident_hints.of_part(self.part.name, now)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def editor(self, path: str) -> QWidget | None:
        """The control for a path, or for the group of rows it belongs to."""
        for editor in self.fields:
            if editor.field.name == path:
                return editor
        found = (group.editor(path) for group in self.groups)
        return next((one for one in found if one is not None), None)

    def _field(self, editors: Editors, name: str, base: Values, begun: Values) -> Editor:
        made = editors.make(_FIELDS[name], base.get(name), name)
        if name in begun:
            made.show_value(begun[name])
        return made

    def _group(self, editors: Editors, group: Group, base: Values, begun: Values) -> GroupEditors:
        return _SHAPES.get(group.shape, RowGroup)(editors, group, base, begun)

    def _not_known(self) -> QWidget:
        """One button for everything the law lets be not known."""
        self.not_known = QPushButton(self.tr("The rest is not known"))
        look(self.not_known, "quiet")
        self.not_known.clicked.connect(self._fill_not_known)
        flow = Flow()
        flow.add(self.not_known)
        return flow

    def _fill_not_known(self) -> None:
        for editor in self.fields:
            answer = NOT_KNOWN.get(editor.field.name)
            if answer is not None and not said(editor.value) and not editor.isHidden():
                editor.show_value(answer)
        self.changed.emit()


class MoreDetail(QWidget):
    """Sections of a record; `changes` is what was answered in them, by path.

    They are made in the moment after the page stands, since they lie below what is seen first; `grown` tells.
    """

    changed = Signal()
    grown = Signal()

    def __init__(self, workspace: Workspace, parts: Sequence[Part], editors: Editors) -> None:
        super().__init__()
        self.workspace, self._parts, self._editors = workspace, parts, editors
        self._base: Values = {}
        self._begun: dict[str, object] = {}
        self._now: Values = {}
        self._open: dict[str, Inside] = {}
        self._target: QWidget | None = None
        self._made: dict[str, Section] = {}
        editors.rows = self._rows
        editors.values = lambda: self._now
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(6))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._make)
        self._soon.start(0)

    @property
    def sections(self) -> dict[str, Section]:
        """The sections by name, made now where they were not yet."""
        self._make()
        return self._made

    def _make(self) -> None:
        if self._made:
            return
        self._soon.stop()
        for part in self._parts:
            section = self._made[part.name] = Section(words.tr(part.title))
            section.opened.connect(lambda on, part=part: self._turned(part, on))
            section.button.installEventFilter(self)
            self._box.addWidget(section)
        self._at = self._made[self._parts[0].name]
        self._recount()
        self.grown.emit()

    def begin(self, base: Values, begun: Mapping[str, object]) -> None:
        """Start anew on this record, with what was changed before; every section folded."""
        self._base, self._begun = base, dict(begun)
        for name, inside in self._open.items():
            self.sections[name].take(inside)
        self._open.clear()
        for section in self._made.values():
            section.fold(True)
        self._recount()

    def follow(self, base: Values) -> None:
        """The record says this now, elsewhere."""
        if base == self._base:
            return
        self._base = base
        for inside in self._open.values():
            inside.follow(base)
        self._recount()

    def changes(self) -> dict[str, object]:
        """What would change, by path; of a row that is gone, nothing."""
        rest = {
            path: value
            for path, value in self._begun.items()
            if not any(inside.part.holds(path) for inside in self._open.values())
        }
        found = rest
        for inside in self._open.values():
            found |= inside.flat()
        kept = dict(live_rows(self._base, "interventions"))
        fixed = [g for part in self._parts for g in part.groups if g.rows == "interventions" and not g.fixed]
        if fixed:
            return found
        return {
            path: value
            for path, value in found.items()
            if not path.startswith("interventions.") or path.split(".")[1] in kept
        }

    def check(self) -> bool:
        """Whether all can be kept; else the first that cannot is shown and has focus."""
        for name, inside in self._open.items():
            wrong = inside.check()
            if wrong is not None:
                self.sections[name].fold(False)
                self._target = wrong
                QTimer.singleShot(0, self._stand)
                return False
        return True

    def go_to(self, path: str) -> None:
        """Open the section of a path and stand at its control."""
        part = next((one for one in self._parts if path and one.holds(path)), self._parts[0])
        self.sections[part.name].fold(False)
        self._unfold(part)
        target = self._open[part.name].editor(path) if path else None
        self._target = target or self.sections[part.name].button
        QTimer.singleShot(0, self._stand)  # once the section has its place, so that it is brought into view

    def open_next(self) -> None:
        """Open the section after the one that has focus, and go to it."""
        sections = [one for one in self.sections.values() if not one.isHidden()]
        focus = self.focusWidget() if self.isAncestorOf(self.window().focusWidget() or self) else None
        at = next((i for i, one in enumerate(sections) if focus and one.isAncestorOf(focus)), -1)
        following = sections[(at + 1) % len(sections)]
        following.fold(False)
        following.button.setFocus(Qt.FocusReason.TabFocusReason)

    def inside(self, name: str) -> Inside:
        """The controls of a section, which is opened where it was folded."""
        self.sections[name].fold(False)
        return self._open[name]

    def listen(self, page: QWidget) -> None:
        """Let Ctrl+Down open the next section from anywhere in a page."""
        key = QShortcut(QKeySequence("Ctrl+Down"), page)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.open_next)

    def stops(self) -> list[QWidget]:
        """Its controls in the order of Tab."""
        return list(tab_stops(self))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go from heading to heading; the one that has focus is where Tab comes back to."""
        section = next((one for one in self.sections.values() if one.button is watched), None)
        if section is not None and event.type() == QEvent.Type.FocusIn:
            self._rove(section)
        elif section is not None and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                shown = [one for one in self.sections.values() if not one.isHidden()]
                following = shown[(shown.index(section) + step) % len(shown)]
                following.button.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def _rove(self, section: Section) -> None:
        """Folded headings are one stop for Tab together; an open one is a stop of its own."""
        self._at = section
        for one in self.sections.values():
            stop = one is section or one.button.isChecked()
            one.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

    def _turned(self, part: Part, on: bool) -> None:
        if on:
            self._unfold(part)
        self._rove(self._at)

    def _stand(self) -> None:
        if self._target is not None:
            self._target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unfold(self, part: Part) -> None:
        if part.name in self._open:
            return
        inside = self._open[part.name] = Inside(part, self._editors, self._base, self._begun)
        inside.changed.connect(self._touched)
        self.sections[part.name].add(inside)
        inside.show()  # at once, so that a Tab typed ahead comes into it
        inside.tell(self._now)
        self._order()

    def _touched(self) -> None:
        self._recount()
        self._order()
        self.changed.emit()

    def _recount(self) -> None:
        """Counters, what is asked and which sections are offered follow from all answers."""
        self._now = kinds.nest({**kinds.flatten(self._base), **self.changes()})
        if not self._made:
            return
        for part in self._parts:
            section = self.sections[part.name]
            done, whole = counted(part, self._now)
            section.count(self.tr("{part} of {whole}").format(part=done, whole=whole))
            section.setHidden(not part.shown(self._now))
        if self._at.isHidden():
            self._at = self.sections[self._parts[0].name]
        self._rove(self._at)
        for inside in self._open.values():
            inside.tell(self._now)

    def _rows(self, name: str) -> list[tuple[str, str]]:
        """A record's own rows as a list offers them."""
        rows = enumerate(live_rows(self._now, name), 1)
        return [(row, row_title(name, one, at)) for at, (row, one) in rows]

    def _order(self) -> None:
        """New controls stand in Tab's order where they stand on the page."""
        stops = self.stops()
        for one, following in itertools.pairwise(stops):
            QWidget.setTabOrder(one, following)


def tab_stops(widget: QWidget) -> Iterator[QWidget]:
    """Every control inside, those too that only take their turn as a stop, as the layouts order them."""
    layout = widget.layout()
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
        yield widget
    if layout is not None:
        yield from _stops_of(layout)
    elif isinstance(widget, Flow):
        for inner in widget.members:
            yield from tab_stops(inner)


def _stops_of(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner = item.widget() if item is not None else None
        further = item.layout() if item is not None else None
        if inner is not None:
            yield from tab_stops(inner)
        elif further is not None:
            yield from _stops_of(further)
