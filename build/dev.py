"""Sets up, runs, checks and packages WardQI from a checkout: `python3 build/dev.py COMMAND`.

The standard library and pip do the work, so any Python 3.11 to 3.13 can start it on a machine that has
nothing else yet. What it installs for Python goes into `.venv`, by the hashes of `build/requirements.lock`.
"""

from __future__ import annotations

import argparse
import ctypes
import glob
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.sha256"
PROJECT = ROOT / "pyproject.toml"
LOCK = ROOT / "build" / "requirements.lock"
RUN_LOCK = ROOT / "build" / "requirements-run.lock"
DEMO = ROOT / "demo"
DIST = ROOT / "dist"
WINDOWS = sys.platform == "win32"

# Debian's package for each thing looked for: a library by its file's name, a program by its command.
LIBRARIES = {
    "libglib2.0-0": "libglib-2.0.so.0",
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
}
X11_LIBRARIES = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-sync1": "libxcb-sync.so.1",
    "libxcb-xfixes0": "libxcb-xfixes.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libx11-xcb1": "libX11-xcb.so.1",
}
WAYLAND_LIBRARIES = {
    "libwayland-client0": "libwayland-client.so.0",
    "libwayland-cursor0": "libwayland-cursor.so.0",
}
BUS_LIBRARIES = {"libatspi2.0-0": "libatspi.so.0", "libgirepository-1.0-1": "libgirepository-1.0.so.1"}
BUS_PROGRAMS = {"xvfb": "Xvfb", "dbus": "dbus-run-session"}
BUS_FILES = {
    "gir1.2-atspi-2.0": "/usr/lib/*/girepository-1.0/Atspi-2.0.typelib",
    "python3-gi": "/usr/lib/python3/dist-packages/gi/__init__.py",
    "at-spi2-core": "/usr/libexec/at-spi2-registryd",
}
TEST_PROGRAMS = {
    "age": "age",
    "openssh-client": "ssh-keygen",
    "poppler-utils": "pdftotext",
}
FULL_PROGRAMS = {"strace": "strace"}
PACKAGE_PROGRAMS = {"binutils": "objdump"}

# By module, not by its command in .venv: that one names the folder it was installed in.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


class Failed(Exception):
    """The job cannot go on; its text is one plain sentence for the person."""


