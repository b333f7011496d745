"""The way through a form: which pages are asked, how far each is, and what the answers say."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from whitebeam.referrals.rules.checking import Bounds
from whitebeam.referrals.rules.effort import effort_of
from whitebeam.referrals.rules.form_definition import Form
from whitebeam.referrals.rules.progress import (
    PageState,
    is_complete,
    page_after,
    page_before,
    progress,
)
from whitebeam.referrals.rules.told import told, without_home

TODAY = date(2026, 3, 4)
BOUNDS = Bounds(on=TODAY, areas=frozenset({"E07000105"}))
FORM = Form.model_validate(
    {
        "code": "referral",
        "name": "Referral",
        "version": 1,
        "from": "2026-01-01",
        "source": "a test",
        "sections": [
            {
                "code": "person",
                "title": "The person",
                "pages": [
                    {
                        "code": "who",
                        "title": "Who?",
                        "questions": [
                            {
                                "code": "name",
                                "label": "Name",
                                "type": "text",
                                "required": True,
                                "maps_to": "person.known_as",
                            },
                            {
                                "code": "born",
                                "label": "Born",
                                "type": "approx_date",
                                "maps_to": "person.date_of_birth",
                            },
                        ],
                    },
                    {
                        "code": "where",
                        "title": "Where?",
                        "questions": [
                            {
                                "code": "postcode",
                                "label": "Postcode",
                                "type": "postcode",
                                "maps_to": "location.postcode",
                            },
                            {
                                "code": "secret",
                                "label": "Secret?",
                                "type": "radios",
                                "maps_to": "location.confidential",
                                "options": [
                                    {"code": "YES", "label": "Yes"},
                                    {"code": "NO", "label": "No"},
                                ],
                            },
                        ],
                    },
                ],
            },
            {
                "code": "children",
                "title": "Children",
                "pages": [
                    {
                        "code": "children",
                        "title": "Children?",
                        "questions": [
                            {
                                "code": "any",
                                "label": "Any?",
                                "type": "radios",
                                "required": True,
                                "options": [
                                    {"code": "YES", "label": "Yes"},
                                    {"code": "NO", "label": "No"},
                                ],
                            },
                        ],
                    },
                    {
                        "code": "each",
                        "title": "Each child",
                        "show_when": {"any": ["YES"]},
                        "questions": [
                            {
                                "code": "children",
                                "label": "Children",
                                "type": "repeat",
                                "maps_to": "child",
                                "questions": [
                                    {
                                        "code": "child",
                                        "label": "Name",
                                        "type": "text",
                                        "maps_to": "child.name",
                                    }
                                ],
                            }
                        ],
                    },
                ],
            },
        ],
    }
)


def states(answers, done=()):
    return {p.page.code: p.state for p in progress(FORM, answers=answers, done=done, bounds=BOUNDS)}


def test_a_page_is_done_once_it_was_answered_or_passed_without_mistakes():
    assert states({}) == dict.fromkeys(("who", "where", "children"), PageState.NOT_STARTED)
    assert states({"name": "Wren"})["who"] is PageState.DONE
    assert states({"born": {"year": "1990"}})["who"] is PageState.INCOMPLETE
    assert states({"name": ""}, done={"who"})["who"] is PageState.INCOMPLETE
    assert states({}, done={"where"})["where"] is PageState.DONE


def test_a_page_is_asked_only_when_it_applies():
    assert "each" not in states({"any": "NO"})
    assert "each" in states({"any": "YES"})


@pytest.mark.parametrize(
    ("answers", "after_children", "before_each"),
    [({"any": "YES"}, "each", "children"), ({"any": "NO"}, None, "children")],
)
def test_skips_forwards_and_backwards(answers, after_children, before_each):
    following = page_after(FORM, "children", answers=answers)
    before = page_before(FORM, "each", answers=answers)

    assert (following.code if following else None) == after_children
    assert before
    assert before.code == before_each
    assert page_before(FORM, "who", answers=answers) is None


def test_is_complete_when_nothing_required_is_missing():
    assert not is_complete(FORM, answers={"name": "Wren"}, bounds=BOUNDS)
    assert is_complete(FORM, answers={"name": "Wren", "any": "NO"}, bounds=BOUNDS)


def test_tells_the_record_by_places_not_by_question_codes():
    answers = {
        "name": " Wren  Example ",
        "born": {"year": "1990"},
        "any": "YES",
        "children": [{"child": "Robin", "known_person": "an id"}, {"child": ""}],
        "known_person": "her id",
    }

    said = told(FORM, answers=answers, on=TODAY)

    assert said.name("person.known_as") == "Wren Example"
    assert said.known_date("person.date_of_birth").year == 1990
    assert [child.name("child.name") for child in said.items("child")] == ["Robin"]
    assert said.items("child")[0].known_person == "an id"
    assert said.known_person == "her id"
    assert said.items("harm_person") == ()


def test_an_answer_to_a_question_no_longer_asked_counts_for_nothing():
    answers = {"any": "NO", "children": [{"child": "Robin"}]}

    assert told(FORM, answers=answers, on=TODAY).items("child") == ()


@pytest.mark.parametrize("name", ["not known", "Unknown", " ? "])
def test_a_name_that_says_nobody_is_no_name(name):
    assert told(FORM, answers={"name": name}, on=TODAY).name("person.known_as") == ""


def test_a_date_that_cannot_be_read_is_not_known():
    said = told(FORM, answers={"born": {"year": "old"}}, on=TODAY)

    assert said.known_date("person.date_of_birth") is None


def test_home_is_confidential_unless_told_that_it_need_not_be():
    answers = {"name": "Wren", "postcode": "ME14 1XX"}

    assert told(FORM, answers=answers, on=TODAY).is_home_confidential()
    assert told(FORM, answers={**answers, "secret": "YES"}, on=TODAY).is_home_confidential()
    assert not told(FORM, answers={**answers, "secret": "NO"}, on=TODAY).is_home_confidential()
    assert without_home(FORM, answers=answers) == {"name": "Wren"}


def test_counts_what_a_form_costs():
    answers = {
        "name": "Wren",
        "born": {"year": "1990"},
        "any": "YES",
        "children": [{"child": "Robin"}],
    }

    effort = effort_of(FORM, answers=answers)

    assert (effort.pages, effort.questions_shown, effort.questions_answered) == (4, 6, 4)
    assert effort.key_presses == 5 + 5 + 1 + 1 + 2 + 6 + 4 + 1
    assert effort.words_typed == 2


@pytest.mark.parametrize("path", sorted(Path("packs").glob("*/forms/*.yaml")), ids=str)
def test_every_form_of_every_pack_begins_unanswered_and_walks_to_its_end(path):
    form = Form.model_validate(yaml.safe_load(path.read_text()))
    asked = progress(form, answers={}, done=(), bounds=BOUNDS)

    assert asked[0].state in {PageState.NOT_STARTED, PageState.INCOMPLETE}
    assert page_after(form, asked[-1].page.code, answers={}) is None
