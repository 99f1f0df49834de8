"""The screens, in the order of the navigation. A screen that is not built is not listed.

Each maker imports its screen when it is first opened, so starting stays quick. To add one: a maker, an entry.
"""

from __future__ import annotations

from wardqi.app.screen import Screen

ALL: tuple[Screen, ...] = ()
