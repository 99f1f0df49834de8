"""The pages of the help: their names, titles and words, as the help and the command box know them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from wardqi import resources

KEYS = "keys"
PAGES = (
    "today",
    "incident",
    "huddle",
    "huddle_guide",
    "paper",
    "improvement",
    "learning",
    "my_learning",
    "measures",
    "chart_sentences",
    "exchange",
    "hub",
    "history",
    "safety",
    "administration",
)


@dataclass(frozen=True, slots=True)
class Topic:
    """One page: its title and its words as they are searched."""

    name: str
    title: str
    text: str


def topics() -> list[Topic]:
    """All pages, the list of keys last."""
    found = []
    for name in PAGES:
        title, _, text = resources.read_text(f"help/{name}.txt").partition("\n")
        found.append(Topic(name, title, text))
    title = QCoreApplication.translate("Help", "Keys")
    return [*found, Topic(KEYS, title, "keyboard shortcuts keys")]
