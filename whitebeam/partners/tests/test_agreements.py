"""Sharing agreements hold to their last day, are announced before it, and shut the door after."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.factories import AgencyFactory, SharingAgreementFactory, worker_at
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners import policy
from whitebeam.partners.models import AgreementWarning, Duty
from whitebeam.partners.rules.terms import warning_due
from whitebeam.partners.services import agreements
from whitebeam.partners.tests.world import a_lead, as_user, enter

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
END = date(2026, 12, 31)


@pytest.fixture
def agencies():
    return AgencyFactory(), AgencyFactory()


def agreement_until(agencies, ends_on, **values):
    return SharingAgreementFactory(
        between=agencies, starts_on=date(2020, 1, 1), review_on=ends_on, ends_on=ends_on, **values
    )


@pytest.mark.parametrize(
    ("days_left", "limit"),
    [(91, None), (90, 90), (31, 90), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)],
)
def test_warns_at_90_30_and_7_days_and_makes_up_a_missed_day(days_left, limit):
    assert warning_due(ends_on=END, on=END - days_left * DAY) == limit


@pytest.mark.parametrize(
    ("left", "in_force"),
    [(1, True), (0, True), (-1, False)],
    ids=["day before", "last day", "day after"],
)
def test_the_door_shuts_the_day_after_the_last(agencies, left, in_force):
    giver, receiver = agencies
    agreement = agreement_until(agencies, timezone.localdate() + left * DAY)

    covering = policy.agreements_covering(
        owner=giver, receiver=receiver, category="F2", purpose=Purpose.SUPPORT
    )
    with as_user(worker_at(giver, Duty.REFER)), connection.cursor() as cursor:
        cursor.execute("select %s = any(sec.agreements())", [agreement.pk])
        [by_the_wall] = cursor.fetchone()

    assert covering.exists() is in_force
    assert by_the_wall is in_force


def warn(on, *options):
    said = StringIO()
    with as_role("wb_worker"):
        call_command("warn_agreements", f"--on={on}", *options, stdout=said)
    return said.getvalue().strip()


def test_each_limit_is_announced_once(agencies):
    agreement_until(agencies, END)

    assert warn(END - 90 * DAY) == "1 warnings given"
    assert warn(END - 89 * DAY) == "0 warnings given"
    assert warn(END - 30 * DAY) == "1 warnings given"
    assert warn(END - 7 * DAY) == "1 warnings given"
    assert warn(END + DAY) == "0 warnings given"
    assert sorted(AgreementWarning.objects.values_list("days", flat=True)) == [7, 30, 90]


def test_a_dry_run_counts_and_writes_nothing(agencies):
    agreement_until(agencies, END)

    assert warn(END - 5 * DAY, "--dry-run") == "1 warnings would be given"
    assert not AgreementWarning.objects.exists()


def test_the_page_shows_what_ends_soon_and_what_was_announced(client, agencies):
    today = timezone.localdate()
    agreement = agreement_until(agencies, today + 20 * DAY)
    warn(today)
    guardian = worker_at(AgencyFactory(), Duty.GUARD_RECORDS)

    listed = enter(client, guardian).get("/partnership/agreements/").content.decode()
    shown = client.get(f"/partnership/agreements/{agreement.pk}/").content.decode()

    assert "Ends in 20 days" in listed
    assert "30 days before" in shown


def test_a_lead_reads_the_agreements_of_their_agency_and_no_others(client, agencies):
    own = agreement_until(agencies, END, name="Ours")
    other = SharingAgreementFactory(between=[AgencyFactory(), AgencyFactory()], name="Theirs")
    lead = a_lead(agencies[0])

    page = enter(client, lead).get("/partnership/agreements/").content.decode()

    assert ("Ours" in page, "Theirs" in page) == (True, False)
    assert client.get(f"/partnership/agreements/{own.pk}/").status_code == 200
    assert client.get(f"/partnership/agreements/{other.pk}/").status_code == 404


def dated(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_a_guardian_ends_an_agreement_and_the_door_shuts(client, agencies):
    agreement = agreement_until(agencies, timezone.localdate() + 90 * DAY)
    guardian = worker_at(AgencyFactory(), Duty.GUARD_RECORDS)
    yesterday = timezone.localdate() - DAY

    enter(client, guardian).post(
        f"/partnership/agreements/{agreement.pk}/end/",
        dated("review_on", yesterday) | dated("ends_on", yesterday),
    )

    assert agreement not in policy.agreements_in_force()


def test_it_does_not_end_before_it_began(client, agencies):
    agreement = agreement_until(agencies, END)
    guardian = worker_at(AgencyFactory(), Duty.GUARD_RECORDS)
    long_ago = date(2019, 1, 1)

    response = enter(client, guardian).post(
        f"/partnership/agreements/{agreement.pk}/end/",
        dated("review_on", long_ago) | dated("ends_on", long_ago),
    )

    assert response.status_code == 422


def test_only_a_guardian_changes_one(client, agencies):
    agreement, lead = agreement_until(agencies, END), a_lead(agencies[0])

    assert (
        enter(client, lead).get(f"/partnership/agreements/{agreement.pk}/end/").status_code == 403
    )
    with as_user(lead), pytest.raises(Refused):
        agreements.set_end(agreement_id=agreement.pk, review_on=END, ends_on=END, by=lead)


def test_the_database_warns_once_for_each_limit(agencies):
    agreement = agreement_until(agencies, END)
    refused = pytest.raises(IntegrityError, match="agreement_warns_once_for_each_limit")
    with as_role("wb_worker"), refused, transaction.atomic():
        for _ in range(2):
            AgreementWarning(agreement=agreement, days=30, warned_on=END).save()
