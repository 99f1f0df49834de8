"""The charts' benchmark tells every figure with its peer named; nothing here is timed."""

from __future__ import annotations

from wardqi.cli import chart_benchmarks


def test_every_figure_against_a_peer_names_it_and_says_how_many_times() -> None:
    for what, (peer, seconds) in chart_benchmarks.PEERS.items():
        told = chart_benchmarks._against(what, seconds / 4)
        assert (told["what"], told["peer"], told["peer_seconds"]) == (what, peer, seconds)
        assert told["times_faster"] == 4


def test_a_window_draws_its_first_chart_a_redraw_and_thirty_small_ones() -> None:
    figures = chart_benchmarks._window()
    assert len(figures) == 6
    assert all(figure > 0 for figure in figures)
