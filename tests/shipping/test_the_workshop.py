"""The scripts of `build/` do what the README promises, and the project stands on its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shipping.places import ROOT, project_files, script

dev = script("dev")

# In pieces, so that this file does not hold what it looks for.
ELSEWHERE = [
    rb"(?<![\w.-])/" + b"work/",
    rb"(?<![\w.-])/" + b"root/",
    rb"\.\./" + b"shared",
    b"py" + rb"pi\.org",
    b"python" + rb"hosted\.org",
    b"deb" + rb"ian\.org",
    b"npm" + rb"js\.org",
    b"--" + b"(extra-)?index-url [a-z]",
]


def test_no_file_names_a_place_outside_the_project() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group().decode()}"
        for path in project_files()
        for match in re.finditer(b"|".join(ELSEWHERE), path.read_bytes())
    ]
    assert not found


@pytest.mark.parametrize(
    "planted",
    ["open('/" + "work/main')", "../" + "shared/x", "https://py" + "pi.org/simple", "cd /" + "root/x"],
)
def test_a_place_outside_the_project_would_be_noticed(planted: str) -> None:
    assert re.search(b"|".join(ELSEWHERE), planted.encode())


def test_the_project_s_check_is_the_readme_s_command() -> None:
    check = ROOT / ".ci" / "run"
    (command,) = [line for line in check.read_text(encoding="utf-8").splitlines() if "dev.py" in line]
    assert command == "exec python3 build/dev.py test"
    assert "\npython3 build/dev.py test\n" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert os.access(check, os.X_OK)


def test_a_failing_step_shows_what_was_said_and_which_step_it_was() -> None:
    with pytest.raises(dev.Failed) as failed:
        dev.checked("arithmetic", [sys.executable, "-c", "print('two and two'); raise SystemExit(3)"])
    text = str(failed.value)
    assert "two and two" in text
    assert "exit code 3" in text
    assert "FAILED: arithmetic" in text


def test_a_step_that_works_is_named_with_its_time(capsys: pytest.CaptureFixture[str]) -> None:
    dev.checked("arithmetic", [sys.executable, "-c", "print('two and two')"])
    assert re.fullmatch(r"ok +arithmetic +\d+\.\d s\n", capsys.readouterr().out)


def test_a_missing_library_is_told_from_one_that_is_there() -> None:
    assert not dev.loads("libwardqi-is-not-a-library.so.7")
    if sys.platform.startswith("linux"):
        assert dev.loads("libc.so.6")


def test_arguments_for_the_program_are_refused_by_other_commands() -> None:
    answer = subprocess.run(
        [sys.executable, str(ROOT / "build" / "dev.py"), "test", "--", "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 2
    assert "only run passes arguments on" in answer.stderr


FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>Bed</class><widget class="QWidget" name="Bed">
<property name="windowTitle"><string>{title}</string></property></widget></ui>
"""


def forms(project: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run a copy of build/forms.py inside a small project of its own."""
    command = [sys.executable, str(project / "build" / "forms.py"), *args]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_form_out_of_step_is_noticed_and_mended(tmp_path: Path) -> None:
    for folder in ("build", "ui", "wardqi/app/forms"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / "build" / "forms.py", tmp_path / "build")
    drawn, compiled = tmp_path / "ui" / "bed.ui", tmp_path / "wardqi" / "app" / "forms" / "ui_bed.py"

    drawn.write_text(FORM.format(title="Bed"))
    assert forms(tmp_path, "--check").returncode == 1
    assert not compiled.exists()
    assert forms(tmp_path).returncode == 0
    assert "class Ui_Bed" in compiled.read_text()
    assert "Compiler version" not in compiled.read_text()
    assert forms(tmp_path, "--check").returncode == 0

    drawn.write_text(FORM.format(title="Bed 4"))
    assert "ui_bed.py" in forms(tmp_path, "--check").stdout

    drawn.unlink()
    assert forms(tmp_path, "--check").returncode == 1
    assert forms(tmp_path).returncode == 0
    assert not compiled.exists()


def test_a_form_that_does_not_compile_is_named(tmp_path: Path) -> None:
    for folder in ("build", "ui", "wardqi/app/forms"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / "build" / "forms.py", tmp_path / "build")
    (tmp_path / "ui" / "bed.ui").write_text("<ui")
    answer = forms(tmp_path)
    assert answer.returncode == 1
    assert "bed.ui does not compile" in answer.stderr
    assert "Traceback" not in answer.stderr
