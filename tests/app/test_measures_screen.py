"""Measures in the real window: the list, a chart stepped through, its table, and what is copied and saved."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests import make
from tests.app import quarters, reach
from tests.app.desk import Desk
from wardqi.app import charting, choosing, screens
from wardqi.app.chart_panel import ChartPanel
from wardqi.app.screens import measures
from wardqi.app.screens.measures.page import Measures
from wardqi.app.screens.print_out import PrintPage
from wardqi.reports.page import Picture, Table, words
from wardqi.services import access
from wardqi.store import records, trail

SCREENS = [one for one in screens.ALL if one.name in ("measures", "print_out")]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ward's folder with fourteen months in it."""
    trust = make.Trust(tmp_path_factory.mktemp("lived") / "trust")
    quarters.live(trust.heron)
    folder = trust.shut("heron")
    trust.close()
    return folder


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, lived: Path) -> Iterator[Desk]:
    folder = tmp_path / "heron"
    shutil.copytree(lived, folder)
    session = access.unlock(folder, make.PASSPHRASE, clock=make.Clock())
    made = Desk(qtbot, tmp_path, SCREENS, session=session)
    yield made
    made.close()


def page_of(desk: Desk, ident: str = "") -> Measures:
    page = desk.open("measures", ident)
    assert isinstance(page, Measures)
    return page


def panel_of(desk: Desk, ident: str = "incidents_rate") -> ChartPanel:
    panel = page_of(desk, ident).chart.panel
    desk.wait(lambda: panel.view.picture.drawing is not None)
    return panel


def test_a_rate_names_its_denominator_on_screen_and_on_paper(desk: Desk) -> None:
    panel = panel_of(desk)
    page = page_of(desk, "incidents_rate")
    desk.wait(lambda: bool(page.chart.below.text()))
    said = page.chart.below.text()
    assert said.startswith("Denominator in use: bed days counted by hand on ")
    assert page.chart.below.isVisible()
    assert said in panel.beside
    page_of(desk, "seclusion_starts")
    desk.settle()
    assert not page.chart.below.isVisible()


