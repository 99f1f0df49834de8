"""The print preview: the pages as they will be on paper, then a printer or a PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from wardqi.app import choosing, say, theme
from wardqi.app.printing import NotPrinted, Printout, Stamp
from wardqi.app.screen import Page
from wardqi.app.typeset import PER_INCH
from wardqi.app.widgets.empty import Empty
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Words, look
from wardqi.app.workspace import Workspace
from wardqi.reports import page as paper_page
from wardqi.services import printing

_EDGE = 12
_SCREEN_INCH = 110
_LOW = 400


class Sheet(QWidget):
    """One page in its proportions; Page Up, Page Down, Home and End turn pages."""

    def __init__(self) -> None:
        super().__init__()
        self._printout: Printout | None = None
        self._at, self._wide = 0, 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_page(self, printout: Printout | None, at: int, room: QSize, *, whole: bool) -> None:
        """Show a page in the room there is: all of it, or as wide as it may be."""
        self._printout, self._at = printout, at
        if printout is None:
            return
        shape = printout.high / printout.wide
        widest = theme.px(round(printout.wide / PER_INCH * _SCREEN_INCH))
        wide = min(room.width(), round(room.height() / shape) if whole else widest)
        self.setFixedSize(max(24, wide), max(24, round(wide * shape)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper is white whatever the theme."""
        if self._printout is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        self._printout.paint(painter, self._at, QRectF(self.rect()))
        painter.end()


