"""The declared settings."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from wardqi import app
from wardqi.app.settings import TABLE, Settings


def test_a_choice_belongs_to_the_person_and_survives(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    settings = Settings(file)
    settings.follow("one")
    settings.keep("theme", "dark")
    settings.follow("two")
    settings.keep("theme", "contrast")
    again = Settings(file)
    again.follow("one")
    assert again.text("theme") == "dark"
    again.follow("two")
    assert again.text("theme") == "contrast"


def test_somebody_new_starts_with_this_computers_last_choice(settings: Settings) -> None:
    settings.follow("one")
    settings.keep("text_size", 150)
    settings.follow("new")
    assert settings.number("text_size") == 150


def test_a_setting_nobody_declared_is_refused(settings: Settings) -> None:
    with pytest.raises(KeyError):
        settings.text("last_patient")
    with pytest.raises(ValueError, match="theme"):
        settings.keep("theme", "pink")


def test_a_damaged_entry_reads_as_its_default(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    file.write_text("[computer]\ntext_size=enormous\ntheme=pink\n", encoding="utf-8")
    settings = Settings(file)
    assert settings.number("text_size") == 100
    assert settings.text("theme") == "light"


def test_the_code_reads_only_declared_settings() -> None:
    declared = {setting.name for setting in TABLE}
    assert all(setting.says for setting in TABLE)
    used = set()
    for file in Path(app.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            owner = ast.unparse(node.func.value)
            first = node.args[0]
            if (
                owner.endswith("settings")
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                used.add(first.value)
    assert used
    assert used <= declared | {""}
