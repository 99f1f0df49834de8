"""Tables for spreadsheets: nothing in them runs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from wardqi.reports import sheet


@pytest.mark.parametrize(
    "hostile", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "  =1", "＝1", "\u00a0=1", "\r\n=1"]
)
def test_a_text_that_a_spreadsheet_would_run_is_marked_as_text(hostile: str) -> None:
    (row,) = csv.reader(io.StringIO(sheet.csv_text([hostile], []), newline=""))
    assert row == [f"'{hostile}"]


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert sheet.csv_text(["a"], [[-3], [2.5], [None]]) == '"a"\r\n"-3"\r\n"2.5"\r\n""\r\n'


def test_a_file_begins_with_the_mark_spreadsheets_look_for(tmp_path: Path) -> None:
    sheet.write_csv(tmp_path / "t.csv", ["Ward"], [["Ynys Môn"]])
    assert (tmp_path / "t.csv").read_bytes() == b'\xef\xbb\xbf"Ward"\r\n"Ynys M\xc3\xb4n"\r\n'


def test_cells_for_the_clipboard_hold_no_tabs_or_line_feeds_of_their_own() -> None:
    assert sheet.tab_text(["a", "b"], [["one\ttwo", "three\nfour"]]) == "a\tb\none two\tthree four"
