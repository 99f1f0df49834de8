"""The settings of this screen and of the person at it: one declared table, kept outside the store.

Is it about the ward? Then it is in the encrypted store. Nothing about a patient, ever, and no name or
place of a file goes in here.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

Value = str | int | bool | bytes


class Setting(NamedTuple):
    """One declared setting. `personal` ones follow the person; others belong to this computer. Somebody new
    begins with what was last chosen on this computer, unless it is theirs `alone`."""

    name: str
    default: Value
    personal: bool
    says: str
    choices: tuple[Value, ...] = ()
    alone: bool = False


TABLE: tuple[Setting, ...] = (
    Setting("theme", "light", True, "Colours", ("light", "dark", "contrast", "system")),
    Setting("text_size", 100, True, "Text size in per cent", (100, 110, 125, 150, 175, 200)),
    Setting("easy_font", False, True, "Use an easy-reading font where this computer has one"),
    Setting("less_motion", False, True, "Keep everything still"),
    Setting("language", "en_GB", True, "Language"),
    Setting("incident_columns", "", True, "Columns of the list of incidents, by name; empty: the usual"),
    Setting("seen_guides", "", True, "Guides that are offered no more, by code", alone=True),
    Setting("guide_day", "", True, "The day a guide was last offered: one a day at most", alone=True),
    Setting("ended_prompts", "", True, "Offers of the library ended for good, by code", alone=True),
    Setting("first_steps_ended", False, True, "The list of what setting up left is put away", alone=True),
    Setting("window", b"", False, "Where the window was, and its size"),
)
_BY_NAME = {setting.name: setting for setting in TABLE}
CHOICES = {setting.name: setting.choices for setting in TABLE if setting.choices}


class Settings(QObject):
    """Reads and keeps the declared settings; an undeclared name raises KeyError."""

    changed = Signal(str)

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = QSettings(str(file), QSettings.Format.IniFormat)
        self._uid = ""

    def follow(self, uid: str) -> None:
        """From now on personal settings are this person's; empty for nobody (this computer's last choice)."""
        self._uid = uid
        for setting in TABLE:
            if setting.personal:
                self.changed.emit(setting.name)

    def text(self, name: str) -> str:
        """A setting of words."""
        return str(self._value(name))

    def number(self, name: str) -> int:
        """A setting of a whole number; a damaged entry reads as its default."""
        try:
            return int(str(self._value(name)))
        except ValueError:
            return int(str(_BY_NAME[name].default))

    def flag(self, name: str) -> bool:
        """A setting that is on or off."""
        return str(self._value(name)).lower() == "true"

    def blob(self, name: str) -> QByteArray:
        """A setting of bytes, such as a window's place."""
        value = self._kept.value(self._key(_BY_NAME[name]))
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep(self, name: str, value: Value | QByteArray) -> None:
        """Keep a setting; one outside its choices raises ValueError."""
        setting = _BY_NAME[name]
        if setting.choices and value not in setting.choices:
            raise ValueError(name)
        stored = QByteArray(value) if isinstance(value, bytes) else value
        self._kept.setValue(self._key(setting), stored)
        if setting.personal and self._uid and not setting.alone:
            self._kept.setValue(f"computer/{name}", stored)
        self.changed.emit(name)

    def _value(self, name: str) -> object:
        setting = _BY_NAME[name]
        value = self._kept.value(self._key(setting))
        if value is None:
            value = (
                setting.default if setting.alone else self._kept.value(f"computer/{name}", setting.default)
            )
        if setting.choices and str(value) not in {str(choice) for choice in setting.choices}:
            return setting.default
        return value

    def _key(self, setting: Setting) -> str:
        if setting.personal and self._uid:
            return f"person/{self._uid}/{setting.name}"
        return f"computer/{setting.name}"
