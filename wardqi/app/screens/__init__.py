"""The screens, in the order of the navigation. A screen that is not built is not listed.

Each maker imports its screen when it is first opened, so starting stays quick. To add one: a maker, an entry.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wardqi.app.screen import Screen
from wardqi.app.screens.actions import SCREEN as ACTIONS
from wardqi.app.screens.administration import MY_SIGN_IN
from wardqi.app.screens.administration import SCREEN as ADMINISTRATION
from wardqi.app.screens.exchange import SCREEN as EXCHANGE
from wardqi.app.screens.history import SCREEN as HISTORY
from wardqi.app.screens.hub import SCREEN as HUB
from wardqi.app.screens.huddle import SCREEN as HUDDLE
from wardqi.app.screens.improvement import SCREEN as IMPROVEMENT
from wardqi.app.screens.learning import SCREEN as LEARNING
from wardqi.app.screens.measures import SCREEN as MEASURES
from wardqi.app.screens.my_learning import SCREEN as MY_LEARNING
from wardqi.app.screens.paper import SCREEN as PAPER
from wardqi.app.screens.safety_cross import SCREEN as SAFETY_CROSS
from wardqi.app.workspace import Workspace
from wardqi.domain import people

_WARD = frozenset({"ward"})
_READERS = frozenset(people.roles_that_may("read"))
_EXTRACTORS = frozenset(people.roles_that_may("extract"))
_WRITERS = frozenset(people.roles_that_may("record"))


def _today(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.today import TodayPage

    return TodayPage(workspace)


def _incident(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.incidents.form import IncidentForm

    return IncidentForm(workspace)


def _incidents(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.incidents.listing import IncidentsPage

    return IncidentsPage(workspace)


def _extract(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.incidents.extract import ExtractPage

    return ExtractPage(workspace)


def _patients(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.patients.page import PatientsPage

    return PatientsPage(workspace)


def _bed_days(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.bed_days import BedDaysPage

    return BedDaysPage(workspace)


def _print_out(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.print_out import PrintPage

    return PrintPage(workspace)


def _help(workspace: Workspace) -> QWidget:
    from wardqi.app.screens.help import HelpPage

    return HelpPage(workspace)


ALL: tuple[Screen, ...] = (
    Screen("today", "Today", "today", _today, order=10, profiles=_WARD, words="home shift"),
    Screen(
        "incident",
        "New incident",
        "add",
        _incident,
        roles=_WRITERS,
        profiles=_WARD,
        words="log restraint record",
        beforehand=True,
    ),
    Screen(
        "incidents",
        "Incidents",
        "incidents",
        _incidents,
        roles=_READERS,
        order=20,
        profiles=_WARD,
        words="list search find records history",
    ),
    HUDDLE,
    ACTIONS,
    Screen(
        "extract",
        "National extract",
        "file",
        _extract,
        roles=_EXTRACTORS,
        profiles=_WARD,
        words="MHSDS MHS505 MHS515 MHS516 csv submission data set",
    ),
    IMPROVEMENT,
    MEASURES,
    EXCHANGE,
    LEARNING,
    HUB,
    Screen(
        "patients",
        "Patients",
        "people",
        _patients,
        roles=_READERS,
        order=80,
        profiles=_WARD,
        words="register admission bed name NHS number",
    ),
    Screen(
        "bed_days",
        "Bed days",
        "beds",
        _bed_days,
        roles=_READERS,
        order=82,
        profiles=_WARD,
        words="occupied beds midnight census denominator",
    ),
    Screen("print_out", "Print preview", "print", _print_out, words="paper pdf", over=True),
    HISTORY,
    ADMINISTRATION,
    MY_SIGN_IN,
    MY_LEARNING,
    SAFETY_CROSS,
    PAPER,
    Screen("help", "Help", "help", _help, words="keys shortcuts how manual"),
)
