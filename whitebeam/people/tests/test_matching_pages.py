"""A worker asks whether others know her, and a coordinator decides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import AgencyFactory, SharingAgreementFactory, worker_at
from tests.people_builders import WORKING, a_person, with_second_factor
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.people.models import MatchRequest
from whitebeam.people.tests.matching_steps import ask, the_request

pytestmark = pytest.mark.django_db


def test_the_answer_is_the_same_whether_none_or_many_are_known(client, school, service, worker):
    unknown = a_person(school, by=worker, known_as="Nobody Elsewhere", phones=(), addresses=())
    known = a_person(school, by=worker, known_as="Wren Example", phones=(), addresses=())
    for number in range(5):
        a_person(service, known_as="Wren Example", phones=(f"07700 90010{number}",))
    with_second_factor(client, worker)

    def asked(person):
        with CaptureQueriesContext(connection) as captured:
            answer = client.post(reverse("matches:ask", args=[person.pk]))
        page = client.get(answer.url).content.decode()
        return len(captured), answer.status_code, matching_words(page)

    assert asked(unknown) == asked(known)


def matching_words(page):
    return "Sent to the coordinator" in page


def test_asking_reads_nothing_of_others(client, worker, here):
    with_second_factor(client, worker)

    with CaptureQueriesContext(connection) as captured:
        client.post(reverse("matches:ask", args=[here.pk]))

    assert not [each for each in captured if "people_matchkey" in each["sql"]]


def test_asking_twice_asks_once(client, worker, here):
    ask(client, worker, here)
    ask(client, worker, here)

    with as_role("wb_backup"):
        assert MatchRequest.objects.count() == 1


def test_a_stranger_cannot_ask(client, here):
    client.force_login(worker_at(AgencyFactory(), *WORKING))

    assert client.post(reverse("matches:ask", args=[here.pk])).status_code == 404


def test_the_coordinator_sees_who_may_be_the_same_and_why(
    client, worker, coordinator, here, there, school, service
):
    SharingAgreementFactory(between=[school, service])
    request = the_request(client, worker, here)
    with_second_factor(client, coordinator)

    listed = client.get(reverse("matches:requests")).content.decode()
    page = client.get(reverse("matches:request", args=[request.pk])).content.decode()

    assert "Question from Invented School" in listed
    assert "Wren" not in listed
    for words in ("Same forename", "Same date of birth", "Held by Invented Service"):
        assert words in page
    assert "An agreement covers Invented Service telling Invented School" in page
    assert "Invented Row" not in page
    with as_role("wb_backup"):
        assert Entry.objects.filter(
            verb="people.match.candidates_shown", who=f"user:{coordinator.pk}"
        ).exists()


def test_says_where_no_agreement_covers_it(client, worker, coordinator, here, there):
    request = the_request(client, worker, here)
    with_second_factor(client, coordinator)

    page = client.get(reverse("matches:request", args=[request.pk])).content.decode()

    assert "No agreement covers telling Invented School" in page


@pytest.mark.parametrize("outcome", ["NOT_KNOWN", "NO_BASIS"])
def test_deciding_that_there_is_nobody_to_tell(client, worker, coordinator, here, outcome):
    request = the_request(client, worker, here)
    with_second_factor(client, coordinator)
    address = reverse("matches:request", args=[request.pk])

    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"answer": outcome}).url == reverse("matches:requests")

    assert client.get(address).status_code == 404
    with as_role("wb_backup"):
        assert MatchRequest.objects.get().outcome == outcome
