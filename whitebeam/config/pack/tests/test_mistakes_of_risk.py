"""Risk tools that could not be asked, and prompts that nothing raises, are named."""

import pytest

MISTAKES = {
    "an item asked twice": (
        "tools/stalking.yaml",
        "code: s_earlier",
        "code: s_damage",
        "The item 's_damage' is asked twice",
    ),
    "a file not named after its tool": (
        "tools/stalking.yaml",
        "code: stalking\n",
        "code: stalkers\n",
        "must be named after its code",
    ),
    "a grid that asks items": ("tools/stalking.yaml", "kind: STALKING", "kind: GRID", "has rows"),
    "a checklist without items": (
        "tools/severity.yaml",
        "kind: GRID",
        "kind: CHECKLIST",
        "every other tool does",
    ),
    "a result that does not ask for a sign": (
        "tools/external.yaml",
        "code: strangulation,",
        "code: bruises,",
        "Beside another tool's result nothing raises 'strangulation'",
    ),
    "ages the wrong way round": (
        "tools/young-person.yaml",
        "age_min: 13",
        "age_min: 19",
        "more than",
    ),
    "an item that opens what is not there": (
        "tools/honour.yaml",
        "kind: HONOUR",
        "kind: STALKING",
        "no tool of this kind",
    ),
    "an option for an item that nobody asks": (
        "forms/marac_referral.yaml",
        "items: [strangulation]",
        "items: [strangled]",
        "says the same as 'strangled', which no tool asks",
    ),
    "a prompt for an item that nobody asks": (
        "prompts.yaml",
        "any_yes: [strangulation]",
        "any_yes: [strangled]",
        "waits for 'strangled', which no tool asks",
    ),
    "a prompt for an answer that cannot be given": (
        "prompts.yaml",
        "signs: [WEAPONS]",
        "signs: [KNIVES]",
        "cannot answer",
    ),
    "a prompt that nothing raises": (
        "prompts.yaml",
        "  when: [{escalation_met: true, below_threshold: true}]\n"
        "  form: {signs: [POLICE_EVENTS], grounds: [POTENTIAL_ESCALATION]}\n",
        "",
        "Nothing raises 'escalation'",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_of_risk_is_named(kent, mistake):
    file, old, new, said = mistake

    kent.assert_named(file, old, new, None, said)


def test_tools_without_the_notice_are_named(kent):
    (kent.folder / "risk_notice.yaml").unlink()

    kent.assert_named("tools/dash.yaml", "version: 1", "version: 2", None, "no risk_notice.yaml")
