"""No clock of a way is written and never read: each step that a pack times is asked for by name."""

from pathlib import Path

import pytest
import yaml

from whitebeam.marac.rules.steps import Step

ROOT = Path(__file__).parents[2]
PACKS = sorted(ROOT.glob("packs/*/marac_pathways.yaml"))
DEFINED = ROOT / "whitebeam/marac/rules/steps.py"
CODE = "\n".join(
    path.read_text()
    for path in ROOT.glob("whitebeam/marac/**/*.py")
    if path != DEFINED and "tests" not in path.parts
)


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.parent.name)
def test_each_way_times_only_steps_that_there_are(path):
    timed = {step for way in yaml.safe_load(path.read_text()) for step in way["clocks"]}

    assert timed <= set(Step)


@pytest.mark.parametrize("step", Step)
def test_each_step_that_may_be_timed_is_read(step):
    assert f"Step.{step.name}" in CODE, "no code asks for this clock of a way"
