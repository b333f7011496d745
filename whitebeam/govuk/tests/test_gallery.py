"""Every layout and component is drawn, and an empty answer is told what is wrong."""

import pytest
from django.urls import reverse

from whitebeam.govuk.views.gallery import LAYOUTS

pytestmark = pytest.mark.django_db


def test_shows_every_component(client):
    answer = client.get(reverse("components:gallery"))

    assert answer.status_code == 200
    assert "A possible match" in answer.text


@pytest.mark.parametrize("name", LAYOUTS)
def test_shows_every_layout(client, name):
    answer = client.get(reverse("components:layout", args=[name]))

    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1


def test_an_empty_answer_is_told_what_is_wrong(client):
    answer = client.post(reverse("components:gallery"), {})

    assert answer.status_code == 422
    assert "<title>Error: " in answer.text
    assert answer.text.count("Select yes if you accept this referral") == 2


def test_an_unknown_layout_is_not_found(client):
    assert client.get(reverse("components:layout", args=["other"])).status_code == 404


def test_no_page_carries_a_script_or_style_of_its_own(client):
    for name in LAYOUTS:
        text = client.get(reverse("components:layout", args=[name])).text

        assert " style=" not in text
        assert " onclick=" not in text
        assert "<script>" not in text
