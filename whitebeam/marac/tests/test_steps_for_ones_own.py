"""A step in a case's history names an agency for which whoever took it works."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import NOON, a_case, a_listing, a_marac, a_meeting, acting_as
from tests.meeting_builders import a_sitting
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import CaseBlock, StateChange
from whitebeam.marac.services import following, hearing, listing
from whitebeam.partners.models import Duty, Membership

pytestmark = [pytest.mark.django_db, pytest.mark.walls]


@pytest.fixture
def marac():
    return a_marac()


def last_step(case):
    with as_role("wb_bulk"):
        return StateChange.objects.filter(case=case).latest("created_at")


@pytest.mark.parametrize("who", ["coordinator", "chair", "rep", "idva", "referrer"])
def test_past_every_service_nobody_steps_in_another_agencys_name(marac, who):
    case, user = a_case(marac), getattr(marac, who)
    row = {"case": case, "before": "RECEIVED", "after": "RECEIVED", "by": user, "at": NOON}
    own = {"hub", "police", "service", "school"} & {
        name for name in vars(marac) if getattr(marac, name) == user.memberships.get().agency
    }

    with acting_as(user):
        for name in ("hub", "police", "service", "school", "housing"):
            if name in own:
                StateChange.objects.create(**row, agency=getattr(marac, name))
                continue
            with pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
                StateChange.objects.create(**row, agency=getattr(marac, name))


def test_the_chair_defers_for_her_own_agency(marac):
    case = a_case(marac, state="LISTED")
    a_listing(a_meeting(marac), case)

    with acting_as(marac.chair):
        listing.defer(case_id=case.pk, words="She is away", by=marac.chair, at=NOON)

    assert last_step(case).agency == marac.police


def test_what_is_put_off_for_whoever_may_not_see_it_names_her_own_agency_too(marac):
    sitting = a_sitting(marac, running=True)
    case = sitting.cases[0]
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=case, user=marac.chair, reason="x", set_by=marac.coordinator, set_at=NOON
        )

    with acting_as(marac.chair):
        hearing.end(meeting_id=sitting.meeting.pk, by=marac.chair, at=NOON)

    assert last_step(case).agency == marac.police


@pytest.fixture
def left(marac):
    """The referrer, who has left the school and refers for housing now."""
    with as_role("wb_bulk"):
        Membership.objects.filter(user=marac.referrer).update(agency=marac.housing)
    return marac.referrer


def test_whoever_has_left_answers_for_her_old_agency_no_more(client, marac, left):
    case = a_case(marac, state="RETURNED")
    browser = with_second_factor(client, left)

    assert browser.get(reverse("marac:answer_question", args=[case.pk])).status_code == 404
    with acting_as(left), pytest.raises(Refused):
        following.answer(case_id=case.pk, words="Here it is", by=left, at=NOON)


def test_a_colleague_who_refers_answers_for_the_agency(marac, left):
    case, colleague = a_case(marac, state="RETURNED"), worker_at(marac.school, Duty.REFER_TO_MARAC)

    with acting_as(colleague):
        following.answer(case_id=case.pk, words="Here it is", by=colleague, at=NOON)

    assert last_step(case).agency == marac.school
