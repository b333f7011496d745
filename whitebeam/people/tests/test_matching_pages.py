"""A worker asks, a coordinator decides, a second one agrees; and all of it can be undone."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import AgencyFactory, SharingAgreementFactory, worker_at
from tests.people_builders import NOON, WORKING, a_person, as_worker, with_second_factor
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Duty
from whitebeam.people import policy
from whitebeam.people.models import MatchRequest, Merge, Restriction
from whitebeam.people.services import AddressFact, matching

pytestmark = pytest.mark.django_db
TABLES = (
    "people_person",
    "people_name",
    "people_contactpoint",
    "people_safecontact",
    "people_communicationneed",
    "people_involvement",
    "people_matchkey",
    "people_flag",
    "people_warningnote",
    "people_householdmember",
    "people_relationship",
    "people_restriction",
    "people_confidentiallocation",
    "people_equalityanswers",
    "referrals_part",
)


@pytest.fixture
def school():
    return AgencyFactory(name="Invented School")


@pytest.fixture
def service():
    return AgencyFactory(name="Invented Service")


@pytest.fixture
def coordinator(school):
    return worker_at(AgencyFactory(), Duty.COORDINATE_MATCHES)


@pytest.fixture
def second():
    return worker_at(AgencyFactory(), Duty.COORDINATE_MATCHES)


@pytest.fixture
def worker(school):
    return worker_at(school, *WORKING)


@pytest.fixture
def here(school, worker):
    return a_person(school, by=worker, known_as="Wren Example")


@pytest.fixture
def there(service):
    return a_person(service, known_as="Wren Example")


def ask(client, worker, person):
    with_second_factor(client, worker)
    return client.post(reverse("matches:ask", args=[person.pk]), follow=True)


def the_request(client, worker, person):
    ask(client, worker, person)
    with as_role("wb_backup"):
        return MatchRequest.objects.get(person=person)


def merged(client, worker, here, there, coordinator, second):
    request = the_request(client, worker, here)
    with as_worker(coordinator):
        matching.decide_match(
            request_id=request.pk,
            outcome=MatchRequest.Outcome.SAME_PERSON,
            same_as=there.pk,
            note="Same date of birth",
            by=coordinator,
            at=NOON,
        )
        merge = Merge.objects.get()
    with as_worker(second):
        matching.agree_to_merge(merge_id=merge.pk, by=second)
    return merge


def rows_of(*people):
    """Every row of these people, byte for byte, as the backup would have it."""
    with as_role("wb_backup"), connection.cursor() as cursor:
        rows = {}
        for table in TABLES:
            key = "id" if table == "people_person" else "person_id"
            cursor.execute(
                f"select t::text from {table} t where {key} = any(%s) order by 1",
                [[person.pk for person in people]],
            )
            rows[table] = [row[0] for row in cursor.fetchall()]
        return rows


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


def test_two_coordinators_merge_and_two_take_apart(
    client, worker, coordinator, second, here, there
):
    request = the_request(client, worker, here)
    with_second_factor(client, coordinator)
    client.post(
        reverse("matches:request", args=[request.pk]), {"answer": there.pk, "note": "Same birth"}
    )
    with as_role("wb_backup"):
        merge = Merge.objects.get()
    pages = [reverse(f"matches:{step}", args=[merge.pk]) for step in ("agree", "ask_undo", "undo")]

    client.post(pages[0])
    assert state(merge) == "ASKED"
    with_second_factor(client, second)
    shown = client.get(reverse("matches:merge", args=[merge.pk])).content.decode()
    client.post(pages[0])
    assert state(merge) == "DONE"
    client.post(pages[1])
    client.post(pages[2])
    assert state(merge) == "DONE"
    with_second_factor(client, coordinator)
    client.post(pages[2])

    assert "Agree: the same person" in shown
    assert state(merge) == "UNDONE"


def state(merge):
    with as_role("wb_backup"):
        return Merge.objects.get(pk=merge.pk).state


def test_taking_apart_leaves_every_row_byte_for_byte_as_it_was(
    client, worker, coordinator, second, here, there
):
    before = rows_of(here, there)
    merge = merged(client, worker, here, there, coordinator, second)
    between = rows_of(here, there)
    with as_worker(coordinator):
        matching.ask_to_unmerge(merge_id=merge.pk, by=coordinator)
    with as_worker(second):
        matching.agree_to_unmerge(merge_id=merge.pk, by=second)

    after = rows_of(here, there)

    assert after == before
    assert between != before
    assert sum(len(rows) for rows in before.values()) > len(TABLES)


def test_the_same_person_is_refused_by_service_function_and_constraint(
    client, worker, coordinator, here, there
):
    request = the_request(client, worker, here)
    with as_worker(coordinator):
        matching.decide_match(
            request_id=request.pk,
            outcome=MatchRequest.Outcome.SAME_PERSON,
            same_as=there.pk,
            note="Same",
            by=coordinator,
            at=NOON,
        )
        merge = Merge.objects.get()
        with pytest.raises(Refused):
            matching.agree_to_merge(merge_id=merge.pk, by=coordinator)
        with pytest.raises(DatabaseError, match="may not merge"), transaction.atomic():
            connection.cursor().execute("select sec.tie_records(%s)", [merge.pk])
    with as_role("wb_bulk"):
        one = {"decided_by": coordinator, "decided_at": NOON, "state": "DONE"}
        with pytest.raises(DatabaseError, match="merge_needs_two_people"), transaction.atomic():
            Merge.objects.filter(pk=merge.pk).update(**one)


def test_a_block_reaches_every_record_of_the_same_person(
    client, worker, coordinator, second, here, there, service
):
    blocked = worker_at(service, *WORKING)
    with as_role("wb_bulk"):
        Restriction.objects.create(
            person=here, user=blocked, reason="A conflict", set_by=worker, set_at=NOON
        )

    def sees():
        with as_worker(blocked):
            return policy.visible_to(blocked).filter(pk=there.pk).exists()

    before = sees()
    merged(client, worker, here, there, coordinator, second)

    assert (before, sees()) == (True, False)


def test_ties_stay_one_step_deep(client, worker, coordinator, second, here, there, service):
    merged(client, worker, here, there, coordinator, second)
    third = a_person(service, known_as="Wren Example", date_of_birth=date(1990, 5, 6))
    with as_worker(coordinator):
        merge = matching.ask_for_merge(
            one_id=third.pk, other_id=here.pk, reasons="Same", by=coordinator, at=NOON
        )
        assert {merge.kept_id, merge.gone_id} == {there.pk, third.pk}
        assert merge.gone_id == third.pk
        with pytest.raises(Refused):
            matching.ask_for_merge(
                one_id=here.pk, other_id=there.pk, reasons="Same", by=coordinator, at=NOON
            )


def test_candidates_are_cut_off_after_the_blocked_are_left_out(
    client, worker, coordinator, here, service
):
    hidden = [a_person(service, known_as="Wren Example") for _ in range(3)]
    with as_role("wb_bulk"):
        for person in hidden:
            Restriction.objects.create(
                person=person, user=coordinator, reason="A conflict", set_by=worker, set_at=NOON
            )
    shown = a_person(service, known_as="Wren Exampel", addresses=(AddressFact("", "ME1 1AA"),))
    request = the_request(client, worker, here)

    with as_worker(coordinator), connection.cursor() as cursor:
        cursor.execute("select person_id from sec.broker_candidates(%s, 1)", [request.pk])
        found = [row[0] for row in cursor.fetchall()]

    assert found == [here.pk, shown.pk]
