"""Walks the incident form as a screen reader does: over the accessibility bus, in a window on a display.

`python build/atspi.py` shows the form with every part open on a display of its own, asks the bus for each
control's role and name, prints the list, and fails when a control has none. Linux only; `dev.py
accessibility` installs what it needs.
"""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SYSTEM_PYTHON = "/usr/bin/python3"  # the bindings of the bus come with the system's own Python
READY = "ready"
TITLE = "WardQI"

# What takes focus or is pressed; everything else on the bus is words or a frame around them.
CONTROLS = frozenset(
    {"check box", "combo box", "entry", "push button", "radio button", "text", "toggle button", "spin button"}
)


def main() -> int:
    """Exit code 1 when a control has no role or no name, or the form was not found on the bus."""
    if "--show" in sys.argv:
        return show()
    if "--walk" in sys.argv:
        return walk(int(sys.argv[sys.argv.index("--walk") + 1]))
    if "--inside" in sys.argv:
        return inside()
    return subprocess.run(
        ["dbus-run-session", "--", sys.executable, __file__, "--inside"], cwd=ROOT
    ).returncode


def inside() -> int:
    """With a session bus of our own: a display, the form on it, and the walk."""
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        display = told.readline().strip()
    around = {**os.environ, "DISPLAY": f":{display}", "NO_AT_BRIDGE": "0"}
    form = subprocess.Popen(
        [sys.executable, __file__, "--show"],
        env={**around, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "WARDQI_TEST": "1"},
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        line = form.stdout.readline().strip() if form.stdout else ""
        if line != READY:
            print("The form could not be shown.", file=sys.stderr)
            return 1
        return subprocess.run([SYSTEM_PYTHON, __file__, "--walk", str(form.pid)], env=around).returncode
    finally:
        for process in (form, screen):
            process.send_signal(signal.SIGTERM)
            process.wait()


def show() -> int:
    """The incident form in the real window, every part of it open, until told to end."""
    sys.path.insert(0, str(ROOT))
    from wardqi.app import main as program
    from wardqi.app import screens
    from wardqi.app.frame import Frame
    from wardqi.app.idle import Activity
    from wardqi.app.jobs import Jobs
    from wardqi.app.screens.incidents.form import IncidentForm
    from wardqi.app.screens.incidents.groups import RowGroup
    from wardqi.app.settings import Settings
    from wardqi.app.window import Window
    from wardqi.app.workspace import Workspace
    from wardqi.services import access
    from wardqi.services.access import Founding

    app = program.make_app()
    with tempfile.TemporaryDirectory(prefix="wardqi-atspi-") as place:
        session = access.set_up_ward(
            Path(place) / "ward",
            Founding("Heron Ward", "Lakeside NHS Trust", "Sam Ade", "seven herons over the lake"),
        )
        settings = Settings(Path(place) / "settings.ini")
        jobs = Jobs()
        workspace = Workspace(session, settings, jobs, ward="Heron Ward")
        window = Window(settings, Activity(app))
        frame = Frame(workspace, screens.ALL)
        window.resize(1366, 768)
        window.show_frame(frame)
        window.show()
        frame.open("incident")
        form = frame.page
        if not isinstance(form, IncidentForm):
            return 1
        form.questions.fill({"what": ["09", "14", "05"]})
        more = form.questions.more
        for name in more.sections:
            for group in more.inside(name).groups:
                if isinstance(group, RowGroup) and group.group.starts:
                    group.start(0)
        end = time.monotonic() + 1.5
        while time.monotonic() < end or jobs.busy:
            app.processEvents()
            time.sleep(0.01)
        print(READY, flush=True)
        signal.signal(signal.SIGTERM, lambda *_: app.quit())
        app.exec()
        jobs.close()
        session.close()
    return 0


def walk(pid: int) -> int:
    """Ask the bus for everything of the program with this process id."""
    bus = atspi()
    found = None
    for _ in range(100):
        desktop = bus.get_desktop(0)
        apps = [desktop.get_child_at_index(at) for at in range(desktop.get_child_count())]
        found = next((one for one in apps if one is not None and one.get_process_id() == pid), None)
        if found is not None and found.get_child_count():
            break
        time.sleep(0.1)
    if found is None:
        print("The program is not on the accessibility bus.", file=sys.stderr)
        return 1
    listed: list[tuple[str, str, str]] = []
    trouble: list[str] = []
    waiting = [(found, 0)]
    while waiting:
        one, depth = waiting.pop()
        if one is None or depth > 60:
            continue
        role = one.get_role_name()
        states = one.get_state_set()
        shown = states.contains(bus.StateType.SHOWING) or states.contains(bus.StateType.VISIBLE)
        focusable = states.contains(bus.StateType.FOCUSABLE)
        if role in CONTROLS and shown and focusable:
            name = (one.get_name() or labelled(one)).strip()
            listed.append((role, name, (one.get_description() or "").strip()))
            if not name:
                trouble.append(f"{role} without a name at depth {depth}")
        if not role or role == "invalid":
            trouble.append(f"no role: {one.get_name()!r}")
        waiting += [(one.get_child_at_index(at), depth + 1) for at in reversed(range(one.get_child_count()))]
    for role, name, description in listed:
        print(f"{role:14} {name}" + (f"  ({description})" if description else ""))
    print(f"{len(listed)} controls on the bus, {len(trouble)} without role or name")
    for line in trouble:
        print(line, file=sys.stderr)
    return 1 if trouble or len(listed) < 50 else 0


def atspi() -> Any:
    """The bindings of the bus, which only the system's own Python has."""
    importlib.import_module("gi").require_version("Atspi", "2.0")
    return importlib.import_module("gi.repository.Atspi")


def labelled(one: Any) -> str:
    """The name of what labels a control, which is how a list to choose from is named on this system."""
    for relation in one.get_relation_set():
        if relation.get_relation_type() == atspi().RelationType.LABELLED_BY:
            return str(relation.get_target(0).get_name() or "")
    return ""


if __name__ == "__main__":
    sys.exit(main())
