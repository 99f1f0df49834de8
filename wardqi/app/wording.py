"""What notes are checked against while they are written: the ward's name shield, one for all fields.

Made off the window's thread when the first field asks for it, and made anew when patients or people change.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from wardqi.app.workspace import Workspace
from wardqi.domain.shield import Finding, Shield
from wardqi.domain.shield.fold import plain
from wardqi.services import shielding

_SUBJECTS = ("patients", "people", "ward")


class Wording(QObject):
    """Belongs to a workspace, and goes with it: nothing it knows is handed to the next person."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._shield: Shield | None = None
        self._kept: set[tuple[str, str, str]] = set()
        workspace.changed.connect(self._news)
        self._ask()

    def find(self, text: str, record: str = "") -> list[Finding]:
        """What the shield finds, without what was kept in this record; nothing before it is ready."""
        if self._shield is None:
            return []
        today = self._workspace.now().date()
        return [one for one in self._shield.find(text, today) if _key(record, one) not in self._kept]

    def keep(self, record: str, finding: Finding) -> None:
        """Remember that these words are nobody in this record."""
        self._kept.add(_key(record, finding))
        self.changed.emit()

    @property
    def ready(self) -> bool:
        """Whether the ward's names have been read."""
        return self._shield is not None

    def _ask(self) -> None:
        self._workspace.read(shielding.shield, done=self._made, failed=self._not_made)

    def _made(self, shield: Shield) -> None:
        self._shield = shield
        self.changed.emit()

    def _not_made(self, error: Any) -> None:
        self._workspace.explain(error)

    def _news(self, subject: str) -> None:
        if subject in _SUBJECTS:
            self._ask()


def of(workspace: Workspace) -> Wording:
    """The workspace's own; made when it is first asked for."""
    found = workspace.findChild(Wording)
    return found if isinstance(found, Wording) else Wording(workspace)


def _key(record: str, finding: Finding) -> tuple[str, str, str]:
    return record, finding.kind.value, plain(finding.text)
