"""The steps of asking, deciding and merging, as pages take them."""

from django.db import connection
from django.urls import reverse

from tests.people_builders import NOON, as_worker, with_second_factor
from tests.roles import as_role
from whitebeam.people.models import MatchRequest, Merge
from whitebeam.people.services import matching

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
