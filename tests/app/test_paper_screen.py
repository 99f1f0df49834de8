"""Paper forms in the real window, by keyboard: printed, typed back by serial, accounted for."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.app import heron, longer, reach
from tests.app.desk import Desk
from wardqi.app import choosing, paper_forms, screens
from wardqi.app.printing import Printout, Stamp
from wardqi.app.screens.huddle.page import HuddlePage
from wardqi.app.screens.incidents.form import IncidentForm
from wardqi.app.screens.paper.page import PaperPage
from wardqi.app.screens.print_out import PrintPage
from wardqi.app.screens.today import TodayPage
from wardqi.app.widgets.row_button import RowButton
from wardqi.domain import codes, serials
from wardqi.reports import qr
from wardqi.reports.page import words as words_of
from wardqi.services import paper, printing, recording
from wardqi.services.access import Session
from wardqi.services.huddles import actions, closing
from wardqi.services.huddles.actions import Wanted
from wardqi.services.incidents import Area
from wardqi.store import drafts, records
from wardqi.store.log import Act

MORNING = datetime.fromisoformat("2026-11-20T08:40:00+00:00")  # a Friday
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TAB = Qt.Key.Key_Tab
HOSTILE = "<img src=//host/x> $\\foo$ =cmd & more"


@pytest.fixture
def clock() -> heron.Clock:
    return heron.Clock(MORNING)


@pytest.fixture
def session(tmp_path: Path, clock: heron.Clock) -> Iterator[Session]:
    made = heron.open_ward(tmp_path / "ward", clock, role="ward_manager")
    with made.desk() as desk:
        desk.append(Act("ward", "amend", desk.ward(), {"huddle_starts": 555, "huddle_days": list("12345")}))
        # The garden was used last, so the form alone would number it first.
        heron.incident(desk, "2026-11-19T21:40+00:00", area="a0000004")
    yield made
    made.close()


@pytest.fixture
def made(session: Session) -> paper.Made:
    """A sheet and ten slips that went to a printer."""
    with session.desk() as desk:
        made = paper.make(desk)
        printing.printed(desk, "paper_forms", made.batch, 11)
    return made


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: heron.Clock, session: Session) -> Desk:
    return Desk(qtbot, tmp_path, screens.ALL, session=session, clock=clock)


def page(desk: Desk, ident: str = "") -> PaperPage:
    found = desk.open("paper", ident)
    assert isinstance(found, PaperPage)
    return found


def scan(desk: Desk, serial: str) -> None:
    """What a scanner does that is a keyboard: all characters, then Enter."""
    desk.type(serial)
    desk.press(Qt.Key.Key_Return)
    desk.settle()


def told(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def form(desk: Desk) -> IncidentForm:
    found = desk.frame.page
    assert isinstance(found, IncidentForm)
    return found


def fill(desk: Desk, when: str = "20/11 0305") -> None:
    """A slip's numbers, typed from the first question on."""
    desk.type("09")
    desk.press(TAB)
    desk.type(when)
    desk.press(TAB)
    desk.type("8")
    desk.press(TAB)
    desk.type("2")  # the second place on the slip
    desk.press(TAB)
    desk.type("ak")
    desk.press(TAB)
    desk.type("10")
    desk.press(TAB)
    desk.type("nnn")


