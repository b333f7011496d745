"""A lead changes the access of the agency's users: not their own, not another agency's."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone

from tests.factories import AgencyFactory, MembershipFactory, worker_at
from whitebeam.kernel.errors import Refused
from whitebeam.partners import policy
from whitebeam.partners.models import Duty, Membership
from whitebeam.partners.rules.terms import is_check_overdue
from whitebeam.partners.services import users
from whitebeam.partners.tests.world import a_lead, as_user, enter

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def lead(agency):
    return a_lead(agency)


@pytest.fixture
def worker(agency):
    return worker_at(agency, Duty.REFER)


def membership_of(user):
    return Membership.objects.get(user=user)


def address_of(user, page=""):
    return f"/partnership/users/{membership_of(user).pk}/{page}"


def dated(day):
    return {"starts_on_day": day.day, "starts_on_month": day.month, "starts_on_year": day.year}


def sign_in_somewhere(user):
    from tests.browser import Client

    client = Client()
    client.force_login(user)
    UserSession.objects.create(
        user=user, ip="192.0.2.1", session_key=client.session.session_key, user_agent="x"
    )
    return client


def test_the_list_shows_the_agencys_users_and_nobody_else(client, lead, worker):
    stranger = worker_at(AgencyFactory(), Duty.REFER)

    page = enter(client, lead).get("/partnership/users/").content.decode()

    assert worker.name in page
    assert stranger.name not in page


def test_only_a_lead_opens_it(client, worker):
    assert enter(client, worker).get("/partnership/users/").status_code == 403


def test_another_agencys_user_is_not_found(client, lead):
    stranger = worker_at(AgencyFactory(), Duty.REFER)

    assert enter(client, lead).get(address_of(stranger)).status_code == 404


def test_duties_change_today(client, lead, worker):
    enter(client, lead).post(
        address_of(worker, "duties/"), {"duties": [Duty.VIEW_PEOPLE]} | dated(timezone.localdate())
    )

    assert policy.duties_of(worker) == {Duty.VIEW_PEOPLE}


def test_duties_change_later_and_until_then_the_present_ones_hold(client, lead, worker):
    later = timezone.localdate() + 30 * DAY

    enter(client, lead).post(
        address_of(worker, "duties/"), {"duties": [Duty.VIEW_PEOPLE]} | dated(later)
    )

    assert policy.duties_of(worker) == {Duty.REFER}
    before, after = Membership.objects.filter(user=worker).order_by("starts_on")
    assert (before.ends_on, after.starts_on) == (later - DAY, later)


def test_duties_do_not_change_in_the_past(client, lead, worker):
    response = enter(client, lead).post(
        address_of(worker, "duties/"),
        {"duties": [Duty.VIEW_PEOPLE]} | dated(timezone.localdate() - DAY),
    )

    assert response.status_code == 422
    assert "Choose today or a later day" in response.content.decode()


def test_a_second_factor_must_be_fresh(client, lead, worker):
    client.force_login(lead)

    response = client.get(address_of(worker, "duties/"))

    assert response.url.startswith("/account/confirm/code/")


@pytest.mark.parametrize("starts_on", [date(2024, 1, 1), timezone.localdate()])
def test_ended_access_is_gone_at_the_next_click(client, lead, agency, starts_on):
    worker = worker_at(agency, Duty.REFER, starts_on=starts_on)
    elsewhere = sign_in_somewhere(worker)

    enter(client, lead).post(address_of(worker, "end/"))

    worker.refresh_from_db()
    assert elsewhere.get("/account/sessions/").url.startswith("/account/sign-in/")
    assert not policy.has_duty(worker, *Duty)
    assert not worker.is_active


def test_somebody_who_works_elsewhere_too_stays_a_user(client, lead, worker):
    MembershipFactory(user=worker, duties=[Duty.REFER])
    managed = Membership.objects.filter(user=worker, agency__in=policy.managed_by(lead)).get()

    enter(client, lead).post(f"/partnership/users/{managed.pk}/end/")

    worker.refresh_from_db()
    assert worker.is_active
    assert policy.has_duty(worker, Duty.REFER)


def test_every_session_of_a_user_may_be_ended(client, lead, worker):
    elsewhere = sign_in_somewhere(worker)

    enter(client, lead).post(address_of(worker, "sessions/end/"))

    assert elsewhere.get("/account/sessions/").url.startswith("/account/sign-in/")


def test_a_lost_second_factor_is_taken_away(client, lead, worker):
    enter(client, lead).post(address_of(worker, "second-step/reset/"))

    assert not Authenticator.objects.filter(user=worker).exists()


@pytest.mark.parametrize(
    ("days", "overdue"), [(91, False), (92, True)], ids=["last day", "day after"]
)
def test_access_is_overdue_a_quarter_after_it_was_checked(days, overdue):
    today = date(2026, 6, 1)

    assert (
        is_check_overdue(starts_on=date(2020, 1, 1), checked_on=today - days * DAY, on=today)
        is overdue
    )


def test_the_check_shows_who_is_overdue_and_records_the_answer(client, lead, worker):
    page = enter(client, lead).get("/partnership/users/check/").content.decode()
    assert "Overdue" in page

    client.post(address_of(worker, "confirm/"))

    assert membership_of(worker).checked_on == timezone.localdate()
    assert "Overdue" not in client.get("/partnership/users/check/").content.decode()


def herself(lead, agency):
    return lead


def a_user_of_another_agency(lead, agency):
    return worker_at(AgencyFactory(), Duty.REFER)


def the_guardian(lead, agency):
    return worker_at(agency, Duty.GUARD_RECORDS)


def somebody_who_left(lead, agency):
    return worker_at(agency, Duty.REFER, ends_on=timezone.localdate() - DAY)


DEEDS = [
    lambda pk, by: users.change_duties(
        membership_id=pk, duties=[Duty.REFER], starts_on=timezone.localdate(), by=by,
        on=timezone.localdate(),
    ),
    lambda pk, by: users.end_access(
        membership_id=pk, by=by, at=timezone.now(), on=timezone.localdate()
    ),
    lambda pk, by: users.confirm_access(membership_id=pk, by=by, on=timezone.localdate()),
    lambda pk, by: users.end_sessions(membership_id=pk, by=by),
    lambda pk, by: users.reset_second_factor(membership_id=pk, by=by),
]  # fmt: skip
NAMES = ["duties", "end", "confirm", "sessions", "second step"]


@pytest.mark.parametrize("deed", DEEDS, ids=NAMES)
@pytest.mark.parametrize(
    "who", [herself, a_user_of_another_agency, the_guardian, somebody_who_left]
)
def test_refuses_to_change_the_access_of(who, deed, lead, agency):
    target = membership_of(who(lead, agency))
    before = Membership.objects.filter(pk=target.pk).values().get()

    with as_user(lead), pytest.raises(Refused):
        deed(target.pk, lead)

    assert Membership.objects.filter(pk=target.pk).values().get() == before


@pytest.mark.parametrize("deed", DEEDS, ids=NAMES)
def test_refuses_whoever_leads_nothing(deed, worker, agency):
    other = worker_at(agency, *[duty for duty in Duty if duty != Duty.MANAGE_AGENCY])

    with as_user(other), pytest.raises(Refused):
        deed(membership_of(worker).pk, other)
