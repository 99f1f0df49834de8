"""The sentences for what can go wrong: what happened; what is safe; what to do; a reference. No Qt.

Recognised by the name of the error's class, so that nothing heavy is imported to say something. An error
that is not here and brings no sentence of its own is a fault of ours and is told by its reference alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wardqi.text import QT_TRANSLATE_NOOP, say

_CONTEXT = "problems"


@dataclass(frozen=True, slots=True)
class Message:
    """What happened; what is safe; what to do; and a reference. `tone` is problem, caution, good or note;
    `action` names a button and the screen it opens, for example ("Choose another folder", "exchange")."""

    what: str
    safe: str = ""
    do: str = ""
    ref: str = ""
    tone: str = "problem"
    action: tuple[str, str] | None = None

    def sentence(self) -> str:
        """The whole message as one line, as a screen reader says it."""
        ref = say(_CONTEXT, "Ref {ref}", ref=self.ref) if self.ref else ""
        return " ".join(part for part in (self.what, self.safe, self.do, ref) if part)


Told = tuple[str, str, str, str]

TABLE: Mapping[str, Told] = {
    "WrongPassphrase": (
        QT_TRANSLATE_NOOP("problems", "That passphrase does not open this store."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Check Caps Lock and try again."),
        "A-301",
    ),
    "WrongPin": (
        QT_TRANSLATE_NOOP("problems", "That PIN is not right."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Try again, or use your passphrase."),
        "A-302",
    ),
    "PinBlocked": (
        QT_TRANSLATE_NOOP("problems", "There were too many wrong PINs."),
        QT_TRANSLATE_NOOP("problems", "Your drafts are safe."),
        QT_TRANSLATE_NOOP("problems", "Use your passphrase this time; your PIN works again after that."),
        "A-303",
    ),
    "BindingLost": (
        QT_TRANSLATE_NOOP(
            "problems",
            "This PC's binding is lost: the store was made on another PC, or this one was renewed.",
        ),
        QT_TRANSLATE_NOOP("problems", "The records are safe, and your passphrase may well be right."),
        QT_TRANSLATE_NOOP("problems", "Use recovery: ask your information governance team."),
        "A-304",
    ),
    "KeysMissing": (
        QT_TRANSLATE_NOOP("problems", "The key file is missing, so the records cannot be opened."),
        QT_TRANSLATE_NOOP("problems", "The records themselves are still here."),
        QT_TRANSLATE_NOOP("problems", "Restore a backup; every backup holds the key file too."),
        "A-305",
    ),
    "KeysDamaged": (
        QT_TRANSLATE_NOOP("problems", "The key file is damaged, so the records cannot be opened."),
        QT_TRANSLATE_NOOP("problems", "The records themselves are still here."),
        QT_TRANSLATE_NOOP("problems", "Restore a backup; every backup holds the key file too."),
        "A-306",
    ),
    "KeysTampered": (
        QT_TRANSLATE_NOOP("problems", "The key file was changed by something other than WardQI."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed since."),
        QT_TRANSLATE_NOOP("problems", "Tell IT and your information governance team before carrying on."),
        "A-307",
    ),
    "NotAllowed": (
        QT_TRANSLATE_NOOP("problems", "Your role cannot do this."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Ask the ward manager."),
        "A-308",
    ),
    "NobodyHere": (
        QT_TRANSLATE_NOOP("problems", "The screen is locked."),
        QT_TRANSLATE_NOOP("problems", "Drafts were kept."),
        QT_TRANSLATE_NOOP("problems", "Sign in to carry on."),
        "A-309",
    ),
    "CoreStays": (
        QT_TRANSLATE_NOOP("problems", "This prompt is part of every huddle, so it cannot be hidden."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Hide another prompt, or move this one."),
        "H-601",
    ),
    "HuddleOver": (
        QT_TRANSLATE_NOOP("problems", "This huddle was closed meanwhile."),
        QT_TRANSLATE_NOOP("problems", "What was said in it is kept."),
        QT_TRANSLATE_NOOP("problems", "Open it again to correct what it says."),
        "H-602",
    ),
    "IsAName": (
        QT_TRANSLATE_NOOP(
            "problems", "This is a name of somebody on this ward, so it is not learned as a word."
        ),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Write what the person is instead: the patient, a nurse."),
        "H-604",
    ),
    "NotThere": (
        QT_TRANSLATE_NOOP("problems", "The item cannot be put there."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Choose another place in the outline."),
        "H-603",
    ),
    "BadRecovery": (
        QT_TRANSLATE_NOOP("problems", "That recovery answer cannot be used here."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Ask for a new answer to the request made on this PC."),
        "A-310",
    ),
    "BadRequest": (
        QT_TRANSLATE_NOOP("problems", "This is no recovery request that can be answered with this key file."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Ask the ward for a new request, and check which key file was chosen."),
        "A-313",
    ),
    "StoreFull": (
        QT_TRANSLATE_NOOP("problems", "This PC is full, so the last step was not saved."),
        QT_TRANSLATE_NOOP("problems", "Everything saved before is safe."),
        QT_TRANSLATE_NOOP("problems", "Tell IT today, then try again."),
        "D-201",
    ),
    "ReadOnly": (
        QT_TRANSLATE_NOOP("problems", "WardQI may not write in its folder, so nothing was saved."),
        QT_TRANSLATE_NOOP("problems", "Everything saved before is safe."),
        QT_TRANSLATE_NOOP("problems", "Ask IT to allow writing there."),
        "D-202",
    ),
    "StoreBusy": (
        QT_TRANSLATE_NOOP("problems", "Another program kept the store busy, so nothing was saved."),
        QT_TRANSLATE_NOOP("problems", "Everything saved before is safe."),
        QT_TRANSLATE_NOOP("problems", "Try again in a moment."),
        "D-203",
    ),
    "DiskFault": (
        QT_TRANSLATE_NOOP("problems", "The disk did not answer as it should."),
        QT_TRANSLATE_NOOP("problems", "Nothing was written after that."),
        QT_TRANSLATE_NOOP("problems", "Tell IT; then restore the newest backup if WardQI asks for it."),
        "D-204",
    ),
    "Damaged": (
        QT_TRANSLATE_NOOP("problems", "The ward's records on this PC are damaged."),
        QT_TRANSLATE_NOOP("problems", "WardQI has stopped writing to them; the backups are untouched."),
        QT_TRANSLATE_NOOP("problems", "Restore the newest backup."),
        "D-205",
    ),
    "Unreadable": (
        QT_TRANSLATE_NOOP("problems", "The ward's records on this PC cannot be read."),
        QT_TRANSLATE_NOOP("problems", "WardQI has stopped writing to them; the backups are untouched."),
        QT_TRANSLATE_NOOP("problems", "Restore the newest backup."),
        "D-206",
    ),
    "BadBackup": (
        QT_TRANSLATE_NOOP(
            "problems", "This is no whole backup of WardQI's: it is missing, damaged or cut short."
        ),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Choose another backup."),
        "D-215",
    ),
    "BackupKeysMissing": (
        QT_TRANSLATE_NOOP("problems", "The key file that belongs to this backup is not beside it."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP(
            "problems",
            "Put it there: it has the backup's name and ends in .keys.json. Or choose another backup.",
        ),
        "D-216",
    ),
    "OtherStore": (
        QT_TRANSLATE_NOOP("problems", "The folder holds another store than the one this backup is of."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Choose a new folder, or the folder this backup was made from."),
        "D-217",
    ),
    "NewerStore": (
        QT_TRANSLATE_NOOP("problems", "These records were made by a newer WardQI."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Ask IT to update WardQI on this PC."),
        "D-207",
    ),
    "NotSaved": (
        QT_TRANSLATE_NOOP("problems", "That was not saved."),
        QT_TRANSLATE_NOOP("problems", "Everything saved before is safe."),
        QT_TRANSLATE_NOOP("problems", "Try again."),
        "D-208",
    ),
    "NotProved": (
        QT_TRANSLATE_NOOP("problems", "The backup did not match the records, so it was taken away again."),
        QT_TRANSLATE_NOOP("problems", "The records are safe."),
        QT_TRANSLATE_NOOP("problems", "Try again, to another disk if you can."),
        "D-209",
    ),
    "AlreadyThere": (
        QT_TRANSLATE_NOOP("problems", "There is a store in that folder already."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Open it, or choose another folder."),
        "D-210",
    ),
    "NotLocal": (
        QT_TRANSLATE_NOOP(
            "problems", "That folder is not on this PC's own disk, where records would not be safe."
        ),
        QT_TRANSLATE_NOOP("problems", "Nothing was made."),
        QT_TRANSLATE_NOOP("problems", "Choose a folder on this PC."),
        "D-211",
    ),
    "NoStore": (
        QT_TRANSLATE_NOOP("problems", "There is no store in that folder."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Check the folder's name, or set a store up there."),
        "D-214",
    ),
    "Locked": (
        QT_TRANSLATE_NOOP("problems", "The store is closed."),
        QT_TRANSLATE_NOOP("problems", "Everything saved is safe."),
        QT_TRANSLATE_NOOP("problems", "Unlock it with a passphrase."),
        "D-212",
    ),
    "NotFound": (
        QT_TRANSLATE_NOOP("problems", "That record is not in this store."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Look for it in the list."),
        "R-401",
    ),
    "NotYours": (
        QT_TRANSLATE_NOOP("problems", "That draft belongs to somebody else."),
        QT_TRANSLATE_NOOP("problems", "It is kept as its author left it."),
        QT_TRANSLATE_NOOP("problems", "They can finish it when they sign in."),
        "R-402",
    ),
    "ChangedMeanwhile": (
        QT_TRANSLATE_NOOP("problems", "Somebody else changed this record since you opened it."),
        QT_TRANSLATE_NOOP("problems", "Both versions are safe; yours is not saved yet."),
        QT_TRANSLATE_NOOP("problems", "Look at theirs, then save again."),
        "R-403",
    ),
    "Incomplete": (
        QT_TRANSLATE_NOOP("problems", "Some answers are still missing."),
        QT_TRANSLATE_NOOP("problems", "Your draft is saved."),
        QT_TRANSLATE_NOOP("problems", "Add what is marked, then finish."),
        "",
    ),
    "NotPaired": (
        QT_TRANSLATE_NOOP("problems", "This PC is not paired with a QI team yet."),
        QT_TRANSLATE_NOOP("problems", "Everything recorded is safe here."),
        QT_TRANSLATE_NOOP("problems", "Pair first, under Send and receive."),
        "P-501",
    ),
    "NothingToSend": (
        QT_TRANSLATE_NOOP("problems", "There is nothing new to send."),
        QT_TRANSLATE_NOOP("problems", "Everything recorded is safe here."),
        QT_TRANSLATE_NOOP("problems", "Come back when something was recorded."),
        "P-502",
    ),
    "NoRegion": (
        QT_TRANSLATE_NOOP("problems", "This hub is not paired with a region."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Pair with the region first, under Wards."),
        "P-503",
    ),
    "NoSuchSlip": (
        QT_TRANSLATE_NOOP(
            "problems", "No slip with this serial was printed on this ward, as far as this PC knows."
        ),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Check the serial, or record the incident without it."),
        "R-410",
    ),
    "NotThen": (
        QT_TRANSLATE_NOOP("problems", "This move cannot have been on that day."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Check the day against the person's stay."),
        "R-411",
    ),
    "TooLong": (
        QT_TRANSLATE_NOOP("problems", "This note is longer than can be kept."),
        QT_TRANSLATE_NOOP("problems", "What you wrote is still in the box."),
        QT_TRANSLATE_NOOP("problems", "Keep it as two notes."),
        "L-602",
    ),
    "NoEvidence": (
        QT_TRANSLATE_NOOP("problems", "No record shows this step yet, so there is nothing to confirm."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Look again when it was done."),
        "L-603",
    ),
    "Unanswered": (
        QT_TRANSLATE_NOOP("problems", "Something that could tell who somebody is still stands in this card."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed, and nothing leaves."),
        QT_TRANSLATE_NOOP("problems", "Mend each place, or say why it is nobody."),
        "L-604",
    ),
    "NothingToCheck": (
        QT_TRANSLATE_NOOP("problems", "This card was looked at already, or its ward took it back."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Go back to the list of cards."),
        "L-601",
    ),
    "NotFit": (
        QT_TRANSLATE_NOOP("problems", "Some of what was written cannot be kept."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Correct what is marked, then save again."),
        "R-405",
    ),
    "NotSettled": (
        QT_TRANSLATE_NOOP("problems", "No chart can be drawn with these settings."),
        QT_TRANSLATE_NOOP("problems", "Nothing was saved."),
        QT_TRANSLATE_NOOP("problems", "Correct what is marked, then save again."),
        "R-406",
    ),
    "Sealed": (
        QT_TRANSLATE_NOOP("problems", "This plan was sealed when its test began, so it stays as it was."),
        QT_TRANSLATE_NOOP("problems", "The sealed plan is unchanged; nothing was saved."),
        QT_TRANSLATE_NOOP("problems", "Add what you would write now under the plan, with today's date."),
        "R-407",
    ),
    "NotReady": (
        QT_TRANSLATE_NOOP("problems", "A test begins with a prediction for each of its questions."),
        QT_TRANSLATE_NOOP("problems", "The plan is saved."),
        QT_TRANSLATE_NOOP("problems", "Say what you expect to see. A guess is fine; a blank can't teach us."),
        "R-408",
    ),
    "NotNow": (
        QT_TRANSLATE_NOOP("problems", "That does not fit the stage this test is in."),
        QT_TRANSLATE_NOOP("problems", "Nothing was changed."),
        QT_TRANSLATE_NOOP("problems", "Open the test to see what it waits for."),
        "R-409",
    ),
    "BadValue": (
        QT_TRANSLATE_NOOP("problems", "One answer cannot be kept as it is written."),
        QT_TRANSLATE_NOOP("problems", "Nothing else was changed."),
        QT_TRANSLATE_NOOP("problems", "Correct it and try again."),
        "R-404",
    ),
}

_WEAK: Mapping[str, str] = {
    "too_short": QT_TRANSLATE_NOOP("problems", "Use 12 characters or more, or four words."),
    "too_long": QT_TRANSLATE_NOOP("problems", "That is longer than can be kept."),
    "control_character": QT_TRANSLATE_NOOP("problems", "It holds a character that cannot be typed again."),
    "repetitive": QT_TRANSLATE_NOOP("problems", "Use more different characters."),
    "common": QT_TRANSLATE_NOOP("problems", "That one is easy to guess; choose another."),
    "not_digits": QT_TRANSLATE_NOOP("problems", "A PIN is made of digits only."),
    "too_simple": QT_TRANSLATE_NOOP("problems", "That PIN is easy to guess; choose another."),
}


def message(error: BaseException) -> Message | None:
    """What to tell about a fault of the world or a refusal; None when the fault is ours."""
    if not type(error).__module__.startswith("wardqi."):
        return None
    own = getattr(error, "sentence", None)
    if callable(own):
        return Message(what=str(own()))
    name = type(error).__name__
    wait = getattr(error, "wait_s", None)
    if name == "Throttled" and isinstance(wait, int):
        return throttled(wait)
    if name == "WeakPassphrase":
        return Message(what=" ".join(weak(code) for code in getattr(error, "codes", ())), ref="A-311")
    if name == "InUse":
        return in_use(str(getattr(error, "holder", "")))
    for kind in type(error).__mro__:
        told = TABLE.get(kind.__name__)
        if told is not None:
            what, safe, do, ref = told
            return Message(
                say(_CONTEXT, what), say(_CONTEXT, safe), say(_CONTEXT, do), ref, _TONES.get(name, "problem")
            )
    return None


_TONES = {
    "NothingToSend": "note",
    "Incomplete": "caution",
    "ChangedMeanwhile": "caution",
    "NotReady": "caution",
}


def throttled(wait_s: int) -> Message:
    """Too soon after wrong tries."""
    return Message(
        what=say(_CONTEXT, "Please wait a second before the next try.")
        if wait_s == 1
        else say(_CONTEXT, "Please wait {seconds} seconds before the next try.", seconds=wait_s),
        safe=say(_CONTEXT, "Nobody is locked out and nothing was deleted."),
        ref="A-312",
        tone="caution",
    )


def in_use(holder: str) -> Message:
    """A second window on the same store."""
    return Message(
        what=say(_CONTEXT, "WardQI is already open on this ward's records ({holder}).", holder=holder)
        if holder
        else say(_CONTEXT, "WardQI is already open on this ward's records."),
        safe=say(_CONTEXT, "Nothing was changed."),
        do=say(_CONTEXT, "Use that window, or close it and try again."),
        ref="D-213",
        tone="caution",
    )


def damaged() -> Message:
    """The records are not as they should be, before anybody unlocked them."""
    what, safe, do, ref = TABLE["Damaged"]
    return Message(say(_CONTEXT, what), say(_CONTEXT, safe), say(_CONTEXT, do), ref)


_NOTES: Mapping[str, tuple[str, str, str]] = {
    "keys_mended": (
        "note",
        QT_TRANSLATE_NOOP("problems", "One copy of the key file was damaged and has been mended."),
        QT_TRANSLATE_NOOP("problems", "Nothing was lost. Tell IT if this happens again."),
    ),
    "rotation_waits": (
        "caution",
        QT_TRANSLATE_NOOP("problems", "A change of keys is waiting to be finished."),
        QT_TRANSLATE_NOOP("problems", "The records are safe. Ask the ward manager to unlock once."),
    ),
    "network": (
        "caution",
        QT_TRANSLATE_NOOP("problems", "The records are on a network folder, where they are less safe."),
        QT_TRANSLATE_NOOP("problems", "Carry on, and ask IT to move them to this PC's own disk."),
    ),
    "removable": (
        "caution",
        QT_TRANSLATE_NOOP("problems", "The records are on a removable disk, where they are less safe."),
        QT_TRANSLATE_NOOP("problems", "Carry on, and ask IT to move them to this PC's own disk."),
    ),
}


def noted(code: str) -> Message | None:
    """What happened at unlocking that somebody should know; None when nobody needs to."""
    if code not in _NOTES:
        return None
    tone, what, rest = _NOTES[code]
    return Message(say(_CONTEXT, what), say(_CONTEXT, rest), tone=tone)


def restored(reaches: str, lost: int) -> Message:
    """A backup is in place: until when it reaches, and how many records are newer than it."""
    until = reaches[:16].replace("T", " ")
    what = say(_CONTEXT, "The backup is in place; it reaches to {moment}.", moment=until)
    if not lost:
        return Message(what, say(_CONTEXT, "No record on this PC was newer."), tone="good")
    return Message(
        what,
        say(_CONTEXT, "The records that were here before are kept beside it."),
        say(_CONTEXT, "{count} newer records are not in it: record them again.", count=lost),
        tone="caution",
    )


def weak(code: str, *, pin: bool = False) -> str:
    """Why a passphrase or PIN may not be used."""
    if pin and code == "too_short":
        return say(_CONTEXT, "A PIN needs 6 digits or more.")
    return say(_CONTEXT, _WEAK[code])
