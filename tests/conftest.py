"""What every test runs under: no window, no real person's folders, one time zone, the cheapest keys."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# Every save of a store waits for the disk, and thousands are made here: memory serves where it has room.
_MEMORY, _ROOM = Path("/dev/shm"), 2 << 30
if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)

_SESSION = Path(tempfile.mkdtemp(prefix="wardqi-tests-"))


def _places(home: Path) -> dict[str, str]:
    """Every variable by which a program finds a person's folders, on any system; makes the folders."""
    places = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "roaming",
        "LOCALAPPDATA": home / "local",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_RUNTIME_DIR": home / "runtime",
        "XDG_STATE_HOME": home / "state",
    }
    for place in places.values():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {name: str(place) for name, place in places.items()}


# Set while this file is read, because Qt, matplotlib and the clock look only once, and programs that
# tests start inherit it.
os.environ.update(_places(_SESSION / "home"))
os.environ.update(
    {
        "LC_ALL": "C.UTF-8",
        "MPLCONFIGDIR": str(_SESSION / "matplotlib"),
        "QT_QPA_PLATFORM": "offscreen",
        "TZ": "Europe/London",
        "WARDQI_TEST": "1",
    }
)
for _name in ("QT_QPA_PLATFORMTHEME", "QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "WARDQI_PASSPHRASE"):
    os.environ.pop(_name, None)
if hasattr(time, "tzset"):
    time.tzset()

hypothesis.settings.register_profile("wardqi", derandomize=True, deadline=None, print_blob=False)
hypothesis.settings.load_profile("wardqi")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the long form of the fault tests too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--full"):
        return
    long = [item for item in items if item.get_closest_marker("full")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


_golden: Counter[str] = Counter()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Golden rows are counted where they are checked; with several workers each tells the first process."""
    read = sys.modules.get("tests.spc_golden")
    if read is None:
        return
    told = getattr(session.config, "workeroutput", None)
    if told is None:
        _golden.update(read.checked)
    else:
        told["golden"] = dict(read.checked)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    _golden.update(getattr(node, "workeroutput", {}).get("golden", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _golden:
        terminalreporter.section("golden rows checked")
        for peer, number in sorted(_golden.items()):
            terminalreporter.line(f"{peer}: {number}")


def pytest_unconfigure() -> None:
    shutil.rmtree(_SESSION, ignore_errors=True)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, still empty but for the folders systems expect."""
    place = tmp_path / "home"
    for name, value in _places(place).items():
        monkeypatch.setenv(name, value)
    return place
