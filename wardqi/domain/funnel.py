"""Compares many wards over one period: a funnel plot with limits for chance and for ordinary differences.

Exact Poisson limits for rates, arcsine limits for proportions, and Spiegelhalter's (2005) adjustment for
overdispersion with winsorised z scores, on the square-root or arcsine scale and brought back. A funnel
compares; it says nothing about change. This module loads numpy, so
import it when a funnel is first asked for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

Kind = Literal["rate", "proportion", "ratio"]
State = Literal["inside", "high_95", "high", "low_95", "low", "missing", "not_judged"]

# Fewer wards than this cannot show how much wards ordinarily differ.
FEWEST = 10
TOO_LARGE = 1e15
# Six decimals, as published: the limits are compared with other tools at the eighth figure.
Z95 = 1.959964
Z998 = 3.090232
TAIL95 = 0.025
TAIL998 = 0.001
OUTER = (0.1, 0.9)


class NotComparable(ValueError):
    """No honest funnel can be drawn; `code` says why and `unit` names the row at fault, if one is."""

    def __init__(self, code: str, unit: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.unit = unit


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits at 95% and 99.8%, in the units of the plotted value."""

    lcl998: float
    lcl95: float
    ucl95: float
    ucl998: float


@dataclass(frozen=True, slots=True)
class Unit:
    """One ward's place in the funnel.

    `value` is the rate times `per`, the proportion, or observed over expected; `expected` is the
    count that the centre would give. `z` is the distance from the centre in standard errors, `z_held`
    after winsorising. `plain` are the limits for chance alone, `adjusted`
    those that allow for ordinary differences too.
    """

    name: str
    numerator: float | None
    denominator: float | None
    value: float | None
    expected: float | None
    z: float | None
    z_held: float | None
    plain: Limits | None
    adjusted: Limits | None
    state: State


@dataclass(frozen=True, slots=True)
class FunnelResult:
    """A funnel worked out.

    `theta` is the centre before `per`. `phi` is the overdispersion ratio and `tau2` the variance between
    wards on the transformed scale; both None when there are too few wards, and then no ward is
    judged. `uses_adjusted` says which limits decided the states.
    """

    kind: Kind
    per: float
    theta: float
    phi: float | None
    tau2: float | None
    uses_adjusted: bool
    too_few: bool
    units: tuple[Unit, ...]

    @property
    def centre(self) -> float:
        """The centre line in plotted units."""
        return self.theta * self.per

    @property
    def outliers(self) -> tuple[Unit, ...]:
        """The wards beyond the 99.8% limits in use."""
        return tuple(unit for unit in self.units if unit.state in ("high", "low"))


def funnel(
    units: Sequence[str],
    numerators: Sequence[float | None],
    denominators: Sequence[float | None],
    kind: Kind = "rate",
    per: float = 1.0,
) -> FunnelResult:
    """The funnel of a count over a size for each ward; raises NotComparable with a code.

    "rate" compares counts over bed days, "proportion" counts out of counts, "ratio" observed counts with
    expected ones that the caller worked out. A ward with a figure missing, or no size,
    is listed and not judged.
    """
    if kind not in get_args(Kind):
        raise ValueError(f"no such funnel: {kind}")
    if not units:
        raise NotComparable("no_units")
    _check(units, numerators, denominators, kind)
    there = [
        i
        for i, (x, n) in enumerate(zip(numerators, denominators, strict=True))
        if x is not None and n is not None and n > 0
    ]
    if not there:
        raise NotComparable("all_missing")
    x = np.array([numerators[i] for i in there], dtype=np.float64)
    n = np.array([denominators[i] for i in there], dtype=np.float64)
    theta = 1.0 if kind == "ratio" else float(x.sum() / n.sum())
    if float(x.sum()) == 0:
        raise NotComparable("no_events")
    if kind == "proportion" and theta == 1:
        raise NotComparable("all_events")
    z, spread = _scores(kind, x, n, theta)
    too_few = len(there) < FEWEST
    held = z if too_few else np.clip(z, *np.quantile(z, OUTER))
    phi = None if too_few else float((held**2).sum() / held.size)
    tau2 = None if phi is None else _between(phi, spread)
    uses_adjusted = phi is not None and phi > 1
    plain = _plain(kind, n, theta) * per
    adjusted = None if tau2 is None else _adjusted(kind, n, theta, tau2) * per
    value = x / n * per
    placed = {
        i: Unit(
            name=units[i],
            numerator=float(x[row]),
            denominator=float(n[row]),
            value=float(value[row]),
            expected=float(theta * n[row]),
            z=float(z[row]),
            z_held=None if too_few else float(held[row]),
            plain=_limits(plain[:, row]),
            adjusted=None if adjusted is None else _limits(adjusted[:, row]),
            state="not_judged"
            if too_few
            else _state(
                float(value[row]), (adjusted if adjusted is not None and uses_adjusted else plain)[:, row]
            ),
        )
        for row, i in enumerate(there)
    }
    return FunnelResult(
        kind=kind,
        per=per,
        theta=theta,
        phi=phi,
        tau2=tau2,
        uses_adjusted=uses_adjusted,
        too_few=too_few,
        units=tuple(
            placed.get(i)
            or Unit(name, numerators[i], denominators[i], None, None, None, None, None, None, "missing")
            for i, name in enumerate(units)
        ),
    )


