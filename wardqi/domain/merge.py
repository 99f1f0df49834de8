"""Folding changes into a record: the state is a pure function of the set of changes.

No clock decides anything and the order of arrival does not matter. For each field, the values that
count are those set by a change which no other change to that field descends from. One value is
simply the value. Several different ones are a conflict: the one with the highest Lamport counter is
shown for now, all are kept, and a person settles it by an amendment that names every head.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

VOID, RESTORE, AMEND, CREATE = "void", "restore", "amend", "create"
ACTIONS = frozenset({VOID, RESTORE, AMEND, CREATE})


@dataclass(frozen=True, slots=True)
class Change:
    """What folding needs of a change: `sets` is flat (path to value), private values already laid over."""

    id: str
    lam: int
    action: str
    base: tuple[str, ...]
    sets: Mapping[str, object]
    by: str = ""
    at: str = ""
    reason: str | None = None

    @property
    def rank(self) -> tuple[int, str]:
        """Later means higher; total, and the same everywhere."""
        return (self.lam, self.id)


@dataclass(frozen=True, slots=True)
class Rival:
    """One of several values that a field was independently given."""

    change: str
    value: object
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Lock:
    """A field whose first setting fixes others: once a change set `mark`, what `covers` names stands as that
    change set it, whatever else arrives."""

    mark: str
    covers: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class State:
    """A record as its changes leave it. `values` is flat; `heads` are what the next change builds on.

    `attempts` are values given, without effect, to paths that a lock had fixed.
    """

    values: Mapping[str, object]
    heads: tuple[str, ...]
    voided: bool = False
    amended_meanwhile: bool = False
    conflicts: Mapping[str, tuple[Rival, ...]] = field(default_factory=dict)
    created_by: str = ""
    created_at: str = ""
    changed_by: str = ""
    changed_at: str = ""
    lam: int = 0
    attempts: Mapping[str, tuple[Rival, ...]] = field(default_factory=dict)

    @property
    def needs_review(self) -> bool:
        """Whether a person has to choose: rival values, or amended while it was being voided."""
        return bool(self.conflicts) or self.amended_meanwhile


def fold(changes: Iterable[Change], lock: Lock | None = None) -> State:
    """The record that these changes make; at least one is needed, order and repeats do not matter."""
    ordered = sorted({change.id: change for change in changes}.values(), key=lambda change: change.rank)
    if not ordered:
        raise ValueError("a record has at least one change")
    if len(ordered) == 1:
        return _single(ordered[0])
    place = {change.id: index for index, change in enumerate(ordered)}
    ancestors, heads = _ancestry(ordered, place)
    values: dict[str, object] = {}
    conflicts: dict[str, tuple[Rival, ...]] = {}
    setters: dict[str, list[int]] = {}
    for index, change in enumerate(ordered):
        for path in change.sets:
            setters.setdefault(path, []).append(index)
    for path, indices in setters.items():
        standing = _standing(indices, ancestors)
        values[path] = ordered[standing[-1]].sets[path]
        if len(standing) > 1:
            rivals = _distinct(ordered, standing, path)
            if len(rivals) > 1:
                conflicts[path] = rivals
    attempts: dict[str, tuple[Rival, ...]] = {}
    shut = None if lock is None else _shutting(ordered, lock.mark)
    if lock is not None and shut is not None:
        for path in [path for path in setters if lock.covers(path)]:
            conflicts.pop(path, None)
            _keep_shut(values, ordered[shut], path)
            if tried := _tried(ordered, setters[path], shut, ancestors, path):
                attempts[path] = tried
    voided, meanwhile = _voiding(ordered, ancestors)
    first, last = ordered[0], ordered[-1]
    return State(
        values=values,
        heads=tuple(sorted(ordered[index].id for index in heads)),
        voided=voided,
        amended_meanwhile=meanwhile,
        conflicts=conflicts,
        created_by=first.by,
        created_at=first.at,
        changed_by=last.by,
        changed_at=last.at,
        lam=last.lam,
        attempts=attempts,
    )


def _shutting(ordered: list[Change], mark: str) -> int | None:
    """The first change that set the mark of a lock; of several independent ones the lowest."""
    return next((index for index, change in enumerate(ordered) if change.sets.get(mark) is not None), None)


def _keep_shut(values: dict[str, object], shut: Change, path: str) -> None:
    if path in shut.sets:
        values[path] = shut.sets[path]
    else:
        del values[path]


def _tried(
    ordered: list[Change], indices: list[int], shut: int, ancestors: list[int], path: str
) -> tuple[Rival, ...]:
    """What a locked path was given by changes that the locking one did not build on, newest first."""
    stands = ordered[shut].sets.get(path)
    late = [index for index in indices if index != shut and not ancestors[shut] >> index & 1]
    found = _distinct(ordered, late, path)
    return tuple(rival for rival in found if not _same(_answer(rival.value), _answer(stands)))


def _answer(value: object) -> object:
    """A value, or None for what says nothing: an empty text, a row that was not taken out."""
    return None if value is False or value == "" else value


def _single(change: Change) -> State:
    return State(
        values=dict(change.sets),
        heads=(change.id,),
        voided=change.action == VOID,
        created_by=change.by,
        created_at=change.at,
        changed_by=change.by,
        changed_at=change.at,
        lam=change.lam,
    )


def _ancestry(ordered: list[Change], place: Mapping[str, int]) -> tuple[list[int], set[int]]:
    """For each change a bit set of its ancestors, and the changes that nothing builds on.

    A base with a counter as high as the change's own cannot be genuine and is passed over, so a
    forged circle has no effect; a base that has not arrived is passed over until it does.
    """
    ancestors: list[int] = []
    heads: set[int] = set()
    for index, change in enumerate(ordered):
        known = 0
        for base in change.base:
            other = place.get(base)
            if other is not None and ordered[other].lam < change.lam:
                known |= ancestors[other] | (1 << other)
                heads.discard(other)
        ancestors.append(known)
        heads.add(index)
    return ancestors, heads


def _standing(indices: list[int], ancestors: list[int]) -> list[int]:
    """Of the changes that set a field, those that no other of them descends from."""
    surpassed = 0
    for index in indices:
        surpassed |= ancestors[index]
    return [index for index in indices if not surpassed >> index & 1]


def _distinct(ordered: list[Change], standing: list[int], path: str) -> tuple[Rival, ...]:
    rivals: list[Rival] = []
    for index in reversed(standing):
        change = ordered[index]
        value = change.sets[path]
        if not any(_same(rival.value, value) for rival in rivals):
            rivals.append(Rival(change.id, value, change.by, change.at))
    return tuple(rivals)


def _same(one: object, other: object) -> bool:
    """Equal as JSON values: true is not 1."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _voiding(ordered: list[Change], ancestors: list[int]) -> tuple[bool, bool]:
    """Whether the record is voided, and whether someone amended it without knowing."""
    acts = [index for index, change in enumerate(ordered) if change.action in (VOID, RESTORE)]
    standing = _standing(acts, ancestors)
    voids = [index for index in standing if ordered[index].action == VOID]
    if not voids:
        return False, False
    known = 0
    for index in voids:
        known |= ancestors[index] | (1 << index)
    # Whoever made a change that builds on all the voids, and on what they did not know, has seen both.
    seen = 0
    for one in ancestors:
        if all(one >> void & 1 for void in voids):
            seen |= one
    meanwhile = any(
        not (known | seen) >> index & 1
        and change.action in (AMEND, CREATE, RESTORE)
        and not any(ancestors[index] >> void & 1 for void in voids)
        for index, change in enumerate(ordered)
    )
    return True, meanwhile
