"""A line of the audit trail in words: what somebody did, in a sentence without values."""

from __future__ import annotations

from wardqi.app import say
from wardqi.domain import codes
from wardqi.domain.kinds import KINDS
from wardqi.services.administering.acts import Line
from wardqi.text import QT_TRANSLATE_NOOP

GROUPS = {
    "signed_in": QT_TRANSLATE_NOOP("say", "Signing in"),
    "refused": QT_TRANSLATE_NOOP("say", "Wrong PIN or passphrase"),
    "recorded": QT_TRANSLATE_NOOP("say", "Recorded something new"),
    "changed": QT_TRANSLATE_NOOP("say", "Changed a record"),
    "archived": QT_TRANSLATE_NOOP("say", "Archived or brought back"),
    "people": QT_TRANSLATE_NOOP("say", "People and their sign-in"),
    "sent": QT_TRANSLATE_NOOP("say", "Sent, received, saved, printed"),
    "keys": QT_TRANSLATE_NOOP("say", "Keys, pairing, recovery"),
    "kept": QT_TRANSLATE_NOOP("say", "Backups and the clock"),
}
"""The sorts of acts, in the words of the filter."""

_AUDIT = {
    ("unlock", "pin"): QT_TRANSLATE_NOOP("say", "Signed in with a PIN"),
    ("unlock", "passphrase"): QT_TRANSLATE_NOOP("say", "Signed in with a passphrase"),
    ("unlock", "unlock"): QT_TRANSLATE_NOOP("say", "Opened the records and signed in"),
    ("backup", "by_hand"): QT_TRANSLATE_NOOP("say", "Made a backup by hand"),
    ("backup", "drill"): QT_TRANSLATE_NOOP("say", "Tried a restore"),
    ("export", "help_file"): QT_TRANSLATE_NOOP("say", "Saved a help file"),
    ("export", "own_learning"): QT_TRANSLATE_NOOP("say", "Saved their own learning record"),
    ("clock", "clock_back"): QT_TRANSLATE_NOOP("say", "The PC's clock was set back"),
    ("pair", "keyring"): QT_TRANSLATE_NOOP("say", "Took over a newer list of trusted PCs"),
    ("pin", "set"): QT_TRANSLATE_NOOP("say", "Set their own PIN"),
    ("passphrase", "changed"): QT_TRANSLATE_NOOP("say", "Changed their own passphrase"),
    ("opener", "added"): QT_TRANSLATE_NOOP("say", "Added a shared passphrase"),
    ("opener", "removed"): QT_TRANSLATE_NOOP("say", "Took a shared passphrase away"),
    ("recovery", "accepted"): QT_TRANSLATE_NOOP("say", "The trust's recovery key let a new manager in"),
    ("print", "chart"): QT_TRANSLATE_NOOP("say", "Printed a chart"),
    ("export", "chart"): QT_TRANSLATE_NOOP("say", "Saved a chart as a PDF"),
    ("recovery", "answered"): QT_TRANSLATE_NOOP("say", "Answered a ward's recovery request"),
    ("print", "recovery_steps"): QT_TRANSLATE_NOOP("say", "Printed the recovery steps"),
    ("export", "recovery_steps"): QT_TRANSLATE_NOOP("say", "Saved the recovery steps as a PDF"),
    ("print", "incident"): QT_TRANSLATE_NOOP("say", "Printed the record of an incident"),
    ("print", "incident_list"): QT_TRANSLATE_NOOP("say", "Printed the list of incidents"),
    ("export", "incident"): QT_TRANSLATE_NOOP("say", "Saved the record of an incident as a PDF"),
    ("export", "incident_list"): QT_TRANSLATE_NOOP("say", "Saved the list of incidents as a PDF"),
    ("print", "paper_forms"): QT_TRANSLATE_NOOP("say", "Printed paper forms"),
    ("export", "paper_forms"): QT_TRANSLATE_NOOP("say", "Saved paper forms as a PDF"),
    ("print", "huddle"): QT_TRANSLATE_NOOP("say", "Printed what a huddle came to"),
    ("export", "huddle"): QT_TRANSLATE_NOOP("say", "Saved what a huddle came to as a PDF"),
    ("print", "huddle_poster"): QT_TRANSLATE_NOOP("say", "Printed the huddle's poster for patients"),
    ("export", "huddle_poster"): QT_TRANSLATE_NOOP("say", "Saved the huddle's poster as a PDF"),
    ("print", "safety_cross"): QT_TRANSLATE_NOOP("say", "Printed a safety cross"),
    ("export", "safety_cross"): QT_TRANSLATE_NOOP("say", "Saved a safety cross as a PDF"),
    ("print", "help"): QT_TRANSLATE_NOOP("say", "Printed a page of the help"),
    ("export", "help"): QT_TRANSLATE_NOOP("say", "Saved a page of the help as a PDF"),
    ("print", "card"): QT_TRANSLATE_NOOP("say", "Printed a learning card"),
    ("export", "card"): QT_TRANSLATE_NOOP("say", "Saved a learning card as a PDF"),
    ("confirm", "not_them"): QT_TRANSLATE_NOOP("say", "Said why a text that leaves names nobody here"),
    ("confirm", "kept"): QT_TRANSLATE_NOOP("say", "Said that a word in a note is nobody here"),
    ("confirm", "pointed_out"): QT_TRANSLATE_NOOP("say", "Had a word in a note pointed out again"),
    ("pair", "region"): QT_TRANSLATE_NOOP("say", "Paired this trust with a region"),
    ("import", "region"): QT_TRANSLATE_NOOP("say", "Took a receipt of the region in"),
    ("import", "taken_back"): QT_TRANSLATE_NOOP("say", "Undid taking a bundle in"),
}
_COUNTED = {
    ("export", "changes"): QT_TRANSLATE_NOOP("say", "Made a bundle for the QI team: {changes}"),
    ("export", "ward"): QT_TRANSLATE_NOOP("say", "Made a bundle for this ward's other PCs: {changes}"),
    ("export", "region"): QT_TRANSLATE_NOOP("say", "Made a bundle for the region: {changes}"),
    ("export", "receipt"): QT_TRANSLATE_NOOP("say", "Wrote a receipt"),
    ("export", "trail"): QT_TRANSLATE_NOOP("say", "Saved the audit trail as a table: {lines}"),
    ("export", "mhsds"): QT_TRANSLATE_NOOP("say", "Saved the national extract: {lines}"),
    ("export", "incident_table"): QT_TRANSLATE_NOOP("say", "Saved incidents as a table: {lines}"),
    ("import", "salvage"): QT_TRANSLATE_NOOP("say", "Took in what was saved of damaged records: {changes}"),
    ("load", "external_series"): QT_TRANSLATE_NOOP("say", "Loaded series from outside: {lines}"),
}
_OTHERS = {
    "unlock": QT_TRANSLATE_NOOP("say", "Signed in"),
    "export": QT_TRANSLATE_NOOP("say", "Saved something to a file"),
    "import": QT_TRANSLATE_NOOP("say", "Took a bundle or receipt in"),
    "backup": QT_TRANSLATE_NOOP("say", "Made a backup"),
    "print": QT_TRANSLATE_NOOP("say", "Printed something"),
    "pair": QT_TRANSLATE_NOOP("say", "Worked on pairing"),
    "load": QT_TRANSLATE_NOOP("say", "Loaded records"),
    "reason": QT_TRANSLATE_NOOP("say", "Gave a reason in words"),
    "view": QT_TRANSLATE_NOOP("say", "Looked at a record"),
    "clock": QT_TRANSLATE_NOOP("say", "The PC's clock was wrong"),
    "recovery": QT_TRANSLATE_NOOP("say", "Used the trust's recovery key"),
}
_DONE = {
    "create": QT_TRANSLATE_NOOP("say", "Recorded: {record}"),
    "void": QT_TRANSLATE_NOOP("say", "Archived: {record}"),
    "restore": QT_TRANSLATE_NOOP("say", "Brought back: {record}"),
}
_REASONS = {
    "undone": QT_TRANSLATE_NOOP("say", "undone"),
    "resolved": QT_TRANSLATE_NOOP("say", "two versions were settled"),
    "pseudonym": QT_TRANSLATE_NOOP("say", "linked again after the patient's number changed"),
}
_REASON_LISTS = ("amend_reason", "void_reason")
_MOST_FIELDS = 3


