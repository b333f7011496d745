"""Documents lead where they say, and decisions are numbered once and say how they are held."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_FOLDER)
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
# Whatever holds a decision must be said: a test, a contract, a review.
PARTS = ("**Context.**", "**Decision.**", "**Consequences.**", "**How it is held.**")


def named(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page):
    dead = [
        link
        for link in LINK.findall(page.read_text())
        if not link.startswith(("http://", "https://", "mailto:"))
        and not (page.parent / link).exists()
    ]

    assert dead == []


@pytest.mark.parametrize("decision", DECISIONS, ids=named)
def test_a_decision_has_its_number_and_its_parts(decision):
    text = decision.read_text()

    assert text.startswith(f"# {decision.name[:4]} ")
    assert [part for part in PARTS if part not in text] == []


def test_decisions_are_numbered_once_and_without_gaps():
    assert [int(d.name[:4]) for d in DECISIONS] == list(range(1, len(DECISIONS) + 1))
