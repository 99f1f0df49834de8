"""Compiles the drawn forms of `ui/` into `wardqi/app/forms/`; with `--check`, says which are out of step.

The compiler is the one of the running Python's PySide6, which the lock pins. Its own header is dropped,
since it names the compiler's version and would change every form at each upgrade.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DRAWN = ROOT / "ui"
COMPILED = ROOT / "wardqi" / "app" / "forms"
UIC = (sys.executable, "-c", "from PySide6.scripts.pyside_tool import uic; uic()")
FIRST = "sign_in"
"""The form of the first window: every class that it imports is waited for, so it imports what it uses."""
IMPORT = re.compile(r"from PySide6\.(\w+) import \(([^)]*)\)\n")
RULE = "#" * 80 + "\n"  # stands above and below the compiler's header


def main() -> int:
    """Exit code 1 when a form does not compile or, with --check, when one differs."""
    parser = argparse.ArgumentParser(description="Compile ui/*.ui into wardqi/app/forms/.")
    parser.add_argument(
        "--check", action="store_true", help="change nothing; fail when a form is out of step"
    )
    check = parser.parse_args().check
    try:
        wanted = {COMPILED / f"ui_{drawn.stem}.py": compiled(drawn) for drawn in sorted(DRAWN.glob("*.ui"))}
    except subprocess.CalledProcessError as problem:
        print(f"{problem.cmd[-1]} does not compile:\n{problem.stderr}", file=sys.stderr)
        return 1
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_bytes() != text]
    strays = sorted(set(COMPILED.glob("ui_*.py")) - set(wanted))
    if check:
        for path in [*stale, *strays]:
            print(f"{path.relative_to(ROOT)} is not what ui/ says; run: python build/forms.py")
        return 1 if stale or strays else 0
    for path in stale:
        path.write_bytes(wanted[path])
        print(f"wrote {path.relative_to(ROOT)}")
    for path in strays:
        path.unlink()
        print(f"removed {path.relative_to(ROOT)}, which no drawn form makes")
    return 0


def compiled(drawn: Path) -> bytes:
    """The Python module of one drawn form; raises CalledProcessError with the compiler's words."""
    answer = subprocess.run(
        [*UIC, str(drawn)], check=True, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL
    )
    body = answer.stdout.split(RULE, 2)[2].strip("\n")
    if drawn.stem == FIRST:
        body = IMPORT.sub(partial(needed, body), body)
    return f'"""Compiled from ui/{drawn.name} by build/forms.py; never edited."""\n\n{body}\n'.encode()


def needed(body: str, found: re.Match[str]) -> str:
    """An import of the compiler's, with those names only that the rest of the module has."""
    rest = IMPORT.sub("", body)
    names = [name for name in re.findall(r"\w+", found[2]) if re.search(rf"\b{name}\b", rest)]
    return f"from PySide6.{found[1]} import {', '.join(names)}\n" if names else ""


if __name__ == "__main__":
    sys.exit(main())
