"""The rows of a section: entries added and taken out, what was tried first, the marks of a body map."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from wardqi.app import incident_words as words
from wardqi.app import say, theme
from wardqi.app.screens.incidents.body_map import BodyMap, Mark, place_of, region_at
from wardqi.app.screens.incidents.choices import Choices, Option
from wardqi.app.screens.incidents.editors import Editor, Editors
from wardqi.app.screens.incidents.parts import Group, Values, group_rows
from wardqi.app.screens.incidents.rows import RowEditors, row_title
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words, look
from wardqi.domain import codes, kinds
from wardqi.domain.kinds import live_rows
from wardqi.services import recording

_ROWS = {rows.name: {field.name: field for field in rows.fields} for rows in kinds.KINDS["incident"].rows}


class GroupEditors(QWidget):
    """The rows of one group. `changed` tells of what a person does."""

    changed = Signal()

    def __init__(self, editors: Editors, group: Group, base: Values, begun: Values) -> None:
        super().__init__()
        self.group, self._editors, self._begun = group, editors, begun
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(8))
        self._build(base)

    def _build(self, base: Values) -> None:
        raise NotImplementedError

    def flat(self) -> dict[str, object]:
        """What would change, by path."""
        raise NotImplementedError

    def check(self) -> QWidget | None:
        """The first control whose words cannot be kept."""
        raise NotImplementedError

    def follow(self, base: Values) -> None:
        """The record says this now."""

    def tell(self) -> None:
        """Everything that follows from answers elsewhere."""

    def editor(self, path: str) -> QWidget | None:
        """The control for a path of this group; one is added where a row is wanting."""
        raise NotImplementedError

    def _kept(self) -> list[str]:
        """Rows that were begun and are only in the draft."""
        parts = [path.split(".") for path in self._begun]
        return list(dict.fromkeys(one[1] for one in parts if len(one) == 3 and one[0] == self.group.rows))


class RowGroup(GroupEditors):
    """Entries one below the other; those of a `fixed` group follow the record's own rows."""

    def _build(self, base: Values) -> None:
        self.rows: list[RowEditors] = []
        self._frames: dict[str, QFrame] = {}
        self._place = QVBoxLayout()
        self._place.setSpacing(theme.px(8))
        self._box.addLayout(self._place)
        held = dict(group_rows(self.group, base))
        for row, one in held.items():
            self._add(row, one)
        if not self.group.fixed:
            for row in self._kept():
                if row not in held:
                    self._add(row, {})
            self._box.addWidget(self._make_starts())

    def flat(self) -> dict[str, object]:
        """What would change, by path."""
        found: dict[str, object] = {}
        for one in self.rows:
            path = f"{self.group.rows}.{one.row}"
            new = all(editor.held is None for editor in one.editors)
            if one.removed:
                if not new:
                    found[f"{path}.{kinds.REMOVED}"] = True
                continue
            found |= {f"{path}.{each.field.name}": each.value for each in one.editors if each.differs}
        return found

    def check(self) -> QWidget | None:
        """The first control whose words cannot be kept; an entry nobody used is left out."""
        used = [one for one in self.rows if one.used]
        return next((each for one in used for each in one.editors if not each.check()), None)

    def follow(self, base: Values) -> None:
        """Rows that came or went in the record come or go here; untouched answers follow."""
        held = dict(group_rows(self.group, base))
        for one in self.rows:
            for editor in one.editors:
                if one.row in held:
                    editor.follow(held[one.row].get(editor.field.name))
        if not self.group.fixed:
            return
        there = {one.row for one in self.rows}
        for row, values in held.items():
            if row not in there:
                self._add(row, values)
        order = list(held)
        for one in self.rows:
            self._frames[one.row].setVisible(one.row in held)
            if one.row in held:
                one.name(row_title(self.group.rows, held[one.row], 1))
                self._place.removeWidget(self._frames[one.row])
        for row in order:
            self._place.addWidget(self._frames[row])

    def tell(self) -> None:
        """Titles and lists that name other rows."""
        number = 0
        for one in self.rows:
            if one.removed:
                continue
            number += 1
            if not self.group.fixed:
                one.name(row_title(self.group.rows, one.values, number))
            one.refresh()

    def editor(self, path: str) -> QWidget | None:
        """The control for a path, or for the group: its first entry, added where there is none."""
        parts = path.split(".")
        if parts[0] != self.group.rows:
            return None
        for one in self.rows:
            for editor in one.editors:
                if len(parts) == 3 and (one.row, editor.field.name) == (parts[1], parts[2]):
                    return editor
        if len(parts) == 3:
            return None
        shown = [one for one in self.rows if not one.removed]
        if not shown and not self.group.fixed:
            return self.start(0)
        return shown[0].first() if shown else None

    def start(self, at: int) -> Editor:
        """Add a row in one of the ways there are; gives its first control."""
        says = self.group.starts[at].says if self.group.starts else {}
        return self.new(says)

    def new(self, says: Mapping[str, object]) -> Editor:
        """Add a row that says this already."""
        one = self._add(recording.next_row(len(self.rows) + 1), {})
        for editor in one.editors:
            if editor.field.name in says:
                editor.show_value(says[editor.field.name])
        one.refresh()
        self.changed.emit()
        return one.first()

    def _make_starts(self) -> QWidget:
        flow = Flow()
        for at, start in enumerate(self.group.starts):
            button = QPushButton(words.tr(start.words))
            if not start.says:
                spoken = self.tr("{add}: {what}")
                button.setAccessibleName(
                    spoken.format(add=words.tr(start.words), what=words.rows_label(self.group.rows))
                )
            theme.dress(button, "add", "action", 18)
            button.clicked.connect(lambda _on=False, at=at: self.start(at).setFocus())
            flow.add(button)
        return flow

    def _add(self, row: str, one: Values) -> RowEditors:
        title = row_title(self.group.rows, one, len(self.rows) + 1)
        fields = _ROWS[self.group.rows]
        path = f"{self.group.rows}.{row}"
        editors = []
        for name in self.group.fields:
            made = self._editors.make(fields[name], one.get(name), f"{self.group.rows}.{name}", title)
            if f"{path}.{name}" in self._begun:
                made.show_value(self._begun[f"{path}.{name}"])
            editors.append(made)
        made_row = RowEditors(row, title, editors, fixed=self.group.fixed)
        made_row.removed = self._begun.get(f"{path}.{kinds.REMOVED}") is True
        frame = self._frames[row] = QFrame()
        look(frame, "inset")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(made_row)
        made_row.taken_out.connect(frame.hide)
        made_row.changed.connect(self.changed)
        self._place.addWidget(frame)
        frame.setVisible(not made_row.removed)
        self.rows.append(made_row)
        return made_row


