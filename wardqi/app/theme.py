"""Colours, sizes and icons: the only place that knows them, read from `resources/styles`.

`apply` gives the whole program one palette and one stylesheet. Sizes follow the text size, so a person
at 200 per cent gets larger targets too. Windows' own high contrast is left in charge when it is on.
"""

from __future__ import annotations

import gc
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from PySide6.QtCore import QBuffer, QByteArray, QDir, QIODevice, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QImageReader,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from wardqi import resources

NAMES = ("light", "dark", "contrast")
BODY_PT = 11.0
SMALLEST_PT = 9.5
_EASY_FONTS = ("Atkinson Hyperlegible", "OpenDyslexic", "Lexend", "Verdana", "DejaVu Sans")
_ICON, _TINT = "wardqi-icon", "wardqi-tint"
FUSION = "wardqi-fusion"
"""Set on the application once it has the style that the stylesheet is written for."""

# Which colour is read on which fill: text at 4.5:1 and more (7:1 in high contrast), marks at 3:1.
_FRONTS = ("text", "second", "action", "problem", "good", "caution")
TEXT_PAIRS = (
    *((front, back) for front in _FRONTS for back in ("page", "surface", "raised")),
    *((front, back) for front in _FRONTS[:3] for back in ("hover", "note_fill")),
    ("text", "selected"),
    ("action", "selected"),
    ("text", "problem_fill"),
    ("problem", "problem_fill"),
    ("text", "good_fill"),
    ("good", "good_fill"),
    ("text", "caution_fill"),
    ("caution", "caution_fill"),
    ("on_action", "action"),
    ("on_action", "action_hover"),
    ("on_action", "action_pressed"),
    ("action_hover", "surface"),
    ("off", "off_fill"),
    ("off", "surface"),
    ("off", "page"),
    ("on_bar", "bar"),
    ("on_bar", "bar_hover"),
    ("bar_second", "bar"),
    ("on_practice", "practice"),
    ("on_practice", "practice_stripe"),
)
MARK_PAIRS = (
    ("border", "surface"),
    ("border", "page"),
    ("bar_border", "bar"),
    ("problem", "surface"),
    ("action", "page"),
)


class Theme:
    """One set of named colours; `name` is also what charts ask for."""

    __slots__ = ("colours", "name")

    def __init__(self, name: str, colours: Mapping[str, str]) -> None:
        self.name = name
        self.colours = colours

    def __getitem__(self, token: str) -> str:
        """A token as "#rrggbb"."""
        return self.colours[token]

    def colour(self, token: str) -> QColor:
        """A token as Qt's colour."""
        return QColor(self.colours[token])

    @property
    def dark(self) -> bool:
        """Whether words are lighter than what they stand on."""
        return luminance(self["text"]) > luminance(self["surface"])


@cache
def load(name: str) -> Theme:
    """A shipped theme by name."""
    kept = tomllib.loads(resources.read_text(f"styles/{name}.toml"))
    return Theme(name, {str(token): str(value) for token, value in kept["colours"].items()})


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, WCAG 2.2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


class _Now:
    """What is applied at this moment."""

    theme: Theme | None = None
    choice = "light"
    scale = 1.0
    dressed: tuple[str, Mapping[str, str], float, bool] | None = None
    system: QPalette | None = None


def current() -> Theme:
    """The theme in use; the light one before any was applied."""
    return _Now.theme or load("light")


def scale() -> float:
    """The text size in use, 1.0 to 2.0."""
    return _Now.scale


def px(size: float) -> int:
    """A length that grows with the text size."""
    return round(size * _Now.scale)


def apply(choice: str, text_size: int = 100, *, easy_font: bool = False) -> Theme:
    """Dress the whole program: `choice` is light, dark, contrast or system; `text_size` 100 to 200."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("a theme needs the application")
    if _Now.system is None:
        _Now.system = app.palette()
    theme = _system(app) if choice == "system" else load(choice)
    _Now.theme, _Now.choice, _Now.scale = theme, choice, max(100, min(200, text_size)) / 100
    QDir.setSearchPaths("icons", [str(resources.path("icons"))])
    dressed = (theme.name, theme.colours, _Now.scale, easy_font)
    if dressed != _Now.dressed:
        with _nothing_taken_apart():
            _dress_all(app, theme, easy_font)
        _Now.dressed = dressed
    return theme


def _dress_all(app: QApplication, theme: Theme, easy_font: bool) -> None:
    # Without a sheet first: from one sheet to the next, Qt goes through a widget once for each widget
    # it stands in, and fifteen screens take seconds.
    app.setStyleSheet("")
    # Asked of a mark of ours: a style, once Python has seen it, brings a dozen lists of names with it.
    if not app.property(FUSION):
        app.setStyle("Fusion")
        app.setProperty(FUSION, True)
    app.setFont(_font(easy_font))
    app.setPalette(_palette(theme))
    app.setStyleSheet(_sheet(theme))
    for widget in app.allWidgets():
        _dress(widget)


@contextmanager
def _nothing_taken_apart() -> Iterator[None]:
    """Keep Python's collector still: Qt walks a list of all widgets while it dresses them, and calls our
    code in between; a window that nobody needs any more must not be taken apart under its feet."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def again() -> Theme:
    """Apply once more, after the system changed between light and dark; nothing when it is not followed."""
    if _Now.choice != "system":
        return current()
    easy = _Now.dressed is not None and _Now.dressed[3]
    return apply(_Now.choice, round(_Now.scale * 100), easy_font=easy)


