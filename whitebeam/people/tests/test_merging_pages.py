"""Two coordinators merge, two take apart, and a block reaches every record of one person."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from tests.factories import worker_at
from tests.people_builders import NOON, WORKING, a_person, as_worker, with_second_factor
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.people import policy
from whitebeam.people.models import MatchRequest, Merge, Restriction
from whitebeam.people.services import AddressFact, matching
from whitebeam.people.tests.matching_steps import TABLES, merged, rows_of, the_request

pytestmark = pytest.mark.django_db


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