def read(data: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


# --- from everywhere


def test_f12_opens_paper_forms_from_every_screen(desk: Desk) -> None:
    for screen in desk.frame.screens:
        if screen.name in ("paper", "print_out"):
            continue
        desk.open(screen.name)
        desk.press(Qt.Key.Key_F12)
        desk.settle()
        assert desk.frame.here == "paper", screen.name
        found = desk.frame.page
        assert isinstance(found, PaperPage)
        assert desk.focus is found.serial, screen.name


def test_f12_leaves_a_half_written_incident_as_a_draft(desk: Desk, session: Session) -> None:
    desk.open("incident")
    desk.type("09")
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    with session.desk() as at:
        assert [one.kind for one in drafts.all_of(at.store)] == ["incident"]


def test_the_command_box_finds_it_with_its_key(desk: Desk) -> None:
    found = next(one for one in desk.frame.offered() if one.title == "Paper forms")
    assert found.key == "F12"


# --- typing a slip in


def test_a_slip_is_typed_in_by_its_numbers_and_the_next_may_follow(
    desk: Desk, session: Session, made: paper.Made
) -> None:
    page(desk)
    serial = made.slips[3]
    scan(desk, serial.replace("-", "").lower())
    assert desk.frame.here == "incident"
    assert form(desk).ui.titleLabel.text() == f"Incident from slip {serial}"
    assert "printed 08:40 by Sam Ade" in form(desk).slip_line.text()
    assert form(desk).questions.when.empty  # it did not happen now
    fill(desk)
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: desk.frame.here == "paper")
    with session.desk() as at:
        (back,) = paper.find(at, serial).came_back
        record = records.find(at.store, back.ent)
        assert record is not None
        assert record.value["paper_serial"] == serial
        assert record.value["entry_source"] == "paper"
        assert record.value["area"] == "a0000002"
        assert record.value["started_at"] == "2026-11-20T03:05+00:00"
        assert record.value["patient"] == heron.patient(at, "Amir Khan")
        assert paper.waiting(at).count == 10
        assert drafts.all_of(at.store) == []
    found = desk.frame.page
    assert isinstance(found, PaperPage)
    assert desk.focus is found.serial
    assert found.serial.text() == ""


def test_a_new_incident_after_a_slip_knows_nothing_of_it(desk: Desk, made: paper.Made) -> None:
    page(desk)
    scan(desk, made.slips[0])
    desk.press(Qt.Key.Key_N, CTRL)
    desk.settle()
    assert form(desk).ui.titleLabel.text() == "New incident"
    assert not form(desk).slip_line.isVisible()
    assert form(desk).questions.values()["entry_source"] == "typed"
    assert not form(desk).questions.when.empty


def test_a_slip_half_typed_in_is_gone_on_with(desk: Desk, session: Session, made: paper.Made) -> None:
    page(desk)
    scan(desk, made.slips[0])
    desk.type("09")
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    found = desk.frame.page
    assert isinstance(found, PaperPage)
    rows = [found.table.model.row(at) for at in range(found.table.model.rowCount())]
    assert [row.state for row in rows].count("typing") == 1
    scan(desk, made.slips[0])
    assert form(desk).ui.titleLabel.text() == f"Incident from slip {made.slips[0]}"
    assert form(desk).questions.types == ["09"]
    desk.open("today")
    desk.open("incident")
    desk.press(Qt.Key.Key_Return)  # the draft that is offered
    desk.settle()
    assert form(desk).questions.paper == made.slips[0]
    with session.desk() as at:
        assert len(drafts.all_of(at.store)) == 1


def test_a_mistyped_serial_is_noticed_and_typed_over(desk: Desk, made: paper.Made) -> None:
    found = page(desk)
    good = made.slips[0]
    wrong = good[:-1] + ("3" if good[-1] != "3" else "4")
    for typed, says in (
        (wrong, "One character of that serial is mistyped or two changed places. Please look again."),
        (good[:5], "A serial has eight letters and digits, such as K7QM-014R."),
        ("<img=x/>", "A serial has only letters and digits, such as K7QM-014R, and no vowels."),
    ):
        scan(desk, typed)
        assert found.problem.text == says
        assert desk.focus is found.serial
        assert found.serial.selectedText() == typed
    scan(desk, good)
    assert desk.frame.here == "incident"


