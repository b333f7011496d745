"""A sent referral's answers, each with its question as it was asked then."""

import json

import pytest

from tests.referral_builders import a_form, a_sent_referral, definition
from tests.roles import as_role
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.referrals.models import Referral
from whitebeam.referrals.presenters.answers import SEALED, answers_of, correctable
from whitebeam.referrals.queries.forms import form_in_force

pytestmark = pytest.mark.django_db


def rows_of(referral, *, audience="holder"):
    with acting(Acting.user(referral.submitted_by_id, purpose=Purpose.SUPPORT)):
        groups = answers_of(referral, audience=audience)
    return {(group.title, row.key): str(row.value) for group in groups for row in group.rows}


def test_says_each_answer_in_words_page_by_page():
    rows = rows_of(a_sent_referral())

    assert rows["Who are you referring?", "Date of birth"] == "3 May 1990"
    assert rows["Child 1", "Date of birth or age"] == "About 7 years old"
    assert rows["Child 2", "Date of birth or age"] == "2023"
    assert rows["Who are you referring?", "Sex"] == "Female"
    assert rows["How can this person be contacted safely?", "Which ways are safe?"] == (
        "Phone call<br>Text message"
    )


def test_only_the_holder_is_told_that_a_home_may_be_sealed():
    referral = a_sent_referral()
    place = ("Where are they living now?", "Postcode")

    assert rows_of(referral)[place] == SEALED
    assert place not in rows_of(referral, audience="sender")


def test_what_was_typed_is_never_markup():
    rows = rows_of(a_sent_referral(answers={"what_happened": "<script>x()</script>\nthen"}))

    assert rows["What has been happening?", "What has been happening?"] == (
        "&lt;script&gt;x()&lt;/script&gt;<br>then"
    )


def test_an_old_answer_keeps_its_question_as_it_was_asked():
    referral = a_sent_referral()
    changed = json.dumps(definition()).replace("Who are you referring?", "Whom is this about?")
    newer = a_form(version=2, definition={**json.loads(changed), "version": 2})

    with acting(Acting.user(referral.submitted_by_id, purpose=Purpose.SUPPORT)):
        asked_now = form_in_force("referral")

    assert asked_now == newer
    assert ("Who are you referring?", "Sex") in rows_of(referral)


def test_an_option_that_was_never_in_the_form_is_shown_as_it_is_kept():
    referral = a_sent_referral()
    with as_role("wb_bulk"):
        kept = {**json.loads(referral.answers), "sex": "SOMETHING"}
        referral.answers = json.dumps(kept)
        Referral.objects.bulk_update([referral], ["risk"])

    assert rows_of(referral)["Who are you referring?", "Sex"] == "SOMETHING"


def test_answers_of_one_value_may_be_put_right():
    codes = [code for code, _ in correctable(a_sent_referral())]

    assert "known_as" in codes
    assert "contact_phone" in codes
    assert "sex" not in codes
    assert "children" not in codes
