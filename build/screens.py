"""Pictures of every screen, for looking at: the practice ward, light and dark, at 100 and 200 per cent.

`python build/screens.py OUT` starts itself once for each display scale, because Qt reads that only once, and
once more with every sentence two fifths longer, as a translation may be. `--only NAME,NAME` takes fewer.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
WIDE, TALL = 1366, 768
SCALES = (1, 2)
THEMES = ("light", "dark")
STATES = (
    ("improvement-calendar", "improvement", "calendar"),
    ("huddle-past", "huddle", "past"),
    ("huddle-prompts", "huddle", "prompts"),
    ("paper-out", "paper", "out"),
)
"""Further states of a screen worth a picture: what it is called, the screen, and where it is opened."""
_WAIT_S = 60.0


def main() -> int:
    """Exit code 1 when a screen could not be shown."""
    parser = argparse.ArgumentParser(description="Make pictures of every screen.")
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / "screenshots")
    parser.add_argument("--only", default="", help="pictures whose names begin with one of these")
    parser.add_argument("--scale", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--longer", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.scale:
        return pictures(asked.out, asked.home, asked.scale, asked.only, longer=asked.longer)
    with tempfile.TemporaryDirectory(prefix="wardqi-screens-") as home:
        for scale, *longer in ((SCALES[0],), (SCALES[1],), (SCALES[0], "--longer")):
            again = [sys.executable, __file__, str(asked.out), "--scale", str(scale), "--home", home]
            again += [*longer, "--only", asked.only]
            done = subprocess.run(again, env=surroundings(Path(home), scale), check=False)
            if done.returncode:
                print(f"The pictures at scale {scale} were not finished.", file=sys.stderr)
                return 1
    made = sorted(asked.out.glob("*.png"))
    print(f"{len(made)} pictures in {asked.out}")
    return 0 if made else 1


def surroundings(home: Path, scale: int) -> dict[str, str]:
    """Where Qt and the program look: nothing of the person's own, no window on their display."""
    places = {
        name: str(home / name.lower()) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    }
    return {
        **os.environ,
        **places,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(scale),
        "WARDQI_TEST": "1",
    }


def pictures(out: Path, home: Path, scale: int, only: str, *, longer: bool) -> int:
    """Show every gate and screen in this process, and keep a picture of each in both themes."""
    import hub_states
    import huddle_states
    import improvement_states
    import learning_states
    from incident_states import Longer, states
    from PySide6.QtWidgets import QWidget

    from wardqi.app import main as program_of
    from wardqi.app import screens
    from wardqi.app.jobs import Jobs
    from wardqi.app.main import Program
    from wardqi.app.settings import Settings

    app = program_of.make_app()
    out.mkdir(parents=True, exist_ok=True)
    words = Longer()
    if longer:
        app.installTranslator(words)
    themes = THEMES[:1] if longer else THEMES
    ending = f"{scale}00-longer" if longer else f"{scale}00"
    program = Program(home / "practice", Settings(home / f"settings-{scale}.ini"))

    def until(so: Callable[[], bool]) -> None:
        end = time.monotonic() + _WAIT_S * 5
        while not so() and time.monotonic() < end:
            app.processEvents()
            time.sleep(0.01)
        if not so():
            raise TimeoutError("a screen did not come")

    def settle() -> None:
        until(lambda: not program.jobs.busy)
        end = time.monotonic() + 0.4
        while time.monotonic() < end or program.jobs.busy:
            app.processEvents()
            time.sleep(0.01)

    def picture(name: str, theme: str) -> None:
        settle()
        if name.startswith(tuple(only.split(","))):
            program.window.grab().save(str(out / f"{name}-{theme}-{ending}.png"))

    program.window.setMinimumSize(1, 1)
    program.window.resize(WIDE // scale, TALL // scale)
    program.start(practice=True)
    until(lambda: program.window.frame is not None)
    for theme in themes:
        program.settings.keep("theme", theme)
        frame = program.window.frame
        if frame is None:
            return 1
        names = [s.name for s in screens.ALL if s.offered(program.workspace.role, program.workspace.profile)]  # type: ignore[union-attr]
        for name in names:
            if not frame.open(name):
                print(f"{name} could not be opened", file=sys.stderr)
                return 1
            settle()
            if frame.here != name:  # Today leads on to a huddle that is under way, once
                frame.open(name)
            picture(name, theme)
        for name, screen, ident in STATES:
            frame.open(screen, ident)
            picture(name, theme)
        states(frame, settle, partial(picture_of, picture, theme), only)
        if asks(only, "learning"):
            learning_states.states(frame, settle, partial(picture_of, picture, theme))
        if asks(only, "huddle", "print-"):
            huddle_states.states(frame, settle, partial(picture_of, picture, theme), out, f"{theme}-{ending}")
        if program.session is not None and asks(only, "improvement", "my-learning"):
            improvement_states.states(frame, program.session, settle, partial(picture_of, picture, theme))
        program.lock()
        picture("cover", theme)
        program._who_is_here()
        picture("sign-in", theme)
        enter_again(program)
        until(lambda: not program.window.covered)
    for theme in themes if not only or only.startswith("hub") else ():
        program.settings.keep("theme", theme)

        def keep(window: QWidget, jobs: Jobs, name: str, theme: str = theme) -> None:
            until(lambda: not jobs.busy)
            settle()
            until(lambda: not jobs.busy)
            settle()
            if name and name.startswith(only):
                window.grab().save(str(out / f"{name}-{theme}-{ending}.png"))

        hub_states.pictures(home, program.settings, (WIDE // scale, TALL // scale), keep)
    if program.session is not None and scale == 1 and not longer and "improvement-paper".startswith(only):
        improvement_states.paper(program.session, program.workspace.ward, out / "improvement-paper")  # type: ignore[union-attr]
    for theme in themes:
        program.settings.keep("theme", theme)
        for name, show in (
            ("first-start", program._first_start),
            ("set-up", partial(program._set_up, "ward")),
            ("set-up-hub", partial(program._set_up, "hub")),
        ):
            show()
            picture(name, theme)
    program.window.close()
    return 0


def asks(only: str, *begins: str) -> bool:
    """Whether pictures whose names begin so are wanted."""
    return any(
        one.startswith(begins) or any(each.startswith(one) for each in begins) for one in only.split(",")
    )


def picture_of(picture: Callable[[str, str], None], theme: str, name: str) -> None:
    """A picture by name, in the theme that is on."""
    picture(name, theme)


def enter_again(program: object) -> None:
    """Sign the practice ward's manager in again."""
    from wardqi.services.practice import PIN

    form = program.gate  # type: ignore[attr-defined]
    form.ui.peopleList.setCurrentRow(0)
    form.ui.secretEdit.setText(PIN)
    form.ui.enterButton.click()


if __name__ == "__main__":
    sys.exit(main())
