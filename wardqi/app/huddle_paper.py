"""A huddle on paper: who by role, each prompt with what was said, concerns, actions with their owners."""

from __future__ import annotations

from wardqi.app import huddle_words as words
from wardqi.app import say
from wardqi.app.huddle_words import tr
from wardqi.reports import page
from wardqi.reports.page import Block, Document
from wardqi.services.huddles.actions import Action
from wardqi.services.huddles.closing import Summary


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
    said = [(prompt, words.answer(prompt, one.answers.get(prompt.key))) for prompt in one.prompts]
    blocks.append(page.Heading(tr("What was said"), 2))
    blocks.append(
        page.Facts(tuple((prompt.title, told or tr("nothing to note")) for prompt, told in said), 0.36)
    )
    if one.carried:
        blocks.append(page.Heading(tr("Carried in"), 2))
        blocks.append(_actions(one.carried))
    return Document(tr("Safety huddle"), ward, tuple(blocks), period=say.long_day(one.day), sensitive=True)


def file_name(one: Summary) -> str:
    """What the PDF is called: a day and nothing about a person."""
    return tr("huddle-{day}", day=one.day.isoformat())


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
