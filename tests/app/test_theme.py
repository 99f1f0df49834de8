"""Colours and sizes: every pair that is read can be read, in every theme."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from wardqi import resources
from wardqi.app import theme


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize("pair", theme.TEXT_PAIRS, ids="-on-".join)
def test_words_can_be_read(name: str, pair: tuple[str, str]) -> None:
    now = theme.load(name)
    least = 7.0 if name == "contrast" else 4.5
    assert theme.contrast(now[pair[0]], now[pair[1]]) >= least


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize("pair", theme.MARK_PAIRS, ids="-on-".join)
def test_borders_and_icons_can_be_seen(name: str, pair: tuple[str, str]) -> None:
    now = theme.load(name)
    assert theme.contrast(now[pair[0]], now[pair[1]]) >= 3.0


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize(
    "fill", ["page", "surface", "raised", "action", "bar", "practice", "practice_stripe"]
)
def test_the_focus_ring_is_seen_on_every_fill(name: str, fill: str) -> None:
    now = theme.load(name)
    rings = (now["focus_inner"], now["focus_outer"])
    assert max(theme.contrast(ring, now[fill]) for ring in rings) >= 3.0
    assert theme.contrast(*rings) >= 9.0


def test_contrast_is_as_published() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert theme.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert theme.contrast("#005eb8", "#ffffff") == pytest.approx(6.4, abs=0.05)


def test_the_three_themes_name_the_same_colours() -> None:
    named = [set(theme.load(name).colours) for name in theme.NAMES]
    assert named[0] == named[1] == named[2]


def test_no_colour_stands_in_the_stylesheet_or_in_the_code() -> None:
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b", resources.read_text("styles/wardqi.qss").replace("#qt_", ""))
    code = resources.folder().parent / "wardqi" / "app"
    for file in code.rglob("*.py"):
        assert not re.search(r"""["']#[0-9a-fA-F]{6}["']""", file.read_text(encoding="utf-8")), file.name


def test_every_token_of_the_stylesheet_is_a_colour_of_the_theme(qapp: QApplication) -> None:
    for name in theme.NAMES:
        theme.apply(name)
        assert "@" not in qapp.styleSheet()


def test_sizes_grow_with_the_text(qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton("Save")
    qtbot.addWidget(button)
    before = (button.sizeHint().height(), qapp.font().pointSizeF())
    theme.apply("light", 200)
    qtbot.wait(1)
    assert qapp.font().pointSizeF() == pytest.approx(2 * before[1])
    assert button.sizeHint().height() >= 1.8 * before[0]


def test_no_size_is_under_nine_and_a_half_points(qapp: QApplication) -> None:
    theme.apply("light", 100)
    sizes = [float(found) for found in re.findall(r"font-size: ([\d.]+)pt", qapp.styleSheet())]
    assert min(sizes) >= theme.SMALLEST_PT


def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    theme.apply("dark")
    for file in resources.path("icons").glob("*.svg"):
        text = file.read_text(encoding="utf-8")
        side = 96 if file.stem.startswith("card-") else 24  # drawings of cards are larger
        assert f'viewBox="0 0 {side} {side}"' in text
        assert "#" not in text, f"{file.name} has a colour of its own"
        image = theme.pixmap(file.stem, side, "action").toImage()
        shades = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        assert shades == {theme.load("dark")["action"]}, file.name


def test_the_systems_own_high_contrast_is_left_in_charge() -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor("#202020"))
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#ffffff"))
    palette.setColor(QPalette.ColorRole.Link, QColor("#75e9fc"))
    palette.setColor(QPalette.ColorRole.Highlight, QColor("#8ee3f0"))
    made = theme._from_palette(palette)
    assert (made["surface"], made["text"], made["action"]) == ("#202020", "#ffffff", "#75e9fc")
    for front, back in theme.TEXT_PAIRS:
        assert theme.contrast(made[front], made[back]) >= 4.5, (front, back)
