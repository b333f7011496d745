"""A question that could not be answered, shown or stored is named with its line."""

import pytest

from whitebeam.config.pack import check

FORM = "forms/referral.yaml"

# file, what is written, what is written instead, where the problem is seen, its sentence
MISTAKES = {
    "a hint that names what is not set": (
        "forms/marac_referral.yaml",
        "{dash.very_high_risk}",
        "{dash.very_high}",
        None,
        "names 'dash.very_high', which is not set",
    ),
    "a question shown by a later one": (
        FORM,
        "show_when: {contact_answer: [SAFE]}",
        "show_when: {risk: [HIGH]}",
        "show_when: {risk: [HIGH]}",
        "'risk' is not asked before this",
    ),
    "a question shown by no option": (
        FORM,
        "show_when: {contact_answer: [SAFE]}",
        "show_when: {contact_answer: [SAVE]}",
        "contact_answer: [SAVE]",
        "has no option 'SAVE'",
    ),
    "required without a message": (
        FORM,
        "            required_message: Enter the language\n",
        "",
        None,
        "add 'required_message'",
    ),
    "a message that does not mend": (
        FORM,
        "Enter the language",
        "Language missing",
        "Language missing",
        "Begin the message with",
    ),
    "an answer with no place": (
        FORM,
        "maps_to: person.known_as",
        "maps_to: person.knownas",
        "person.knownas",
        "is no place in the record",
    ),
    "a need that is not there": (
        FORM,
        "need: PETS",
        "need: PET",
        "need: PET}",
        "There is no need 'PET'",
    ),
    "a question twice": (FORM, "- code: legal_name", "- code: known_as", None, "is asked twice"),
    "a question alone on its page": (
        FORM,
        "questions: [postcode, district]",
        "questions: [postcode, town]",
        None,
        "There is no question 'town' on this page",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_by_file_and_line(kent, mistake):
    kent.assert_named(*MISTAKES[mistake])


def test_a_form_is_named_after_its_code(kent):
    (kent.folder / "forms/advice.yaml").rename(kent.folder / "forms/help.yaml")

    assert any("named after its code" in problem.sentence for problem in check(kent.folder))