def test_a_serial_nobody_printed_here_takes_one_sentence(desk: Desk) -> None:
    found = page(desk)
    serial = serials.of(serials.mark("another ward"), 3)
    scan(desk, serial)
    assert found.problem.text == (
        f"No slip {serial} is known on this PC. If another PC printed it, take in that PC's file first."
    )
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.frame.here == "paper"


def test_a_serial_that_came_back_says_which_incident_and_leads_to_it(
    desk: Desk, session: Session, made: paper.Made
) -> None:
    with session.desk() as at:
        ents = [
            heron.incident(at, f"2026-11-20T0{hour}:10+00:00", paper_serial=made.slips[0]) for hour in (1, 2)
        ]
        numbers = [records.find(at.store, ent).number for ent in ents]  # type: ignore[union-attr]
        recording.void(at, ents[1], "duplicate")
    found = page(desk)
    scan(desk, made.slips[0])
    said = f"Incident slip {made.slips[0]} was typed in 08:40: incident {numbers[0]}."
    assert found.answer.heading.text() == said
    desk.press(Qt.Key.Key_Return)  # on the button that opens it
    desk.settle()
    assert desk.frame.here == "incidents"
    with session.desk() as at:
        recording.restore(at, ents[1])
    found = page(desk, made.slips[0])
    assert "was typed in more than once" in found.answer.heading.text()
    assert all(number in found.answer.heading.text() for number in numbers)


# --- accounting for slips


def test_a_slip_is_marked_by_a_digit_undone_and_turns_up(
    desk: Desk, session: Session, made: paper.Made
) -> None:
    found = page(desk, "out")
    assert desk.focus is found.table.view
    desk.press(Qt.Key.Key_Down)
    serial = found.table.current().serial
    found.unused_button.click()
    assert found.reasons.heading.text() == f"Incident slip {serial} was not used, because:"
    desk.type("1")
    desk.settle()
    assert serial not in [found.table.model.row(at).serial for at in range(found.table.model.rowCount())]
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.settle()
    assert found.table.model.rowCount() == 11
    found.unused_button.click()
    desk.press(Qt.Key.Key_Escape)
    assert not found.reasons.isVisible()
    with session.desk() as at:
        paper.not_used(at, serial, "lost")
    found.serial.setFocus()
    scan(desk, serial)
    assert found.answer.heading.text().startswith(f"Incident slip {serial} was marked: lost. By Sam Ade")
    desk.press(Qt.Key.Key_Return)  # type it in all the same
    desk.wait(lambda: desk.frame.here == "incident")
    with session.desk() as at:
        assert paper.find(at, serial).unused == ""


def test_the_rest_of_a_printing_goes_with_one_digit(desk: Desk, session: Session, made: paper.Made) -> None:
    found = page(desk, "out")
    found.rest_button.click()
    desk.type("2")
    desk.settle()
    assert found.table.model.rowCount() == 0
    assert not found.rest_button.isVisible()
    with session.desk() as at:
        assert paper.waiting(at) == paper.Waiting()


def test_today_says_what_is_not_back_and_leads_there(desk: Desk, session: Session, made: paper.Made) -> None:
    today = desk.open("today")
    assert isinstance(today, TodayPage)
    (row,) = [one for one in today.findChildren(RowButton) if "paper form" in one.accessibleName()]
    assert row.accessibleName().startswith("11 paper forms are not back. The oldest was printed 08:40.")
    row.click()
    desk.settle()
    found = desk.frame.page
    assert isinstance(found, PaperPage)
    assert desk.focus is found.table.view
    with session.desk() as at:
        paper.rest_not_used(at, made.sheet, "blank")
    desk.open("today")
    assert not [one for one in today.findChildren(RowButton) if "paper form" in one.accessibleName()]


# --- a huddle sheet


