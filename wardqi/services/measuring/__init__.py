"""Measuring: a ward's points of each measure, its charts, what was settled for them, and who is affected."""

from __future__ import annotations

from wardqi.services.measuring.aims import Outlook, Suggestion, outlook, suggestion
from wardqi.services.measuring.charts import (
    Aim,
    Charted,
    Predicted,
    chart,
    chart_of,
    days_between,
    seldom,
)
from wardqi.services.measuring.outside import (
    ALL_PROVIDERS,
    BED_DAYS,
    PEOPLE_RESTRAINED,
    Outside,
    OutsideMonth,
    Whole,
    outside_chart,
    outside_providers,
    outside_rate,
    outside_rates,
    outside_whole,
)
from wardqi.services.measuring.series import (
    FIRST_MEASURES,
    FREQUENCIES,
    Measured,
    measure_all,
    measure_ward,
    own_of,
)

__all__ = [
    "ALL_PROVIDERS",
    "BED_DAYS",
    "FIRST_MEASURES",
    "FREQUENCIES",
    "PEOPLE_RESTRAINED",
    "Aim",
    "Charted",
    "Measured",
    "Outlook",
    "Outside",
    "OutsideMonth",
    "Predicted",
    "Suggestion",
    "Whole",
    "chart",
    "chart_of",
    "days_between",
    "measure_all",
    "measure_ward",
    "outlook",
    "outside_chart",
    "outside_providers",
    "outside_rate",
    "outside_rates",
    "outside_whole",
    "own_of",
    "seldom",
    "suggestion",
]
