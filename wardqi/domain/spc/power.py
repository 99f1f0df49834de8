"""The chance that a real fall would be seen on a chart, by simulation: an honest answer before anybody hopes.

Months are drawn as counts around the ward's own mean: Poisson, or more clumped where its own chart says
so. Before the change the mean is as it was, after it is lower by the share asked about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wardqi.domain.spc.engine import default_rules
from wardqi.domain.spc.many import analyse_many
from wardqi.domain.spc.model import DIVIDED, Settings

TRIALS = 2000
"""Simulated wards; the answer is then right to about two in a hundred."""

_SEED = 20_110_831


@dataclass(frozen=True, slots=True)
class Chance:
    """The share of simulated wards whose chart showed a signal: after a real fall, and after none at all."""

    seen: float
    false: float
    mean: float
    reduction: float
    baseline: int
    months: int


def chance_of_seeing(
    mean: float,
    settings: Settings,
    *,
    reduction: float = 0.25,
    baseline: int = 12,
    months: int = 12,
    clumping: float = 1.0,
    trials: int = TRIALS,
) -> Chance:
    """How often a fall by `reduction` shows within so many months of the change.

    `mean` is incidents a month before it, `clumping` the standard deviation of counts against Poisson's
    (Laney's s_z; under 1 counts as 1). The limits or the median are frozen on the `baseline` months, as
    for a ward that tests a change. The kind and the rules are those of `settings`. On limits and NHS rules a
    signal is one in the right direction after the change; on runs rules it is the chart's. The same
    arguments give the same answer. Raises ValueError for a mean that is not above zero.
    """
    if not mean > 0 or not 0 < reduction <= 1:
        raise ValueError("a mean above zero and a reduction between 0 and 1 are needed")
    draw = np.random.default_rng(_SEED)
    clumped = max(clumping, 1.0) ** 2
    chances = [
        float(
            np.mean(
                _signals(
                    np.hstack(
                        [
                            _counts(draw, mean, clumped, (trials, baseline)),
                            _counts(draw, mean * (1 - fall), clumped, (trials, months)),
                        ]
                    ),
                    settings,
                    baseline,
                )
            )
        )
        for fall in (reduction, 0.0)
    ]
    return Chance(chances[0], chances[1], mean, reduction, baseline, months)


def _counts(
    draw: np.random.Generator, mean: float, clumped: float, shape: tuple[int, int]
) -> NDArray[np.float64]:
    """Counts with variance `clumped` times their mean: Poisson around a gamma where that is over 1."""
    if mean <= 0:
        return np.zeros(shape)
    means: NDArray[np.float64] | float = mean
    if clumped > 1.0 + 1e-9:
        scale = clumped - 1.0
        means = draw.gamma(mean / scale, scale, shape)
    return draw.poisson(means, shape).astype(float)


def _signals(counts: NDArray[np.float64], settings: Settings, baseline: int) -> NDArray[np.bool_]:
    kind = "xmr" if settings.kind == "auto" else settings.kind
    # Bed days matter little here and are not known for the months to come: they are taken as steady.
    asked = replace(settings, kind=kind, baseline=baseline, rebase=(), exclude=(), target=None, per=1.0)
    if kind in DIVIDED:
        many = analyse_many(asked, numerators=counts, denominators=np.full_like(counts, 1e9))
    else:
        many = analyse_many(asked, values=counts)
    better = 1 if settings.improve == "up" else -1
    signals: NDArray[np.bool_] = (many.direction[:, baseline:] == better).any(axis=1)
    if (settings.rules or default_rules(kind)) != "nhs":
        signals |= many.run_signal
    return signals