class PrintPage(Page):
    """Shows what the workspace was asked to print. Esc goes back to where it was asked."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.printout: Printout | None = None
        self.at = 0
        self._code, self._about, self._name = "", "", ""
        self._once = False
        self.title = Words("", "title")
        self.count = Words("", "second")
        self.empty = Empty(
            self.tr("Nothing to print yet. Open a record or a chart, then press Ctrl+P."), icon="print"
        )
        self.sheet = Sheet()
        self.area = QScrollArea()
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName(self.tr("Pages"))
        self.area.setWidget(self.sheet)
        self.area.viewport().installEventFilter(self)
        self._make_buttons()
        rows = QVBoxLayout(self)
        edge = theme.px(_EDGE)
        rows.setContentsMargins(edge, edge, edge, 0)
        rows.setSpacing(theme.px(8))
        rows.addWidget(self.title)
        rows.addWidget(self.buttons)
        rows.addWidget(self.count)
        rows.addWidget(self.empty)
        rows.addWidget(self.area, 1)
        self._show()

    def open(self, ident: str) -> None:
        """Lay out what was asked for."""
        wanted = self.workspace.paper
        if wanted is None:
            return
        self.workspace.paper = None
        workspace = self.workspace
        stamp = Stamp(workspace.person.name, workspace.now(), workspace.practice)
        self.printout = Printout(wanted.document, stamp)
        self._code, self._about, self._name = wanted.code, wanted.about, wanted.name
        self._once = wanted.once
        for button in (self.print_button, self.save_button):
            button.setEnabled(True)
        self.at = 0
        self._show()
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_out(self) -> bool:
        """Ctrl+P once more: ask for a printer."""
        if self.printout is None:
            return False
        if self.print_button.isEnabled():
            self._print()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages."""
        last = 0 if self.printout is None else self.printout.count - 1
        to = {
            Qt.Key.Key_PageDown: self.at + 1,
            Qt.Key.Key_PageUp: self.at - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if to is None:
            super().keyPressEvent(event)
        else:
            self._turn(to)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The page follows the room it has."""
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent):
            self._fit()
        return False

    def _make_buttons(self) -> None:
        self.buttons = QWidget()
        flow = Flow(8)
        self.print_button = QPushButton(self.tr("Print"))
        look(self.print_button, "primary")
        theme.dress(self.print_button, "print", "on_action", 18)
        self.save_button = QPushButton(self.tr("Save as PDF"))
        theme.dress(self.save_button, "file", "action", 18)
        self.before_button = QPushButton(self.tr("Page before"))
        self.after_button = QPushButton(self.tr("Page after"))
        self.whole_button = QPushButton(self.tr("Whole page"))
        self.whole_button.setCheckable(True)
        self.back_button = QPushButton(self.tr("Back"))
        look(self.back_button, "quiet")
        theme.dress(self.back_button, "back", "action", 18)
        for button in (
            self.print_button,
            self.save_button,
            self.before_button,
            self.after_button,
            self.whole_button,
            self.back_button,
        ):
            flow.add(button)
        rows = QVBoxLayout(self.buttons)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(flow)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.before_button.clicked.connect(lambda: self._turn(self.at - 1))
        self.after_button.clicked.connect(lambda: self._turn(self.at + 1))
        self.whole_button.toggled.connect(self._fit)
        self.back_button.clicked.connect(self.workspace.step_back)

    def _turn(self, to: int) -> None:
        if self.printout is None or not 0 <= to < self.printout.count or to == self.at:
            return
        self.at = to
        self._show()
        self.area.verticalScrollBar().setValue(0)
        self.workspace.announce(self.count.text())

    def _show(self) -> None:
        printout = self.printout
        for part in (self.buttons, self.count, self.area):
            part.setVisible(printout is not None)
        self.empty.setVisible(printout is None)
        if printout is None:
            self.title.setText(self.tr("Print preview"))
            return
        number = self.tr("Page {page} of {pages}").format(page=self.at + 1, pages=printout.count)
        self.title.setText(printout.document.title)
        self.count.setText(f"{number}, {printout.document.size}")
        for turn in (self.before_button, self.after_button):
            turn.setVisible(printout.count > 1)
        self.before_button.setEnabled(self.at > 0)
        self.after_button.setEnabled(self.at < printout.count - 1)
        self.sheet.setAccessibleName(number)
        self.sheet.setAccessibleDescription(paper_page.words(printout.document))
        self._fit()

    def _fit(self) -> None:
        self.title.setVisible(self.printout is None or self.height() >= theme.px(_LOW))
        room = self.area.viewport().size()
        self.sheet.show_page(self.printout, self.at, room, whole=self.whole_button.isChecked())

    def _print(self) -> None:
        printout = self.printout
        if printout is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(printout.layout())
        printer.setDocName(printout.document.title)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(printout.document.title)
        try:
            if dialog.exec():
                printout.send(printer)
                self._note_printed(printout)
        except NotPrinted:
            self.workspace.show(_not_printed())
        finally:
            dialog.deleteLater()

    def _note_printed(self, printout: Printout) -> None:
        self.workspace.do(printing.printed, self._code, self._about, printout.count, changes="audit")
        self.workspace.announce(self.tr("Sent to the printer."))
        self._spend()

    def _spend(self) -> None:
        """What goes on paper once is done with: another copy would have the same serials."""
        if self._once:
            self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
            for button in (self.print_button, self.save_button):
                button.setEnabled(False)
            self.count.setText(
                self.tr("These serials are on paper now. Go back and print new forms if you need more.")
            )

    def _save(self) -> None:
        printout = self.printout
        if printout is None:
            return
        name = f"{self._name or printout.document.title}.pdf"
        path = choosing.new_file(self, self.tr("Save as PDF"), name, [self.tr("PDF (*.pdf)")])
        if path is None:
            return
        self.workspace.do(
            printing.saved,
            path,
            printout.pdf(),
            self._code,
            self._about,
            printout.count,
            done=self._saved,
            changes="audit",
        )

    def _saved(self, path: Path) -> None:
        said = self.tr(
            "Saved as {name}. A PDF is not locked: keep it only where the ward's records may be kept."
        )
        self.count.setText(said.format(name=path.name))
        self.workspace.announce(self.count.text())
        self._spend()


def _not_printed() -> say.Message:
    return say.Message(
        what=say.tr("The printer did not take the pages."),
        safe=say.tr("The record is safe."),
        do=say.tr("Look whether the printer is on and has paper, or save as PDF."),
    )