def test_a_huddle_sheet_is_typed_in_with_its_own_day_and_length(
    desk: Desk, session: Session, clock: heron.Clock, made: paper.Made
) -> None:
    with session.desk() as at:
        wanted = Wanted("Mend the garden door", "ward_manager", due="2026-11-20")
        clock.go(days=-1)
        carried = actions.raise_action(at, wanted).ent
        clock.go(days=3)
        actions.raise_action(at, Wanted("Raised after that huddle", "ward_manager", due="2026-11-30"))
    found = page(desk)
    scan(desk, made.sheet)
    assert found.sheet_form.started.text() == "20/11/2026 0915"
    assert desk.focus is found.sheet_form.started
    desk.press(Qt.Key.Key_Return)
    assert found.sheet_form.short.text == (
        "Write when the huddle ended, as 0927, or its minutes, from 1 to 240."
    )
    assert desk.focus is found.sheet_form.minutes
    desk.type("0927")  # when it ended, as the sheet has it; 12 would do
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    huddle = desk.frame.page
    assert isinstance(huddle, HuddlePage)
    assert huddle.stack.currentWidget() is huddle.run
    assert not huddle.run.timer.isVisible()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert "Mend the garden door" in told(huddle.run.pane)
    assert "Raised after" not in told(huddle.run.pane)
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Return)  # it was ticked on the sheet
    desk.settle()
    with session.desk() as at:
        assert actions.detail(at, carried).action.closed_on == "2026-11-20"
    huddle.run.enter()
    desk.press(Qt.Key.Key_Return, times=3)
    desk.settle()
    assert "Not counted yet today" in told(huddle.run)
    desk.press(Qt.Key.Key_Escape)  # left in the middle, and gone on with by the serial
    desk.settle()
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    scan(desk, made.sheet)
    assert "the huddle of 20 Nov 2026" in found.answer.heading.text()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert huddle.run.place.text() == "5 of 14"
    desk.press(Qt.Key.Key_Return, times=10)
    desk.settle()
    assert huddle.stack.currentWidget() is huddle.close_pane
    assert "12 min" in huddle.close_pane.length.text()
    assert "so far" not in huddle.close_pane.length.text()
    desk.press(Qt.Key.Key_Escape)  # back to the last prompt, then on
    desk.settle()
    assert huddle.run.place.text() == "14 of 14"
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: huddle.stack.currentWidget() is huddle.summary)
    with session.desk() as at:
        held = closing.page(at).huddles[0]
        assert (held.day, held.minutes, held.on_time) == (MORNING.date(), 12, True)
    found = page(desk, made.sheet)
    assert "the huddle of 20 Nov 2026" in found.answer.heading.text()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert huddle.stack.currentWidget() is huddle.summary


def test_a_time_of_a_sheet_that_is_none_or_still_to_come_is_asked_again(desk: Desk, made: paper.Made) -> None:
    found = page(desk, made.sheet)
    form = found.sheet_form
    for typed, told_ in (
        ("soon", "Write day and time, as 20/11 0915."),
        ("20/11/2026 2359", "That is still to come. When was the huddle held?"),
    ):
        form.started.setText(typed)
        form.minutes.setText("9")
        form.begin()
        assert form.problem.text == told_
    form.started.setText("20/11/2026 0815")
    for typed in ("0", "0810", "1900", "lunch"):
        form.minutes.setText(typed)
        form.begin()
        assert form.short.text.startswith("Write when the huddle ended")
    assert desk.frame.here == "paper"


# --- on paper


