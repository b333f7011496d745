"""A marked place of safety is looked for everywhere. It is nowhere but on the page that reveals it.

Two people are in hiding: one whose place a support worker recorded, one whose place a school wrote
in its referral. Every role of the partnership then gets every page it can reach.
"""

import logging
import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core import mail
from django.db import connection
from django.urls import reverse

from tests.canary.crawling import addresses, crawl, text_of
from tests.factories import AgencyFactory, worker_at
from tests.people_builders import as_worker, with_second_factor
from tests.referral_builders import REFERRING, a_form, a_queue, a_sent_referral
from tests.roles import as_role
from whitebeam.partners.models import Agency, Duty, Membership
from whitebeam.people.models import ConfidentialLocation, Person
from whitebeam.people.services.location import read_location
from whitebeam.referrals.models import Part

pytestmark = [pytest.mark.django_db, pytest.mark.walls]

WORD, WRITTEN = "Quillhaven", "Brambleford"
REASON = "Taxi to the refuge tonight"
PACK = Path(settings.BASE_FOLDER) / "packs" / "kent_medway" / "duties.yaml"
ROLES = {
    role["code"]: [Duty(duty) for duty in role["duties"]]
    for role in yaml.safe_load(PACK.read_text())
}


def holds(text):
    return [word for word in (WORD, WRITTEN) if word.lower() in text.lower()]


@pytest.fixture
def school():
    return AgencyFactory(kind=Agency.Kind.EDUCATION)


@pytest.fixture
def service():
    return AgencyFactory(kind=Agency.Kind.SPECIALIST_SERVICE)


@pytest.fixture
def idva(service):
    return worker_at(service, *ROLES["idva"])


@pytest.fixture
def referral(school, service):
    for form in ("referral", "short_referral", "advice"):
        a_form(form)
    home = {"address": f"7 {WRITTEN} Close", "address_confidential": "YES"}
    lead = worker_at(school, *REFERRING)
    return a_sent_referral(queue=a_queue(service), sender=school, by=lead, answers=home)


@pytest.fixture
def people(client, referral, idva):
    """The victim of the referral, and her child, whose place is then recorded on the page."""
    with as_role("wb_bulk"):
        victim = Part.objects.get(referral=referral, kind="VICTIM").person
        child = Part.objects.filter(referral=referral, kind="CHILD").first().person
    client.force_login(idva)
    answer = client.post(
        reverse("people:put_location", args=[child.pk]), {"text": f"9 {WORD} Lane"}
    )
    assert answer.status_code == 302
    assert holds(text_of(client.get(answer.url))) == []
    return victim, child


def known(referral, people, *users):
    """The values by which the addresses of the site are completed."""
    with as_role("wb_backup"):
        memberships = list(Membership.objects.values_list("pk", flat=True))
    return {
        "person_id": [person.pk for person in people],
        "referral_id": [referral.pk],
        "user_id": [user.pk for user in users],
        "agency_id": [referral.sent_by_id],
        "membership_id": memberships,
        "channel": ["call", "post"],
    }


def test_both_places_were_kept_and_open_on_the_page_that_reveals_them(client, people, idva):
    with_second_factor(client, idva)

    for person, word in zip(people, (WRITTEN, WORD), strict=True):
        address = reverse("people:location", args=[person.pk])
        assert word in text_of(client.post(address, {"reason": REASON}))
        assert holds(text_of(client.get(address))) == []


@pytest.mark.parametrize(
    ("role", "at"),
    [*((role, "service") for role in ROLES), ("school-safeguarding-lead", "school")],
)
def test_no_page_of_any_role_shows_it(client, caplog, request, referral, people, idva, at, role):
    caplog.set_level(logging.DEBUG)
    user = worker_at(request.getfixturevalue(at), *ROLES[role])
    with_second_factor(client, user)

    found = {
        address: holds(address + text_of(answer))
        for address, answer in crawl(
            client, start=[*addresses(known(referral, people, user, idva))]
        )
    }

    assert len(found) > 5
    assert {address for address, words in found.items() if words} == set()
    assert holds(caplog.text) == []
    assert [holds(f"{m.subject} {m.body}") for m in mail.outbox if holds(m.body)] == []


@pytest.mark.parametrize("typed", [{"name": WORD}, {"name": f"9 {WORD} Lane"}, {"postcode": WORD}])
def test_no_search_finds_anybody_by_it(client, people, idva, typed):
    client.force_login(idva)

    searched = client.post(reverse("people:search"), typed).content.decode()
    fragment = client.post(
        reverse("people:known"), {"known_as": typed.get("name", ""), **typed}
    ).content.decode()

    assert "<article" not in searched
    assert fragment.strip() == ""


def test_no_refusal_or_failure_speaks_of_it(client, caplog, people, idva, school):
    caplog.set_level(logging.DEBUG)
    others = [
        worker_at(school, *ROLES["school-safeguarding-lead"]),
        worker_at(AgencyFactory(), *ROLES["idva"]),
    ]

    for user in (idva, *others):
        with_second_factor(client, user)
        for person in people:
            for reason in ("", "short", "A reason long enough" if user != idva else ""):
                address = reverse("people:location", args=[person.pk])
                assert holds(text_of(client.post(address, {"reason": reason}))) == []

    assert holds(caplog.text) == []


def test_no_table_holds_it_in_the_open(client, people, idva):
    """Every row of every table, as text and as the bytes of a sealed column."""
    with_second_factor(client, idva)
    for person in people:
        client.post(reverse("people:location", args=[person.pk]), {"reason": REASON})

    leaking = [table for table, role in tables() if leaks(table, role)]

    assert leaking == []


def tables():
    """Every table with a role that reads all of it: what backs up, or the owner of bookkeeping."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select format('%I.%I', schemaname, tablename), case when has_table_privilege("
            "'wb_backup', format('%I.%I', schemaname, tablename), 'select') then 'wb_backup'"
            " else tableowner end from pg_tables"
            " where schemaname not in ('pg_catalog', 'information_schema')"
        )
        found = cursor.fetchall()
    assert ("public.people_confidentiallocation", "wb_backup") in found
    return found


def leaks(table, role):
    marks = [mark for word in (WORD, WRITTEN) for mark in (word.lower(), word.encode().hex())]
    with as_role(role), connection.cursor() as cursor:
        cursor.execute(f"select lower(t::text) from {table} t")
        return any(mark in row for (row,) in cursor.fetchall() for mark in marks)


def test_no_exception_or_name_of_a_row_speaks_of_it(people, idva):
    with as_role("wb_backup"):
        rows = [*ConfidentialLocation.objects.all(), *Person.objects.all()]
        said = " ".join(str(row) + repr(row) for row in rows)
    with as_worker(idva):
        opened = repr(read_location(people[1], reason=REASON, by=idva))

    assert holds(said) == []
    assert not re.search(WORD, opened)
