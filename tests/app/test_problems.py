"""Every error a person can meet has its sentence."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import wardqi
from wardqi.app import problems

LAYERS = ("wardqi.store", "wardqi.services")
# Caught inside their own layer, or met only by the command line's own commands.
INSIDE = {"Malformed", "Lost", "TooCheap", "Unfit", "NoStore", "Refused"}


def errors() -> list[type[Exception]]:
    found: dict[str, type[Exception]] = {}
    for module in pkgutil.walk_packages(wardqi.__path__, "wardqi."):
        if module.name.startswith(LAYERS):
            for name, thing in vars(importlib.import_module(module.name)).items():
                ours = isinstance(thing, type) and thing.__module__.startswith(LAYERS)
                if ours and issubclass(thing, Exception) and not name.startswith("_"):
                    found[thing.__name__] = thing
    return [kind for name, kind in sorted(found.items()) if name not in INSIDE]


@pytest.mark.parametrize("kind", errors(), ids=lambda kind: kind.__name__)
def test_an_error_has_a_sentence(kind: type[Exception]) -> None:
    known = {kind.__name__ for kind in kind.__mro__} & set(problems.TABLE)
    assert (
        known
        or hasattr(kind, "sentence")
        or kind.__name__ in ("Throttled", "WeakPassphrase", "InUse", "KeysError")
    )


def test_the_sentences_use_none_of_the_words_we_avoid() -> None:
    avoided = {
        "sync",
        "upload",
        "queue",
        "error",
        "invalid",
        "illegal",
        "failed",
        "abort",
        "null",
        "dirty",
        "orphan",
    }
    for told in problems.TABLE.values():
        words = {word.strip(".,;:").casefold() for part in told for word in part.split()}
        assert not words & avoided, told


def test_a_message_says_what_happened_what_is_safe_and_what_to_do() -> None:
    for name, (what, safe, do, _ref) in problems.TABLE.items():
        assert what.endswith("."), name
        assert safe.endswith("."), name
        assert do.endswith("."), name


def test_references_are_told_apart() -> None:
    refs = [told[3] for told in problems.TABLE.values() if told[3]]
    assert len(refs) == len(set(refs))


def test_a_fault_of_ours_has_no_sentence() -> None:
    assert problems.message(ValueError("Jon Marlow")) is None


def test_waiting_and_being_second_are_told_with_their_facts() -> None:
    from wardqi.store import keys, vault

    waiting = problems.message(keys.Throttled(8))
    assert waiting is not None
    assert "8 seconds" in waiting.what
    assert "Nobody is locked out" in waiting.safe
    second = problems.message(vault.InUse("PC-7, process 41, since 2026-11-21 03:00"))
    assert second is not None
    assert "PC-7" in second.what
    weak = problems.message(keys.WeakPassphrase(["too_short"]))
    assert weak is not None
    assert "12 characters" in weak.what
