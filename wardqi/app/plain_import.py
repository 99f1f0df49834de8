"""Loads Qt, and gives Python its own import back: the first thing the window's program imports.

PySide puts an import of its own in the place of Python's. It reads the source of every module that is
imported afterwards, to see whether that one writes its names in Qt's way or in Python's (`__feature__`).
Nothing here asks for that, and all that reading makes the first window, and each screen that is opened
for the first time, come later, and stays in memory.
"""

from __future__ import annotations

import builtins

_own = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401 - not before the line above

builtins.__import__ = _own
