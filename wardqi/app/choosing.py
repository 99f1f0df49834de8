"""Choosing files and folders: the system's own dialogs, or Qt's with its memory of past places off."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

_REMEMBERED = ("FileDialog/history", "FileDialog/lastVisited", "FileDialog/shortcuts")


def folder(parent: QWidget, title: str) -> Path | None:
    """A folder to save in; None when the person thought better of it."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    chosen = _ask(dialog)
    return chosen[0] if chosen else None


def file(parent: QWidget, title: str, kinds: Sequence[str]) -> Path | None:
    """One file there is; `kinds` as Qt writes them, such as "Bundles (*.wqb)"."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(list(kinds))
    chosen = _ask(dialog)
    return chosen[0] if chosen else None


def files(parent: QWidget, title: str, kinds: Sequence[str]) -> list[Path]:
    """Files there are, none when the person thought better of it."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(list(kinds))
    return _ask(dialog)


def new_file(parent: QWidget, title: str, name: str, kinds: Sequence[str]) -> Path | None:
    """Where to save a new file; `name` is offered. The ending follows the kind that was chosen."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters(list(kinds))
    dialog.selectFile(name)
    chosen = _ask(dialog)
    if not chosen:
        return None
    ending = dialog.selectedNameFilter().rpartition("*")[2].rstrip(")")
    return chosen[0] if chosen[0].suffix else chosen[0].with_name(chosen[0].name + ending)


def _ask(dialog: QFileDialog) -> list[Path]:
    dialog.setHistory([])
    dialog.setSidebarUrls([QUrl.fromLocalFile(str(Path.home()))])
    done = dialog.exec()
    chosen = [Path(name) for name in dialog.selectedFiles()] if done else []
    dialog.setHistory([])
    dialog.deleteLater()
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    for name in _REMEMBERED:
        kept.remove(name)
    return chosen
