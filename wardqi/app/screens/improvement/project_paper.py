"""A project on one side of A4: aim, team, the chart of its measure, its ideas and what each test taught."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from wardqi.app import charting, say
from wardqi.app import improvement_words as words
from wardqi.domain.kinds import live_rows
from wardqi.reports import explain
from wardqi.reports.page import Block, Column, Document, Facts, Heading, Paragraph, Picture, Table
from wardqi.services import measuring
from wardqi.services.desk import Desk, NotFound
from wardqi.services.improvement import boards, projects
from wardqi.services.improvement.boards import Card
from wardqi.services.improvement.projects import Page
from wardqi.services.measuring.charts import Charted

_CHART_INCHES = (7.0, 1.9)
_CHART_MM = 48.0
_MOST_TESTS = 6
_FEWER_TESTS = 4
"""Beside what happened and what was learned."""
_MOST_LETTERS = 240
_MOST_IN_CELL = 72


def document(desk: Desk, ent: str, ward: str, now: datetime) -> Document:
    """The page of a project; raises NotFound."""
    page = projects.page(desk, ent)
    value = page.record.value
    blocks: list[Block] = []
    aim = words.aim(value, page.measure)
    if aim:
        blocks.append(Paragraph(_short(aim), "boxed"))
    blocks.append(Facts(tuple((label, _short(text)) for label, text in facts(page))))
    charted = _charted(desk, page)
    blocks += _chart(charted)
    blocks += _tests(page, _numbers(charted))
    for name, title in (("results", say.tr("What happened")), ("lessons", say.tr("What we learned"))):
        if value.get(name):
            blocks += [Heading(title, 2), Paragraph(_short(str(value[name])))]
    return Document(page.title, ward, tuple(blocks), period=say.day(now.date()))


def facts(page: Page) -> list[tuple[str, str]]:
    """What is said of a project in a few words each: state, progress, team, sponsor, measures, problem."""
    value = page.record.value
    found = [(say.tr("State"), say.code("project_status", str(value.get("status") or "planning")))]
    score = max(
        (one for _, one in live_rows(value, "scores")), key=lambda one: str(one.get("on")), default=None
    )
    if score is not None:
        code = str(score.get("score"))
        said = f"{code} {say.code('progress_score', code)}"
        why = f": {score['reason']}" if score.get("reason") else ""
        found.append((say.tr("Progress"), said + why))
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
    inside = part[:1].lower() + part[1:] if part[1:2].islower() else part
    return f"{named} ({inside})" if named and part else named or part


def _charted(desk: Desk, page: Page) -> Charted | None:
    """The chart of the aim's measure, its flags those of this project's own tests."""
    measure = boards.measure_of(desk, str(page.record.value.get("aim_measure") or ""))
    if not measure:
        return None
    try:
        charted = measuring.chart(desk, measure, desk.ward())
    except NotFound:  # no figures yet: the page is printed without a chart
        return None
    if charted.analysis is None or charted.measured is None:
        return None
    own = {one.ent for one in page.tests}
    tests = tuple(one for one in charted.measured.tests if one.ent in own)
    measured = replace(charted.measured, tests=tests)
    return replace(charted, measured=measured, flags=tuple((one.day, one.name) for one in tests))


def _chart(charted: Charted | None) -> list[Block]:
    if charted is None or charted.analysis is None:
        return []
    said = charted.said.sentence
    return [
        Paragraph(said, "strong"),
        Picture(charting.print_png(charted, _CHART_INCHES, bare=True), said, most_high_mm=_CHART_MM),
        Paragraph(explain.stamp_line(charted.analysis), "second"),
    ]


def _numbers(charted: Charted | None) -> dict[str, int]:
    """The number of each test's flag on the chart."""
    if charted is None or charted.measured is None:
        return {}
    shown = sorted(charted.measured.tests, key=lambda one: one.day)
    return {one.ent: at for at, one in enumerate(shown, 1)}


def _short(text: str, most: int = _MOST_LETTERS) -> str:
    """As much of a text as one side has room for; all of it stays on the screen."""
    whole = " ".join(text.split())
    if len(whole) <= most:
        return whole
    return f"{whole[:most].rpartition(' ')[0] or whole[:most]} …"


def _tests(page: Page, numbers: Mapping[str, int]) -> list[Block]:
    told = any(page.record.value.get(name) for name in ("results", "lessons"))
    many = _FEWER_TESTS if told else _MOST_TESTS
    tests = sorted(page.tests, key=lambda one: (one.decided_on or "~", one.number), reverse=True)
    rows = tuple(
        (
            _named(one, numbers),
            words.stage(one.stage),
            _short(words.short_prediction(one), _MOST_IN_CELL),
            _short(words.decided(one) or one.lesson, _MOST_IN_CELL),
        )
        for one in tests[:many]
    )
    if not rows:
        return []
    columns = (
        Column(say.tr("Test"), 2.0),
        Column(say.tr("Stage"), 0.9),
        Column(say.tr("We expected"), 1.9),
        Column(say.tr("What came of it"), 1.8),
    )
    return [Heading(say.tr("Tests of change"), 2), Table(columns, rows)]


def _named(card: Card, numbers: Mapping[str, int]) -> str:
    """A test's name, after the number of its flag on the chart."""
    name = _short(words.name(card), _MOST_IN_CELL)
    return f"{numbers[card.ent]}  {name}" if card.ent in numbers else name
