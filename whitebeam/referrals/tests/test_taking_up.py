"""What a referrer tells of a person already known travels into her record by whoever keeps it."""

import pytest
from django.utils import timezone

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import a_person
from tests.referral_builders import a_queue, a_sent_referral
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency, Duty
from whitebeam.people.models import CommunicationNeed, ContactPoint
from whitebeam.referrals.services import taking_up
from whitebeam.referrals.tests.desk import TRIAGE, as_user, text, url

pytestmark = [pytest.mark.django_db, pytest.mark.walls]
TOLD = {"previous_names": "Sparrow", "contact_phone": "07700 900777", "language": "Welsh"}


@pytest.fixture
def queue():
    return a_queue()


@pytest.fixture
def holder(queue):
    return worker_at(queue.agency, *TRIAGE)


@pytest.fixture
def referral(queue):
    """A school that may refer her, and not change her record, tells more than the record holds."""
    school = AgencyFactory(kind=Agency.Kind.EDUCATION)
    lead = worker_at(school, Duty.REFER, Duty.VIEW_OWN_REFERRALS, Duty.VIEW_PEOPLE)
    person = a_person(school)
    answers = {**TOLD, "known_person": str(person.pk)}
    return a_sent_referral(queue=queue, by=lead, sender=school, answers=answers, at=timezone.now())


def held_of(referral):
    with as_role("wb_bulk"):
        person = referral.parts.get(kind="VICTIM").person
        points = ContactPoint.objects.filter(person=person)
        return (
            {str(point.value) for point in points},
            {name.family for name in person.names.all()},
            {need.language for need in CommunicationNeed.objects.filter(person=person)},
        )


def test_the_holder_sees_what_the_record_does_not_hold_and_takes_it_in_with_one_click(
    client, referral, holder
):
    client.force_login(holder)

    shown = text(client.get(url("triage", referral)))
    client.post(url("take_up", referral))
    after = text(client.get(url("triage", referral)))

    assert "Take it into her record" in shown
    assert "Phone: 07700 900777" in shown
    phones, families, languages = held_of(referral)
    assert "07700 900777" in phones
    assert "Sparrow" in families
    assert "Welsh" in languages
    assert "Take it into her record" not in after


def test_taking_it_in_twice_adds_nothing(referral, holder):
    for _ in range(2):
        with as_user(holder):
            taking_up.take_up(referral_id=referral.pk, by=holder, at=timezone.now())

    with as_role("wb_bulk"):
        assert ContactPoint.objects.filter(source="Referral").count() == 1
    with as_role("wb_backup"):
        assert Entry.objects.filter(verb="referrals.referral.facts_taken_up").count() == 1


def test_nobody_else_takes_it_in(referral, queue):
    others = (
        worker_at(AgencyFactory(), *TRIAGE),
        referral.submitted_by,
        worker_at(queue.agency, Duty.REFER),
    )

    for other in others:
        with as_user(other), pytest.raises(Refused):
            taking_up.take_up(referral_id=referral.pk, by=other, at=timezone.now())
    with as_role("wb_bulk"):
        assert not ContactPoint.objects.filter(source="Referral").exists()
