"""The page on which an agency answers about one case, as it is laid out."""

import pytest
from django.urls import reverse

from tests.people_builders import with_second_factor
from whitebeam.marac.tests.research_steps import an_asked_case, request_of

pytestmark = pytest.mark.django_db


def test_whom_it_is_about_and_whom_not_to_ring_come_before_what_is_asked(client):
    marac, case = an_asked_case()
    page = reverse("marac:answer", args=[request_of(case, marac.police).pk])
    text = with_second_factor(client, marac.rep).get(page).text

    parts = ("Do not contact her", "Whom you are asked about", "Does your agency know")
    first = [text.index(words) for words in parts]

    assert first == sorted(first)
