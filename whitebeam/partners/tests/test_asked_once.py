"""A page finds once where its reader works; a deed finds it again, so that it acts on what is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import AgencyFactory, worker_at
from tests.roles import as_role
from whitebeam.partners.models import Agency, Duty

pytestmark = pytest.mark.django_db


def asked_of_memberships(client, method, address):
    with CaptureQueriesContext(connection) as asked:
        getattr(client, method)(address)
    return sum('FROM "partners_membership"' in query["sql"] for query in asked)


def test_a_page_asks_once_where_its_reader_works(client):
    client.force_login(worker_at(AgencyFactory(), Duty.SUPPORT_VICTIMS, Duty.VIEW_PEOPLE))

    assert asked_of_memberships(client, "get", reverse("people:list")) == 1


def test_a_deed_asks_again(client):
    agency = AgencyFactory()
    client.force_login(worker_at(agency, Duty.SUPPORT_VICTIMS))

    asked = asked_of_memberships(client, "post", reverse("partners:act_for", args=[agency.pk]))

    assert asked > 1


def test_what_ended_between_two_pages_opens_no_more(client):
    agency = AgencyFactory()
    client.force_login(worker_at(agency, Duty.VIEW_PEOPLE))
    assert client.get(reverse("people:list")).status_code == 200

    with as_role("wb_owner"):
        Agency.objects.filter(pk=agency.pk).update(status=Agency.Status.STOPPED)

    assert client.get(reverse("people:list")).status_code == 403
