"""The states of the incident form, the list and a record that are worth pictures of their own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QTranslator
from PySide6.QtWidgets import QWidget

from wardqi.app.frame import Frame
from wardqi.app.screens.incidents.form import IncidentForm
from wardqi.app.screens.incidents.groups import MarkGroup, RowGroup, TriedGroup
from wardqi.app.screens.incidents.listing import IncidentsPage
from wardqi.app.screens.incidents.more import MoreDetail
from wardqi.app.widgets.sheet import Sheet

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


def states(frame: Frame, settle: Callable[[], None], picture: Callable[[str], None]) -> None:
    """Bring each state about and take its picture."""
    _form(frame, settle, picture)
    _record(frame, settle, picture)


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


def _record(frame: Frame, settle: Callable[[], None], picture: Callable[[str], None]) -> None:
    frame.open("incidents")
    settle()
    page = frame.page
    if not isinstance(page, IncidentsPage):
        raise TypeError("no list")
    page.narrowing.search("leave")
    picture("list-searched")
    page.narrowing.search("nothing like it")
    picture("list-nothing-found")
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
