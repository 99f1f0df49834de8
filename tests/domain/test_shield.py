"""The name shield in single cases; how well it does over many sentences is in test_shield_sentences.py."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from wardqi.domain.shield import Finding, Kind, Person, Shield, Side, replaced
from wardqi.services.dictionary import ordinary

TODAY = date(2026, 11, 21)
_WIDE = "９４３４７６５９１９"
_DATES = (
    "3/5/88|03/05/1988|3.5.1988|03-05-88|1988-05-03|3 May 1988|3rd of May, 1988|"
    "May 3, 1988|03May88|030588|3 5 1988"
)
JOHN = Person("john", Side.PATIENT, ("John Smith",), "JS", date(1988, 5, 3), ("9434765919", "RX12345"))
WILL = Person("will", Side.PATIENT, ("Will Marsh",))
GRACE = Person("grace", Side.PATIENT, ("Grace O’Neill",), birth_date=date(1975, 2, 14))
SIAN = Person("sian", Side.STAFF, ("Siân Llŷr-Jones",), part="Healthcare assistant")
SAM = Person("sam", Side.STAFF, ("Sam Ade",), part="Staff nurse")


@pytest.fixture(scope="module")
def shield() -> Shield:
    return Shield([JOHN, WILL, GRACE, SIAN, SAM], ordinary, ("Heron Ward", "Marsh Court"))


def found(shield: Shield, text: str) -> list[tuple[Kind, str, bool]]:
    return [(one.kind, one.text, one.sure) for one in shield.find(text, TODAY)]


def one(shield: Shield, text: str) -> Finding:
    (finding,) = shield.find(text, TODAY)
    assert text[finding.start : finding.end] == finding.text
    return finding


@pytest.mark.parametrize(
    ("text", "name", "instead"),
    [
        ("Asked John to sit.", "John", "the patient"),
        ("asked john to sit", "john", "the patient"),
        ("JOHN was seen.", "JOHN", "The patient"),
        ("Mr. J. Smith’s door", "Mr. J. Smith", "The patient"),
        ("We saw Smith, John today", "Smith, John", "the patient"),
        ("Then patient John Smith left", "patient John Smith", "the patient"),
        ("Hit by Jonny again", "Jonny", "the patient"),
        ("Hit by Jhon again", "Jhon", "the patient"),
        ("johnsmith was here", "johnsmith", "The patient"),
        ("Spoke to Sian.", "Sian", "a support worker"),
        ("Spoke to Llyr Jones.", "Llyr Jones", "a support worker"),
        ("Spoke to staff nurse Ade.", "staff nurse Ade", "a nurse"),
        ("Spoke to Grace O'Neill.", "Grace O'Neill", "the patient"),
        ("Spoke to oneill.", "oneill", "the patient"),
    ],
)
def test_a_name_is_found_in_its_forms(shield: Shield, text: str, name: str, instead: str) -> None:
    finding = one(shield, text)
    assert (finding.kind, finding.text, finding.instead) == (Kind.NAME, name, instead)
    assert finding.sure


@pytest.mark.parametrize(
    "text",
    [
        "Will be reviewed by the team.",
        "He will go. There will be a meeting.",
        "Grace period of ten minutes.",
        "Moved to Marsh Court at nine.",
        "WILL BE REVIEWED BY THE DOCTOR",
        "",
        "\n\n",
    ],
)
def test_an_ordinary_word_is_left_alone(shield: Shield, text: str) -> None:
    assert found(shield, text) == []


def test_the_same_word_can_be_both(shield: Shield) -> None:
    assert found(shield, "Will will be reviewed, and Will was told he will.") == [
        (Kind.NAME, "Will", True),
        (Kind.NAME, "Will", True),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("NHS 943 476 5919.", "943 476 5919"),
        ("9434765919", "9434765919"),
        ("943-476-5919", "943-476-5919"),
        ("943\u00a0476\u00a05919", "943\u00a0476\u00a05919"),
        ("ref 12, 943 476 5919 today", "943 476 5919"),
        (_WIDE, _WIDE),
        ("943\u200b476\u200b5919", "943\u200b476\u200b5919"),
    ],
)
def test_an_nhs_number_is_found_however_it_is_spaced(shield: Shield, text: str, number: str) -> None:
    assert found(shield, text) == [(Kind.NHS_NUMBER, number, True)]


def test_ten_digits_with_a_wrong_check_digit_are_an_nhs_number_only_when_called_so(shield: Shield) -> None:
    assert found(shield, "Asset 9434765918") == []
    assert found(shield, "NHS no. 943 476 5918") == [(Kind.NHS_NUMBER, "943 476 5918", False)]


@pytest.mark.parametrize("written", _DATES.split("|"))
def test_a_patients_birth_date_is_found_as_people_write_it(shield: Shield, written: str) -> None:
    finding = one(shield, f"He said {written} again.")
    assert (finding.text, finding.kind, finding.people) == (written, Kind.BIRTH_DATE, (JOHN,))
    assert finding.sure


def test_another_date_long_ago_is_a_weaker_finding_and_a_recent_one_is_none(shield: Shield) -> None:
    assert found(shield, "Came on 12/3/1971.") == [(Kind.BIRTH_DATE, "12/3/1971", False)]
    assert found(shield, "DOB 12/3/2015.") == [(Kind.BIRTH_DATE, "12/3/2015", True)]
    assert found(shield, "On 12/11/2026 at 03:05, and 31/02/1971.") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("07700 900123", Kind.PHONE),
        ("+44 (0)7700 900-123", Kind.PHONE),
        ("(0113) 496 0123", Kind.PHONE),
        ("SW1A 1AA", Kind.POSTCODE),
        ("ls1 4ap", Kind.POSTCODE),
        ("jo.bloggs+x@nhs.net", Kind.EMAIL),
        ("rx12345", Kind.LOCAL_NUMBER),
    ],
)
def test_what_is_told_by_its_form(shield: Shield, text: str, kind: Kind) -> None:
    assert found(shield, f"It was {text}, he said.") == [(kind, text, True)]


@pytest.mark.parametrize(
    "text",
    ["on s17 1st leave", "W2 2nd floor", "BP 120/80, pulse 88", "at 03:05 for 12 min", "room 14", "B12 2mg"],
)
def test_a_wards_own_figures_are_none(shield: Shield, text: str) -> None:
    assert found(shield, text) == []


def test_initials_are_a_weak_finding_and_abbreviations_none(shield: Shield) -> None:
    assert found(shield, "JS had PRN IM and was seen by the RC, then J.S. slept.") == [
        (Kind.INITIALS, "JS", False),
        (Kind.INITIALS, "J.S.", False),
    ]


def test_findings_do_not_overlap_and_replacing_ends(shield: Shield) -> None:
    text = (
        "Mr John Smith (JS, 3/5/88, 943 476 5919, john.smith@nhs.net) hit Sam Ade;"
        " Will's mum rang 07700 900123."
    )
    for _ in range(20):
        findings = shield.find(text, TODAY)
        assert all(a.end <= b.start for a, b in pairwise(findings))
        if not findings:
            break
        text = replaced(text, findings[0])
    assert text == (
        "The patient (the patient, [date removed], [number removed], [email address removed]) hit a nurse;"
        " the patient's mum rang [phone number removed]."
    )


def test_hidden_and_look_alike_letters_do_not_hide_a_name(shield: Shield) -> None:
    for text in ("J\u200bo\u00adhn", "Jo\u0301hn", "J\u043ehn", "\uff2aohn"):
        assert found(shield, f"Then {text} left") == [(Kind.NAME, text, True)]


def test_somebody_without_a_name_and_an_empty_ward_are_no_trouble() -> None:
    shield = Shield([Person("x", Side.PATIENT, (), "")], ordinary)
    assert found(shield, "John 943 476 5919") == [(Kind.NHS_NUMBER, "943 476 5919", True)]
    assert Shield([], ordinary).find("Nobody", TODAY) == []
