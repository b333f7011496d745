"""The pages that keep a record true: each asks, says what is wrong, writes, and goes back to her."""

import pytest
from django.urls import reverse

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import WORKING, a_person, as_worker
from tests.roles import as_role
from whitebeam.partners.models import Duty
from whitebeam.people.models import HouseholdMember, Relationship

pytestmark = pytest.mark.django_db

REVIEW = {"review_on_day": "1", "review_on_month": "1", "review_on_year": "2027"}
ENDS = {"ends_on_day": "1", "ends_on_month": "2", "ends_on_year": "2027"}
STARTS = {"starts_on_day": "1", "starts_on_month": "1", "starts_on_year": "2027"}
WARNING = {"text": "A dog that bites", "basis": "Seen on a visit", **REVIEW, **ENDS}

# Page, what is typed, what her page then shows.
QUESTIONS = [
    ("add_name", {"kind": "ALIAS", "given": "Bird"}, "Alias"),
    ("add_need", {"kind": "INTERPRETER", "language": "Urdu"}, "Interpreter · Urdu"),
    (
        "add_contact_point",
        {"kind": "EMAIL", "value": "wren@post.example", "source": "Her sister"},
        "from Her sister",
    ),
    ("correct_birth", {"born_year": "1988", "version": "1"}, "Born in 1988"),
    ("add_flag", {"kind": "MARAC", "contact": "Duty desk", **STARTS, **ENDS}, "ask Duty desk"),
    ("add_warning", WARNING, "A dog that bites"),
]
MISTAKES = [
    ("add_name", {"kind": "ALIAS"}, "Enter a first name or a last name"),
    ("add_need", {"kind": "INTERPRETER"}, "Enter the language the interpreter needs"),
    ("add_contact_point", {"kind": "EMAIL", "value": "x"}, "Enter who told us"),
    (
        "correct_birth",
        {"born_day": "1", "born_month": "1", "born_year": "2999", "version": "1"},
        "must be today or in the past",
    ),
    ("add_flag", {"kind": "MARAC", "contact": "x", **STARTS}, "Enter end"),
    ("add_warning", {}, "Enter what the risk is"),
    ("add_relationship", {"kind": "SIBLING", "source": "Her"}, "This is the person"),
    ("add_to_household", {}, "Enter who told us"),
]


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def worker(agency):
    return worker_at(agency, *WORKING)


@pytest.fixture
def person(agency):
    return a_person(agency)


@pytest.fixture
def signed_in(client, worker):
    client.force_login(worker)
    return client


def at(name, person, *more):
    return reverse(f"people:{name}", args=[person.pk, *more])


def her_page(client, person):
    return client.get(at("person", person)).content.decode()


@pytest.mark.parametrize(("name", "typed", "shown"), QUESTIONS)
def test_a_question_is_asked_answered_and_shown(signed_in, person, name, typed, shown):
    assert signed_in.get(at(name, person)).status_code == 200

    answer = signed_in.post(at(name, person), typed)

    assert (answer.status_code, answer.url) == (302, at("person", person))
    assert shown in her_page(signed_in, person)


@pytest.mark.parametrize(("name", "typed", "mistake"), MISTAKES)
def test_a_mistake_is_told_and_nothing_written(signed_in, person, name, typed, mistake):
    page = signed_in.post(at(name, person), typed)

    assert page.status_code == 422
    assert mistake in page.content.decode()
    assert "<title>Error: " in page.content.decode()


@pytest.mark.parametrize("name", [row[0] for row in MISTAKES])
def test_another_agencys_person_is_not_found(signed_in, name):
    assert signed_in.get(at(name, a_person(AgencyFactory()))).status_code == 404


@pytest.mark.parametrize("name", [row[0] for row in MISTAKES])
def test_a_reader_may_not_open_the_page(client, agency, person, name):
    client.force_login(worker_at(agency, Duty.VIEW_PEOPLE))

    assert client.get(at(name, person)).status_code == 403


@pytest.mark.parametrize(
    ("name", "typed", "what", "relation"),
    [
        ("add_name", {"kind": "ALIAS", "given": "Bird"}, "name", "names"),
        (
            "add_contact_point",
            {"kind": "PHONE", "value": "07700 900999", "source": "Her"},
            "contact-point",
            "contact_points",
        ),
        ("add_need", {"kind": "EASY_READ"}, "need", "communication_needs"),
        (
            "add_flag",
            {"kind": "MARAC", "contact": "Desk", **STARTS, **ENDS},
            "flag",
            "flags",
        ),
        ("add_warning", WARNING, "warning", "warning_notes"),
    ],
)
def test_what_was_added_ends_with_one_button_and_only_once(
    signed_in, person, worker, name, typed, what, relation
):
    signed_in.post(at(name, person), typed)
    with as_worker(worker):
        row = getattr(person, relation).order_by("-created_at").first()

    first = signed_in.post(at("end", person, what, row.pk), follow=True)
    second = signed_in.post(at("end", person, what, row.pk), follow=True)

    assert "wb-banner--done" in first.content.decode()
    assert "wb-banner--danger" in second.content.decode()


def test_a_warning_is_renewed(signed_in, person, worker):
    signed_in.post(at("add_warning", person), WARNING)
    with as_worker(worker):
        note = person.warning_notes.get()
    longer = {**REVIEW, **ENDS, "ends_on_month": "3"}

    signed_in.post(at("renew_warning", person, note.pk), longer)

    assert "ends 1 March 2027" in her_page(signed_in, person)


def test_the_other_person_is_looked_up_and_chosen(signed_in, agency, person):
    child = a_person(agency, known_as="Robin Example")
    typed = {"kind": "CHILD", "source": "School", "name": "Robin Example"}
    typed |= {"postcode": "ME1 1AA"}

    looked = signed_in.post(at("add_relationship", person), {**typed, "check_known": "1"})
    signed_in.post(at("add_relationship", person), {**typed, "use_person": str(child.pk)})
    signed_in.post(at("add_to_household", person), {**typed, "use_person": str(child.pk)})

    assert f'value="{child.pk}"' in looked.content.decode()
    assert 'value="School"' in looked.content.decode()
    assert her_page(signed_in, person).count("Robin Example") >= 2
    with as_role("wb_backup"):
        assert Relationship.objects.get().person_id == child.pk
        assert HouseholdMember.objects.count() == 2


def test_ties_end(signed_in, agency, person):
    child = a_person(agency, known_as="Robin Example")
    chosen = {"kind": "CHILD", "source": "School", "use_person": str(child.pk)}
    for name in ("add_relationship", "add_to_household"):
        signed_in.post(at(name, person), chosen)
    with as_role("wb_backup"):
        tie, member = Relationship.objects.get(), HouseholdMember.objects.get(person=child)

    signed_in.post(at("end", person, "relationship", tie.pk))
    signed_in.post(at("end", person, "household", member.pk))

    page = her_page(signed_in, person)
    assert "until" in page
    assert "Nobody else recorded" in page


def test_an_unknown_kind_of_ending_is_not_found(signed_in, person):
    assert signed_in.post(f"/people/{person.pk}/end/person/{person.pk}/").status_code == 404
