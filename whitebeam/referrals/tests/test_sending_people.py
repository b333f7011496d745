"""What a sent referral writes of each person, and what it never writes."""

from datetime import date

import pytest

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import REFERRING, a_queue, a_sent_referral
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency, Duty
from whitebeam.people.models import (
    CommunicationNeed,
    ConfidentialLocation,
    ContactPoint,
    HouseholdMember,
    Name,
    Person,
    Relationship,
    SafeContact,
)
from whitebeam.referrals.models import Part

pytestmark = [pytest.mark.django_db, pytest.mark.walls]


@pytest.fixture
def school():
    return AgencyFactory(kind=Agency.Kind.EDUCATION)


@pytest.fixture
def lead(school):
    return worker_at(school, *REFERRING)


def parts_of(referral):
    with as_role("wb_bulk"):
        found = Part.objects.filter(referral=referral).select_related("person").order_by("position")
        return [(part.kind, part.person.known_as, part.relationship) for part in found]


def test_writes_what_is_told_of_the_person_harmed(lead, school):
    referral = a_sent_referral(by=lead, sender=school)

    with as_role("wb_bulk"):
        victim = Person.objects.get(pk=Part.objects.get(referral=referral, kind="VICTIM").person_id)
        names = sorted(Name.objects.filter(person=victim).values_list("kind", "given", "family"))
        phone = ContactPoint.objects.get(person=victim)
        need = CommunicationNeed.objects.get(person=victim)
        said = {s.channel: (s.answer, s.wording) for s in SafeContact.objects.filter(person=victim)}
    assert victim.date_of_birth == date(1990, 5, 3)
    assert names == [("KNOWN_AS", "Wren", "Example"), ("PREVIOUS", "", "Sparrow")]
    assert (phone.kind, phone.value) == ("PHONE", "07700 900123")
    assert (need.kind, need.language) == ("INTERPRETER", "Polish")
    wording = "When: Weekdays, 9:30 to 14:30\nSay it is the school office"
    assert said == {"CALL": ("SAFE", wording), "TEXT": ("SAFE", wording)}


def test_ties_people_to_each_other_and_to_one_home(lead, school):
    referral = a_sent_referral(by=lead, sender=school)

    with as_role("wb_bulk"):
        victim = Part.objects.get(referral=referral, kind="VICTIM").person
        ties = Relationship.objects.filter(other=victim).values_list("person__known_as", "kind")
        home = HouseholdMember.objects.values_list("person__known_as", flat=True)
        assert set(ties) == {
            ("Robin Example", "CHILD"),
            ("Merle Example", "CHILD"),
            ("Rook Invented", "EX_PARTNER"),
        }
        assert set(home) == {"Wren Example", "Robin Example", "Merle Example"}


@pytest.mark.parametrize("kept", [None, "YES", "NOT_KNOWN"])
def test_a_home_is_sealed_apart_unless_it_need_not_be(lead, school, kept):
    answers = {"address": "1 Invented Row", "address_confidential": kept}

    referral = a_sent_referral(by=lead, sender=school, answers=answers)

    assert "Invented Row" not in referral.answers
    assert "ME1 1AA" not in referral.answers
    with as_role("wb_bulk"):
        assert not ContactPoint.objects.filter(kind="ADDRESS").exists()
        assert ConfidentialLocation.objects.get().value == "1 Invented Row\nME1 1AA"


def test_a_home_he_knows_is_an_ordinary_address(lead, school):
    answers = {"address": "1 Invented Row", "address_confidential": "NO"}

    referral = a_sent_referral(by=lead, sender=school, answers=answers)

    assert "Invented Row" in referral.answers
    with as_role("wb_bulk"):
        assert ContactPoint.objects.get(kind="ADDRESS").value == "1 Invented Row\nME1 1AA"
        assert not ConfidentialLocation.objects.exists()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("NOT_KNOWN", {}),
        (
            "UNSAFE",
            {
                "THROUGH_REFERRER": "SAFE",
                **dict.fromkeys(
                    ("CALL", "TEXT", "VOICEMAIL", "EMAIL", "POST", "IN_PERSON"), "UNSAFE"
                ),
            },
        ),
    ],
)
def test_what_is_not_said_to_be_safe_is_not_safe(lead, school, answer, expected):
    answers = {"contact_answer": answer, "contact_channels": None, "contact_phone": None}

    a_sent_referral(by=lead, sender=school, answers=answers)

    with as_role("wb_bulk"):
        assert dict(SafeContact.objects.values_list("channel", "answer")) == expected


def test_a_person_without_a_name_gets_no_record(lead, school):
    answers = {
        "harm_persons": [{"harm_relationship": "PARTNER", "harm_name": ""}],
        "children": [{"child_name": "not known"}],
    }

    referral = a_sent_referral(by=lead, sender=school, answers=answers)

    assert [kind for kind, *_ in parts_of(referral)] == ["VICTIM"]


def test_a_person_already_known_is_used_and_not_written_twice(lead, school):
    queue = a_queue()
    first = a_sent_referral(by=lead, sender=school, queue=queue)
    with as_role("wb_bulk"):
        victim = Part.objects.get(referral=first, kind="VICTIM").person
        child = Part.objects.get(referral=first, position=1).person
    answers = {
        "known_person": str(victim.pk),
        "children": [{"child_name": "Robin Example", "known_person": str(child.pk)}],
        "contact_channels": ["EMAIL"],
        "contact_email": "wren@home.example",
    }

    second = a_sent_referral(by=lead, sender=school, queue=queue, answers=answers)

    with as_role("wb_bulk"):
        people = Part.objects.filter(referral=second).order_by("position")
        assert [part.person_id for part in people][:2] == [victim.pk, child.pk]
        assert SafeContact.objects.get(person=victim, channel="EMAIL").answer == "SAFE"
        assert CommunicationNeed.objects.filter(person=victim).count() == 1


def test_what_is_new_of_a_known_person_is_added_by_who_may_keep_her_record(school):
    keeper = worker_at(school, *REFERRING, Duty.SUPPORT_VICTIMS)
    queue = a_queue()
    first = a_sent_referral(by=keeper, sender=school, queue=queue)
    with as_role("wb_bulk"):
        victim = Part.objects.get(referral=first, kind="VICTIM").person
    answers = {
        "known_person": str(victim.pk),
        "contact_channels": ["CALL", "EMAIL"],
        "contact_email": "wren@home.example",
        "communication_needs": ["INTERPRETER", "EASY_READ"],
        "address": "1 Invented Row",
        "address_confidential": "NO",
    }

    a_sent_referral(by=keeper, sender=school, queue=queue, answers=answers)

    with as_role("wb_bulk"):
        points = {p.kind: str(p.value) for p in ContactPoint.objects.filter(person=victim)}
        needs = set(CommunicationNeed.objects.filter(person=victim).values_list("kind", flat=True))
    assert points == {
        "PHONE": "07700 900123",
        "EMAIL": "wren@home.example",
        "ADDRESS": "1 Invented Row\nME1 1AA",
    }
    assert needs == {"INTERPRETER", "EASY_READ"}


def test_one_person_plays_one_part(lead, school):
    queue = a_queue()
    first = a_sent_referral(by=lead, sender=school, queue=queue)
    with as_role("wb_bulk"):
        victim = Part.objects.get(referral=first, kind="VICTIM").person
    answers = {
        "known_person": str(victim.pk),
        "children": [{"child_name": "Wren", "known_person": str(victim.pk)}],
    }

    with pytest.raises(Refused, match="named twice"):
        a_sent_referral(by=lead, sender=school, queue=queue, answers=answers)
