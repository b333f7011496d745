"""What one stray statement of the web role cannot do: give itself duties, agencies or agreements."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import Error, connection, transaction
from django.utils import timezone

from tests.factories import (
    AgencyFactory,
    SharingAgreementFactory,
    TeamFactory,
    UserFactory,
    worker_at,
)
from tests.roles import as_role
from whitebeam.accounts.models import OneUseLink
from whitebeam.partners.models import Duty, LocalSetting, Membership
from whitebeam.partners.tests.world import a_lead, as_user

pytestmark = [pytest.mark.django_db, pytest.mark.walls]

ADDED = """insert into partners_membership
  (id, created_at, updated_at, user_id, agency_id, duties, starts_on, is_deputy, added_by_id)
  values (gen_random_uuid(), now(), now(), %s, %s, %s, current_date, false, %s)"""
INVITED = """insert into partners_invitation
  (id, created_at, updated_at, link_id, agency_id, email, name, job_title, duties, invited_by_id)
  values (gen_random_uuid(), now(), now(), %s, %s, %s, '', '', '{GUARD_RECORDS}', %s)"""
SET = """insert into partners_localsetting
  (id, created_at, updated_at, key, value, unit, starts_on, source, set_by_id)
  values (gen_random_uuid(), now(), now(), 'k', '1', '', current_date, 's', %s)"""


@pytest.fixture
def worker():
    return worker_at(AgencyFactory(), Duty.REFER)


@pytest.fixture
def other():
    return worker_at(AgencyFactory(), Duty.MANAGE_AGENCY, Duty.REFER)


def does(user, statement, *params):
    """Return how many rows the statement wrote for this user, or None if it was refused."""
    try:
        with as_user(user), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, params)
            return cursor.rowcount
    except Error:
        return None


def test_nobody_changes_their_own_duties(worker):
    widen = "update partners_membership set duties = %s where user_id = %s"
    lead = a_lead()

    assert does(worker, widen, ["VIEW_PEOPLE"], worker.pk) is None
    assert does(lead, widen, ["MANAGE_AGENCY", "VIEW_PEOPLE"], lead.pk) is None
    assert does(worker, widen, [], worker.pk) is None


def test_nobody_joins_an_agency_without_an_invitation(worker, other):
    agency = other.memberships.get().agency_id

    assert does(worker, ADDED, worker.pk, agency, ["VIEW_PEOPLE"], worker.pk) is None
    assert does(worker, ADDED, worker.pk, agency, ["VIEW_PEOPLE"], other.pk) is None
    assert does(other, ADDED, worker.pk, agency, ["VIEW_PEOPLE"], other.pk) is None


def test_a_lead_changes_no_other_agency_and_gives_no_partnership_duty(other, worker):
    change = "update partners_membership set duties = %s where user_id = %s"
    colleague = worker_at(other.memberships.get().agency, Duty.REFER)

    assert does(other, change, ["REFER"], worker.pk) is None
    assert does(other, change, ["GUARD_RECORDS"], colleague.pk) is None
    assert does(other, change, ["VIEW_PEOPLE"], colleague.pk) == 1


def test_a_membership_never_moves_to_another_user_or_agency(other, worker):
    assert does(other, "update partners_membership set user_id = %s", worker.pk) is None
    assert does(worker, "update partners_membership set starts_on = '2020-01-01'") is None


def test_only_guardian_or_configurer_stops_an_agency_and_never_their_own(worker, other):
    stop = "update partners_agency set status = %s where id = %s"
    guardian = worker_at(AgencyFactory(), Duty.GUARD_RECORDS)
    theirs, own = other.memberships.get().agency_id, guardian.memberships.get().agency_id

    assert does(worker, stop, "STOPPED", theirs) is None
    assert does(guardian, stop, "STOPPED", own) is None
    assert does(guardian, stop, "STOPPED", theirs) == 1
    assert does(worker, "update partners_agency set kind = 'CHARITY'") is None


def test_agreements_and_teams_are_not_written(worker):
    agreement = SharingAgreementFactory(between=[AgencyFactory(), AgencyFactory()])
    TeamFactory()

    assert does(worker, "update partners_sharingagreement set ends_on = '2999-01-01'") is None
    assert does(worker, "update partners_sharingagreement set categories = '{F1}'") is None
    assert does(worker, "update partners_agreementparty set gives = true") is None
    assert does(worker, "update partners_team set name = 'x'") is None
    assert agreement.parties.count() == 2


def test_settings_are_the_configurers(worker):
    configurer = worker_at(AgencyFactory(), Duty.CONFIGURE_PARTNERSHIP)

    assert does(worker, SET, worker.pk) is None
    assert does(worker, SET, configurer.pk) is None
    assert does(configurer, SET, configurer.pk) == 1
    assert does(worker, "update partners_localsetting set withdrawn_at = now()") is None
    assert LocalSetting.objects.filter(key="k", withdrawn_at=None).count() == 1


def test_an_invitation_is_a_leads_to_make_and_gives_no_partnership_duty(worker, other):
    now = timezone.now()
    with as_role("wb_bulk"):
        link = OneUseLink.objects.create(
            kind="INVITATION", email="a@b.example", email_key="k", token_hash="f" * 64,
            asked_at=now, expires_at=now + timedelta(days=1), used_at=now,
        )  # fmt: skip
    agency = other.memberships.get().agency_id

    assert does(worker, INVITED, link.pk, agency, worker.email, worker.pk) is None
    assert does(worker, INVITED, link.pk, agency, worker.email, other.pk) is None
    assert does(other, INVITED, link.pk, agency, worker.email, other.pk) is None


def test_nobody_changes_who_a_user_is(worker, other):
    users = "update accounts_user set {} where id = %s"
    colleague = worker_at(other.memberships.get().agency, Duty.REFER)
    ended = UserFactory(is_active=False)

    assert does(worker, users.format("email = 'x@y.example'"), worker.pk) is None
    assert does(worker, users.format("is_demonstration = true"), worker.pk) is None
    assert does(worker, users.format("is_active = false"), other.pk) is None
    assert does(worker, users.format("is_active = true"), ended.pk) is None
    assert does(other, users.format("is_active = false"), colleague.pk) == 1
    assert does(worker, users.format("name = 'New'"), worker.pk) == 1


def test_nobody_adds_or_takes_a_factor_of_another(worker, other):
    add = """insert into mfa_authenticator (user_id, type, data, created_at)
      values (%s, 'webauthn', '{}', now())"""

    assert does(worker, add, other.pk) is None
    assert does(worker, "delete from mfa_authenticator where user_id = %s", other.pk) is None
    assert does(worker, add, worker.pk) == 1
    assert Authenticator.objects.filter(user=other).count() == 1


def test_a_new_user_comes_by_invitation(worker):
    add = """insert into accounts_user (id, password, kind, email, name, job_title, is_active,
      is_demonstration, may_use_password, created_at, updated_at)
      values (gen_random_uuid(), '', %s, 'n@y.example', '', '', true, false, true, now(), now())"""

    assert does(worker, add, "STAFF") is None
    assert Membership.objects.filter(user__email="n@y.example").count() == 0
