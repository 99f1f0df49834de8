"""The ward's areas and its beds: a list in the ward's own order, changed one step at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from wardqi.app import say, theme
from wardqi.app.forms.ui_place_form import Ui_PlaceForm
from wardqi.app.tables import Column, RecordTable
from wardqi.app.widgets.card import Card
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.workspace import Workspace
from wardqi.domain import codes
from wardqi.services.administering import ward
from wardqi.services.administering.ward import NotFit, Place, Ward
from wardqi.services.desk import NotFound
from wardqi.services.recording import Saved
from wardqi.text import QT_TRANSLATE_NOOP

_PAGE = 400
_LEAST_HEIGHT = 240
_FOLD = 380


class Places(Card):
    """What areas and beds have in common; `rows` is their name in the ward's record."""

    rows = ""

    def __init__(self, workspace: Workspace, title: str, name: str, empty: str, icon: str) -> None:
        super().__init__(title)
        self._workspace = workspace
        self._editing: str | None = None
        self._wanted = ""
        self._said = ""
        self.table = RecordTable(
            name, self._columns(), page_size=_PAGE, empty=Empty(empty, icon), narrow=_FOLD
        )
        self.table.setMinimumHeight(theme.px(_LEAST_HEIGHT))
        self.table.chosen.connect(self._weigh)
        self.table.opened.connect(self._change)
        self.table.menu_wanted.connect(self._menu)
        self.add_button = QPushButton(self.words_add())
        theme.dress(self.add_button, "add", "text", 18)
        self.change_button = QPushButton(self.tr("Change"))
        self.up_button = QPushButton(self.tr("Up"))
        self.down_button = QPushButton(self.tr("Down"))
        self.retire_button = QPushButton(self.tr("Retire"))
        theme.dress(self.up_button, "up", "text", 16)
        theme.dress(self.down_button, "down", "text", 16)
        self._buttons: tuple[tuple[QPushButton, Callable[[], None]], ...] = (
            (self.add_button, self._add),
            (self.change_button, self._change),
            (self.up_button, self._up),
            (self.down_button, self._down),
            (self.retire_button, self._retire),
        )
        row = Flow(8)
        for button, run in self._buttons:
            button.clicked.connect(run)
            row.add(button)
        self.editor = QWidget()
        self.form = Ui_PlaceForm()
        self.form.setupUi(self.editor)
        self.problem = FieldProblem(self.form.nameEdit)
        self.form.namePlace.addWidget(self.problem)
        self.form.saveButton.clicked.connect(self._save)
        self.form.cancelButton.clicked.connect(self.close_editor)
        self.form.nameEdit.returnPressed.connect(self._save)
        self.editor.hide()
        self.add(self.table)
        self.add(row)
        self.add(self.editor)
        self._name_buttons()
        self._weigh(None)

    def show_ward(self, found: Ward) -> None:
        """Show the places as they are saved; the one just touched stays chosen."""
        places = self._of(found)
        current = self.table.current()
        chosen = self._wanted or (current.row if current is not None else "")
        self.table.show_page(places)
        at = next((at for at, one in enumerate(places) if one.row == chosen), -1)
        if at < 0 and self._wanted == _LAST:
            at = sum(not one.retired for one in places) - 1
        if at >= 0:
            self.table.view.setCurrentIndex(self.table.model.index(at, 0))
        self._wanted = ""
        self._weigh(self.table.current())

    def close_editor(self) -> bool:
        """Close the editor; False when it was not open."""
        if self.editor.isHidden():
            return False
        self.editor.hide()
        self.problem.say("")
        self._weigh(self.table.current())
        (self.table.view if self.table.current() is not None else self.add_button).setFocus()
        return True

    def finish(self) -> bool:
        """Save what the editor holds; False when it is not open or not where the person is."""
        if self.editor.isHidden():
            return False
        self._save()
        return True

    # --- what areas and beds each say for themselves

    def words_add(self) -> str:
        """The words of the button that adds one."""
        raise NotImplementedError

    def _columns(self) -> Sequence[Column[Place]]:
        raise NotImplementedError

    def _of(self, found: Ward) -> tuple[Place, ...]:
        raise NotImplementedError

    def _fill(self, place: Place | None) -> None:
        raise NotImplementedError

    def _keep(self, name: str, kind: str) -> None:
        raise NotImplementedError

    # --- what is done

    def _add(self) -> None:
        self._edit(None)

    def _change(self, _place: Place | bool | None = None) -> None:
        place: Place | None = self.table.current()
        if place is not None and not place.retired:
            self._edit(place)

    def _edit(self, place: Place | None) -> None:
        form = self.form
        self._editing = None if place is None else place.row
        self.problem.say("")
        form.headLabel.setText(
            self.words_add() if place is None else self.tr("Change {name}").format(name=place.name)
        )
        form.nameEdit.setText("" if place is None else place.name)
        self._fill(place)
        self.editor.show()
        form.nameEdit.setFocus()
        form.nameEdit.selectAll()
        self._workspace.announce(form.headLabel.text())

    def _save(self) -> None:
        if self.form.saveButton.isEnabled():
            self.form.saveButton.setEnabled(False)
            name = " ".join(self.form.nameEdit.text().split())
            self._wanted = self._editing or _LAST
            self._said = self.tr("{name} saved.").format(name=name)
            self._keep(name, str(self.form.kindBox.currentData()))

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        place: Place | None = self.table.current()
        if place is not None:
            self._wanted = place.row
            self._said = self.tr("{name} moved.").format(name=place.name)
            self._do(ward.move, self.rows, place.row, by)

    def _retire(self) -> None:
        place: Place | None = self.table.current()
        if place is None:
            return
        self._wanted = place.row
        if place.retired:
            self._said = self.tr("{name} is in use again.").format(name=place.name)
            self._do(ward.bring_back, self.rows, place.row)
        else:
            self._said = self.tr("{name} retired. What was recorded there keeps its name.").format(
                name=place.name
            )
            self._do(ward.retire, self.rows, place.row)

    def _do(self, fn: Callable[..., Saved], *args: object) -> None:
        self._workspace.do(fn, *args, done=self._saved, failed=self._refused, changes="ward")

    def _saved(self, saved: Saved) -> None:
        self.form.saveButton.setEnabled(True)
        self.close_editor()
        self._workspace.did(self._said, ward.undo, saved.changes, changes="ward")

    def _refused(self, error: Exception) -> None:
        self.form.saveButton.setEnabled(True)
        self._wanted = ""
        if isinstance(error, NotFit):
            said = say.tr(_PROBLEMS[next(iter(error.problems.values()))])
            if self.editor.isHidden():
                self._workspace.show(say.Message(what=said, tone="caution"))
                return
            self.problem.say(said)
            self.form.nameEdit.setFocus()
            self._workspace.announce(said)
        elif isinstance(error, NotFound):
            self.close_editor()  # nothing differed, or it stands at the end already
        else:
            self._workspace.explain(error)

    def _weigh(self, place: Place | None) -> None:
        live = place is not None and not place.retired
        at = self.table.view.currentIndex().row()
        last = sum(not self.table.model.row(row).retired for row in range(self.table.model.rowCount())) - 1
        self.change_button.setEnabled(live)
        self.up_button.setEnabled(live and at > 0)
        self.down_button.setEnabled(live and at < last)
        self.retire_button.setEnabled(place is not None)
        self.retire_button.setText(
            self.tr("Bring back") if place is not None and place.retired else self.tr("Retire")
        )

    def _menu(self, _place: Place, where: QPoint) -> None:
        menu = QMenu(self)
        for button, run in self._buttons:
            menu.addAction(button.text(), run).setEnabled(button.isEnabled())
        menu.popup(where)

    def _name_buttons(self) -> None:
        """The same words stand on two cards: a screen reader hears which list each is for."""
        for button, _ in self._buttons[1:]:
            button.setAccessibleDescription(self.heading.text())


