"""The states of the incident form, the list and a record that are worth pictures of their own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QTranslator
from PySide6.QtWidgets import QWidget

from wardqi.app.frame import Frame
from wardqi.app.screens.incidents.editors import TextEditor
from wardqi.app.screens.incidents.form import IncidentForm
from wardqi.app.screens.incidents.groups import MarkGroup, RowGroup, TriedGroup
from wardqi.app.screens.incidents.listing import IncidentsPage
from wardqi.app.screens.incidents.more import MoreDetail
from wardqi.app.screens.patients.page import PatientsPage
from wardqi.app.widgets.notes import Notes
from wardqi.app.widgets.sheet import Sheet
from wardqi.services import patients
from wardqi.store.incidents import Filters

_PADDING = "überlänge "


class Longer(QTranslator):
    """Every sentence as another language might have it: two fifths longer, with other letters."""

    def translate(self, context: str, source: str, note: str | None = None, many: int = -1) -> str:
        """The sentence and more; its named places stay."""
        del context, note, many
        wanted = len(source) * 2 // 5
        return (
            f"{source} {(_PADDING * (wanted // len(_PADDING) + 1))[:wanted].strip()}"
            if source.strip()
            else source
        )

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """It has an answer for everything."""
        return False


def states(frame: Frame, settle: Callable[[], None], picture: Callable[[str], None], only: str = "") -> None:
    """Bring each state about and take its picture; `only` as the program takes it."""
    wanted = only.split(",")
    for begins, bring in (("form", _form), ("list", _list), ("record", _record), ("patients", _patients)):
        if any(one.startswith(begins) or begins.startswith(one) for one in wanted):
            bring(frame, settle, picture)


def _form(frame: Frame, settle: Callable[[], None], picture: Callable[[str], None]) -> None:
    form = _shown(frame, settle, "")
    form.questions.fill(
        {
            "what": ["09", "14", "05"],
            "when": {"text": "10 min ago", "anchor": form.workspace.now().isoformat(), "pick": None},
            "where": [],
            "more": {},
        }
    )
    settle()
    for row, typed in zip(form.questions.spans._rows.values(), ("10", "0", "2561"), strict=True):
        row.lasted.edit.setText(typed)
        row.lasted._typed()
    picture("form-filled")
    _scroll(form.sheet, form.ui.whenCard)
    picture("form-when")
    _scroll(form.sheet, form.ui.whoCard)
    picture("form-who")
    form.finish()
    picture("form-problems")
    for name in form.questions.more.sections:
        _scroll(form.sheet, _part(form.questions.more, name))
        picture(f"form-more-{name}")
        form.questions.more.sections[name].fold(True)
    form.questions.more.changed.emit()
    story = form.questions.more.inside("story").editor("narrative")
    if isinstance(story, TextEditor) and isinstance(story.control, Notes):
        form.questions.more.sections["story"].fold(False)
        with frame.workspace._door.desk() as desk:
            name = patients.listed(desk)[0].name
        story.control.setPlainText(f"Then {name} was agitatd and 943 476 5919 was called.")
        story.control.check()
        _scroll(form.sheet, form.questions.more.sections["story"])
        settle()
        picture("form-name-found")
        story.control.setPlainText("")
    form.keep()
    form = _shown(frame, settle, "")
    picture("form-kept-draft")
    form._continue_kept()
    settle()
    form._discard()
    form = _shown(frame, settle, "near_miss")
    picture("form-near-miss")
    form._leave()


def _part(more: MoreDetail, name: str) -> QWidget:
    """Open a section with something in it."""
    for group in more.inside(name).groups:
        if isinstance(group, MarkGroup):
            group._marked("front", 700, 250)
            group._marked("back", 470, 300)
        elif isinstance(group, TriedGroup):
            group.ways.choose(["oral_medicine"])
            group._chose()
        elif isinstance(group, RowGroup) and group.group.starts:
            group.start(0)
    return more.sections[name].button


def _list(frame: Frame, settle: Callable[[], None], picture: Callable[[str], None]) -> None:
    page = _listed(frame, settle)
    page.narrowing.search("leave")
    picture("list-searched")
    page.narrowing.search("nothing like it")
    picture("list-nothing-found")
    page.narrowing.use(Filters(types=("09", "14"), state="gaps", journey="not_sent"), "month")
    page.narrowing.ask_days()
    picture("list-filtered")
    page._clear()
    page.narrowing.use(Filters(archived=True))
    picture("list-archived")
    page._clear()
    settle()


def _record(frame: Frame, settle: Callable[[], None], picture: Callable[[str], None]) -> None:
    page = _listed(frame, settle)
    for name, filters in (("record-signed", Filters(state="signed")), ("record-no-force", Filters())):
        page.narrowing.use(filters)
        settle()
        lines = [page.table.model.row(at) for at in range(page.table.model.rowCount())]
        line = next((one for one in lines if bool(one.types) == (name == "record-signed")), None)
        if line is not None:
            page._want(line.ent)
            picture(name)
    page._clear()
    settle()
    page._want(page.table.model.row(0).ent)
    picture("record")
    for name, card in (("gaps", page.view.ui.gapsCard), ("history", page.view.ui.historyCard)):
        _scroll(page.sheet, card)
        picture(f"record-{name}")
    page.view._ask_archive()
    _scroll(page.sheet, page.view.ui.archiveFrame)
    picture("record-archive")
    page.view._leave_archive()
    page._start_amending("reviews")
    settle()
    picture("record-amend")
    if page.amending is not None:
        page.amending.left.emit()
    settle()
    page._close()


def _listed(frame: Frame, settle: Callable[[], None]) -> IncidentsPage:
    frame.open("incidents")
    settle()
    page = frame.page
    if not isinstance(page, IncidentsPage):
        raise TypeError("no list")
    return page


def _patients(frame: Frame, settle: Callable[[], None], picture: Callable[[str], None]) -> None:
    frame.open("patients")
    settle()
    page = frame.page
    if not isinstance(page, PatientsPage):
        raise TypeError("no patients")
    page._start(page._found[0])
    page.moves.kind.setCurrentIndex(page.moves.kind.findData("other_ward"))
    picture("patients-form")
    _scroll(page.sheet, page.moves)
    page.moves.day.setText("1 May 2020")
    page.moves.record.click()
    picture("patients-moves")
    page._close()


def _shown(frame: Frame, settle: Callable[[], None], ident: str) -> IncidentForm:
    frame.open("incident", ident)
    settle()
    form = frame.page
    if not isinstance(form, IncidentForm):
        raise TypeError("no form")
    return form


def _scroll(sheet: Sheet, target: QWidget) -> None:
    """Bring the top of something to the top of the page."""
    inside = sheet.area.widget()
    if inside is not None:
        sheet.area.verticalScrollBar().setValue(target.mapTo(inside, QPoint(0, 0)).y() - 8)
