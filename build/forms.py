"""Compiles the drawn forms of `ui/` into `wardqi/app/forms/`; with `--check`, says which are out of step.

The compiler is the one of the running Python's PySide6, which the lock pins. Its own header is dropped,
since it names the compiler's version and would change every form at each upgrade.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DRAWN = ROOT / "ui"
COMPILED = ROOT / "wardqi" / "app" / "forms"
UIC = (sys.executable, "-c", "from PySide6.scripts.pyside_tool import uic; uic()")
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
    return f'"""Compiled from ui/{drawn.name} by build/forms.py; never edited."""\n\n{body}\n'.encode()


if __name__ == "__main__":
    sys.exit(main())