_LAST = "last"


_PROBLEMS = {
    "missing": QT_TRANSLATE_NOOP("say", "Write a name."),
    "too_long": QT_TRANSLATE_NOOP("say", "That is too long for a name."),
    "taken": QT_TRANSLATE_NOOP("say", "There is one of that name already. Choose another name."),
}


class Areas(Places):
    """Where things happen: offered by the incident form in this order until some are used more."""

    rows = "areas"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            self.tr("Areas"),
            self.tr("Areas of the ward"),
            self.tr("No areas yet. The incident form offers kinds of area until there are some."),
            "ward",
        )
        self.form.kindLabel.setText(self.tr("Kind of area"))
        self.form.kindBox.setAccessibleName(self.tr("Kind of area"))
        for entry in codes.get("area_kind").live(workspace.now().date()):
            self.form.kindBox.addItem(entry.plain, entry.code)

    def words_add(self) -> str:
        """The words of the button that adds one."""
        return self.tr("Add an area")

    def _columns(self) -> Sequence[Column[Place]]:
        return (
            Column(self.tr("Area"), self._name, icon=_icon),
            Column(self.tr("Kind"), lambda one: say.code("area_kind", one.kind), width=23, keep=False),
        )

    def _of(self, found: Ward) -> tuple[Place, ...]:
        return found.areas

    def _name(self, one: Place) -> str:
        return self.tr("{name} (retired)").format(name=one.name) if one.retired else one.name

    def _fill(self, place: Place | None) -> None:
        box = self.form.kindBox
        box.setCurrentIndex(max(0, box.findData("lounge" if place is None else place.kind)))

    def _keep(self, name: str, kind: str) -> None:
        self._do(ward.save_area, self._editing, name, kind)


