"""Finding incidents by what is typed."""

from __future__ import annotations

import pytest

from tests import make
from tests.make import Trust
from wardqi.services import patients, recording
from wardqi.store import incidents
from wardqi.store.incidents import Filters


@pytest.mark.parametrize("typed", ["DH", "dh", "Hughes"])
def test_a_patient_is_found_by_the_letters_the_list_shows(trust: Trust, typed: str) -> None:
    """Initials nobody wrote down are shown from the name, so typing them must find the person too."""
    desk = trust.heron
    person = patients.save(desk, {"name": "Dele Hughes", "birth_date": "1968-03-08"}, "4").ent
    other = patients.save(desk, {"name": "Ola Quist", "birth_date": "1971-03-08"}, "5").ent
    wanted = recording.log_incident(desk, make.incident(patient=person)).ent
    recording.log_incident(desk, make.incident(patient=other))
    assert [row.ent for row in incidents.page(desk.store, Filters(text=typed)).rows] == [wanted]
