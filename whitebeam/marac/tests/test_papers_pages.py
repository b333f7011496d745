"""The papers of a case: whose each fact is, the ledger's lines, and a receipt for her."""

import re

import pytest
from django.urls import reverse

from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac.models import CasePerson
from whitebeam.marac.tests.research_steps import an_asked_case, held, share

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return an_asked_case()


def test_the_papers_show_whose_each_fact_is_and_lead_to_its_line(client, asked):
    marac, case = asked
    share(
        marac,
        case,
        held(source="A neighbour"),
        held("A secret.", is_withheld=True, why_withheld="A source"),
    )
    browser = with_second_factor(client, marac.housing_rep)

    text = browser.get(reverse("marac:case_research", args=[case.pk])).text

    assert "Controller: The police" in text
    assert "1 thing is withheld by this agency" in text
    assert "A secret." not in text
    assert "A neighbour" not in text
    line = browser.get(re.search(r'href="([^"]+/ledger/[0-9a-f][^"]+)"', text)[1]).text
    assert "He has a shotgun licence." in line
    assert "If somebody asks for this" in line


def test_the_ledger_says_who_received_what(client, asked):
    marac, case = asked
    share(marac, case, held())

    text = (
        with_second_factor(client, marac.chair)
        .get(reverse("marac:case_ledger", args=[case.pk]))
        .text
    )

    for words in (
        "He has a shotgun licence.",
        "Public task",
        marac.agreement.name,
        "Housing, from",
    ):
        assert words in text


def test_the_receipt_names_agencies_and_nothing_about_anybody_else(client, asked):
    marac, case = asked
    with as_role("wb_bulk"):
        her = CasePerson.objects.get(case=case, part="VICTIM").pk
    share(
        marac,
        case,
        held("She rang in May.", about=str(her)),
        held("He has a shotgun licence."),
    )
    browser = with_second_factor(client, marac.coordinator)

    text = browser.get(reverse("marac:receipt", args=[case.pk])).text

    assert text.count("Shared by") == 2
    assert "The police" in text
    assert "shotgun" not in text
    assert "Do not send it" in text
    other = with_second_factor(type(client)(), marac.rep)
    assert other.get(reverse("marac:receipt", args=[case.pk])).status_code == 403