def limits_at(
    result: FunnelResult, denominators: Sequence[float]
) -> tuple[list[Limits], list[Limits] | None]:
    """The limits, plain and adjusted, at chosen sizes, for drawing the funnel's curves."""
    sizes = np.asarray(denominators, dtype=np.float64)
    plain = _plain(result.kind, sizes, result.theta) * result.per
    curves = [_limits(plain[:, i]) for i in range(sizes.size)]
    if result.tau2 is None:
        return curves, None
    adjusted = _adjusted(result.kind, sizes, result.theta, result.tau2) * result.per
    return curves, [_limits(adjusted[:, i]) for i in range(sizes.size)]


def _check(
    units: Sequence[str],
    numerators: Sequence[float | None],
    denominators: Sequence[float | None],
    kind: Kind,
) -> None:
    if len(set(units)) < len(units):
        again = next(name for i, name in enumerate(units) if name in units[:i])
        raise NotComparable("duplicate_unit", again)
    for name, x, n in zip(units, numerators, denominators, strict=True):
        for figure in (x, n):
            if figure is not None and not math.isfinite(figure):
                raise NotComparable("not_a_number", name)
            if figure is not None and figure > TOO_LARGE:
                raise NotComparable("too_large", name)
        if x is not None and x < 0:
            raise NotComparable("negative_count", name)
        if n is not None and n < 0:
            raise NotComparable("negative_denominator", name)
        if x and n and x / n > TOO_LARGE:
            raise NotComparable("too_large", name)
        if kind == "proportion" and x is not None and n is not None and x > n:
            raise NotComparable("numerator_over_denominator", name)


def _scores(kind: Kind, x: Floats, n: Floats, theta: float) -> tuple[Floats, Floats]:
    """Each ward's z score and its variance on the transformed scale."""
    if kind == "proportion":
        variance = 1 / (4 * n)
        distance = np.arcsin(np.sqrt(x / n)) - math.asin(math.sqrt(theta))
    else:
        expected = theta * n
        variance = 1 / (4 * expected)
        distance = np.sqrt(x / expected) - 1
    return distance / np.sqrt(variance), variance


def _between(phi: float, variance: Floats) -> float:
    """The variance between wards by the method of moments (DerSimonian and Laird)."""
    k = variance.size
    if k * phi < k - 1:
        return 0.0
    w = 1 / variance
    return max(0.0, float((k * phi - (k - 1)) / (w.sum() - (w**2).sum() / w.sum())))


def _plain(kind: Kind, n: Floats, theta: float) -> Floats:
    """Limits for chance alone: rows are lower 99.8%, lower 95%, upper 95%, upper 99.8%."""
    if kind == "proportion":
        return _adjusted(kind, n, theta, 0.0)
    expected = theta * n
    shapes = np.stack([expected, expected, expected + 1, expected + 1])
    tails = np.repeat([[TAIL998], [TAIL95], [1 - TAIL95], [1 - TAIL998]], n.size, axis=1)
    return gamma_quantile(shapes.ravel(), tails.ravel()).reshape(4, n.size) / n


