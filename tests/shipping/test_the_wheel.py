"""What is handed over holds the program and its resources, and nothing of the workshop."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.shipping.places import ROOT, project_files
from wardqi import resources

SAMPLE = "codes/yes_no.toml"
ASK = """
import sys
sys.path.insert(0, sys.argv[1])
from wardqi import resources
print(resources.path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive, and the wheel made from that archive, not from the checkout."""
    out = tmp_path_factory.mktemp("built")
    build = [sys.executable, "-m", "build", "--no-isolation", "--skip-dependency-check", "--outdir", str(out)]
    answer = subprocess.run([*build, str(ROOT)], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


def test_a_checkout_finds_its_resources() -> None:
    assert resources.folder() == ROOT / "resources"
    assert resources.read_text(SAMPLE) == (ROOT / "resources" / SAMPLE).read_text(encoding="utf-8")


def test_an_installed_copy_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    answer = subprocess.run(
        [sys.executable, "-I", "-c", ASK, str(tmp_path), SAMPLE],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    found = Path(answer.stdout.strip())
    assert found == tmp_path / "wardqi" / "_resources" / SAMPLE
    assert found.read_bytes() == (ROOT / "resources" / SAMPLE).read_bytes()


def test_the_wheel_holds_the_whole_program_and_nothing_else(wheel: Path) -> None:
    files = [path.relative_to(ROOT) for path in project_files()]
    program = {path.as_posix() for path in files if path.parts[0] == "wardqi"}
    shipped = {
        Path("wardqi", "_resources", *path.parts[1:]).as_posix()
        for path in files
        if path.parts[0] == "resources"
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == program | shipped


def test_the_wheel_carries_the_licence_and_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        about = {name.split(".dist-info/")[1]: name for name in archive.namelist() if ".dist-info/" in name}
        assert archive.read(about["licenses/LICENSE"]) == (ROOT / "LICENSE").read_bytes()
        assert "wardqi = wardqi.cli.door:main" in archive.read(about["entry_points.txt"]).decode()


def test_the_source_archive_holds_forms_and_tests_but_no_leavings(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        tops = {name.split("/")[1] for name in archive.getnames() if "/" in name}
    assert {"wardqi", "resources", "tests", "build", "pyproject.toml", "LICENSE"} <= tops
    assert not tops & {".venv", "dist", "demo", "screenshots"}
