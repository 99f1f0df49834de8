"""The states of the huddle that are worth pictures, its papers, and a prompt as it is seen at 3 metres."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt

from wardqi.app.frame import Frame
from wardqi.app.printing import Printout, Stamp
from wardqi.app.screens.huddle.page import HuddlePage
from wardqi.app.screens.print_out import PrintPage
from wardqi.app.screens.safety_cross.page import SafetyCrossPage
from wardqi.services.huddles.actions import Wanted

_PROMPTS = ("opening", "yesterday", "days_since", "last_24h", "next_24h", "staffing", "actions")
_EYE_PX = 3.46
"""Pixels of a 15.6 inch screen, 1366 wide, that normal sight takes for one at 3 metres: a minute of arc."""

Picture = Callable[[str], None]


def states(frame: Frame, settle: Callable[[], None], picture: Picture, out: Path, ending: str) -> None:
    """Bring each state about and take its picture; the huddle stands at its first prompt again at the end."""
    frame.open("huddle", "poster")
    settle()
    picture("huddle-poster")
    _paper(frame, settle, out / f"print-poster-{ending}")
    _prepare(frame, settle, picture)
    page = _first_prompt(frame, settle)
    _speak(page, settle)
    for key in _PROMPTS:
        _to(page, key, settle)
        picture(f"huddle-run-{key}")
        if key == "last_24h":
            _panels(page, settle, picture)
            _on_the_wall(frame, settle, picture, out / f"huddle-run-3m-{ending}.png")
    while page.stack.currentWidget() is page.run:
        page.run._next()
        settle()
    picture("huddle-close")
    page.finish()
    settle()
    picture("huddle-summary")
    _paper(frame, settle, out / f"print-huddle-{ending}")
    frame.workspace.undo()
    settle()
    _first_prompt(frame, settle)
    _cross(frame, settle, out / f"print-cross-{ending}")
    _actions(frame, settle, picture)


def _prepare(frame: Frame, settle: Callable[[], None], picture: Picture) -> None:
    frame.open("huddle", "poster")  # from which Esc leads to the preparation, also of a huddle under way
    settle()
    frame.step_back()
    settle()
    picture("huddle-prepare")


def _first_prompt(frame: Frame, settle: Callable[[], None]) -> HuddlePage:
    frame.open("huddle", "start")
    settle()
    page = frame.page
    if not isinstance(page, HuddlePage):
        raise TypeError("no huddle")
    if page.stack.currentWidget() is page.close_pane:
        page.back()
        settle()
    while page.run.back_button.isEnabled():
        page.run._previous()
        settle()
    return page


def _speak(page: HuddlePage, settle: Callable[[], None]) -> None:
    """Two actions, once."""
    spoken = (
        Wanted("Read the calm-down plan with the person in bed 3", "registered_nurse", due=_due(page, 1)),
        Wanted("Ask for one more on the late shift", "ward_manager", due=_due(page, 0), escalate_to="matron"),
    )
    if page.run._now is not None and not page.run._now.actions:
        for wanted in spoken:
            page.run._act(wanted)
            settle()


def _due(page: HuddlePage, days: int) -> str:
    return page.workspace.now().date().fromordinal(page.workspace.now().date().toordinal() + days).isoformat()


def _to(page: HuddlePage, key: str, settle: Callable[[], None]) -> None:
    while page.stack.currentWidget() is page.run and page.run._prompt and page.run._prompt.key != key:
        page.run._next()
        settle()


def _panels(page: HuddlePage, settle: Callable[[], None], picture: Picture) -> None:
    run = page.run
    run._open_action()
    run.side.action.form.what.setText("Open the garden after lunch, with two staff")
    settle()
    picture("huddle-action")
    run.side.action.form.cancel_button.click()
    run._open_concern()
    run.side.concern.people.setText("AK, bed 3")
    run.side.concern.text.setText("Leave was cancelled; goes quiet before it gets too much")
    run.side.concern.ends["action"].setChecked(True)
    settle()
    picture("huddle-concern")
    run.side.concern.cancel_button.click()
    run._open_skip()
    settle()
    picture("huddle-skip")
    run._close_panel()
    run.timer.show_minutes(12, 15)
    settle()
    picture("huddle-timer")


def _on_the_wall(frame: Frame, settle: Callable[[], None], picture: Picture, path: Path) -> None:
    """As in full screen, where nothing stands round the huddle; and what an eye makes of it at 3 metres."""
    around = (frame.top, frame.strip, frame.navigation)
    for part in around:
        part.hide()
    settle()
    picture("huddle-wall")
    seen = frame.window().grab().toImage()
    smooth = Qt.TransformationMode.SmoothTransformation
    keep = Qt.AspectRatioMode.IgnoreAspectRatio
    small = QSize(round(seen.width() / _EYE_PX), round(seen.height() / _EYE_PX))
    seen.scaled(small, keep, smooth).scaled(seen.size(), keep, smooth).save(str(path))
    frame._fit_alone()
    settle()


def _cross(frame: Frame, settle: Callable[[], None], path: Path) -> None:
    frame.open("safety_cross")
    settle()
    if isinstance(frame.page, SafetyCrossPage):
        _paper(frame, settle, path)


def _actions(frame: Frame, settle: Callable[[], None], picture: Picture) -> None:
    frame.open("actions")
    settle()
    page = frame.page
    table = page.table  # type: ignore[union-attr]
    frame.open("actions", table.current().ent)
    settle()
    picture("huddle-actions-one")
    page.detail._close_done()  # type: ignore[union-attr]
    settle()
    picture("huddle-actions-close")
    page.back()  # type: ignore[union-attr]
    page.back()  # type: ignore[union-attr]


def _paper(frame: Frame, settle: Callable[[], None], path: Path) -> None:
    """The PDF of what the page prints, and each of its pages as a picture."""
    page = frame.page
    page.print_out()  # type: ignore[union-attr]
    settle()
    shown = frame.page
    if not isinstance(shown, PrintPage) or shown.printout is None:
        raise TypeError("nothing to print")
    workspace = frame.workspace
    stamp = Stamp(workspace.person.name, workspace.now(), workspace.practice)
    pdf = path.with_suffix(".pdf")
    pdf.write_bytes(Printout(shown.printout.document, stamp).pdf())
    tool = shutil.which("pdftoppm")
    if tool is not None:
        subprocess.run([tool, "-r", "80", "-png", str(pdf), str(path)], check=True)
    else:
        for at in range(shown.printout.count):
            shown.printout.image(at, QSize(661, 935)).save(f"{path}-{at + 1}.png")
    pdf.unlink()
    frame.step_back()
    settle()
