"""What referring costs the worker, published in docs/figures.md and held true here."""

from pathlib import Path

import pytest

from tests.referral_builders import STORY, definition
from whitebeam.referrals.rules.effort import effort_of
from whitebeam.referrals.rules.form_definition import Form

FIGURES = Path("docs/figures.md")
# Keystroke-level model (Card, Moran and Newell, 1980): an average typist's key, and one thought.
KEY, THOUGHT = 0.28, 1.35
FIVE_MINUTES = 300
SHORT = {**STORY, "contact_channels": None}


def line(code, story):
    form = Form.model_validate(definition(code))
    answers = {key: value for key, value in story.items() if value is not None}
    effort = effort_of(form, answers=answers)
    seconds = effort.key_presses * KEY + effort.questions_shown * THOUGHT
    minutes, left = divmod(round(seconds), 60)
    assert seconds < FIVE_MINUTES
    return (
        f"| {form.name} | {effort.pages} | {effort.questions_shown} | "
        f"{effort.questions_answered} | {effort.key_presses} | {minutes} min {left:02} s |"
    )


@pytest.mark.parametrize(("code", "story"), [("referral", STORY), ("short_referral", SHORT)])
def test_the_published_figures_are_those_of_the_standard_story(code, story):
    assert line(code, story) in FIGURES.read_text().splitlines(), line(code, story)
