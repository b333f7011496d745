"""A pack whose panels lack what the hub decides by is named, one sentence a setting."""

import re

import pytest

from whitebeam.config.pack import check
from whitebeam.marac.rules.needed import NEEDED


def without(folder, key):
    for name in ("clocks.yaml", "thresholds.yaml"):
        path = folder / name
        path.write_text(re.sub(rf"- {{key: {re.escape(key)},.*\n", "", path.read_text()))


@pytest.mark.parametrize("key", NEEDED)
def test_a_setting_that_the_hub_needs_is_named_when_it_is_missing(example, key):
    without(example.folder, key)

    assert [one.sentence for one in check(example.folder) if one.file == "thresholds.yaml"] == [
        f"There are panels, and '{key}' is not set for every one of them. Set it."
    ]


def test_an_areas_own_value_is_enough_for_its_panel(example):
    example.change(
        "clocks.yaml", "marac.flag_months, value: 12", "marac.flag_months, area: medway, value: 12"
    )

    assert check(example.folder) == []


def test_without_panels_nothing_of_marac_is_needed(example):
    example.folder.joinpath("marac_panels.yaml").write_text("[]\n")
    without(example.folder, "marac.flag_months")

    assert not [one for one in check(example.folder) if "marac.flag_months" in one.sentence]


def test_a_role_without_its_guide_is_named(example):
    (example.folder / "texts" / "marac" / "chair.md").unlink()

    assert "Say how this role works" in check(example.folder)[0].sentence