class Beds(Places):
    """The ward's beds; each may lie in an area."""

    rows = "beds"

    def __init__(self, workspace: Workspace) -> None:
        self._areas: dict[str, str] = {}
        super().__init__(
            workspace,
            self.tr("Beds"),
            self.tr("Beds of the ward"),
            self.tr("No beds yet. They are also added when a patient is given one."),
            "beds",
        )
        self.form.kindLabel.setText(self.tr("Area it is in"))
        self.form.kindBox.setAccessibleName(self.tr("Area it is in"))

    def show_ward(self, found: Ward) -> None:
        """The beds, with the names of the areas they are in."""
        self._areas = {one.row: one.name for one in found.areas}
        box, chosen = self.form.kindBox, self.form.kindBox.currentData()
        box.clear()
        box.addItem(self.tr("Not said"), "")
        for one in found.areas:
            if not one.retired:
                box.addItem(one.name, one.row)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        super().show_ward(found)

    def words_add(self) -> str:
        """The words of the button that adds one."""
        return self.tr("Add a bed")

    def _columns(self) -> Sequence[Column[Place]]:
        return (
            Column(self.tr("Bed"), self._name, icon=_icon),
            Column(self.tr("Area"), lambda one: self._areas.get(one.area, ""), width=23, keep=False),
        )

    def _of(self, found: Ward) -> tuple[Place, ...]:
        return found.beds

    def _name(self, one: Place) -> str:
        if not one.until:
            return one.name
        return self.tr("{name} (until {day})").format(name=one.name, day=say.day(one.until))

    def _fill(self, place: Place | None) -> None:
        box = self.form.kindBox
        box.setCurrentIndex(max(0, box.findData("" if place is None else place.area)))

    def _keep(self, name: str, kind: str) -> None:
        self._do(ward.save_bed, self._editing, name, kind)


def _icon(one: Place) -> str:
    return "history" if one.retired else ""
