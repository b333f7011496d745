"""Whoever made an assessment whose roles another agency corrected is told, and nobody kept from it."""

import pytest
from django.db import connection
from django.urls import reverse

from tests.browser import Client
from tests.factories import worker_at
from tests.people_builders import NOON, as_worker
from tests.roles import as_role
from whitebeam.notices import policy as notices
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Duty, Membership
from whitebeam.people.models import Restriction
from whitebeam.risk.tests.desk import ASSESSING
from whitebeam.risk.tests.test_roles_marked_elsewhere import Elsewhere, raw

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere():
    return Elsewhere()


def told(template="roles_corrected_elsewhere"):
    with as_role("wb_bulk"):
        return {(one.to, one.about_id) for one in Notice.objects.filter(template=template)}


def leaves(elsewhere):
    with as_role("wb_bulk"):
        Membership.objects.filter(user=elsewhere.officer).update(duties=["VIEW_PEOPLE"])


def is_kept_from_her(elsewhere, *, user=None):
    with as_role("wb_bulk"):
        Restriction.objects.create(
            person=elsewhere.wren, user=user or elsewhere.officer, reason="Kin",
            set_by=elsewhere.worker, set_at=NOON,
        )  # fmt: skip


def test_whoever_made_it_is_told_once_and_nobody_beside_her(elsewhere):
    worker_at(elsewhere.police, *ASSESSING)

    correction = elsewhere.corrected()
    raw(elsewhere.worker, "select sec.mark_roles_corrected(%s)", correction.pk)

    assert told() == {(elsewhere.officer, elsewhere.theirs.pk)}
    with as_role("wb_bulk"):
        assert Notice.objects.get().post == "WAITING"
    assert raw(elsewhere.worker, "select count(*) from notices_notice") == [(0,)]


@pytest.mark.parametrize("away", [leaves, is_kept_from_her])
def test_if_she_cannot_look_her_colleagues_who_assess_are_told(elsewhere, away):
    others = {worker_at(elsewhere.police, *ASSESSING) for _ in range(2)}
    worker_at(elsewhere.police, Duty.VIEW_PEOPLE, Duty.SUPPORT_VICTIMS)
    away(elsewhere)

    elsewhere.corrected()

    assert {user for user, _ in told()} == others


def test_what_becomes_kept_from_her_is_no_notice_and_no_letter(elsewhere):
    elsewhere.corrected()
    kept = "select sec.is_kept_from(%s, %s)"
    asked = (elsewhere.officer.pk, elsewhere.theirs.pk)

    def is_kept():
        with as_role("wb_sec"), connection.cursor() as cursor:
            cursor.execute(kept, asked)
            return cursor.fetchone()[0]

    with as_worker(elsewhere.officer):
        assert notices.addressed_to(elsewhere.officer).exists()
    assert not is_kept()

    is_kept_from_her(elsewhere)

    with as_worker(elsewhere.officer):
        assert not notices.addressed_to(elsewhere.officer).exists()
    assert is_kept()


def test_nothing_is_referred_to_marac_while_it_is_in_doubt(elsewhere):
    with as_role("wb_bulk"):
        Membership.objects.filter(user=elsewhere.officer).update(
            duties=[*ASSESSING, Duty.REFER_TO_MARAC]
        )
    client = Client()
    client.force_login(elsewhere.officer)
    page = reverse("risk:assessment", args=[elsewhere.theirs.pk])
    assert "Refer to MARAC" in client.get(page).text

    elsewhere.corrected()

    assert "Refer to MARAC" not in client.get(page).text
    elsewhere.looks(stands=True)
    assert "Refer to MARAC" in client.get(page).text
