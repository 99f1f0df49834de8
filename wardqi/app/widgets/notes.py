"""A field for words of several lines, in which names and numbers of this ward's people are pointed out.

In code::

    notes = Notes()
    notes.setAccessibleName(self.tr("What happened"))  # as for every control
    notes.watch(workspace, record)  # record: its id or its draft's, for which "keep" is remembered
    rows.addWidget(notes)
    rows.addWidget(notes.beside)  # the line that says what was found, with its buttons

In a drawn form promote a QPlainTextEdit to `Notes` (header `wardqi.app.widgets.notes`), call `watch`, and put
`beside` into the layout under it. Otherwise it is a QPlainTextEdit: `toPlainText`, `setPlainText`,
`textChanged`; `set_lines` gives it its height.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from wardqi.app import keys, say, theme, wording
from wardqi.app.widgets.flow import Flow
from wardqi.app.widgets.words import Icon, Words, look
from wardqi.app.workspace import Workspace
from wardqi.domain.kinds import cleaned
from wardqi.domain.shield import Finding, Kind, Side
from wardqi.domain.shield.fold import Token, tokens
from wardqi.text import QT_TRANSLATE_NOOP

LIMIT = 16_000
"""Letters a note may hold: at four bytes each, what a record takes. Counted from three quarters on."""
_SOON_MS, _QUIET_MS = 250, 700
_Line = QTextCharFormat.UnderlineStyle
_FIELD = 40
"""How high the stylesheet makes any field at least; less would be cut off below."""


class Notes(QPlainTextEdit):
    """A field of plain text with the name shield; Tab leaves it."""

    looked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.beside = Beside(self)
        self._workspace: Workspace | None = None
        self._wording: wording.Wording | None = None
        self._record = ""
        self._found: list[Finding] = []
        self._wrong: list[Token] = []
        self._spelling = False
        self._told: set[tuple[str, str]] = set()
        self.lets: frozenset[Kind] = frozenset()
        """Sorts of findings that are right in this field, and so never pointed out."""
        self._soon, self._quiet = QTimer(self), QTimer(self)
        for timer, wait, work in ((self._soon, _SOON_MS, self._glance), (self._quiet, _QUIET_MS, self.check)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(work)
        self.textChanged.connect(self._typed)
        self.cursorPositionChanged.connect(self._tell)
        self.setAccessibleDescription(self._hint())

    def watch(self, workspace: Workspace, record: str = "") -> None:
        """Begin to look for this ward's people; `record` is what a "keep" is remembered for."""
        self._workspace, self._record = workspace, record
        if self._wording is None:
            self._wording = wording.of(workspace)
            self._wording.changed.connect(self.check)
        self.check()

    def set_lines(self, least: int, most: int) -> None:
        """Between how many lines high it is."""
        line, field = self.fontMetrics().lineSpacing(), theme.px(_FIELD)
        self.setMinimumHeight(max(line * least + theme.px(16), field))
        self.setMaximumHeight(max(line * most + theme.px(16), field))

    def stops(self) -> list[QWidget]:
        """Its controls in the order of Tab."""
        return [self, *self.beside.buttons]

    @property
    def findings(self) -> Sequence[Finding]:
        """What is pointed out now, in the order of the text."""
        return tuple(self._found)

    @property
    def current(self) -> Finding | None:
        """The finding that the line beside the field is about: where the cursor is, else the next."""
        at = _from_qt(self.toPlainText(), self.textCursor().position())
        under = next((one for one in self._found if one.start <= at <= one.end), None)
        return (
            under
            or next((one for one in self._found if one.start >= at), None)
            or next(iter(self._found), None)
        )

    def check(self) -> None:
        """Look through all of it now."""
        self._soon.stop()
        self._quiet.stop()
        self._show(finished=True)

    def replace(self) -> None:
        """Put what the shield suggests in the place of the current finding; Ctrl+Z takes it back."""
        self.check()  # what was found may be of words that have changed since
        finding = self.current
        if finding is None or self.isReadOnly():
            return
        cursor = self._select(finding)
        cursor.insertText(finding.instead)
        self.setTextCursor(cursor)
        self.check()
        self._announce(self.tr("Replaced with “{words}”.").format(words=finding.instead))

    def keep(self) -> None:
        """The current finding is nobody: it is not pointed out in this record again."""
        self.check()
        finding = self.current
        if finding is None or self._wording is None:
            return
        self._wording.keep(self._record, finding)

    def spell(self) -> None:
        """Offer words for the misspelt one at the cursor, or else for the next."""
        self.check()
        word = self.misspelt or self._next_misspelt()
        if word is None or self._wording is None or self.isReadOnly():
            return
        cursor = self._select(word)
        cursor.setPosition(cursor.selectionEnd())
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self._spelling = self._wording.meant(word.text) is None
        if self._spelling:
            self._announce(self.tr("Looking for words like “{word}”.").format(word=word.text))
        else:
            self._offer_spelling(word)

    def _next_misspelt(self) -> Token | None:
        at = _from_qt(self.toPlainText(), self.textCursor().position())
        return next((one for one in self._wrong if one.start >= at), None) or next(iter(self._wrong), None)

    def _offer_spelling(self, word: Token) -> None:
        """The words in a menu under the one that is misspelt; Esc leaves it as it is."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.tr("Instead of “{word}”").format(word=word.text))
        offered = self._add_words(menu, word)
        said = (
            self.tr("“{word}”: {words}. Arrows choose, Esc leaves it.")
            if offered
            else self.tr("Nothing like “{word}” is in the dictionary.")
        )
        self._announce(said.format(word=word.text, words=say.listed(list(offered))))
        menu.popup(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def next_finding(self) -> None:
        """Move the cursor to the finding after the current one, from the last to the first."""
        finding = self.current
        if finding is None:
            return
        later = [one for one in self._found if one.start > finding.start]
        cursor = self._select((later or self._found)[0])
        cursor.setPosition(cursor.selectionEnd())
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        if self.current is not None:
            self._announce(said(self.current))

    # --- what Qt asks

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste words only, without control characters and marks that turn text around."""
        if source.hasText():
            self.insertPlainText(cleaned(source.text(), lines=True))

    def event(self, event: QEvent) -> bool:
        """Claim its own keys before the window does; only the field with focus is asked."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its keys, else what is typed."""
        name = self._key(event)
        if name:
            does = {"replace_name": self.replace, "keep_name": self.keep, "next_name": self.next_finding}
            does.get(name, self.spell)()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, with what was found under it first."""
        menu = self.menu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def menu(self) -> QMenu:
        """The menu of the field: what was found, then cut, copy and paste."""
        menu = self.createStandardContextMenu()
        finding = self.current
        if finding is not None:
            first = menu.actions()[0]
            words = self.tr("Replace with “{words}”").format(words=finding.instead)
            for text, work in ((words, self.replace), (self.tr("Keep, it is not them"), self.keep)):
                action = menu.addAction(text.replace("&", "&&"))
                action.triggered.connect(work)
                menu.insertAction(first, action)
            menu.insertSeparator(first)
        self._offer_words(menu)
        return menu

    def _offer_words(self, menu: QMenu) -> None:
        """What the word at the cursor may have meant, and adding it to the ward's words."""
        word = self.misspelt
        if word is None or self.isReadOnly():
            return
        first = menu.actions()[0]
        own = QMenu(menu)
        self._add_words(own, word)
        menu.insertActions(first, own.actions())
        menu.insertSeparator(first)

    def _add_words(self, menu: QMenu, word: Token) -> tuple[str, ...]:
        """Put the words into a menu, and the offer to add this one to the ward's; gives the words."""
        known = self._wording
        if known is None:
            return ()
        offered = known.meant(word.text) or ()
        for meant in offered:
            menu.addAction(meant.replace("&", "&&"), partial(self._spell, word, meant))
        adding = self.tr("Add “{word}” to the ward’s words").format(word=word.text)
        menu.addAction(adding.replace("&", "&&"), partial(known.learn, word.text))
        return offered

    # --- looking and showing

    def _typed(self) -> None:
        if not self._soon.isActive():
            self._soon.start()
        self._quiet.start()
        self.beside.count(len(self.toPlainText()))

    def _glance(self) -> None:
        self._show(finished=False)

    def _show(self, *, finished: bool) -> None:
        """Point out what is found; a word that is still being typed only when the person pauses."""
        if self._wording is None:
            return
        text = self.toPlainText()
        found = self._wording.find(text, self._record)
        if not finished and self.hasFocus():
            at = _from_qt(text, self.textCursor().position())
            found = [one for one in found if one.end != at]
        found = [one for one in found if one.kind not in self.lets]
        self._found = found
        self._wrong = self._misspelt(text, found, finished=finished)
        self.setExtraSelections(
            [*(self._marked(one) for one in found), *(self._waved(one) for one in self._wrong)]
        )
        self._tell()
        self._speak(found)
        word = self.misspelt
        if self._spelling and word is not None and self._wording.meant(word.text) is not None:
            self._spelling = False
            self._offer_spelling(word)
        self.looked.emit()

    def _marked(self, finding: Finding) -> QTextEdit.ExtraSelection:
        """A filled stretch with a dashed line under it; dotted where it may be nobody."""
        marked = QTextEdit.ExtraSelection()
        now = theme.current()
        style = QTextCharFormat()
        style.setUnderlineStyle(_Line.DashUnderline if finding.sure else _Line.DotLine)
        style.setUnderlineColor(now.colour("caution"))
        style.setBackground(now.colour("caution_fill"))
        marked.format = style
        marked.cursor = self._select(finding)
        return marked

    def _misspelt(self, text: str, found: Sequence[Finding], *, finished: bool) -> list[Token]:
        """Words that are not in the dictionary; names, abbreviations and what is being typed are let be."""
        if self._wording is None:
            return []
        at = None if finished or not self.hasFocus() else _from_qt(text, self.textCursor().position())
        words = [
            word
            for word in tokens(text)
            if len(word.text) > 2
            and not word.shouted
            and word.end != at
            and not any(one.start < word.end and word.start < one.end for one in found)
        ]
        wrong = self._wording.misspelt(word.text for word in words)
        return [word for word in words if word.text in wrong]

    def _waved(self, word: Token) -> QTextEdit.ExtraSelection:
        """A wavy line, unlike the shield's."""
        marked = QTextEdit.ExtraSelection()
        style = QTextCharFormat()
        style.setUnderlineStyle(_Line.WaveUnderline)
        style.setUnderlineColor(theme.current().colour("problem"))
        marked.format = style
        marked.cursor = self._select(word)
        return marked

    @property
    def misspelt(self) -> Token | None:
        """The word at the cursor that is not in the dictionary."""
        at = _from_qt(self.toPlainText(), self.textCursor().position())
        return next((one for one in self._wrong if one.start <= at <= one.end), None)

    def _spell(self, word: Token, meant: str) -> None:
        cursor = self._select(word)
        cursor.insertText(meant)
        self.setTextCursor(cursor)
        self.check()

    def _select(self, finding: Finding | Token) -> QTextCursor:
        text = self.toPlainText()
        cursor = QTextCursor(self.document())
        cursor.setPosition(_to_qt(text, finding.start))
        cursor.setPosition(_to_qt(text, finding.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _tell(self) -> None:
        finding = self.current
        word = self.misspelt
        spelt = ""
        if word is not None and self._wording is not None:
            self._wording.meant(word.text)  # looked for now, so that the menu has them
            spelt = self.tr("“{word}” is not in the dictionary; {key} offers others.").format(
                word=word.text, key=keys.NOTES["spell"].shown
            )
        self.beside.show_finding(finding, len(self._found))
        self.setAccessibleDescription(
            " ".join(filter(None, (said(finding) if finding else "", spelt, self._hint())))
        )

    def _speak(self, found: Sequence[Finding]) -> None:
        """Tell a screen reader of what was not told before, once."""
        new = [one for one in found if (one.kind.value, one.text) not in self._told]
        self._told |= {(one.kind.value, one.text) for one in found}
        if new and self.hasFocus():
            self._announce(said(new[0]))

    def _announce(self, words: str) -> None:
        if self._workspace is not None:
            self._workspace.announce(words)

    def _hint(self) -> str:
        return self.tr("Names and numbers are pointed out. {replace} replaces, {keep} keeps.").format(
            replace=keys.NOTES["replace_name"].shown, keep=keys.NOTES["keep_name"].shown
        )

    def _key(self, event: QKeyEvent) -> str:
        """Which of the field's keys this is, empty when none or when there is nothing for it to do."""
        pressed = QKeySequence(event.keyCombination())
        name = next((name for name, key in keys.NOTES.items() if QKeySequence(key.press) == pressed), "")
        return name if (self._wrong if name == "spell" else self._found) else ""


class Beside(QWidget):
    """The line under a field of notes: what was found, and what can be done; gone when nothing is."""

    def __init__(self, notes: Notes) -> None:
        super().__init__()
        self._frame = QFrame()
        self._words = Words("", "")
        self.replace_button = QPushButton()
        self.keep_button = QPushButton(self.tr("Keep, it is not them"))
        self.next_button = QPushButton()
        self.replace_button.clicked.connect(notes.replace)
        self.keep_button.clicked.connect(notes.keep)
        self.next_button.clicked.connect(notes.next_finding)
        self.keep_button.setToolTip(keys.NOTES["keep_name"].shown)
        self.next_button.setToolTip(keys.NOTES["next_name"].shown)
        look(self.keep_button, "quiet")
        look(self.next_button, "quiet")
        buttons = Flow(8)
        self.buttons = (self.replace_button, self.keep_button, self.next_button)
        for button in self.buttons:
            buttons.add(button)
        self._left = Words("", "small")
        self._finding = QWidget()
        inner = QHBoxLayout(self._finding)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.px(8))
        inner.addWidget(Icon("caution", 18, "caution"))
        rows = QVBoxLayout()
        rows.setSpacing(theme.px(6))
        rows.addWidget(self._words)
        rows.addWidget(buttons)
        inner.addLayout(rows, 1)
        edge = theme.px(8)
        framed = QVBoxLayout(self._frame)
        framed.setContentsMargins(edge, edge, edge, edge)
        framed.addWidget(self._finding)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, theme.px(4), 0, 0)
        outer.setSpacing(theme.px(4))
        outer.addWidget(self._frame)
        outer.addWidget(self._left)
        look(self._frame, "caution-box")
        self._frame.hide()
        self._left.hide()
        self.setVisible(False)

    @property
    def text(self) -> str:
        """What is said about the current finding."""
        return "" if self._frame.isHidden() else self._words.text()

    def show_finding(self, finding: Finding | None, many: int) -> None:
        """Say it, with the place of the next when there are several."""
        if finding is not None:
            self._words.setText(said(finding))
            key = keys.NOTES["replace_name"].shown
            words = self.tr("Replace with “{words}”  ({key})").format(words=finding.instead, key=key)
            self.replace_button.setText(words.replace("&", "&&"))
            self.next_button.setText(self.tr("Next of {many}").format(many=many))
        self.next_button.setVisible(many > 1)
        self._frame.setVisible(finding is not None)
        self._fit()

    def count(self, letters: int) -> None:
        """Say how many letters are left when few are."""
        self._left.setText(
            self.tr("{left} letters left.").format(left=LIMIT - letters)
            if letters <= LIMIT
            else self.tr("{more} letters too many to be saved.").format(more=letters - LIMIT)
        )
        self._left.setVisible(letters > LIMIT * 3 // 4)
        self._fit()

    def _fit(self) -> None:
        said = not (self._frame.isHidden() and self._left.isHidden())
        self.setVisible(
            said and self.parentWidget() is not None
        )  # not a window of its own before it is placed


def said(finding: Finding) -> str:
    """The sentence about a finding: what it matches, and what to write instead."""
    return say.tr(_sentence(finding), text=finding.text, instead=finding.instead)


def _sentence(finding: Finding) -> str:
    if finding.kind is Kind.NAME:
        sides = {person.side for person in finding.people}
        return _NAMES[Side.PATIENT if Side.PATIENT in sides else Side.STAFF]
    if finding.kind is Kind.BIRTH_DATE and finding.people:
        return _OWN_DATE
    return _SAID[finding.kind]


_NAMES = {
    Side.PATIENT: QT_TRANSLATE_NOOP(
        "say", "‘{text}’ matches a patient on this ward. Replace with ‘{instead}’?"
    ),
    Side.STAFF: QT_TRANSLATE_NOOP(
        "say", "‘{text}’ matches a member of staff on this ward. Replace with ‘{instead}’?"
    ),
}
_OWN_DATE = QT_TRANSLATE_NOOP(
    "say", "‘{text}’ is the birth date of a patient on this ward. Replace with ‘{instead}’?"
)
_SAID = {
    Kind.INITIALS: QT_TRANSLATE_NOOP("say", "‘{text}’ may be somebody’s initials. Replace with ‘{instead}’?"),
    Kind.NHS_NUMBER: QT_TRANSLATE_NOOP("say", "‘{text}’ looks like an NHS number. Replace with ‘{instead}’?"),
    Kind.LOCAL_NUMBER: QT_TRANSLATE_NOOP(
        "say", "‘{text}’ is the number of a patient on this ward. Replace with ‘{instead}’?"
    ),
    Kind.BIRTH_DATE: QT_TRANSLATE_NOOP(
        "say", "‘{text}’ could be somebody’s birth date. Replace with ‘{instead}’?"
    ),
    Kind.PHONE: QT_TRANSLATE_NOOP("say", "‘{text}’ looks like a phone number. Replace with ‘{instead}’?"),
    Kind.POSTCODE: QT_TRANSLATE_NOOP("say", "‘{text}’ looks like a postcode. Replace with ‘{instead}’?"),
    Kind.EMAIL: QT_TRANSLATE_NOOP("say", "‘{text}’ is an email address. Replace with ‘{instead}’?"),
}


def _to_qt(text: str, at: int) -> int:
    """A place in the text as Qt counts it, where a letter outside the basic plane is two."""
    return at if text.isascii() else len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


def _from_qt(text: str, at: int) -> int:
    """A place as Qt counts it as a place in the text."""
    if text.isascii():
        return at
    return len(text.encode("utf-16-le", "surrogatepass")[: at * 2].decode("utf-16-le", "ignore"))
