"""Printing: documents on paper, the preview, the PDF, and the audit trail."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.app import reach
from tests.app.desk import Desk
from wardqi.app import choosing, screens
from wardqi.app.printing import Printout, Stamp, to_pdf
from wardqi.app.screens.print_out import PrintPage
from wardqi.bundles import files
from wardqi.reports import page
from wardqi.reports.page import Document
from wardqi.store import trail

AT = datetime.fromisoformat("2026-11-20T03:12+00:00")
STAMP = Stamp("Abena Mensah", AT)
HOSTILE = "<img src=//host/x> <b>bold</b> $\\foo$ =cmd|'/c' \u202egnp.exe"


def document(*blocks: page.Block, **more: object) -> Document:
    return Document("Record of an incident", "Heron Ward", blocks, **more)  # type: ignore[arg-type]


def read(data: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def ink(image: QImage) -> int:
    return sum(
        image.pixelColor(x, y).lightness() < 128 for x in range(image.width()) for y in range(image.height())
    )


def test_a_long_answer_and_a_long_table_go_on_on_the_next_page(qapp: QApplication) -> None:
    rows = tuple((f"Row {at}", "word " * 20) for at in range(80))
    whole = document(
        page.Facts((("What happened", "word " * 1500),)),
        page.Table((page.Column("What"), page.Column("Words", 3)), rows),
    )
    printout = Printout(whole, STAMP)
    assert printout.count > 3
    for at in range(printout.count):
        assert ink(printout.image(at, QSize(420, 594))) > 50


def test_headings_stay_with_what_follows_and_blocks_stay_together(qapp: QApplication) -> None:
    before = page.Gap(215)
    apart = Printout(document(before, page.Heading("Next"), page.Paragraph("Words")), STAMP)
    block = page.Together((page.Paragraph("One"), page.Gap(40), page.Paragraph("Two")))
    assert Printout(document(page.Gap(200), block), STAMP).count == 2
    assert apart.count == 1
    assert Printout(document(page.Gap(240), page.Heading("Next"), page.Lines(1)), STAMP).count == 2
    assert Printout(document(page.Paragraph("One"), page.Break(), page.Paragraph("Two")), STAMP).count == 2


def test_every_size_and_kind_of_block_can_be_drawn(qapp: QApplication) -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
    )
    side: tuple[page.Simple, ...] = (page.Heading("Side", 2), page.Paragraph("Words", "boxed"))
    blocks = (
        page.Picture(svg, "A black box"),
        page.Ticks(("One", "Two", "Three"), 2),
        page.Blanks(("Name", "Signature", "Date")),
        page.Table((page.Column("Empty"), page.Column("Number", right=True)), (), blank_rows=2),
        page.Columns(side, side),
        page.Paragraph("Second", "second"),
    )
    for size in ("A3", "A4", "A5"):
        for landscape in (False, True):
            made = Printout(document(*blocks, size=size, landscape=landscape, sensitive=True), STAMP)
            assert ink(made.image(0, QSize(round(made.wide / 12), round(made.high / 12)))) > 100


def test_text_on_paper_is_never_smaller_than_ten_points() -> None:
    with pytest.raises(ValueError, match="10 points"):
        document(points=9)


def test_a_picture_that_would_fetch_another_is_refused(qapp: QApplication) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file://host/share/x.png"/></svg>'
    with pytest.raises(ValueError, match="fetches"):
        Printout(document(page.Picture(svg, "")), STAMP)


def test_words_are_in_reading_order_and_marks_that_turn_text_are_seen() -> None:
    said = page.words(document(page.Heading("One"), page.Facts((("Label", HOSTILE),)), page.Ticks(("Box",))))
    assert said.splitlines()[:3] == ["Heron Ward", "Record of an incident", "One"]
    assert "<b>bold</b>" in said
    assert "□gnp.exe" in said
    assert "\u202e" not in said


def test_hostile_text_is_text_on_paper_and_every_page_says_where_it_comes_from(qapp: QApplication) -> None:
    wanted = document(
        page.Heading(HOSTILE),
        page.Paragraph(HOSTILE),
        page.Break(),
        page.Facts(((HOSTILE, HOSTILE),)),
        page.Table((page.Column(HOSTILE),), ((HOSTILE,),)),
        period="Nov 2026",
        sensitive=True,
    )
    said = read(Printout(wanted, Stamp("Abena Mensah", AT, practice=True)).pdf()).split("\f")
    for at in (0, 1):
        assert "PRACTICE" in said[at]
        assert "Heron Ward · Record of an incident" in said[at]
        assert "Nov 2026" in said[at]
        assert "Printed by Abena Mensah, 20 Nov 2026 03:12" in said[at]
        assert "Contains sensitive information" in said[at]
        assert f"page {at + 1} of 2" in said[at]
        assert said[at].count("<b>bold</b>") >= 2
        assert "$\\foo$" in said[at]
    plain = read(Printout(document(page.Paragraph("Words")), STAMP).pdf())
    assert "PRACTICE" not in plain
    assert "sensitive" not in plain


def test_a_pdf_is_saved_whole_and_keeps_a_file_that_is_there(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "record.pdf"
    to_pdf(document(page.Paragraph("Words")), path, STAMP)
    assert path.read_bytes().startswith(b"%PDF-")
    with pytest.raises(files.NotSaved):
        to_pdf(document(page.Paragraph("Others")), path, STAMP)
    assert [one.name for one in tmp_path.iterdir()] == ["record.pdf"]


def test_a_pdf_needs_no_window_and_no_program(tmp_path: Path) -> None:
    code = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from wardqi.app.printing import Stamp, to_pdf; from wardqi.reports.page import Document, Paragraph\n"
        "paper = Document('Title', 'Ward', (Paragraph('Words'),))\n"
        "to_pdf(paper, Path(sys.argv[1]), Stamp('A', datetime.now().astimezone()))"
    )
    path = tmp_path / "alone.pdf"
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    assert path.read_bytes().startswith(b"%PDF-")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("printing")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path, screens.ALL)
    made.open("today")
    yield made
    made.close()


def preview(desk: Desk, pages: int = 3) -> PrintPage:
    blocks = [block for at in range(pages) for block in (page.Paragraph(f"Page {at}"), page.Break())]
    desk.workspace.print_out(document(*blocks[:-1], sensitive=True), "incident", "", "incident-12")
    desk.settle()
    found = desk.frame.page
    assert isinstance(found, PrintPage)
    return found


def acts(desk: Desk) -> list[tuple[str, object, object]]:
    with desk.session.desk() as at:
        lines = trail.page(at.store, trail.Wanted(), limit=5, offset=0)
        return [
            (line.entry.op.action, line.entry.op.set.get("code"), line.entry.op.set.get("count"))
            for line in lines
        ]


def test_the_preview_turns_pages_by_key_and_lets_go_by_escape(desk: Desk) -> None:
    shown = preview(desk)
    assert desk.focus is shown.print_button
    assert "Page 1 of 3" in shown.count.text()
    desk.press(Qt.Key.Key_PageDown)
    desk.press(Qt.Key.Key_End)
    assert "Page 3 of 3" in shown.count.text()
    assert not shown.after_button.isEnabled()
    assert "Page 2" in shown.sheet.accessibleDescription()
    for size in ((1366, 768), (683, 384)):
        desk.window.resize(*size)
        desk.settle()
        assert reach.unnamed(shown) == []
        assert reach.unreachable(shown) == []
        assert reach.small(shown) == []
    desk.press(Qt.Key.Key_Escape)
    assert desk.frame.here == "today"


def test_saving_a_pdf_is_a_line_of_the_audit_trail(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, asked = preview(desk), []
    path = tmp_path / "saved.pdf"
    monkeypatch.setattr(choosing, "new_file", lambda *given: asked.append(given[2]) or path)
    shown.save_button.click()
    desk.settle()
    assert asked == ["incident-12.pdf"]
    assert path.read_bytes().startswith(b"%PDF-")
    assert acts(desk)[0] == ("export", "incident", 3)
    assert "saved.pdf" in shown.count.text()


def test_what_a_printer_took_is_a_line_of_the_audit_trail(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = preview(desk, 2)
    paper = tmp_path / "paper.pdf"

    def accepted(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFileName(str(paper))
        return 1

    monkeypatch.setattr(QPrintDialog, "exec", accepted)
    desk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert paper.read_bytes().startswith(b"%PDF-")
    assert acts(desk)[0] == ("print", "incident", 2)
    monkeypatch.setattr(QPrintDialog, "exec", lambda dialog: 0)
    before = acts(desk)
    shown.print_button.click()
    desk.settle()
    assert acts(desk) == before


def test_a_long_title_above_every_page_is_not_cut(qapp: QApplication) -> None:
    long = "What was agreed about the garden, the night staff and the quiet room of the old house; " * 2
    made = Document(long.strip(), "Heron Ward", (page.Paragraph("Words"),), "1 November to 30 November 2026")
    said = read(Printout(made, Stamp("Abena Mensah", AT, practice=True)).pdf())
    assert said.count("house") == 4  # twice in the running head, twice in the title
    assert "30 November 2026" in said
