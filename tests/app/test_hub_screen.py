"""The hub in the real window: bundles taken, undone and refused, coverage, compare, series from outside."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests import make
from tests.app import heron, quarters, reach
from tests.app.desk import Desk
from wardqi.app import choosing
from wardqi.app.screens import hub as screen
from wardqi.app.screens.hub.page import Hub
from wardqi.app.widgets.sheet import Sheet
from wardqi.app.widgets.words import Words
from wardqi.domain import huddles
from wardqi.services import asking, coverage, exchange, overview, pairing, recording
from wardqi.services.huddles import past
from wardqi.store import records

SERIES = Path(__file__).parents[1] / "data/mhsds/provider_months_2021-09_2022-08.csv"
HERE = replace(screen.SCREEN, profiles=frozenset())


@pytest.fixture
def trust(tmp_path: Path) -> Iterator[make.Trust]:
    made = make.Trust(tmp_path / "trust")
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, trust: make.Trust) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path, [HERE], session=trust.session("hub"), clock=heron.Clock())
    made.workspace.profile = "hub"
    yield made
    made.jobs.wait()
    made.settle()
    made.jobs.close()


def page_of(desk: Desk, ident: str = "") -> Hub:
    page = desk.open("hub", ident)
    assert isinstance(page, Hub)
    return page


def words(root: QWidget) -> str:
    return " ".join(label.text() for label in root.findChildren(Words) if label.isVisible())


def bundles(trust: make.Trust) -> list[Path]:
    """One good bundle of each ward."""
    made = []
    for name in ("heron", "maple"):
        recording.log_incident(trust.desk(name), make.incident(patient_unknown=True))
        made.append(trust.send(trust.desk(name)))
    return made


def arrive(desk: Desk, page: Hub, paths: Sequence[Path]) -> dict[str, str]:
    """Drop files and wait; gives each file's state."""
    with desk.qtbot.waitSignal(page.inbox.looked, timeout=20_000):
        page.inbox.look_at(paths)
    desk.settle()
    return {one.path.name: one.state for one in page.inbox.rows()}


def states(page: Hub) -> dict[str, str]:
    return {one.path.name: one.state for one in page.inbox.rows()}


def test_a_bad_file_stops_no_good_one(desk: Desk, trust: make.Trust, tmp_path: Path) -> None:
    one, two = bundles(trust)
    damaged, other = tmp_path / "damaged.wqb", tmp_path / "letter.wqb"
    data = bytearray(one.read_bytes())
    data[-40] ^= 1
    damaged.write_bytes(data)
    other.write_bytes(b"Dear colleagues")
    page = page_of(desk)
    found = arrive(desk, page, [damaged, one, other, two])
    assert found == {one.name: "new", two.name: "new", "damaged.wqb": "refused", "letter.wqb": "refused"}
    page.inbox.accept_all.click()
    desk.wait(lambda: list(states(page).values()).count("taken") == 2)
    assert states(page)["damaged.wqb"] == "refused"
    assert len(records.of_kind(trust.hub.store, "incident")) == 2


def test_the_preview_tells_what_a_bundle_holds_and_keeps_nothing(desk: Desk, trust: make.Trust) -> None:
    one, _ = bundles(trust)
    page = page_of(desk)
    before = make.counted(trust.hub)
    arrive(desk, page, [one])
    said = words(page.inbox.preview)
    assert "All 4 right" in said
    assert "1 incident" in said
    assert "2 records new, 0 changed" in said
    assert make.counted(trust.hub) == before


def test_a_repeat_was_already_had_and_changes_nothing(desk: Desk, trust: make.Trust) -> None:
    one, _ = bundles(trust)
    page = page_of(desk)
    make.take(trust.hub, one)
    before = make.counted(trust.hub)
    assert arrive(desk, page, [one]) == {one.name: "had"}
    model = page.inbox.table.model
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert shown[-1] == "Already had, nothing changed"
    assert not page.inbox.accept_all.isEnabled()
    assert make.counted(trust.hub) == before


