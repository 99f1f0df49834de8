"""The menu for text size and colours: at sign-in for this computer, afterwards for the person."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from wardqi.app.settings import CHOICES, Settings, Value
from wardqi.text import QT_TRANSLATE_NOOP

THEMES = {
    "light": QT_TRANSLATE_NOOP("look", "Light"),
    "dark": QT_TRANSLATE_NOOP("look", "Dark"),
    "contrast": QT_TRANSLATE_NOOP("look", "High contrast"),
    "system": QT_TRANSLATE_NOOP("look", "As this computer is set"),
}


def theme_words(name: str) -> str:
    """A theme in words."""
    return QCoreApplication.translate("look", THEMES[name])


def size_words(per_cent: int) -> str:
    """A text size in words."""
    return f"{per_cent}%"


def fill(menu: QMenu, settings: Settings) -> None:
    """Put the choices into a menu; the choice in use is ticked."""
    sizes = menu.addMenu(QCoreApplication.translate("look", QT_TRANSLATE_NOOP("look", "Text size")))
    group = QActionGroup(sizes)
    for size in CHOICES["text_size"]:
        _offer(sizes, group, settings, "text_size", size, size_words(int(size)))
    themes = menu.addMenu(QCoreApplication.translate("look", QT_TRANSLATE_NOOP("look", "Colours")))
    group = QActionGroup(themes)
    for name in CHOICES["theme"]:
        _offer(themes, group, settings, "theme", name, theme_words(str(name)))
    easy = menu.addAction(QCoreApplication.translate("look", QT_TRANSLATE_NOOP("look", "Easy-reading font")))
    easy.setCheckable(True)
    easy.setChecked(settings.flag("easy_font"))
    easy.toggled.connect(partial(settings.keep, "easy_font"))


def _offer(menu: QMenu, group: QActionGroup, settings: Settings, name: str, value: Value, words: str) -> None:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(settings.text(name) == str(value))
    action.triggered.connect(lambda _on=False: settings.keep(name, value))
    group.addAction(action)
