"""The help page of example sentences is the table of examples, made by the engine and in step with it."""

from __future__ import annotations

from tests.reports.test_sentences import EXAMPLES
from wardqi import resources
from wardqi.domain.spc import Settings
from wardqi.domain.spc.power import chance_of_seeing
from wardqi.reports import outlook
from wardqi.reports.sentences import chart_sentence

HEAD = (
    "What charts say\n"
    "Every chart says one sentence and a next step. Here is each kind of sentence, with figures made up. "
    "Common cause means that figures vary as they always do; a signal means that something changed, for "
    "better or for worse.\n"
)
PARTS = (
    ("Usual variation", ("Common cause",)),
    ("Signals", ("Improvement", "Concern", "A real change")),
    ("Changes without a direction", ("Not chance", "Half the figures")),
    ("Too early to say", ("Early days", "Every figure", "There is one")),
)
CHANCES = ((4, 12), (16, 12), (32, 12))


def page() -> str:
    """The page as the examples make it; to renew it: python -m tests.reports.test_help_page."""
    lines = [HEAD]
    for heading, starts in PARTS:
        lines.append(f"# {heading}")
        for analysis, *_ in EXAMPLES:
            said = chart_sentence(analysis)
            if said.sentence.startswith(starts):
                lines += [said.text, f"Next step: {said.next_step}", ""]
    lines.append("# Would a fall be seen?")
    for mean, months in CHANCES:
        found = chance_of_seeing(mean, Settings(kind="xmr"), months=months)
        lines += [outlook.chance(mean, "incidents", 25, months, found.seen, found.false), ""]
    lines.append(
        "These chances are for an XmR chart with NHS rules, a baseline of twelve months and counts that "
        "vary by chance alone; a ward's own chart says its own."
    )
    return "\n".join(lines) + "\n"


def test_the_help_page_holds_every_example_as_the_engine_says_it_now() -> None:
    assert resources.read_text("help/chart_sentences.txt") == page()


def test_every_example_has_a_place_on_the_page() -> None:
    shown = page()
    for _, sentence, target, step in EXAMPLES:
        assert f"{sentence} {target}".strip() in shown
        assert step in shown


if __name__ == "__main__":
    resources.path("help").joinpath("chart_sentences.txt").write_text(page(), encoding="utf-8")
