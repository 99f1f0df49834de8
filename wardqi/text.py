"""Marks sentences for translation and says them; no Qt.

`pyside6-lupdate` recognises the name QT_TRANSLATE_NOOP although this one is ours. The window
installs a translator at start; without one the English source is said.
"""

from __future__ import annotations

from collections.abc import Callable

Translator = Callable[[str, str], str]

_translator: Translator | None = None


def QT_TRANSLATE_NOOP(context: str, source: str) -> str:  # noqa: N802 - the name lupdate looks for
    """Mark a sentence for translation; gives the source back."""
    return source


def install(translator: Translator | None) -> None:
    """Say sentences through `translator(context, source)` from now on; None goes back to English."""
    global _translator
    _translator = translator


def say(context: str, source: str, **places: object) -> str:
    """A whole sentence in the person's language, its named places filled in."""
    sentence = _translator(context, source) if _translator else source
    return sentence.format(**places) if places else sentence
