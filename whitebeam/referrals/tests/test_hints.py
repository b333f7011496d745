"""A hint that names a setting says what holds today; one that cannot is left out."""

import pytest

from tests.setting_builders import a_setting
from whitebeam.referrals.queries.forms import spoken
from whitebeam.referrals.rules.form_definition import Page
from whitebeam.referrals.rules.hints import filled, settings_named

PAGE = Page.model_validate(
    {
        "code": "why",
        "title": "Why?",
        "hint": "Within {marac.repeat_months} months",
        "questions": [
            {
                "code": "grounds",
                "label": "Grounds",
                "type": "checkboxes",
                "options": [
                    {"code": "HIGH", "label": "High", "hint": "{dash.very_high_risk} or more"},
                    {"code": "OTHER", "label": "Other", "hint": "In your {own} words"},
                ],
            }
        ],
    }
)


def hints(page):
    return (page.hint, *(option.hint for option in page.questions[0].options))


def test_the_settings_that_hints_name_are_found():
    assert settings_named(PAGE) == {"marac.repeat_months", "dash.very_high_risk"}


def test_values_stand_in_the_hints():
    page = filled(PAGE, {"marac.repeat_months": 12, "dash.very_high_risk": 14})

    assert hints(page) == ("Within 12 months", "14 or more", "In your {own} words")


def test_a_hint_without_its_value_is_left_out():
    assert hints(filled(PAGE, {"marac.repeat_months": 12})) == (
        "Within 12 months", "", "In your {own} words",
    )  # fmt: skip


@pytest.mark.django_db
def test_the_value_is_that_of_today():
    a_setting("dash.very_high_risk", 14)
    a_setting("dash.very_high_risk", 10, starts_on="2099-01-01")

    assert hints(spoken(PAGE))[:2] == ("", "14 or more")