def icon(name: str, tint: str = "text", size: int = 20) -> QIcon:
    """An icon of `resources/icons` in a colour of the theme, with its greyed form for what is off."""
    made = QIcon()
    made.addPixmap(pixmap(name, size, tint), QIcon.Mode.Normal)
    made.addPixmap(pixmap(name, size, "off"), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, size: int, tint: str = "text") -> QPixmap:
    """One icon as a picture `size` logical pixels square, sharp on every display."""
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen else 1.0
    drawn = QPixmap(_draw(name, current()[tint], round(size * ratio)))
    drawn.setDevicePixelRatio(ratio)
    return drawn


def dress(widget: QAbstractButton | QLabel, name: str, tint: str = "text", size: int = 20) -> None:
    """Give a button or label an icon that follows the theme from now on."""
    widget.setProperty(_ICON, f"{name}/{size}")
    widget.setProperty(_TINT, tint)
    _dress(widget)


def look(widget: QWidget, name: str) -> None:
    """Give a widget another look of the stylesheet."""
    mark(widget, "look", name)


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the stylesheet asks for, and let the style see it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def tip(widget: QWidget, text: str) -> None:
    """A tooltip shown as plain text, whatever it holds; wraps at a readable width."""
    widget.setToolTip(plain_tip(text))


def plain_tip(text: str) -> str:
    """The same for an item model's tooltip role."""
    from html import escape

    return f"<p>{escape(text)}</p>" if text else ""


def _dress(widget: QWidget) -> None:
    kept = widget.property(_ICON)
    if not isinstance(kept, str):
        return
    name, _, size = kept.partition("/")
    side = px(int(size))
    tint = str(widget.property(_TINT))
    if isinstance(widget, QAbstractButton):
        # Qt leaves four pixels between icon and words; a wider box for the icon leaves more.
        widget.setIconSize(QSize(side + (px(8) if widget.text() else 0), side))
        widget.setIcon(icon(name, tint, side))
    elif isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, side, tint))


@cache
def _draw(name: str, colour: str, size: int) -> QPixmap:
    text = resources.read_text(f"icons/{name}.svg").replace("currentColor", colour)
    buffer = QBuffer()
    buffer.setData(QByteArray(text.encode()))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(size, size))
    return QPixmap.fromImage(reader.read())


def _system(app: QApplication) -> Theme:
    """What the system asks for: its own colours under high contrast, else our light or dark."""
    hints = app.styleHints()
    wanted = getattr(getattr(hints, "accessibility", lambda: None)(), "contrastPreference", None)
    if wanted is not None and "High" in str(wanted()):
        return _from_palette(_Now.system or app.palette())
    return load("dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light")


def _from_palette(palette: QPalette) -> Theme:
    """The person's own high contrast colours as a theme; ours where theirs cannot be read."""

    def shade(role: QPalette.ColorRole) -> str:
        return palette.color(role).name()

    ours = dict(load("contrast").colours)
    back, front = shade(QPalette.ColorRole.Window), shade(QPalette.ColorRole.WindowText)
    if contrast(back, front) < 7:
        return load("contrast")
    link, chosen = shade(QPalette.ColorRole.Link), shade(QPalette.ColorRole.Highlight)
    action = link if contrast(link, back) >= 4.5 else front
    selected = chosen if min(contrast(chosen, front), contrast(chosen, action)) >= 4.5 else back
    fronts = ("text", "second", "border", "line", "problem", "good", "caution", "off", "on_bar", "bar_second")
    backs = ("page", "surface", "raised", "hover", "off_fill", "bar", "bar_hover", "on_action", "practice")
    fills = ("problem_fill", "good_fill", "caution_fill", "note_fill", "practice_stripe")
    ours |= dict.fromkeys((*fronts, "bar_border", "on_practice"), front)
    ours |= dict.fromkeys((*backs, *fills), back)
    ours |= dict.fromkeys(("action", "action_hover", "action_pressed"), action)
    return Theme("contrast", ours | {"selected": selected})


def _font(easy: bool) -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if easy:
        have = set(QFontDatabase.families())
        font.setFamily(next((name for name in _EASY_FONTS if name in have), font.family()))
    font.setPointSizeF(BODY_PT * _Now.scale)
    return font


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    roles = {
        role.Window: "page",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "page",
        role.Text: "text",
        role.PlaceholderText: "second",
        role.Button: "surface",
        role.ButtonText: "text",
        role.BrightText: "problem",
        role.ToolTipBase: "raised",
        role.ToolTipText: "text",
        role.Highlight: "selected",
        role.HighlightedText: "text",
        role.Link: "action",
        role.LinkVisited: "action",
        role.Light: "raised",
        role.Midlight: "hover",
        role.Mid: "border",
        role.Dark: "border",
        role.Shadow: "focus_outer",
        role.Accent: "action",
    }
    for each, token in roles.items():
        palette.setColor(each, theme.colour(token))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, theme.colour("off"))
    return palette


def _sheet(theme: Theme) -> str:
    """The stylesheet: `@token` a colour, `@12px` a length that grows, `@1.5pt` times the body size."""

    def put(found: re.Match[str]) -> str:
        size, unit, token = found.group(1), found.group(2), found.group(3)
        if token:
            return theme.name if token == "theme" else theme[token]  # noqa: S105 - a colour's name
        if unit == "pt":
            return f"{max(SMALLEST_PT, float(size) * BODY_PT) * _Now.scale:.1f}pt"
        return f"{px(float(size))}px"

    sheet = re.sub(r"/\*.*?\*/", "", resources.read_text("styles/wardqi.qss"), flags=re.DOTALL)
    return re.sub(r"@(?:(\d+(?:\.\d+)?)(px|pt)|([a-z_]+))", put, sheet)