def test_printing_shows_twelve_pages_first_and_waits_for_none_until_they_are_printed(
    desk: Desk, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = page(desk)
    desk.press(Qt.Key.Key_P, CTRL)
    desk.settle()
    preview = desk.frame.page
    assert isinstance(preview, PrintPage)
    assert preview.printout is not None
    assert preview.printout.count == 12
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    assert desk.frame.here == "paper"
    assert found.table.model.rowCount() == 0
    found.print_button.click()
    desk.settle()
    monkeypatch.setattr(choosing, "new_file", lambda *_: tmp_path / "forms.pdf")
    assert preview.print_button.isEnabled()
    preview.save_button.click()
    desk.settle()
    assert preview.count.text().startswith("These serials are on paper now.")
    assert not preview.print_button.isEnabled()
    assert not preview.save_button.isEnabled()
    assert desk.focus is preview.back_button
    asked: list[object] = []
    monkeypatch.setattr(PrintPage, "_print", lambda _page: asked.append(1))
    desk.press(Qt.Key.Key_P, CTRL)
    assert asked == []  # no second copy with the same serials
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    assert found.table.model.rowCount() == 11
    text = read((tmp_path / "forms.pdf").read_bytes())
    with session.desk() as at:
        page_of = paper.page(at)
        pages = text.split("\f")
        for slip in page_of.slips:  # the sheet has one overleaf too
            overleaf = slip.form == paper.SHEET
            assert sum(slip.serial in one for one in pages) == 1 + overleaf
        codes_ = [entry.op.set.get("code") for entry in trail_of(at)]
    assert codes_.count("paper_forms") == 1
    assert "1 of 12" in text


def trail_of(at: object) -> list[object]:
    return list(records.audit(at.store, limit=20))  # type: ignore[attr-defined]


def test_a_slip_mirrors_the_six_questions_with_their_codes(session: Session, made: paper.Made) -> None:
    document = paper_forms.forms(made, "Heron Ward", MORNING.date())
    printout = Printout(document, Stamp("Sam Ade", MORNING, practice=True))
    assert printout.count == 12
    pages = read(printout.pdf()).split("\f")
    slip = " ".join(pages[2].split())
    assert f"Incident slip {made.slips[0]}" in slip
    for entry in codes.get("restrictive_type").live(MORNING.date()):
        assert f"{entry.code} {entry.plain.split()[0]}" in slip
    for entry in codes.get("restrictive_reason").live(MORNING.date()):
        assert f"{entry.code} {entry.plain}" in slip
    for asked in ("1 What happened", "2 When", "3 Where", "4 Who", "5 Main reason", "6 Anyone hurt?"):
        assert asked in slip
    for place in ("1 Lounge", "2 Corridor", "3 Clinic", "4 Garden", "5 Seclusion room"):
        assert place in slip
    assert "PRACTICE" in slip
    sheet = " ".join(pages[0].split())
    assert f"Huddle sheet {made.sheet}" in sheet
    assert "Friday 20 November 2026, planned 09:15" in sheet
    assert all(" ".join(prompt.text.split()[:4]) in sheet for prompt in made.prompts)
    assert "Beds occupied" in sheet
    assert "1 no action 2 watch 3 concern" in sheet
    overleaf = " ".join(pages[1].split())
    assert f"Huddle sheet {made.sheet}, Friday 20 November 2026, overleaf" in overleaf
    for asked in ("What is the concern", "Action: what", "If stuck, tell"):
        assert asked in overleaf


def test_a_ward_with_many_areas_still_has_one_page_a_slip(session: Session, qapp: object) -> None:
    with session.desk() as at:
        rows = {f"b{n:07}": {"name": f"Room {n} with a long name", "kind": "bedroom"} for n in range(40)}
        at.append(Act("ward", "amend", at.ward(), {"areas": rows}))
        made = paper.make(at, 2, sheet=False)
    assert Printout(paper_forms.forms(made, "Heron Ward", MORNING.date()), Stamp("S", MORNING)).count == 2


@pytest.mark.parametrize("carried", [0, 30])
def test_a_sheet_takes_two_sides_and_a_slip_one_however_long_words_are(
    session: Session, made: paper.Made, carried: int
) -> None:
    names = ("Lounge or day room", "Corridor", "Clinic or treatment room", "Garden or courtyard") * 3
    places = tuple(Area(f"r{at}", "bedroom", name) for at, name in enumerate(names))
    what = "Ask for the garden door to be mended before the weekend, and tell the estates team"
    with session.desk() as at:
        actions.raise_action(at, Wanted(what, "ward_manager", due="2026-11-20", escalate_to="matron"))
        action = actions.still_open(at)[:1]
    long = replace(made, places=places, carried=action * carried)
    document = paper_forms.forms(long, "Heron Ward", MORNING.date())
    printout = Printout(document, Stamp("Sam Ade", MORNING, practice=True))
    assert printout.count == 2 + len(made.slips)
    pages = read(printout.pdf()).split("\f")
    assert ("more" in pages[1]) is bool(carried)


def test_in_a_longer_language_each_form_keeps_to_its_pages(made: paper.Made, qapp: object) -> None:
    with longer.language():
        document = paper_forms.forms(made, "Heron Ward", MORNING.date())
        assert Printout(document, Stamp("Sam Ade", MORNING, practice=True)).count == 2 + len(made.slips)
        slip = words_of(document)
    assert "01  Held face down hir" in slip  # every choice is spoken in it


def test_hostile_words_stay_words_on_paper_and_screen(desk: Desk, session: Session) -> None:
    with session.desk() as at:
        at.append(Act("ward", "amend", at.ward(), {"areas": {"a0000001": {"name": HOSTILE}}}))
        actions.raise_action(at, Wanted(HOSTILE, "ward_clerk", due="2026-11-20"))
        made = paper.make(at, 1)
        printing.printed(at, "paper_forms", made.batch, 2)
    data = Printout(paper_forms.forms(made, HOSTILE, MORNING.date()), Stamp(HOSTILE, MORNING)).pdf()
    text = " ".join(read(data).split())
    assert text.count("src=//host/x>") >= 4
    assert b"/URI" not in data
    found = page(desk)
    assert reach.rich(found) == []
    scan(desk, made.slips[0])
    assert reach.rich(form(desk)) == []


@pytest.mark.parametrize("text", ["K7QM014R", "0000000X", "YYYYYYY9"])
def test_the_code_that_is_drawn_is_the_serial(qapp: object, text: str) -> None:
    """Every module of the drawing, looked at where it lies, is black or white as the code wants it."""
    wanted = [list(row) for row in segno.make(text, error="m", boost_error=False, micro=False).matrix]
    side = len(wanted) + 2 * qr.QUIET
    image = QImage(QSize(side * 8, side * 8), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    painter = QPainter(image)
    QSvgRenderer(qr.svg(text)).render(painter, QRectF(image.rect()))
    painter.end()
    for y in range(side):
        for x in range(side):
            inside = qr.QUIET <= x < side - qr.QUIET and qr.QUIET <= y < side - qr.QUIET
            black = inside and bool(wanted[y - qr.QUIET][x - qr.QUIET])
            seen = image.pixelColor(x * 8 + 4, y * 8 + 4)
            assert (seen.lightness() < 128) == black, (x, y)


# --- reach


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_every_state_is_named_reachable_and_whole(
    qtbot: QtBot,
    tmp_path: Path,
    clock: heron.Clock,
    session: Session,
    made: paper.Made,
    size: tuple[int, int],
) -> None:
    desk = Desk(qtbot, tmp_path, screens.ALL, session=session, clock=clock, size=size)
    with session.desk() as at:
        heron.incident(at, "2026-11-20T01:10+00:00", paper_serial=made.slips[0])
        paper.not_used(at, made.slips[1], "spoiled")
    for ident in ("", "out", made.slips[0], made.slips[1], made.sheet, "K7QM-0140"):
        found = page(desk, ident)
        if ident == "out":
            found.unused_button.click()
        for problem in (reach.unnamed, reach.small, reach.clipped, reach.rich, reach.unreachable):
            assert problem(found) == [], (ident, problem.__name__)
    desk.frame.open("incident", f"paper:{made.slips[2]}")
    desk.settle()
    assert reach.clipped(form(desk)) == []
