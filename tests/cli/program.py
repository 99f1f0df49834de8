"""Runs the command as a user would, and holds every answer to the contract."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from tests import make
from wardqi.cli.main import main


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object on stdout."""
        return json.loads(self.out)


class Program:
    """The command with a passphrase in its environment."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        self.passphrase(make.PASSPHRASE)

    def passphrase(self, text: str | None) -> None:
        """Set WARDQI_PASSPHRASE, or take it away."""
        if text is None:
            self._monkeypatch.delenv("WARDQI_PASSPHRASE", raising=False)
        else:
            self._monkeypatch.setenv("WARDQI_PASSPHRASE", text)

    def __call__(self, *arguments: object) -> Answer:
        self._capsys.readouterr()
        try:
            code = main([str(one) for one in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        said = self._capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Answer(code, said.out, said.err)

    def done(self, *arguments: object) -> Any:
        """The JSON answer of a command that must succeed."""
        answer = self(*arguments, "--json")
        assert answer.code == 0, answer.err
        assert answer.out.count("\n") == 1
        return answer.json

    def refused(self, *arguments: object) -> str:
        """The one sentence of a command that must be refused: exit code 1, nothing on stdout."""
        answer = self(*arguments)
        assert answer.code == 1, answer
        lines = answer.err.strip().splitlines()
        assert len(lines) == 1, answer.err
        assert lines[0][0].isupper()
        assert "broke" not in lines[0]
        return lines[0]
