"""The huddle's prompts: those the program ships, with the ward's own changes laid over them.

What a prompt asks never changes under its key: other words are another prompt, and the old one is retired.
So an answer of years ago still stands under the question that was asked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from wardqi import resources
from wardqi.domain import codes
from wardqi.domain.kinds import derived_row_id, live_rows

USUAL = "mental_health_ward"
"""The checklist a ward starts from."""

_LAST = 10_000


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt. `key` is its code, or the row of the ward's own; `answer` a code of `answer_kind`.

    `core` ones are always asked. `text` is empty where the ward's words have not travelled here.
    """

    key: str
    own: bool
    core: bool
    answer: str
    text: str
    facts: tuple[str, ...] = ()
    hidden: bool = False
    retired_on: date | None = None

    @property
    def place(self) -> dict[str, str]:
        """How a row of a huddle says which prompt it belongs to."""
        return {"own_prompt" if self.own else "prompt": self.key}

    @property
    def row(self) -> str:
        """The row of a huddle's answer to it, the same on each of the ward's PCs."""
        return derived_row_id("answer", self.key)

    @property
    def title(self) -> str:
        """A few words for it: what a list of prompts says."""
        return self.text if self.own else codes.get("huddle_prompt").plain(self.key)

    def asked(self, on: date) -> bool:
        """Whether a huddle of this day asks it."""
        return not self.hidden and (self.retired_on is None or on <= self.retired_on)


@dataclass(frozen=True, slots=True)
class Checklist:
    """A shipped checklist, prompts in the order they are asked."""

    name: str
    version: int
    title: str
    minutes: int
    opening_question: str
    ground_rules: tuple[str, ...]
    prompts: tuple[Prompt, ...]


@cache
def shipped(name: str = USUAL) -> Checklist:
    """A checklist of `resources/checklists`."""
    told = tomllib.loads(resources.read_text(f"checklists/{name}.toml"))
    prompts = tuple(
        Prompt(
            one["code"],
            own=False,
            core=one["core"],
            answer=one["answer"],
            text=one["text"],
            facts=tuple(one["facts"]),
        )
        for one in told["prompt"]
    )
    return Checklist(
        told["checklist"],
        told["version"],
        told["title"],
        told["minutes"],
        told["opening_question"],
        tuple(told["ground_rules"]),
        prompts,
    )


def shipped_row(code: str) -> str:
    """The row of a ward's checklist that speaks of a shipped prompt."""
    return derived_row_id("prompt", code)


def edition(base: Checklist, ward: Mapping[str, object] | None) -> tuple[Prompt, ...]:
    """Every prompt in the ward's order, hidden and retired ones too; `ward` is the value of its checklist."""
    rows = dict(live_rows(ward or {}, "prompts"))
    found: list[tuple[int, int, Prompt]] = []
    for place, prompt in enumerate(base.prompts):
        row = rows.get(shipped_row(prompt.key), {})
        hidden = row.get("hidden") is True and not prompt.core
        found.append((_order(row, place + 1), place, _with(prompt, hidden=hidden)))
    for row_id, row in rows.items():
        if row.get("prompt") is None:
            found.append((_order(row, _LAST), _LAST, _own(row_id, row)))
    return tuple(prompt for *_, prompt in sorted(found, key=lambda one: (one[0], one[1], one[2].key)))


def asked(prompts: Iterable[Prompt], on: date) -> tuple[Prompt, ...]:
    """The prompts that a huddle of this day goes through, in order."""
    return tuple(prompt for prompt in prompts if prompt.asked(on))


def following(prompts: Sequence[Prompt], key: str) -> Prompt | None:
    """The prompt after this one; None after the last, the first when the key is not among them."""
    keys = [prompt.key for prompt in prompts]
    if key not in keys:
        return prompts[0] if prompts else None
    at = keys.index(key) + 1
    return prompts[at] if at < len(prompts) else None


def preceding(prompts: Sequence[Prompt], key: str) -> Prompt | None:
    """The prompt before this one, None before the first."""
    keys = [prompt.key for prompt in prompts]
    at = keys.index(key) if key in keys else 0
    return prompts[at - 1] if at else None


def _with(prompt: Prompt, *, hidden: bool) -> Prompt:
    if hidden == prompt.hidden:
        return prompt
    return Prompt(prompt.key, prompt.own, prompt.core, prompt.answer, prompt.text, prompt.facts, hidden)


def _own(row_id: str, row: Mapping[str, object]) -> Prompt:
    retired = row.get("retired_on")
    return Prompt(
        row_id,
        own=True,
        core=False,
        answer=str(row.get("answer_kind") or "text"),
        text=str(row.get("text") or ""),
        hidden=row.get("hidden") is True,
        retired_on=date.fromisoformat(retired) if isinstance(retired, str) else None,
    )


def _order(row: Mapping[str, object], usual: int) -> int:
    order = row.get("order")
    return order if isinstance(order, int) else usual
