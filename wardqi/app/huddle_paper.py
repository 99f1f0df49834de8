"""Huddles on paper: what one came to, and the poster that explains huddles to patients."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from wardqi.app import huddle_words as words
from wardqi.app import say
from wardqi.app.huddle_words import tr
from wardqi.app.printing import Printout, Stamp
from wardqi.reports import page
from wardqi.reports.page import Block, Document, Size
from wardqi.services.huddles.actions import Action
from wardqi.services.huddles.closing import Summary
from wardqi.services.huddles.plan import Plan

POSTER_PT: dict[Size, tuple[int, ...]] = {"A4": (18, 17, 16, 15, 14, 13, 12), "A3": (26, 24, 22, 20, 18, 16)}
"""The paper a poster is made for, and how large its words may be there, in points; the largest that fits."""


def summary(one: Summary, ward: str) -> Document:
    """One page for the wall of the office: what was said stays with who was not there."""
    blocks: list[Block] = [page.Facts(tuple(_facts(one)))]
    blocks.append(page.Heading(tr("Actions"), 2))
    if one.actions:
        blocks.append(_actions(one.actions))
    else:
        blocks.append(page.Paragraph(tr("No actions.")))
    if one.concerns:
        blocks.append(page.Heading(tr("Concerns"), 2))
        blocks += [page.Paragraph(words.concern(concern)) for concern in one.concerns]
    said = [
        (prompt, told)
        for prompt in one.prompts
        if (told := words.answer(prompt, one.answers.get(prompt.key))) or prompt.answer != "none"
    ]
    blocks.append(page.Heading(tr("What was said"), 2))
    blocks.append(
        page.Facts(tuple((words.title(prompt), told or tr("nothing to note")) for prompt, told in said), 0.36)
    )
    if one.carried:
        blocks.append(page.Heading(tr("Carried in"), 2))
        blocks.append(_actions(one.carried))
    return Document(tr("Safety huddle"), ward, tuple(blocks), period=say.long_day(one.day), sensitive=True)


def file_name(one: Summary) -> str:
    """What the PDF is called: a day and nothing about a person."""
    return tr("huddle-{day}", day=one.day.isoformat())


def poster(plan: Plan, ward: str, size: Size = "A4") -> Document:
    """One sheet for the wall, in plain words: what the huddle is, when, and how patients have a say.

    It shows no figures and nothing of anybody.
    """
    blocks: list[Block] = [page.Paragraph(poster_when(plan), "boxed")]
    for heading, text in poster_parts():
        blocks += [page.Gap(1.5), page.Heading(heading, 2), page.Paragraph(text)]
    blocks += [page.Gap(), page.Blanks((tr("Who to ask"),)), page.Blanks((tr("Community meeting"),))]
    whole = Document(tr("Our daily safety huddle"), ward, tuple(blocks), size=size)
    stamp = Stamp("", datetime.now().astimezone())  # its foot is one line, whoever prints it
    tries = (replace(whole, points=points) for points in POSTER_PT[size])
    return next((one for one in tries if Printout(one, stamp).count == 1), whole)


def poster_when(plan: Plan) -> str:
    """When the ward's huddle is, as the poster says it."""
    days = words.weekdays(plan.weekdays)
    if plan.starts is None or not days:
        return tr("Once a day, standing up, in a few minutes.")
    at = f"{plan.starts // 60:02}:{plan.starts % 60:02}"
    return tr("{days} at {time}, standing up, in a few minutes.", days=days, time=at)


def poster_parts() -> list[tuple[str, str]]:
    """The poster's questions, each with its answer."""
    return [
        (
            tr("What is it?"),
            tr(
                "A short meeting of everyone who works here today. The team asks one question: what could "
                "get in the way of a safe and calm day for everybody on this ward?"
            ),
        ),
        (
            tr("What do you talk about?"),
            tr(
                "What happened since yesterday, who may need more support, who comes and goes, what is on "
                "today, and one good thing. Nobody is blamed, and everybody may speak."
            ),
        ),
        (
            tr("Do you talk about me?"),
            tr(
                "Sometimes we say how we can help a person today. We use initials or a bed, not names. Your "
                "care is planned with you, not at the huddle. You can ask us what was said about you."
            ),
        ),
        (
            tr("Can I have a say?"),
            tr(
                "Yes. Every huddle asks what patients have raised. Tell any of us, or the community meeting, "
                "what worries you, what helps, and what would make today better."
            ),
        ),
        (
            tr("What comes of it?"),
            tr(
                "For each worry, somebody does something, or we keep an eye on it, or nothing is needed. Ask "
                "us, and we will tell you."
            ),
        ),
        (
            tr("If you need someone during the huddle"),
            tr("Tell any member of staff. You do not have to wait until it is over."),
        ),
    ]


def _facts(one: Summary) -> list[tuple[str, str]]:
    found = [(tr("How it went"), words.went(one))]
    if one.attendance:
        found.append((tr("Who was there"), words.attendance(dict(one.attendance))))
    labels = {
        "lead_role": tr("Led by"),
        "opening_role": tr("Opened by"),
        "recorder_role": tr("Recorded by"),
        "timekeeper_role": tr("Time kept by"),
        "teller_role": tr("Tells those not there"),
    }
    found += [(label, words.role(one.roles[name])) for name, label in labels.items() if name in one.roles]
    figures = words.ward_figures(one.shown)
    if figures:
        found.append((tr("Beds and staff"), "\n".join(figures)))
    if one.good_thing:
        found.append((tr("One good thing"), one.good_thing))
    return found


def _actions(actions: tuple[Action, ...]) -> page.Table:
    columns = (
        page.Column(tr("What"), 4),
        page.Column(tr("Who"), 2),
        page.Column(tr("By when"), 1.6),
        page.Column(tr("Then tell"), 1.2),
        page.Column(tr("State"), 1.4),
    )
    rows = tuple(
        (
            one.what,
            words.owner(one),
            say.day(one.due) if one.due else "",
            say.code("escalation_level", one.escalate_to) if one.escalate_to else "",
            say.code("action_status", one.status),
        )
        for one in actions
    )
    return page.Table(columns, rows)
