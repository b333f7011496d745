"""Whoever changes a setting reads what it does: each key of a pack has a title and a sentence."""

from pathlib import Path

import pytest
import yaml

from whitebeam.partners.rules.setting_words import WORDS

ROOT = Path(__file__).parents[2]
FILES = [*ROOT.glob("packs/*/clocks.yaml"), *ROOT.glob("packs/*/thresholds.yaml")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_setting_of_a_pack_has_words(path):
    keys = {setting["key"] for setting in yaml.safe_load(path.read_text()) or ()}

    assert keys - set(WORDS) == set(), "name them in partners/rules/setting_words.py"


def test_every_setting_is_called_differently():
    titles = [title for title, _ in WORDS.values()]

    assert len(titles) == len(set(titles))
    assert all(sentence.endswith(".") for _, sentence in WORDS.values())
