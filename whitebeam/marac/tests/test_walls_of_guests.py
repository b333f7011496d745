"""Past every page: the wall opens to a guest once the code was given, for as long as a session."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.marac_builders import PROOF, a_case, a_listing, a_meeting, acting_as
from tests.roles import as_role
from tests.setting_builders import a_setting
from tests.worlds.test_access_worlds import seen_raw
from whitebeam.accounts.models import User
from whitebeam.marac import policy
from whitebeam.marac.models import GuestAccess, Participant
from whitebeam.marac.queries import guests as queries
from whitebeam.marac.rules.spoken_code import proof_of
from whitebeam.marac.services import guests
from whitebeam.marac.tests.test_guests_who_research import EMAIL, asked, invite, small
from whitebeam.partners.models import LocalSetting

__all__ = ["asked", "small"]
pytestmark = [pytest.mark.django_db, pytest.mark.walls]
LATER = timezone.now() + timedelta(days=20)
OPENED = ("marac_case", "marac_caseperson", "marac_researchrequest", "marac_participant")


class Invited:
    """A guest of one case who was told a code."""

    def __init__(self, marac, case, small):
        self.marac, self.case = marac, case
        self.code = invite(marac, small, case=case)
        with as_role("wb_bulk"):
            self.user, self.access = User.objects.get(email=EMAIL), GuestAccess.objects.get()

    def gives(self, code):
        with acting_as(self.user):
            proof = proof_of(code, kept=self.access.words_hash)
            return queries.enter({self.access.pk: proof}, proof=PROOF)

    def sees(self):
        with acting_as(self.user):
            walled = {bool(seen_raw(table)) for table in OPENED}
            walled.add(policy.worked_by(self.user).exists())
        (same,) = walled
        return same

    def is_changed(self, **to):
        with as_role("wb_bulk"):
            GuestAccess.objects.filter(pk=self.access.pk).update(**to)

    def runs(self, statement, *values):
        with acting_as(self.user), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.rowcount


@pytest.fixture
def guest(asked, small):
    return Invited(*asked, small)


def test_the_wall_opens_when_the_code_was_given_and_not_before(guest):
    assert not guest.sees()
    assert guest.gives("WRONG") == []
    assert not guest.sees()
    assert guest.gives(guest.code) == [guest.access.pk]
    assert guest.sees()


def test_it_closes_with_the_session_the_end_and_the_withdrawal(guest):
    guest.gives(guest.code)
    now = timezone.now()
    long_ago = now - settings.GUEST_SESSION_TOTAL - timedelta(seconds=1)
    lately = now - settings.GUEST_SESSION_TOTAL + timedelta(minutes=1)

    for closed, opened in (
        ({"entered_at": long_ago}, {"entered_at": lately}),
        ({"until": now}, {"until": now + timedelta(days=1)}),
        ({"ended_at": now}, {"ended_at": None}),
    ):
        guest.is_changed(**closed)
        assert not guest.sees(), closed
        guest.is_changed(**opened)
        assert guest.sees(), opened


def test_ending_or_inviting_again_closes_it_to_who_is_in(guest, small):
    guest.gives(guest.code)
    again = invite(guest.marac, small, case=guest.case)
    assert not guest.sees()
    with as_role("wb_bulk"):
        guest.access.refresh_from_db()
    assert guest.gives(guest.code) == []
    assert guest.gives(again) == [guest.access.pk]
    with acting_as(guest.marac.coordinator):
        guests.end(guest.access.pk, by=guest.marac.coordinator, at=timezone.now())
    assert not guest.sees()
    assert guest.gives(again) is None


def test_ten_wrong_codes_close_the_access_to_the_right_one(guest):
    for _ in range(10):
        assert guest.gives("WRONG") == []

    assert guest.gives(guest.code) is None
    assert not guest.sees()


def test_as_many_wrong_codes_as_the_partnership_has_set_close_it(guest):
    a_setting("guest.wrong_codes_most", 2)
    for _ in range(2):
        assert guest.gives("WRONG") == []

    assert guest.gives(guest.code) is None


def test_where_no_number_is_set_the_access_opens_to_nobody(guest):
    with as_role("wb_bulk"):
        LocalSetting.objects.filter(key="guest.wrong_codes_most").delete()

    assert guest.gives(guest.code) is None


def test_the_code_of_one_access_opens_no_other(guest, small):
    with as_role("wb_bulk"):
        listed = a_listing(a_meeting(guest.marac, starts_at=LATER), a_case(guest.marac))
    invite(guest.marac, small, meeting=listed.meeting)

    assert guest.gives(guest.code) == [guest.access.pk]

    with acting_as(guest.user):
        assert seen_raw("marac_case") == {guest.case.pk}
        assert set(policy.worked_by(guest.user).values_list("pk", flat=True)) == {guest.case.pk}


@pytest.mark.parametrize(
    "column", ["until", "words_hash", "wrong_words", "entered_at", "entered_with", "user_id"]
)
def test_a_guest_changes_no_column_of_the_access(guest, column):
    guest.gives(guest.code)
    with as_role("wb_bulk"):
        before = GuestAccess.objects.values().get()

    try:
        changed = guest.runs(f"update marac_guestaccess set {column} = {column}")
    except DatabaseError:
        changed = 0

    assert changed == 0
    with as_role("wb_bulk"):
        assert GuestAccess.objects.values().get() == before


@pytest.mark.parametrize("column", ["wrong_words", "entered_at", "entered_with"])
def test_nobody_else_dates_the_entry_or_takes_back_a_try(guest, column):
    with (
        acting_as(guest.marac.coordinator),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"update marac_guestaccess set {column} = {column}")


def test_what_has_ended_is_not_begun_again(guest):
    guest.is_changed(ended_at=timezone.now())

    with (
        acting_as(guest.marac.coordinator),
        pytest.raises(DatabaseError, match="may not update"),
        transaction.atomic(),
    ):
        GuestAccess.objects.update(ended_at=None)


def test_a_guest_is_seated_only_under_an_access_to_that_case(guest, small):
    marac = guest.marac
    other = a_case(marac)

    with (
        acting_as(marac.coordinator),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        Participant.objects.create(
            case=other,
            agency=small,
            capacity="RESEARCHER",
            user=guest.user,
            access=guest.access,
            coordinated_by=marac.hub,
            added_by=marac.coordinator,
            began_at=timezone.now(),
            until=timezone.now() + timedelta(days=1),
        )
