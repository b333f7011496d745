"""Every capacity against every table: policy and wall say the same, and both say this."""

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories import AgencyFactory, UserFactory, worker_at
from tests.marac_builders import NOON, PROVED, a_case, a_listing, a_marac, a_meeting, acting_as
from tests.roles import as_role
from whitebeam.marac import policy
from whitebeam.marac.models import CaseBlock, GuestAccess, Participant, ResearchItem
from whitebeam.partners.models import Duty
from whitebeam.people.models import Person, Restriction

pytestmark = [pytest.mark.django_db, pytest.mark.walls]

FAR = NOON.replace(year=2099)


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def case(marac):
    return a_case(marac)


def seen_raw(table):
    with connection.cursor() as cursor:
        cursor.execute(f"select id from {table}")
        return {row[0] for row in cursor.fetchall()}


def coordinator(marac):
    return marac.coordinator


def chair(marac):
    return marac.chair


def representative(marac):
    return marac.rep


def adviser(marac):
    return marac.idva


def referrer(marac):
    return marac.referrer


def colleague_of_the_referrer_who_refers(marac):
    return worker_at(marac.school, Duty.REFER_TO_MARAC)


def outsider(marac):
    return marac.outsider


def colleague_with_another_duty(marac):
    return worker_at(marac.police, Duty.VIEW_PEOPLE, Duty.TRIAGE_REFERRALS, Duty.DO_ACTIONS)


def coordinator_of_another_panel(marac):
    return worker_at(AgencyFactory(), Duty.COORDINATE_MARAC)


EVERYONE = [coordinator, chair, representative, adviser, referrer]
NOBODY = [outsider, colleague_with_another_duty, coordinator_of_another_panel]


@pytest.mark.parametrize("who", [*EVERYONE, colleague_of_the_referrer_who_refers])
def test_whoever_takes_part_sees_the_case(marac, case, who):
    user = who(marac)

    with acting_as(user):
        assert seen_raw("marac_case") == {case.pk}
        assert set(policy.visible_to(user).values_list("pk", flat=True)) == {case.pk}


@pytest.mark.parametrize("who", NOBODY)
def test_nobody_else_sees_anything_of_it(marac, case, who):
    user = who(marac)
    a_listing(a_meeting(marac), case)

    with acting_as(user):
        for table in ("case", "caseperson", "researchrequest", "agendaitem", "participant"):
            assert seen_raw(f"marac_{table}") == set()
        assert not policy.visible_to(user).exists()
        assert not policy.listings_seen_by(user).exists()


@pytest.mark.parametrize(
    ("who", "reads"),
    [(coordinator, True), (chair, True), (representative, True), (adviser, True),
     (referrer, False)],
)  # fmt: skip
def test_papers_are_for_those_who_work_on_the_case(marac, case, who, reads):
    user = who(marac)

    with acting_as(user):
        assert bool(seen_raw("marac_researchrequest")) is reads
        assert policy.requests_seen_by(user).exists() is reads
        assert policy.worked_by(user).exists() is reads


def an_item(marac, case, **item):
    with as_role("wb_bulk"):
        return ResearchItem.objects.create(
            **{
                "request": case.requests.get(agency=marac.police),
                "case": case,
                "agency": marac.police,
                "kind": "FACT",
                "topic": "RISK",
                "text": "He has a shotgun licence.",
                "by": marac.rep,
                "once_key": case.pk,
            }
            | item
        )


def test_an_item_is_its_agencys_own_until_it_is_shared(marac, case):
    item = an_item(marac, case)

    for user, sees in [(marac.rep, True), (marac.housing_rep, False), (marac.coordinator, False)]:
        with acting_as(user):
            assert (item.pk in seen_raw("marac_researchitem")) is sees
            assert policy.items_seen_by(user).exists() is sees


def test_a_shared_item_is_read_by_all_who_work_on_the_case(marac, case):
    item = an_item(marac, case, shared_at=NOON)

    for user, sees in [(marac.housing_rep, True), (marac.idva, True), (marac.referrer, False)]:
        with acting_as(user):
            assert (item.pk in seen_raw("marac_researchitem")) is sees
            assert policy.items_seen_by(user).exists() is sees


