"""The project's own folders and scripts, as the shipping tests look at them."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent.parent
IGNORED = frozenset(
    line.rstrip("/")
    for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    if "*" not in line
)


def script(name: str) -> ModuleType:
    """A module of `build/`, which is a folder of scripts and no package."""
    loaded = sys.modules.get(f"project_{name}")
    if loaded is None:
        spec = importlib.util.spec_from_file_location(f"project_{name}", ROOT / "build" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        loaded = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(loaded)
    return loaded


def project_files(top: Path = ROOT) -> Iterator[Path]:
    """Every file that belongs to the project: all but what .gitignore leaves out."""
    for path in sorted(top.iterdir()):
        if path.name == ".git" or path.name in IGNORED or path.suffix in (".pyc", ".egg-info"):
            continue
        if path.is_dir():
            yield from project_files(path)
        else:
            yield path