def test_the_list_says_what_each_chart_says_and_how_much_was_reported(desk: Desk) -> None:
    page = page_of(desk)
    model = page.table.model
    rows = [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    first = rows[0]
    assert (
        first[0] == "Incidents with a restrictive intervention per 1,000 bed days\nOutcome · counts incidents"
    )
    assert first[1] == "9.68 per 1,000 bed days, Oct 2026"
    assert first[2].startswith("Common cause only")
    assert first[3] == "93% of days reported"
    assert len(rows) == 6


def test_every_measure_can_be_shown(desk: Desk) -> None:
    page = page_of(desk)
    page.all_box.setChecked(True)
    desk.wait(lambda: page.table.model.rowCount() > 30)
    names = {page.table.model.row(at).id for at in range(page.table.model.rowCount())}
    assert {"huddles_held", "review_held_patient_48h", "staff_hurt"} <= names


def test_the_list_is_read_without_the_drawing_library(lived: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(lived, folder)
    script = (
        "import sys\nfrom pathlib import Path\nfrom wardqi.services import access\n"
        "from wardqi.app.screens.measures import rows\nimport wardqi.app.screens.measures.page\n"
        f"session = access.unlock(Path({str(folder)!r}), {make.PASSPHRASE!r})\n"
        "with session.desk() as desk:\n    found = rows.read(desk, '', False)\n"
        "session.close()\nprint(len(found.rows), 'matplotlib' in sys.modules)\n"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["6", "False"]


def test_arrows_step_through_the_points_and_say_each(desk: Desk) -> None:
    panel = panel_of(desk)
    panel.view.picture.setFocus()
    desk.press(Qt.Key.Key_Home)
    assert desk.said[-1] == "Sep 2025, 4 incidents, 6.67 per 1,000 bed days, below the average"
    desk.press(Qt.Key.Key_Right)
    assert desk.said[-1].startswith("Oct 2025, 6 incidents, 9.68 per 1,000 bed days, above the average")
    desk.press(Qt.Key.Key_End)
    assert desk.said[-1].startswith("Oct 2026, 6 incidents")
    assert panel.view.said.text() == desk.said[-1]


def test_a_month_nobody_reported_on_is_named_and_never_zero(desk: Desk) -> None:
    panel = panel_of(desk)
    assert panel.missing.text() == "Missing, not zero: Mar 2026 (nothing reported)."
    panel.view.step_to(6)
    assert desk.said[-1] == "Mar 2026, missing: nothing reported"
    assert panel.view.picture.drawing is not None
    assert panel.view.picture.drawing.places[6] is None


def test_enter_says_why_a_point_is_marked_and_t_turns_to_the_table(desk: Desk) -> None:
    panel = panel_of(desk)
    panel.view.picture.setFocus()
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Return)
    assert panel.why.isVisible()
    assert desk.said[-1] == "Not marked: this point is within the usual variation."
    desk.press(Qt.Key.Key_T)
    table = desk.focus
    assert table is not panel.view.picture
    assert reach.name_of(table) == "Chart, as a table"
    desk.press(Qt.Key.Key_T)
    assert desk.focus is panel.view.picture


def test_the_run_chart_and_the_measures_own_can_be_switched(desk: Desk) -> None:
    panel = panel_of(desk)
    assert panel.own.text() == "u chart"
    assert panel.own.isChecked()
    panel.run.click()
    desk.wait(lambda: panel.now is not None and panel.now.kind == "run")
    assert panel.view.stamp.text().startswith("Run chart · ")
    panel.own.click()
    desk.wait(lambda: panel.now is not None and panel.now.kind == "u")


def test_a_chart_says_what_it_counts_and_by_which_rules(desk: Desk) -> None:
    page = page_of(desk, "incidents_rate")
    desk.wait(lambda: bool(page.chart.counts.text()))
    assert page.chart.counts.text().startswith("This chart counts incidents.")
    assert page.chart.panel.view.stamp.text().startswith("u chart · Anhøj rules")


def test_charts_are_drawn_off_the_windows_thread(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []
    draw = charting.draw

    def watched(*args: object, **more: object) -> object:
        threads.append(threading.get_ident())
        return draw(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(charting, "draw", watched)
    panel_of(desk)
    assert threads
    assert threading.get_ident() not in threads


def test_esc_goes_back_to_the_list(desk: Desk) -> None:
    page = page_of(desk)
    page.table.view.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert page.chart.isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert not page.chart.isVisible()
    assert desk.focus is page.table.view


def test_the_table_is_saved_as_a_csv_with_its_gap_left_empty(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = panel_of(desk)
    monkeypatch.setattr(choosing, "new_file", lambda *_: tmp_path / "table.csv")
    panel.save_table()
    desk.wait(lambda: bool(desk.frame.messages.messages()))
    assert (tmp_path / "table.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:4] == ["Period", "Figure", "Counted", "Out of"]
    assert rows[1][0] == "2025-09-01"
    assert float(rows[1][1]) == pytest.approx(4000 / 600)
    assert rows[1][2:4] == ["4", "600"]
    assert rows[7][:2] == ["2026-03-01", ""]


@pytest.mark.parametrize(("ending", "begins"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_the_picture_is_saved_in_the_kind_its_name_says(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, begins: bytes
) -> None:
    panel = panel_of(desk)
    path = tmp_path / f"chart.{ending}"
    monkeypatch.setattr(choosing, "new_file", lambda *_: path)
    panel.save_picture()
    desk.wait(lambda: bool(desk.frame.messages.messages()))
    assert path.read_bytes().startswith(begins)


def test_a_picture_that_cannot_be_saved_is_told_in_a_sentence(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = panel_of(desk)
    monkeypatch.setattr(choosing, "new_file", lambda *_: tmp_path / "gone" / "chart.png")
    panel.save_picture()
    desk.wait(lambda: bool(desk.frame.messages.messages()))
    (message,) = desk.frame.messages.messages()
    assert message.what == "The file was not saved."
    assert message.safe == "Your records are safe."


def test_a_chart_is_printed_with_its_table_after_a_preview_and_noted(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = panel_of(desk)
    panel.view.picture.setFocus()
    desk.wait(lambda: bool(panel.beside))
    desk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: isinstance(desk.frame.page, PrintPage))
    preview = desk.frame.page
    assert isinstance(preview, PrintPage)
    assert preview.printout is not None
    document = preview.printout.document
    assert (document.title, document.ward) == (
        "Incidents with a restrictive intervention per 1,000 bed days",
        "Heron Ward",
    )
    assert document.period == "Sep 2025 – Oct 2026"
    assert document.sensitive
    said = words(document)
    assert panel.view.sentence.text() in said
    assert "a true 25% fall would be seen" in said
    picture = next(block for block in document.blocks if isinstance(block, Picture))
    assert picture.data.startswith(b"\x89PNG")
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert len(table.rows) == 14
    march = next(row for row in table.rows if row[0] == "Mar 2026")
    assert "nothing reported" in march
    monkeypatch.setattr(choosing, "new_file", lambda *_: tmp_path / "chart.pdf")
    preview.save_button.click()
    desk.wait(lambda: (tmp_path / "chart.pdf").exists())
    desk.settle()
    assert (tmp_path / "chart.pdf").read_bytes().startswith(b"%PDF")
    with desk.session.desk() as store:
        (newest,) = trail.page(store.store, trail.Wanted(), limit=1, offset=0)
    assert (newest.entry.op.action, newest.entry.op.set["code"]) == ("export", "chart")
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    assert desk.focus is panel.view.picture


def test_picture_and_table_can_be_copied(desk: Desk) -> None:
    panel = panel_of(desk)
    panel.copy_table()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Period\tFigure")
    assert lines[1].startswith("2025-09-01\t")
    panel.copy_picture()
    desk.wait(lambda: not QGuiApplication.clipboard().image().isNull())


def test_the_chart_page_is_reached_by_keyboard_and_nothing_is_cut_off(desk: Desk) -> None:
    panel_of(desk)
    for size in ((1366, 768), (683, 384)):
        desk.window.resize(*size)
        desk.qtbot.wait(200)
        desk.settle()
        page = page_of(desk, "incidents_rate")
        desk.wait(lambda page=page: page.chart.panel.view.picture.drawing is not None)
        assert reach.unnamed(page) == []
        assert reach.unreachable(page) == []
        assert reach.rich(page) == []
        assert reach.small(page) == []
        assert reach.clipped(page) == []


def test_a_ward_without_anything_sees_a_faint_example(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path, [measures.SCREEN])
    page = page_of(desk)
    desk.wait(lambda: page.example.picture.drawing is not None)
    assert reach.name_of(page.example.picture) == "Example chart, not your data"
    assert not page.table.isVisible()
    desk.close()


def test_a_rate_without_bed_days_is_never_guessed(qtbot: QtBot, tmp_path: Path) -> None:
    trust = make.Trust(tmp_path / "trust")
    quarters.live(trust.heron, (4, 6, 5, 3, 7, 4, 5, 6, 5, 4), beds=False)
    folder = trust.shut("heron")
    trust.close()
    session = access.unlock(folder, make.PASSPHRASE, clock=make.Clock())
    desk = Desk(qtbot, tmp_path, [measures.SCREEN], session=session)
    page = page_of(desk)
    row = page.table.model.row(0)
    assert row.sentence.startswith("No bed days yet, so no rate.")
    panel = panel_of(desk)
    assert page.chart.beds.isVisible()
    panel.view.step_to(0)
    assert desk.said[-1].startswith("Jan 2026, 4 incidents, ")
    assert "bed days" not in desk.said[-1]
    assert panel.cautions.text().startswith("Early days: too few points for limits")
    desk.close()


def test_what_happens_seldom_is_charted_as_days_between(desk: Desk) -> None:
    panel = panel_of(desk)
    desk.wait(lambda: panel.now is not None)
    assert panel.between.isVisible()
    panel.between.click()
    desk.wait(lambda: panel.now is not None and panel.now.kind == "t")
    assert panel.now is not None
    analysis = panel.now.charted.analysis
    assert analysis is not None
    with desk.session.desk() as own:
        days = sorted(
            {
                str(one.value["started_at"])[:10]
                for one in records.of_kind(own.store, "incident")
                if one.value["event"] == "restrictive"
            }
        )
    assert [str(point.date) for point in analysis.points] == days[1:]
    page = desk.frame.page
    assert isinstance(page, Measures)
    assert "since the last" in page.chart.counts.text()
    desk.window.resize(683, 384)
    desk.settle()
    assert page.chart.minimumSizeHint().width() < 600  # nothing to scroll to at 200 per cent
    panel.own.click()
    desk.wait(lambda: panel.now is not None and panel.now.kind == "u")


def test_the_answer_why_comes_into_view(desk: Desk) -> None:
    desk.window.resize(1000, 600)
    panel = panel_of(desk)
    panel.view.picture.setFocus()
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    card = panel.why.parentWidget()
    assert card is not None
    assert card.visibleRegion().boundingRect() == card.rect()
