"""A case in which both are said to be harmed goes forward only after the structured check."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import AgencyFactory, worker_at
from tests.marac_builders import NOON, a_case, a_marac, acting_as
from tests.marac_referrals import a_marac_draft
from tests.people_builders import a_person
from tests.risk_builders import an_assessment
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Case, Pathway
from whitebeam.marac.services import screening
from whitebeam.marac.services.referring import refer
from whitebeam.partners.models import Duty
from whitebeam.risk.models import CounterAllegationReview
from whitebeam.risk.services.reviewing import pairs_to_check

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=2)


class Both:
    """A panel, and two people of a service, each recorded somewhere as harmed by the other."""

    def __init__(self):
        self.marac = a_marac()
        service, worker = self.marac.service, self.marac.idva
        self.wren, self.rook = (
            a_person(service, by=worker, known_as=name)
            for name in ("Wren Example", "Rook Invented")
        )
        elsewhere = AgencyFactory()
        an_assessment(
            self.rook,
            perpetrator=self.wren,
            by=worker_at(elsewhere, Duty.ASSESS_RISK),
            agency=elsewhere,
        )
        self.case = a_case(self.marac, people={"VICTIM": self.wren, "PERPETRATOR": self.rook})

    def accept(self):
        by = self.marac.coordinator
        with acting_as(by):
            return screening.accept(
                case_id=self.case.pk,
                pathway=Pathway.objects.first(),
                repeat_of=None,
                repeat_why="",
                idva_agency=self.marac.service,
                by=by,
                at=LATER,
            )

    def is_checked(self):
        one, other = sorted((self.wren, self.rook), key=lambda person: person.pk)
        with as_role("wb_bulk"):
            CounterAllegationReview.objects.create(
                one=one,
                other=other,
                agency=self.marac.service,
                by=self.marac.idva,
                at=NOON,
                answers="{}",
                harmed=self.wren,
                conclusion="She is afraid",
            )


@pytest.fixture
def both():
    return Both()


def test_the_coordinator_is_stopped_though_she_sees_neither_record(both):
    with pytest.raises(Refused, match="structured check"):
        both.accept()


def test_the_check_made_at_any_agency_lets_it_go_forward(both):
    both.is_checked()

    assert both.accept().state == Case.State.ACCEPTED


def test_the_page_says_what_stands_in_the_way_and_nothing_of_where(client, both):
    client.force_login(both.marac.coordinator)

    page = client.get(reverse("marac:accept", args=[both.case.pk])).content.decode()

    assert "Who harms whom is not clear" in page
    assert "Rook" not in page


def test_a_case_says_who_is_harmed_by_whom_for_whoever_comes_later(both):
    with acting_as(both.marac.idva):
        assert pairs_to_check([both.rook.pk], [both.wren.pk])


def test_a_withdrawn_case_says_nothing_of_it(both):
    with as_role("wb_bulk"):
        Case.objects.filter(pk=both.case.pk).update(state=Case.State.WITHDRAWN)

    with acting_as(both.marac.idva):
        assert not pairs_to_check([both.rook.pk], [both.wren.pk])


def test_a_referrer_who_names_two_known_people_is_asked_for_the_check(both):
    marac, at_work = both.marac, (Duty.REFER_TO_MARAC, Duty.ASSESS_RISK, Duty.VIEW_PEOPLE)
    by = worker_at(marac.school, *at_work)
    people = [
        a_person(marac.school, by=by, known_as=name) for name in ("Merle Example", "Jay Invented")
    ]
    an_assessment(people[1], perpetrator=people[0], by=by, agency=marac.school)
    harmer = {"harm_relationship": "EX_PARTNER", "known_person": str(people[1].pk)}
    answers = {"known_person": str(people[0].pk), "harm_persons": [harmer]}
    draft = a_marac_draft(marac, answers=answers, by=by)

    with pytest.raises(Refused, match="structured check"), acting_as(by):
        refer(draft.pk, once_key=uuid4(), by=by, at=LATER)
