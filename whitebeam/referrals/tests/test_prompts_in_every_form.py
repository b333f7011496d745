"""Every prompt can rise in every form of every pack, from answers that the form itself offers."""

from pathlib import Path

import pytest
import yaml

from tests.risk_builders import prompts_of
from whitebeam.referrals.rules.form_definition import Form
from whitebeam.risk.rules.prompts import Definition, prompts_of_form

PACKS = Path(__file__).parents[3] / "packs"
# What single answers call for by domain review, besides what the partnership adds.
ALWAYS = {
    *("strangulation", "suicide", "cluster", "stalking", "children", "honour", "weapons"),
    *("animals", "person_causing_harm", "escalation", "says_high"),
}
FORMS = sorted(path.relative_to(PACKS).as_posix() for path in PACKS.glob("*/forms/*.yaml"))
EACH = [
    pytest.param(form, prompt, id=f"{form}-{prompt.code}")
    for form in FORMS
    for prompt in prompts_of(form.split("/")[0])
]


@pytest.mark.parametrize(("form", "prompt"), EACH)
def test_a_form_offers_the_answers_that_raise_each_prompt(form: str, prompt: Definition):
    asked = Form.model_validate(yaml.safe_load((PACKS / form).read_text()))
    offered = {q.code: [str(option.code) for option in q.options] for q in asked.questions()}

    assert prompts_of_form(definitions=[prompt], answers=offered) == (prompt,)


@pytest.mark.parametrize("pack", sorted({form.split("/")[0] for form in FORMS}))
def test_each_pack_has_what_single_answers_always_call_for(pack: str):
    assert {prompt.code for prompt in prompts_of(pack)} >= ALWAYS
