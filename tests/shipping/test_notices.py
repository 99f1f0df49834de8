"""Everything WardQI builds on is named with its licence, and no licence would bind WardQI itself."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, distribution

import pytest

from tests.shipping.places import ROOT, script

lock = script("lock")
PACKAGES = (ROOT / "docs" / "third-party-notices.md").read_text(encoding="utf-8").partition("\n## Inside")[0]
NOTICES = dict(re.findall(r"^\| ([\w.-]+) \| ([^|]+?) \|", PACKAGES, re.MULTILINE))
NEEDED = sorted(name for name, entry in lock.read(lock.RUN_LOCK).items() if not entry.marker)
BINDS = re.compile(r"(?<![Ll])(?<!Lesser )\bA?GPL|(?<!Lesser )General Public License", re.IGNORECASE)


def stated(package: Distribution) -> list[str]:
    """The licences a package offers, any one of which may be chosen, from the plainest place that says."""
    about = package.metadata
    classifiers = [line for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    files = [file for file in package.files or [] if re.match(r"LICEN[CS]E|COPYING", file.name)]
    for text in (about["License-Expression"], about["License"] if not classifiers else None):
        if text:
            return re.split(r"\bOR\b", text.strip().partition("\n")[0])
    return [" AND ".join(classifiers or [file.read_text()[:200] for file in files])]


@pytest.mark.parametrize("name", NEEDED)
def test_a_package_is_named_with_its_licence(name: str) -> None:
    assert name in NOTICES
    assert not BINDS.search(NOTICES[name])
    expression = distribution(name).metadata["License-Expression"]
    assert expression in (None, NOTICES[name])


@pytest.mark.parametrize("name", NEEDED)
def test_a_package_can_be_had_under_a_licence_that_leaves_ours_alone(name: str) -> None:
    choices = stated(distribution(name))
    assert any(choice.strip() and not BINDS.search(choice) for choice in choices), choices


@pytest.mark.parametrize(
    ("text", "binds"),
    [
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MIT", False),
    ],
)
def test_binding_licences_are_told_from_the_others(text: str, binds: bool) -> None:
    assert bool(BINDS.search(text)) is binds
