"""The driver diagram: an outline to edit, its picture to look at, links typed by name, versions by date."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import choosing, say, theme
from wardqi.app.parts import Pane, button
from wardqi.app.problems import Message
from wardqi.app.screens.improvement import diagram_picture
from wardqi.app.screens.improvement.diagram_outline import Outline, higher
from wardqi.app.screens.improvement.diagram_picture import Picture
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.field import FieldProblem
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words
from wardqi.app.workspace import Workspace
from wardqi.bundles import files
from wardqi.reports.page import Document, Paragraph
from wardqi.reports.page import Picture as Printed
from wardqi.services.desk import Desk
from wardqi.services.improvement import drivers
from wardqi.services.improvement.drivers import IDEA, PRIMARY, SECONDARY, Diagram, NotThere
from wardqi.services.recording import Saved
from wardqi.text import QT_TRANSLATE_NOOP

SUBJECT = "improvement"
_TWO_PANES = 1000
_OUTLINE, _PICTURE = 11, 12

_WHY = {
    "no_parent": QT_TRANSLATE_NOOP(
        "say", "Nothing stands above that it could go under. It stays where it is."
    ),
    "has_children": QT_TRANSLATE_NOOP(
        "say", "Others hang on this. Move or take out what is under it first. It stays where it is."
    ),
    "tested": QT_TRANSLATE_NOOP(
        "say", "This idea was tested, so it stays an idea. Its state tells what came of it."
    ),
    "same": QT_TRANSLATE_NOOP("say", "It cannot go further this way. It stays where it is."),
}
_FILES = {
    ".png": diagram_picture.png,
    ".svg": diagram_picture.svg,
}


class DiagramPage(Pane):
    """One project's diagram. `open(project)`; it reads and writes by itself."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, self.tr("Driver diagram"), self.tr("Project"), 0)
        self._project = ""
        self.found: Diagram | None = None
        self._make_tools()
        self.outline, self.picture = Outline(), Picture()
        self.sheet.add(self._make_versions())
        self.empty = self._make_empty()
        self.sheet.add(self.empty)
        self.panes = QSplitter()
        self.panes.setChildrenCollapsible(False)
        self.panes.addWidget(self._make_left())
        self.panes.addWidget(self._make_right())
        self.panes.setStretchFactor(0, _OUTLINE)
        self.panes.setStretchFactor(1, _PICTURE)
        self.sheet.add(self.panes, 1)
        self._connect()

    def open(self, project: str) -> None:
        """Read the diagram of a project, as it is now."""
        if project != self._project:
            self._project, self.found = project, None
            self.version.setCurrentIndex(0)
        self.refresh()

    def refresh(self) -> None:
        """Read it again."""
        number = self.version.currentData() or 0
        self.workspace.read(drivers.read, self._project, number, done=self._show, failed=self._not_read)

    def enter(self) -> None:
        """Stand in the outline."""
        (self.outline if self.found is not None and self.found.rows else self.back).setFocus()

    def print_out(self) -> bool:
        """The picture on A4, lying."""
        drawing = self.picture.drawing
        if drawing is None or self.found is None or not self.found.rows:
            return False
        note = self.tr("Local draft: started from the shipped diagram.") if self.found.draft else ""
        document = Document(
            self.tr("Driver diagram: {project}").format(project=self.found.aim),
            self.workspace.ward,
            (
                *((Paragraph(note, "second"),) if note else ()),
                Printed(
                    diagram_picture.png(drawing, theme.load("light")),
                    self.picture.accessibleDescription(),
                    most_high_mm=150,
                ),
            ),
            landscape=True,
        )
        self.workspace.print_out(document, "diagram", self._project, "driver-diagram")
        return True

    # --- making

    def _make_tools(self) -> None:
        tools = self.tools()
        self.print = button(self.tr("Print"), self.print_out, "print")
        self.export = button(self.tr("Save the picture"), self._save_picture, "file")
        self.keep_version = button(self.tr("Keep as a version"), self._keep_version, "history")
        for one in (self.print, self.export, self.keep_version):
            tools.add(one)

    def _make_versions(self) -> QWidget:
        self.versions = QWidget()
        row = QHBoxLayout(self.versions)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.version = QComboBox()
        self.version.setAccessibleName(self.tr("Version that is shown"))
        self.version.addItem(self.tr("As it is now"), 0)
        self.version.activated.connect(self.refresh)
        label = Words(self.tr("Shown"))
        label.setWordWrap(False)
        label.setBuddy(self.version)
        self.draft = Words(self.tr("Local draft: started from the shipped diagram"), "second")
        row.addWidget(label)
        row.addWidget(self.version)
        row.addWidget(self.draft, 1)
        return self.versions

    def _make_empty(self) -> Empty:
        empty = Empty(
            self.tr("No diagram yet. It links the aim to what drives it, and to ideas to try."), "improvement"
        )
        if self.may("record"):
            empty.offer(self.tr("Start from the shipped draft"), self._start)
            empty.offer(self.tr("Start from scratch"), self._scratch)
        return empty

    def _make_left(self) -> QWidget:
        left = QWidget()
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, theme.px(8), 0)
        rows.setSpacing(theme.px(8))
        self.outline.setMinimumHeight(theme.px(220))
        rows.addWidget(self.outline, 1)
        self.acts = Flow(6)
        self.add_button = button(
            self.tr("Add"), lambda: self.outline.begin(), "add", "", self.tr("Add after this")
        )
        self.under_button = button(
            self.tr("Add under"), self._begin_under, "right", "", self.tr("Add under this")
        )
        for one in (
            self.add_button,
            self.under_button,
            button(self.tr("Edit"), self.outline.edit_line, "edit", "", self.tr("Edit this line")),
            button(self.tr("Up"), partial(self._by_button, "up"), "up", "", self.tr("Move up")),
            button(self.tr("Down"), partial(self._by_button, "down"), "down", "", self.tr("Move down")),
            button(
                self.tr("Lower"), partial(self._by_button, "lower"), "next", "", self.tr("Put a level lower")
            ),
            button(
                self.tr("Higher"),
                partial(self._by_button, "higher"),
                "back",
                "",
                self.tr("Put a level higher"),
            ),
            button(
                self.tr("Take out"), partial(self._by_button, "out"), "close", "", self.tr("Take this out")
            ),
        ):
            self.acts.add(one)
        rows.addWidget(self.acts)
        rows.addWidget(self._make_links())
        return left

    def _make_links(self) -> QWidget:
        self.links = QWidget()
        rows = QVBoxLayout(self.links)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(4))
        self.under = Flow(6)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        self.link_edit = QLineEdit()
        self.link_edit.setAccessibleName(self.tr("Also works through"))
        self.link_edit.returnPressed.connect(self._link)
        self.link_button = QPushButton(self.tr("Link"))
        self.link_button.clicked.connect(self._link)
        label = Words(self.tr("Also works through"))
        label.setWordWrap(False)
        label.setBuddy(self.link_edit)
        line.addWidget(label)
        line.addWidget(self.link_edit, 1)
        line.addWidget(self.link_button)
        self.link_problem = FieldProblem(self.link_edit)
        rows.addWidget(self.under)
        rows.addLayout(line)
        rows.addWidget(self.link_problem)
        return self.links

    def _make_right(self) -> QWidget:
        right = QWidget()
        rows = QVBoxLayout(right)
        rows.setContentsMargins(theme.px(8), 0, 0, 0)
        rows.setSpacing(theme.px(8))
        self.picture.setMinimumHeight(theme.px(300))
        rows.addWidget(self.picture, 1)
        zoom = Flow(6)
        for text, name, run in (
            (self.tr("Larger"), self.tr("Larger picture"), partial(self.picture.zoom, 1)),
            (self.tr("Smaller"), self.tr("Smaller picture"), partial(self.picture.zoom, -1)),
            (self.tr("Fit"), self.tr("Fit the picture"), self.picture.fit),
        ):
            zoom.add(button(text, run, "", "quiet", name))
        rows.addWidget(zoom)
        return right

    def _connect(self) -> None:
        outline = self.outline
        outline.added.connect(self._add)
        outline.renamed.connect(self._rename)
        outline.moved.connect(partial(self._do, drivers.move))
        outline.indented.connect(partial(self._do, drivers.indent))
        outline.outdented.connect(partial(self._do, drivers.outdent))
        outline.removed.connect(partial(self._do, drivers.remove))
        outline.chosen.connect(self._chosen)
        self.picture.picked.connect(outline.choose)

    # --- showing

    def _show(self, found: Diagram) -> None:
        if found.project != self._project:
            return
        self.found = found
        self.tell(self.tr("Driver diagram"), found.aim)
        now = not found.at
        may = now and self.may("record")
        self.outline.may_change = may
        some = bool(found.rows)
        self._fill_versions(found)
        self.draft.setVisible(found.draft and some)
        self.versions.setVisible(some or bool(found.versions))
        self.empty.setVisible(not some and now)
        self.panes.setVisible(some or not now)
        for one in (self.acts, self.keep_version):
            one.setVisible(may)
        for one in (self.print, self.export):
            one.setVisible(some)
        self.keep_version.setVisible(may and some)
        self.outline.show_rows(found.rows)
        self.picture.show_diagram(found)
        self._chosen(self.outline.current_ent())

    def _fill_versions(self, found: Diagram) -> None:
        kept = self.version.currentData() or 0
        self.version.clear()
        self.version.addItem(self.tr("As it is now"), 0)
        for one in found.versions:
            at = say.moment(one.at, self.workspace.now())
            said = self.tr("Version {number}, {at}").format(number=one.number, at=at)
            self.version.addItem(f"{said}: {one.note}" if one.note else said, one.number)
        self.version.setCurrentIndex(max(0, self.version.findData(kept)))

    def _not_read(self, error: Exception) -> None:
        self.workspace.explain(error)
        self.left.emit()

    def _chosen(self, ent: str) -> None:
        self.picture.choose(ent)
        item = self.outline.current()
        found = self.found
        linkable = item is not None and item.level != PRIMARY and self.outline.may_change
        self.links.setVisible(linkable)
        self.under_button.setEnabled(item is not None and item.level != IDEA)
        if item is None or found is None or not linkable:
            return
        self.under.clear()
        known = {one.ent: one.text for one in found.items}
        if len(item.under) > 1:
            for parent in item.under:
                text = known.get(parent, "")
                name = self.tr("Unlink {what}").format(what=text)
                self.under.add(button(text, partial(self._unlink, item.ent, parent), "close", "quiet", name))
        self.under.setVisible(len(item.under) > 1)
        completer = QCompleter([one.text for one in higher(found.items, item)], self.link_edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.link_edit.setCompleter(completer)
        self.link_edit.clear()
        self.link_problem.say("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, else one above the other."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_TWO_PANES)
        self.panes.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        whole = self.panes.width() if wide else self.panes.height()
        self.panes.setSizes([whole * part // (_OUTLINE + _PICTURE) for part in (_OUTLINE, _PICTURE)])

    # --- changing

    def _start(self) -> None:
        self.workspace.do(drivers.start, self._project, done=self._started, changes=SUBJECT)

    def _started(self, saved: Saved) -> None:
        self.kept(self.tr("The shipped draft is here. Change it with the people it is about."), saved)

    def _scratch(self) -> None:
        self.empty.hide()
        self.panes.show()
        self.outline.begin(PRIMARY)

    def _begin_under(self) -> None:
        item = self.outline.current()
        if item is not None and item.level != IDEA:
            self.outline.begin(SECONDARY if item.level == PRIMARY else IDEA)

    def _by_button(self, what: str) -> None:
        ent = self.outline.current_ent()
        if not ent:
            return
        if what in ("up", "down"):
            self._do(drivers.move, ent, -1 if what == "up" else 1)
        else:
            steps = {"lower": drivers.indent, "higher": drivers.outdent, "out": drivers.remove}
            self._do(steps[what], ent)

    def _add(self, level: str, text: str, under: str, after: str) -> None:
        self._do(drivers.add, self._project, level, text, under, after)

    def _rename(self, ent: str, text: str) -> None:
        self._do(drivers.rename, ent, text)

    def _link(self) -> None:
        item = self.outline.current()
        if item is None or self.found is None:
            return
        said = " ".join(self.link_edit.text().split()).casefold()
        match = [one for one in higher(self.found.items, item) if one.text.casefold() == said]
        if not match:
            match = [one for one in higher(self.found.items, item) if said and said in one.text.casefold()]
        if len(match) != 1:
            self.link_problem.say(self.tr("Type the name of a driver one level higher."))
            return
        self._do(drivers.link, item.ent, match[0].ent)

    def _unlink(self, ent: str, parent: str) -> None:
        self._do(drivers.unlink, ent, parent)

    def _keep_version(self) -> None:
        self._do(drivers.keep_version, self._project)

    def _do(self, act: object, *args: object) -> None:
        self.workspace.do(_done, act, *args, done=self._saved, failed=self._refused, changes=SUBJECT)

    def _saved(self, saved: Saved) -> None:
        if saved.ent != self._project:
            self.outline.expect(saved.ent)
        self.kept(self.tr("The diagram is saved."), saved)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, NotThere):
            self.workspace.announce(say.tr(_WHY[error.code]))
            self.workspace.show(Message(what=say.tr(_WHY[error.code]), tone="caution"))
        else:
            self.workspace.explain(error)
        self.refresh()

    # --- files

    def _save_picture(self) -> None:
        drawing = self.picture.drawing
        if drawing is None:
            return
        kinds = (self.tr("Picture (*.png)"), self.tr("Drawing (*.svg)"), self.tr("Document (*.pdf)"))
        path = choosing.new_file(self, self.tr("Save the picture"), "driver-diagram.png", kinds)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Save the picture as PNG, SVG or PDF by the file's ending, in light colours."""
        drawing = self.picture.drawing
        if drawing is None:
            return
        make = _FILES.get(path.suffix.lower(), diagram_picture.pdf)
        data = make(drawing, theme.load("light"))
        self.workspace.do(_write, path, data, self._project, done=self._written)

    def _written(self, name: str) -> None:
        self.workspace.show(Message(what=self.tr("{name} saved.").format(name=name), tone="good"))


def _done(desk: Desk, act: object, *args: object) -> Saved:
    saved = act(desk, *args)  # type: ignore[operator]
    assert isinstance(saved, Saved)  # noqa: S101 - for the type alone
    return saved


def _write(desk: Desk, path: Path, data: bytes, project: str) -> str:
    files.write(path, data, replace=True)
    desk.append(desk.note("export", project, code="diagram"))
    return path.name