def _adjusted(kind: Kind, n: Floats, theta: float, tau2: float) -> Floats:
    """Limits with `tau2` added, worked out on the transformed scale and brought back."""
    z = np.array([[-Z998], [-Z95], [Z95], [Z998]])
    if kind == "proportion":
        angle = math.asin(math.sqrt(theta)) + z * np.sqrt(1 / (4 * n) + tau2)
        return np.asarray(np.sin(np.clip(angle, 0.0, math.pi / 2)) ** 2)
    root = 1 + z * np.sqrt(1 / (4 * theta * n) + tau2)
    return np.asarray(theta * np.maximum(root, 0.0) ** 2)


def _limits(column: Floats) -> Limits:
    return Limits(*(float(figure) for figure in column))


def _state(value: float, limits: Floats) -> State:
    lcl998, lcl95, ucl95, ucl998 = (float(figure) for figure in limits)
    if value > ucl998:
        return "high"
    if value < lcl998:
        return "low"
    if value > ucl95:
        return "high_95"
    return "low_95" if value < lcl95 else "inside"


LARGE_SHAPE = 1e6
"""Expected events from which the start of `gamma_quantile` is right to nine figures by itself."""


def gamma_quantile(shape: Floats, p: Floats) -> Floats:
    """The p quantile of a gamma distribution of unit scale: half the chi-squared one at 2 `shape`.

    Halley's method on the incomplete gamma series, from the Wilson and Hilferty start; good to
    nine figures or better. For very large shapes the start is as good, and the series would take for ever.
    """
    x = _start(shape, p)
    near = shape <= LARGE_SHAPE
    if bool(near.any()):
        x[near] = _refined(shape[near], p[near], x[near])
    return x


def _refined(shape: Floats, p: Floats, x: Floats) -> Floats:
    for _ in range(30):
        with np.errstate(all="ignore"):
            front = np.exp(_log_front(shape, x))
            # The distribution function less p, over its slope.
            step = (front * _series(shape, x) - p) / (front * shape / x)
            step = step / (1 - 0.5 * np.minimum(1.0, step * ((shape - 1) / x - 1)))
        step = np.where(np.isfinite(step), step, 0.0)
        new = np.where(step < x, x - step, x / 2)
        # Each step trebles the figures that are right, so a step this small was the last one needed.
        settled = bool((np.abs(new - x) <= 1e-6 * x).all())
        x = new
        if settled:
            break
    return np.asarray(x)


def _start(shape: Floats, p: Floats) -> Floats:
    z = np.select([p < 0.01, p < 0.5, p < 0.99], [-Z998, -Z95, Z95], Z998)
    cube = 1 - 1 / (9 * shape) + z / (3 * np.sqrt(shape))
    # Near zero the distribution function is x**a / gamma(a + 1), which can be turned round.
    small = np.zeros_like(shape)
    low = cube <= 0.2
    if bool(low.any()):
        small[low] = np.exp((np.log(p[low]) + _log_gamma(shape[low] + 1)) / shape[low])
    return np.asarray(np.maximum(np.where(low, small, shape * cube**3), 1e-300))


def _log_gamma(a: Floats) -> Floats:
    return np.array([math.lgamma(each) for each in a.tolist()])


def _log_front(a: Floats, x: Floats) -> Floats:
    """The logarithm of x**a exp(-x) / gamma(a + 1), without the loss of figures that has for large a."""
    gap = (x - a) / a
    stirling = (1 / 12 - (1 / 360 - 1 / (1260 * a**2)) / a**2) / a
    found = a * (np.log1p(gap) - gap) - 0.5 * np.log(2 * math.pi * a) - stirling
    few = a < 30
    if bool(few.any()):
        found[few] = a[few] * np.log(x[few]) - x[few] - _log_gamma(a[few] + 1)
    return np.asarray(found)


def _series(shape: Floats, x: Floats) -> Floats:
    """The sum of x**n / ((a + 1) ... (a + n)): the lower incomplete gamma function but for its front."""
    term = np.ones_like(shape)
    total = term.copy()
    a = shape.copy()
    while bool((term > total * 1e-16).any()):
        a += 1
        term *= x / a
        total += term
    return np.asarray(total)
