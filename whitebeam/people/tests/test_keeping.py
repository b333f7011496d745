"""A record is kept true by those who work with her, one at a time, and each change is recorded."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import NOON, WORKING, a_person, as_worker
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Duty
from whitebeam.people.models import EarlierBirth, Name, Person
from whitebeam.people.queries.known import candidates
from whitebeam.people.rules.known import Address, Known, NameKind, NameParts
from whitebeam.people.services import naming, notes, reaching, ties
from whitebeam.people.services.facts import CommunicationFact, NameFact

pytestmark = pytest.mark.django_db

SOON, LATER = NOON.date() + timedelta(days=30), NOON.date() + timedelta(days=60)


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def worker(agency):
    return worker_at(agency, *WORKING)


@pytest.fixture
def person(agency):
    return a_person(agency)


def verbs():
    with as_role("wb_backup"):
        return set(Entry.objects.values_list("verb", flat=True))


def correct(person, worker, *, version, born=date(1991, 1, 2)):
    naming.correct_birth(
        person,
        born=born,
        precision=Person.BirthPrecision.EXACT,
        version=version,
        by=worker,
        at=NOON,
    )


def test_a_new_name_to_be_known_by_replaces_the_old_and_both_find_her(worker, person, settings):
    secret = settings.KEYRING.match_key

    with as_worker(worker):
        told = NameFact(Name.Kind.KNOWN_AS, "Robin", "Newname")
        naming.add_name(person, told=told, by=worker, at=NOON)
        person.refresh_from_db()
        for given, family in (("Robin", "Newname"), ("Wren", "Example")):
            asked = Known(
                names=(NameParts(NameKind.LEGAL, given, "", family),),
                addresses=(Address("ME1 1AA"),),
            )
            found = candidates(worker, asked, secret=secret)
            assert [one.person for one in found] == [person]

    assert (person.known_as, person.version) == ("Robin Newname", 2)
    assert "people.name.added" in verbs()


def test_the_last_name_stays(worker, person):
    with as_worker(worker):
        name = person.names.get()
        with pytest.raises(Refused, match="one name"):
            naming.end_name(person, name_id=name.pk, by=worker, at=NOON)


def test_a_date_of_birth_is_corrected_by_the_version_that_was_opened(worker, person):
    with as_worker(worker):
        correct(person, worker, version=1)
        person.refresh_from_db()
        with pytest.raises(naming.ChangedMeanwhile):
            correct(person, worker, version=1, born=date(1992, 2, 3))
        person.refresh_from_db()

    assert (person.date_of_birth, person.version) == (date(1991, 1, 2), 2)


def test_a_clash_shows_both_and_is_written_when_sent_again(client, worker, person):
    address = reverse("people:correct_birth", args=[person.pk])
    typed = {"born_day": "9", "born_month": "9", "born_year": "1989", "version": "1"}
    with as_worker(worker):
        correct(person, worker, version=1)
    client.force_login(worker)

    clash = client.post(address, typed)

    words = clash.content.decode()
    assert clash.status_code == 422
    assert "2 January 1991" in words
    assert 'value="1989"' in words
    assert client.post(address, {**typed, "version": "2"}).status_code == 302


def test_a_corrected_date_of_birth_is_kept_and_shown(client, worker, person):
    with as_worker(worker):
        correct(person, worker, version=1)
        correct(person, worker, version=2, born=date(1992, 3, 4))
        kept = person.earlier_births.order_by("date_of_birth")
        assert [(one.date_of_birth, one.corrected_by) for one in kept] == [
            (date(1990, 5, 6), worker),
            (date(1991, 1, 2), worker),
        ]
    client.force_login(worker)

    page = client.get(reverse("people:person", args=[person.pk])).text

    assert "Date of birth was: 2 January 1991" in page
    assert "Date of birth was: 6 May 1990" in page


def test_an_earlier_date_of_birth_is_never_changed_nor_seen_by_others(worker, person):
    with as_worker(worker):
        correct(person, worker, version=1)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            EarlierBirth.objects.update(date_of_birth=date(2000, 1, 1))
    with as_worker(worker_at(AgencyFactory(), Duty.VIEW_PEOPLE)):
        assert not EarlierBirth.objects.exists()


def test_what_another_agency_recorded_may_be_ended_by_who_works_with_her(worker, agency):
    with as_role("wb_bulk"):
        person = Person.objects.get(pk=a_person(agency, by=None).pk)
        person.contact_points.update(recorded_by=AgencyFactory())

    with as_worker(worker):
        point = person.contact_points.filter(kind="PHONE").get()
        reaching.end_contact_point(person, point_id=point.pk, by=worker, at=NOON)
        point.refresh_from_db()

    assert point.ended_on == NOON.date()


def test_another_agencys_flag_and_warning_are_not_ended_here(worker, person):
    with as_worker(worker):
        flag = a_flag(person, worker)
        note = a_warning(person, worker)
    with as_role("wb_bulk"):
        person.flags.update(recorded_by=AgencyFactory())
        person.warning_notes.update(recorded_by=AgencyFactory())

    with as_worker(worker):
        with pytest.raises(Refused, match="Only the agency"):
            notes.end_flag(person, flag_id=flag.pk, by=worker, at=NOON)
        with pytest.raises(Refused, match="another agency"):
            notes.end_warning(person, note_id=note.pk, by=worker, at=NOON)


def a_flag(person, worker, **given):
    values = {"kind": "MARAC", "starts_on": NOON.date(), "ends_on": LATER, **given}
    return notes.raise_flag(person, contact="Duty desk", by=worker, **values)


def a_warning(person, worker, **given):
    values = {"review_on": SOON, "ends_on": LATER, **given}
    return notes.write_warning(
        person,
        text="A dog that bites",
        basis="Seen on a visit",
        was_person_told=True,
        by=worker,
        at=NOON,
        **values,
    )


def test_a_warning_ends_unless_renewed(worker, person):
    with as_worker(worker):
        note = a_warning(person, worker)
        later = {"review_on": LATER, "ends_on": LATER + timedelta(days=30)}
        notes.renew_warning(person, note_id=note.pk, by=worker, at=NOON, **later)
        after_its_end = NOON + timedelta(days=91)
        with pytest.raises(Refused, match="has ended"):
            notes.renew_warning(person, note_id=note.pk, by=worker, at=after_its_end, **later)
        notes.end_warning(person, note_id=note.pk, by=worker, at=NOON)

    assert {
        "people.warning.written",
        "people.warning.renewed",
        "people.warning.ended",
    } <= verbs()


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"review_on": NOON.date()}, "after today"),
        ({"ends_on": SOON - timedelta(days=1)}, "before the start or the review"),
        ({"ends_on": SOON + timedelta(days=367)}, "within a year"),
    ],
)
def test_a_warning_must_be_reviewed_and_end(worker, person, days, sentence):
    with as_worker(worker), pytest.raises(Refused, match=sentence):
        a_warning(person, worker, **days)


def test_an_interpreter_needs_a_language(worker, person):
    with as_worker(worker), pytest.raises(Refused, match="language"):
        reaching.add_need(person, told=CommunicationFact("INTERPRETER"), by=worker)


@pytest.mark.parametrize("tie", [ties.add_relationship, ties.join_household])
def test_nobody_is_tied_to_a_person_who_may_not_be_seen(worker, person, tie):
    kind = {"kind": "SIBLING"} if tie is ties.add_relationship else {}
    for other in (a_person(AgencyFactory()).pk, uuid4()):
        with as_worker(worker), pytest.raises(Refused, match="can no longer be seen"):
            tie(person, other_id=other, source="Her", starts_on=None, by=worker, **kind)
    with as_worker(worker), pytest.raises(Refused, match="not herself"):
        tie(person, other_id=person.pk, source="Her", starts_on=None, by=worker, **kind)


def someone_elsewhere(agency):
    return worker_at(AgencyFactory(), *WORKING)


def a_reader(agency):
    return worker_at(agency, Duty.VIEW_PEOPLE)


def a_referrer(agency):
    return worker_at(agency, Duty.REFER, Duty.VIEW_OWN_REFERRALS)


@pytest.mark.parametrize("someone", [someone_elsewhere, a_reader, a_referrer])
def test_nobody_else_changes_the_record(agency, person, someone):
    user = someone(agency)
    before = verbs()

    with as_worker(user):
        for deed in (
            lambda: naming.add_name(
                person, told=NameFact(Name.Kind.ALIAS, "Other"), by=user, at=NOON
            ),
            lambda: correct(person, user, version=1),
            lambda: a_flag(person, user),
            lambda: a_warning(person, user),
            lambda: reaching.add_need(person, told=CommunicationFact("BSL"), by=user),
        ):
            with pytest.raises(Refused, match="may not change"):
                deed()

    assert verbs() == before
