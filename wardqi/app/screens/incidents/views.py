"""Saved views of the list: a menu of a person's own, saved under a name and used again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from wardqi.app import theme
from wardqi.app.screens.incidents.narrowing import Narrowing
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.services import views
from wardqi.store.incidents import Filters

if TYPE_CHECKING:
    from wardqi.services.desk import Desk

LIST = "incidents"
_TEXTS = ("text", "first_day", "last_day", "area", "reason", "state", "journey")


class Views(QObject):
    """The button with its menu, and the line that asks for a name."""

    def __init__(self, workspace: Workspace, narrowing: Narrowing) -> None:
        super().__init__()
        self.workspace, self.narrowing = workspace, narrowing
        self._held: dict[str, Mapping[str, object]] = {}
        self.button = QPushButton(self.tr("Views"))
        self._menu = QMenu(self.button)
        self._menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self._menu)
        self.ask = QWidget()
        row = QHBoxLayout(self.ask)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        label = Words(self.tr("Name of the view"))
        label.setWordWrap(False)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the view"))
        self.name.setMaxLength(views.LONGEST_NAME)
        label.setBuddy(self.name)
        self.save_button = QPushButton(self.tr("Save this view"))
        self.leave_button = QPushButton(self.tr("Leave it"))
        look(self.leave_button, "quiet")
        row.addWidget(label)
        row.addWidget(self.name, 1)
        row.addWidget(self.save_button)
        row.addWidget(self.leave_button)
        self.ask.hide()
        self.name.returnPressed.connect(self._save)
        self.save_button.clicked.connect(self._save)
        self.leave_button.clicked.connect(self._leave)

    def refresh(self) -> None:
        """Read this person's views."""
        self.workspace.read(_saved, done=self._know)

    def names(self) -> list[str]:
        """The views there are."""
        return list(self._held)

    def use(self, name: str) -> None:
        """Narrow the list to a view."""
        values = self._held.get(name)
        if values is not None:
            self.narrowing.use(filters_of(values, self.workspace.person.uid), str(values.get("span") or ""))
            self.workspace.announce(self.tr("View: {name}").format(name=name))

    def _know(self, held: Mapping[str, Mapping[str, object]]) -> None:
        self._held = dict(held)

    def _fill(self) -> None:
        menu = self._menu
        menu.clear()
        for name in self._held:
            menu.addAction(_shown(name), partial(self.use, name))
        if self._held:
            menu.addSeparator()
        save = menu.addAction(self.tr("Save this view"), self._ask)
        save.setEnabled(self.narrowing.filters != Filters())
        if self._held:
            gone = menu.addMenu(self.tr("Forget a view"))
            for name in self._held:
                gone.addAction(_shown(name), partial(self._forget, name))

    def _ask(self) -> None:
        self.ask.show()
        self.name.clear()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self.ask.hide()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.workspace.announce(self.tr("Give the view a name."))
            self.name.setFocus()
            return
        values = values_of(self.narrowing.filters, self.narrowing.span)
        self.workspace.do(views.keep, LIST, name, values, done=self._kept)
        self._leave()

    def _kept(self, name: str) -> None:
        self.refresh()
        self.workspace.announce(self.tr("View saved: {name}").format(name=name))

    def _forget(self, name: str) -> None:
        self.workspace.do(views.drop, LIST, name, done=self._forgotten)

    def _forgotten(self, dropped: tuple[str, Mapping[str, object]]) -> None:
        self.refresh()
        name, values = dropped
        said = self.tr("View forgotten: {name}").format(name=name)
        self.workspace.did(said, views.keep, LIST, name, values, changes="views")


def values_of(filters: Filters, span: str) -> dict[str, object]:
    """Filters as they are kept. Days that were chosen as "last 7 days" stay that, whatever today is then."""
    values: dict[str, object] = {name: getattr(filters, name) for name in _TEXTS if getattr(filters, name)}
    if filters.types:
        values["types"] = list(filters.types)
    if filters.author:
        values["mine"] = True
    if filters.archived:
        values["archived"] = True
    if span:
        values["span"] = span
        values.pop("first_day", None)
        values.pop("last_day", None)
    return values


def filters_of(values: Mapping[str, object], uid: str) -> Filters:
    """Kept filters again; what this version does not know is left out."""
    kept = {name: str(values[name]) for name in _TEXTS if isinstance(values.get(name), str)}
    types = values.get("types")
    filters = Filters(**kept)  # type: ignore[arg-type]
    if isinstance(types, list):
        filters = replace(filters, types=tuple(str(one) for one in types))
    author = uid if values.get("mine") is True else None
    return replace(filters, author=author, archived=values.get("archived") is True)


def _saved(desk: Desk) -> dict[str, Mapping[str, object]]:
    return views.saved(desk, LIST)


def _shown(name: str) -> str:
    return name.replace("&", "&&")
