"""What a keyboard and a screen reader can reach on a page, asked of Qt itself."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollBar,
    QWidget,
)

LEAST = 24
_PARTS = (QHeaderView, QScrollBar)


def controls(root: QWidget) -> list[QWidget]:
    """Everything below that takes focus by Tab and can be seen."""
    return [
        each
        for each in root.findChildren(QWidget)
        if each.isVisibleTo(root.window())
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and not isinstance(each, _PARTS)
        and not isinstance(each.parentWidget(), QAbstractSpinBox | QComboBox)
    ]


def name_of(widget: QWidget) -> str:
    """What a screen reader would call it."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name).strip() if found is not None else ""


def told(widget: QWidget) -> str:
    """A widget for a failure's message."""
    text = widget.text() if isinstance(widget, QAbstractButton | QLineEdit | QLabel) else ""
    return f"{type(widget).__name__} {widget.objectName()!r} {text!r}"


def unnamed(root: QWidget) -> list[str]:
    """Controls that a screen reader has no name for."""
    return [told(each) for each in controls(root) if not name_of(each)]


def cut(root: QWidget) -> list[str]:
    """Buttons, boxes and choices with less room than their words need, or that stand out of the page."""
    return [
        f"{told(each)} {each.size().toTuple()} of {each.sizeHint().toTuple()}"
        for each in root.findChildren(QAbstractButton)
        if each.isVisibleTo(root.window()) and each.text() and (_small(each) or _outside(each))
    ]


def _small(button: QAbstractButton) -> bool:
    wanted = button.sizeHint()
    return button.width() < wanted.width() or button.height() < wanted.height()


def _outside(button: QAbstractButton) -> bool:
    """Past the right edge of the page that scrolls, which has no bar sideways."""
    above = button.parentWidget()
    while above is not None and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    if above is None:
        return False
    page = above.viewport()
    return button.mapTo(page, QPoint(button.width(), 0)).x() > page.width()


def rich(root: QWidget) -> list[str]:
    """Labels that could show markup."""
    return [
        told(label)
        for label in root.findChildren(QLabel)
        if label.textFormat() != Qt.TextFormat.PlainText and label.pixmap().isNull()
    ]


def small(root: QWidget) -> list[str]:
    """Targets under 24 by 24."""
    targets = [*controls(root), *(b for b in root.findChildren(QAbstractButton) if b.isVisibleTo(root))]
    return [
        f"{told(each)} {each.width()}x{each.height()}"
        for each in targets
        if (each.width() < LEAST or each.height() < LEAST) and not isinstance(each.parentWidget(), QLineEdit)
    ]


def clipped(root: QWidget) -> list[str]:
    """Buttons and labels whose words do not fit and are not said in full elsewhere."""
    found = []
    for each in root.findChildren(QWidget):
        if not each.isVisibleTo(root.window()) or not isinstance(each, QAbstractButton | QLabel):
            continue
        if not each.text() or each.width() == 0:
            continue
        if isinstance(each, QLabel):
            if each.wordWrap():
                needed = each.heightForWidth(each.width())
                if needed > each.height() + 1:
                    found.append(f"{told(each)} needs {needed} high, has {each.height()}")
            elif each.sizeHint().width() > each.width() + 1 and not each.toolTip():
                found.append(f"{told(each)} needs {each.sizeHint().width()} wide, has {each.width()}")
        elif each.sizeHint().width() > each.width() + 4 and not each.toolTip():
            found.append(f"{told(each)} needs {each.sizeHint().width()} wide, has {each.width()}")
    return found


def unreachable(root: QWidget) -> list[str]:
    """Controls that pressing Tab never comes to; of radio buttons in a group one is enough.

    A page may make its controls anew while one walks through them, so what is left is asked at the end,
    and a second round is walked for what was new in the first.
    """
    window = root.window()
    seen: set[int] = set()
    kept: list[QWidget] = []  # alive, so that no address stands for two widgets
    missed: list[QWidget] = []
    for _ in range(2):
        start = next(iter(controls(root)), None)
        if start is None:
            return []
        start.setFocus(Qt.FocusReason.TabFocusReason)
        for _ in range(300):
            focus = QApplication.focusWidget()
            if focus is None:
                break
            seen.add(id(focus))
            kept.append(focus)
            QTest.keyClick(focus, Qt.Key.Key_Tab)
            now = QApplication.focusWidget()
            if now is focus:  # a field that keeps Tab for itself would be a trap
                return [f"{told(focus)} keeps the Tab key"]
            if now is start:
                break
        missed = [each for each in controls(root) if id(each) not in seen]
    return [told(each) for each in missed if not _in_a_reached_group(each, seen, window)]


def _in_a_reached_group(each: QWidget, seen: set[int], window: QWidget) -> bool:
    if not isinstance(each, QAbstractButton) or not (each.autoExclusive() or each.group() is not None):
        return False
    group = each.group()
    mates = (
        group.buttons()
        if group is not None
        else [b for b in window.findChildren(QAbstractButton) if b.parentWidget() is each.parentWidget()]
    )
    return any(id(mate) in seen for mate in mates)