def main() -> int:
    """Exit code 0 when the job is done, 1 when it failed, else that of the program that was run."""
    parser = argparse.ArgumentParser(prog="dev.py", description="Set up, run, check and package WardQI.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("setup", help="make or refresh .venv and stop there")
    commands.add_parser(
        "run", help="the practice ward, or without a display the demo; ARGS after -- are passed on"
    )
    test_ = commands.add_parser("test", help="the whole check")
    test_.add_argument("--full", action="store_true", help="with the long form of the fault tests")
    commands.add_parser("screenshots", help="every screen, two sizes, light and dark, into screenshots/")
    commands.add_parser(
        "accessibility", help="the incident form over a screen reader's bus: role and name of all"
    )
    commands.add_parser("package", help="a folder that runs without Python, into dist/")
    lock_ = commands.add_parser("lock", help="choose and pin dependency versions; check their Windows wheels")
    lock_.add_argument(
        "--check", action="store_true", help="change nothing; only check the locks as they are"
    )
    lock_.add_argument("--upgrade", action="store_true", help="take the newest versions allowed")
    cut = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    given, passed_on = sys.argv[1:cut], sys.argv[cut + 1 :]
    asked = parser.parse_args(given)
    if passed_on and asked.command != "run":
        parser.error("only run passes arguments on")
    jobs: dict[str, Callable[[], int]] = {
        "setup": setup,
        "run": lambda: run(passed_on),
        "test": lambda: test(full=asked.full),
        "screenshots": screenshots,
        "accessibility": accessibility,
        "package": package,
        "lock": lambda: lock(only_check=asked.check, upgrade=asked.upgrade),
    }
    try:
        return jobs[asked.command]()
    except Failed as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


# -- setting up ------------------------------------------------------------------------------------------


def setup() -> int:
    """Make `.venv` hold what the lock says and this checkout; quick when it already does."""
    install_system(LIBRARIES)
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == stamp():
        return 0
    say("Installing the locked dependencies into .venv; the first time takes some minutes.")
    pip = [str(program("python")), "-m", "pip"]
    install_locked(pip if works([*pip, "--version"]) else new_environment(VENV), LOCK)
    must([*pip, "install", "-q", "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    STAMP.write_text(stamp(), encoding="ascii")
    return 0


def stamp() -> str:
    """What `.venv` is made from: the locked versions, the project's settings, this folder, that Python."""
    places = f"{ROOT} {program('python').resolve()}"
    return hashlib.sha256(LOCK.read_bytes() + PROJECT.read_bytes() + places.encode()).hexdigest()


def works(command: Sequence[str]) -> bool:
    """Whether a command can be started and ends well."""
    try:
        return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def install_locked(pip: Sequence[str], lock_file: Path) -> None:
    """Install what a lock names, each file checked by its hash, nothing built here."""
    hashed = ["install", "-q", "--require-hashes", "--only-binary=:all:", "--no-warn-script-location"]
    must([*pip, *hashed, "-r", str(lock_file)])


def new_environment(place: Path) -> list[str]:
    """Make an empty virtual environment; gives the pip command that installs into it.

    Debian keeps `ensurepip` in a package of its own; where it is absent, the pip outside serves.
    """
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise Failed(f"WardQI needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]}.")
    venv = [sys.executable, "-m", "venv", "--clear"]
    if importlib.util.find_spec("ensurepip"):
        must([*venv, str(place)])
        return [str(program("python", place)), "-m", "pip"]
    if importlib.util.find_spec("pip"):
        must([*venv, "--without-pip", str(place)])
        return [sys.executable, "-m", "pip", "--python", str(program("python", place))]
    raise Failed("This Python has neither ensurepip nor pip; on Debian: apt-get install python3-venv.")


def program(name: str, place: Path = VENV) -> Path:
    """Where an environment keeps a program."""
    return place / "Scripts" / f"{name}.exe" if WINDOWS else place / "bin" / name


def install_system(
    libraries: dict[str, str], programs: dict[str, str] | None = None, files: dict[str, str] | None = None
) -> None:
    """Install the Debian packages of what this Linux machine lacks; does nothing on other systems."""
    if not sys.platform.startswith("linux"):
        return
    missing = [package for package, library in libraries.items() if not loads(library)]
    missing += [package for package, command in (programs or {}).items() if not shutil.which(command)]
    missing += [package for package, pattern in (files or {}).items() if not glob.glob(pattern)]
    if not missing:
        return
    apt = shutil.which("apt-get")
    root = os.geteuid() == 0
    if not apt or not (root or shutil.which("sudo")):
        raise Failed(
            f"Please install these system packages (Debian's names), then try again: {' '.join(missing)}"
        )
    say(f"Installing system packages: {' '.join(missing)}")
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", apt]
    apt_get = quiet if root else ["sudo", *quiet]
    install = [*apt_get, "install", "-y", "-q", "--no-install-recommends", *missing]
    if not works(install):
        must([*apt_get, "update", "-q"])  # the lists are empty or old: a fresh machine's usual state
        must(install)


def loads(library: str) -> bool:
    """Whether the loader finds a shared library, whatever its package is called on this system."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_display() -> bool:
    """Whether a window could be shown here."""
    return (
        WINDOWS
        or sys.platform == "darwin"
        or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


def display_libraries() -> dict[str, str]:
    """What Qt needs for the kind of display that is here."""
    x11 = X11_LIBRARIES if os.environ.get("DISPLAY") else {}
    return x11 | (WAYLAND_LIBRARIES if os.environ.get("WAYLAND_DISPLAY") else {})


# -- the jobs --------------------------------------------------------------------------------------------


def run(args: Sequence[str]) -> int:
    """WardQI with these arguments; without any, the main job: the practice ward, or the demo folder."""
    setup()
    install_system(display_libraries())
    if not args and has_display():
        args = ["--practice"]
    elif not args:
        if (DEMO / "summary.json").exists():  # written last, so this folder is a whole earlier demo
            shutil.rmtree(DEMO)
        args = ["demo", str(DEMO)]
    return subprocess.run([str(program("python")), "-m", "wardqi", *args]).returncode


def test(*, full: bool) -> int:
    """Every check of the project, stopping at the first that fails."""
    begun = time.monotonic()
    step("set up", setup)
    install_system({}, TEST_PROGRAMS | (FULL_PROGRAMS if full else {}))
    python = str(program("python"))
    checked("forms in step with ui/", [python, "build/forms.py", "--check"])
    checked("ruff", [python, "-m", "ruff", "check", "."])
    checked("ruff format", [python, "-m", "ruff", "format", "--check", "."])
    checked("mypy", [python, "-m", "mypy"])
    checked("import contracts", [python, "-c", LINT_IMPORTS])
    on_all_cores = ["-n", "auto", "--dist", "worksteal"]
    checked("pytest", [python, "-m", "pytest", *on_all_cores, *(["--full"] if full else [])], shown=True)
    with tempfile.TemporaryDirectory(prefix="wardqi-wheel-") as folder:
        there = Path(folder)
        wheels = there / "wheels"
        checked(
            "build the wheel", [python, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels)]
        )
        fresh = there / "venv"
        step("a second, fresh environment", lambda: install_wheel(fresh, wheels))
        checked("selftest from the wheel", [str(program("wardqi", fresh)), "selftest"], cwd=there)
    print(f"All checks passed in {time.monotonic() - begun:.0f} s.", flush=True)
    return 0


def install_wheel(fresh: Path, wheels: Path) -> None:
    """Install the only wheel there, on nothing but the locked run-time dependencies."""
    (wheel,) = wheels.glob("*.whl")
    pip = new_environment(fresh)
    install_locked(pip, RUN_LOCK)
    must([*pip, "install", "-q", "--no-deps", "--no-index", str(wheel)])


def screenshots() -> int:
    """A picture of every screen."""
    setup()
    return subprocess.run([str(program("python")), str(ROOT / "build" / "screens.py")], cwd=ROOT).returncode


def accessibility() -> int:
    """Walk the incident form over the accessibility bus, on a display that nobody sees."""
    if not sys.platform.startswith("linux"):
        raise Failed("The accessibility bus is walked on Linux only.")
    setup()
    install_system(BUS_LIBRARIES | X11_LIBRARIES, BUS_PROGRAMS, BUS_FILES)
    return subprocess.run([str(program("python")), str(ROOT / "build" / "atspi.py")], cwd=ROOT).returncode


def package() -> int:
    """One folder with both programs, then the selftest of what was packed."""
    setup()
    minor = f"3.{sys.version_info.minor}"
    shared = {f"libpython{minor}": f"libpython{minor}.so.1.0"} if sys.base_prefix == "/usr" else {}
    install_system(shared, PACKAGE_PROGRAMS)
    pyinstaller = [str(program("python")), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(DIST), "--workpath", str(DIST / ".work")]
    checked("package", [*pyinstaller, *places, str(ROOT / "build" / "wardqi.spec")])
    folder = DIST / "WardQI"
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    cli = folder / ("wardqi-cli.exe" if WINDOWS else "wardqi-cli")
    checked("selftest of the package", [str(cli), "selftest"], cwd=DIST)
    print(f"{folder} holds {size / 1e6:.0f} MB.", flush=True)
    return 0


def lock(*, only_check: bool, upgrade: bool) -> int:
    """Pin versions and hashes for all systems, or only check the pins."""
    setup()
    wanted = [name for name, asked in (("--check", only_check), ("--upgrade", upgrade)) if asked]
    return subprocess.run(
        [str(program("python")), str(ROOT / "build" / "lock.py"), *wanted], cwd=ROOT
    ).returncode


# -- saying and doing ------------------------------------------------------------------------------------


def say(text: str) -> None:
    """Tell the person at once, even through a pipe."""
    print(text, flush=True)


def must(command: Sequence[str], cwd: Path = ROOT) -> None:
    """Run quietly; raises Failed with everything the command said when it fails."""
    answer = subprocess.run(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
    )
    if answer.returncode:
        said = answer.stdout.decode(errors="replace")
        raise Failed(f"{said}\nThis failed with exit code {answer.returncode}: {' '.join(map(str, command))}")


def checked(name: str, command: Sequence[str], cwd: Path = ROOT, *, shown: bool = False) -> None:
    """One step of a job, its output shown as it comes or only when it fails."""
    step(name, lambda: show(command, cwd) if shown else must(command, cwd))


def show(command: Sequence[str], cwd: Path) -> None:
    """Run with its output in view; raises Failed when it fails."""
    code = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL).returncode
    if code:
        raise Failed(f"This failed with exit code {code}: {' '.join(map(str, command))}")


def step(name: str, work: Callable[[], object]) -> None:
    """Do one named piece of work and say how long it took."""
    begun = time.monotonic()
    try:
        work()
    except Failed as problem:
        raise Failed(f"{problem}\nFAILED: {name}, after {time.monotonic() - begun:.1f} s") from None
    say(f"ok      {name}  {time.monotonic() - begun:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
