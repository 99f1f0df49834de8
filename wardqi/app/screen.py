"""What a screen is to the window: an entry in the list of screens, and the widget it makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

if TYPE_CHECKING:
    from wardqi.app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Command:
    """Something the command box can run. `words` are further words it may be found by."""

    title: str
    run: Callable[[], object]
    key: str = ""
    words: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """One entry of the window. `order` None keeps it out of the navigation (a form opened by others);
    empty `roles` or `profiles` mean everyone and both kinds of store. One that lies `over` another shows
    that one again, just as it was, when it is left; one that is wanted in a hurry is made `beforehand`, in
    a quiet moment after signing in."""

    name: str
    title: str
    icon: str
    make: Callable[[Workspace], QWidget]
    roles: frozenset[str] = frozenset()
    order: int | None = None
    profiles: frozenset[str] = frozenset()
    words: str = ""
    over: bool = False
    beforehand: bool = False

    def offered(self, role: str, profile: str) -> bool:
        """Whether a person in this role sees it in this kind of store."""
        return (not self.roles or role in self.roles) and (not self.profiles or profile in self.profiles)


class Page(QWidget):
    """The widget of a screen. The window calls these; each does nothing until a screen says otherwise."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace

    def open(self, ident: str) -> None:
        """The screen was opened, perhaps at one record (`ident`, else empty); refresh what is shown."""

    def look_for(self) -> bool:
        """Ctrl+F: move to the search field; False when there is nothing to find here."""
        return False

    def finish(self) -> bool:
        """Ctrl+Enter: finish the form; False when there is none."""
        return False

    def print_out(self) -> bool:
        """Ctrl+P: hand what is shown to `workspace.print_out`; False when there is nothing to print here."""
        return False

    def alone(self) -> bool:
        """Whether in full screen this page stands alone, without the frame's bars around it; when that
        changes, the page says so by `workspace.rearranged`."""
        return False

    def back(self) -> bool:
        """Esc: one step back inside the screen; False lets the window leave it. Never loses work."""
        return False

    def keep(self) -> None:
        """Before a lock, a switch or closing: hand anything half written to `workspace.do` now."""

    def saved(self) -> str:
        """Ctrl+S: a sentence such as "Draft saved 03:12:07."; empty when the screen saves nothing."""
        return ""

    def commands(self) -> Sequence[Command]:
        """What the command box offers while this screen is open."""
        return ()


Made = TypeVar("Made", bound=QWidget)


def made(stack: QStackedWidget, kind: type[Made]) -> Made | None:
    """The page of this kind in a screen's stack, None where nobody has been there yet."""
    pages = (stack.widget(at) for at in range(stack.count()))
    return next((page for page in pages if isinstance(page, kind)), None)