def test_a_withheld_item_stays_inside_its_agency(marac, case):
    item = an_item(marac, case, is_withheld=True, why_withheld="A source would be known")

    with acting_as(marac.coordinator):
        assert item.pk not in seen_raw("marac_researchitem")
    with acting_as(marac.rep):
        assert item.pk in seen_raw("marac_researchitem")


def test_a_researcher_sees_only_the_people_it_was_asked_about(marac, case):
    with as_role("wb_bulk"):
        case.requests.filter(agency=marac.housing).update(parts=["VICTIM"])

    with acting_as(marac.housing_rep):
        assert {p.part for p in case.people.all()} == {"VICTIM"}
    with acting_as(marac.rep):
        assert len(case.people.all()) == 3


def blocked_by_name(marac, case, user):
    CaseBlock.objects.create(
        case=case, user=user, reason="Related", set_by=marac.coordinator, set_at=NOON
    )


def blocked_with_the_agency(marac, case, user):
    CaseBlock.objects.create(
        case=case,
        agency=user.memberships.get().agency,
        reason="Related",
        set_by=marac.coordinator,
        set_at=NOON,
    )


def blocked_from_the_person(marac, case, user):
    person = Person.objects.create(known_as="Wren", recorded_by=marac.school)
    case.people.filter(part="PERPETRATOR").update(person=person)
    Restriction.objects.create(
        person=person, user=user, reason="Related", set_by=marac.coordinator, set_at=NOON
    )


@pytest.mark.parametrize("who", EVERYONE)
@pytest.mark.parametrize(
    "block", [blocked_by_name, blocked_with_the_agency, blocked_from_the_person]
)
def test_to_the_blocked_the_case_was_never_made(marac, case, who, block):
    user = who(marac)
    a_listing(a_meeting(marac), case)
    an_item(marac, case, shared_at=NOON)

    with as_role("wb_bulk"):
        block(marac, case, user)

    with acting_as(user):
        for table in ("case", "caseperson", "researchrequest", "researchitem", "agendaitem",
                      "participant", "caseblock"):  # fmt: skip
            assert seen_raw(f"marac_{table}") == set()
        assert not policy.visible_to(user).exists()
        assert not policy.followed_by(user).exists()
        assert not policy.items_seen_by(user).exists()


def test_an_agreement_that_ended_shuts_the_door_the_same_day(marac, case):
    with as_role("wb_bulk"):
        type(marac.agreement).objects.filter(pk=marac.agreement.pk).update(
            review_on="2021-01-01", ends_on="2021-01-01"
        )

    with acting_as(marac.rep):
        assert seen_raw("marac_case") == set()
        assert not policy.visible_to(marac.rep).exists()


def a_guest(marac, case, *, until):
    guest = UserFactory(kind="GUEST")
    with as_role("wb_bulk"):
        access = GuestAccess.objects.create(
            agency=marac.outside,
            user=guest,
            case=case,
            coordinated_by=marac.hub,
            invited_by=marac.coordinator,
            invited_at=NOON,
            until=until,
            words_hash="x",
            entered_at=timezone.now(),
            entered_with=PROVED,
        )
        Participant.objects.create(
            case=case,
            agency=marac.outside,
            capacity="RESEARCHER",
            user=guest,
            access=access,
            until=until,
            coordinated_by=marac.hub,
            added_by=marac.coordinator,
            began_at=NOON,
        )
    return guest


def test_a_guest_sees_the_one_case_until_the_link_ends(marac, case):
    a_case(marac)
    guest = a_guest(marac, case, until=FAR)
    late = a_guest(marac, case, until=NOON)

    with acting_as(guest):
        assert seen_raw("marac_case") == {case.pk}
        assert set(policy.worked_by(guest).values_list("pk", flat=True)) == {case.pk}
    with acting_as(late):
        assert seen_raw("marac_case") == set()
        assert not policy.worked_by(late).exists()


def test_a_professionals_meeting_is_seen_by_those_of_its_case_alone(marac, case):
    meeting = a_meeting(marac, kind="PROFESSIONALS", called_by=marac.idva, chair=None)
    a_listing(meeting, case)

    for user, sees in [(marac.rep, True), (marac.outsider, False)]:
        with acting_as(user):
            assert (meeting.pk in seen_raw("marac_meeting")) is sees
            assert policy.meetings_seen_by(user).exists() is sees
