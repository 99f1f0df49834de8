"""What notes are checked against while they are written: the ward's name shield, and spelling.

Made off the window's thread when the first field asks for it, and made anew when patients or people change.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, Signal

from wardqi.app.workspace import Workspace
from wardqi.domain import people
from wardqi.domain.shield import Finding, Shield
from wardqi.services import recording, shielding, spelling
from wardqi.services.desk import Desk
from wardqi.services.recording import Saved

_SUBJECTS = ("patients", "people", "ward")
_KEPT = "kept"


class Wording(QObject):
    """Belongs to a workspace, and goes with it: nothing it knows is handed to the next person."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._shield: Shield | None = None
        self._spelt: dict[str, bool] = {}
        self._asked: set[str] = set()
        self._meant: dict[str, tuple[str, ...]] = {}
        self._kept: frozenset[shielding.Kept] = frozenset()
        self._keeping: set[shielding.Kept] = set()
        workspace.changed.connect(self._news)
        self._ask()
        self._ask_kept()

    def find(self, text: str, record: str = "") -> list[Finding]:
        """What the shield finds, without what was kept in this record; nothing before it is ready."""
        if self._shield is None:
            return []
        today = self._workspace.now().date()
        found = self._shield.find(text, today)
        kept = self._kept | self._keeping
        return [one for one in found if shielding.kept_of(record, one) not in kept]

    def keep(self, record: str, finding: Finding) -> None:
        """Remember that these words are nobody in this record: for the ward, or, without one, for now."""
        one = shielding.kept_of(record, finding)
        self._keeping.add(one)
        self.changed.emit()
        if record and people.may(self._workspace.role, "record"):
            self._workspace.do(shielding.keep, one)
            self._workspace.did(self.tr("Kept."), shielding.point_out, one, changes=_KEPT)
        else:
            self._workspace.announce(self.tr("Kept."))

    def misspelt(self, words: Iterable[str]) -> frozenset[str]:
        """Those known to be wrong; what is not known yet is looked up on a worker, and `changed` follows."""
        if self._shield is None:
            return frozenset()
        fair = {word for word in words if not self._shield.is_name(word)}
        new = tuple(sorted(fair - self._spelt.keys() - self._asked))
        if new:
            self._asked |= set(new)
            self._workspace.read(_spelt, new, done=self._looked_up)
        return frozenset(word for word in fair if self._spelt.get(word) is False)

    def meant(self, word: str) -> tuple[str, ...] | None:
        """What may have been meant; None while it is looked for, and `changed` follows."""
        if word not in self._meant and f"?{word}" not in self._asked:
            self._asked.add(f"?{word}")
            self._workspace.read(_meant, word, done=self._suggested)
        return self._meant.get(word)

    def learn(self, word: str) -> None:
        """Add a word to the ward's own, for everyone; a name of its people is never offered for that."""
        if self._shield is not None:
            self._workspace.do(spelling.learn, word, self._shield, done=self._learnt, changes="ward")

    def _looked_up(self, found: dict[str, bool]) -> None:
        self._spelt.update(found)
        self._asked -= found.keys()
        self.changed.emit()

    def _suggested(self, found: tuple[str, tuple[str, ...]]) -> None:
        self._meant[found[0]] = found[1]
        self.changed.emit()

    def _learnt(self, saved: Saved) -> None:
        said = self.tr("Added to the ward's words.")
        self._workspace.did(said, recording.undo, saved.changes, changes="ward")

    @property
    def ready(self) -> bool:
        """Whether the ward's names have been read."""
        return self._shield is not None

    def _ask(self) -> None:
        self._workspace.read(shielding.shield, done=self._made, failed=self._not_made)

    def _ask_kept(self) -> None:
        self._workspace.read(shielding.kept, done=self._know_kept, failed=self._not_made)

    def _know_kept(self, found: frozenset[shielding.Kept]) -> None:
        """As the store has it, beside what was kept just now."""
        if found != self._kept:
            self._kept = found
            self.changed.emit()

    def _made(self, shield: Shield) -> None:
        self._shield = shield
        self.changed.emit()

    def _not_made(self, error: Any) -> None:
        self._workspace.explain(error)

    def _news(self, subject: str) -> None:
        if subject in _SUBJECTS:
            self._spelt.clear()
            self._ask()
        elif subject == _KEPT:  # something was taken back
            self._keeping = {one for one in self._keeping if not one[0]}
            self.changed.emit()
            self._ask_kept()


def of(workspace: Workspace) -> Wording:
    """The workspace's own; made when it is first asked for."""
    found = workspace.findChild(Wording)
    return found if isinstance(found, Wording) else Wording(workspace)


def _spelt(desk: Desk, words: tuple[str, ...]) -> dict[str, bool]:
    wrong = spelling.wrong(desk, words)
    return {word: word not in wrong for word in words}


def _meant(desk: Desk, word: str) -> tuple[str, tuple[str, ...]]:
    return word, spelling.suggestions(desk, word)
