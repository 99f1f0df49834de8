"""What may be typed as a figure of the huddle: whole beds and people, parts of a person only for staff."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QDoubleValidator, QIntValidator, QValidator

from wardqi.services import census

_MOST = 9999


def validator(fact: str, parent: QObject) -> QValidator:
    """Keeps everything but a number out of the field of a figure."""
    if fact in census.FACTS:
        return QIntValidator(0, _MOST, parent)
    check = QDoubleValidator(0, _MOST, 1, parent)
    check.setNotation(QDoubleValidator.Notation.StandardNotation)
    return check
