"""The list of incidents: journeys, reviews due, possible doubles, saved views, and tables that leave."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests import make
from tests.app import heron
from tests.make import Trust
from wardqi.reports import sheet, workbook
from wardqi.services import exchange, incident_table, incidents, recording, views
from wardqi.services.access import Session
from wardqi.services.desk import Desk, NotAllowed
from wardqi.services.incidents import REVIEW_DUE, Line
from wardqi.store.incidents import Filters
from wardqi.store.log import Act

HOSTILE = ("<img src=//host/x>", "=1+1", "+1", "-1", "@x", "\t=1", "  =1", "＝1", "$\\foo$", "a\x07b")


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Session]:
    session = heron.open_ward(tmp_path / "ward", heron.Clock(), role="ward_manager")
    yield session
    session.close()


def found(desk: Desk, **filters: object) -> set[str]:
    return {line.ent for line in incidents.page(desk, Filters(**filters)).lines}  # type: ignore[arg-type]


def test_the_list_is_narrowed_to_each_stage_of_the_journey(trust: Trust) -> None:
    desk = trust.heron
    stages = ("not_sent", "sent", "received", "changed", "sent_back")
    confirmed = recording.log_incident(desk, make.incident("2026-11-18T10:00+00:00")).ent
    asked = recording.log_incident(desk, make.incident("2026-11-18T12:00+00:00")).ent
    (bundle,) = exchange.export(desk, trust.post)
    exchange.take(trust.hub, bundle.path)
    exchange.take(desk, exchange.receipt(trust.hub, trust.post, desk.ward()).path)
    changed = recording.log_incident(desk, make.incident("2026-11-19T10:00+00:00")).ent
    sent = recording.log_incident(desk, make.incident("2026-11-19T12:00+00:00")).ent
    exchange.export(desk, trust.post)
    recording.amend(desk, changed, {"narrative": "More."})
    new = recording.log_incident(desk, make.incident("2026-11-20T10:00+00:00")).ent
    question = {"ward": desk.ward(), "about": asked, "text": "Was this one event?"}
    desk.append(Act("question", "create", str(uuid.uuid4()), question))
    wanted = dict(zip(stages, (new, sent, confirmed, changed, asked), strict=True))
    for stage, ent in wanted.items():
        assert found(desk, journey=stage) == {ent}, stage
    detail = incidents.detail(desk, asked)
    assert (detail.back, detail.asked) == ("question", ("Was this one event?",))
    assert (incidents.detail(desk, new).back, incidents.detail(desk, new).asked) == ("", ())
    lines = incidents.page(desk, Filters()).lines
    assert {line.ent: line.journey for line in lines} == {ent: stage for stage, ent in wanted.items()}


def test_what_a_receipt_sends_back_says_so_in_the_list_too(trust: Trust) -> None:
    ent = recording.log_incident(trust.heron, make.incident(patient_unknown=True)).ent
    make.take(trust.hub, trust.send(trust.heron))
    make.take(trust.heron2, trust.share(trust.heron))
    for name, reason in (("heron", "11"), ("heron2", "12")):
        recording.amend(trust.desk(name), ent, {"reason": reason}, reason="correction")
        make.take(trust.hub, trust.send(trust.desk(name)))
    trust.clock.go(hours=1)
    make.take(trust.heron, trust.answer(trust.heron))
    assert found(trust.heron, journey="sent_back") == {ent}
    assert incidents.detail(trust.heron, ent).back == "review"
    assert found(trust.heron, journey="received") == set()
    assert [line.journey for line in incidents.page(trust.heron, Filters()).lines] == ["sent_back"]
    trust.clock.go(hours=1)
    recording.amend(trust.heron, ent, {"reason": "13"}, reason="correction")
    assert found(trust.heron, journey="sent_back") == set()
    assert [line.journey for line in incidents.page(trust.heron, Filters()).lines] == ["changed"]


def test_the_list_is_ordered_by_the_words_of_the_place(tmp_path: Path) -> None:
    session = heron.open_ward(tmp_path / "ward", heron.Clock(), role="ward_manager")
    try:
        with session.desk() as desk:
            recording.amend(
                desk,
                desk.ward(),
                {"areas": {"a0000002": {"name": "a corridor"}, "ffffffff": {"name": "Attic"}}},
            )
            for hour, place in enumerate(("a0000004", "ffffffff", "a0000001", "a0000002"), 10):
                heron.incident(desk, f"2026-11-19T{hour}:00+00:00", area=place)
            away = {
                "event": "near_miss",
                "started_at": "2026-11-19T15:00+00:00",
                "event_types": ["assault_on_staff"],
            }
            recording.log_incident(
                desk, {**away, "area_kind": "bathroom", "narrative": "Nothing came of it."}
            )
            forward = [one.area for one in incidents.page(desk, Filters(), "area", descending=False).lines]
            assert forward[:3] == ["a corridor", "Attic", "Bathroom or toilet"]
            assert forward == sorted(forward, key=str.casefold)
            back = [one.area for one in incidents.page(desk, Filters(), "area", descending=True).lines]
            assert back == forward[::-1]
    finally:
        session.close()


def test_a_review_due_is_found_until_it_is_held(ward: Session) -> None:
    with ward.desk() as desk:
        start, end = "2026-11-20T22:10+00:00", "2026-11-20T22:20+00:00"
        ent = heron.incident(desk, start, ended_at=end)
        heron.incident(desk, "2026-09-20T22:10+01:00", ended_at="2026-09-20T22:20+01:00")
        assert found(desk, state=REVIEW_DUE) == {ent}
        held = {
            f"{at:08x}": {"kind": kind, "with_whom": who, "held_at": "2026-11-21T01:00+00:00"}
            for at, (kind, who) in enumerate(
                (kind, who)
                for kind in ("immediate", "post_incident", "formal")
                for who in ("patient", "staff")
            )
        }
        recording.amend(desk, ent, {"reviews": held})
        assert found(desk, state=REVIEW_DUE) == set()


def test_a_possible_double_is_marked_until_somebody_said_they_differ(ward: Session) -> None:
    with ward.desk() as desk:
        smith, khan = heron.patient(desk, "John Smith"), heron.patient(desk, "Amir Khan")
        first = heron.incident(desk, "2026-11-20T22:10+00:00", patient=smith)
        second = heron.incident(desk, "2026-11-20T22:25+00:00", patient=smith)
        heron.incident(desk, "2026-11-20T22:15+00:00", patient=khan)
        heron.incident(desk, "2026-11-20T23:25+00:00", patient=smith)

        def doubles() -> set[str]:
            return {line.ent for line in incidents.page(desk, Filters()).lines if line.double}

        assert doubles() == {first, second}
        recording.amend(desk, second, {"different_from": first})
        assert doubles() == set()


def test_words_that_every_record_holds_still_find_them_newest_first(
    ward: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wardqi.store.incidents._FEW", 3)
    with ward.desk() as desk:
        ents = [
            heron.incident(desk, f"2026-11-{day:02}T10:00+00:00", narrative="calm") for day in range(1, 8)
        ]
        rare = heron.incident(desk, "2026-11-19T10:00+00:00", narrative="calm otter")
        lines = incidents.page(desk, Filters(text="cal"), size=3)
        assert [line.ent for line in lines.lines] == [rare, ents[-1], ents[-2]]
        assert lines.total == 8
        assert found(desk, text="calm ott") == {rare}
        assert found(desk, text="lounge") == {*ents, rare}
        assert found(desk, text="calm", types=("07",)) == set()


def test_views_are_a_persons_own_and_stay_in_the_encrypted_store(ward: Session) -> None:
    with ward.desk() as desk:
        assert (
            views.keep(desk, "incidents", "  Nights  in \n lounge ", {"text": "John"}) == "Nights in lounge"
        )
        views.keep(desk, "incidents", "gaps", {"state": "gaps"})
        views.keep(desk, "incidents", "gaps", {"state": "signed"})
        assert list(views.saved(desk, "incidents")) == ["gaps", "Nights in lounge"]
        assert views.saved(desk, "incidents")["gaps"] == {"state": "signed"}
        assert views.saved(desk, "huddles") == {}
        assert views.drop(desk, "incidents", "gaps") == ("gaps", {"state": "signed"})
        other = Desk(desk.store, desk.person.__class__("other", "Other", "nurse"), desk.signer, desk.now)
        assert views.saved(other, "incidents") == {}


def words(line: Line) -> list[str]:
    return [line.number, line.area, line.author]


def test_the_list_leaves_as_text_only_in_both_kinds_of_table(ward: Session, tmp_path: Path) -> None:
    with ward.desk() as desk:
        heron.incident(desk, "2026-11-20T22:10+00:00")
        rows = iter(HOSTILE)
        hostile = {line.ent: list(rows) for line in incidents.page(desk, Filters()).lines}

        def told(line: Line) -> list[str]:
            return hostile[line.ent]

        heading = ["=Number", *HOSTILE[1:]]
        for name in ("list.csv", "list.xlsx"):
            path, many = incident_table.save(desk, tmp_path / name, Filters(), "when", True, heading, told)
            assert many == 1
            assert path.exists()
    raw = (tmp_path / "list.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(raw.decode("utf-8-sig").splitlines()))
    assert lines[0][0] == "'=Number"
    assert [cell[:1] == "'" for cell in lines[1]] == [
        *(False, True, True, True, True, True, True, True, False, False)
    ]
    book = load_workbook(tmp_path / "list.xlsx").active
    assert book is not None
    cells = [cell for row in book.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in list(book.iter_rows())[1]][1:4] == ["=1+1", "+1", "-1"]
    assert book["J2"].value == "ab"


def test_numbers_stay_numbers_in_a_workbook_and_a_title_may_be_anything() -> None:
    data = workbook.bytes_of("a/b:c*?[x]", ["Number"], [[1], [None], [-2.5]])
    book = load_workbook(io.BytesIO(data)).active
    assert book is not None
    assert [row[0].value for row in book.iter_rows()] == ["Number", 1, None, -2.5]
    assert sheet.raw_text(["a"], [["=1"], [None]]) == '"a"\r\n"=1"\r\n""\r\n'


def test_a_nurse_may_not_take_the_list_out(tmp_path: Path) -> None:
    session = heron.open_ward(tmp_path / "nurse", heron.Clock(), role="nurse", people=False)
    with session.desk() as desk, pytest.raises(NotAllowed):
        incident_table.save(desk, tmp_path / "x.csv", Filters(), "when", True, ["Number"], words)
    assert not (tmp_path / "x.csv").exists()
    session.close()