def test_an_import_is_undone_as_one_step(desk: Desk, trust: make.Trust) -> None:
    one, _ = bundles(trust)
    page = page_of(desk)
    arrive(desk, page, [one])
    page.inbox.accept_all.click()
    desk.wait(lambda: states(page)[one.name] == "taken")
    assert len(records.of_kind(trust.hub.store, "incident")) == 1
    assert desk.workspace.undo()
    desk.wait(lambda: states(page)[one.name] == "undone")
    assert records.of_kind(trust.hub.store, "incident") == []
    assert page.inbox.history.model.row(0).undone_at is not None


def test_a_file_set_aside_needs_a_reason_and_is_not_taken(desk: Desk, trust: make.Trust) -> None:
    one, two = bundles(trust)
    page = page_of(desk)
    arrive(desk, page, [one, two])
    chosen = page.inbox.table.current()
    page.inbox.set_aside.click()
    assert states(page)[chosen.path.name] == "new"
    page.inbox.reason.setText("Sent twice by mistake")
    page.inbox.set_aside.click()
    assert states(page)[chosen.path.name] == "aside"
    page.inbox.accept_all.click()
    desk.wait(lambda: "taken" in states(page).values())
    assert states(page)[chosen.path.name] == "aside"
    assert len(records.of_kind(trust.hub.store, "incident")) == 1