class TriedGroup(GroupEditors):
    """What was tried to avoid force: choose the ways, then say of each how it went."""

    def _build(self, base: Values) -> None:
        self._held = {str(one.get("method")): (row, one) for row, one in live_rows(base, self.group.rows)}
        self._ids = {method: row for method, (row, _) in self._held.items()}
        today = self._editors.today()
        self._list = codes.get("deescalation")
        self.ways = Choices(words.tr(words.TRIED_WAYS))
        self.ways.offer([Option(one.code, one.plain) for one in self._list.live(today)])
        self._results = [
            Option(one.code, one.plain, str(at))
            for at, one in enumerate(codes.get("deescalation_result").live(today), 1)
        ]
        self.results: dict[str, tuple[QWidget, Choices, FieldProblem]] = {}
        self._box.addWidget(Words(words.tr(words.TRIED_WAYS), "subheading"))
        self._box.addWidget(self.ways)
        given = {method: str(one.get("result") or "") for method, (_, one) in self._held.items()}
        given = self._begin(given)
        self.ways.choose(list(given))
        for method, result in given.items():
            self._result(method)[1].choose([result])
        self._show()
        self.ways.changed.connect(self._chose)

    def flat(self) -> dict[str, object]:
        """What would change, by path."""
        found: dict[str, object] = {}
        for method in self.ways.chosen:
            row = self._ids.setdefault(method, recording.next_row(len(self._ids) + 1))
            held = self._held.get(method, ("", {}))[1]
            result = self._result(method)[1].one
            path = f"{self.group.rows}.{row}"
            if held.get("method") != method:
                found[f"{path}.method"] = method
            if result != held.get("result"):
                found[f"{path}.result"] = result
        for method, (row, _) in self._held.items():
            if method not in self.ways.chosen:
                found[f"{self.group.rows}.{row}.{kinds.REMOVED}"] = True
        return found

    def check(self) -> QWidget | None:
        """The first way that does not say how it went."""
        wrong = None
        for method in self.ways.chosen:
            _, choices, problem = self._result(method)
            problem.say("" if choices.one else self.tr("Say how it went."))
            wrong = wrong or (None if choices.one else choices)
        return wrong

    def editor(self, path: str) -> QWidget | None:
        """The ways that can be chosen."""
        return self.ways if path.split(".")[0] == self.group.rows else None

    def _begin(self, given: dict[str, str]) -> dict[str, str]:
        """What the record says, with what was begun on top."""
        by_row = {row: method for method, row in self._ids.items()}
        for row in self._kept():
            path = f"{self.group.rows}.{row}"
            method = str(self._begun.get(f"{path}.method") or by_row.get(row, ""))
            if self._begun.get(f"{path}.{kinds.REMOVED}") is True:
                given.pop(method, None)
            elif method in self._list:
                self._ids[method] = row
                given[method] = str(self._begun.get(f"{path}.result") or given.get(method, ""))
        return given

    def _chose(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for method in self.ways.chosen:
            self._result(method)
        for method, (holder, _, _) in self.results.items():
            holder.setVisible(method in self.ways.chosen)

    def _result(self, method: str) -> tuple[QWidget, Choices, FieldProblem]:
        if method not in self.results:
            name = say.code("deescalation", method)
            holder = QFrame()
            look(holder, "inset")
            rows = QVBoxLayout(holder)
            rows.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
            rows.setSpacing(theme.px(2))
            choices = Choices(name, single=True, columns=len(self._results), spoken=name)
            choices.offer(self._results)
            choices.changed.connect(self.changed)
            problem = FieldProblem(choices)
            for widget in (Words(name), choices, problem):
                rows.addWidget(widget)
            self._box.addWidget(holder)
            self.results[method] = (holder, choices, problem)
        return self.results[method]


class MarkGroup(RowGroup):
    """Marks on the body: in the picture or from the list, whichever is easier; both are the same marks."""

    def _build(self, base: Values) -> None:
        self.map = BodyMap()
        self.map.marked.connect(self._marked)
        self._spots: dict[str, tuple[int, int]] = {}
        self._new_spots: dict[str, tuple[int, int]] = {}
        self._box.addWidget(self.map)
        super()._build(base)
        for row, one in live_rows(base, "marks"):
            self._spot(row, one)
        for row in self._kept():
            self._spot(row, {name: self._begun.get(f"marks.{row}.{name}") for name in ("x", "y")})
        self.tell()

    def flat(self) -> dict[str, object]:
        """What would change, with where in the picture a mark was put."""
        found = super().flat()
        for one in self.rows:
            spot = self._new_spots.get(one.row)
            if spot is not None and not one.removed:
                found |= {f"marks.{one.row}.x": spot[0], f"marks.{one.row}.y": spot[1]}
        return found

    def tell(self) -> None:
        """The picture shows every mark of the list, by its number."""
        super().tell()
        shown = [one for one in self.rows if not one.removed]
        marks = []
        for number, one in enumerate(shown, 1):
            held = one.values
            view, region = str(held.get("view") or ""), str(held.get("region") or "")
            place = self._spots.get(one.row)
            if place is None or not self._agrees(one.row, held):
                place = place_of(view, region, str(held.get("side") or ""))
            if place is not None:
                marks.append(Mark(number, view or "front", *place))
        self.map.show_marks(marks)

    def _agrees(self, row: str, held: Values) -> bool:
        """Whether a mark put in the picture is still where the list says."""
        x, y = self._spots[row]
        view = str(held.get("view") or "")
        return region_at(view, x, y)[0] == held.get("region") or not held.get("region")

    def _spot(self, row: str, one: Values) -> None:
        x, y = one.get("x"), one.get("y")
        if isinstance(x, int) and isinstance(y, int):
            self._spots[row] = (x, y)
            if f"marks.{row}.x" in self._begun:
                self._new_spots[row] = (x, y)

    def _marked(self, view: str, x: int, y: int) -> None:
        region, side = region_at(view, x, y)
        editor = self.new({"view": view, "region": region, "side": side})
        row = self.rows[-1]
        self._spots[row.row] = self._new_spots[row.row] = (x, y)
        self.changed.emit()
        kind = next((one for one in row.editors if one.field.name == "kind"), editor)
        kind.setFocus()