def who(line: Line) -> str:
    """Whose act it was; the installation itself acts when nobody is signed in."""
    return line.who or say.tr("This PC")


def what(line: Line) -> str:
    """What was done, in one sentence without a full stop."""
    if line.kind == "audit":
        return _audit(line)
    if line.kind == "replica":
        return say.tr("WardQI was set up or restored on a PC")
    if line.kind == "user":
        return _person(line)
    return _record(line)


def _person(line: Line) -> str:
    if line.action != "enrol":
        words = say.tr("Retired {name}")
    elif line.again:
        words = say.tr("Changed {name}: {role} from now on")
    else:
        words = say.tr("Added {name}")
    return words.format(name=line.about or say.tr("a person"), role=say.role(line.role).lower())


def _record(line: Line) -> str:
    known = KINDS.get(line.kind)
    label = line.kind if known is None else known.label.lower()
    record = label if line.kind == "ward" else f"{label} {line.record}".strip()
    if line.action == "amend":
        words = say.tr("Changed: {record}").format(record=record)
        if line.fields:
            words = say.tr("{words}, {fields}").format(words=words, fields=_fields(line.fields))
    else:
        words = say.tr(_DONE.get(line.action, "{record}")).format(record=record)
    reason = _reason(line.reason)
    return say.tr("{words} ({reason})").format(words=words, reason=reason) if reason else words


def _fields(labels: tuple[str, ...]) -> str:
    named = [label[:1].lower() + label[1:] for label in labels[:_MOST_FIELDS]]
    if len(labels) > _MOST_FIELDS:
        named.append(say.tr("{count} more").format(count=len(labels) - _MOST_FIELDS))
    return say.listed(named)


def _reason(code: str) -> str:
    if code in _REASONS:
        return say.tr(_REASONS[code])
    for name in _REASON_LISTS:
        found = codes.get(name)
        if code in found:
            return found.plain(code).lower()
    return ""


def _audit(line: Line) -> str:
    key = (line.action, line.code)
    if line.action == "unlock_failed":
        return _refused(line)
    if line.action == "import" and line.code.startswith("B-"):
        return say.tr("A file was not taken in, ref {ref}").format(ref=line.code)
    if key == ("pair", "words_compared"):
        return say.tr("Paired; the words were compared with {name}").format(
            name=line.note or say.tr("somebody")
        )
    if key in _COUNTED:
        many = line.count or 0
        return say.tr(_COUNTED[key]).format(
            changes=say.count(many, "change", "changes"), lines=say.count(many, "line", "lines")
        )
    if key in _AUDIT:
        return say.tr(_AUDIT[key])
    return say.tr(_OTHERS[line.action]) if line.action in _OTHERS else line.action.replace("_", " ")


def _refused(line: Line) -> str:
    if line.code == "pin":
        return say.tr("Wrong PIN for {name}").format(name=line.about or say.tr("a person"))
    many = line.count or 1
    return say.tr("{tries} before the records were opened").format(
        tries=say.count(many, "wrong passphrase", "wrong passphrases")
    )