def test_receipts_go_back_to_each_ward(
    desk: Desk, trust: make.Trust, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in bundles(trust):
        make.take(trust.hub, path)
    post = tmp_path / "receipts"
    post.mkdir()
    monkeypatch.setattr(choosing, "folder", lambda *_: post)
    page = page_of(desk, "wards")
    desk.wait(page.wards.receipts.isEnabled)
    page.wards.receipts.click()
    desk.wait(page.wards.after.isVisible)
    assert len(list(post.iterdir())) == 2
    taken = [exchange.take(trust.heron, path).state for path in sorted(post.iterdir())]
    assert sorted(taken) == ["accepted", "refused"]
    assert exchange.strip(trust.heron).not_confirmed == 0


def test_a_ward_is_paired_after_its_words_were_compared(
    desk: Desk, trust: make.Trust, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = heron.open_ward(tmp_path / "new", heron.Clock(), role="ward_manager", people=False)
    with session.desk() as ward:
        shown = pairing.show_ward(ward, tmp_path)
        pairing.trust_hub(ward, pairing.show_hub(trust.hub, tmp_path).path)
    key_file = tmp_path / "trust-keys.age"
    monkeypatch.setattr(pairing, "unlock_trust_keys", _keys_of(trust))
    monkeypatch.setattr(choosing, "folder", lambda *_: tmp_path)
    page = page_of(desk, "wards")
    page.wards.pair_button.click()
    ui = page.wards.pair.ui
    page.wards.pair.look_at(shown.path)
    desk.wait(ui.matchStep.isVisible)
    assert tuple(ui.wardWords.text().split()) == shown.words
    page.wards.pair.use_keys(key_file)
    ui.secretEdit.setText("the trust's own passphrase")
    assert not ui.pairButton.isEnabled()
    ui.sameBox.setChecked(True)
    ui.pairButton.click()
    desk.wait(ui.doneLabel.isVisible)
    assert ui.secretEdit.text() == ""
    (welcome,) = tmp_path.glob("*.wqb")
    with session.desk() as ward:
        assert exchange.take(ward, welcome).state == "accepted"
    session.close()


def _keys_of(trust: make.Trust) -> object:
    """The trust's keys, as if their file had been opened: opening it takes a second of work each time."""
    return lambda _path, _secret: trust.keys


def test_a_ward_is_asked_about_a_month_and_the_answer_comes_back(desk: Desk, trust: make.Trust) -> None:
    recording.log_incident(trust.heron, make.incident(patient_unknown=True))
    make.take(trust.hub, trust.send(trust.heron))
    page = page_of(desk, "coverage")
    view = page.coverage.view
    view.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.wait(page.coverage.ask.isVisible)
    ask = page.coverage.ask
    assert reach.unnamed(page) == []
    assert reach.unreachable(page) == []
    assert reach.clipped(page) == []
    ask.send.click()
    assert ask.problem.text == "Write your question first."
    ask.text.setPlainText("<b>Were the 3rd and 4th</b> quiet days?")
    ask.send.click()
    desk.settle()
    assert "No answer yet." in words(ask)
    assert "<b>Were the 3rd" in words(ask)
    make.take(trust.heron, trust.answer(trust.heron))
    (asked,) = asking.waiting(trust.heron)
    assert asked.text == "<b>Were the 3rd and 4th</b> quiet days?"
    assert asked.period is not None
    assert asking.waiting(trust.heron2) == ()
    assert overview.today(trust.heron).asked == (asked,)
    asking.answer(trust.heron, asked.ent, "Both were.", "corrected")
    assert overview.today(trust.heron).asked == ()
    make.take(trust.hub, trust.send(trust.heron))
    desk.workspace.changed.emit("hub")
    desk.settle()
    assert "Corrected. Both were." in words(ask)
    settled = next(b for b in ask.findChildren(QPushButton) if b.text() == "Settled" and b.isVisible())
    settled.click()
    desk.settle()
    assert asking.of_ward(trust.hub, trust.heron.ward())[0].closed_on == "2026-11-21"


def test_coverage_says_in_words_how_much_each_month_has(desk: Desk, trust: make.Trust) -> None:
    quarters.live(trust.heron, (4, None, 5))
    make.take(trust.hub, trust.send(trust.heron))
    page = page_of(desk, "coverage")
    view = page.coverage.view
    desk.wait(lambda: view.cells.rowCount() == 1)
    said = [
        view.cells.data(view.cells.index(0, at), Qt.ItemDataRole.AccessibleTextRole)
        for at in range(view.cells.columnCount())
    ]
    assert said[-4:] == [
        "Heron Ward, Aug 2026: full, 31 of 31 days reported",
        "Heron Ward, Sept 2026: none, nothing reported",
        "Heron Ward, Oct 2026: full, 31 of 31 days reported",
        "Heron Ward, Nov 2026: this month so far, 0 of 20 days reported",
    ]
    assert said[0] == "Heron Ward, Nov 2025: before its first record"


def test_enter_opens_what_is_missing_and_a_polite_message_is_ready(desk: Desk, trust: make.Trust) -> None:
    quarters.live(trust.heron, (4, None, 5))
    make.take(trust.hub, trust.send(trust.heron))
    page = page_of(desk, "coverage")
    view = page.coverage.view
    desk.wait(lambda: view.cells.rowCount() == 1)
    view.setFocus()
    assert view.currentIndex().column() == 11
    desk.press(Qt.Key.Key_Left)
    desk.press(Qt.Key.Key_Return)
    desk.wait(page.coverage.card.isVisible)
    said = words(page.coverage.card)
    assert "Nobody reported on 1 to 30 Sept 2026." in said
    assert "Beds were not counted on 1 to 30 Sept 2026." in said
    page.coverage.copy.click()
    message = QGuiApplication.clipboard().text()
    assert message.startswith("Dear colleagues of Heron Ward,")
    assert "thank you" in message


def test_changes_that_never_came_are_named(desk: Desk, trust: make.Trust) -> None:
    trust.round_trip(trust.heron)
    recording.log_incident(trust.heron, make.incident(patient_unknown=True))
    taken = exchange.inspect(trust.hub, trust.send(trust.heron))
    accepted = exchange.accept(trust.hub, taken)
    make.take(trust.heron, trust.answer(trust.heron))
    exchange.take_back(trust.hub, accepted.bundle)
    recording.log_incident(trust.heron, make.incident(patient_unknown=True))
    page = page_of(desk)
    arrive(desk, page, [trust.send(trust.heron)])
    assert "not received" in words(page.inbox.preview)
    page.inbox.accept_all.click()
    desk.wait(lambda: "taken" in states(page).values())
    page = page_of(desk, "coverage")
    desk.wait(page.coverage.gaps.isVisible)
    assert "PC 1: change" in page.coverage.gaps.text()
    assert page.coverage.gaps.text().endswith("not received.")


def test_huddles_held_are_charted_ward_by_ward_from_their_bundles(desk: Desk, trust: make.Trust) -> None:
    paths = []
    for name, skipped in (("heron", 5), ("maple", 3)):
        at = trust.desk(name)
        recording.amend(at, at.ward(), {"huddle_starts": 555, "huddle_days": ["1", "2", "3", "4", "5"]})
        first = datetime(2026, 2, 2, 9, 16, tzinfo=UTC)
        days = [first + timedelta(days=number) for number in range(290)]
        held = [
            past.Held(day.date(), day, good_thing=f"Said at {name}")
            for number, day in enumerate(days)
            if huddles.working_day(day.date()) and number % skipped
        ]
        past.record(at, held)
        paths.append(trust.send(at, everything=True))
    page = page_of(desk)
    arrive(desk, page, paths)
    page.inbox.accept_all.click()
    desk.wait(lambda: list(states(page).values()).count("taken") == 2)
    page.open("compare")
    page.compare.measure.setCurrentIndex(page.compare.measure.findData("huddles_held"))
    page.compare.refresh()
    desk.wait(
        lambda: [card.small.measured.measure.id for card in page.compare.cards()] == ["huddles_held"] * 2
    )
    desk.wait(lambda: all(card.picture.drawing is not None for card in page.compare.cards()))
    shares = {}
    for card in page.compare.cards():
        assert "per cent of planned" in card.accessibleName()
        whole = [point for point in card.small.measured.points if point.denominator]
        assert len(whole) >= 9
        shares[card.small.ward.name] = sum(point.numerator or 0 for point in whole) / sum(
            point.denominator or 0 for point in whole
        )
    assert 0.75 < shares["Heron Ward"] < 0.85
    assert 0.6 < shares["Maple Ward"] < 0.72
    assert "Said at" not in str([record.value for record in records.of_kind(trust.hub.store, "huddle")])


def test_wards_are_compared_over_the_same_months_and_never_ranked(desk: Desk, trust: make.Trust) -> None:
    quarters.live(trust.heron)
    quarters.live(trust.maple, (3, 4, None, 5, 6, 4, 5, 4))
    for name in ("maple", "heron"):
        make.take(trust.hub, trust.send(trust.desk(name)))
    page = page_of(desk, "compare")
    desk.wait(lambda: len(page.compare.cards()) == 2)
    desk.wait(lambda: all(card.picture.drawing is not None for card in page.compare.cards()))
    cards = page.compare.cards()
    assert [card.small.ward.name for card in cards] == ["Heron Ward", "Maple Ward"]
    spans = set()
    for card in cards:
        analysis = card.small.charted.analysis
        assert analysis is not None
        spans.add((analysis.points[0].date, analysis.points[-1].date))
    assert spans == {(date(2025, 9, 1), date(2026, 10, 1))}
    assert "87% of days reported" in reach.name_of(cards[1])
    assert "missing May 2026 (nothing reported)" in reach.name_of(cards[1])
    orders = {page.compare.order.itemText(at) for at in range(page.compare.order.count())}
    assert orders == {"Name", "Needs a conversation"}


@pytest.mark.parametrize(("wide", "columns"), [(1366, 3), (1000, 2), (700, 1)])
def test_small_charts_stand_three_two_or_one_beside_each_other(
    desk: Desk, trust: make.Trust, wide: int, columns: int
) -> None:
    desk.window.resize(wide, 768)
    page = page_of(desk, "compare")
    desk.qtbot.waitUntil(lambda: page.compare._columns == columns)


def test_enter_on_a_small_chart_opens_it_in_measures(desk: Desk, trust: make.Trust) -> None:
    quarters.live(trust.heron, (4, 5, 3))
    make.take(trust.hub, trust.send(trust.heron))
    went: list[tuple[str, str]] = []
    desk.workspace.went.connect(lambda name, ident: went.append((name, ident)))
    page = page_of(desk, "compare")
    desk.wait(lambda: len(page.compare.cards()) == 1)
    page.compare.cards()[0].setFocus()
    desk.press(Qt.Key.Key_Return)
    assert went == [("measures", f"incidents_rate@{trust.heron.ward()}")]


def test_outside_figures_are_planned_first_then_loaded_and_charted(
    desk: Desk, trust: make.Trust, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "figures.csv"
    shutil.copy(SERIES, file)
    with file.open("a", encoding="utf-8", newline="") as more:
        more.write("not a month,=cmd|x,people_restrained,5\r\n")
    page = page_of(desk, "outside")
    page.outside.load_button.click()
    load = page.outside.load
    load.plan(file)
    desk.wait(load.ui.planGroup.isVisible)
    assert load.ui.planLabel.text().startswith("8,185 rows read: 8,184 new months, 0 changed")
    assert load.aside.said.text().startswith("1 row cannot be understood")
    assert records.of_kind(trust.hub.store, "external_series") == []
    monkeypatch.setattr(choosing, "new_file", lambda *_: tmp_path / "bad.csv")
    load.aside.save.click()
    desk.wait((tmp_path / "bad.csv").exists)
    desk.settle()
    assert "'=cmd|x" in (tmp_path / "bad.csv").read_text(encoding="utf-8-sig")
    load.ui.loadButton.click()
    desk.wait(lambda: page.outside.panel.now is not None)
    assert page.outside.title.text() == "All providers with every month"
    assert "24 providers published both figures in every month" in page.outside.note.text()
    page.outside.search.setText("trust nottinghamshire")
    shown = page.outside.table.model
    assert shown.rowCount() == 1
    desk.wait(lambda: "NOTTINGHAMSHIRE" in page.outside.title.text())  # beside the list, without Enter
    page.outside.table.view.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: "NOTTINGHAMSHIRE" in page.outside.title.text() and page.outside.panel.now is not None)
    desk.wait(lambda: page.outside.panel.view.picture.drawing is not None)
    page.outside.panel.view.step_to(0)
    assert desk.said[-1].startswith("Sep 2021, ")
    assert "per 1,000 bed days" in desk.said[-1]


def test_a_file_that_cannot_be_loaded_is_told_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "letter.csv"
    file.write_text("Dear colleagues\n,\n", encoding="utf-8")
    page = page_of(desk, "outside")
    page.outside.load_button.click()
    page.outside.load.plan(file)
    desk.wait(lambda: bool(page.outside.load.problem.text))
    assert "Nothing was changed." in page.outside.load.problem.text


@pytest.mark.parametrize("ident", ["inbox", "coverage", "compare", "outside", "wards"])
def test_every_tab_is_named_reached_and_unclipped(desk: Desk, trust: make.Trust, ident: str) -> None:
    quarters.live(trust.heron, (4, None, 5))
    make.take(trust.hub, trust.send(trust.heron))
    for size in ((1366, 768), (683, 384)):
        desk.window.resize(*size)
        page = page_of(desk, ident)
        desk.qtbot.wait(100)
        desk.settle()
        assert reach.unnamed(page) == []
        assert reach.unreachable(page) == []
        assert reach.rich(page) == []
        assert reach.small(page) == []
        assert reach.clipped(page) == []
        seen = [
            one.area.horizontalScrollBar().maximum() for one in page.findChildren(Sheet) if one.isVisible()
        ]
        assert not any(seen)  # only tables and charts go sideways


def test_days_without_a_report_are_told_as_stretches() -> None:
    days = [date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 5)]
    assert coverage.runs(days) == [(days[0], days[1]), (days[2], days[2])]
