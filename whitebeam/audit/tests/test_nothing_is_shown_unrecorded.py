"""If the entry cannot be written the page fails and shows nothing (AL-01, AL-02)."""

import pytest
from django.db import connection

from tests.factories import AgencyFactory, worker_at
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.partners.models import Duty

pytestmark = [pytest.mark.django_db, pytest.mark.urls("whitebeam.audit.tests.pages_that_record")]


@pytest.fixture
def page(client):
    client.force_login(worker_at(AgencyFactory(), Duty.VIEW_PEOPLE))
    return client


def verbs():
    with as_role("wb_backup"):
        return list(
            Entry.objects.filter(verb__startswith="people.").values_list("verb", "decision")
        )


def test_a_page_shows_what_it_has_recorded(page):
    response = page.get("/shown/")

    assert (response.status_code, response.content) == (
        200,
        b"What was recorded before it was shown",
    )
    assert verbs() == [("people.person.opened", "ALLOWED")]


@pytest.mark.parametrize(
    "away",
    [
        "revoke insert on audit_entry from wb_sec",
        "drop policy wb_sec_insert on audit_entry",
        "alter table audit_entry rename to audit_gone",
    ],
)
def test_a_page_that_cannot_record_answers_503_without_data(page, away):
    with as_role("wb_owner"), connection.cursor() as cursor:
        cursor.execute(away)

    response = page.get("/shown/")

    assert response.status_code == 503
    assert b"Back soon" in response.content
    assert b"recorded before" not in response.content


def test_a_refused_reading_stays_recorded_though_the_page_is_not_found(page):
    assert page.get("/refused/").status_code == 404
    assert verbs() == [("people.person.opened", "REFUSED")]
