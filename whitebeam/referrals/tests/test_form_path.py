"""Which pages and questions show, and which needs the answers raise."""

import pytest

from whitebeam.referrals.rules.form_definition import Form
from whitebeam.referrals.rules.form_path import (
    applies,
    live_answers,
    needs_raised,
    pages_shown,
    questions_shown,
)

YES_NO = [{"code": "YES", "label": "Yes"}, {"code": "NO", "label": "No"}]


def question(code, **more):
    return {"code": code, "label": code, "type": "text", **more}


FORM = Form.model_validate(
    {
        "code": "referral",
        "name": "Referral",
        "version": 1,
        "from": "2025-04-01",
        "source": "Invented",
        "sections": [
            {
                "code": "one",
                "title": "One",
                "pages": [
                    {
                        "code": "first",
                        "title": "First",
                        "questions": [
                            question("pets", type="radios", options=YES_NO),
                            question("which", show_when={"pets": ["YES"]}),
                            question(
                                "help",
                                type="checkboxes",
                                options=[
                                    {"code": "BSL", "label": "BSL", "need": "BSL"},
                                    {"code": "NONE", "label": "None"},
                                ],
                            ),
                        ],
                    },
                    {
                        "code": "second",
                        "title": "Second",
                        "show_when": {"pets": ["YES"]},
                        "questions": [question("where", type="radios", options=YES_NO)],
                    },
                    {
                        "code": "third",
                        "title": "Third",
                        "questions": [question("why", show_when={"where": ["YES"]})],
                    },
                ],
            }
        ],
    }
)


@pytest.mark.parametrize(
    ("answer", "shown"),
    [("YES", True), (["NO", "YES"], True), ("NO", False), (None, False), ([], False), (3, False)],
)
def test_a_question_shows_when_the_answer_is_or_holds_a_named_value(answer, shown):
    assert applies({"pets": ("YES",)}, answers={"pets": answer}) is shown


def test_every_condition_must_hold():
    show_when = {"pets": ("YES",), "where": ("NO",)}

    assert applies(show_when, answers={"pets": "YES", "where": "NO"})
    assert not applies(show_when, answers={"pets": "YES"})


@pytest.mark.parametrize(
    ("answers", "pages"),
    [
        ({}, ["first"]),
        ({"pets": "YES"}, ["first", "second"]),
        ({"pets": "YES", "where": "YES"}, ["first", "second", "third"]),
        ({"pets": "NO", "where": "YES"}, ["first"]),
    ],
)
def test_a_page_shows_while_it_has_a_question_to_ask(answers, pages):
    assert [page.code for page in pages_shown(FORM, answers=answers)] == pages


def test_a_page_asks_only_the_questions_that_apply():
    first = FORM.sections[0].pages[0]

    shown = questions_shown(first, answers={"pets": "NO"})

    assert [question.code for question in shown] == ["pets", "help"]


def test_an_answer_left_behind_on_a_hidden_question_counts_for_nothing():
    answers = {"pets": "NO", "which": "A cat", "where": "YES", "why": "So"}

    assert live_answers(FORM, answers=answers) == {"pets": "NO"}


def test_a_chosen_option_raises_its_need():
    assert needs_raised(FORM, answers={"help": ["BSL"]}) == {"BSL"}
    assert needs_raised(FORM, answers={"help": ["NONE"]}) == frozenset()
