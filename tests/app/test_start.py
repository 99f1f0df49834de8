"""The first window: what it does without, and what comes behind it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.app import heron

_SCRIPT = """
import json, linecache, sys
from pathlib import Path
import wardqi.cli.door
PACKAGE = str(Path(wardqi.__file__).parent)
from wardqi.app.main import Program, make_app

app = make_app()
program = Program(Path(sys.argv[1]))
program.start()
app.processEvents()
form = program.gate
first = {
    "visible": program.window.isVisible() and form.ui.secretEdit.isVisible(),
    "modules": sorted(sys.modules),
    "sources": sorted(name for name in linecache.cache if name.startswith(PACKAGE)),
    "menu": len(form.display.menu().actions()),
}
form.ui.secretEdit.setText("typed at once")
while not (form.ui.peopleList.count() and program.activity.listens) or program.jobs.busy:
    app.processEvents()
known = set(sys.modules)
import wardqi.app.frame, wardqi.app.screens.today
form.display.menu().aboutToShow.emit()
form.display.menu().aboutToShow.emit()
second = {
    "sources": sorted(name for name in linecache.cache if name.startswith(PACKAGE)),
    "people": form.ui.peopleList.count(),
    "typed": form.ui.secretEdit.text(),
    "ring": [type(each).__name__ for each in program.window.children()].count("FocusRing"),
    "menu": [action.text() for action in form.display.menu().actions()],
    "same": program.gate is form,
    "late": sorted(
        name for name in set(sys.modules) - known if name.startswith(("wardqi.services", "wardqi.store"))
    ),
}
print(json.dumps([first, second]))
program.leave()
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a new process says of itself when the window is there, and when the names are in it."""
    place = tmp_path_factory.mktemp("start") / "ward"
    heron.open_ward(place, heron.Clock(), role="ward_manager", people=False).close()
    command = [sys.executable, "-c", _SCRIPT, str(place)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path.cwd())
    first, second = json.loads(run.stdout)
    return first, second


@pytest.mark.parametrize(
    "heavy",
    [
        "click",
        "cryptography",
        "dataclasses",
        "matplotlib",
        "msgspec",
        "numpy",
        "pyrage",
        "sqlcipher3",
        "sqlite_utils",
        "wardqi.app.frame",
        "wardqi.app.screens",
        "wardqi.app.workspace",
        "wardqi.services",
        "wardqi.store",
        "zoneinfo",
    ],
)
def test_the_first_window_does_without(heavy: str, told: tuple[dict[str, Any], dict[str, Any]]) -> None:
    first, _ = told
    assert first["visible"]
    assert "wardqi.app.gates.enter" in first["modules"]
    assert heavy not in first["modules"]


def test_no_source_is_read_to_see_whether_it_is_written_for_qt(
    told: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    assert told[0]["sources"] == told[1]["sources"] == []


def test_the_rest_comes_behind_the_first_window_and_leaves_what_is_typed(
    told: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    first, second = told
    assert first["menu"] == 0
    assert second["menu"] == ["Text size", "Colours", "Easy-reading font"]
    assert second["people"] == 1
    assert second["typed"] == "typed at once"
    assert second["ring"] == 1
    assert second["same"]


def test_what_today_asks_of_the_store_is_loaded_while_the_passphrase_is_typed(
    told: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    assert told[1]["late"] == []
