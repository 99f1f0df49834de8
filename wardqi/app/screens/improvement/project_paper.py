"""A project on one side of A4: aim, team, the chart of its measure, its ideas and what each test taught."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from wardqi.app import charting, say
from wardqi.app import improvement_words as words
from wardqi.domain.kinds import live_rows
from wardqi.reports.page import Block, Column, Document, Facts, Heading, Paragraph, Picture, Table
from wardqi.services import measuring
from wardqi.services.desk import Desk
from wardqi.services.improvement import boards, projects
from wardqi.services.improvement.projects import Page

_CHART_INCHES = (7.0, 2.3)
_CHART_MM = 62.0
_MOST_TESTS = 8


def document(desk: Desk, ent: str, ward: str, now: datetime) -> Document:
    """The page of a project; raises NotFound."""
    page = projects.page(desk, ent)
    value = page.record.value
    blocks: list[Block] = []
    aim = words.aim(value, page.measure)
    if aim:
        blocks.append(Paragraph(aim, "boxed"))
    blocks.append(Facts(tuple(_facts(page))))
    blocks += _chart(desk, str(value.get("aim_measure") or ""))
    blocks += _tests(page)
    for name, title in (("results", say.tr("What happened")), ("lessons", say.tr("What we learned"))):
        if value.get(name):
            blocks += [Heading(title, 2), Paragraph(str(value[name]))]
    return Document(page.title, ward, tuple(blocks), period=say.day(now.date()))


def _facts(page: Page) -> list[tuple[str, str]]:
    value = page.record.value
    found = [(say.tr("State"), say.code("project_status", str(value.get("status") or "planning")))]
    score = max(
        (one for _, one in live_rows(value, "scores")), key=lambda one: str(one.get("on")), default=None
    )
    if score is not None:
        code = str(score.get("score"))
        said = f"{code} {say.code('progress_score', code)}"
        found.append((say.tr("Progress"), f"{said}: {score['reason']}" if score.get("reason") else said))
    team = [_member(one, page.names) for _, one in live_rows(value, "team")]
    if team:
        found.append((say.tr("Team"), "; ".join(team)))
    sponsor = ", ".join(
        part
        for part in (
            str(value.get("sponsor_name") or ""),
            say.code("job_title", str(value["sponsor_role"])) if value.get("sponsor_role") else "",
        )
        if part
    )
    if sponsor:
        found.append((say.tr("Sponsor"), sponsor))
    called = dict(page.measures)
    family = [
        f"{called.get(str(one.get('measure')), '')} ({say.code('measure_kind', str(one['part'])).lower()})"
        for _, one in live_rows(value, "measures")
        if one.get("part") and called.get(str(one.get("measure")))
    ]
    if family:
        found.append((say.tr("Measures"), "; ".join(family)))
    if value.get("problem"):
        found.append((say.tr("Problem"), str(value["problem"])))
    return found


def _member(one: Mapping[str, object], names: Mapping[str, str]) -> str:
    """A member as they wish to be credited: by name, or by their part alone."""
    part = say.code("team_part", str(one.get("part"))) if one.get("part") else ""
    known = str(one.get("name") or names.get(str(one.get("person") or ""), ""))
    named = known if one.get("credit") != "anonymous" else ""
    return f"{named} ({part.lower()})" if named and part else named or part


def _chart(desk: Desk, record: str) -> list[Block]:
    measure = boards.measure_of(desk, record)
    if not measure:
        return []
    charted = measuring.chart(desk, measure, desk.ward())
    if charted.analysis is None:
        return []
    said = charted.said.sentence
    return [
        Paragraph(said, "strong"),
        Picture(charting.print_png(charted, _CHART_INCHES), said, most_high_mm=_CHART_MM),
    ]


def _tests(page: Page) -> list[Block]:
    tests = sorted(page.tests, key=lambda one: (one.decided_on or "~", one.number), reverse=True)
    rows = tuple(
        (
            words.name(one),
            words.stage(one.stage),
            words.short_prediction(one),
            words.decided(one) or one.lesson,
        )
        for one in tests[:_MOST_TESTS]
    )
    if not rows:
        return []
    columns = (
        Column(say.tr("Test"), 2.2),
        Column(say.tr("Stage"), 0.9),
        Column(say.tr("We expected"), 1.6),
        Column(say.tr("What came of it"), 1.8),
    )
    return [Heading(say.tr("Tests of change"), 2), Table(columns, rows)]
